"""A sitting that gave way to an incident is placed again: when it could be, with its price, and put there.

What had not begun keeps its name in the calendar and goes to another time; of what broke off the rest is a request of
its own, since what was held of it stays held.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from supervisor.access import Right, require
from supervisor.errors import BadInput
from supervisor.journal import Book, Reader
from supervisor.language import _

from ..holding.moments import DAY_MINUTES
from ..ledger import Held, meeting, sittings_of
from ..problem.model import Answer, Need, Sitting, Wish
from ..requests.requests import request, revise
from ..requests.wanted import wish_alone
from .by_hand import move, take_back, unlock
from .planning import open_meeting, quote

AGAIN_DAYS = 7
"""Within how many days a suspended sitting is placed again, unless somebody says otherwise."""


def wish_again(r: Reader, held: Held, minutes: int, people: tuple[str, ...], first_day: date | None = None) -> Wish:
    """What is asked for: who was to come (of a batch, or of one that broke off, those by name), for `minutes`, from
    `first_day` (today) on, at the times of day that the request allows."""
    wish = wish_alone(r, open_meeting(r, held.meeting), held)
    named = held.plan.batches > 1 or held.state == "ended"
    first = max(first_day or r.today, r.today)
    return msgspec.structs.replace(
        wish,
        minutes=minutes,
        needs=(Need(by="people", people=people),) if named and people else wish.needs,
        first_day=first,
        last_day=first + timedelta(days=AGAIN_DAYS - 1),
        may_split=wish.may_split and not named,
        by_shift=wish.by_shift and not named,
        wished_day=None,
        after=(),
    )


def quote_again(r: Reader, held: Held, minutes: int, people: tuple[str, ...], first_day: date | None = None) -> Answer:
    """The cheapest start for a suspended sitting and its alternatives, each with its price; nothing is recorded."""
    return quote(r, msgspec.structs.replace(wish_again(r, held, minutes, people, first_day), may_split=False))


def place_again(
    book: Book, actor: str, held: Held, minutes: int, people: tuple[str, ...], *, day: date, start_minute: int,
    reason: str,
) -> tuple[str, Sitting]:  # fmt: skip
    """Put a suspended sitting on a new start; returns the request it stands under now and the sitting with its price.
    Raises Refused without the right and where a rule forbids that start by now, BadInput for a cancelled request and a
    start that is no time of a day from today on."""
    with book.read() as r:
        require(r, actor, Right.PLAN_MEETINGS)
        if not 0 <= start_minute < start_minute + minutes <= DAY_MINUTES:
            raise BadInput(_("Write a start at which it ends by midnight, as 16:30."))
        if day < r.today:
            raise BadInput(_("That day has gone by: choose another."))
        known = open_meeting(r, held.meeting)
        wish = wish_again(r, held, minutes, people, day)
        now = next((one for one in sittings_of(r, held.meeting) if one.sitting == held.sitting), held)
    with book.batch():
        if now.state == "ended":
            return _rest(book, actor, held, wish, day, start_minute, reason)
        if now.state in ("cancelled", "freed"):
            take_back(book, actor, held.meeting, "cancelled", sitting=held.sitting, reason=reason, knowingly=True)
        if now.locked:
            unlock(book, actor, held.meeting, held.sitting)
        if not known.repeats and not known.wish.first_day <= day <= known.wish.last_day:
            revise(book, actor, held.meeting, reason=reason, keep=True, last_day=day,
                   first_day=min(known.wish.first_day, day))  # fmt: skip
        placed = move(book, actor, held.meeting, held.sitting, day=day, start_minute=start_minute, reason=reason)
        return held.meeting, placed


def _rest(
    book: Book, actor: str, held: Held, wish: Wish, day: date, start_minute: int, reason: str
) -> tuple[str, Sitting]:
    """What is left of a sitting that broke off, as a request of its own."""
    from .planning import place

    subject = request(
        book, actor, kind=held.kind, title=_("{title} (rest)").format(title=held.title), minutes=wish.minutes,
        needs=wish.needs, first_day=day, last_day=day, earliest_minute=start_minute,
        latest_minute=start_minute + wish.minutes, inside_hours=wish.inside_hours, room=wish.room,
        customer_area=wish.customer_area, note=reason,
    )  # fmt: skip
    answer = place(book, actor, subject)
    if not answer.sittings:
        raise BadInput(_("The rest of the meeting cannot be then: choose another start."))
    with book.read() as r:
        known = meeting(r, subject)
        assert known is not None
    return subject, answer.sittings[0]
