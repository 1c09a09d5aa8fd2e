"""What an incident does to the calendar: meetings give way to it (A10), and are placed again once it is over.

Dispatch and the meetings do not know each other; commands of both in one transaction stand here, as those of
`supervisor.together` do.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader
from supervisor.language import Words, _

if TYPE_CHECKING:
    from supervisor.dispatch.suspended.ledger import Suspended
    from supervisor.meetings.problem.model import Answer, Sitting
    from supervisor.meetings.records import Held
    from supervisor.overview.suspended import CatchUp


class Stoppable(msgspec.Struct, frozen=True):
    """A sitting of today that runs or is to come. `named`: the playbook suspends it; `never`: it is never suspended."""

    held: Held
    named: bool
    never: bool
    people: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Meeting and sitting."""
        return self.held.meeting, self.held.sitting


def stoppable(r: Reader, incident: str) -> list[Stoppable]:
    """The sittings of today that run or are still to come, by time. The playbook's are those of the kinds it names that
    take people from the hall: begun before the doors close."""
    from supervisor.branch.ledger import opening
    from supervisor.dispatch.suspended.service import earnest
    from supervisor.incidents.ledger import playbook_of
    from supervisor.meetings.holding.suspending import NEVER
    from supervisor.meetings.ledger import sittings

    book = playbook_of(r, earnest(r, incident))
    local = r.now.astimezone(r.zone)
    minute, hours = local.hour * 60 + local.minute, opening(r, r.today)
    close = hours.close_minute if hours is not None else 0
    found = []
    for one in sittings(r, r.today, r.today, ("placed", "published", "running")):
        if one.state != "running" and one.plan.end_minute <= minute:
            continue  # nobody began it, and its time is over
        never = one.kind in NEVER
        named = not never and one.kind in book.suspends and one.plan.start_minute < close
        found.append(Stoppable(one, named, never, one.inside or one.plan.people))
    return found


def suspend(
    book: Book, actor: str, incident: str, sittings: Collection[tuple[str, str]] | None = None
) -> list[Stoppable]:
    """Suspend sittings (meeting and sitting; None: all that the playbook stops) for an incident: people of one that
    runs are released and free for orders, one still to come is called off, and each is listed to be caught up. Returns
    them. Raises BadInput for a sitting that is not of today or over, Refused for what never stops, in a drill and
    without the right."""
    from supervisor.dispatch.suspended.service import suspend_sitting
    from supervisor.incidents.ledger import incident as incident_of
    from supervisor.meetings.holding import suspending
    from supervisor.overview.incident_watch import kind_name

    with book.read() as r:
        found = stoppable(r, incident)
        of = incident_of(r, incident)
        assert of is not None
    chosen = [one for one in found if (one.named if sittings is None else one.key in sittings)]
    if sittings is not None and set(sittings) - {one.key for one in chosen}:
        raise BadInput(_("There is no such sitting."))
    reason = _("suspended for {kind} {number}").format(kind=kind_name(of.kind), number=of.number)
    with book.batch():
        for one in chosen:
            stopped = suspending.suspend(book, actor, one.held.meeting, one.held.sitting, reason=reason)
            with book.write(actor) as w:
                suspend_sitting(
                    w, actor, incident, one.held.meeting, one.held.sitting, title=one.held.title,
                    left_minutes=stopped.left_minutes, people=stopped.people, begun=stopped.begun,
                )  # fmt: skip
    return chosen


def take_back_suspension(book: Book, actor: str, incident: str, about: str, sitting: str = "") -> None:
    """It was not to be suspended after all: the sitting stands or runs on as before. Raises Refused where it was placed
    again meanwhile or cannot be as before."""
    from supervisor.dispatch.suspended.service import known, settle
    from supervisor.meetings.holding.suspending import go_on

    with book.batch():  # looked at within what is written: another program or thread may be settling it
        with book.read() as r:
            one = known(r, incident, about, sitting)
            if one.place:
                raise Refused(_("This was settled already."))
            if one.what == "sitting":
                _require_free(r, about, sitting)
        settle(book, actor, one, "taken_back")
        if one.what == "sitting":
            go_on(book, actor, about, sitting, people=one.people, reason=_("not suspended after all"))


def tick_step(book: Book, actor: str, incident: str, step: str, *, done: bool = True) -> list[Stoppable]:
    """Tick a step of the playbook; one that says so suspends what the playbook names. Returns what was suspended; a
    drill suspends nothing, nor does a tick taken off bring anything back."""
    from supervisor.dispatch import service
    from supervisor.incidents.ledger import incident as incident_of
    from supervisor.incidents.ledger import playbook_of

    with book.read() as r:
        of = incident_of(r, incident)
        steps = playbook_of(r, of).steps if of is not None else ()
        earnest = of is not None and not of.drill and of.end is None
    suspends = done and earnest and any(one.code == step and one.suspends for one in steps)
    with book.batch():
        service.tick_step(book, actor, incident, step, done=done)
        return suspend(book, actor, incident) if suspends else []


def starts_again(r: Reader, one: CatchUp, first_day: date | None = None) -> Answer:
    """When a suspended sitting could be: the cheapest start within a week and its alternatives, each with its price.
    Raises BadInput for work without a meeting."""
    from supervisor.meetings.planning.again import quote_again

    return quote_again(r, _held(r, one), one.item.left_minutes, one.item.people, first_day)


