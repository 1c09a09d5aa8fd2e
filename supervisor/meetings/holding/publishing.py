"""Announcing the calendar: what is new or different since the people were told last, and telling them."""

from __future__ import annotations

from datetime import date

import msgspec

from supervisor.access import Right, require
from supervisor.journal import Book, Reader

from ..events import MeetingPublished
from ..ledger import Held, meeting, sittings_of, untold
from ..maintenance.gate import require_ready
from ..problem.model import Sitting
from ..records import CANCELLED


class Change(msgspec.Struct, frozen=True):
    """One thing the people do not know yet. `what` is new, moved, people, room, title, again (they were told that it is
    off, and it is held after all), off, or waiting (its time does not hold any more, another is not found yet);
    `before` is what they were told last."""

    what: str
    held: Held
    before: Sitting | None = None
    come: tuple[str, ...] = ()
    stay: tuple[str, ...] = ()


def changes(r: Reader, first: date, last: date) -> list[Change]:
    """What publishing the days from `first` to `last` would tell the people, by day and time."""
    found = [_change(r, one) for one in untold(r, first, last)]
    return sorted(found, key=lambda one: (one.held.plan.day, one.held.plan.start_minute, one.held.number))


def publish(book: Book, actor: str, first: date, last: date) -> int:
    """Announce how the sittings from `first` to `last` stand: new ones, changed ones, and those that are off. Returns
    how many sittings were announced as taking place."""
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_MEETINGS)
        told: dict[str, list[Held]] = {}
        gone: dict[str, list[Held]] = {}
        for one in untold(w, first, last):
            if one.state not in CANCELLED:
                require_ready(w, one.kind, one.meeting, one.plan)
            (gone if one.state in CANCELLED else told).setdefault(one.meeting, []).append(one)
        for subject in sorted({*told, *gone}):
            now, off = told.get(subject, []), gone.get(subject, [])
            w.append(
                subject,
                MeetingPublished(
                    sittings=tuple(one.sitting for one in now),
                    announced=tuple(one.plan for one in now),
                    gone=tuple(one.sitting for one in off),
                    title=(*now, *off)[0].title,
                ),
            )
    return sum(len(chosen) for chosen in told.values())


def _change(r: Reader, one: Held) -> Change:
    before = one.announced
    if one.state in CANCELLED:
        return Change("waiting" if _waiting(r, one) else "off", one, before)
    if before is None:
        return Change("new", one)
    if one.off:
        return Change("again", one, before)
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


def _waiting(r: Reader, one: Held) -> bool:
    """Whether an announced sitting that was given up is to be planned anew, and no other of its occurrence stands."""
    known = meeting(r, one.meeting)
    if one.state != "freed" or known is None or known.state == "cancelled":
        return False
    beside = [other for other in sittings_of(r, one.meeting) if other.state not in CANCELLED]
    return not any(not known.repeats or other.occurrence == one.occurrence for other in beside)
