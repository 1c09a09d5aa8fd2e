"""Every figure of the month by its lasting code, for programs and for whoever copies figures into a form.

Where a figure can be counted on another sheet of this workbook it is counted there by a formula; the value beside it is
what the program found in the ledgers by itself, so that the proof page may compare the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reports.fields import KINDS, Catalogue, Field, in_units
from reports.look import MUTED
from reports.pages.month import Month
from reports.sheets.names import define
from reports.table import HEAD_ROW, As, Extent, Formula, Head
from supervisor.language import Words, _

VALUE = 2  # column of the values


class Entry(NamedTuple):
    """A line of the sheet: code, what it is called, kind, and the value in the units of its kind."""

    code: str
    name: str
    kind: str
    value: object


class Data:
    """The lines of the sheet, known before it is written: other sheets point at its cells."""

    def __init__(self, m: Month, fields: Iterable[Field]) -> None:
        self.m = m
        self.entries = [Entry(one.code, str(one.name), one.kind, one.value) for one in fields]
        named = {one.code for one in self.entries}
        counted = ((code, fact) for code, fact in m.facts.items() if code not in named)
        self.entries += (Entry(code, fact.label, fact.kind, fact.value) for code, fact in counted)
        self._place = {one.code: place for place, one in enumerate(self.entries)}

    def entry(self, code: str) -> Entry | None:
        """The line of a code, or None."""
        return self.entries[self._place[code]] if code in self._place else None

    def shown(self, code: str) -> float | int | str | None:
        """What the cell of a code shows: of a figure counted in this workbook what the formula comes to."""
        one = self.entry(code)
        if one is None or one.value is None:
            return None
        if code in self.m.facts:
            return self.m.facts[code].value
        return in_units(one.value, one.kind)  # type: ignore[return-value]

    def cell(self, code: str) -> str:
        """Where the value of a code stands, as another sheet names it."""
        return f"'{name()}'!$C${HEAD_ROW + 2 + self._place[code]}"

    def link(self, code: str) -> Formula | None:
        """A formula that shows a figure on another sheet; None where nothing was recorded."""
        value = self.shown(code)
        return (
            None if value is None or not isinstance(value, int | float | str) else Formula(f"={self.cell(code)}", value)
        )


def name() -> str:
    """What the sheet is called."""
    return _("Data")


def write(data: Data) -> Extent:
    """The sheet; cells that hold figures get a name in Excel's name box, made from their code."""
    m = data.m
    heads = [
        Head(_("Code"), 36, code="code"), Head(_("Figure"), 44, code="name"),
        Head(_("Value"), 28, "number", code="value"), Head(_("Unit"), 14, code="unit"),
        Head(_("Counted in this workbook"), 15, code="live"),
    ]  # fmt: skip
    rows = []
    for one in data.entries:
        live = one.code in m.facts and one.value is not None
        cell: object = Formula(m.facts[one.code].formula, m.facts[one.code].value) if live else one.value
        rows.append([
            one.code, one.name, As(one.kind, cell), str(KINDS.get(one.kind, Words("", ""))),
            _("yes") if live else _("no"),
        ])  # fmt: skip
    note = f"{m.branch} · {m.month} · " + _("An empty value: nothing was recorded that could be measured.")
    __, extent = m.table(name(), heads, rows, colour=MUTED, note=note, code="figures", freeze_columns=2)
    for one in data.entries:
        if one.value is not None:
            define(m.workbook, one.code, data.cell(one.code))
    return extent


def before(catalogue: Catalogue, codes: Iterable[str]) -> dict[str, float | int | None]:
    """These figures of the month before, in the units shown."""
    found = {}
    for code in codes:
        one = catalogue.find(f"last_month.{code}")
        if isinstance(one, Field):
            shown = in_units(one.value, one.kind)
            found[code] = shown if isinstance(shown, int | float) else None
    return found
