"""The manifest: the last sheet of a workbook, which says what was written and is signed by the device that wrote it.

Its lines are described in docs/workbook-proof.md, which another program can check them by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from reports.proof.about import About
from reports.proof.canon import NEXT_ROW, formula_cell, number_cell
from reports.proof.live import live_formulas
from reports.proof.record import Block, SheetRecord, WorkbookRecord
from supervisor import __version__
from supervisor.language import _, language

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

TITLE, VERSION = "branch-supervisor.manifest", "1"
VALUE_MARK = 12  # signs of a digest
LIVE = "-" * VALUE_MARK
VALUES_A_CELL = 2000  # a cell takes 32,767 characters
_BORDERS = re.compile("[\x00-\x1f]+")


def write_manifest(workbook: Any, record: WorkbookRecord, about: About, small: Format) -> Worksheet:
    """Add the manifest of what was recorded as the last sheet, locked; `small` is the look of its sentence for people.

    Nothing may be written on the other sheets afterwards.
    """
    lines = [_line(line) for line in _lines(record, about, _hidden(workbook))]
    signed = "\n".join("\t".join(line) for line in [[f"{TITLE} {VERSION}"], *lines]) + "\n"
    lines.append(["signature", about.sign(signed.encode()).hex()])
    cut = workbook.add_format({"align": "fill"})  # marks are for programs: they do not run over the page's edge
    sheet = workbook.add_streamed(_("Manifest"))  # its texts stand in it, so that it is read without the others
    sheet.write_string(0, 0, TITLE)
    sheet.write_string(0, 1, VERSION)
    words = _("This sheet proves the others: `supervisor report check` names every cell that was changed.")
    sheet.write_string(1, 0, words, small)
    for row, line in enumerate(lines, start=2):
        for column, part in enumerate(line):
            if part:
                sheet.write_string(row, column, part, cut if column > 3 and len(part) > 20 else None)
    people = sum(line[0] in ("field", "head", "sheet") for line in lines)  # they come first; the rest is for programs
    sheet.print_area(0, 0, 1 + people, 3)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 2, 24)
    sheet.set_column(3, 3, 66)
    sheet.set_column(4, 8, 14)
    sheet.freeze_panes(2, 0)
    sheet.protect()
    return sheet


def _line(parts: list[str]) -> list[str]:
    """A line's cells: nothing that would read as a border between them, and none that is blank at the end."""
    kept = [_BORDERS.sub(" ", part) for part in parts]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _hidden(workbook: Any) -> dict[str, str]:
    """Sheet → what we hide of it ourselves: itself, rows, columns."""
    return {
        sheet.get_name(): ",".join(
            part
            for part, held in (
                ("sheet", sheet.hidden),
                ("rows", any(row.hidden for row in sheet.row_info.values())),
                ("columns", any(column.hidden for column in sheet.col_info.values())),
            )
            if held
        )
        for sheet in workbook.worksheets()
        if hasattr(sheet, "row_info")
    }


def _lines(record: WorkbookRecord, about: About, hidden: dict[str, str]) -> Iterator[list[str]]:
    for sheet in record.sheets:
        sheet.close()
    fields = {
        "kind": about.kind, "month": about.month, "about": about.about, "branch": about.branch,
        "branch_no": about.branch_no, "made_at": about.made_at.isoformat(timespec="seconds"), "program": __version__,
        "language": language(), "book": about.book, "device": about.device, "public_key": about.public_key.hex(),
        "journal": about.journal,
    }  # fmt: skip
    yield from (["field", name, value] for name, value in fields.items())
    yield from (["head", head.device, str(head.seq), head.digest] for head in about.heads)
    yield from (["sheet", sheet.name, sheet.kind, hidden.get(sheet.name, "")] for sheet in record.sheets)
    yield from (["name", name, formula_cell(meaning)[1:]] for name, meaning in record.names.items())
    for sheet in record.sheets:
        yield from _tables(sheet)
        yield from (["open", sheet.name, _range(*area)] for area in sheet.opened)
    live = live_formulas(record.sheets, record.names)
    for sheet in record.sheets:
        for block in sheet.blocks:
            yield [*_block(sheet, block), *_values(sheet, block, live)]


def _tables(sheet: SheetRecord) -> Iterator[list[str]]:
    from xlsxwriter.utility import xl_col_to_name

    for table in sheet.tables:
        yield ["table", table.code, sheet.name, str(table.first + 1), str(table.last + 1), ",".join(table.columns)]
        rows = str(table.last - table.first + 1)
        for column, total in table.sums:
            yield ["sum", sheet.name, rows, xl_col_to_name(column), number_cell(total)[1:]]


def _block(sheet: SheetRecord, block: Block) -> list[str]:
    where = _range(block.first, 0, block.last, block.columns - 1)
    return ["block", sheet.name, where, str(block.cells), block.digest, block.row_marks, block.column_marks]


def _values(sheet: SheetRecord, block: Block, live: set[tuple[str, int, int]]) -> list[str]:
    """A digest over the values of the block's formulas and a mark of each, in the order of the cells."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    if not block.formulas:
        return []
    fixed, marks = [], []
    for cell in block.formulas:
        if (sheet.name, cell.line, cell.column) in live:
            marks.append(LIVE)
            continue
        said = f"{xl_rowcol_to_cell(cell.line, cell.column)}={cell.value}"
        fixed.append(said)
        marks.append(sha256(said.encode()).hexdigest()[:VALUE_MARK])
    parts = ["".join(marks[at : at + VALUES_A_CELL]) for at in range(0, len(marks), VALUES_A_CELL)]
    return [sha256(NEXT_ROW.join(fixed).encode()).hexdigest(), *parts]


def _range(first: int, left: int, last: int, right: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return f"{xl_rowcol_to_cell(first, left)}:{xl_rowcol_to_cell(last, right)}"
