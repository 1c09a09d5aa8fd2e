"""The same workbook written into a folder of its own, unrecorded, and read back; nothing of it stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import ZipFile

from reports import underway
from reports.preview.pages import MOST_ROWS, Cell, Look, Page
from reports.preview.shown import text_of
from reports.preview.styles import USUAL_WIDTH, Laid, Style, laid, sheet_parts, styles
from reports.recording import unrecorded
from reports.writing import working_folder
from supervisor.language import _


def preview(write: Callable[[Path], object]) -> Look:
    """What `write` writes, as it will open. Raises what it raises."""
    with working_folder() as room, unrecorded():
        path = room / "preview.xlsx"
        write(path)
        underway.step(_("Reading it back"))
        return read_back(path)


def read_back(path: Path) -> Look:
    """The sheets of a workbook as they open: values as they are stored, in the formats of their cells."""
    from python_calamine import CalamineWorkbook

    with ZipFile(path) as packed, CalamineWorkbook.from_path(str(path)) as workbook:
        looks, parts = styles(packed), sheet_parts(packed)
        pages = []
        for name in workbook.sheet_names:
            if name not in parts:
                continue
            underway.step("")
            sheet = workbook.get_sheet_by_name(name)
            values = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
            with packed.open(parts[name]) as stream:
                pages.append(_page(name, sheet.total_height, sheet.total_width, values, laid(stream), looks))
        charts = sum(one.startswith("xl/charts/chart") for one in packed.namelist())
    return Look(tuple(pages), charts, path.stat().st_size)


def _page(name: str, rows: int, columns: int, values: Sequence[Sequence[object]], at: Laid, looks: list[Style]) -> Page:
    columns = max([columns, *(column + 1 for _row, column in at.styles)], default=0)
    height = max(len(values), 1 + max((row for row, _column in at.styles), default=-1))
    plain = Style()
    cells = []
    for row in range(height):
        line: list[Cell | None] = []
        given = values[row] if row < len(values) else []
        for column in range(columns):
            value = given[column] if column < len(given) else ""
            number = at.styles.get((row, column))
            if number is None and value in ("", None):
                line.append(None)
                continue
            line.append(_cell(value, plain if number is None else looks[number]))
        cells.append(tuple(line))
    widths = tuple(at.widths.get(column, USUAL_WIDTH) for column in range(columns))
    return Page(name, max(rows, height), columns, widths, tuple(cells), at.areas)


def _cell(value: object, look: Style) -> Cell:
    text = text_of(value, look.code)
    by_itself = isinstance(value, int | float) and not isinstance(value, bool) and not look.side
    return Cell(
        text, look.side == "right" or by_itself, look.side in ("center", "centerContinuous"), look.bold, look.size,
        look.colour, look.ground, look.wrapped or "\n" in text,
    )  # fmt: skip
