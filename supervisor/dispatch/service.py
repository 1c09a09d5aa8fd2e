"""Commands of dispatch: propose, send, decline, finish, return, tick a step; and solve a saved problem."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from supervisor.access import Right, require
from supervisor.branch.ledger import people, posts, service_classes
from supervisor.errors import BadInput, Fault, Refused
from supervisor.incidents.ledger import Incident, incident
from supervisor.journal import Book, Reader, Writer, new_id
from supervisor.language import _

from .callout import call_out, reason_of
from .closed import closed_plan, why_closed
from .events import MoveDeclined, MoveDone, MoveOrdered, PlaybookStepDone, ProposalMade, Returned, WaitingCounted
from .ledger import Order, Proposal, orders, proposals, subject_of
from .optimiser import dispatch
from .playbooks import Playbook, playbook_for, playbook_of
from .problem import Move, Plan, Post, Problem, check, problem_from_json, to_json
from .queue_now import standing_now
from .situation import problem_at


def plan(
    r: Reader,
    kind: str,
    *,
    incident: str = "",
    at: datetime | None = None,
    standing: Mapping[str, float] | None = None,
    in_meeting: Mapping[str, int] | None = None,
    pinned: Collection[str] = (),
    pinned_to: Mapping[str, str] | None = None,
    quarters: int = 8,
    outage_quarters: int = 0,
    arrivals_factor: float | None = None,
    frontier: bool = True,
) -> tuple[Problem, Plan]:
    """What the optimiser would do in an incident of `kind` at an instant (now), without recording anything.

    standing: customers waiting by class (None: the best that is known, see `queue_now`); in_meeting: person -> minute
    until which he sits in a meeting; pinned: people who stay where they are; pinned_to: person -> post on which he
    is wanted, whatever that saves. Outside opening hours the plan has no
    figures and says why. Raises BadInput for negative or unreadable figures.
    """
    if standing is None:
        standing = standing_now(r, at or r.now, incident).waiting
    _check_waiting(standing)
    problem = problem_at(
        r,
        playbook_for(r, kind, incident),
        at or r.now,
        standing=standing,
        in_meeting=in_meeting,
        pinned=pinned,
        pinned_to=pinned_to,
        incident=incident,
        quarters=quarters,
        outage_quarters=outage_quarters,
        arrivals_factor=arrivals_factor,
    )
    wrong = check(problem)
    if wrong:
        raise BadInput(_("The situation makes no sense."), wrong)
    closed = why_closed(r, at or r.now)
    return problem, closed_plan(closed) if closed else dispatch(problem, frontier=frontier)


def propose(
    book: Book,
    actor: str,
    incident_subject: str,
    *,
    at: datetime | None = None,
    standing: Mapping[str, float] | None = None,
    in_meeting: Mapping[str, int] | None = None,
    pinned: Collection[str] = (),
    pinned_to: Mapping[str, str] | None = None,
    quarters: int = 8,
    outage_quarters: int = 0,
    arrivals_factor: float | None = None,
) -> tuple[str, Plan]:
    """Plan the moves of a declared incident and record the proposal; returns its number and the plan. Nothing is
    recorded outside opening hours: the number is empty then.

    People who declined an order of this incident are left where they are. The plan is computed on a snapshot before
    anything is written, so that other commands need not wait for it. Raises Refused without the right.
    """
    with book.read() as r:
        require(r, actor, Right.DISPATCH)
        declared = _incident(r, incident_subject)
        stay = {order.person for order in orders(r, incident_subject, states=("declined",))}
        problem, found = plan(
            r,
            declared.kind,
            incident=incident_subject,
            at=at,
            standing=standing,
            in_meeting=in_meeting,
            pinned={*pinned, *stay},
            pinned_to=pinned_to,
            quarters=quarters,
            outage_quarters=outage_quarters,
            arrivals_factor=arrivals_factor,
        )
    if not found.reckoned:
        return "", found
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        number = w.number("DD")
        w.append(
            subject_of(incident_subject),
            ProposalMade(
                proposal=number,
                incident=incident_subject,
                kind=declared.kind,
                minute=problem.now_minute,
                problem=w.put_blob(to_json(problem)),
                moves=found.moves,
                waits=found.waits,
                before_minutes=found.before_minutes,
                after_minutes=found.after_minutes,
                proven=found.proven,
                gap_minutes=found.gap_minutes,
                shortages=found.shortages,
                breaks=found.breaks,
                taken_back=found.taken_back,
            ),
            at=at,
        )
    return number, found


def count_waiting(
    book: Book, actor: str, incident_subject: str, waiting: Mapping[str, int], *, at: datetime | None = None
) -> None:
    """Enter who stands waiting, counted on the floor, by class; proposals start from it. Raises BadInput for a negative
    number or a class that no post serves, Refused without the right."""
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        _incident(w, incident_subject)
        _check_waiting(waiting)
        unknown = sorted(set(waiting) - set(service_classes(w)))
        if unknown:
            known = ", ".join(service_classes(w))
            faults = tuple(Fault(_("Unknown class of service: {name}").format(name=one), known) for one in unknown)
            raise BadInput(_("The waiting customers cannot be read."), faults)
        fact = WaitingCounted(
            incident=incident_subject, minute=_minute(w, at), waiting={code: int(n) for code, n in waiting.items()}
        )
        w.append(subject_of(incident_subject), fact, at=at)


def send(
    book: Book, actor: str, incident_subject: str, proposal: str, *, persons: Collection[str] | None = None,
    at: datetime | None = None,
) -> list[str]:  # fmt: skip
    """Send a proposal's moves (of `persons` only, when given) as orders; returns their names.

    Raises BadInput for an unknown proposal or person, Refused without the right or when one of them was sent already.
    """
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        made = _proposal(w, incident_subject, proposal)
        chosen = [move for move in made.moves if persons is None or move.person in persons]
        if not chosen or (persons is not None and len(chosen) < len(set(persons))):
            raise BadInput(_("The proposal has no such move."))
        sent = {order.person for order in orders(w, incident_subject) if order.proposal == proposal}
        if sent & {move.person for move in chosen}:
            raise Refused(_("This move was sent already."))
        return [_order(w, incident_subject, proposal, move, at) for move in chosen]


def order_move(
    book: Book, actor: str, incident_subject: str, person: str, to_post: str, *, at: datetime | None = None
) -> str:
    """Send a move of the commander's own; returns the order's name. Raises BadInput for an unknown person or post and
    for a person without the skill of the post."""
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        declared = _incident(w, incident_subject)
        problem = problem_at(w, playbook_of(w, declared), at or w.now, incident=incident_subject)
        who = next((one for one in problem.people if one.subject == person), None)
        places: dict[str, Post] = {post.subject: post for post in problem.posts}
        if who is None or to_post not in places:
            raise BadInput(_("Nobody of that name is on duty, or the post does not exist."))
        target = places[to_post]
        if target.skill and target.skill not in who.skills:
            raise Refused(_("{name} does not have the skill that the post asks for.").format(name=who.name))
        move = Move(person=person, name=who.name, from_post=who.at, to_post=to_post, minutes_saved=0.0)
        source = places.get(who.at)
        move = msgspec.structs.replace(move, reason=reason_of(move, source, target), say=call_out(move, source, target))
        return _order(w, incident_subject, "", move, at)


def decline(
    book: Book, actor: str, incident_subject: str, order: str, reason: str, *, at: datetime | None = None
) -> None:
    """An ordered move cannot be: say why; plan again afterwards. The person himself may decline too."""
    with book.write(actor) as w:
        found = _open_order(w, incident_subject, order, ("ordered",))
        if actor != found.person:
            require(w, actor, Right.DISPATCH)
        if not reason.strip():
            raise BadInput(_("Say why the move cannot be."))
        w.append(found.subject, MoveDeclined(order=order, minute=_minute(w, at), reason=reason.strip()), at=at)


def finish(book: Book, actor: str, incident_subject: str, order: str, *, at: datetime | None = None) -> None:
    """The person is on the new post (the person himself may say so too)."""
    with book.write(actor) as w:
        found = _open_order(w, incident_subject, order, ("ordered",))
        if actor != found.person:
            require(w, actor, Right.DISPATCH)
        w.append(found.subject, MoveDone(order=order, minute=_minute(w, at)), at=at)


def return_people(
    book: Book, actor: str, incident_subject: str, *, persons: Collection[str] | None = None, at: datetime | None = None
) -> list[str]:
    """Send everybody who was moved in this incident (or `persons`) back; returns those who return."""
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        back = []
        for order in orders(w, incident_subject, states=("ordered", "done")):
            if persons is None or order.person in persons:
                w.append(order.subject, Returned(order=order.order, minute=_minute(w, at)), at=at)
                back.append(order.person)
    return back


def tick_step(
    book: Book, actor: str, incident_subject: str, step: str, *, done: bool = True, note: str = "",
    at: datetime | None = None,
) -> None:  # fmt: skip
    """Tick a step of the incident's playbook (or take the tick back). Raises BadInput for an unknown step."""
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        declared = _incident(w, incident_subject)
        if step not in {one.code for one in playbook_of(w, declared).steps}:
            raise BadInput(_("The playbook has no such step."))
        w.append(
            subject_of(incident_subject),
            PlaybookStepDone(
                incident=incident_subject,
                kind=declared.kind,
                step=step,
                minute=_minute(w, at),
                done=done,
                note=note,
            ),
            at=at,
        )


