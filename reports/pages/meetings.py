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

DAY, PLANNED, HELD = 1, 19, 21  # columns: the day, person-minutes inside hours with those off the peaks behind them


def write(m: Month) -> None:
    """The sheet of meetings; its price is customer-minutes of waiting expected when it was placed."""
    yes, no = _("yes"), _("no")
    heads = [
        Head(_("Record no."), 15, code="number"), Head(_("Day"), 11, "day", code="day"),
        Head(_("Meeting"), 20, "wrap", code="title"), Head(_("Kind"), 18, "wrap", code="kind"),
        Head(_("Batch"), 6, code="batch"), Head(_("Starts"), 7, "time", code="start"),
        Head(_("Ends"), 7, "time", code="end"),
        Head(_("Minutes"), 7, "count", True, code="minutes"), Head(_("Room"), 12, "wrap", code="room"),
        Head(_("People"), 7, "count", True, code="people"),
        Head(_("Price, customer-minutes"), 10, "minutes", True, code="price"),
        Head(_("At least"), 8, "minutes", code="low"),
        Head(_("At most"), 8, "minutes", code="high"), Head(_("At a peak"), 9, code="at_peak"),
        Head(_("Overtime, minutes"), 12, "count", True, code="overtime"),
        Head(_("State"), 12, "wrap", code="state"), Head(_("Began at"), 9, "time", code="began"),
        Head(_("Ended at"), 9, "time", code="ended"),
        Head(_("Released to the floor"), 14, "wrap", code="released"),
        Head(_("Planned inside hours, person-minutes"), 12, "count", True, code="planned"),
        Head(_("Planned off the peaks, person-minutes"), 12, "count", True, code="planned_off"),
        Head(_("Held inside hours, person-minutes"), 12, "count", True, code="held"),
        Head(_("Held off the peaks, person-minutes"), 12, "count", True, code="held_off"),
    ]  # fmt: skip
    found = sittings(m.r, m.first, m.last)
    judged = by_sitting(m.r, found)[0]
    rows = []
    for line, one in enumerate(found, start=HEAD_ROW + 2):
        plan = one.plan
        minutes = plan.end_minute - plan.start_minute
        shares = _minutes(judged.get((one.meeting, one.sitting), (Share(), Share())))
        m.meeting_days.append(plan.day)
        if plan.day <= m.until:
            m.meeting_minutes.setdefault(word(KIND_NAMES, one.kind), []).append(shares)
        rows.append([
            one.number, plan.day, one.title, word(KIND_NAMES, one.kind), f"{plan.batch}/{plan.batches}",
            plan.start_minute, plan.end_minute, Formula(f"=ROUND((G{line}-F{line})*1440,0)", minutes), plan.room,
            len(plan.people), plan.price_minutes, plan.low_minutes, plan.high_minutes, yes if plan.at_peak else no,
            plan.overtime_minutes, str(STATES.get(one.state, one.state)), one.started_minute, one.ended_minute,
            m.names(release.person for release in one.released),
            *shares,
        ])  # fmt: skip
    note = f"{m.branch} · {m.month} · " + _("Price: customer-minutes of waiting expected when it was placed.")
    __, extent = m.table(_("Meetings"), heads, rows, colour=INFO, note=note, freeze_columns=3, code="meetings",
                          empty=_("No meeting was planned in this period."))  # fmt: skip
    past = [lines for kind in m.meeting_minutes.values() for lines in kind]
    held = f"=SUMPRODUCT({until(m, extent)}*1)" if rows else "=0"
    m.fact("meetings.count", _("Meetings"), held, len(past), "count")
    for code, words, place, at in (
        ("meetings.off_peak_share", _("Meeting time off the peaks, as planned"), PLANNED, 0),
        ("meetings.off_peak_held_share", _("Meeting time off the peaks, as held"), HELD, 2),
    ):
        inside, off = sum(one[at] for one in past), sum(one[at + 1] for one in past)
        if inside:
            own = until(m, extent)
            formula = f"=SUMPRODUCT({own}*{extent.cells(place + 1)})/SUMPRODUCT({own}*{extent.cells(place)})"
            m.fact(code, words, formula, off / inside, "share")


def until(m: Month, extent: Extent) -> str:
    """The condition, inside a formula, that a meeting is not one to come."""
    day = m.until
    return f"({extent.cells(DAY)}<=DATE({day.year},{day.month},{day.day}))"


def _minutes(shares: tuple[Share, Share]) -> list[int]:
    return [round(value) for one in shares for value in (one.minutes, one.minutes_off_peak)]
