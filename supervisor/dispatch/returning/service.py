"""The way back of those who were sent somewhere: planned by the waiting model, ordered, and entered when it is done."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import msgspec

from supervisor.access import Right, require
from supervisor.branch.ledger import branch_profile
from supervisor.dispatch.events import Returned, ReturnOrdered
from supervisor.dispatch.floor.queue_now import standing_now
from supervisor.dispatch.floor.several import without_effects
from supervisor.dispatch.floor.situation import problem_at
from supervisor.dispatch.inputs import check_waiting
from supervisor.dispatch.ledger import STANDING, Order, orders, subject_of
from supervisor.dispatch.ordering import answered, incident_there, minute_of
from supervisor.dispatch.playbooks import playbook_of
from supervisor.dispatch.problem.closed import why_closed
from supervisor.dispatch.problem.model import Problem
from supervisor.dispatch.returning.back import ReturnPlan, ReturnStep, return_plan
from supervisor.errors import BadInput
from supervisor.incidents.ledger import incident
from supervisor.journal import Book, Reader
from supervisor.language import _
from supervisor.traffic.targets.ledger import class_targets

QUARTERS = 16
"""How many quarter-hours ahead the way back is looked at."""


def plan_returns(
    r: Reader, incident_subject: str, *, at: datetime | None = None, standing: Mapping[str, float] | None = None,
    in_meeting: Mapping[str, int] | None = None,
) -> ReturnPlan:  # fmt: skip
    """Who of this incident goes back when, if it is over at an instant (now): as many come as on any day, all business
    is served again but what another incident that runs stops, and the queue is the one that stands. Nothing is
    recorded. After closing all go at once."""
    declared = incident_there(r, incident_subject)
    moment = at or r.now
    sent = _sent(r, incident_subject)
    if standing is None:
        standing = standing_now(r, moment, incident_subject).waiting
    else:
        check_waiting(r, standing)
    persons = {one.person for one in sent}
    if not persons or why_closed(r, moment) is not None:
        return ReturnPlan(now_minute=minute_of(r, moment), steps=tuple(_at_once(r, one, moment) for one in sent))

    def problem(home: Collection[str]) -> Problem:
        return problem_at(
            r, without_effects(playbook_of(r, declared)), moment, standing=standing, in_meeting=in_meeting, home=home,
            incident=incident_subject, quarters=QUARTERS,
        )  # fmt: skip

    there = problem(())
    usual = branch_profile(r).target_minutes
    own = {code: target.minutes for code, target in class_targets(r).items()}
    targets = {one.service_class: own.get(one.service_class, usual) for one in there.classes}
    found = return_plan(there, problem(persons), targets)
    told = {one.person for one in (*found.steps, *found.held)}
    rest = [_at_once(r, one, moment) for one in sent if one.person not in told]  # they stand on their own posts by now
    return msgspec.structs.replace(
        found,
        steps=tuple(one for one in (*rest, *found.steps) if one.person in persons),
        held=tuple(one for one in found.held if one.person in persons),
    )


def _check_minute(r: Reader, at: datetime | None) -> None:
    """Raises BadInput for an instant of another day: who stands where is known of today alone."""
    if at is not None and at.astimezone(r.zone).date() != r.today:
        raise BadInput(_("People are ordered back today only: leave out --at, or name a time of today."))


def order_returns(
    book: Book, actor: str, incident_subject: str, steps: Sequence[ReturnStep], *, at: datetime | None = None
) -> list[str]:
    """Order these people back, each at his minute; returns the people. Who has a minute of 0 stays for as long as his
    order said at first. Orders of a day before, and for later than now, end at once. Raises BadInput for somebody who
    was not sent anywhere, a minute that is over and an instant of another day."""
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        _check_minute(w, at)
        now = minute_of(w, at)
        by_person: dict[str, list[Order]] = {}
        for one in orders(w, incident_subject, states=STANDING):
            by_person.setdefault(one.person, []).append(one)
        for step in steps:
            if step.person not in by_person:
                raise BadInput(_("{name} was not sent anywhere in this incident.").format(name=step.name))
            if step.minute and not now <= step.minute < 24 * 60:
                raise BadInput(_("{name}: this time is over.").format(name=step.name))
            for one in by_person[step.person]:
                gone = w.local(one.at_ms).date() != w.today
                if gone or (step.minute and step.minute <= now < one.move.from_minute):
                    fact = Returned(order=one.order, minute=now)  # of a day before, or not begun: nobody has to go back
                else:
                    fact = ReturnOrdered(
                        order=one.order, minute=now, back_minute=step.minute, reason=step.reason, say=step.say
                    )
                w.append(subject_of(incident_subject), fact, at=at)
        return [step.person for step in steps]


def come_back(book: Book, actor: str, incident_subject: str, order: str, *, at: datetime | None = None) -> None:
    """The person is back where he came from (he may say so himself). All that sent him somewhere in this incident is
    over then."""
    with book.write(actor) as w:
        found = answered(w, actor, incident_subject, order, STANDING)
        for one in orders(w, incident_subject, states=STANDING):
            if one.person == found.person:
                w.append(one.subject, Returned(order=one.order, minute=minute_of(w, at)), at=at)


def return_people(
    book: Book, actor: str, incident_subject: str, *, persons: Collection[str] | None = None, at: datetime | None = None
) -> list[str]:
    """Send everybody who was moved in this incident (or `persons`) back at once; returns those who return, each once,
    however many orders sent him."""
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        back = []
        for order in orders(w, incident_subject, states=STANDING):
            if persons is None or order.person in persons:
                w.append(order.subject, Returned(order=order.order, minute=minute_of(w, at)), at=at)
                back.append(order.person)
    return list(dict.fromkeys(back))


def still_away(r: Reader, incident_subject: str | None = None) -> list[Order]:
    """Orders (of one incident, or of all) whose people are not back yet, by when they are to go back; those without a
    time last. Of all: those of today, and of a day before where the incident runs on or ended today."""
    return sorted(_sent(r, incident_subject), key=lambda one: (one.back_minute or 24 * 60, one.at_ms, one.order))


def _sent(r: Reader, incident_subject: str | None) -> list[Order]:
    """The newest standing order of each person. Nobody stands where he was sent over night, but an incident that runs
    on into the next day still has to close what it ordered."""
    found: dict[str, Order] = {}
    on: dict[str, bool] = {}
    for one in orders(r, incident_subject, states=STANDING):
        if r.local(one.at_ms).date() != r.today and incident_subject is None:
            if one.incident not in on:
                known = incident(r, one.incident)
                ended = None if known is None else known.end
                on[one.incident] = known is not None and (ended is None or ended.astimezone(r.zone).date() == r.today)
            if not on[one.incident]:
                continue
        found[one.person] = one
    return list(found.values())


def _at_once(r: Reader, order: Order, at: datetime) -> ReturnStep:
    first = next(one for one in orders(r, order.incident, states=STANDING) if one.person == order.person)
    return ReturnStep(
        person=order.person, name=order.move.name, from_post=order.move.to_post, to_post=first.move.from_post,
        minute=minute_of(r, at),
    )  # fmt: skip
