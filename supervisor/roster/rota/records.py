"""What the duty rota is made of: areas, turns, and how things stand between people. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from supervisor.language import Words

Who = Literal["turn", "role", "person", "cleaner", "everyone", "owner"]
Every = Literal["day", "week"]
Weeks = Literal["every", "odd", "even"]
Counted = Literal["working", "open"]
Counting = Literal["month", "iso"]
Manner = Literal["turn", "own", "stand_in", "cleaner", "everyone"]

Key = tuple[date, str]  # a day and the subject of an area


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """One common area, or one job such as the deep clean, from `valid_from` on.

    `who`: `turn` (the `people` one after another; empty: everybody) · `role` (those of that job one after another) ·
    `person` (the one in `people`, and in his absence a stand-in in turn) · `cleaner` · `everyone` · `owner` (each his
    own desk: nobody is named). `every` day it counts (`working` days, or days with `open` doors), or once a `week` on
    its weekday (1 Monday to 7 Sunday); `weekdays` narrows days, `weeks` asks for odd or even weeks, `most` is how often
    a month at most (0: as often as it falls). `place` is the code of the zone where findings lie.
    """

    subject: str
    name: Words
    who: Who
    every: Every = "day"
    weekdays: tuple[int, ...] = ()
    weeks: Weeks = "every"
    most: int = 0
    counted: Counted = "working"
    people: tuple[str, ...] = ()
    role: str = ""
    place: str = ""
    tasks: str = ""
    order: int = 0
    valid_from: date = date.min

    @property
    def moves(self) -> bool:
        """Whether it is made up for when its day is closed; a daily turn is not: it passes to nobody."""
        return self.every == "week"


class Crew(msgspec.Struct, frozen=True):
    """Somebody who can take turns: subject, staff number, job as the branch writes it."""

    subject: str
    no: str
    role: str


class Turn(msgspec.Struct, frozen=True):
    """An area on a day. `person` is empty where nobody is named: cleaner, everyone, or nobody was there.

    `fixed`: set by hand or by a swap; planning leaves it alone.
    """

    area: str
    person: str = ""
    manner: Manner = "turn"
    fixed: bool = False

    @property
    def counts(self) -> bool:
        """Whether it counts as a turn of whoever does it: an area of one's own does not."""
        return bool(self.person) and self.manner in ("turn", "stand_in")


class TurnDay(msgspec.Struct, frozen=True):
    """A day to plan: the areas due on it as they stand that day, in their order, and who is there by the roster."""

    day: date
    due: tuple[Area, ...]
    there: frozenset[str]


class Standing(msgspec.Struct, frozen=True):
    """How things stand before the days that are planned: turns by person, by person and area, the last one's day, and
    on how many days each was there and in turn."""

    turns: Mapping[str, int] = {}
    by_area: Mapping[tuple[str, str], int] = {}
    last: Mapping[str, date] = {}
    present: Mapping[str, int] = {}
