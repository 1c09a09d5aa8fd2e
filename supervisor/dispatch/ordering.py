"""Orders and their answers: sent, heard (收到), on the post (在岗), declined with a reason. Each may be said by whoever
commands or by the person himself.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from supervisor.access import Right, require
from supervisor.dispatch.events import (
    HOLD_MINUTES,
    AskedAgain,
    MoveDeclined,
    MoveDone,
    MoveHeard,
    MoveOrdered,
    OrderWithdrawn,
)
from supervisor.dispatch.inputs import running_there
from supervisor.dispatch.ledger import OPEN, STANDING, orders, proposals, subject_of
from supervisor.dispatch.problem.model import Move
from supervisor.dispatch.records import Order, Proposal
from supervisor.errors import BadInput, Refused
from supervisor.incidents.ledger import Incident, incident
from supervisor.journal import Book, Reader, Writer, new_id
from supervisor.language import _

STATES = (*STANDING, "declined", "returned", "withdrawn", "doubled")
DAY_MINUTES = 24 * 60


def send(
    book: Book, actor: str, incident_subject: str, proposal: str, *, persons: Collection[str] | None = None,
    at: datetime | None = None,
) -> list[str]:  # fmt: skip
    """Send a proposal's moves (of `persons` only, when given) as orders; returns their names.

    Raises BadInput for an unknown proposal or person, Refused without the right, when one of them was sent already, or
    where the incident has ended.
    """
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        running_there(w, incident_subject, at)
        made = proposal_of(w, incident_subject, proposal)
        chosen = [move for move in made.moves if persons is None or move.person in persons]
        if not chosen or (persons is not None and len(chosen) < len(set(persons))):
            raise BadInput(_("The proposal has no such move."))
        sent = {order.person for order in orders(w, incident_subject) if order.proposal == proposal}
        if sent & {move.person for move in chosen}:
            raise Refused(_("This move was sent already."))
        return [append_order(w, incident_subject, proposal, move, at) for move in chosen]


def append_order(w: Writer, incident_subject: str, proposal: str, move: Move, at: datetime | None = None) -> str:
    """Append one move as an order; returns its name."""
    name = new_id()
    w.append(
        subject_of(incident_subject),
        MoveOrdered(order=name, incident=incident_subject, proposal=proposal, minute=minute_of(w, at), move=move),
        at=at,
    )
    return name


def hear(book: Book, actor: str, incident_subject: str, order: str, *, at: datetime | None = None) -> None:
    """The person has heard the order and goes. Raises Refused where he said so already, or the order is settled."""
    with book.write(actor) as w:
        found = answered(w, actor, incident_subject, order)
        if found.state == "heard":
            raise Refused(_("{name} has heard the order already.").format(name=found.move.name))
        w.append(found.subject, MoveHeard(order=order, minute=minute_of(w, at)), at=at)


def decline(
    book: Book, actor: str, incident_subject: str, order: str, reason: str, *, hold_minutes: int = HOLD_MINUTES,
    at: datetime | None = None,
) -> None:  # fmt: skip
    """An ordered move cannot be: say why; plan again afterwards. For `hold_minutes` the person is not asked again
    (`declined_now`). Raises BadInput without a reason or for minutes that are no time of a day."""
    if not 0 <= hold_minutes <= DAY_MINUTES:
        raise BadInput(_("Write the minutes as a number from 0 to {most}.").format(most=DAY_MINUTES))
    with book.write(actor) as w:
        running_there(w, incident_subject, at)
        found = answered(w, actor, incident_subject, order)
        if not reason.strip():
            raise BadInput(_("Say why the move cannot be."))
        fact = MoveDeclined(
            order=found.order, minute=minute_of(w, at), reason=reason.strip(), hold_minutes=hold_minutes
        )
        w.append(found.subject, fact, at=at)


def withdraw(book: Book, actor: str, incident_subject: str, order: str, *, at: datetime | None = None) -> None:
    """Take back an order that was just sent, as if it had not been: nobody declined anything, and the person may be
    proposed again. Raises Refused without the right and where he is there already or it is settled."""
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        found = answered(w, actor, incident_subject, order, (*OPEN, "doubled"))
        w.append(found.subject, OrderWithdrawn(order=order, minute=minute_of(w, at)), at=at)


def declined_now(r: Reader, incident_subject: str, at: datetime | None = None) -> dict[str, int]:
    """Who is not asked at an instant (now) because he declined, and until when (minutes after midnight)."""
    now = (at or r.now).astimezone(r.zone)
    newest = {one.person: one for one in orders(r, incident_subject)}
    found = {}
    for one in newest.values():
        if one.state == "declined":
            said = r.local(one.declined_ms)
            until = said.hour * 60 + said.minute + one.hold_minutes
            if said.date() == now.date() and now.hour * 60 + now.minute < until:
                found[one.person] = until
    return found


def ask_again(book: Book, actor: str, incident_subject: str, person: str, *, at: datetime | None = None) -> None:
    """Somebody who declined may be asked again from now on. Raises BadInput where he is not left out now."""
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        if person not in declined_now(w, incident_subject, at):
            raise BadInput(_("He did not decline, or may be asked again already."))
        for one in orders(w, incident_subject, states=("declined",)):
            if one.person == person and one.hold_minutes:
                w.append(one.subject, AskedAgain(order=one.order, minute=minute_of(w, at)), at=at)


def finish(book: Book, actor: str, incident_subject: str, order: str, *, at: datetime | None = None) -> None:
    """The person is on the new post; that he heard the order goes without saying then."""
    with book.write(actor) as w:
        found = answered(w, actor, incident_subject, order)
        w.append(found.subject, MoveDone(order=order, minute=minute_of(w, at)), at=at)


def answered(w: Writer, actor: str, incident_subject: str, order: str, states: Collection[str] = OPEN) -> Order:
    """An order in one of these states, which `actor` may answer: his own, or with the right to dispatch. Raises
    BadInput for an unknown one, Refused for one in another state and without the right."""
    known = {one.order: one for one in orders(w, incident_subject, states=STATES)}
    meant = known.get(order)
    if meant is not None and "doubled" not in states:
        meant = known.get(meant.twin, meant)  # what is said to the second of two that were sent is said to the first
    if meant is None:
        raise BadInput(_("There is no such order."))
    if actor != meant.person:
        require(w, actor, Right.DISPATCH)
    if meant.state not in states:
        raise Refused(_("This order is settled already."))
    return meant


def incident_there(r: Reader, subject: str) -> Incident:
    """An incident. Raises BadInput for an unknown one."""
    found = incident(r, subject)
    if found is None:
        raise BadInput(_("There is no such incident."))
    return found


def proposal_of(r: Reader, incident_subject: str, proposal: str) -> Proposal:
    """A proposal of an incident by its number. Raises BadInput."""
    for one in proposals(r, incident_subject):
        if one.proposal == proposal:
            return one
    raise BadInput(_("There is no such proposal."))


def minute_of(r: Reader, at: datetime | None = None) -> int:
    """An instant (now) as minutes after midnight of the branch."""
    local = (at or r.now).astimezone(r.zone)
    return local.hour * 60 + local.minute
