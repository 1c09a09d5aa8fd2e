"""What a plan is worth: its waiting, the price of its moves, the rules it breaks and the shortages it leaves.

The search asks for values of whole plans; the words ask what would be without one move, which is the best that remains
of the plan, not simply the rest: whoever takes over a post goes there only because somebody else leaves it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from supervisor.dispatch.judging.rules import (
    Staffing,
    Tables,
    breaches,
    exchanged,
    more_than_all_waiting,
    move_price,
    newly_broken,
    staffing,
    worth_of_mending,
)
from supervisor.dispatch.problem.goals import Goal, Moves
from supervisor.dispatch.waiting.waits import Evaluator

MANY_MOVES = 8
BROKEN_UNITS = 1000.0  # a broken rule outweighs whatever can be mended by breaking it


@dataclass
class Judge:
    """Values plans of one problem, in customer-minutes; lower is better."""

    evaluator: Evaluator
    _known: dict[tuple[tuple[int, Goal], ...], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.before = self.state({})
        self.before_minutes = self.evaluator.waiting(self.before.counts)
        self.standing = breaches(self.evaluator, self.before)
        self.weight = more_than_all_waiting(self.evaluator.problem, self.before_minutes)
        self.worth = worth_of_mending(self.standing, self.weight)
        posts = self.evaluator.problem.posts
        serving = np.array([bool(post.service_class) for post in posts], dtype=bool).reshape(-1, 1)
        stations = np.array([max(post.stations, 1) for post in posts], dtype=np.int64).reshape(-1, 1)
        most = np.maximum(stations, self.before.counts)
        self.most = np.where(serving, most, len(self.evaluator.problem.people))

    def state(self, moves: Moves) -> Staffing:
        """The staffing after these moves."""
        return staffing(self.evaluator, moves)

    def breaches(self, moves: Moves) -> Tables:
        """What is missing after these moves."""
        return breaches(self.evaluator, self.state(moves))

    def broken(self, moves: Moves) -> dict[str, int]:
        """Rules that these moves break although they held before, in quarter-hours."""
        return newly_broken(self.standing, self.breaches(moves))

    def mended(self, moves: Moves) -> dict[str, np.ndarray]:
        """Rows x quarters by rule: what these moves mend of the shortages that stood before."""
        after = self.breaches(moves)
        return {rule: np.maximum(0, table - after[rule]) for rule, table in self.standing.items()}

    def waiting(self, moves: Moves) -> float:
        """Customer-minutes of waiting after these moves."""
        return self.evaluator.waiting(self.state(moves).counts)

    def value(self, moves: Moves) -> float:
        """Waiting, plus the price of the moves, plus what broken rules and the shortages left standing weigh."""
        key = tuple(sorted(moves.items()))
        if key not in self._known:
            after = self.breaches(moves)
            broken = BROKEN_UNITS * self.weight * sum(newly_broken(self.standing, after).values())
            left = sum(float((np.minimum(after[r], t) * self.worth[r]).sum()) for r, t in self.standing.items())
            price = sum(move_price(self.evaluator, person, goal) for person, goal in moves.items())
            self._known[key] = self.waiting(moves) + price + broken + left
        return self._known[key]

    def fits(self, moves: Moves) -> bool:
        """Whether nobody is exchanged and every serving post keeps within its stations (or who stands there now)."""
        return not exchanged(self.evaluator, moves) and bool((self.state(moves).counts <= self.most).all())

    def best_part(self, moves: Moves) -> Moves:
        """The best of what remains when any of these moves are left out (all of them, none, or some)."""
        if len(moves) > MANY_MOVES:
            fewer = [{p: t for p, t in moves.items() if p != person} for person in moves]
            return min([moves, *fewer], key=self.value)
        pairs = list(moves.items())
        parts = [dict(part) for count in range(len(pairs) + 1) for part in combinations(pairs, count)]
        return min((part for part in parts if self.fits(part)), key=self.value, default={})

    def without(self, moves: Moves, person: int) -> Moves:
        """The plan without the move of one person; where that would break a rule, the best that remains."""
        rest = {p: t for p, t in moves.items() if p != person}
        return self.best_part(rest) if self.broken(rest) or not self.fits(rest) else rest
