"""Calendar files brought in: looked at first, then taken as busy times that are planned around, or as requests.

An event is known by its UID for good: the same file twice changes nothing, a later version (higher SEQUENCE, or a newer
stamp where the program forgets to count) replaces what stood, an older one is left alone, and what the book itself once
wrote is never taken in again. The calendars of several people hold one event under one UID (Exchange): each adds whose
it is, and takes nobody else out.
"""

from __future__ import annotations

from datetime import timedelta

import msgspec

from supervisor.access import Right, require
from supervisor.branch.faults import WrongField
from supervisor.branch.ledger import people
from supervisor.errors import BadInput, Fault, Refused
from supervisor.journal import Book, Reader
from supervisor.language import _

from ..announcing.calendar_file import UID_AT, subject_of_own
from ..events import BusyDropped, BusySet
from ..ics.reading import CalendarFile, read_calendar
from ..ledger import busy_of, meeting, rooms
from ..records import subject_of_uid
from .calendar_busy import judged_busy, take_busy
from .calendar_items import Item, Taking, as_, said_of
from .calendar_requests import judged_request, take_request

__all__ = ["Item", "Preview", "Taking", "look", "put_busy_back", "strike_busy", "take_in"]
BACK_DAYS = 7
AHEAD_DAYS = 400
"""How far back and ahead occurrences are worked out."""


class Preview(msgspec.Struct, frozen=True):
    """A file looked at: what would become of each event, what could not be read, and what was read with a guess."""

    items: tuple[Item, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    name: str = ""

    def count(self, *what: str) -> int:
        """How many events become one of these."""
        return sum(one.what in what for one in self.items)


def look(r: Reader, actor: str, data: bytes, file: str, how: Taking) -> Preview:
    """What taking a file in would do, without doing it. Raises BadInput when it is no calendar, Refused without the
    right to take it."""
    _may(r, actor, how)
    found = read_calendar(
        data, r.zone, r.today - timedelta(days=BACK_DAYS), r.today + timedelta(days=AHEAD_DAYS), file
    )  # fmt: skip
    return _preview(r, actor, found, how)


def take_in(book: Book, actor: str, data: bytes, file: str, how: Taking) -> Preview:
    """Take a calendar file in; returns what was done with each event. What is refused leaves the others alone. Raises
    as `look`."""
    with book.read() as r:
        seen = look(r, actor, data, file, how)
    if how.become == "busy":
        with book.write(actor) as w:
            _may(w, actor, how)
            for one in seen.items:
                take_busy(w, one, file)
        return seen
    done = []
    with book.batch():
        for one in seen.items:
            try:
                left_out = take_request(book, actor, one, how)
                done.append(msgspec.structs.replace(one, reason=left_out) if left_out else one)
            except (BadInput, Refused) as fault:
                done.append(msgspec.structs.replace(one, what="refused", reason=said_of(fault)))
    return msgspec.structs.replace(seen, items=tuple(done))


def strike_busy(book: Book, actor: str, subject: str, reason: str) -> None:
    """Strike out a busy time that was read from a file: it is planned around no more."""
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        known = busy_of(w, subject)
        if known is None or known.dropped:
            raise BadInput(_("There is no such busy time."))
        if not reason.strip():
            raise WrongField("reason", _("Say why the busy time is struck out."))
        w.append(subject, BusyDropped(sequence=known.sequence, reason=reason.strip()))


def put_busy_back(book: Book, actor: str, subject: str) -> None:
    """Undo a striking-out: the busy time is planned around again as it was read. Raises BadInput where none is struck
    out, Refused without the right."""
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        known = busy_of(w, subject)
        if known is None or not known.dropped:
            raise BadInput(_("There is no such busy time."))
        fields = {name: getattr(known, name) for name in BusySet.__struct_fields__}
        w.append(subject, BusySet(**fields))


def _may(r: Reader, actor: str, how: Taking) -> None:
    if how.become not in ("busy", "request"):
        raise BadInput(_("A calendar file becomes busy times or requests."))
    require(r, actor, Right.PLAN_MEETINGS if how.become == "busy" else Right.REQUEST_MEETING)


def _preview(r: Reader, actor: str, found: CalendarFile, how: Taking) -> Preview:
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
        items.append(_judged(r, actor, item, how))
    return Preview(tuple(items), found.faults, found.notes, found.name)


def _judged(r: Reader, actor: str, item: Item, how: Taking) -> Item:
    """The item with what would become of it; nothing is written."""
    event = item.event
    if event.uid.endswith(UID_AT) and meeting(r, subject_of_own(event.uid)) is not None:
        return as_(item, "own", _("This book wrote it itself."))
    return judged_busy(r, item, how) if how.become == "busy" else judged_request(r, actor, item, how)


def _only(found: list[str]) -> str:
    return found[0] if len(found) == 1 else ""
