"""What is settled around the search for moves: pins to a post, orders sent before, breaks shifted within limits.

Pins are the commander's word: whoever is pinned to a post stands there when the search begins, whatever it saves. Pins
that contradict each other or the rules of a single move are set aside and told, with what to do by hand; the plan is
made nevertheless. An order sent for later is taken back only where that saves what undoing costs; whoever carries out
an order already may be moved again at that price (`rules.move_price`). Figures "before" are those of nothing done.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import msgspec
import numpy as np

from supervisor.dispatch.judging.breaks import shiftable, shifted
from supervisor.dispatch.judging.callout import RULE_NAMES, call_out, reason_of
from supervisor.dispatch.judging.judge import Judge
from supervisor.dispatch.judging.rules import compatible, newly_broken, ordered_before, releasable, skill_held
from supervisor.dispatch.problem.goals import Goal
from supervisor.dispatch.problem.model import QUARTER_MINUTES, Away, Kept, Move, Person, Plan, Problem, Shortage
from supervisor.dispatch.waiting.by_class import before_of
from supervisor.dispatch.waiting.waits import Evaluator
from supervisor.language import Words

Solve = Callable[[Problem, bool], Plan]
"""The search for moves of a problem without wishes; with the frontier or without."""


@dataclass(frozen=True)
class Settled:
    """A problem whose wishes are settled: `pinned` the moves that pins ask for, `told` those set aside."""

    problem: Problem
    pinned: tuple[Move, ...] = ()
    told: tuple[Shortage, ...] = ()
    taken_back: tuple[Kept, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the problem differs from what it was."""
        return bool(self.pinned or self.taken_back)


def planned(problem: Problem, solve: Solve, *, frontier: bool = True) -> Plan:
    """The plan of a problem with its wishes: pins first, then moves, then breaks shifted where that pays."""
    began = time.perf_counter()
    settled = settle(problem)
    may_shift = shiftable(settled.problem)
    plan = solve(settled.problem, frontier and not may_shift)
    if may_shift:
        after, breaks = shifted(settled.problem, numbered(settled.problem, plan.moves))
        plan = solve(after, frontier) if breaks or frontier else plan
        plan = msgspec.structs.replace(plan, breaks=breaks)
    if settled.changed or plan.breaks:
        plan = _against(problem, plan)
    again = {one.subject for one in problem.people if ordered_before(problem, one)}
    moves = tuple(msgspec.structs.replace(one, undoes=True) if one.person in again else one for one in plan.moves)
    points = tuple(msgspec.structs.replace(one, steps=(*settled.pinned, *one.steps)) for one in plan.frontier)
    return msgspec.structs.replace(
        plan,
        moves=(*settled.pinned, *moves),
        frontier=points if settled.pinned else plan.frontier,
        shortages=(*settled.told, *plan.shortages),
        taken_back=settled.taken_back,
        why_nothing=() if settled.pinned else plan.why_nothing,
        total_seconds=round(time.perf_counter() - began, 4),
    )


def settle(problem: Problem) -> Settled:
    """The problem with what can be kept of its pins, and without orders for later that no longer pay."""
    problem, taken_back = _without_useless_orders(problem)
    if not any(one.pinned_to for one in problem.people):
        return Settled(problem, taken_back=taken_back)
    places = {post.subject: post for post in problem.posts}
    taken: dict[str, int] = {}
    for one in problem.people:
        if one.pinned and not one.pinned_to and one.at:
            taken[one.at] = taken.get(one.at, 0) + 1
    people, moves, told = [], [], []
    for one in problem.people:
        if not one.pinned_to:
            people.append(one)
            continue
        target = places[one.pinned_to]
        why = _contradiction(problem, one, taken.get(one.pinned_to, 0) >= max(1, target.stations))
        if why is not None:
            told.append(_told(problem, one, why))
            people.append(msgspec.structs.replace(one, pinned_to=""))
            continue
        taken[one.pinned_to] = taken.get(one.pinned_to, 0) + 1
        stands = one.at == one.pinned_to and one.in_meeting_until <= problem.now_minute
        people.append(_standing(problem, one, 0 if stands else _handover(problem, one)))
        if not stands:
            moves.append(_pin_move(problem, one))
    settled = msgspec.structs.replace(problem, people=tuple(people))
    return Settled(settled, _saved(problem, settled, moves), tuple(told), taken_back)


