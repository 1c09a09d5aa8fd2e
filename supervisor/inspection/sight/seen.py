"""What was looked at and what was found, as read for sight: the rows that the kernels of trends, repeats and bias take.

A rate needs its chances: ten faults in a hundred looks are fewer than five in ten. So each look says which items it
judged, and each hit belongs to one look. Waived findings are kept apart; one whose appeal was upheld is no finding.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import sqrt
from typing import Literal, NamedTuple

WHOLE = ""  # the place of an inspection of the whole branch, and of a finding that names none
SMALL = 10  # fewer chances than this say little: such a rate is shown as what it is
Z95 = 1.959964


class Look(NamedTuple):
    """A finished inspection that stands. `judged` are the items answered pass or fail; `hour` is the branch's own.

    `inspector` is who made it, also where somebody else corrected it later; `inspected` is empty where everybody was.
    Where only chances are counted, looks alike are one: `times` says how many, and subject and number are empty.
    """

    subject: str
    number: str
    code: str
    digest: str
    day: date
    hour: int
    source: str
    place: str
    inspector: str
    inspected: tuple[str, ...]
    judged: tuple[str, ...]
    times: int = 1


class Hit(NamedTuple):
    """A finding that stands, or (`waived`) one that the manager does not let count. `places` is never empty;
    `zone` is the place of the inspection."""

    subject: str
    inspection: str
    number: str
    code: str
    digest: str
    item: str
    severity: str
    persons: tuple[str, ...]
    places: tuple[str, ...]
    day: date
    hour: int
    at_ms: int
    waived: bool = False
    zone: str = WHOLE

    @property
    def areas(self) -> tuple[str, ...]:
        """Where it is counted: at the inspection's own place, or in one of the whole branch at the places it names."""
        return (self.zone,) if self.zone != WHOLE else self.places

    @property
    def key(self) -> str:
        """The item among all check-lists: `appearance/B1-2`."""
        return f"{self.code}/{self.item}"


class Seen(NamedTuple):
    """All of a period, oldest first. `own` is the person whose alone it is, empty for the whole branch."""

    first: date
    last: date
    looks: tuple[Look, ...]
    hits: tuple[Hit, ...]
    own: str = ""

    @property
    def inspections(self) -> int:
        """How many inspections there were."""
        return sum(look.times for look in self.looks)


class Rate(NamedTuple):
    """Faults among chances to be found; `waived` ones are not among the faults."""

    faults: int = 0
    chances: int = 0
    waived: int = 0

    @property
    def value(self) -> float | None:
        """Faults per chance, None without a chance."""
        return self.faults / self.chances if self.chances else None

    @property
    def small(self) -> bool:
        """Whether there were too few chances to say much."""
        return self.chances < SMALL

    @property
    def interval(self) -> tuple[float, float]:
        """95 % confidence interval of the rate by Wilson's score (JASA 22, 1927); (0, 1) without a chance.

        A chance may carry several faults (several people at one item); more faults than chances count as all.
        """
        if not self.chances:
            return 0.0, 1.0
        n, share = self.chances, min(1.0, self.faults / self.chances)
        middle = share + Z95 * Z95 / (2 * n)
        spread = Z95 * sqrt(share * (1 - share) / n + Z95 * Z95 / (4 * n * n))
        below = 1 + Z95 * Z95 / n
        low = 0.0 if self.faults == 0 else max(0.0, (middle - spread) / below)
        return low, min(1.0, (middle + spread) / below)

    def plus(self, faults: int = 0, chances: int = 0, waived: int = 0) -> Rate:
        """This and more."""
        return Rate(self.faults + faults, self.chances + chances, self.waived + waived)


Step = Literal["week", "month"]
MOST_WEEKS = 26


def step_of(first: date, last: date) -> Step:
    """Weeks for up to half a year, months beyond: a picture has room for some thirty columns."""
    return "week" if (last - first).days <= 7 * MOST_WEEKS else "month"


def bucket(day: date, step: Step) -> date:
    """The first day of the week (Monday) or month in which a day lies."""
    return day - timedelta(days=day.weekday()) if step == "week" else day.replace(day=1)


def buckets(first: date, last: date, step: Step) -> tuple[date, ...]:
    """The first days of all weeks or months of a period, without gaps."""
    found = [bucket(first, step)]
    while True:
        further = bucket(found[-1] + timedelta(days=7 if step == "week" else 31), step)
        if further > last:
            return tuple(found)
        found.append(further)


def could_be_seen(look: Look, person: str) -> bool:
    """Whether an inspection gave the chance to find a person: he was named, or nobody was."""
    return not look.inspected or person in look.inspected


def could_be_found(look: Look, place: str) -> bool:
    """Whether an inspection gave the chance to find something at a place: it was there, or through the whole branch."""
    return look.place in (place, WHOLE)


def standing(hits: Iterable[Hit]) -> list[Hit]:
    """The findings that count."""
    return [hit for hit in hits if not hit.waived]
