"""Events of calendar files as busy times: whom they take, joined from the calendars of several people."""

from __future__ import annotations

import msgspec

from supervisor.journal import Reader, Writer
from supervisor.language import _

from ..events import BusyDropped, BusySet
from ..ledger import busy_of
from ..records import Busy
from .calendar_items import Item, Taking, as_, left_out, order_of


def judged_busy(r: Reader, item: Item, how: Taking) -> Item:
    """What would become of an event as busy time."""
    event = item.event
    before = busy_of(r, item.subject)
    if before is None:
        if event.cancelled:
            return as_(item, "same", _("It was called off before it was known here."))
        return left_out(r, item, known=False) or _named(_owned(item, how), "new")
    order = order_of(before.sequence, event, "" if before.dropped else before.stamp)
    if before.dropped:
        if order < 0:
            return as_(item, "older", _("A later version is in the book."))
        if order == 0 or event.cancelled:
            return as_(item, "same")
        return left_out(r, item, known=True) or _named(_owned(item, how), "changed")
    if event.cancelled:
        return (
            _called_off(item, before, how) if order >= 0 else as_(item, "older", _("A later version is in the book."))
        )
    if event.free:
        return left_out(r, item, known=True) or item
    if order > 0:
        return _replacing(item, before, how)
    joined = _joined(item, before, how)
    if order == 0 and event.spans != before.spans:
        return _named(msgspec.structs.replace(joined, joins=False), "changed")
    if (set(joined.people), joined.room) != (set(before.people), before.room):
        return as_(joined, "changed", "" if order == 0 else _("Its people are added to the later version in the book."))
    return as_(joined, "same") if order == 0 else as_(joined, "older", _("A later version is in the book."))


def take_busy(w: Writer, item: Item, file: str) -> None:
    """Write down what was judged of an event."""
    event = item.event
    if item.what == "off":
        w.append(item.subject, BusyDropped(sequence=event.sequence, reason=_("called off in {file}").format(file=file)))
    elif item.what in ("new", "changed"):
        known = busy_of(w, item.subject) if item.joins else None
        w.append(
            item.subject,
            BusySet(
                uid=event.uid, sequence=known.sequence if known else event.sequence,
                title=known.title if known else event.title, spans=known.spans if known else event.spans,
                people=item.people, room=item.room, file=file, stamp=known.stamp if known else event.stamp,
                owners=item.owners,
            ),
        )  # fmt: skip


def _owned(item: Item, how: Taking) -> Item:
    return msgspec.structs.replace(item, owners=how.people)


def _owners(before: Busy) -> tuple[str, ...]:
    """In whose calendars it stands; where an earlier program did not say, of everybody whom it takes."""
    return before.people if before.owners is None else before.owners


def _joined(item: Item, before: Busy, how: Taking) -> Item:
    """The version that the book knows, taking those of this file as well."""
    return msgspec.structs.replace(
        item, joins=True, people=tuple(dict.fromkeys((*before.people, *item.people))), room=before.room or item.room,
        owners=tuple(dict.fromkeys((*_owners(before), *how.people))),
    )  # fmt: skip


def _replacing(item: Item, before: Busy, how: Taking) -> Item:
    """A later version: whom it names, and everybody in whose calendar it stands."""
    owners = tuple(dict.fromkeys((*_owners(before), *how.people)))
    elsewhere = item.event.place and item.event.place != before.room
    new = msgspec.structs.replace(
        item, people=tuple(dict.fromkeys((*owners, *item.people))), owners=owners,
        room=item.room or ("" if elsewhere else before.room),
    )  # fmt: skip
    return _named(new, "changed")


def _called_off(item: Item, before: Busy, how: Taking) -> Item:
    """Called off in one calendar: it goes from this one, and is planned around for the others in whose calendars it
    was found; they say so themselves when they are read again."""
    rest = tuple(one for one in _owners(before) if one not in how.people)
    kept_room = "" if how.room == before.room else before.room
    if not (how.people or how.room) or not (rest or (how.people and kept_room)):
        return as_(item, "off")
    if (set(rest), kept_room) == (set(before.people), before.room):
        return as_(item, "same")
    return as_(msgspec.structs.replace(item, joins=True, people=rest, owners=rest, room=kept_room), "changed")


def _named(item: Item, what: str) -> Item:
    """The item, refused where it takes nobody and no room."""
    if item.people or item.room:
        return as_(item, what)
    named = "、".join(item.strangers) or item.event.place
    said = _("Nobody and no room of the branch is named in it ({named}): say whose calendar it is.")
    return as_(item, "refused", said.format(named=named or _("nobody")))
