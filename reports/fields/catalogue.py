"""Every field and list of a month, and how a name that somebody wrote finds one.

A name may be a code or a name in either language, with or without blanks, dots or underscores, in full-width letters:
`{{complaints.count}}`, `complaints_count` (a defined name of a workbook), `｛｛投 诉 件 数｝｝`. Before it may stand
whose figure it is: of the month before, of the same month a year before, of the year so far.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cached_property, partial
from typing import NamedTuple

from supervisor.appraisal.scores import score_month
from supervisor.errors import BadInput
from supervisor.journal import Reader
from supervisor.language import Words

from . import lists_of_customers, lists_of_days, lists_of_work, of_branch, of_customers, of_weights, of_work
from .kinds import ROW, Column, Field, FieldList
from .lists import ListSpec
from .source import Scores, Source
from .specs import Spec

SPECS: tuple[Spec, ...] = (
    *of_branch.SPECS, *of_customers.TRAFFIC, *of_customers.COMPLAINTS, *of_work.QUALITY, *of_work.DAYS,
    *of_work.APPRAISAL, *of_weights.SPECS,
)  # fmt: skip
LISTS: tuple[ListSpec, ...] = (*lists_of_work.LISTS, *lists_of_customers.LISTS, *lists_of_days.LISTS)
PERIODS = {
    "last_month": Words("上月", "Last month"),
    "last_year": Words("上年同月", "Same month last year"),
    "year": Words("本年累计", "Year so far"),
}
_ALSO = {"last_year": ("去年同月", "上年同期", "去年同期"), "year": ("本年", "全年", "今年"), "last_month": ("上个月",)}


class Cell(NamedTuple):
    """A column of a list."""

    list: FieldList
    column: Column

    @property
    def code(self) -> str:
        """Its whole code: people.name."""
        return f"{self.list.code}.{self.column.code}"

    @property
    def place(self) -> int:
        """Where it stands in the list's rows."""
        return self.list.columns.index(self.column)


def key(name: str) -> str:
    """What of a name counts: letters and figures, narrow and small."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum())


class Catalogue:
    """All names of a month. Nothing is read from the book before a field's value or a list's rows are asked for."""

    def __init__(self, r: Reader, month: str, scores: Scores = None, *, maker: str = "") -> None:
        self.r = r
        self.source = Source(r, month, scores, maker=maker)
        self.fields = [self._field(spec, self.source) for spec in SPECS]
        self.lists = [self._list(spec) for spec in LISTS]
        self._of_period: dict[str, Source] = {}

    def find(self, name: str) -> Field | Cell | None:
        """The field or column of a list that is called so; None when there is none."""
        wanted = key(name)
        if not wanted:
            return None
        found = self._names.get(wanted) or self._period(wanted)
        if found is None and any(wanted.startswith(head) for head in self._growing):
            found = self._grown.get(wanted)
        return found

    def nearest(self, name: str) -> str:
        """The code or, for a name in Chinese, the Chinese name that is most like it; empty when none is."""
        wanted = key(name)
        known = {**self._names, **self._periods}
        keys = get_close_matches(wanted, known, 1, 0.6) or [each for each in known if wanted and wanted in each][:1]
        if not keys:
            return ""
        found = known[keys[0]]
        return found.code if keys[0].isascii() else chinese(found)

    @cached_property
    def _names(self) -> dict[str, Field | Cell]:
        made: dict[str, Field | Cell] = {}
        for field in self.fields:
            for name in (field.code, field.name.zh, field.name.en, *field.also):
                made.setdefault(key(name), field)
        for one in self.lists:
            if not one.grows:
                self._add(made, one)
        for one, spec in zip(self.lists, LISTS, strict=True):
            if one.grows:
                for column in (ROW, *spec.columns):
                    self._call(made, Cell(one, column))
        return made

    @cached_property
    def _growing(self) -> list[str]:
        return [key(name) for one in self.lists if one.grows for name in (one.code, one.name.zh, one.name.en)]

    @cached_property
    def _grown(self) -> dict[str, Field | Cell]:
        made: dict[str, Field | Cell] = {}
        for one in self.lists:
            if one.grows:
                self._add(made, one)
        return made

    def _add(self, made: dict[str, Field | Cell], one: FieldList) -> None:
        for column in one.columns:
            self._call(made, Cell(one, column))

    def _call(self, made: dict[str, Field | Cell], cell: Cell) -> None:
        of, column = cell.list, cell.column
        for whose, what in (
            (of.code, column.code), (of.name.zh, column.name.zh), (of.name.en, column.name.en),
        ):  # fmt: skip
            made.setdefault(key(whose + what), cell)

    @cached_property
    def _periods(self) -> dict[str, Field]:
        """Names of figures of other spans, as fields of their own."""
        made = {}
        for period, words in PERIODS.items():
            for spec in SPECS:
                if spec.over_spans or (period != "year" and spec.code.startswith("appraisal.")):
                    field = self._of(period, words, spec)
                    zh = (words.zh, *_ALSO[period])
                    names = [f"{period}.{spec.code}", f"{words.en} {spec.en}"]
                    names += [head + tail for head in zh for tail in (spec.zh, *spec.also)]
                    for name in names:
                        made.setdefault(key(name), field)
        return made

    def _period(self, wanted: str) -> Field | None:
        return self._periods.get(wanted)

    def _of(self, period: str, words: Words, spec: Spec) -> Field:
        name = Words(words.zh + spec.zh, f"{words.en}: {spec.en}")
        return Field(f"{period}.{spec.code}", name, spec.kind, lambda: spec.value(self._source(period)))

    def _source(self, period: str) -> Source:
        if period not in self._of_period:
            months = {"last_month": 1, "last_year": 12, "year": 0}[period]
            month = self.source.month_before(months)
            self._of_period[period] = Source(self.r, month, partial(scores_of, self.r, month), year=period == "year")
        return self._of_period[period]

    @staticmethod
    def _field(spec: Spec, source: Source) -> Field:
        return Field(spec.code, spec.name, spec.kind, lambda: spec.value(source), spec.also)

    def _list(self, spec: ListSpec) -> FieldList:
        more = spec.more
        return FieldList(
            spec.code, Words(spec.zh, spec.en),
            (lambda: (*spec.columns, *more(self.source))) if more is not None else (lambda: spec.columns),
            lambda: spec.rows(self.source), grows=more is not None,
        )  # fmt: skip


def chinese(found: Field | Cell) -> str:
    """The Chinese name as a form has it: 投诉件数, 人员.姓名."""
    return found.name.zh if isinstance(found, Field) else f"{found.list.name.zh}.{found.column.name.zh}"


def scores_of(r: Reader, month: str):
    """The month's scores; None while no rule book is in force."""
    try:
        return score_month(r, month)
    except BadInput:
        return None


def scalars(r: Reader, month: str, scores: Scores = None, *, maker: str = "") -> Sequence[Field]:
    """Every figure of the month itself. `scores` may be a function, asked only when a figure needs them."""
    return Catalogue(r, month, scores, maker=maker).fields


def lists(r: Reader, month: str, scores: Scores = None, *, maker: str = "") -> Iterable[FieldList]:
    """Every list of the month."""
    return Catalogue(r, month, scores, maker=maker).lists
