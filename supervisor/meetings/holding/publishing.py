"""Announcing the calendar: what is new or different since the people were told last, and telling them."""

from __future__ import annotations

from datetime import date

import msgspec

from supervisor.access import Right, require
from supervisor.journal import Book, Reader

from ..events import MeetingPublished
from ..ledger import Held, untold
from ..maintenance.gate import require_ready
from ..problem.model import Sitting
from ..records import CANCELLED


class Change(msgspec.Struct, frozen=True):
    """One thing the people do not know yet. `what` is new, moved, people, room, title or off; `before` is what they
    were told last."""

    what: str
    held: Held
    before: Sitting | None = None
    come: tuple[str, ...] = ()
    stay: tuple[str, ...] = ()


def changes(r: Reader, first: date, last: date) -> list[Change]:
    """What publishing the days from `first` to `last` would tell the people, by day and time."""
    found = [_change(one) for one in untold(r, first, last)]
    return sorted(found, key=lambda one: (one.held.plan.day, one.held.plan.start_minute, one.held.number))


def publish(book: Book, actor: str, first: date, last: date) -> int:
    """Announce how the sittings from `first` to `last` stand: new ones, changed ones, and those that are off. Returns
    how many sittings were announced as taking place."""
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        told: dict[str, list[str]] = {}
        gone: dict[str, list[str]] = {}
        for one in untold(w, first, last):
            if one.state not in CANCELLED:
                require_ready(w, one.kind, one.meeting, one.plan)
            (gone if one.state in CANCELLED else told).setdefault(one.meeting, []).append(one.sitting)
        for subject in sorted({*told, *gone}):
            w.append(
                subject,
                MeetingPublished(sittings=tuple(told.get(subject, ())), gone=tuple(gone.get(subject, ()))),
            )
    return sum(len(chosen) for chosen in told.values())


def _change(one: Held) -> Change:
    before = one.announced
    if one.state in CANCELLED:
        return Change("off", one, before)
    if before is None:
        return Change("new", one)
    come = tuple(person for person in one.plan.people if person not in before.people)
    stay = tuple(person for person in before.people if person not in one.plan.people)
    if (before.day, before.start_minute, before.end_minute) != (
        one.plan.day,
        one.plan.start_minute,
        one.plan.end_minute,
    ):
        what = "moved"
    elif come or stay:
        what = "people"
    else:
        what = "room" if before.room != one.plan.room else "title"
    return Change(what, one, before, come, stay)
