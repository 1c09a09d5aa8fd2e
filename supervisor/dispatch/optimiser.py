"""The dispatcher: the best moves for the next hours, the reason of each, and the best plan with 0, 1, 2 … moves.

HiGHS solves the marginal model; its plan is then evaluated with the transient waiting model and polished by single
changes (add, drop, redirect a move) as long as the evaluation improves, and compared with the greedy rule, so that the
answer is never worse than either. All figures shown come from the evaluation, not from the model.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import msgspec
import numpy as np

from .callout import call_out, reason_of
from .model import Model, Solution
from .problem import (
    ClassWait,
    Forbidden,
    FrontierPoint,
    Move,
    Plan,
    Problem,
    Shortage,
)
from .rules import IMPORTANCE, Staffing, move_rule, shortages, staffing, weights
from .shortages import BY_HAND, short_posts
from .waits import NOWHERE, Evaluator

FRONTIER_MOVES = 5
Moves = dict[int, int]  # number of a person -> number of the post he is sent to


@dataclass
class Judge:
    """Values plans of one problem: shortages by importance, waiting, and the price of each move."""

    evaluator: Evaluator
    _known: dict[tuple[tuple[int, int], ...], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.before = self.state({})
        self.before_minutes = self.evaluator.waiting(self.before.counts)
        self._weights = weights(self.evaluator.problem, self.before_minutes)
        posts = self.evaluator.problem.posts
        serving = np.array([[bool(post.service_class)] for post in posts], dtype=bool)
        stations = np.array([[max(post.stations, 1)] for post in posts], dtype=np.int64)
        most = np.maximum(stations, self.before.counts)
        self._most = np.where(serving, most, len(self.evaluator.problem.people))

    def state(self, moves: Moves) -> Staffing:
        """The staffing after these moves."""
        assignment = list(self.evaluator.start)
        for person, post in moves.items():
            assignment[person] = post
        released = frozenset(p for p, post in moves.items() if post == self.evaluator.start[p])
        return staffing(self.evaluator, tuple(assignment), released)

    def value(self, moves: Moves) -> float:
        """Waiting in customer-minutes, plus the price of the moves, plus the weight of what falls short."""
        key = tuple(sorted(moves.items()))
        if key not in self._known:
            state = self.state(moves)
            short = sum(self._weights[rule] * number for rule, number in shortages(self.evaluator, state).items())
            price = self.evaluator.problem.move_price_minutes * len(moves)
            self._known[key] = self.evaluator.waiting(state.counts) + price + short
        return self._known[key]

    def fits(self, moves: Moves) -> bool:
        """Whether every serving post keeps within its stations (or within who stands there now)."""
        return bool((self.state(moves).counts <= self._most).all())


def dispatch(problem: Problem, *, frontier: bool = True) -> Plan:
    """The plan of a problem; never raises for one that cannot be covered, but says what is short (`shortages`).

    With `frontier` the best plans with 0 to 5 moves come along; without it only the plan itself is computed.
    """
    began = time.perf_counter()
    evaluator = Evaluator(problem)
    judge = Judge(evaluator)
    model = Model(evaluator)
    options = _options(model)
    points: list[tuple[int, Moves, Solution]] = []
    wanted = range(FRONTIER_MOVES + 1) if frontier else ()
    best = _best(judge, model, options, problem.max_moves)
    for most in wanted:
        if most == 0:
            points.append((0, {}, Solution({}, True, 0.0, 0.0)))
        elif most >= len(best[0]) and most <= problem.max_moves:
            points.append((most, best[0], best[1]))
        else:
            found = _best(judge, model, options, most, points[-1][1])
            points.append((most, *found))
    moves, solution = best
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
                waiting_minutes=round(evaluator.waiting(judge.state(point).counts), 1),
                shortage_quarters=sum(shortages(evaluator, judge.state(point)).values()),
                steps=_moves(judge, point),
            )
            for most, point, _proof in points
        ),
        began,
    )


def greedy(problem: Problem, most: int | None = None) -> Moves:
    """The simple rule to compare with: again and again the single move that helps most, never taken back."""
    judge = Judge(Evaluator(problem))
    return _greedy(judge, _options(Model(judge.evaluator)), problem.max_moves if most is None else most)


def _options(model: Model) -> list[tuple[tuple[int, ...], int]]:
    """Members of a kind and a post they may go to."""
    return [(kind.members, target) for kind in model.kinds for target in kind.targets]


def _best(
    judge: Judge,
    model: Model,
    options: list[tuple[tuple[int, ...], int]],
    most: int,
    also: Moves | None = None,
) -> tuple[Moves, Solution]:
    solution = model.solve(most)
    starts = [solution.moves, _greedy(judge, options, most), *([also] if also is not None else [])]
    moves = min((one for one in starts if judge.fits(one)), key=judge.value, default={})
    return _polish(judge, options, moves, most), solution


def _greedy(judge: Judge, options: list[tuple[tuple[int, ...], int]], most: int) -> Moves:
    moves: Moves = {}
    while len(moves) < most:
        tried = [one for one in _additions(options, moves) if judge.fits(one)]
        if not tried:
            break
        better = min(tried, key=judge.value)
        if judge.value(better) >= judge.value(moves) - 1e-9:
            break
        moves = better
    return moves


def _polish(judge: Judge, options: list[tuple[tuple[int, ...], int]], moves: Moves, most: int) -> Moves:
    """Single changes as long as they help: drop a move, add one, or put one in the place of another."""
    while True:
        fewer = [{p: t for p, t in moves.items() if p != person} for person in moves]
        tried = [*fewer, *(_additions(options, moves) if len(moves) < most else [])]
        for one in fewer:
            tried.extend(_additions(options, one))
        tried = [one for one in tried if judge.value(one) < judge.value(moves) - 1e-6 and judge.fits(one)]
        if not tried:
            return moves
        moves = min(tried, key=judge.value)


def _additions(options: list[tuple[tuple[int, ...], int]], moves: Moves) -> list[Moves]:
    found = []
    for members, target in options:
        person = next((p for p in members if p not in moves), None)
        if person is not None:
            found.append({**moves, person: target})
    return found


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
        forbidden=_forbidden(judge, moves),
        shortages=_shortages(judge, moves),
        solver_seconds=round(solution.seconds, 4),
        total_seconds=round(time.perf_counter() - began, 4),
    )


def _moves(judge: Judge, moves: Moves) -> tuple[Move, ...]:
    """The moves with what each saves, the most useful first."""
    evaluator, problem = judge.evaluator, judge.evaluator.problem
    with_all = evaluator.waiting(judge.state(moves).counts)
    short = shortages(evaluator, judge.state(moves))
    found = []
    for person, target in moves.items():
        rest = judge.state({p: t for p, t in moves.items() if p != person})
        without = shortages(evaluator, rest)
        one = problem.people[person]
        start = evaluator.start[person]
        move = Move(
            person=one.subject,
            name=one.name,
            from_post=problem.posts[start].subject if start != NOWHERE else "",
            to_post=problem.posts[target].subject,
            minutes_saved=round(evaluator.waiting(rest.counts) - with_all, 1),
            out_of_meeting=bool(evaluator.in_meeting[person]),
            mends=tuple(rule for rule in IMPORTANCE if without.get(rule, 0) > short.get(rule, 0)),
        )
        found.append((move, problem.posts[start] if start != NOWHERE else None, problem.posts[target]))
    found.sort(key=lambda row: (not row[0].mends, -row[0].minutes_saved, row[0].person))
    return tuple(_worded(move, source, target) for move, source, target in found)


def _worded(move: Move, source, target) -> Move:
    return msgspec.structs.replace(move, reason=reason_of(move, source, target), say=call_out(move, source, target))


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


def _forbidden(judge: Judge, moves: Moves) -> Forbidden | None:
    """The one further move that would save most waiting but breaks a rule, with the rule; None if none would save."""
    evaluator, problem = judge.evaluator, judge.evaluator.problem
    now = judge.state(moves)
    waiting = evaluator.waiting(now.counts)
    short = shortages(evaluator, now)
    seen: dict[tuple, str] = {}
    best: Forbidden | None = None
    best_rank = (0.0, False)
    for person, one in enumerate(problem.people):
        if person in moves or not evaluator.there_moved[person].any():
            continue
        start = evaluator.start[person]
        for target, post in enumerate(problem.posts):
            if not post.service_class or target == start:
                continue
            rule = move_rule(evaluator, person, target)
            sign = (start, target, rule, one.authoriser, one.lobby_manager, evaluator.there[person].tobytes())
            if sign in seen:
                continue
            seen[sign] = rule
            tried = {**moves, person: target}
            state = judge.state(tried)
            saved = waiting - evaluator.waiting(state.counts)
            if saved <= problem.move_price_minutes:
                continue
            broken = rule or next(
                (r for r, number in shortages(evaluator, state).items() if number > short.get(r, 0)), ""
            )
            if not broken and not judge.fits(tried):
                broken = "station_free"
            rank = (round(saved, 1), broken != "skill_held")
            if broken and (best is None or rank > best_rank):
                best_rank = rank
                best = Forbidden(
                    person=one.subject,
                    name=one.name,
                    from_post=problem.posts[start].subject if start != NOWHERE else "",
                    to_post=post.subject,
                    minutes_saved=round(saved, 1),
                    rule=broken,
                )
    return best


def _shortages(judge: Judge, moves: Moves) -> tuple[Shortage, ...]:
    return tuple(
        Shortage(rule=rule, post=post, quarters=quarters, by_hand=BY_HAND[rule])
        for rule, post, quarters in short_posts(judge.evaluator, judge.state(moves))
    )
