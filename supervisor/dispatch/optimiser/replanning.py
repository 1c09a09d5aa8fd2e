"""The plan made again while an incident runs: what of the plan before stays, what comes, what goes, and whether that is
worth telling. Pure.

People have heard the plan before; a commander who reads another one every few minutes trusts none. What is right is
kept, and another plan is proposed only where it is worth more than the price of changing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from supervisor.dispatch.judging.callout import RULE_NAMES
from supervisor.dispatch.judging.judge import Judge
from supervisor.dispatch.judging.rules import move_rule
from supervisor.dispatch.optimiser.wishes import numbered
from supervisor.dispatch.problem.changes import PlanLine
from supervisor.dispatch.problem.goals import Goal
from supervisor.dispatch.problem.model import QUARTER_MINUTES, Kept, Move, Plan, Problem
from supervisor.dispatch.waiting.waits import Evaluator
from supervisor.language import Words

CHANGE_MINUTES = 5.0
"""Customer-minutes that each line of a plan which comes or goes must be worth, besides what moving people costs anyway
(`rules.move_price`): the time of reading, calling out and calling back. A judgement of the trade."""


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """What changed. `gain_minutes`: customer-minutes that the new plan waits less than the one before, carried on from
    where people are now; `price_minutes` the price of changing. `worth`: the new plan is to be proposed; where it is
    not, the lines say what would change."""

    kept: tuple[PlanLine, ...] = ()
    new: tuple[PlanLine, ...] = ()
    dropped: tuple[PlanLine, ...] = ()
    gain_minutes: float = 0.0
    price_minutes: float = 0.0
    worth: bool = False

    @property
    def same(self) -> bool:
        """Whether nothing came and nothing went."""
        return not self.new and not self.dropped


def changed(problem: Problem, plan: Plan, before: Sequence[Move], declined: Collection[str] = ()) -> Changed:
    """The plan against the moves of the plan before that were not sent yet; those that were, people stand in by now
    (`problem.kept`). declined: people who said that they cannot go."""
    if not plan.reckoned:
        gone = tuple(_line(move, plan.why_nothing[0] if plan.why_nothing else Words("")) for move in before)
        return Changed(dropped=gone, worth=bool(gone))
    judge = Judge(Evaluator(problem))
    goals = numbered(problem, plan.moves)
    old = _still(judge, before)
    there = {(move.person, move.to_post) for move in plan.moves}
    was = {(move.person, move.to_post) for move in before}
    back = {(one.person, one.to_post) for one in plan.taken_back}
    sent = [one for one in problem.kept if (one.person, one.to_post) not in back]
    again = {move.person for move in plan.moves if move.undoes}
    kept = (
        *(_line(move, move.reason) for move in plan.moves if (move.person, move.to_post) in was),
        *(_sent(problem, one, SENT) for one in sent if one.person not in again),
    )
    new = tuple(_line(move, move.reason) for move in plan.moves if (move.person, move.to_post) not in was)
    dropped = (
        *(
            _line(m, CANNOT if m.person in declined else _why_gone(judge, plan, goals, m))
            for m in before
            if (m.person, m.to_post) not in there
        ),
        *(_sent(problem, one, STAYS) for one in plan.taken_back),
    )
    price = CHANGE_MINUTES * (len(new) + len(dropped))
    gain = judge.value(old) - judge.value(goals)
    waits = judge.waiting(old) - judge.waiting(goals)
    broken = bool(judge.broken(old))  # a plan that breaks a rule by now is never carried on
    worth = bool(new or dropped) and (broken or gain > price or bool(plan.taken_back) or len(old) < len(before))
    return Changed(
        kept=kept, new=new, dropped=dropped, gain_minutes=round(waits, 1), price_minutes=round(price, 1), worth=worth
    )


SENT = Words("已下达，照此执行", "ordered; it stays so")
STAYS = Words("留在原岗更划算，撤回原指令", "staying is worth more: the order is taken back")
ELSEWHERE = Words("改派到别处", "sent elsewhere now")
THERE = Words("已在该岗", "stands there already")
CANNOT = Words("本人不能到岗", "said that he cannot go")
AWAY = Words("已不在岗", "no longer on duty")


def _still(judge: Judge, before: Sequence[Move]) -> dict[int, Goal]:
    """The moves of the plan before that can still be made, from now on."""
    evaluator = judge.evaluator
    problem = evaluator.problem
    people = {one.subject: number for number, one in enumerate(problem.people)}
    found: dict[int, Goal] = {}
    for move in before:
        number, post = people.get(move.person), evaluator.post_number.get(move.to_post)
        if number is None or post is None or move_rule(evaluator, number, post) or evaluator.start[number] == post:
            continue
        whole = evaluator.whole(post)
        first = max(whole.first, -(-(move.from_minute - problem.now_minute) // QUARTER_MINUTES))
        until = (move.until_minute - problem.now_minute) // QUARTER_MINUTES if move.until_minute else whole.last
        last = min(whole.last, until)
        if first < last:
            found[number] = Goal(post, first if move.from_minute else whole.first, last)
    return found if judge.fits(found) else {}


def _why_gone(judge: Judge, plan: Plan, goals: dict[int, Goal], move: Move) -> Words:
    """Why a move of the plan before is not in the new one."""
    evaluator = judge.evaluator
    problem = evaluator.problem
    number = next((n for n, one in enumerate(problem.people) if one.subject == move.person), None)
    post = evaluator.post_number.get(move.to_post)
    if number is None or post is None:
        return AWAY
    if evaluator.start[number] == post:
        return THERE
    if any(one.person == move.person for one in plan.moves):
        return ELSEWHERE
    rule = move_rule(evaluator, number, post)
    if rule:
        return RULE_NAMES[rule]
    more = {**goals, number: evaluator.whole(post)}
    broken = next(iter(judge.broken(more)), "")
    if broken:
        return Words(f"会破坏“{RULE_NAMES[broken].zh}”", f"would break: {RULE_NAMES[broken].en}")
    saved = max(0, round(judge.waiting(goals) - judge.waiting(more)))
    return Words(
        f"现在再调只少等约{saved}客户分钟，不值一次调动",
        f"it would save about {saved} customer-minutes now, which is not worth a move",
    )


def _line(move: Move, why: Words) -> PlanLine:
    return PlanLine(person=move.person, name=move.name, from_post=move.from_post, to_post=move.to_post, why=why)


def _sent(problem: Problem, one: Kept, why: Words) -> PlanLine:
    name = next((person.name for person in problem.people if person.subject == one.person), "")
    return PlanLine(person=one.person, name=name, from_post=one.from_post, to_post=one.to_post, why=why)


def unsent(moves: Sequence[Move], ordered: Collection[str]) -> tuple[Move, ...]:
    """Moves of a plan of people who have no order yet."""
    return tuple(move for move in moves if move.person not in ordered)