def place_again(book: Book, actor: str, incident: str, about: str, sitting: str, *, day: date, start_minute: int
                ) -> Sitting:  # fmt: skip
    """Put a suspended sitting on a new start. Raises Refused without the right to plan meetings, where a rule forbids
    that start and where it is placed already."""
    from supervisor.dispatch.suspended.service import settle
    from supervisor.meetings.planning.again import place_again as place
    from supervisor.meetings.words import clock

    with book.batch():  # looked at within what is written: two who place it at once place it once
        with book.read() as r:
            one = _open(r, incident, about, sitting)
            held = _held(r, one)
        reason = _("placed again after {kind} {number}").format(kind=one.kind, number=one.number)
        meeting, placed = place(
            book, actor, held, one.item.left_minutes, one.item.people, day=day, start_minute=start_minute, reason=reason
        )
        when = f"{placed.day.isoformat()} {clock(placed.start_minute)}"
        settle(book, actor, one.item, "placed", note=when, meeting=meeting)
    return placed


def place_all_again(
    book: Book, actor: str, incident: str, first_day: date | None = None
) -> tuple[list[tuple[CatchUp, Sitting]], list[CatchUp]]:
    """Put everything suspended that is still open on its cheapest start, one after another, each knowing those before;
    returns what was placed, and what found no start. Raises Refused without the right."""
    from supervisor.overview.suspended import catch_up

    placed, left = [], []
    with book.read() as r:
        todo = [one for one in catch_up(r, incident, unsettled=True) if one.open and one.item.what == "sitting"]
    for one in todo:  # each in a transaction of its own: nobody waits for the planner
        with book.read() as r:
            best = starts_again(r, one, first_day).sittings
        if not best:
            left.append(one)
            continue
        at = best[0]
        placed.append((one, place_again(
            book, actor, incident, one.item.about, one.item.sitting, day=at.day, start_minute=at.start_minute
        )))  # fmt: skip
    return placed, left


def caught_up(book: Book, actor: str, incident: str, about: str, sitting: str = "", *, note: str = "") -> None:
    """What was suspended is done, without a meeting or in another one. Raises Refused where it is settled already, and
    while it stands where it was placed again."""
    from supervisor.dispatch.suspended.service import settle

    with book.batch():
        settle(book, actor, _unsettled(book, incident, about, sitting), "caught_up", note=note)


def give_up(book: Book, actor: str, incident: str, about: str, sitting: str = "", *, reason: str) -> None:
    """What was suspended is not caught up, with the reason. Raises BadInput without one, Refused where it is settled
    already, and while it stands where it was placed again."""
    from supervisor.dispatch.suspended.service import settle

    with book.batch():
        settle(book, actor, _unsettled(book, incident, about, sitting), "given_up", note=reason)


def suspend_line(book: Book, actor: str, incident: str, line: Words, *, minutes: int = 0, why: str = "") -> str:
    """Internal work that a line of the playbook stops (or another that the commander names, and `why` where that comes
    close to what never stops); returns its name."""
    from supervisor.dispatch.suspended.service import suspend_work

    return suspend_work(book, actor, incident, line, minutes=minutes, why=why)


def _unsettled(book: Book, incident: str, about: str, sitting: str) -> Suspended:
    """Something suspended that nobody has placed where it stands still."""
    from supervisor.overview.suspended import catch_up

    with book.read() as r:
        for one in catch_up(r, incident):
            if (one.item.about, one.item.sitting) == (about, sitting):
                if one.state == "placed":
                    raise Refused(_("It is placed again: call that off first."))
                if one.state == "apart":
                    raise Refused(_("This was settled already."))
                return one.item
    raise BadInput(_("Nothing of that name was suspended."))


def _require_free(r: Reader, about: str, sitting: str) -> None:
    """Raises Refused where others hold the people or the room of a suspended sitting at its time by now."""
    from supervisor.meetings.ledger import sittings_of
    from supervisor.meetings.planning.standing import Standing, clashes_between, standing_on

    held = next((one for one in sittings_of(r, about) if one.sitting == sitting), None)
    if held is None:
        return
    own = Standing(held.meeting, held.sitting, held.number, held.title, held.plan, held.broken)
    for other in standing_on(r, held.plan.day, held.plan.day):
        if (other.meeting, other.sitting) != (about, sitting) and clashes_between(own, other):
            raise Refused(_("{title} cannot be as before: {other} has its people or its room by now.").format(
                title=held.title, other=other.title
            ))  # fmt: skip


def _open(r: Reader, incident: str, about: str, sitting: str) -> CatchUp:
    from supervisor.overview.suspended import catch_up

    for one in catch_up(r, incident):
        if (one.item.about, one.item.sitting) == (about, sitting):
            if not one.open:
                raise Refused(_("This was settled already."))
            return one
    raise BadInput(_("Nothing of that name was suspended."))


def _held(r: Reader, one: CatchUp) -> Held:
    from supervisor.meetings.ledger import sittings_of

    for held in sittings_of(r, one.item.about) if one.item.what == "sitting" else ():
        if held.sitting == one.item.sitting:
            return held
    raise BadInput(_("This is no meeting: enter when it is caught up."))
