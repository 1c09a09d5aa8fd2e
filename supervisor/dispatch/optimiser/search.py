"""The search for the best plan: the model's answer and the best built up move by move, polished by single changes.

HiGHS is right about its own marginal model, the transient evaluation about waiting. Plans are built up several at a
time (a beam), always along with the greedy rule's own, so that the answer is never worse than it; pairs of moves of
which one alone would break a rule are tried together. The best of these and the model's are then changed one move at a
time (drop, add, retime, put one in the place of another) as long as that helps. All plans of a step are judged at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as data

import numpy as np

from supervisor.dispatch.judging.judge import MANY_MOVES, Judge, Moves
from supervisor.dispatch.optimiser.batch import Field, Plan
from supervisor.dispatch.optimiser.kinds import Kind

WIDTH = 3  # plans carried from one number of moves to the next
PROMISING = 160  # options weighed everywhere, besides those sent at once
REPAIRED = 4  # plans that break a rule and are tried together with one more move
REPAIRS = 2  # numbers of moves up to which that is done
LEAST = 1e-6


@dataclass
class Search:
    """Plans of one problem. `level[k]` holds the best known with k moves or fewer, and its value."""

    field: Field
    levels: list[tuple[float, Plan]] = data(default_factory=list)

    def __post_init__(self) -> None:
        self.nothing = float(self.field.judge.value({}))
        self.levels = [(self.nothing, ())]
        count = self.field.nothing
        self.single = self.field.values(np.arange(count)[:, None])
        self._whole = np.flatnonzero(~self.field.shortened[:count] & self.field.now[:count])
        ranked = np.argsort(self.single, kind="stable")[:PROMISING]
        alone = np.isfinite(self.single)
        self._alone = np.flatnonzero(alone)
        self._pool = np.union1d(self._whole[alone[self._whole]], ranked[alone[ranked]])
        self._dual = np.array([post.dual_control for post in self.field.evaluator.problem.posts], dtype=bool)
        self._beside: dict[Plan, np.ndarray] = {}
        self._beam: list[Plan] = [()]
        self._ends: dict[tuple[Plan, int], tuple[float, Plan]] = {}
        self._broken: list[Plan] = []
        self._greedy: Plan | None = ()

    def built(self, most: int) -> Plan:
        """The best plan of at most `most` moves that was built up move by move."""
        while len(self.levels) <= most:
            self._grow()
        return self.levels[most][1]

    def _grow(self) -> None:
        """One move more: each plan of the beam, and the greedy rule's, with every option that promises something; and
        plans that broke a rule, with whatever mends it."""
        if len(self.levels) == 1:
            plans, values = np.arange(self.field.nothing)[:, None], self.single
        else:
            states = [*self._beam, *([self._greedy] if self._greedy is not None else [])]
            first = len(self.levels) <= REPAIRS  # plans that break a rule are wanted too
            grown = [
                _with(
                    state,
                    np.union1d(self._pool, self._whole) if first else self._joining(state, self._pool, self._whole),
                )
                for state in dict.fromkeys(states)
            ]
            grown += [_with(state, self._complements(state)) for state in self._broken]
            plans = np.concatenate(grown) if grown else np.zeros((0, len(self.levels)), dtype=np.int64)
            values = self.field.values(plans)
        self._broken = self._promising(plans, values) if len(self.levels) <= REPAIRS else []
        self._greedy = self._greediest() if self._greedy is not None else None
        self._beam = self._best(plans, values, WIDTH)
        least = self.levels[-1]
        if self._beam:
            value = self._value(self._beam[0])
            least = (value, self._beam[0]) if value < least[0] - LEAST else least
        greedy = self._value(self._greedy) if self._greedy else np.inf
        self.levels.append((greedy, self._greedy) if self._greedy and greedy < least[0] - LEAST else least)

    def _complements(self, plan: Plan) -> np.ndarray:
        """Options that make good what a plan breaks, or are made good by it: one comes where another leaves, or both
        come to a two-person post, or leave it. All others that may not stand alone may not stand beside the plan."""
        known = self._beside.get(plan)
        if known is None:
            options, change = list(plan), self.field.change[:-1]
            total = change[options].sum(axis=0)
            left, joined = total < 0, total > 0
            found = (change[:, left] > 0).any(axis=1) | (change[:, joined] < 0).any(axis=1)
            found |= (change[:, joined & self._dual[:, None]] > 0).any(axis=1)
            found |= (change[:, left & self._dual[:, None]] < 0).any(axis=1)
            for _rule, _base, duty in self.field.roles:
                less = duty[options].sum(axis=0) < 0
                found |= (duty[:-1, less] > 0).any(axis=1)
                found |= (duty[:-1] < 0).any(axis=1) & bool((duty[options].sum(axis=0) > 0).any())
            known = self._beside[plan] = np.flatnonzero(found)
        return known

    def _joining(self, plan: Plan, pool: np.ndarray, others: np.ndarray) -> np.ndarray:
        """Options of the pool, and of the others those that only this plan makes possible."""
        if not plan:
            return pool
        return np.union1d(pool, np.intersect1d(others, self._complements(plan), assume_unique=True))

    def _promising(self, plans: np.ndarray, values: np.ndarray) -> list[Plan]:
        """Plans that break a rule and would be better than all others if they did not."""
        lines = np.flatnonzero(~np.isfinite(values))
        free = self.field.values(plans[lines], broken=0.0)
        least = min(self.levels[-1][0], float(values.min(initial=np.inf)))
        helps = free < (self.nothing if len(self.levels) == 1 else least)
        return self._best(plans[lines][helps], free[helps], REPAIRED)

    def _greediest(self) -> Plan | None:
        """The greedy rule's next plan; None where no move sent at once helps any more."""
        state = self._greedy or ()
        tried = np.sort(_with(state, self._whole), axis=1)
        value = self.field.values(tried)
        at = int(value.argmin()) if len(value) else -1
        if at < 0 or value[at] >= self._value(state) - 1e-9:
            return None
        return tuple(tried[at].tolist())

    def _best(self, plans: np.ndarray, values: np.ndarray, most: int) -> list[Plan]:
        """The best plans that differ in value: people who may stand in for each other make no new plan."""
        found: list[Plan] = []
        seen: set[float] = set()
        for line in np.argsort(values, kind="stable").tolist():
            if len(found) == most or not np.isfinite(values[line]):
                break
            sign = round(float(values[line]), 6)
            if sign not in seen:
                seen.add(sign)
                found.append(tuple(sorted(plans[line].tolist())))
        return found

    def _value(self, plan: Plan) -> float:
        return float(self.field.values(self.field.padded([plan]))[0]) if plan else self.nothing

    def polished(self, plan: Plan, most: int) -> tuple[float, Plan]:
        """Single changes as long as they help; the plan and its value."""
        value = self._value(plan)
        while True:
            tried = self._neighbours(plan, most)
            values = self.field.values(tried)
            at = int(values.argmin()) if len(values) else -1
            if at < 0 or values[at] >= value - LEAST:
                tried = self.field.parts(plan) if 1 < len(plan) <= MANY_MOVES else tried[:0]
                values = self.field.values(tried)
                at = int(values.argmin()) if len(values) else -1
                if at < 0 or values[at] >= value - LEAST:
                    return value, plan
            value = float(values[at])
            plan = tuple(sorted(option for option in tried[at].tolist() if option != self.field.nothing))

    def _neighbours(self, plan: Plan, most: int) -> np.ndarray:
        options, width = self.field, max(len(plan) + 1, 1)
        rows = []
        for place, option in enumerate(plan):
            rest = plan[:place] + plan[place + 1 :]
            times = np.flatnonzero((options.kind == options.kind[option]) & (options.post == options.post[option]))
            rows += [_padded(np.array([rest], dtype=np.int64).reshape(1, -1), width, options.nothing)]
            joining = self._joining(rest, self._pool, self._whole)
            rows += [_padded(_with(rest, np.union1d(joining, times)), width, options.nothing)]
        if len(plan) < most:
            rows.append(_with(plan, self._joining(plan, self._alone, np.arange(options.nothing))))
        return np.concatenate(rows) if rows else np.zeros((0, width), dtype=np.int64)

    def best(self, most: int, *also: Plan | None) -> tuple[float, Plan]:
        """Value and plan of the best with at most `most` moves: the one built up, and the others given, polished."""
        starts = [self.built(most), *(one for one in also if one is not None and np.isfinite(self._value(one)))]
        for start in dict.fromkeys(starts):
            if (start, most) not in self._ends:
                self._ends[start, most] = self.polished(start, most)
        return min((self._ends[start, most] for start in starts), key=lambda end: end[0])


