"""What can happen to a meeting: asked for, placed, moved, published, held, people released, ended.

The subject is `meeting:…`; a meeting that repeats, or is split in batches, has several sittings under one subject, each
named by its day and batch. Prices are customer-minutes of waiting as they were expected when the sitting was placed.
"""

from __future__ import annotations

from datetime import date

from supervisor.journal import Event, event

from .problem import Block, Need, Sitting, Window

CAPS = "meeting_caps:branch"
"""Subject of the branch's own caps."""


@event("meetings.requested", version=1, evidence=False)
class MeetingRequested(Event):
    """Somebody asked for a meeting. Minutes of day for earliest start, latest end and the wished start."""

    number: str
    kind: str
    title: str
    minutes: int
    needs: tuple[Need, ...]
    first_day: date
    last_day: date
    earliest_minute: int
    latest_minute: int
    inside_hours: bool = False
    each_day: bool = False
    may_split: bool = False
    room: str = ""
    customer_area: bool = False
    wished_day: date | None = None
    wished_minute: int | None = None
    note: str = ""
    after: tuple[str, ...] = ()
    windows: tuple[Window, ...] = ()
    most_batches: int = 2
    by_shift: bool = False


@event("meetings.placed", version=1, evidence=False)
class MeetingPlaced(Event):
    """The planner placed sittings on these days; earlier sittings of those days that were not held give way."""

    days: tuple[date, ...]
    sittings: tuple[Sitting, ...]
    blocks: tuple[Block, ...] = ()
    all_peak: bool = False
    saved_minutes: float | None = None
    problem: str = ""  # digest of the problem file kept in the book


@event("meetings.moved", version=1, evidence=False)
class MeetingMoved(Event):
    """A person moved one sitting; `sitting` names it, `to` is its new state, `broken` the rules it breaks knowingly."""

    sitting: str
    to: Sitting
    reason: str
    broken: tuple[Block, ...] = ()


@event("meetings.cancelled", version=1, evidence=False)
class MeetingCancelled(Event):
    """The meeting does not take place; with `sitting` only that sitting."""

    reason: str
    sitting: str = ""


@event("meetings.published", version=1, evidence=False)
class MeetingPublished(Event):
    """These sittings are announced to the people; the planner moves them no more."""

    sittings: tuple[str, ...]


@event("meetings.started", version=1)
class MeetingStarted(Event):
    """A sitting began at this minute with these people (the entry's own time is when it was logged)."""

    sitting: str
    minute: int
    attending: tuple[str, ...]
    chair: str = ""


@event("meetings.released", version=1)
class MeetingReleased(Event):
    """The chair sent these people back to the floor while the meeting ran (A5)."""

    sitting: str
    minute: int
    people: tuple[str, ...]
    reason: str = ""


@event("meetings.ended", version=1)
class MeetingEnded(Event):
    """The sitting ended; minutes of what was settled."""

    sitting: str
    minute: int
    minutes_text: str = ""


@event("meetings.caps_set", version=1, evidence=False)
class CapsSet(Event):
    """The branch's longest length of a kind of meeting, in minutes."""

    kind: str
    minutes: int
