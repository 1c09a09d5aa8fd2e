"""What can happen to a meeting: asked for, placed, moved, published, held, people released, ended.

The subject is `meeting:…`; a meeting that repeats, or is split in batches, has several sittings under one subject, each
named by its day and batch. Prices are customer-minutes of waiting as they were expected when the sitting was placed.
"""

from __future__ import annotations

from datetime import date

import msgspec

from supervisor.journal import Event, event

from .problem.model import Block, Need, Sitting, Window, Wish
from .repeats import Repeat

CAPS = "meeting_caps:branch"
"""Subject of the branch's own caps."""
ROOMS = "meeting_rooms:branch"
"""Subject of the branch's own list of rooms."""


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
    repeat: Repeat | None = None
    uid: str = ""  # of the calendar file it came from
    uid_sequence: int = 0


@event("meetings.revised", version=1, evidence=False)
class MeetingRevised(Event):
    """The wish was changed: this is the whole of it now. `freed` names sittings that no longer fit and are given up,
    to be planned anew; all others stay as they are. `wish_version` counts the wish's versions from 1."""

    wish: Wish
    repeat: Repeat | None = None
    note: str = ""
    reason: str = ""
    freed: tuple[str, ...] = ()
    wish_version: int = 2
    uid_sequence: int = 0


@event("meetings.occurrence_set", version=1, evidence=False)
class OccurrenceSet(Event):
    """One occurrence of a series, named by its nominal day, differs from it: not held at all, or held otherwise (None:
    as the series says). `as_series` puts it back."""

    occurrence: date
    cancelled: bool = False
    as_series: bool = False
    minutes: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    earliest_minute: int | None = None
    latest_minute: int | None = None
    room: str | None = None
    needs: tuple[Need, ...] | None = None
    reason: str = ""
    wished_minute: int | None = None


@event("meetings.placed", version=1, evidence=False)
class MeetingPlaced(Event):
    """The planner placed sittings on these days; earlier sittings of those days that were not held give way.

    `names` are the names of `sittings` in their order (empty in entries of an earlier program: day and batch). Of what
    was published only the sittings named in `movable` may be put elsewhere.
    """

    days: tuple[date, ...]
    sittings: tuple[Sitting, ...]
    blocks: tuple[Block, ...] = ()
    all_peak: bool = False
    saved_minutes: float | None = None
    problem: str = ""  # digest of the problem file kept in the book
    names: tuple[str, ...] = ()
    movable: tuple[str, ...] = ()


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
    """These sittings are announced to the people; of those in `gone` it is announced that they are not held.

    What the people read is part of the fact: `announced` are the sittings in the order of their names, `title` is what
    the meeting was called (both empty in entries of an earlier program). A copy that knew of another time is thus seen
    to have told nobody of it.
    """

    sittings: tuple[str, ...]
    gone: tuple[str, ...] = ()
    announced: tuple[Sitting, ...] = ()
    title: str = ""


@event("meetings.locked", version=1, evidence=False)
class SittingLocked(Event):
    """The sitting stays where it is, whatever would be cheaper."""

    sitting: str
    reason: str = ""


@event("meetings.unlocked", version=1, evidence=False)
class SittingUnlocked(Event):
    """The planner may move the sitting again."""

    sitting: str


@event("meetings.started", version=1)
class MeetingStarted(Event):
    """A sitting began at this minute with these people (the entry's own time is when it was logged)."""

    sitting: str
    minute: int
    attending: tuple[str, ...]
    chair: str = ""


@event("meetings.attended", version=1)
class MeetingAttended(Event):
    """How somebody attended: present, late (came at `minute`), absent, excused, or left early at `minute`; who came
    late and left early too is late, with `left` and when he left."""

    sitting: str
    person: str
    mark: str
    minute: int | None = None
    note: str = ""
    left: bool = False
    left_minute: int | None = None


@event("meetings.released", version=1)
class MeetingReleased(Event):
    """The chair sent these people back to the floor while the meeting ran (A5). By person, where it was proposed: the
    post and the customer-minutes of waiting that it was to save."""

    sitting: str
    minute: int
    people: tuple[str, ...]
    reason: str = ""
    to_posts: tuple[str, ...] = ()
    saved_minutes: tuple[float, ...] = ()


