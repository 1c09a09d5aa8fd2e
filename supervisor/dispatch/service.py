"""Commands of dispatch, gathered: plan and propose, count, order and answer, plan again, send back, tick a step; and
solve a saved problem."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from supervisor.access import Right, require
from supervisor.branch.ledger import people, posts
from supervisor.dispatch.events import PlaybookStepDone, WaitingCounted
from supervisor.dispatch.floor.situation import problem_at
from supervisor.dispatch.inputs import check_waiting, running_there
from supervisor.dispatch.ledger import subject_of
from supervisor.dispatch.optimiser.best import dispatch
from supervisor.dispatch.optimiser.trial import own_move
from supervisor.dispatch.ordering import (
    append_order,
    ask_again,
    decline,
    declined_now,
    finish,
    hear,
    incident_there,
    minute_of,
    send,
    withdraw,
)
from supervisor.dispatch.planning.plan import plan
from supervisor.dispatch.planning.recording import record
from supervisor.dispatch.planning.replans import record_proposal, record_replan, replan
from supervisor.dispatch.playbooks import Playbook, playbook_of
from supervisor.dispatch.problem.model import Plan
from supervisor.dispatch.problem.reading import problem_from_json
from supervisor.dispatch.returning.service import come_back, order_returns, plan_returns, return_people, still_away
from supervisor.errors import BadInput, Fault, why_unread
from supervisor.journal import Book, Reader
from supervisor.language import _

__all__ = [
    "ask_again", "come_back", "count_waiting", "decline", "declined_now", "finish", "hear", "names_of", "notice",
    "order_move", "order_returns", "plan", "plan_returns", "propose", "record", "record_replan",
    "replan", "return_people", "send", "solve_file", "still_away", "tick_step", "withdraw",
]  # fmt: skip


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
    max_moves: int = 5,
) -> tuple[str, Plan]:
    """Plan the moves of a declared incident and record the proposal; returns its number and the plan. Nothing is
    recorded outside opening hours: the number is empty then.

    People who declined an order of this incident lately stay where they are. The plan is computed on a snapshot before
    anything is written, so that other commands need not wait for it. Raises Refused without the right.
    """
    with book.read() as r:
        require(r, actor, Right.DISPATCH)
        declared = running_there(r, incident_subject, at)
        problem, found = plan(
            r,
            declared.kind,
            incident=incident_subject,
            at=at,
            standing=standing,
            in_meeting=in_meeting,
            pinned=pinned,
            pinned_to=pinned_to,
            quarters=quarters,
            outage_quarters=outage_quarters,
            arrivals_factor=arrivals_factor,
            max_moves=max_moves,
        )
    if not found.reckoned:
        return "", found
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        number = record_proposal(w, declared, problem, found, at=at)
    return number, found


def count_waiting(
    book: Book, actor: str, incident_subject: str, waiting: Mapping[str, int], *, at: datetime | None = None
) -> None:
    """Enter who stands waiting, counted on the floor, by class; proposals start from it. Classes left out were not
    counted. Without an incident (empty) it is the hall's count of a calm day. Raises BadInput for a number that cannot
    be or a class that no post serves, Refused without the right and where the incident has ended."""
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        if incident_subject:
            running_there(w, incident_subject, at)
        check_waiting(w, waiting)
        fact = WaitingCounted(
            incident=incident_subject, minute=minute_of(w, at), waiting={code: int(n) for code, n in waiting.items()}
        )
        w.append(subject_of(incident_subject), fact, at=at)


def order_move(
    book: Book,
    actor: str,
    incident_subject: str,
    person: str,
    to_post: str,
    *,
    reason: str = "",
    in_meeting: Mapping[str, int] | None = None,
    at: datetime | None = None,
) -> str:
    """Send a move of the commander's own; returns the order's name. It is tried by the rules that the board shows
    (`trial.own_move`). in_meeting: person -> minute until which he meets.

    Raises BadInput for an unknown person or post, and where a rule is broken without a `reason`; Refused where the rule
    is one that is never broken, where he stands there already, and where the incident has ended.
    """
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        declared = running_there(w, incident_subject, at)
        problem = problem_at(w, playbook_of(w, declared), at or w.now, in_meeting=in_meeting, incident=incident_subject)
        move = own_move(problem, person, to_post, reason)
        return append_order(w, incident_subject, "", move, at)


def tick_step(
    book: Book, actor: str, incident_subject: str, step: str, *, done: bool = True, note: str = "",
    at: datetime | None = None,
) -> None:  # fmt: skip
    """Tick a step of the incident's playbook (or take the tick back). Raises BadInput for an unknown step."""
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        declared = incident_there(w, incident_subject)
        if step not in {one.code for one in playbook_of(w, declared).steps}:
            raise BadInput(_("The playbook has no such step."))
        w.append(
            subject_of(incident_subject),
            PlaybookStepDone(
                incident=incident_subject,
                kind=declared.kind,
                step=step,
                minute=minute_of(w, at),
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
        raise BadInput(_("The file cannot be read."), (Fault(why_unread(fault), file=file.name),)) from fault
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
