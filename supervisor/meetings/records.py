"""What the ledger of meetings answers with: a request, a sitting in the calendar, who was released from it."""

from __future__ import annotations

import msgspec

from .problem import Sitting, Wish


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


class Release(msgspec.Struct, frozen=True):
    """Somebody sent back to the floor while the meeting ran."""

    person: str
    minute: int


class Held(msgspec.Struct, frozen=True):
    """One sitting in the calendar. `state` is placed, published, running, ended or cancelled."""

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

    @property
    def inside(self) -> tuple[str, ...]:
        """Who still sits in the meeting: those who came and were not released."""
        gone = {one.person for one in self.released}
        return tuple(one for one in self.attending if one not in gone)


def sitting_name(one: Sitting) -> str:
    """The name of a sitting within its meeting: day and batch."""
    return f"{one.day.isoformat()}/{one.batch}"
