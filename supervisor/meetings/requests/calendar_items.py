"""What would become of one event of a calendar file: compared with what the book knows of it, judged, not yet done."""

from __future__ import annotations

import msgspec

from supervisor.errors import BadInput, Refused
from supervisor.journal import Reader
from supervisor.language import _

from ..ics.reading import CalendarEvent
from ..problem.model import MeetingKind, Need


class Item(msgspec.Struct, frozen=True):
    """What would become of one event. `what` is new, changed, off (called off), same, older, own, past, free or
    refused; `reason` says why, where it is refused or left out. As busy time `people` are all whom it takes, `owners`
    those in whose calendars it stands; with `joins` the book's version stays, and only they change."""

    what: str
    event: CalendarEvent
    subject: str
    people: tuple[str, ...] = ()
    room: str = ""
    strangers: tuple[str, ...] = ()
    reason: str = ""
    optional: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    joins: bool = False


class Taking(msgspec.Struct, frozen=True, kw_only=True):
    """How a file is taken: as `busy` times or as `request`s; whose calendar it is (`people`, `room`), and for requests
    the kind and who must come where the file does not say."""

    become: str = "busy"
    people: tuple[str, ...] = ()
    room: str = ""
    kind: str = MeetingKind.AD_HOC
    needs: tuple[Need, ...] = ()


def as_(item: Item, what: str, reason: str = "") -> Item:
    """The item as something, with the reason."""
    return msgspec.structs.replace(item, what=what, reason=reason)


def left_out(r: Reader, item: Item, *, known: bool) -> Item | None:
    """The item where it is nothing to take in: free time, gone by, or too far ahead; None where it is."""
    event = item.event
    if event.free:
        return as_(item, "free", _("It is marked as free time."))
    if known or any(one.day >= r.today for one in event.spans):
        return None
    if event.day > r.today:
        return as_(item, "past", _("It lies more than a year ahead."))
    return as_(item, "past", _("It has gone by."))


def order_of(sequence: int, event: CalendarEvent, stamp: str = "") -> int:
    """Whether the event is older (-1) than what is known, the same version (0) or a later one (1)."""
    if event.sequence != sequence:
        return -1 if event.sequence < sequence else 1
    if stamp and event.stamp:
        return (event.stamp > stamp) - (event.stamp < stamp)
    return 0


def said_of(fault: BadInput | Refused) -> str:
    """Why something was refused, in one line."""
    faults = fault.faults if isinstance(fault, BadInput) else ()
    return "; ".join(str(one) for one in faults) or str(fault)
