"""Where each branch stands by several figures: equal figures have equal ranks, and the next rank is left out."""

from __future__ import annotations

from reports.consolidation.measures import RANKED
from reports.consolidation.naming import Figure
from reports.consolidation.pages.whole import Whole
from reports.look import WARNING
from reports.table import HEAD_ROW, Extent, Formula, Head
from supervisor.language import _


def write(w: Whole) -> None:
    """The sheet of ranks; its figures are looked up in the first table, so that either can be sorted."""
    key = w.key
    shown = [head_of for head_of in (w.figures.get(code) for code in RANKED) if head_of is not None]
    shown = [each for each in shown if any(value is not None for value in w.column(each.code))]
    if key is None or not shown:
        return
    heads = w.who_heads()
    before = len(heads)
    for each in shown:
        heads += [Head(str(each.name), 11, each.kind), Head(_("Rank"), 7, "count")]
    ranks = {each.code: ranked(w.column(each.code), each.how.better) for each in shown}
    places = _places(w, key)
    rows = []
    for at, one in enumerate(w.taken):
        row = w.who(at + 1, one)
        for number, each in enumerate(shown):
            value, rank = w.column(each.code)[at], ranks[each.code][at]
            row += _pair(each, value, rank, line=HEAD_ROW + 2 + at, column=before + 2 * number, key=key,
                         place=places[each.code], last=HEAD_ROW + 1 + len(w.taken))  # fmt: skip
        rows.append(row)
    note = _("Equal figures share a rank; a branch that did not report a figure has none.")
    w.table(_("Ranks"), heads, rows, colour=WARNING, freeze_columns=before, note=f"{w.document} · {note}")


def ranked(values: list[float | None], better: int) -> list[int | None]:
    """Ranks from 1; equal values share one, and as many ranks are left out after it. None where there is no value."""
    known = sorted((value for value in values if value is not None), reverse=better > 0)
    first = {value: place for place, value in reversed(list(enumerate(known, 1)))}
    return [None if value is None else first[value] for value in values]


def _places(w: Whole, key: Extent) -> dict[str, int]:
    names = [head.title for head in key.heads]
    return {each.code: names.index(str(each.name)) for each in w.figures.values() if str(each.name) in names}


def _pair(
    each: Figure, value: float | None, rank: int | None, *, line: int, column: int, key: Extent, place: int, last: int
) -> list[Formula]:
    from xlsxwriter.utility import xl_col_to_name

    found = f"INDEX({key.cells(place)},MATCH($A{line},{key.cells(0)},0))"
    letter = xl_col_to_name(column)
    order = 0 if each.how.better > 0 else 1
    own = f"{letter}{line}"
    span = f"{letter}${HEAD_ROW + 2}:{letter}${last + 1}"
    return [
        Formula(f'=IF({found}="","",{found})', "" if value is None else value),
        Formula(f'=IF({own}="","",RANK({own},{span},{order}))', "" if rank is None else rank),
    ]
