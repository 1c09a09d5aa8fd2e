"""What figures are called and of which kind they are, whoever sent them and in whatever language.

A figure that this program knows is called as it calls it; one of a newer version as the workbooks that have it do.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from reports.consolidation.measures import FIGURE_KINDS, Measure, measure
from reports.consolidation.records import Said, Workbook
from supervisor.language import Words


class Figure(NamedTuple):
    """A figure that the workbooks have: its code, name, kind of cell and how it adds up."""

    code: str
    name: Words
    kind: str
    how: Measure


def figures_of(found: Iterable[Workbook]) -> dict[str, Figure]:
    """Every figure that can stand in a column and that any of the workbooks has, by code: first those this program
    knows in its own order, then the others. Texts and days are left to each branch's own workbook."""
    said: dict[str, dict[str, Said]] = {}
    for one in found:
        for code, words in one.said.items():
            said.setdefault(code, {}).setdefault(one.language, words)
    order = {code: place for place, code in enumerate(_known())}
    made = (_figure(code, said[code]) for code in sorted(said, key=lambda each: (order.get(each, len(order)), each)))
    return {one.code: one for one in made if one.kind in FIGURE_KINDS}


def _figure(code: str, said: dict[str, Said]) -> Figure:
    known = _known().get(code)
    if known is not None:
        kind, name = known
    else:
        zh, en = (said[each].name if each in said else "" for each in ("zh", "en"))
        kind, name = _kind(next(iter(said.values())).unit), Words(zh or en or code, en or zh or code)
    return Figure(code, name, kind, measure(code, kind))


@cache
def _known() -> dict[str, tuple[str, Words]]:
    from reports.fields import SPECS

    return {one.code: (one.kind, one.name) for one in SPECS}


def _kind(unit: str) -> str:
    from reports.fields import KINDS

    return next((kind for kind, words in KINDS.items() if unit in (words.zh, words.en, kind)), "")
