"""How branches are spread over a figure: how many lie in each band, as live counts with a chart."""

from __future__ import annotations

from math import ceil, floor

from reports.consolidation.naming import Figure
from reports.consolidation.pages.tallies import Summed, summed
from reports.consolidation.pages.whole import Whole
from reports.look import ACCENT, BAD, FONT, GOOD, MUTED, for_print
from reports.table import Extent, Formula, text_lines, write_cell
from supervisor.language import _

SPREAD = ("inspections.average_share", "appraisal.mean")
MOST_BANDS, WORST_ITEMS = 20, 12
ROWS_APART = 24
LABEL = 38  # of the width of a label beside a chart


def write(w: Whole, items: Extent | None) -> None:
    """The sheet of charts; left out where there is nothing to draw."""
    shown = [w.figures[code] for code in SPREAD if code in w.figures]
    shown = [each for each in shown if any(value is not None for value in w.column(each.code))]
    worst = summed(w, "item")[:WORST_ITEMS] if items is not None else []
    if w.key is None or not (shown or worst):
        return
    sheet = w.workbook.add_worksheet(_("Distribution"))
    sheet.set_tab_color(GOOD)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 11)
    sheet.set_column(2, 2, 4)
    sheet.write_string(0, 0, _("How the branches are spread"), w.formats("title"))
    sheet.write_string(1, 0, w.document, w.formats("note"))
    line = 3
    for each in shown:
        line = _bands(w, sheet, each, w.key, line)
    if worst and items is not None:
        _worst(w, sheet, worst, line)
    for_print(sheet, title=w.document, head_row=None, portrait=True)


def bands(values: list[float], step: float) -> list[tuple[float, float]]:
    """Equal bands from below the lowest to above the highest value; wider ones where there would be too many."""
    while True:
        low, high = floor(round(min(values) / step, 9)), floor(round(max(values) / step, 9)) + 1
        if high - low <= MOST_BANDS:
            return [(at * step, (at + 1) * step) for at in range(low, high)]
        step *= ceil((high - low) / MOST_BANDS)


def _bands(w: Whole, sheet, each: Figure, key: Extent, line: int) -> int:
    values = [round(value, 12) for value in w.column(each.code) if value is not None]
    percent = each.kind == "share"
    sheet.write_string(line, 0, str(each.name), w.formats("head"))
    sheet.write_string(line, 1, _("Branches"), w.formats("head"))
    place = [head.title for head in key.heads].index(str(each.name))
    cells = key.cells(place)
    first = line + 1
    for low, high in bands(values, 0.05 if percent else 5.0):
        line += 1
        low, high = round(low, 9), round(high, 9)
        said = f"{low * 100:.10g}% – {high * 100:.10g}%" if percent else f"{low:.10g} – {high:.10g}"
        sheet.write_string(line, 0, said, w.formats("text"))
        count = sum(low <= value < high for value in values)
        formula = f'=COUNTIF({cells},">={low:.10g}")-COUNTIF({cells},">={high:.10g}")'
        write_cell(sheet, w.formats, line, 1, "count", Formula(formula, count))
    _chart(w, sheet, str(each.name), (first, line), at=first - 1, colour=ACCENT, kind="column")
    return max(line + 2, first - 1 + ROWS_APART)


def _worst(w: Whole, sheet, worst: list[Summed], line: int) -> None:
    sheet.write_string(line, 0, _("Items that failed most"), w.formats("head"))
    sheet.write_string(line, 1, _("Times found"), w.formats("head"))
    first = line + 1
    for one in worst:
        line += 1
        sheet.write_string(line, 0, _label(one), w.formats("text"))
        write_cell(sheet, w.formats, line, 1, "count", round(one.times))
    _chart(w, sheet, _("Items that failed most"), (first, line), at=first - 1, colour=BAD, kind="bar")


def _label(one: Summed) -> str:
    """What an item is called beside its bar: its own number and its words, without the code of its check-list."""
    whole = " ".join(f"{one.code.rpartition('/')[2]} {one.name}"[: LABEL + 1].split())
    if len(whole) <= LABEL and text_lines(whole, LABEL) == 1:
        return whole
    ends = range(LABEL - 1, 0, -1)
    return next((short for end in ends if text_lines(short := f"{whole[:end]}…", LABEL) == 1), "…")


def _chart(w: Whole, sheet, title: str, rows: tuple[int, int], *, at: int, colour: str, kind: str) -> None:
    chart = w.workbook.add_chart({"type": kind})
    assert chart is not None
    name, (first, last) = sheet.get_name(), rows
    letters = {"name": FONT, "size": 9, "color": MUTED}
    chart.add_series({
        "categories": [name, first, 0, last, 0], "values": [name, first, 1, last, 1], "fill": {"color": colour},
        "gap": 40, "data_labels": {"value": True, "font": letters},
    })  # fmt: skip
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 11}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": letters, "reverse": False, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"num_font": letters, "reverse": kind == "bar", "major_gridlines": {"visible": False}})
    chart.set_size({"width": 560, "height": 400})
    sheet.insert_chart(at, 3, chart, {"object_position": 2})
