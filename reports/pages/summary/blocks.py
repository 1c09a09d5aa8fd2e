"""The tables of the summary: where each stands on its page, and the charts beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from reports.look import ACCENT, BAD, BORDER, INFO, TEXT
from reports.pages.month import Month
from reports.table import As, Formula, Head, write_cell
from supervisor.language import _

FIRST = 2  # row of the first heading
LEFT, RIGHT = 0, 6  # columns where tables and charts begin
ROW_POINTS = 16.5
HIGH = 15  # rows that a chart takes
CHART = (780, 330)  # pixels
FONT = {"size": 9, "color": TEXT}
LINES = {"visible": True, "line": {"color": BORDER}}
WEEKDAYS = (ACCENT, INFO, "#9A5700", BAD, "#1E7B4A", "#5D6D76", TEXT)


class Placed(NamedTuple):
    """A table on the summary: 0-based first and last row of its cells, and the columns in which any is a figure."""

    sheet: str
    first: int
    last: int
    figures: frozenset[int] = frozenset()

    def column(self, place: int) -> list[Any]:
        """A column as a chart names it."""
        return [self.sheet, self.first, place, self.last, place]


class Series(NamedTuple):
    """What a chart draws: name, its column in the table, its colour."""

    name: str
    place: int
    colour: str


def put_table(
    m: Month, sheet: Any, line: int, title: str, heads: Sequence[Head], rows: Sequence[Sequence[Any]]
) -> Placed:
    """A table below a heading, beginning at row `line`; an empty one says so. Returns where its rows stand."""
    sheet.set_row(line, 22)
    sheet.write_string(line, LEFT, title, m.formats("section"))
    if not rows:
        sheet.write_string(line + 1, LEFT, _("Nothing was recorded in this period."), m.formats("note"))
        return Placed(sheet.get_name(), line + 2, line + 1)
    sheet.set_row(line + 1, 30)
    for place, head in enumerate(heads):
        sheet.write_string(line + 1, LEFT + place, head.title, m.formats("head"))
    first = line + 2
    for number, row in enumerate(rows, first):
        sheet.set_row(number, ROW_POINTS)
        for place, (head, cell) in enumerate(zip(heads, row, strict=True)):
            write_cell(sheet, m.formats, number, LEFT + place, head.kind, cell)
    figures = frozenset(
        place for row in rows for place, cell in enumerate(row) if isinstance(_value(cell), int | float)
    )
    return Placed(sheet.get_name(), first, first + len(rows) - 1, figures)


def _value(cell: Any) -> Any:
    inner = cell.cell if isinstance(cell, As) else cell
    return inner.value if isinstance(inner, Formula) else inner


def chart_of(
    m: Month,
    sheet: Any,
    line: int,
    title: str,
    table: Placed,
    series: Sequence[Series],
    *,
    number: str = "#,##0",
    dates: bool = False,
) -> None:
    """Columns over the cells of a table, whose first column names the categories (`dates`: days); no chart where there
    is nothing to draw: axes without a column say nothing, and some programs put any figures on them."""
    if not any(one.place in table.figures for one in series):
        return
    drawn = m.workbook.add_chart({"type": "column"})
    assert drawn is not None
    labels = {"data_labels": {"value": True, "font": {"size": 8, "color": TEXT}}} if len(series) == 1 else {}
    for one in series:
        drawn.add_series({
            "name": one.name, "categories": table.column(LEFT), "values": table.column(one.place),
            "fill": {"color": one.colour}, "gap": 60, **labels,
        })  # fmt: skip
    along: dict[str, Any] = {"num_font": FONT}
    if dates:
        along |= {"date_axis": True, "num_format": "m-d", "major_unit": 2, "major_unit_type": "days"}
    drawn.set_x_axis(along)
    drawn.set_y_axis({"min": 0, "num_format": number, "num_font": FONT, "major_gridlines": LINES})
    drawn.set_legend({"none": True} if len(series) == 1 else {"position": "bottom", "font": FONT})
    _put(sheet, line, drawn, title)


def curve_of(m: Month, sheet: Any, line: int) -> None:
    """Customers by quarter-hour, a curve for each weekday, drawn from the sheet of peaks."""
    peaks = m.coded.get("peaks")
    if peaks is None or not peaks.rows:
        return
    drawn = m.workbook.add_chart({"type": "line"})
    assert drawn is not None
    for index in range((len(peaks.heads) - 2) // 2):
        drawn.add_series({
            "name": peaks.heads[2 + index].title.split("\n")[0],
            "line": {"width": 1.75, "color": WEEKDAYS[index % len(WEEKDAYS)]},
            "categories": [peaks.sheet, peaks.first, 0, peaks.last, 0],
            "values": [peaks.sheet, peaks.first, 2 + index, peaks.last, 2 + index],
        })  # fmt: skip
    drawn.set_legend({"position": "bottom", "font": FONT})
    drawn.set_x_axis({"num_format": "hh:mm", "interval_unit": 4, "text_axis": True, "num_font": FONT})
    drawn.set_y_axis({"major_gridlines": LINES, "min": 0, "num_font": FONT})
    _put(sheet, line, drawn, _("Customers by quarter-hour"))


def _put(sheet: Any, line: int, drawn: Any, title: str) -> None:
    drawn.set_title({"name": title, "name_font": {"size": 11, "color": TEXT}, "overlay": False})
    drawn.set_size({"width": CHART[0], "height": CHART[1]})
    drawn.show_blanks_as("gap")
    sheet.insert_chart(line, RIGHT, drawn, {"object_position": 2, "description": title})
