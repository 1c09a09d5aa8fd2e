"""Plans kept in the record: a proposal, and the plan made again while an incident runs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from supervisor.access import Right, require
from supervisor.dispatch.events import PlanMadeAgain, ProposalMade
from supervisor.dispatch.ledger import STANDING, made_again, orders, proposals, subject_of
from supervisor.dispatch.optimiser.replanning import Changed, changed, unsent
from supervisor.dispatch.ordering import declined_now, incident_there, minute_of
from supervisor.dispatch.planning.plan import plan
from supervisor.dispatch.problem.model import Move, Plan, Problem, to_json
from supervisor.incidents.ledger import Incident
from supervisor.journal import Book, Reader, Writer


def record_proposal(w: Writer, declared: Incident, problem: Problem, found: Plan, *, at: datetime | None = None) -> str:
    """Append a plan with the problem it answers; returns its number."""
    number = w.number("DD")
    w.append(
        subject_of(declared.subject),
        ProposalMade(
            proposal=number,
            incident=declared.subject,
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
    return number


def last_plan(r: Reader, incident_subject: str) -> tuple[str, tuple[Move, ...]]:
    """The number of the newest proposal of an incident and its moves that were not ordered; empty where there is
    none."""
    made = proposals(r, incident_subject)
    if not made:
        return "", ()
    declined = {one.person for one in orders(r, incident_subject, states=("declined",))}
    ordered = {one.person for one in orders(r, incident_subject, states=(*STANDING, "returned"))}
    return made[-1].proposal, unsent(made[-1].moves, ordered | declined)


def replan(
    r: Reader,
    incident_subject: str,
    *,
    at: datetime | None = None,
    before: Sequence[Move] | None = None,
    standing: Mapping[str, float] | None = None,
    in_meeting: Mapping[str, int] | None = None,
    pinned: Collection[str] = (),
    pinned_to: Mapping[str, str] | None = None,
    frontier: bool = False,
    max_moves: int = 5,
) -> tuple[Problem, Plan, Changed]:
    """The plan of a running incident made again from where people are now, and what it changes; nothing is recorded.

    before: the moves that somebody reads and has not sent (None: those of the newest proposal in the record). pinned:
    people who stay, pinned_to: who has to go where; who declined lately stays anyway. Raises BadInput for an unknown
    incident.
    """
    declared = incident_there(r, incident_subject)
    stay = declined_now(r, incident_subject, at)
    problem, found = plan(
        r, declared.kind, incident=incident_subject, at=at, standing=standing, in_meeting=in_meeting,
        pinned=pinned, pinned_to=pinned_to, frontier=frontier, max_moves=max_moves,
    )  # fmt: skip
    old = last_plan(r, incident_subject)[1] if before is None else tuple(before)
    return problem, found, changed(problem, found, old, tuple(stay))


def record_replan(
    book: Book, actor: str, incident_subject: str, problem: Problem, found: Plan, what: Changed, *,
    previous: str = "", at: datetime | None = None,
) -> str:  # fmt: skip
    """Keep that the plan was made again: the new proposal where it is worth it, and what stayed, came and went. Returns
    the number of the proposal in force, empty where there is none. Raises Refused without the right."""
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        declared = incident_there(w, incident_subject)
        before = previous or last_plan(w, incident_subject)[0]
        number = record_proposal(w, declared, problem, found, at=at) if what.worth and found.reckoned else ""
        w.append(
            subject_of(incident_subject),
            PlanMadeAgain(
                incident=incident_subject,
                minute=minute_of(w, at),
                previous=before,
                proposal=number,
                proposed=what.worth,
                gain_minutes=what.gain_minutes,
                price_minutes=what.price_minutes,
                kept=what.kept,
                new=what.new,
                dropped=what.dropped,
            ),
            at=at,
        )
    return number or before


__all__ = ["last_plan", "made_again", "record_proposal", "record_replan", "replan"]
