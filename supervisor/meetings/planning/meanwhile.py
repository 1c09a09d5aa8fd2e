"""What changed in the book while a plan was looked for: its answers that rest on something else are not recorded.

A plan takes up to half a minute, and two people may plan at once. What it was found for is in the problem: how each
meeting stood (the digest of its newest entry), what else took people and rooms, who works when. Whatever overlaps
something that the plan did not know of, is on a day whose roster changed, or follows a meeting that is left out, is
left out with it and can be planned anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from supervisor.branch.ledger import people
from supervisor.journal import Reader

from ..ledger import meeting
from ..problem.model import Answer, Block, Day, Plan, Problem, Sitting, Status
from .standing import Standing, overlap, standing_on

RULE = "changed_meanwhile"


def newest(r: Reader, subject: str) -> str:
    """The digest (hex) of the newest entry about a meeting; empty where there is none."""
    history = r.history(subject)
    return history[-1].digest.hex() if history else ""


def left_out(r: Reader, problem: Problem, found: Plan, days: Iterable[Day]) -> dict[str, Block]:
    """The meetings of a plan that cannot be recorded as found, and why; `days` are the problem's days as they are now.

    A problem that does not say what it rests on (made outside a book) is held against meetings called off alone.
    """
    own: dict[str, list[Answer]] = {}
    for answer in found.answers:
        own.setdefault(_meeting(answer), []).append(answer)
    out: dict[str, Block] = {}
    gone = {one.subject for one in problem.people} - {one.subject for one in people(r)}
    changed = _changed_days(problem, days)
    for subject, answers in own.items():
        known = meeting(r, subject)
        rested = problem.rests_on.get(subject)
        if known is None or known.state == "cancelled" or (rested is not None and rested != newest(r, subject)):
            out[subject] = Block(rule=RULE)
            continue
        for one in _sittings(answers):
            if one.day in changed or gone & set(one.people):
                out[subject] = Block(rule=RULE, about=one.day.isoformat())
    _spread(r, problem, own, out)
    return out


def without(found: Plan, out: dict[str, Block]) -> Plan:
    """The plan as it is recorded: an answer that is left out has no sitting and says why; nothing is proven of the
    rest."""
    if not out:
        return found
    answers = tuple(
        msgspec.structs.replace(
            one, sittings=(), alternatives=(), blocks=(out[_meeting(one)],), status=Status.HEURISTIC,
            bound_minutes=None, gap_minutes=None, split=False, saved_minutes=None, whole_price_minutes=None,
        )
        if _meeting(one) in out
        else one
        for one in found.answers
    )  # fmt: skip
    price = sum(one.price_minutes for one in _sittings(answers))
    return msgspec.structs.replace(
        found, answers=answers, status=Status.HEURISTIC, price_minutes=round(price, 1), bound_minutes=None,
        gap_minutes=None, tolerance_minutes=None,
    )  # fmt: skip


def _spread(r: Reader, problem: Problem, own: dict[str, list[Answer]], out: dict[str, Block]) -> None:
    """Leave out, until nothing more follows, what comes after a meeting that is left out, and what overlaps anything
    that the plan did not know of."""
    if not problem.days:
        return
    known = {(one.meeting.partition("#")[0], *_where(one.sitting)) for one in (*problem.taken, *problem.standing)}
    there = standing_on(r, problem.days[0].day, problem.days[-1].day)
    strange = [one for one in there if (one.meeting, *_where(one.plan)) not in known]
    before: dict[str, set[str]] = {}
    for one in problem.wishes:
        own_meeting = one.subject.partition("#")[0]
        before.setdefault(own_meeting, set()).update(earlier.partition("#")[0] for earlier in one.after)
    while True:
        others = [one for one in strange if one.meeting not in own or one.meeting in out]
        more = {
            subject: block
            for subject, answers in own.items()
            if subject not in out and (block := _beside(answers, others)) is not None
        }
        for subject, after in before.items():
            first = next((one for one in after if one in out), None)
            if first is not None and subject in own and subject not in out:
                more.setdefault(subject, Block(rule=RULE))
        if not more:
            return
        out.update(more)


def _beside(answers: list[Answer], others: list[Standing]) -> Block | None:
    for one in _sittings(answers):
        for other in others:
            if overlap(one, other.plan):
                return Block(rule=RULE, about=other.title, minute=other.plan.start_minute)
    return None


def _changed_days(problem: Problem, days: Iterable[Day]) -> set[date]:
    """Days on which somebody works, is away or lunches otherwise than the plan knew, or the doors open otherwise."""
    was = {one.day: _roster(one) for one in problem.days}
    return {one.day for one in days if was.get(one.day) != _roster(one)}


def _roster(day: Day) -> tuple:
    return (day.open_minute, day.close_minute, *(frozenset(one) for one in (day.duties, day.absences, day.lunches)))


def _where(one: Sitting) -> tuple:
    return (one.day, one.start_minute, one.end_minute, one.room, frozenset(one.people))


def _meeting(answer: Answer) -> str:
    return answer.meeting.partition("#")[0]


def _sittings(answers: Iterable[Answer]) -> list[Sitting]:
    return [one for answer in answers for one in answer.sittings]
