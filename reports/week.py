"""A week of the branch as a workbook: each day beside the others, what was checked and missed, meetings, incidents,
complaints, and the actions that are still open. The sheets are those of the month, over seven days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from reports.fields.source import Source
from reports.look import ACCENT, WARNING, for_print
from reports.opening import report_at, report_of
from reports.pages import cover, customers, findings, floor, inspections, meetings, plan, traffic
from reports.pages.month import Month, word
from reports.pages.traffic import CAME, DAY, LEFT_EARLY, TIMED, WAITED, weekday
from reports.proof import About
from reports.table import Formula, Head
from supervisor.access import Right, require
from supervisor.actions.ledger import open_actions
from supervisor.branch.ledger import branch_profile, people
from supervisor.complaints.kernel.course import JOINED
from supervisor.complaints.words import STATES
from supervisor.errors import BadInput
from supervisor.inspection.words import SEVERITIES
from supervisor.journal import SYSTEM, Book
from supervisor.language import _

WEEK = re.compile(r"(\d{4})-?[Ww](\d{1,2})")


def week_days(week: str) -> tuple[date, date]:
    """Monday and Sunday of a week written 2026-W47. Raises BadInput."""
    said = WEEK.fullmatch(week.strip())
    try:
        if said is None:
            raise ValueError(week)
        first = date.fromisocalendar(int(said[1]), int(said[2]), 1)
        return first, first + timedelta(days=6)
    except (ValueError, OverflowError):
        raise BadInput(_("{week} is no week: write it as 2026-W47.").format(week=week)) from None


def week_workbook(book: Book, week: str, path: Path, *, actor: str = SYSTEM) -> Path:
    """Write the workbook of `week` ("2026-W47") to `path`, whole or not at all; returns the path.

    Raises Refused without the rights to export and to read people's records, BadInput for a week that is none or a
    path that cannot be written.
    """
    first, last = week_days(week)
    year, number, _day = first.isocalendar()
    called = f"{year}-W{number:02d}"
    with book.read() as r:
        require(r, actor, Right.EXPORT_REPORT)
        require(r, actor, Right.READ_PEOPLE)
        branch = branch_profile(r).name
        names = {one.subject: f"{one.no} {one.name}" for one in people(r, active_only=False)}
        month = first.isoformat()[:7]
        report = report_of(book, r, "week", actor=actor, month=month, about=called)
        with report_at(path, report, title=f"{branch} {called}") as (workbook, formats):
            source = Source(r, called, span=(first, last))
            m = Month(workbook, formats, r, branch, called, first, last, names, None, source)
            front = cover.reserve(m)
            daily = workbook.add_worksheet(_("The week day by day"))
            daily.set_tab_color(ACCENT)
            answers = inspections.write(m)
            findings.write(m, answers)
            plan.write(m)
            customers.write(m)
            traffic.write(m)
            meetings.write(m)
            floor.write_incidents(m)
            _open(m)
            _days(m, daily)
            _front(m, front, report.proof)
    return path


def _front(m: Month, sheet: Any, proof: About) -> None:
    for column, width in enumerate(cover.WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 32)
    sheet.write_string(0, 0, _("Week report of {branch}").format(branch=m.branch), m.formats("title"))
    sheet.write_string(1, 0, f"{m.month} · {m.first} – {m.last}", m.formats("section"))
    rows = [
        (_("Branch"), " ".join(filter(None, (proof.branch_no, m.branch)))),
        (_("Week"), f"{m.month} · {m.first} – {m.last}"),
        (_("Made at"), proof.made_at.strftime("%Y-%m-%d %H:%M")),
        (_("Program"), f"{_('Branch supervisor console')} {cover.program_version()}"),
        (_("Head digest of the journal"), proof.journal),
        (_("Signed by the device"), proof.device),
    ]
    cover.pairs(m, sheet, cover.TOP, _("This workbook"), rows)
    cover.figures(m, sheet, _("The week in figures"))
    cover.contents(m, sheet)
    for_print(sheet, title=f"{m.branch} {m.month}", head_row=None, pages=1)


def _open(m: Month) -> None:
    heads = [
        Head(_("Record no."), 15, code="number"), Head(_("Raised on"), 11, "day", code="raised"),
        Head(_("Raised in the week"), 9, code="new"), Head(_("Action"), 46, "wrap", code="title"),
        Head(_("Severity"), 9, code="severity"), Head(_("Accountable"), 14, code="owner"),
        Head(_("Doer"), 14, code="doer"), Head(_("Due on"), 11, "day", code="due"),
        Head(_("State"), 18, code="state"), Head(_("Days late"), 9, "count", True, code="late"),
    ]  # fmt: skip
    rows = [
        [each.number, each.raised, _("yes") if each.raised >= m.first else _("no"), each.title,
         word(SEVERITIES, each.severity), m.name(each.owner), m.name(each.doer), each.due,
         findings.standing(each, m.until), each.days_late(m.until) or None]
        for each in open_actions(m.r) if each.raised <= m.last
    ]  # fmt: skip
    note = f"{m.branch} · {m.month} · " + _("At the end of the week, whenever they were raised.")
    __, extent = m.table(
        _("Open actions"), heads, rows, colour=WARNING, note=note, freeze_columns=1, code="open_actions",
        empty=_("No action is open."),
    )  # fmt: skip
    m.fact("actions.open", _("Open actions"), f"=COUNTA({extent.cells(0)})", extent.rows, "count")


def _days(m: Month, sheet: Any) -> None:
    """Seven lines, each figure counted on the sheet of its matter."""
    from reports.pages.summary.blocks import FIRST, put_table

    heads = [
        Head(_("Day"), 14, "day"), Head(_("Weekday"), 12), Head(_("Customers"), 11, "count"),
        Head(_("Mean wait, minutes"), 11, "minutes"), Head(_("Customers who left"), 11, "count"),
        Head(_("Inspections"), 11, "count"), Head(_("Findings"), 11, "count"), Head(_("Actions raised"), 11, "count"),
        Head(_("Complaints heard"), 11, "count"), Head(_("Meetings"), 11, "count"), Head(_("Incidents"), 11, "count"),
    ]  # fmt: skip
    for column, head in enumerate(heads):
        sheet.set_column(column, column, head.width)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, f"{_('The week day by day')} · {m.month}", m.formats("title"))
    sheet.write_string(1, 0, f"{m.branch} · {m.first} – {m.last}", m.formats("note"))
    rows = [_day(m, m.first + timedelta(days=n), FIRST + 3 + n) for n in range(7)]
    first, last = FIRST + 3, FIRST + 9
    total: list[Any] = [_("Sum"), ""]
    for place in range(2, len(heads)):
        letter = "ABCDEFGHIJK"[place]
        values = [row[place].value for row in rows]
        if place == 3:
            total.append("")
            continue
        total.append(Formula(f"=SUM({letter}{first}:{letter}{last})", sum(values)))
    put_table(m, sheet, FIRST, _("The week day by day"), heads, [*rows, total])
    for_print(sheet, title=f"{m.branch} {m.month}", head_row=None, pages=1)


def _day(m: Month, day: date, line: int) -> list[Any]:
    tables = m.coded
    came = tables["traffic_days"]
    classes = list(m.material.days[day].classes.values()) if day in m.material.days else []
    waited, timed = sum(sum(one.wait_seconds) for one in classes) / 60, sum(one.waited for one in classes)

    def summed(column: int) -> str:
        return f"SUMIF({came.cells(DAY)},$A{line},{came.cells(column)})"

    def counted(code: str, column: int, value: int, more: str = "") -> Formula:
        return Formula(f"=SUMPRODUCT((INT({tables[code].cells(column)})=$A{line})*1{more})", value)

    joined = f'*({tables["complaints"].cells(customers.STATE)}<>"{STATES[JOINED]}")'
    return [
        day, weekday(day.weekday()), Formula(f"={summed(CAME)}", sum(sum(one.arrivals) for one in classes)),
        Formula(f'=IF({summed(TIMED)}=0,"",{summed(WAITED)}/{summed(TIMED)})', waited / timed if timed else ""),
        Formula(f"={summed(LEFT_EARLY)}", sum(one.left for one in classes)),
        counted("inspections", 1, sum(one.inspection.day == day for one in m.material.sheets.values())),
        counted("findings", 1, sum(one.day == day for one in m.material.findings)),
        counted("actions", 1, sum(one.raised == day for one in m.material.actions)),
        counted("complaints", 1, sum(
            m.r.local(round(one.received.timestamp() * 1000)).date() == day
            for one in m.material.complaints if one.state != JOINED), joined),
        counted("meetings", 1, m.meeting_days.count(day)),
        counted("incidents", 1, sum(row[1] == day for row in m.incident_rows)),
    ]  # fmt: skip
