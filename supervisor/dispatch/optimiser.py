"""The dispatcher: the best moves for the next hours, the reason of each, and the best plan with 0, 1, 2 … moves.

HiGHS solves the marginal model; its plan is then evaluated with the transient waiting model and polished by single
changes as long as the evaluation improves, and compared with the greedy rule, so that the answer is never worse than
either. All figures shown come from the evaluation, not from the model.
"""

from __future__ import annotations

import time

import msgspec

from .callout import call_out, reason_of, why_only
from .forbidden import best_forbidden
from .judge import Judge, Moves
from .model import Model, Solution
from .nothing import why_no_move
from .problem import ClassWait, FrontierPoint, Move, Plan, Problem
from .rules import IMPORTANCE
from .search import at_once, best, simple_plan
from .shortages import clock_span, minute_of, runs, told
from .waits import NOWHERE, Evaluator

FRONTIER_MOVES = 5


def dispatch(problem: Problem, *, frontier: bool = True) -> Plan:
    """The plan of a problem; never raises for one that cannot be covered, but says what is short (`shortages`).

    With `frontier` the best plans with 0 to 5 moves come along; without it only the plan itself is computed.
    """
    began = time.perf_counter()
    evaluator = Evaluator(problem)
    judge = Judge(evaluator)
    model = Model(evaluator)
    points: list[tuple[int, Moves, Solution]] = []
    wanted = range(FRONTIER_MOVES + 1) if frontier else ()
    chosen = best(judge, model, problem.max_moves)
    for most in wanted:
        if most == 0:
            points.append((0, {}, Solution({}, True, 0.0, 0.0)))
        elif most >= len(chosen[0]) and most <= problem.max_moves:
            points.append((most, chosen[0], chosen[1]))
        else:
            found = best(judge, model, most, points[-1][1])
            points.append((most, *found))
    moves, solution = chosen
    for most, other, proof in points:
        if most <= problem.max_moves and judge.value(other) < judge.value(moves) - 1e-6:
            moves, solution = other, proof
    return _plan(
        judge,
        moves,
        solution,
        tuple(
            FrontierPoint(
                moves=most,
                waiting_minutes=round(judge.waiting(point), 1),
                shortage_quarters=sum(int(table.sum()) for table in judge.breaches(point).values()),
                steps=_moves(judge, point),
            )
            for most, point, _proof in points
        ),
        began,
    )


def greedy(problem: Problem, most: int | None = None) -> Moves:
    """The simple rule to compare with: again and again the single move that helps most, never taken back."""
    judge = Judge(Evaluator(problem))
    return simple_plan(judge, at_once(Model(judge.evaluator)), problem.max_moves if most is None else most)


def _plan(judge: Judge, moves: Moves, solution: Solution, frontier: tuple[FrontierPoint, ...], began: float) -> Plan:
    evaluator = judge.evaluator
    before, after = judge.before.counts, judge.state(moves).counts
    band = {
        (when, edge): round(evaluator.waiting(counts, edge), 1)
        for when, counts in (("before", before), ("after", after))
        for edge in ("low", "high")
    }
    return Plan(
        moves=_moves(judge, moves),
        waits=_waits(judge, moves),
        before_minutes=round(judge.before_minutes, 1),
        after_minutes=round(evaluator.waiting(after), 1),
        before_low_minutes=band["before", "low"],
        before_high_minutes=band["before", "high"],
        after_low_minutes=band["after", "low"],
        after_high_minutes=band["after", "high"],
        proven=solution.proven,
        gap_minutes=round(solution.gap, 1),
        frontier=frontier,
        forbidden=best_forbidden(judge, moves),
        shortages=told(judge, moves),
        why_nothing=() if moves else why_no_move(judge),
        solver_seconds=round(solution.seconds, 4),
        total_seconds=round(time.perf_counter() - began, 4),
    )


def _moves(judge: Judge, moves: Moves) -> tuple[Move, ...]:
    """The moves with what each saves, those that mend a rule first, then the most useful."""
    evaluator, problem = judge.evaluator, judge.evaluator.problem
    with_all, mended = judge.waiting(moves), judge.mended(moves)
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
        )
        there = problem.posts[target]
        when = {rule: ", ".join(clock_span(evaluator, *run) for run in runs(gains[rule])) for rule in move.mends}
        only = None
        if evaluator.shortened(person, goal):
            longer = judge.broken({**moves, person: evaluator.whole(target)})
            only = why_only(move, source, next(iter(longer), ""))
        move = msgspec.structs.replace(
            move, reason=reason_of(move, source, there, partners, when, only), say=call_out(move, source, there)
        )
        found.append(move)
    found.sort(key=lambda move: (not move.mends, -move.minutes_saved, move.person))
    return tuple(found)


def _waits(judge: Judge, moves: Moves) -> tuple[ClassWait, ...]:
    evaluator = judge.evaluator
    before, after = judge.before.counts, judge.state(moves).counts
    rows = []
    for number, one in enumerate(evaluator.problem.classes):
        demand = evaluator.demand(number)
        spent = evaluator.class_waiting(number, before), evaluator.class_waiting(number, after)
        customers = demand.customers
        mean = [minutes / customers if customers > 0 else 0.0 for minutes in spent]
        leaving = [min(customers, minutes / demand.patience_minutes) for minutes in spent]
        rows.append(
            ClassWait(
                service_class=one.service_class,
                customers=round(customers, 1),
                before_minutes=round(spent[0], 1),
                after_minutes=round(spent[1], 1),
                before_mean_minutes=round(mean[0], 2),
                after_mean_minutes=round(mean[1], 2),
                before_leaving=round(leaving[0], 1),
                after_leaving=round(leaving[1], 1),
            )
        )
    return tuple(rows)