def numbered(problem: Problem, moves: tuple[Move, ...]) -> dict[int, Goal]:
    """Moves of a plan as the judge reads them; pins of others are left out."""
    people = {one.subject: n for n, one in enumerate(problem.people)}
    posts = {one.subject: n for n, one in enumerate(problem.posts)}
    evaluator = Evaluator(problem)

    def quarter(minute: int, otherwise: int) -> int:
        return (minute - problem.now_minute) // QUARTER_MINUTES if minute else otherwise

    found = {}
    for move in moves:
        first, last = quarter(move.from_minute, 0), quarter(move.until_minute, evaluator.quarters)
        found[people[move.person]] = Goal(posts[move.to_post], first, last)
    return found


def _contradiction(problem: Problem, person: Person, full: bool) -> str | None:
    """The rule by which a pin cannot be kept; None when it can."""
    target = next(post for post in problem.posts if post.subject == person.pinned_to)
    now = problem.now_minute
    if person.pinned and person.at != person.pinned_to:
        return "not_pinned"
    if not skill_held(person, target):
        return "skill_held"
    if not compatible(problem, person, target):
        return "compatible"
    if any(one.start_minute <= now < one.end_minute for one in person.away):
        return "there_now"
    if not releasable(person, now):
        return "releasable"
    return "station_free" if full and target.service_class and person.at != person.pinned_to else None


CURES: dict[str, Words] = {
    "not_pinned": Words(
        "同一人既指定留岗又指定去别处：按留岗处理，请现场指挥只留一个指定。",
        "pinned to stay and to go: he stays; keep only one of the two.",
    ),
    "skill_held": Words("不具备岗位技能或授权：换一名具备的人。", "lacks the skill: pin somebody who has it."),
    "compatible": Words(
        "与其今日其他岗位不相容（经办与授权不得一人）：换一名未经办的人。",
        "held a post today that may not be in one hand with it: pin somebody else.",
    ),
    "there_now": Words("现在不在场：等其到岗后再指定，先由他人顶岗。", "is not there now: pin him when he is back."),
    "releasable": Words("会议不可抽调：请会议主持人同意后叫回。", "may not leave the meeting: ask its chair."),
    "station_free": Words(
        "席位已被其他指定人员占满：减少指定人数或加开席位。", "no station is free: pin fewer people."
    ),
}
"""What to do by hand about a pin that cannot be kept."""


def _told(problem: Problem, person: Person, rule: str) -> Shortage:
    target = next(post for post in problem.posts if post.subject == person.pinned_to)
    quarters = len(problem.classes[0].arrivals) if problem.classes else 1
    cure = CURES[rule]
    return Shortage(
        rule="pin_kept",
        post=target.subject,
        quarters=quarters,
        by_hand=Words(
            f"指定{person.name}到{target.name.zh}无法照办（{RULE_NAMES[rule].zh}）：{cure.zh}",
            f"{person.name} cannot be pinned to {target.name.en or target.name.zh}: {cure.en}",
        ),
        from_minute=problem.now_minute,
        to_minute=problem.now_minute + quarters * QUARTER_MINUTES,
        stood_before=True,
    )


def _handover(problem: Problem, person: Person) -> int:
    """Minutes that a pinned person hands over first; none out of a meeting."""
    if person.in_meeting_until > problem.now_minute or person.at == person.pinned_to:
        return 0
    return next((post.handover_minutes for post in problem.posts if post.subject == person.at), 0)


