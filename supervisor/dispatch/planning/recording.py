"""The plan that somebody reads, put on record as it was read when moves of it are sent: nothing else is ordered.

Between reading and sending people go to lunch, are ordered elsewhere, say that they cannot go, and incidents end. Such
a plan is refused, with the reason, and has to be made again: nothing is ordered that nobody has read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from supervisor.access import Right, require
from supervisor.dispatch.floor.situation import problem_at
from supervisor.dispatch.judging.callout import RULE_NAMES
from supervisor.dispatch.judging.rules import move_rule
from supervisor.dispatch.ordering import declined_now, incident_there, proposal_of
from supervisor.dispatch.planning.replans import record_proposal
from supervisor.dispatch.playbooks import playbook_of
from supervisor.dispatch.problem.model import QUARTER_MINUTES, Move, Plan, Problem
from supervisor.dispatch.waiting.waits import Evaluator
from supervisor.errors import Refused
from supervisor.incidents.ledger import Incident
from supervisor.journal import Book, Writer
from supervisor.language import Words, _

OLD_MINUTES = 10
"""A plan that nobody has looked at again for longer is made anew before it is sent: the queue is another one by then. A
judgement of the trade; the screen looks again every three minutes by itself."""

AWAY = Words("已不在岗", "is no longer on duty")
ELSEWHERE = Words("已在别的岗位", "stands on another post by now")
ORDERED = Words("已另有指令", "was ordered elsewhere meanwhile")
CANNOT = Words("本人不能到岗", "said that he cannot go")
MEETS = Words("正在会议中", "sits in a meeting now")
OVER = Words("调动时段已过", "the time of the move is over")


def record(
    book: Book,
    actor: str,
    incident_subject: str,
    problem: Problem,
    plan: Plan,
    *,
    persons: Collection[str] | None = None,
    known: str = "",
    seen: datetime | None = None,
    in_meeting: Mapping[str, int] | None = None,
    at: datetime | None = None,
) -> str:
    """Put a plan on record with the problem it answers, as they were shown; returns the proposal's number.

    persons: whose moves are about to be sent (None: all); known: the proposal's number if it is on record already;
    seen: when the plan was made, or was last found to hold (None: the problem's minute, today). Raises Refused without
    the right, where the incident is over, the plan is old, or a move of it cannot be made any more.
    """
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        declared = incident_there(w, incident_subject)
        _refuse_old(w, declared, problem, plan, seen, at or w.now)
        chosen = [move for move in plan.moves if persons is None or move.person in persons]
        gone = _gone(w, declared, problem, chosen, in_meeting, at or w.now)
        if gone:
            raise Refused(_("The plan no longer holds. {why}").format(why=" ".join(gone)))
        if known:
            return proposal_of(w, incident_subject, known).proposal
        return record_proposal(w, declared, problem, plan, at=at)


def _refuse_old(
    w: Writer, declared: Incident, problem: Problem, plan: Plan, seen: datetime | None, now: datetime
) -> None:
    if declared.end is not None and declared.end <= now:
        raise Refused(_("The incident is over: nobody is sent any more."))
    if not plan.reckoned:
        raise Refused(_("The hall is closed: nobody is sent any more."))
    if seen is None:
        local = now.astimezone(w.zone)
        seen = local.replace(hour=problem.now_minute // 60, minute=problem.now_minute % 60, second=0, microsecond=0)
    age = now - seen
    if not timedelta(minutes=-1) <= age <= timedelta(minutes=OLD_MINUTES):
        words = _("The plan is of {time}, which is too long ago.")
        raise Refused(words.format(time=seen.astimezone(w.zone).strftime("%H:%M")))


def _gone(
    w: Writer, declared: Incident, shown: Problem, moves: Collection[Move], in_meeting: Mapping[str, int] | None,
    now: datetime,
) -> list[str]:  # fmt: skip
    """Why moves cannot be made any more, a sentence each."""
    there = problem_at(w, playbook_of(w, declared), now, in_meeting=in_meeting, incident=declared.subject)
    evaluator = Evaluator(there)
    cannot = declined_now(w, declared.subject, now)
    before = {(one.person, one.to_post, one.from_minute) for one in shown.kept}
    since = {one.person for one in there.kept if (one.person, one.to_post, one.from_minute) not in before}
    said = []
    for move in moves:
        why = CANNOT if move.person in cannot and not move.pinned else None
        why = why or (ORDERED if move.person in since else _why(evaluator, move))
        if why is not None:
            said.append(_("{name}: {why}.").format(name=move.name, why=why))
    return said


def _why(evaluator: Evaluator, move: Move) -> Words | None:
    """Why one move cannot be made from here; None where it can."""
    there = evaluator.problem
    number = next((n for n, one in enumerate(there.people) if one.subject == move.person), None)
    post = evaluator.post_number.get(move.to_post)
    if number is None or post is None:
        return AWAY
    if there.people[number].at != move.from_post:
        return ELSEWHERE
    if move.until_minute and move.until_minute <= there.now_minute:
        return OVER
    if there.people[number].in_meeting_until > there.now_minute and not move.out_of_meeting:
        return MEETS
    quarter = max(0, move.from_minute - there.now_minute) // QUARTER_MINUTES
    rule = move_rule(evaluator, number, post, min(quarter, max(0, evaluator.quarters - 1)))
    return RULE_NAMES[rule] if rule else None


__all__ = ["OLD_MINUTES", "record"]
