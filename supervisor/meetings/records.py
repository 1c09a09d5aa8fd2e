"""What the ledger of meetings answers with: a request, a sitting in the calendar, who came, who was released."""

from __future__ import annotations

import hashlib
from datetime import date

import msgspec

from .events import BusySpan, Decision, OccurrenceSet
from .problem.model import Sitting, Wish
from .repeats import Repeat

CANCELLED = frozenset({"cancelled", "freed"})
"""States of a sitting that is not held (freed: given up by a plan or a changed wish)."""


class Meeting(msgspec.Struct, frozen=True):
    """A request and what became of it. `state` is requested, placed or cancelled."""

    subject: str
    number: str
    kind: str
    title: str
    state: str
    wish: Wish
    requested_by: str
    requested_ms: int
    note: str
    problem: str
    repeat: Repeat | None = None
    version: int = 1
    uid: str = ""
    uid_sequence: int = 0
    apart: tuple[OccurrenceSet, ...] = ()

    @property
    def repeats(self) -> bool:
        """Whether it has several occurrences."""
        return self.repeat is not None or self.wish.each_day or bool(self.wish.windows)


class Release(msgspec.Struct, frozen=True):
    """Somebody sent back to the floor while the meeting ran: to which post, and the customer-minutes of waiting that it
    was to save, where that was proposed."""

    person: str
    minute: int
    to_post: str = ""
    saved_minutes: float | None = None
    reason: str = ""


class Attendance(msgspec.Struct, frozen=True):
    """How somebody attended: present, late, left, absent or excused; `minute` when he came late or left early. Who did
    both is late, with `left` and `left_minute`."""

    person: str
    mark: str
    minute: int | None = None
    note: str = ""
    left: bool = False
    left_minute: int | None = None

    @property
    def times(self) -> tuple[tuple[str, int | None], ...]:
        """Each thing that is said of him and when it was: late and left early are two."""
        return ((self.mark, self.minute), *((("left", self.left_minute),) if self.left else ()))

    @property
    def came_minute(self) -> int | None:
        """When he came, where he was late and somebody said when."""
        return self.minute if self.mark == "late" else None

    @property
    def gone_minute(self) -> int | None:
        """When he went, where he left early and somebody said when."""
        return self.minute if self.mark == "left" else self.left_minute if self.left else None


class Held(msgspec.Struct, frozen=True):
    """One sitting in the calendar. `state` is placed, published, running, ended, cancelled or freed (given up).

    `sitting` names it within its meeting for good, wherever it is moved to. `announced` is what the people were told
    last (None: nothing), `off` whether the last they heard after it is that it is not held, `told` whether what they
    know is how it stands; `sequence` rises with each change that people can see; `broken` are the rules that whoever
    moved it broke knowingly.
    """

    meeting: str
    sitting: str
    number: str
    kind: str
    title: str
    state: str
    plan: Sitting
    started_minute: int | None
    ended_minute: int | None
    attending: tuple[str, ...]
    released: tuple[Release, ...]
    chair: str
    minutes_text: str
    locked: bool = False
    announced: Sitting | None = None
    told: bool = False
    sequence: int = 0
    attendance: tuple[Attendance, ...] = ()
    decisions: tuple[Decision, ...] = ()
    reason: str = ""
    off: bool = False
    broken: tuple[str, ...] = ()

    @property
    def inside(self) -> tuple[str, ...]:
        """Who still sits in the meeting: those who came and were not released."""
        gone = {one.person for one in self.released} | {
            one.person for one in self.attendance if one.left or one.mark == "left"
        }
        return tuple(one for one in self.attending if one not in gone)

    @property
    def occurrence(self) -> date:
        """The nominal day of the occurrence it belongs to."""
        return date.fromisoformat(self.sitting.partition("/")[0])

    def mark(self, person: str) -> Attendance:
        """How somebody attended: what was logged of him, else present or absent by who came at the start."""
        logged = next((one for one in self.attendance if one.person == person), None)
        return logged or Attendance(person, "present" if person in self.attending else "absent")


class Busy(msgspec.Struct, frozen=True):
    """Something outside the book that takes people or a room, read from a calendar file. `owners` are those in whose
    calendars it stands (None: an earlier program did not say)."""

    subject: str
    uid: str
    sequence: int
    title: str
    spans: tuple[BusySpan, ...]
    people: tuple[str, ...]
    room: str
    file: str
    stamp: str
    dropped: bool
    owners: tuple[str, ...] | None = None


def subject_of_uid(kind: str, uid: str) -> str:
    """The subject that an event of a calendar file has in every book: two laptops that read one file agree."""
    return f"{kind}:{hashlib.sha256(uid.encode()).hexdigest()[:20]}"


def seen_alike(one: Sitting, other: Sitting) -> bool:
    """Whether the people would be told the same: day, time, room and who comes (prices are nobody's news)."""
    return (one.day, one.start_minute, one.end_minute, one.room, set(one.people)) == (
        other.day, other.start_minute, other.end_minute, other.room, set(other.people)
    )  # fmt: skip


def sitting_name(one: Sitting) -> str:
    """The name of a sitting within its meeting: day and batch."""
    return f"{one.day.isoformat()}/{one.batch}"
