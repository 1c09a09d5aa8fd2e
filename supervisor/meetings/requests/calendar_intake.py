"""Calendar files brought in: looked at first, then taken as busy times that are planned around, or as requests.

An event is known by its UID for good: the same file twice changes nothing, a later version (higher SEQUENCE, or a newer
stamp where the program forgets to count) replaces what stood, an older one is left alone, and what the book itself once
wrote is never taken in again.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec

from supervisor.access import Right, require
from supervisor.branch.ledger import people
from supervisor.errors import BadInput, Fault
from supervisor.journal import Book, Reader, Writer
from supervisor.language import _

from ..announcing.calendar_file import UID_AT, subject_of_own
from ..events import BusyDropped, BusySet
from ..ics.reading import CalendarEvent, CalendarFile, read_calendar
from ..ledger import busy_of, meeting, rooms
from ..problem.model import MeetingKind, Need, Wish
from ..records import Busy, Meeting, subject_of_uid
from .requests import LATEST_MINUTE, cancel, request, revise
from .wish_checks import check_wish

BACK_DAYS = 7
AHEAD_DAYS = 400
"""How far back and ahead occurrences are worked out."""


class Item(msgspec.Struct, frozen=True):
    """What would become of one event. `what` is new, changed, off (called off), same, older, own, past, free or
    refused; `reason` says why, where it is refused or left out."""

    what: str
    event: CalendarEvent
    subject: str
    people: tuple[str, ...] = ()
    room: str = ""
    strangers: tuple[str, ...] = ()
    reason: str = ""
    optional: tuple[str, ...] = ()


class Preview(msgspec.Struct, frozen=True):
    """A file looked at: what would become of each event, what could not be read, and what was read with a guess."""

    items: tuple[Item, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    name: str = ""

    def count(self, *what: str) -> int:
        """How many events become one of these."""
        return sum(one.what in what for one in self.items)


class Taking(msgspec.Struct, frozen=True, kw_only=True):
    """How a file is taken: as `busy` times or as `request`s; whose calendar it is (`people`, `room`), and for requests
    the kind and who must come where the file does not say."""

    become: str = "busy"
    people: tuple[str, ...] = ()
    room: str = ""
    kind: str = MeetingKind.AD_HOC
    needs: tuple[Need, ...] = ()


def look(r: Reader, actor: str, data: bytes, file: str, how: Taking) -> Preview:
    """What taking a file in would do, without doing it. Raises BadInput when it is no calendar, Refused without the
    right to take it."""
    _may(r, actor, how)
    found = read_calendar(
        data, r.zone, r.today - timedelta(days=BACK_DAYS), r.today + timedelta(days=AHEAD_DAYS), file
    )  # fmt: skip
    return _preview(r, found, how)


def take_in(book: Book, actor: str, data: bytes, file: str, how: Taking) -> Preview:
    """Take a calendar file in; returns what was done with each event. What is refused leaves the others alone. Raises
    as `look`."""
    with book.read() as r:
        seen = look(r, actor, data, file, how)
    if how.become == "busy":
        with book.write(actor) as w:
            _may(w, actor, how)
            for one in seen.items:
                _take_busy(w, one, file)
        return seen
    done = []
    with book.batch():
        for one in seen.items:
            try:
                _take_request(book, actor, one, how)
                done.append(one)
            except BadInput as fault:
                said = "; ".join(str(each) for each in fault.faults) or str(fault)
                done.append(msgspec.structs.replace(one, what="refused", reason=said))
    return msgspec.structs.replace(seen, items=tuple(done))


def strike_busy(book: Book, actor: str, subject: str, reason: str) -> None:
    """Strike out a busy time that was read from a file: it is planned around no more."""
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        known = busy_of(w, subject)
        if known is None or known.dropped:
            raise BadInput(_("There is no such busy time."))
        if not reason.strip():
            raise BadInput(_("Say why the busy time is struck out."))
        w.append(subject, BusyDropped(sequence=known.sequence, reason=reason.strip()))


def _may(r: Reader, actor: str, how: Taking) -> None:
    if how.become not in ("busy", "request"):
        raise BadInput(_("A calendar file becomes busy times or requests."))
    require(r, actor, Right.PLAN_MEETINGS if how.become == "busy" else Right.REQUEST_MEETING)


def _preview(r: Reader, found: CalendarFile, how: Taking) -> Preview:
    members = people(r)
    by_no = {one.no: one.subject for one in members}
    names: dict[str, list[str]] = {}
    for one in members:
        names.setdefault(one.name, []).append(one.subject)
    halls = {one.name for one in rooms(r)}
    items = []
    for event in found.events:
        known = [by_no.get(guest.no) or _only(names.get(guest.name.strip(), [])) for guest in event.guests]
        strangers = tuple(g.name for g, who in zip(event.guests, known, strict=True) if not who)
        invited = [who for who in known if who]
        item = Item(
            what="new",
            event=event,
            subject=subject_of_uid("busy" if how.become == "busy" else "meeting", event.uid),
            people=tuple(dict.fromkeys((*how.people, *invited))),
            room=how.room or (event.place if event.place in halls else ""),
            strangers=strangers,
            optional=tuple(who for g, who in zip(event.guests, known, strict=True) if who and g.optional),
        )
        items.append(_judged(r, item, how))
    return Preview(tuple(items), found.faults, found.notes, found.name)


def _only(found: list[str]) -> str:
    return found[0] if len(found) == 1 else ""


def _judged(r: Reader, item: Item, how: Taking) -> Item:
    """The item with what would become of it."""
    event = item.event

    def as_(what: str, reason: str = "") -> Item:
        return msgspec.structs.replace(item, what=what, reason=reason)

    if event.uid.endswith(UID_AT) and meeting(r, subject_of_own(event.uid)) is not None:
        return as_("own", _("This book wrote it itself."))
    if how.become == "busy":
        before = busy_of(r, item.subject)
        standing = before is not None and not before.dropped
    else:
        before = meeting(r, item.subject)
        standing = before is not None and before.state != "cancelled"
    if before is not None:
        order = _order(before, event)
        if order < 0:
            return as_("older", _("A later version is in the book."))
        if event.cancelled:
            return as_("off" if standing else "same")
        if not standing:
            return as_("same" if order == 0 else "changed")
        if order == 0 and _alike(before, item, how):
            return as_("same")
    elif event.cancelled:
        return as_("same", _("It was called off before it was known here."))
    if event.free:
        return as_("free", _("It is marked as free time."))
    upcoming = [one for one in event.spans if one.day >= r.today]
    if not upcoming and before is None:
        return as_("past", _("It has gone by."))
    why = _why_not(r, item, how)
    if why:
        return as_("refused", why)
    return as_("new" if before is None else "changed")


def _order(before: Busy | Meeting, event: CalendarEvent) -> int:
    """Whether the event is older (-1) than what is known, the same version (0) or a later one (1)."""
    known = before.sequence if isinstance(before, Busy) else before.uid_sequence
    if event.sequence != known:
        return -1 if event.sequence < known else 1
    if isinstance(before, Busy) and not before.dropped and before.stamp and event.stamp:
        return (event.stamp > before.stamp) - (event.stamp < before.stamp)
    return 0


def _alike(before: Busy | Meeting, item: Item, how: Taking) -> bool:
    event = item.event
    if isinstance(before, Busy):
        return (before.title, before.spans, before.people, before.room) == (
            event.title, event.spans, item.people, item.room
        )  # fmt: skip
    return _changes(before, item, how) == {} and before.repeat == event.repeat


def _why_not(r: Reader, item: Item, how: Taking) -> str:
    """Why an event cannot be taken so; empty when it can."""
    if how.become == "busy":
        if not item.people and not item.room:
            named = "、".join(item.strangers) or item.event.place
            said = _("Nobody and no room of the branch is named in it ({named}): say whose calendar it is.")
            return said.format(named=named or _("nobody"))
        return ""
    if item.event.odd_rule:
        return _("It repeats by a rule that a request cannot follow: take it as busy times.")
    if item.event.all_day:
        return _("It lasts whole days: take it as busy times.")
    try:
        check_wish(r, _wish(item, how), item.event.repeat)
    except BadInput as fault:
        return "; ".join(str(one) for one in fault.faults) or str(fault)
    return ""


def _wish(item: Item, how: Taking) -> Wish:
    event = item.event
    repeat = event.repeat
    last = (repeat.until or event.day + timedelta(days=365)) if repeat else event.day
    return Wish(
        subject=item.subject, title=event.title, kind=how.kind, minutes=event.minutes, needs=_needs(item, how),
        first_day=event.day, last_day=last, earliest_minute=min(7 * 60, event.start_minute),
        latest_minute=min(24 * 60, max(LATEST_MINUTE, event.start_minute + event.minutes)),
        inside_hours=True, room=item.room, wished_day=None if repeat else event.day, wished_minute=event.start_minute,
    )  # fmt: skip


def _needs(item: Item, how: Taking) -> tuple[Need, ...]:
    """Who must come: those the file names that work here, else as the person who takes it in says."""
    named = tuple(Need(by="person", value=one, optional=one in item.optional) for one in item.people)
    return named if any(not need.optional for need in named) else (*how.needs, *named)


def _changes(before: Meeting, item: Item, how: Taking) -> dict[str, Any]:
    """Fields of the wish that the file says otherwise."""
    new = _wish(item, how)
    fields = ("title", "minutes", "needs", "first_day", "last_day", "room", "wished_day", "wished_minute")
    return {name: getattr(new, name) for name in fields if getattr(new, name) != getattr(before.wish, name)}


def _take_busy(w: Writer, item: Item, file: str) -> None:
    event = item.event
    if item.what == "off":
        w.append(item.subject, BusyDropped(sequence=event.sequence, reason=_("called off in {file}").format(file=file)))
    elif item.what in ("new", "changed"):
        w.append(
            item.subject,
            BusySet(
                uid=event.uid, sequence=event.sequence, title=event.title, spans=event.spans, people=item.people,
                room=item.room, file=file, stamp=event.stamp,
            ),
        )  # fmt: skip


def _take_request(book: Book, actor: str, item: Item, how: Taking) -> None:
    event = item.event
    if item.what == "off":
        cancel(book, actor, item.subject, _("called off in its calendar"))
    elif item.what == "new":
        wish = _wish(item, how)
        request(
            book, actor, kind=wish.kind, title=wish.title, minutes=wish.minutes, needs=wish.needs,
            first_day=wish.first_day, last_day=wish.last_day, earliest_minute=wish.earliest_minute,
            latest_minute=wish.latest_minute, inside_hours=True, room=wish.room, wished_day=wish.wished_day,
            wished_minute=wish.wished_minute, note=event.note, repeat=event.repeat, uid=event.uid,
            uid_sequence=event.sequence, subject=item.subject,
        )  # fmt: skip
    elif item.what == "changed":
        with book.read() as r:
            before = meeting(r, item.subject)
        if before is not None:
            revise(
                book, actor, item.subject, reason=_("changed in its calendar"), repeat=event.repeat, note=event.note,
                uid_sequence=event.sequence, **_changes(before, item, how),
            )  # fmt: skip
