"""What a field is: a figure of a month under a name that never changes, read only when somebody asks for it.

The room exists so that head office's forms, the data sheet of the month's workbook and the consolidation call the same
figure by the same name. A code is English and dotted ("complaints.count"), and stays for ever; its Chinese name is what
a clerk writes into a form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from supervisor.language import Words, language

Value = int | float | str | date | datetime | None
"""Whole hundredths for points and whole cents for money, fractions for shares, minutes after midnight for a time, a
`datetime` without a zone for an instant of the branch's clock; None: nothing was recorded that could be measured."""

KINDS = {
    "count": Words("个数", "count"),
    "plain": Words("数字", "plain number"),
    "number": Words("小数", "number"),
    "mean": Words("平均值", "mean"),
    "points": Words("分", "points"),
    "money": Words("金额", "money"),
    "share": Words("比率", "share"),
    "minutes": Words("分钟", "minutes"),
    "day": Words("日期", "date"),
    "time": Words("时刻", "time of day"),
    "instant": Words("日期时刻", "date and time"),
    "text": Words("文字", "text"),
}
"""Every kind there is; all but `plain` (a year, a place in an order: no thousands separator) as in `reports.look`."""

_SCALED = {"points": 100, "money": 100}
_PLACES = {"number": 2, "mean": 2, "points": 2, "money": 2, "minutes": 1}


@dataclass(frozen=True, eq=False)
class Field:
    """One figure. `also` are other names by which it is found. The value is read anew at each asking: what stands
    behind it is kept by the source of its month."""

    code: str
    name: Words
    kind: str
    read: Callable[[], Value]
    also: tuple[str, ...] = ()

    @property
    def value(self) -> Value:
        """What it comes to, in the units of its kind; None where nothing was recorded."""
        return self.read()


class Column(NamedTuple):
    """A column of a list: its code within the list, its name and the kind of its cells."""

    code: str
    name: Words
    kind: str


ROW = Column("row", Words("序号", "No."), "plain")


class FieldList:
    """A list of a month. Every row has a cell for each column; the first column `row` numbers the rows from 1."""

    def __init__(
        self,
        code: str,
        name: Words,
        columns: Callable[[], Sequence[Column]],
        rows: Callable[[], Sequence[Sequence[Value]]],
        *,
        grows: bool = False,
    ) -> None:
        self.code, self.name, self.grows = code, name, grows
        self._columns, self._rows = columns, rows

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Its columns; of a list that `grows` some hang on the book (the components of a rule book)."""
        return (ROW, *self._columns())

    @cached_property
    def rows(self) -> list[tuple[Value, ...]]:
        """Its rows in the order in which a form shows them."""
        return [(number, *row) for number, row in enumerate(self._rows(), 1)]


def in_units(value: Value, kind: str) -> Value:
    """The value as a cell holds it: points and money in units, a time of day as the fraction of a day."""
    if value is None or isinstance(value, str | date):
        return value
    if kind == "time":
        return value / 1440
    return value / _SCALED[kind] if kind in _SCALED else value


def spoken(value: Value, kind: str) -> str:
    """The value inside a sentence, in the language in force; empty for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{spoken(value.date(), 'day')} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日" if language() == "zh" else value.isoformat()
    if isinstance(value, str):
        return value
    if kind == "time":
        return f"{int(value) // 60:02d}:{int(value) % 60:02d}"
    if kind == "share":
        return f"{100 * value:.1f}%"
    if kind in _PLACES:
        return f"{value / _SCALED.get(kind, 1):.{_PLACES[kind]}f}"
    return f"{value:.10g}"