def solve_file(path: str | os.PathLike[str]) -> Plan:
    """Solve a problem saved as a file. Raises BadInput naming the file and what does not fit."""
    file = Path(path)
    try:
        data = file.read_bytes()
    except OSError as fault:
        raise BadInput(_("The file cannot be read."), (Fault(str(fault), file=file.name),)) from fault
    return dispatch(problem_from_json(data, file.name))


def notice(r: Reader, book_of_kind: Playbook, at: datetime) -> tuple[str, str]:
    """The notice to customers, Chinese and English, with the branch's name and the time filled in."""
    from supervisor.branch.ledger import branch_profile

    local = at.astimezone(r.zone)
    values = {"branch": branch_profile(r).name, "time": local.strftime("%H:%M"), "date": local.strftime("%Y-%m-%d")}
    filled = [book_of_kind.notice.zh, book_of_kind.notice.en]
    for key, value in values.items():
        filled = [text.replace("{" + key + "}", value) for text in filled]
    return filled[0], filled[1]


def names_of(r: Reader) -> dict[str, str]:
    """Names of people and posts by subject, for those who show a plan."""
    found = {one.subject: one.name for one in people(r)}
    found.update({one.subject: str(one.name) for one in posts(r)})
    return found


def _order(w: Writer, incident_subject: str, proposal: str, move: Move, at: datetime | None) -> str:
    name = new_id()
    w.append(
        subject_of(incident_subject),
        MoveOrdered(order=name, incident=incident_subject, proposal=proposal, minute=_minute(w, at), move=move),
        at=at,
    )
    return name


def _check_waiting(waiting: Mapping[str, float]) -> None:
    faults = [
        Fault(_("{name}: a negative number of waiting customers").format(name=code), _("Write 0 or more."))
        for code, number in waiting.items()
        if not number >= 0
    ]
    if faults:
        raise BadInput(_("The waiting customers cannot be read."), tuple(faults))


def _minute(r: Reader, at: datetime | None) -> int:
    local = (at or r.now).astimezone(r.zone)
    return local.hour * 60 + local.minute


def _incident(r: Reader, subject: str) -> Incident:
    found = incident(r, subject)
    if found is None:
        raise BadInput(_("There is no such incident."))
    return found


def _proposal(r: Reader, incident_subject: str, proposal: str) -> Proposal:
    for one in proposals(r, incident_subject):
        if one.proposal == proposal:
            return one
    raise BadInput(_("There is no such proposal."))


def _open_order(r: Reader, incident_subject: str, order: str, states: tuple[str, ...]) -> Order:
    for one in orders(r, incident_subject):
        if one.order == order:
            if one.state not in states:
                raise Refused(_("This order is settled already."))
            return one
    raise BadInput(_("There is no such order."))
