"""Commands around meetings, gathered: ask, change, plan, place, move, lock, publish, hold, release, end; set caps and
rooms; solve a saved problem."""

from __future__ import annotations

import os
from collections.abc import Iterable

from supervisor.access import Right, require
from supervisor.errors import BadInput
from supervisor.journal import Book
from supervisor.language import _

from .events import CAPS, ROOMS, CapsSet, Room, RoomsSet
from .holding.attendance import attend, raise_decision, write_minutes
from .holding.publishing import changes, publish
from .holding.running import end, release, start
from .planning.by_hand import lock, move, names_of, price_start, put_back, take_back, unlock
from .planning.planning import place, plan_days, plan_week, quote, quote_sitting, record
from .planning.saved import solve_again, solved_meeting, solved_week
from .problem.model import MeetingKind, Plan
from .requests.requests import Revision, cancel, change_occurrence, check_wish, request, revise

__all__ = [
    "Revision", "attend", "cancel", "change_occurrence", "changes", "check_wish", "end", "lock", "move", "names_of",
    "place", "plan_days", "plan_week", "price_start", "publish", "put_back", "quote", "quote_sitting",
    "raise_decision", "record", "release", "request", "revise", "set_cap", "set_rooms", "solve_again", "solve_file",
    "solved_meeting", "solved_week", "start", "take_back", "unlock", "write_minutes",
]  # fmt: skip
MOST_ROOMS = 40


def set_cap(book: Book, actor: str, kind: str, minutes: int) -> None:
    """Set the branch's longest length of a kind of meeting in minutes."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_SETTINGS)
        if kind not in set(MeetingKind) or not 5 <= minutes <= 480:
            raise BadInput(_("A cap is 5 to 480 minutes for a known kind of meeting."))
        w.append(CAPS, CapsSet(kind=kind, minutes=minutes))


def set_rooms(book: Book, actor: str, rooms: Iterable[Room]) -> None:
    """Set the rooms of the branch: requests may name only these; an empty list lets them name any. Raises BadInput for
    a room without a name or named twice."""
    chosen = tuple(Room(name=one.name.strip(), seats=one.seats, lunch=one.lunch, customer_area=one.customer_area)
                   for one in rooms)  # fmt: skip
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_BRANCH)
        named = [one.name for one in chosen]
        if not all(named) or len(set(named)) < len(named) or len(named) > MOST_ROOMS:
            raise BadInput(_("Every room has a name of its own."))
        if any(not 0 <= one.seats <= 999 for one in chosen):
            raise BadInput(_("A room has 0 to 999 seats."))
        w.append(ROOMS, RoomsSet(rooms=chosen))


def solve_file(path: str | os.PathLike[str], seconds: float | None = None) -> Plan:
    """Solve a problem saved as a file, within `seconds` if given. Raises BadInput naming the file and what does not
    fit."""
    return solve_again(path, seconds).plan