def _with(plan: Plan, options: np.ndarray) -> np.ndarray:
    """The plan with each of these options added, shape (options, moves + 1)."""
    rows = np.empty((len(options), len(plan) + 1), dtype=np.int64)
    rows[:, :-1] = plan
    rows[:, -1] = options
    return rows


def _padded(rows: np.ndarray, width: int, nothing: int) -> np.ndarray:
    found = np.full((len(rows), width), nothing, dtype=np.int64)
    found[:, : rows.shape[1]] = rows
    return found


def simple_plan(judge: Judge, kinds: Sequence[Kind], most: int) -> Moves:
    """The greedy rule: again and again the single move, sent at once, that helps most, never taken back."""
    options = [
        (kind.members, goal)
        for kind in kinds
        for goal in kind.goals
        if judge.evaluator.there_moved[kind.members[0], 0] and not judge.evaluator.shortened(kind.members[0], goal)
    ]
    moves: Moves = {}
    while len(moves) < most:
        tried = []
        for members, goal in options:
            person = next((p for p in members if p not in moves), None)
            if person is not None and judge.fits({**moves, person: goal}):
                tried.append({**moves, person: goal})
        better = min(tried, key=judge.value, default=moves)
        if not tried or judge.value(better) >= judge.value(moves) - 1e-9:
            break
        moves = better
    return moves
