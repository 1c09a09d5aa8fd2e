"""The report of one incident: the page that the screen shows, a sheet a table, figures as figures.

Made from the same page as the screen and the paper, so that all three say the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from reports import underway
from reports.look import BAD, INFO, WARNING, Formats
from reports.opening import report_at, report_of
from reports.pages.cover import card
from reports.sheets.names import sheet_name
from reports.table import HEAD_ROW, Formula, Head, text_lines, write_table
from supervisor.access import Right, require
from supervisor.errors import BadInput
from supervisor.journal import SYSTEM, Book
from supervisor.language import Words, _
from supervisor.overview.incident_page import IncidentPage, incident_page
from supervisor.overview.incident_tables import Column, Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook

COLOURS = {"orders": WARNING, "look": INFO, "steps": BAD}
HEED = Words("请注意", "Mind")
INCIDENT = Words("事件", "The incident")


def incident_workbook(book: Book, incident: str, path: Path, *, actor: str = SYSTEM) -> Path:
    """Write the report of one incident (its subject) to `path`, whole or not at all; returns the path.

    Raises Refused without the rights to read people's records and to export, BadInput for an unknown incident or a path
    that cannot be written.
    """
    with book.read() as r:
        require(r, actor, Right.EXPORT_REPORT)
        require(r, actor, Right.READ_PEOPLE)  # it names who was sent, who declined and why
        page = incident_page(r, incident, whole=True)
        if page is None:
            raise BadInput(_("There is no such incident."))
        made = r.now.astimezone(r.zone).strftime("%Y-%m-%d %H:%M")
        report = report_of(book, r, "incident", actor=actor, about=page.seen.incident.number, subject=incident)
    with report_at(path, report, title=page.title) as (workbook, formats):
        _front(workbook, formats, page, made)
        names: set[str] = set()
        for table in underway.through(page.tables):
            _sheet(workbook, formats, page, table, sheet_name(table.name, names))
    return path


def _front(workbook: Workbook, formats: Formats, page: IncidentPage, made: str) -> None:
    heed = [(str(number), text) for number, text in enumerate(page.warnings, 1)]
    facts = [(_("Branch"), page.branch), *page.facts]
    parts = [(str(HEED), heed), (str(INCIDENT), facts), (_("This workbook"), [(_("Made at"), made)])]
    front = workbook.add_worksheet(_("Result"))
    card(front, formats, title=f"{page.title} · {page.subtitle}", sections=[part for part in parts if part[1]])


def _sheet(workbook: Workbook, formats: Formats, page: IncidentPage, table: Table, name: str) -> None:
    heads = [Head(column.head, max(8, column.width), column.kind) for column in table.columns]
    rows: list[list[Any]] = [list(row) for row in table.rows]
    if table.key == "look" and len(rows) > 1:
        rows[-1] = _summed(table.columns, rows)
    note = table.note or f"{page.branch} · {page.title}"
    lines = text_lines(note, sum(head.width for head in heads))
    sheet, _extent = write_table(
        workbook, formats, name, heads, rows, title=table.name, note=note if lines == 1 else "",
        empty=table.empty, colour=COLOURS.get(table.key, ""), document=page.title,
    )  # fmt: skip
    if lines > 1:  # else a page is printed as wide as its note
        sheet.set_row(1, 12.0 * lines + 4)
        sheet.merge_range(1, 0, 1, len(heads) - 1, note, formats("note", "wrap"))


def _summed(columns: tuple[Column, ...], rows: list[list[Any]]) -> list[Any]:
    """The last row with live sums over those above it, where all of them are known."""
    from xlsxwriter.utility import xl_range

    first, last = HEAD_ROW + 1, HEAD_ROW + len(rows) - 1
    found = list(rows[-1])
    for place, column in enumerate(columns):
        cell = found[place]
        if column.kind in ("count", "minutes") and isinstance(cell, int | float):
            total = sum(row[place] or 0 for row in rows[:-1])
            found[place] = Formula(f"=SUM({xl_range(first, place, last, place)})", round(total, 6))
    return found