def _standing(problem: Problem, person: Person, minutes: int) -> Person:
    """The person on the post he is pinned to, once he has handed over."""
    now = problem.now_minute
    busy = (Away(start_minute=now, end_minute=now + minutes, kind="handover"),) if minutes else ()
    return msgspec.structs.replace(
        person, at=person.pinned_to, later=(), pinned=True, in_meeting_until=0, away=(*person.away, *busy)
    )


def _pin_move(problem: Problem, person: Person) -> Move:
    return Move(
        person=person.subject, name=person.name, from_post=person.at, to_post=person.pinned_to, minutes_saved=0.0,
        out_of_meeting=person.in_meeting_until > problem.now_minute, handover_minutes=_handover(problem, person),
        pinned=True,
    )  # fmt: skip


def _saved(problem: Problem, settled: Problem, moves: list[Move]) -> tuple[Move, ...]:
    """The pinned moves with what each saves beside the others, its reason and call-out."""
    places = {post.subject: post for post in problem.posts}
    old = {one.subject: one for one in problem.people}
    found = []
    evaluator = Evaluator(settled)
    with_all = evaluator.waiting(evaluator.level)
    for move in moves:
        people = tuple(old[one.subject] if one.subject == move.person else one for one in settled.people)
        less = Evaluator(msgspec.structs.replace(settled, people=people))
        move = msgspec.structs.replace(move, minutes_saved=round(less.waiting(less.level) - with_all, 1))
        source, target = places.get(move.from_post), places[move.to_post]
        why = reason_of(move, source, target)
        found.append(
            msgspec.structs.replace(
                move,
                reason=Words(f"现场指挥指定。{why.zh}", f"Pinned by the commander. {why.en}"),
                say=call_out(move, source, target),
            )
        )
    return tuple(found)


def _without_useless_orders(problem: Problem) -> tuple[Problem, tuple[Kept, ...]]:
    """Orders that begin later are taken back, one by one, where people left where they are wait less for it by more
    than undoing costs and no rule gets worse."""
    taken_back: list[Kept] = []
    ahead = [kept for kept in problem.kept if kept.from_minute > problem.now_minute and not kept.done]
    for kept in ahead:
        without = _without(problem, kept)
        now, then = Judge(Evaluator(problem)), Judge(Evaluator(without))
        saved = now.before_minutes - then.before_minutes
        if saved > problem.undo_price_minutes and not newly_broken(now.standing, then.standing):
            problem = without
            taken_back.append(kept)
    return problem, tuple(taken_back)


def _without(problem: Problem, kept: Kept) -> Problem:
    """The problem with one order for later not carried out."""
    people = []
    for one in problem.people:
        if one.subject == kept.person:
            later = tuple(
                stay for stay in one.later if not (stay.post == kept.to_post and stay.start_minute == kept.from_minute)
            )
            one = msgspec.structs.replace(one, later=later)
        people.append(one)
    rest = tuple(other for other in problem.kept if other is not kept)
    return msgspec.structs.replace(problem, people=tuple(people), kept=rest)


def _against(problem: Problem, plan: Plan) -> Plan:
    """The plan with figures "before" of the problem as it came, nothing done, and what stood short in it."""
    judge = Judge(Evaluator(problem))
    evaluator, level = judge.evaluator, judge.before.counts
    return msgspec.structs.replace(
        plan,
        waits=before_of(evaluator, plan.waits, level),
        before_minutes=round(judge.before_minutes, 1),
        before_low_minutes=round(evaluator.waiting(level, "low"), 1),
        before_high_minutes=round(evaluator.waiting(level, "high"), 1),
        shortages=tuple(_stood(judge, one) for one in plan.shortages),
    )


def _stood(judge: Judge, short: Shortage) -> Shortage:
    """A shortage with whether it stood before anything was done."""
    table = judge.standing.get(short.rule)
    if table is None:
        return short
    now = judge.evaluator.problem.now_minute
    row = judge.evaluator.post_number[short.post] if short.post else 0
    span = slice((short.from_minute - now) // QUARTER_MINUTES, (short.to_minute - now) // QUARTER_MINUTES)
    return msgspec.structs.replace(short, stood_before=bool(np.all(table[row, span] > 0)))
