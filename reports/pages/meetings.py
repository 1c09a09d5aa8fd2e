"""Meetings with what each costs the customers, and how often peaks were avoided (A3–A6, E1)."""

from __future__ import annotations

from reports.look import INFO
from reports.pages.month import Month, word
from reports.table import HEAD_ROW, Extent, Formula, Head
from supervisor.language import Words, _
from supervisor.meetings.avoidance import Share, by_sitting
from supervisor.meetings.ledger import sittings
from supervisor.meetings.words import KIND_NAMES

STATES = {
    "placed": Words("未发布", "Not published"),
    "published": Words("已发布", "Published"),
    "running": Words("进行中", "Running"),
    "ended": Words("已结束", "Ended"),
}


def write(m: Month) -> None:
    """The sheet of meetings; its price is customer-minutes of waiting expected when it was placed."""
    yes, no = _("yes"), _("no")
    heads = [
        Head(_("Record no."), 15), Head(_("Day"), 11, "day"), Head(_("Meeting"), 26, "wrap"), Head(_("Kind"), 16),
        Head(_("Batch"), 8), Head(_("Starts"), 7, "time"), Head(_("Ends"), 7, "time"),
        Head(_("Minutes"), 9, "count", True), Head(_("Room"), 12), Head(_("People"), 9, "count", True),
        Head(_("Price, customer-minutes"), 12, "minutes", True), Head(_("At least"), 10, "minutes"),
        Head(_("At most"), 10, "minutes"), Head(_("At a peak"), 9), Head(_("Overtime, minutes"), 10, "count", True),
        Head(_("State"), 10), Head(_("Began at"), 7, "time"), Head(_("Ended at"), 7, "time"),
        Head(_("Released to the floor"), 22, "wrap"),
        Head(_("Planned inside hours, person-minutes"), 17, "count", True),
        Head(_("Planned off the peaks, person-minutes"), 17, "count", True),
        Head(_("Held inside hours, person-minutes"), 17, "count", True),
        Head(_("Held off the peaks, person-minutes"), 17, "count", True),
    ]  # fmt: skip
    found = sittings(m.r, m.first, m.last)
    judged = by_sitting(m.r, found)[0]
    rows = []
    for line, one in enumerate(found, start=HEAD_ROW + 2):
        plan = one.plan
        minutes = plan.end_minute - plan.start_minute
        rows.append([
            one.number, plan.day, one.title, word(KIND_NAMES, one.kind), f"{plan.batch}/{plan.batches}",
            plan.start_minute, plan.end_minute, Formula(f"=ROUND((G{line}-F{line})*1440,0)", minutes), plan.room,
            len(plan.people), plan.price_minutes, plan.low_minutes, plan.high_minutes, yes if plan.at_peak else no,
            plan.overtime_minutes, str(STATES.get(one.state, one.state)), one.started_minute, one.ended_minute,
            m.names(release.person for release in one.released),
            *_minutes(judged.get((one.meeting, one.sitting), (Share(), Share()))),
        ])  # fmt: skip
    note = f"{m.branch} · {m.month} · " + _("Price: customer-minutes of waiting expected when it was placed.")
    __, extent = m.table(_("Meetings"), heads, rows, colour=INFO, note=note, freeze_columns=3)
    m.fact(_("Meetings"), f"=COUNTA({extent.cells(0)})", extent.rows, "count")
    if rows:
        _rate(m, _("Meeting time off the peaks, as planned"), extent, 19, [one for one, _held in judged.values()])
        _rate(m, _("Meeting time off the peaks, as held"), extent, 21, [one for _planned, one in judged.values()])


def _minutes(shares: tuple[Share, Share]) -> list[int]:
    return [round(value) for one in shares for value in (one.minutes, one.minutes_off_peak)]


def _rate(m: Month, words: str, extent: Extent, place: int, shares: list[Share]) -> None:
    """The rate of peak avoidance over two columns, where any meeting took time inside opening hours."""
    rate = sum(shares, Share()).rate
    if rate is not None:
        m.fact(words, f"=SUM({extent.cells(place + 1)})/SUM({extent.cells(place)})", rate, "share")
