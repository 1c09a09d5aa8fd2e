"""The page of an incident on paper: plain HTML that Qt's text document, a browser and a printer understand."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from supervisor.access import Right, require
from supervisor.errors import BadInput
from supervisor.journal import Reader
from supervisor.language import _, language

from .incident_page import IncidentPage, incident_page
from .incident_tables import Cell, Column, Table, shortened

_STYLE = """
body { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; font-size: 9pt; color: #17232A }
h1 { font-size: 12pt; margin-top: 0px; margin-bottom: 2px }
.head { font-size: 10.5pt; font-weight: bold; color: #0B6E75 } .apart { margin-top: 6px; font-size: 4pt }
p { margin-top: 0px; margin-bottom: 2px } .small { font-size: 8pt; color: #5D6D76 }
.warning { color: #9A5700 } .bad { color: #B3261E } .good { color: #1E7B4A }
th { font-size: 8pt; text-align: left; background-color: #E2F0F0; padding: 2px 4px }
td { font-size: 8.5pt; padding: 2px 4px }
"""
FACTS_A_ROW = 2
MOST_ROWS = 400  # of one table: a day with more orders is a workbook, and laying it out would take minutes
FULL_WIDTH = 90  # characters of a table as wide as the page


class IncidentPaper(NamedTuple):
    """A page to print: HTML for A4, its title, and what stands at the foot of every sheet."""

    html: str
    title: str
    foot: str


def incident_paper(r: Reader, actor: str, subject: str) -> IncidentPaper:
    """The page of an incident to take out of the house. It names who was sent and who declined: raises Refused without
    the rights to export and to read people's records, BadInput for an unknown incident."""
    require(r, actor, Right.EXPORT_REPORT)
    require(r, actor, Right.READ_PEOPLE)
    page = incident_page(r, subject)
    if page is None:
        raise BadInput(_("There is no such incident."))
    return IncidentPaper(incident_html(page), page.title, f"{page.branch} · {page.title}")


def incident_html(page: IncidentPage) -> str:
    """A page as a whole HTML document in the language in force, for A4; every text is escaped."""
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{"zh-CN" if language() == "zh" else "en"}"><head><meta charset="utf-8">',
        f"<title>{escape(page.title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(page.title)}</h1>",
        f'<p class="small">{escape(f"{page.branch} · {page.subtitle}")}</p>',
        *(f'<p class="warning">◆ {escape(text)}</p>' for text in page.warnings),
        _facts(page.facts),
        *(_table(shortened(table, MOST_ROWS)) for table in page.tables),
        "</body></html>",
    ]
    return "\n".join(parts)


def _facts(facts: tuple[tuple[str, str], ...]) -> str:
    rows = []
    for place in range(0, len(facts), FACTS_A_ROW):
        cells = "".join(
            f'<td width="14%" class="small">{escape(name)}</td><td width="36%">{escape(value)}</td>'
            for name, value in facts[place : place + FACTS_A_ROW]
        )
        rows.append(f"<tr>{cells}</tr>")
    return f'<table width="100%" cellspacing="0" border="0">{"".join(rows)}</table>'


def _table(table: Table) -> str:
    note = f'  <span class="small">{escape(table.note)}</span>' if table.note else ""
    heading = f'<span class="head">{escape(table.name)}</span>{note}'
    if not table.rows:
        return f'<p class="apart">{heading}</p><p class="small">{escape(table.empty)}</p>'
    total = sum(column.width for column in table.columns)
    head = "".join(
        f'<th width="{100 * column.width / total:.0f}%" align="{_side(column)}">{escape(column.head)}</th>'
        for column in table.columns
    )
    # the heading is a row of the table's head: so it never stands alone at the foot of a page, and comes again
    rows = [f'<thead><tr><td colspan="{len(table.columns)}">{heading}</td></tr><tr>{head}</tr></thead>']
    for number, row in enumerate(table.rows):
        status = table.status[number] if number < len(table.status) else ""
        cells = "".join(
            f'<td align="{_side(column)}"{_class(status if column.marked else "")}>{escape(shown(cell, column))}</td>'
            for column, cell in zip(table.columns, row, strict=True)
        )
        rows.append(f"<tr>{cells}</tr>")
    width = min(100, max(45, round(total * 100 / FULL_WIDTH)))
    return f'<p class="apart"></p><table width="{width}%" cellspacing="0" border="0">{"".join(rows)}</table>'


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _side(column: Column) -> str:
    return "right" if column.kind in ("count", "minutes") else "left"


def shown(cell: Cell, column: Column) -> str:
    """A cell as text: counts whole, minutes with one digit, a dash for what is not known."""
    if cell is None:
        return "–" if column.kind in ("count", "minutes") else ""
    if isinstance(cell, str):
        return cell
    return f"{cell:.0f}" if column.kind == "count" else f"{cell:.1f}"