@event("meetings.release_taken_back", version=1)
class ReleaseTakenBack(Event):
    """These people were not sent back to the floor after all: they sit in the meeting still."""

    sitting: str
    people: tuple[str, ...]
    reason: str = ""


@event("meetings.ended", version=1)
class MeetingEnded(Event):
    """The sitting ended; minutes of what was settled."""

    sitting: str
    minute: int
    minutes_text: str = ""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was decided: who sees to it and until when. `code` stays when the minutes are corrected."""

    code: str
    text: str
    owner: str = ""
    due: date | None = None


@event("meetings.minuted", version=1)
class MeetingMinuted(Event):
    """The minutes (纪要) of a sitting as they are now; an earlier version gives way."""

    sitting: str
    text: str
    decisions: tuple[Decision, ...] = ()


@event("meetings.taken_back", version=1, evidence=False)
class StepTakenBack(Event):
    """A step was a mistake and is undone: published, cancelled, started or ended; without `sitting` the cancelling of
    the whole meeting. Evidence of a closed month is not undone (the service refuses)."""

    step: str
    sitting: str = ""
    reason: str = ""


class SettledSitting(msgspec.Struct, frozen=True, kw_only=True):
    """How one sitting stands after a decision: `plan` None: it does not. What the people were told is not decided."""

    sitting: str
    state: str
    plan: Sitting | None = None
    locked: bool = False
    started_minute: int | None = None
    ended_minute: int | None = None
    attending: tuple[str, ...] = ()
    chair: str = ""
    minutes_text: str = ""
    reason: str = ""
    broken: tuple[str, ...] = ()
    released: str = "[]"  # JSON as the ledger keeps it
    attendance: str = "[]"
    decisions: str = "[]"


@event("meetings.settled", version=1, evidence=False)
class MeetingSettled(Event):
    """Two copies set something apart, and a person chose: the sittings (and the request, where it was at stake) stand
    as on the side of `chosen`, the digest of its entry. `occurrences` are those that differ from their series so;
    `days` are all that were decided on."""

    chosen: str
    reason: str = ""
    sittings: tuple[SettledSitting, ...] = ()
    cancelled: bool | None = None
    wish: Wish | None = None
    repeat: Repeat | None = None
    note: str = ""
    wish_version: int = 0
    days: tuple[str, ...] = ()
    occurrences: tuple[OccurrenceSet, ...] = ()


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """A room to meet in: `lunch` is not bookable while anybody lunches, `customer_area` not at a peak; seats 0:
    not said."""

    name: str
    seats: int = 0
    lunch: bool = False
    customer_area: bool = False


@event("meetings.rooms_set", version=1, evidence=False)
class RoomsSet(Event):
    """The rooms of the branch."""

    rooms: tuple[Room, ...]


class BusySpan(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of one day, in minutes after midnight of the branch's zone."""

    day: date
    start_minute: int
    end_minute: int


@event("meetings.busy_set", version=1, evidence=False)
class BusySet(Event):
    """People or a room are taken by something outside the book, read from a calendar file: planned around, not moved.

    The subject is derived from `uid`; a file with a higher `sequence` replaces the spans. The calendars of several
    people hold one event under one UID: each adds whose it is.
    """

    uid: str
    sequence: int
    title: str
    spans: tuple[BusySpan, ...]
    people: tuple[str, ...] = ()
    room: str = ""
    file: str = ""
    stamp: str = ""  # DTSTAMP or LAST-MODIFIED, which decides between equal sequences
    owners: tuple[str, ...] | None = None  # in whose calendars it stands (None in entries of an earlier program)


@event("meetings.busy_dropped", version=1, evidence=False)
class BusyDropped(Event):
    """It was cancelled in the calendar it came from, or struck out by a person."""

    sequence: int = 0
    reason: str = ""


@event("meetings.caps_set", version=1, evidence=False)
class CapsSet(Event):
    """The branch's longest length of a kind of meeting, in minutes."""

    kind: str
    minutes: int
