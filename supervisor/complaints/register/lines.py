"""The register's lines kept by columns: a hundred thousand are read, narrowed, counted and put in order at once.

Codes, people and days come again and again: each is kept once, and a line says which (its code). A line by itself, as
it is painted or opened, is made when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, overload

import msgspec
import numpy
from numpy.typing import NDArray

LATE, WARNING, RUNNING, PAUSED = "late", "warning", "running", "paused"
_HELD = 400  # lines made and kept for painting them again

Marks = NDArray[numpy.bool_]
Numbers = NDArray[Any]


class Listed(msgspec.Struct, frozen=True, gc=False):
    """A case in a list. `due_ms` and `warn_ms` are of the limit to name (`clock`): the gravest that presses, else the
    soonest not yet met; 0 where there is none.
    """

    subject: str
    number: str
    day: str
    received_ms: int
    channel: str
    class_code: str
    cause_code: str
    person: str
    first_taker: str
    owner: str
    state: str
    live: int
    head_office: int
    with_head_office: int
    escalation_asked: int
    group_size: int
    paused_reason: str
    clock: str = ""
    due_ms: int = 0
    warn_ms: int = 0
    stands_still: int = 0

    @property
    def received(self) -> datetime:
        """When it was heard, in UTC."""
        return datetime.fromtimestamp(self.received_ms / 1000, UTC)

    def stands(self, now_ms: int) -> str:
        """`paused`, `late`, `warning` or `running` for the soonest unmet clock, as `Clock.state` says it; else ""."""
        if not self.due_ms:
            return ""
        if self.stands_still:
            return PAUSED
        if now_ms >= self.due_ms // 60_000 * 60_000 + 60_000:
            return LATE
        return WARNING if now_ms >= self.warn_ms else RUNNING


CLOCK_FIELDS = ("clock", "due_ms", "warn_ms", "stands_still")
FIELDS = Listed.__struct_fields__
_OWN = ("subject", "number")  # texts that no two lines share
_INSTANTS = ("received_ms", "due_ms", "warn_ms")
_WHOLE = (*_INSTANTS, "live", "head_office", "with_head_office", "escalation_asked", "group_size", "stands_still")


class Coded:
    """A column of texts that come again: every text once, and which one each line has."""

    def __init__(self, texts: list[str], codes: Numbers) -> None:
        self.texts = texts
        self.codes = codes

    @classmethod
    def of(cls, values: Collection[str]) -> Coded:
        """The column of these texts."""
        number = {text: place for place, text in enumerate(dict.fromkeys(values))}
        return cls(list(number), numpy.fromiter(map(number.__getitem__, values), numpy.int32, len(values)))

    def having(self, text: str) -> Marks:
        """Which lines have this text."""
        return self.codes == (self.texts.index(text) if text in self.texts else -1)

    def joined(self, other: Coded) -> Coded:
        """This column with another below it."""
        place = {text: number for number, text in enumerate(self.texts)}
        there = numpy.array([place.setdefault(text, len(place)) for text in other.texts], numpy.int32)
        below = there[other.codes] if len(other.texts) else other.codes
        return Coded(list(place), numpy.concatenate([self.codes, below]))


class Lines(Sequence[Listed]):
    """Lines of cases in an order; they never change."""

    def __init__(self, columns: Mapping[str, Any]) -> None:
        self._columns = columns
        self._made: dict[int, Listed] = {}

    @classmethod
    def read(cls, column: Callable[[str], list[Any]]) -> Lines:
        """Lines whose values are asked for field by field, all of one before the next."""
        columns: dict[str, Any] = {}
        for name in FIELDS:
            values = column(name)
            if name in _WHOLE:
                columns[name] = numpy.array(values, numpy.int64 if name in _INSTANTS else numpy.int32)
            else:
                columns[name] = values if name in _OWN else Coded.of(values)
        return cls(columns)

    @classmethod
    def of(cls, lines: Iterable[Listed]) -> Lines:
        """These lines, by columns."""
        rows = list(lines)
        return cls.read(lambda name: list(map(attrgetter(name), rows)))

    def __len__(self) -> int:
        return len(self._columns["subject"])

    @overload
    def __getitem__(self, place: int) -> Listed: ...
    @overload
    def __getitem__(self, place: slice) -> list[Listed]: ...
    def __getitem__(self, place: int | slice) -> Listed | list[Listed]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        found = self._made.get(place)
        if found is None:
            if len(self._made) >= _HELD:
                self._made.clear()
            found = self._made[place] = Listed(*[self._value(name, place) for name in FIELDS])
        return found

    def texts(self, name: str) -> list[str]:
        """The `subject` or `number` of every line."""
        return self._columns[name]

    def numbers(self, name: str) -> Numbers:
        """A field of whole numbers, of every line."""
        return self._columns[name]

    def having(self, name: str, text: str) -> Marks:
        """Which lines have this text in a field."""
        return self._columns[name].having(text)

    @property
    def live(self) -> Marks:
        """Which lines are of cases that are still owed something."""
        return self.numbers("live") == 1

    def standing(self, state: str, now_ms: int) -> Marks:
        """Which lines stand so at an instant, as `Listed.stands` says it of one."""
        due, still = self.numbers("due_ms"), self.numbers("stands_still") == 1
        if state == PAUSED:
            return (due != 0) & still
        runs, late = (due != 0) & ~still, now_ms >= due // 60_000 * 60_000 + 60_000
        if state == LATE:
            return runs & late
        warns = now_ms >= self.numbers("warn_ms")
        return runs & ~late & (warns if state == WARNING else ~warns)

    def place_of(self, subject: str) -> int | None:
        """Where the line of a case is."""
        try:
            return self.texts("subject").index(subject)
        except ValueError:
            return None

    def alike(self, names: Sequence[str]) -> tuple[list[int], Numbers]:
        """Lines by what they have in some fields: a line of each kind, and of which kind every line is."""
        kinds: Numbers = numpy.zeros(len(self), numpy.int64)
        for name in names:
            column = self._columns[name]
            codes = column.codes if isinstance(column, Coded) else numpy.unique(column, return_inverse=True)[1]
            kinds = _packed(kinds * (int(codes.max(initial=0)) + 1) + codes)
        first = numpy.zeros(int(kinds.max(initial=-1)) + 1, numpy.int64)
        first[kinds[::-1]] = numpy.arange(len(self) - 1, -1, -1)
        return first.tolist(), kinds.astype(numpy.int32)

    def taken(self, places: Numbers) -> Lines:
        """The lines at these places, in this order."""
        there = places.tolist()
        columns: dict[str, Any] = {}
        for name, column in self._columns.items():
            if isinstance(column, Coded):
                columns[name] = Coded(column.texts, column.codes[places])
            else:
                columns[name] = [column[place] for place in there] if name in _OWN else column[places]
        return Lines(columns)

    def ordered(self) -> Lines:
        """Live cases first, soonest limit first; then those that only wait to be signed; then the ended, newest
        first.
        """
        due, heard, live = self.numbers("due_ms"), self.numbers("received_ms"), self.live
        group = numpy.where(due != 0, 0, numpy.where(live, 1, 2))
        within = numpy.where(due != 0, due, numpy.where(live, heard, -heard))
        return self.taken(numpy.lexsort((within, group)))

    def replaced(self, newer: Lines, gone: Collection[str]) -> Lines:
        """With newer lines in the place of those of their cases, and without what is gone; not put in order."""
        out = {*newer.texts("subject"), *gone}
        kept = self.taken(numpy.flatnonzero([subject not in out for subject in self.texts("subject")]))
        columns: dict[str, Any] = {}
        for name in FIELDS:
            mine, others = kept._columns[name], newer._columns[name]
            if isinstance(mine, Coded):
                columns[name] = mine.joined(others)
            else:
                columns[name] = mine + others if name in _OWN else numpy.concatenate([mine, others])
        return Lines(columns)

    def timed(self, limits: Mapping[str, tuple[str, int, int, int]]) -> Lines:
        """With the limit to name (`CLOCK_FIELDS`) of each case that has one."""
        none = ("", 0, 0, 0)
        told = [limits.get(subject, none) for subject in self.texts("subject")]
        whole = Lines.read(lambda name: [one[CLOCK_FIELDS.index(name)] for one in told] if name in CLOCK_FIELDS else [])
        return Lines({**self._columns, **{name: whole._columns[name] for name in CLOCK_FIELDS}})

    def _value(self, name: str, place: int) -> Any:
        column = self._columns[name]
        if isinstance(column, Coded):
            return column.texts[column.codes.item(place)]
        return column[place] if name in _OWN else column.item(place)


def _packed(kinds: Numbers) -> Numbers:
    """The same kinds, numbered without gaps."""
    return numpy.unique(kinds, return_inverse=True)[1].reshape(-1)
