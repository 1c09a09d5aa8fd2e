"""The sheets of the summary, one printed page each: the month beside the month before, the days, what was found and
complained of, scores and meetings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reports.look import ACCENT, BAD, INFO, WARNING, for_print
from reports.pages.data import Data
from reports.pages.month import Month, Page
from reports.pages.summary.blocks import FIRST, HIGH, Series, chart_of, curve_of, put_table
from reports.pages.summary.counted import (
    area_heads,
    axis_heads,
    by_area,
    by_axis,
    by_day,
    by_incident,
    by_kind,
    by_score,
    days_heads,
    incident_heads,
    meeting_heads,
    score_heads,
)
from reports.table import As, Formula, Head
from supervisor.language import _

BEFORE = "#9FB3BA"  # the month before, behind the month itself
WIDTHS = (36, 15, 15, 15, 15, 3)
KEY_FIGURES = (
    "traffic.customers", "wait.mean_minutes", "wait.within_target_share", "traffic.left_share", "ratings.mean",
    "inspections.count", "inspections.average_share", "findings.count", "findings.repeated", "checks.made_share",
    "checks.missed", "actions.raised", "actions.overdue", "complaints.count", "complaints.in_time_share",
    "complaints.at_fault_share", "complaints.on_the_spot_share", "praise.count", "meetings.count",
    "meetings.off_peak_share", "meetings.off_peak_held_share", "incidents.count", "incidents.moves",
    "incidents.saved_minutes", "incidents.realised_minutes", "training.passed_share", "appraisal.people",
    "appraisal.mean",
)  # fmt: skip


def reserve(m: Month) -> list[Any]:
    """The empty sheets, behind the cover. A page a sheet: programs break and scale sheets each in its own way."""
    sheets = []
    for name in (_("Summary"), _("Customers at a glance"), _("Quality at a glance"), _("Work at a glance")):
        sheet = m.workbook.add_worksheet(name)
        sheet.set_tab_color(ACCENT)
        m.pages.append(Page(name, None, ACCENT))
        sheets.append(sheet)
    return sheets


def fill(m: Month, sheets: list[Any], data: Data, before: Mapping[str, float | int | None]) -> None:
    """Write them. `before` are the figures of the month before by code, in the units shown."""
    for sheet in sheets:
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, f"{sheet.get_name()} · {m.month}", m.formats("title"))
        note = f"{m.branch} · {m.first} – {min(m.last, m.r.today)} · "
        note += _("What is counted here is counted on another sheet of this workbook.")
        sheet.write_string(1, 0, note, m.formats("note"))
        for_print(sheet, title=f"{m.branch} {m.month}", head_row=None, pages=1)
    _month(m, sheets[0], data, before)
    _customers(m, sheets[1])
    _quality(m, sheets[2])
    _work(m, sheets[3])


def _month(m: Month, sheet: Any, data: Data, before: Mapping[str, float | int | None]) -> None:
    heads = [
        Head(_("Figure"), 30), Head(_("This month"), 12, "number"), Head(_("Month before"), 12, "number"),
        Head(_("Difference"), 12, "number"),
    ]  # fmt: skip
    put_table(m, sheet, FIRST, _("This month and the month before"), heads, _compared(data, before))
    scores = put_table(m, sheet, FIRST + len(KEY_FIGURES) + 3, _("How the scores are spread"), score_heads(),
                       by_score(m))  # fmt: skip
    curve_of(m, sheet, FIRST + 1)
    chart_of(m, sheet, FIRST + 2 + HIGH, _("How the scores are spread"), scores, [Series(_("People"), 1, ACCENT)])


def _compared(data: Data, before: Mapping[str, float | int | None]) -> list[list]:
    """Key figures of both months; where one of the two is not known there is no change."""
    rows: list[list] = []
    for line, code in enumerate(KEY_FIGURES, FIRST + 3):
        one = data.entry(code)
        if one is None:
            raise KeyError(code)
        kind = {"points": "number", "money": "number"}.get(one.kind, one.kind)  # in units here
        now, was = data.shown(code), before.get(code)
        change: Formula | str = ""
        if isinstance(now, int | float) and was is not None:
            change = Formula(f"=B{line}-C{line}", now - was)
        rows.append([one.name, As(kind, data.link(code)), As(kind, was), As(kind, change)])
    return rows


def _customers(m: Month, sheet: Any) -> None:
    days = put_table(m, sheet, FIRST, _("Customers and waits by day"), days_heads(), by_day(m))
    came, wait = [Series(_("Customers"), 1, ACCENT)], [Series(_("Mean wait, minutes"), 2, BAD)]
    chart_of(m, sheet, FIRST + 1, _("Customers by day"), days, came, dates=True)
    chart_of(m, sheet, FIRST + 2 + HIGH, _("Mean wait by day, minutes"), days, wait, number="0.0", dates=True)


def _quality(m: Month, sheet: Any) -> None:
    found, of_cause, of_class = (
        _("Findings by section of the check-lists"), _("Complaints by cause"), _("Complaints by kind of business"),
    )  # fmt: skip
    area = put_table(m, sheet, FIRST, found, area_heads(), by_area(m))
    causes = put_table(m, sheet, area.last + 2, of_cause, axis_heads(_("Cause")), by_axis(m, "cause"))
    classes = put_table(m, sheet, causes.last + 2, of_class, axis_heads(_("Kind of business")), by_axis(m, "class"))
    both = [Series(_("This month"), 1, BAD), Series(_("Month before"), 2, BEFORE)]
    chart_of(m, sheet, FIRST + 1, found, area, [Series(_("Findings"), 1, WARNING)])
    chart_of(m, sheet, FIRST + 2 + HIGH, of_cause, causes, both)
    chart_of(m, sheet, FIRST + 3 + 2 * HIGH, of_class, classes, both)


def _work(m: Month, sheet: Any) -> None:
    meetings = put_table(m, sheet, FIRST, _("Meetings off the peaks"), meeting_heads(), by_kind(m))
    happened = put_table(
        m, sheet, meetings.last + 2, _("Incidents, customer-minutes"), incident_heads(), by_incident(m)
    )
    shares = [Series(_("As planned"), 3, ACCENT), Series(_("As held"), 4, INFO)]
    chart_of(m, sheet, FIRST + 1, _("Share of meeting time off the peaks"), meetings, shares, number="0%")
    effect = [
        Series(_("Without moves"), 1, BAD), Series(_("With the moves proposed"), 2, ACCENT),
        Series(_("Realised"), 3, INFO),
    ]  # fmt: skip
    chart_of(m, sheet, FIRST + 2 + HIGH, _("Waiting in incidents, customer-minutes"), happened, effect)
