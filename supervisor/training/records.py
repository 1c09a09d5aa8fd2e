"""What the queries of this room return: frozen rows, times as aware UTC instants, days as business dates."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from supervisor.language import Words


class Course(msgspec.Struct, frozen=True):
    """What is taught and tested; points in hundredths, `valid_months` 0 for ever."""

    subject: str
    code: str
    name: Words
    skill: str
    full_points_c: int
    pass_points_c: int
    valid_months: int
    active: bool


class Session(msgspec.Struct, frozen=True):
    """A session that took place."""

    subject: str
    course: str
    day: date
    start: datetime
    minutes: int
    trainer: str
    participants: tuple[str, ...]
    note: str


class TestResult(msgspec.Struct, frozen=True):
    """One test of one person; `share` is points reached over full points, 0 to 1."""

    __test__ = False

    subject: str
    course: str
    person: str
    day: date
    taken: datetime
    points_c: int
    full_points_c: int
    pass_points_c: int

    @property
    def passed(self) -> bool:
        """Whether the pass mark of that day was reached."""
        return self.points_c >= self.pass_points_c

    @property
    def share(self) -> float:
        """Points reached over full points."""
        return self.points_c / self.full_points_c


class Certificate(msgspec.Struct, frozen=True):
    """A certificate that has not been withdrawn."""

    subject: str
    person: str
    course: str
    reference: str
    granted: date
    valid_until: date | None

    def days_left(self, day: date) -> int | None:
        """Days for which it still holds after `day`, negative once it has run out, None for ever."""
        return None if self.valid_until is None else (self.valid_until - day).days


class Drill(msgspec.Struct, frozen=True):
    """A drill that was played."""

    subject: str
    scene: str
    day: date
    held: datetime
    commander: str
    participants: tuple[str, ...]
    seconds: int
    passed: bool
    note: str
