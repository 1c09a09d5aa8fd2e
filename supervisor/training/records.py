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


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a drill that was played through came to; see `events.DrillHeld`. Minutes are customer-minutes of waiting."""

    scene_name: Words = Words("")
    scene_digest: str = ""
    acts_digest: str = ""
    seed: int = 0
    speed: float = 0.0
    first_order_seconds: int | None = None
    waiting_minutes: float | None = None
    no_action_minutes: float | None = None
    greedy_minutes: float | None = None
    hindsight_minutes: float | None = None
    lost: int | None = None
    steps_missed: int | None = None
    steps_late: int | None = None
    lesson: Words = Words("")

    @property
    def saved_share(self) -> float | None:
        """Of the waiting that hindsight would have saved, the share that was; None where that is not known."""
        known = (self.no_action_minutes, self.waiting_minutes, self.hindsight_minutes)
        if any(one is None for one in known):
            return None
        none, yours, best = (one or 0.0 for one in known)
        return (none - yours) / (none - best) if none - best > 1.0 else None


class Drill(msgspec.Struct, frozen=True):
    """A drill that was played; `outcome` is None for one that was only written down."""

    subject: str
    scene: str
    day: date
    held: datetime
    commander: str
    participants: tuple[str, ...]
    seconds: int
    passed: bool
    note: str
    outcome: Outcome | None = None
