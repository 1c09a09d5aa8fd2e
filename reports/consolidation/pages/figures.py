"""One row a branch, and beneath it what all branches come to: sums, and means weighed by what they are means of."""

from __future__ import annotations

from collections.abc import Sequence

from reports.consolidation.measures import KEY_FIGURES, TOPICS, together
from reports.consolidation.naming import Figure
from reports.consolidation.pages.whole import Whole, cell
from reports.look import ACCENT, INFO
from reports.sheets.streamed import LONG
from reports.table import Extent, Formula, Head, write_cell
from supervisor.language import _

FUNCTIONS = {"sum": "SUM", "max": "MAX", "min": "MIN"}


def write_key(w: Whole) -> None:
    """The first table: the figures head office asks about first."""
    w.key = _write(w, _("All branches"), [code for code in KEY_FIGURES if code in w.figures], ACCENT)


def write_topics(w: Whole) -> None:
    """Every figure the workbooks have, a sheet for each topic; what no topic knows comes last."""
    known = {prefix for _code, _name, prefixes in TOPICS for prefix in prefixes}
    for _code, name, prefixes in TOPICS:
        own = [each for each in w.figures if each.partition(".")[0] in prefixes]
        if own:
            _write(w, str(name), own, INFO)
    others = [each for each in w.figures if each.partition(".")[0] not in known]
    if others:
        _write(w, _("Figures of other kinds"), others, INFO)


def _write(w: Whole, name: str, codes: Sequence[str], colour: str) -> Extent:
    weights = [w.figures[code].how.weight for code in codes]
    shown = [w.figures[code] for code in dict.fromkeys([*codes, *(each for each in weights if each in w.figures)])]
    heads = [*w.who_heads(), *(Head(str(each.name), _width(each), each.kind) for each in shown)]
    columns = [w.column(each.code) for each in shown]
    rows = (
        [
            *w.who(number, one),
            *(cell(column[number - 1], each.kind) for each, column in zip(shown, columns, strict=True)),
        ]
        for number, one in enumerate(w.taken, 1)
    )
    note = _(
        "A mean or share of all branches is weighed by what it is measured on; what a branch did not report is blank."
    )
    sheet, extent = w.table(
        name, heads, rows, colour=colour, freeze_columns=len(w.who_heads()),
        across=max(1, -(-len(shown) // 14)),
    )  # fmt: skip
    sheet.repeat_columns(0, len(w.who_heads()) - 1)  # which branch a row is of is said on every page across
    if extent.rows < LONG:  # beside the repeated columns, over which it would be cut on every page across
        sheet.write_string(1, len(w.who_heads()), note, w.formats("note"))
    if extent.rows:
        _totals(w, sheet, extent, shown)
    return extent


def _totals(w: Whole, sheet, extent: Extent, shown: Sequence[Figure]) -> None:
    line = extent.last + 1
    before = len(w.who_heads())
    for column in range(before):
        sheet.write_string(line, column, _("All branches") if column == before - 1 else "", w.formats("text", "total"))
    places = {each.code: before + at for at, each in enumerate(shown)}
    for each in shown:
        column = places[each.code]
        weights = w.column(each.how.weight) if each.how.weight in places else w.column("")
        value = together(each.how, w.column(each.code), weights)
        if value is None:
            sheet.write_blank(line, column, None, w.formats(each.kind, "total"))
            continue
        formula = _formula(each, extent, places)
        write_cell(sheet, w.formats, line, column, each.kind, Formula(formula, value), "total")
        w.totals.setdefault(each.code, (_cell(extent, line, column), value))


def _formula(each: Figure, extent: Extent, places: dict[str, int]) -> str:
    own = _span(extent, places[each.code])
    if each.how.how != "mean":
        return f"={FUNCTIONS[each.how.how]}({own})"
    weight = _span(extent, places[each.how.weight])
    whole = f'SUMPRODUCT(({own}<>"")*{weight})'
    return f'=IF({whole}=0,"",SUMPRODUCT({own},{weight})/{whole})'


def _span(extent: Extent, column: int) -> str:
    from xlsxwriter.utility import xl_range

    return xl_range(extent.first, column, extent.last, column)


def _cell(extent: Extent, line: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    name = extent.sheet.replace("'", "''")
    return f"'{name}'!{xl_rowcol_to_cell(line, column, row_abs=True, col_abs=True)}"


def _width(each: Figure) -> float:
    return 14 if each.kind == "money" else 11
