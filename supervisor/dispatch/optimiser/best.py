"""The dispatcher: the best moves for the next hours, the reason of each, and the best plan with 0, 1, 2 … moves.

Plans are built up move by move and valued with the transient waiting model. Where the floor under all plans (`bound`)
is reached, or there are few enough plans to judge every one, that is proof. Else HiGHS solves the marginal model; its
plan is valued and polished with the others, so that the answer is never worse than the model's or the greedy rule's,
and how far the floor is away is told with it. All figures shown come from the evaluation, not from the model.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import msgspec
import numpy as np

from supervisor.dispatch.judging.callout import call_out, reason_of, why_only
from supervisor.dispatch.judging.forbidden import forbidden_of
from supervisor.dispatch.judging.judge import Judge, Moves
from supervisor.dispatch.judging.rules import IMPORTANCE, ordered_before
from supervisor.dispatch.judging.shortages import clock_span, minute_of, runs, told
from supervisor.dispatch.optimiser.batch import Field
from supervisor.dispatch.optimiser.bound import all_plans, most_saved
from supervisor.dispatch.optimiser.kinds import kinds
from supervisor.dispatch.optimiser.model import Model
from supervisor.dispatch.optimiser.nothing import why_no_move
from supervisor.dispatch.optimiser.search import Search, simple_plan
from supervisor.dispatch.optimiser.wishes import planned
from supervisor.dispatch.problem.goals import NOWHERE
from supervisor.dispatch.problem.handover import minutes_first
from supervisor.dispatch.problem.model import FrontierPoint, Move, Plan, Problem
from supervisor.dispatch.waiting.by_class import class_waits
from supervisor.dispatch.waiting.waits import Evaluator

FRONTIER_MOVES = 5
SOLVER_SECONDS = 2.0
BOUND_TOLERANCE = 0.05  # customer-minutes
WORTH_ASKING = 0.3  # of the price of a move: where no plan can be better by more, the model is not asked


@dataclass(frozen=True)
class Found:
    """The best plan with at most so many moves, and what is proven of it."""

    value: float
    moves: Moves
    proven: bool
    gap: float
    whole: bool
    bound: float


class Optimiser:
    """Best plans of one problem; the field, the search and the model are made once for all numbers of moves."""

    def __init__(self, problem: Problem, most_ever: int) -> None:
        self.judge = Judge(Evaluator(problem))
        self.field = Field(self.judge, kinds(self.judge.evaluator))
        self.search = Search(self.field)
        self.model = Model(self.field, max(most_ever, 1))
        self.solver_seconds = 0.0
        self._likely = np.argsort(self.search.single, kind="stable")

    def best(self, most: int, also: Moves | None = None) -> Found:
        """The best plan found with at most `most` moves; `also` is a plan with fewer."""
        known = self.field.plan(also) if also else None
        value, plan = self.search.best(most, known)
        floor = max(0.0, self.search.nothing - most_saved(self.field, most))  # nothing in a value is below zero
        if value - floor <= BOUND_TOLERANCE:
            return Found(value, self.field.moves(plan), True, 0.0, True, 0.0)
        every = all_plans(self.field, most)
        if every is not None:
            value, plan = every
            return Found(value, self.field.moves(plan), True, 0.0, True, 0.0)
        if value - floor <= WORTH_ASKING * self.judge.evaluator.problem.move_price_minutes:
            return Found(value, self.field.moves(plan), False, value - floor, False, value - floor)
        solution = self.model.solve(most, SOLVER_SECONDS, self._likely)
        self.solver_seconds += solution.seconds
        value, plan = self.search.best(most, self.field.plan(solution.moves), plan)
        whole = value - floor <= BOUND_TOLERANCE
        bound = 0.0 if whole else value - floor
        return Found(value, self.field.moves(plan), solution.proven or whole, solution.gap, whole, bound)


def dispatch(problem: Problem, *, frontier: bool = True) -> Plan:
    """The plan of a problem; never raises for one that cannot be covered, but says what is short (`shortages`).

    With `frontier` the best plans with 0 to 5 moves come along; without it only the plan itself is computed. Pins,
    orders sent before and breaks are settled around the search (`wishes`).
    """
    return planned(problem, _searched, frontier=frontier)


def _searched(problem: Problem, frontier: bool) -> Plan:
    """The best moves of a problem whose wishes are settled."""
    began = time.perf_counter()
    optimiser = Optimiser(problem, max(problem.max_moves, FRONTIER_MOVES if frontier else 0))
    chosen = optimiser.best(problem.max_moves)
    points: list[tuple[int, Found]] = []
    for most in range(FRONTIER_MOVES + 1) if frontier else ():
        if len(chosen.moves) <= most <= problem.max_moves:
            points.append((most, chosen))
        else:
            points.append((most, optimiser.best(most, points[-1][1].moves if points else None)))
            if most <= problem.max_moves and points[-1][1].value < chosen.value - 1e-6:
                chosen = points[-1][1]
    judge = optimiser.judge
    shown = tuple(
        FrontierPoint(
            moves=most,
            waiting_minutes=round(judge.waiting(point.moves), 1),
            shortage_quarters=sum(int(table.sum()) for table in judge.breaches(point.moves).values()),
            steps=_moves(judge, point.moves),
            proof="whole" if point.whole else "model",
            bound_minutes=round(point.bound, 1),
        )
        for most, point in points
    )
    return _plan(optimiser, chosen, shown, began)


def greedy(problem: Problem, most: int | None = None) -> Moves:
    """The simple rule to compare with: again and again the single move that helps most, never taken back."""
    judge = Judge(Evaluator(problem))
    return simple_plan(judge, kinds(judge.evaluator), problem.max_moves if most is None else most)


def _plan(optimiser: Optimiser, found: Found, frontier: tuple[FrontierPoint, ...], began: float) -> Plan:
    judge, moves = optimiser.judge, found.moves
    evaluator, forbidden = judge.evaluator, forbidden_of(judge, moves)
    before, after = judge.before.counts, judge.state(moves).counts
    band = {
        (when, edge): round(evaluator.waiting(counts, edge), 1)
        for when, counts in (("before", before), ("after", after))
        for edge in ("low", "high")
    }
    return Plan(
        moves=_moves(judge, moves),
        waits=class_waits(evaluator, before, after),
        before_minutes=round(judge.before_minutes, 1),
        after_minutes=round(evaluator.waiting(after), 1),
        before_low_minutes=band["before", "low"],
        before_high_minutes=band["before", "high"],
        after_low_minutes=band["after", "low"],
        after_high_minutes=band["after", "high"],
        proven=found.proven,
        gap_minutes=round(found.gap, 1),
        proof="whole" if found.whole else "model",
        bound_minutes=round(found.bound, 1),
        frontier=frontier,
        forbidden=next((one for one in forbidden if not one.instead_of), None),
        forbidden_each=forbidden,
        shortages=told(judge, moves),
        why_nothing=() if moves else why_no_move(judge),
        solver_seconds=round(optimiser.solver_seconds, 4),
        total_seconds=round(time.perf_counter() - began, 4),
    )


def _moves(judge: Judge, moves: Moves) -> tuple[Move, ...]:
    """The moves with what each saves, those that mend a rule first, then the most useful."""
    evaluator, problem = judge.evaluator, judge.evaluator.problem
    with_all, mended = judge.waiting(moves), judge.mended(moves)
    waited = mean_waits(judge)
    found = []
    for person, goal in moves.items():
        target = goal.post
        rest = judge.without(moves, person)
        one, start = problem.people[person], evaluator.start[person]
        source = problem.posts[start] if start != NOWHERE else None
        partners = [problem.people[other].name for other in moves if other != person and other not in rest]
        less = judge.mended(rest)
        gains = {rule: (mended[rule] - less[rule]).max(axis=0) > 0 for rule in IMPORTANCE}
        move = Move(
            person=one.subject,
            name=one.name,
            from_post=source.subject if source is not None else "",
            to_post=problem.posts[target].subject,
            minutes_saved=round(judge.waiting(rest) - with_all, 1),
            out_of_meeting=bool(evaluator.in_meeting[person]),
            from_minute=minute_of(evaluator, goal.first) if target != start and goal.first > 0 else 0,
            until_minute=minute_of(evaluator, goal.last) if target != start and goal.last < evaluator.quarters else 0,
            mends=tuple(rule for rule in IMPORTANCE if gains[rule].any()),
            handover_minutes=minutes_first(evaluator, person, goal),
            undoes=ordered_before(problem, one),
        )
        there = problem.posts[target]
        when = {rule: ", ".join(clock_span(evaluator, *run) for run in runs(gains[rule])) for rule in move.mends}
        only = None
        if evaluator.shortened(person, goal):
            longer = judge.broken({**moves, person: evaluator.whole(target)})
            only = why_only(move, source, next(iter(longer), ""))
        move = msgspec.structs.replace(
            move,
            reason=reason_of(move, source, there, partners, when, only, waited.get(there.service_class, 0.0)),
            say=call_out(move, source, there),
        )
        found.append(move)
    found.sort(key=lambda move: (not move.mends, -move.minutes_saved, move.person))
    return tuple(found)


def mean_waits(judge: Judge) -> dict[str, float]:
    """Minutes that a customer of each class waits in the mean if nobody is moved; 0 of a post without a queue."""
    found = {"": 0.0}
    for number, one in enumerate(judge.evaluator.problem.classes):
        customers = judge.evaluator.demand(number).customers
        spent = judge.evaluator.class_waiting(number, judge.before.counts)
        found[one.service_class] = spent / customers if customers > 0 else 0.0
    return found
