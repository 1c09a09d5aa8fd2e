"""The weekly sheets of client managers as a workbook: all on one page, then a page a person, to be printed on A4."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reports.look import ACCENT
from reports.opening import report_at, report_of
from reports.sheets.names import sheet_name
from reports.table import HEAD_ROW, Head, write_cell, write_table
from supervisor.appraisal.weekly.records import WEEKS, WeekSheet
from supervisor.appraisal.weekly.words import course, owed_words, standard_words
from supervisor.branch.ledger import branch_profile
from supervisor.errors import BadInput
from supervisor.journal import SYSTEM, Book
from supervisor.language import _


def weekly_workbook(book: Book, sheets: Sequence[WeekSheet], path: Path, *, actor: str = SYSTEM) -> Path:
    """Write these sheets of one week to `path` (.xlsx), whole or not at all; returns the path."""
    if not sheets:
        raise BadInput(_("There is no client manager: nobody's job says so, and no record of one was brought in."))
    first = sheets[0]
    with book.read() as r:
        branch = branch_profile(r).name
        about, subject = first.first.isoformat(), first.person if len(sheets) == 1 else None
        report = report_of(book, r, "weekly", actor=actor, about=about, subject=subject)
    title = _("Weekly sheet of client managers {first} – {last}").format(first=first.first, last=first.last)
    with report_at(path, report, title=title) as (workbook, formats):
        items = list(dict.fromkeys(one.name for sheet in sheets for one in sheet.figures))
        heads = [Head(_("No."), 8), Head(_("Name"), 10), *(Head(name, 10, "number") for name in items),
                 *(Head(name, 12, _kind(value)) for name, value in course(first))]  # fmt: skip
        rows = [
            [sheet.no, sheet.name, *(_unit(figures[name].this_c) if name in figures else None for name in items),
             *(value for __, value in course(sheet))]
            for sheet in sheets if (figures := {one.name: one for one in sheet.figures}) is not None
        ]  # fmt: skip
        note = f"{branch} · " + _("An empty cell: nobody recorded it.")
        write_table(workbook, formats, _("All"), heads, rows, title=title, note=note, colour=ACCENT, document=title)
        taken = {_("All").casefold()}
        for sheet in sheets:
            _page(workbook, formats, sheet, branch, taken)
    return path


def _page(workbook, formats, sheet: WeekSheet, branch: str, taken: set[str]) -> None:
    name = sheet_name(f"{sheet.no} {sheet.name}", taken)
    weeks = [_("{n} weeks ago").format(n=n) for n in range(WEEKS - 1, 0, -1)]
    heads = [Head(_("Indicator"), 26), *(Head(each, 9, "number") for each in weeks), Head(_("This week"), 9, "number"),
             Head(_("Trend"), 14), Head(_("Month so far"), 10, "number"),
             Head(_("Standard of the month"), 16)]  # fmt: skip
    rows = [[one.name, *map(_unit, one.weeks), "", _unit(one.month_c), standard_words(one)] for one in sheet.figures]
    title = _("Weekly sheet of {name} {first} – {last}").format(
        name=f"{sheet.no} {sheet.name}", first=sheet.first, last=sheet.last
    )
    page, extent = write_table(
        workbook, formats, name, heads, rows, title=title, note=f"{branch} · {sheet.role}", colour=ACCENT,
        document=title,
    )  # fmt: skip
    for row in range(HEAD_ROW + 1, HEAD_ROW + 1 + len(rows)):
        cells = f"'{name.replace(chr(39), chr(39) * 2)}'!B{row + 1}:E{row + 1}"
        page.add_sparkline(row, 5, {"range": cells, "markers": True, "series_color": ACCENT})
    row = extent.last + 2
    for label, value in course(sheet):
        page.write_string(row, 0, label, formats("text"))
        write_cell(page, formats, row, 1, _kind(value), value, "left")
        row += 1
    for one in sheet.owed:
        row += 1
        page.write_string(row, 0, owed_words(one), formats("note"))
    row += 2
    page.write_string(row, 0, _("Client manager (signature):"), formats("note"))
    page.write_string(row, 4, _("Branch manager (signature):"), formats("note"))


def _kind(value: str | int) -> str:
    return "count" if isinstance(value, int) else "text"


def _unit(value_c: int | None) -> float | None:
    return None if value_c is None else value_c / 100
