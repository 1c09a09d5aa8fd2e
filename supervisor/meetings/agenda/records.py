"""An agenda as data: points under headings, what people changed of a draft, and what was held."""

from __future__ import annotations

from datetime import date, datetime

import msgspec


class Point(msgspec.Struct, frozen=True):
    """One point of an agenda; `subject` leads to its record, "" where there is none.

    `key` names the point within its agenda, the same from draft to draft. `own`: somebody's own words, `drafted` then
    what the draft says now. `struck`: not read out. `rival`: what somebody else wrote at the same time.
    """

    text: str
    detail: str = ""
    subject: str = ""
    key: str = ""
    own: bool = False
    struck: bool = False
    drafted: str = ""
    rival: str = ""


class Section(msgspec.Struct, frozen=True):
    """A heading with its points; `empty` is said where there are none."""

    key: str
    title: str
    points: tuple[Point, ...]
    empty: str


class Agenda(msgspec.Struct, frozen=True):
    """The agenda of a briefing (`day`; `yesterday` is the last open day before, None in a new book), or of a review of
    a `month` as 2026-10."""

    branch: str
    day: date
    yesterday: date | None
    sections: tuple[Section, ...]
    month: str = ""

    @property
    def subject(self) -> str:
        """Under which its changes and its holding are entered."""
        return review_subject(self.month) if self.month else briefing_subject(self.day)


class Edit(msgspec.Struct, frozen=True):
    """What somebody did with a point: `text` own words ("" none), `added` no draft's point, `struck` left out."""

    key: str
    section: str
    text: str
    drafted: str
    added: bool
    struck: bool
    at_ms: int
    rival: str = ""


class Edits(msgspec.Struct, frozen=True):
    """All changes of one agenda: by key of the point, and the order of points by section."""

    points: dict[str, Edit]
    order: dict[str, tuple[str, ...]]


class HeldAgenda(msgspec.Struct, frozen=True):
    """An agenda as it was held: who led it, who was there, from when to when, and every point that was read out."""

    subject: str
    agenda: Agenda
    chair: str
    present: tuple[str, ...]
    started_minute: int | None
    ended_minute: int | None
    meeting: str
    sitting: str
    held_by: str
    held: datetime


class Measure(msgspec.Struct, frozen=True):
    """What a review settled is to be done: the corrective action that follows it."""

    review: str
    action: str
    text: str


def briefing_subject(day: date) -> str:
    """The subject of a day's briefing."""
    return f"briefing:{day.isoformat()}"


def review_subject(month: str) -> str:
    """The subject of the review of a month written 2026-10."""
    return f"review:{month}"
