"""Events of calendar files as requests: the wish, its series, single times that differ, and later versions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec

from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader
from supervisor.language import _

from ..ics.series import Apart
from ..ledger import meeting, sittings_of
from ..problem.model import Need, Wish
from ..records import Meeting
from ..repeats import Repeat
from .again import ask_again
from .calendar_items import Item, Taking, as_, left_out, order_of, said_of
from .requests import LATEST_MINUTE, cancel, change_occurrence, may_change, request, revise
from .wish_checks import LONGEST_SERIES_DAYS, SERIES_DAYS, check_wish

FIELDS = ("title", "minutes", "needs", "first_day", "last_day", "room", "wished_day", "wished_minute")


def judged_request(r: Reader, actor: str, item: Item, how: Taking) -> Item:
    """What would become of an event as a request."""
    event = item.event
    before = meeting(r, item.subject)
    if before is None:
        if event.cancelled:
            return as_(item, "same", _("It was called off before it was known here."))
        return left_out(r, item, known=False) or _possible(r, actor, item, how, None)
    order = order_of(before.uid_sequence, event)
    standing = before.state != "cancelled"
    if order < 0:
        return as_(item, "older", _("A later version is in the book."))
    if event.cancelled:
        return as_(item, "off" if standing else "same")
    if not standing and order == 0:
        return as_(item, "same")
    if standing and order == 0 and _alike(r, before, item, how):
        return as_(item, "same")
    return left_out(r, item, known=True) or _possible(r, actor, item, how, before)


def take_request(book: Book, actor: str, item: Item, how: Taking) -> str:
    """Do what was judged of an event; returns which single times of a series could not be taken. Raises BadInput and
    Refused where the whole cannot."""
    event = item.event
    if item.what == "off":
        cancel(book, actor, item.subject, _("called off in its calendar"))
    if item.what not in ("new", "changed"):
        return ""
    with book.read() as r:
        before = meeting(r, item.subject)
        wish, repeat = _wish(r, item, how, before), _repeat(item)
    if before is None:
        request(
            book, actor, kind=wish.kind, title=wish.title, minutes=wish.minutes, needs=wish.needs,
            first_day=wish.first_day, last_day=wish.last_day, earliest_minute=wish.earliest_minute,
            latest_minute=wish.latest_minute, inside_hours=True, room=wish.room, wished_day=wish.wished_day,
            wished_minute=wish.wished_minute, note=event.note, repeat=repeat, uid=event.uid,
            uid_sequence=event.sequence, subject=item.subject,
        )  # fmt: skip
    elif before.state == "cancelled":
        new = msgspec.structs.replace(before.wish, **{name: getattr(wish, name) for name in FIELDS})
        reason = _("held again in its calendar")
        ask_again(book, actor, item.subject, reason=reason, wish=new, repeat=repeat, note=event.note,
                  uid_sequence=event.sequence)  # fmt: skip
    else:
        revise(
            book, actor, item.subject, reason=_("changed in its calendar"), repeat=repeat, note=event.note,
            uid_sequence=event.sequence, **_changes(before, wish),
        )  # fmt: skip
    return _take_apart(book, actor, item)


def _take_apart(book: Book, actor: str, item: Item) -> str:
    """Move single times of a series as the file says; returns those that could not be, with the reason."""
    refused = []
    with book.read() as r:
        known = meeting(r, item.subject)
        asked = [] if known is None else _to_move(r, known, item)
    for one, otherwise in asked:
        try:
            change_occurrence(book, actor, item.subject, one.nominal, reason=_("changed in its calendar"), **otherwise)
        except (BadInput, Refused) as fault:
            refused.append(f"{one.nominal.isoformat()}{_(': ')}{said_of(fault)}")
    return "; ".join(refused)


def _to_move(r: Reader, known: Meeting, item: Item) -> list[tuple[Apart, dict[str, Any]]]:
    """The single times that are still to come and not yet set as the file has them."""
    stands = {one.occurrence: one for one in known.apart}
    found = []
    for one in item.event.apart if known.repeat is not None else ():
        if one.day is None or max(one.day, one.nominal) < r.today:
            continue
        otherwise = {
            "first_day": one.day, "last_day": one.day, "wished_minute": one.start_minute, "minutes": one.minutes,
            "earliest_minute": min(known.wish.earliest_minute, one.start_minute),
            "latest_minute": max(known.wish.latest_minute, one.start_minute + one.minutes),
        }  # fmt: skip
        before = stands.get(one.nominal)
        if before is None or any(getattr(before, name) != value for name, value in otherwise.items()):
            found.append((one, otherwise))
    return found


def _possible(r: Reader, actor: str, item: Item, how: Taking, before: Meeting | None) -> Item:
    """The item as new or changed, or refused with the reason."""
    event = item.event
    why = ""
    if event.moved_on:
        why = _("From some day on all its times are moved: take it as busy times.")
    elif event.odd_rule:
        why = _("It repeats by a rule that a request cannot follow: take it as busy times.")
    elif event.all_day:
        why = _("It lasts whole days: take it as busy times.")
    try:
        if not why:
            check_wish(r, _wish(r, item, how, before), _repeat(item))
        if not why and before is not None:
            open_sittings = [one for one in sittings_of(r, before.subject) if one.state in ("placed", "published")]
            may_change(r, actor, before, open_sittings)
    except (BadInput, Refused) as fault:
        why = said_of(fault)
    return as_(item, "refused", why) if why else as_(item, "new" if before is None else "changed")


def _alike(r: Reader, before: Meeting, item: Item, how: Taking) -> bool:
    """Whether the book holds this version just so."""
    new = _wish(r, item, how, before)
    return not _changes(before, new) and before.repeat == _repeat(item) and not _to_move(r, before, item)


def _repeat(item: Item) -> Repeat | None:
    """The rule of the series, without the single times that are called off."""
    repeat = item.event.repeat
    if repeat is None:
        return None
    off = {one.nominal for one in item.event.apart if one.day is None}
    return msgspec.structs.replace(repeat, excepted=tuple(sorted({*repeat.excepted, *off})))


def _wish(r: Reader, item: Item, how: Taking, before: Meeting | None) -> Wish:
    event = item.event
    repeat = event.repeat
    first, last = _days(r, item, before)
    return Wish(
        subject=item.subject, title=event.title, kind=how.kind, minutes=event.minutes, needs=_needs(item, how),
        first_day=first, last_day=last, earliest_minute=min(7 * 60, event.start_minute),
        latest_minute=min(24 * 60, max(LATEST_MINUTE, event.start_minute + event.minutes)),
        inside_hours=True, room=item.room, wished_day=None if repeat else event.day, wished_minute=event.start_minute,
    )  # fmt: skip


def _days(r: Reader, item: Item, before: Meeting | None) -> tuple[date, date]:
    """From when to when: a series without an end runs a year from now, and one that has run for years begins, for us,
    with its next time. What the book said before stays, as long as it is not over."""
    event, repeat = item.event, item.event.repeat
    if repeat is None:
        return event.day, event.day
    first, longest = event.day, timedelta(days=LONGEST_SERIES_DAYS)
    last = repeat.until or max(event.day, r.today) + timedelta(days=SERIES_DAYS)
    if before is not None and before.repeat is not None and before.wish.last_day >= r.today:
        first = max(first, before.wish.first_day)
        last = last if repeat.until is not None else before.wish.last_day
    elif last - first > longest:
        moved = {one.day for one in event.apart}
        first = min((one.day for one in event.spans if one.day >= r.today and one.day not in moved), default=first)
    return first, min(last, first + longest)


def _needs(item: Item, how: Taking) -> tuple[Need, ...]:
    """Who must come: those the file names that work here, else as the person who takes it in says."""
    named = tuple(Need(by="person", value=one, optional=one in item.optional) for one in item.people)
    return named if any(not need.optional for need in named) else (*how.needs, *named)


def _changes(before: Meeting, new: Wish) -> dict[str, Any]:
    """Fields of the wish that the file says otherwise."""
    return {name: getattr(new, name) for name in FIELDS if getattr(new, name) != getattr(before.wish, name)}
