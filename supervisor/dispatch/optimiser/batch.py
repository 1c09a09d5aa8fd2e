"""Hundreds of plans judged at once: the values of `judge.Judge`, as arrays.

A plan is a row of numbers of options (a kind of people and where it may be sent), filled up with `nothing`. What the
rules of the floor say is computed for all plans together; only waiting that differs is evaluated (`courses`). Equal to
`Judge.value` for each plan; tests hold that.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from supervisor.dispatch.judging.judge import Judge, Moves
from supervisor.dispatch.judging.rules import (
    FLOOR_RULES,
    IMPORTANCE,
    lobby_posts,
    move_price,
    on_duty_as,
    signing_posts,
    staffing,
)
from supervisor.dispatch.optimiser.kinds import Kind
from supervisor.dispatch.problem.goals import NOWHERE, Goal

Plan = tuple[int, ...]  # numbers of options, ascending
BATCHED_RULES = ("dual_control", "authoriser_present", "lobby_manager_present", "minimum_cover")
CHUNK = 4096


class Field:
    """All options of a problem and the values of plans made of them."""

    def __init__(self, judge: Judge, kinds: Sequence[Kind]) -> None:
        evaluator = self.evaluator = judge.evaluator
        self.judge = judge
        self.kinds = kinds
        self.options = [(number, goal) for number, kind in enumerate(kinds) for goal in kind.goals]
        self.nothing = len(self.options)
        self.number = {option: place for place, option in enumerate(self.options)}
        firsts = [kinds[kind].members[0] for kind, _goal in self.options]
        problem = evaluator.problem
        self.kind = np.array([*(kind for kind, _goal in self.options), -1], dtype=np.int64)
        self._size = np.array([*(len(kinds[kind].members) for kind, _g in self.options), 99], dtype=np.int64)
        self.start = np.array([*(evaluator.start[p] for p in firsts), NOWHERE], dtype=np.int64)
        self.post = np.array([*(goal.post for _kind, goal in self.options), -2], dtype=np.int64)
        self.price = np.array(
            [*(move_price(evaluator, p, goal) for p, (_k, goal) in zip(firsts, self.options, strict=True)), 0.0]
        )
        self.shortened = np.array(
            [*(evaluator.shortened(p, goal) for p, (_k, goal) in zip(firsts, self.options, strict=True)), False]
        )
        self.now = np.array([*(bool(evaluator.there_moved[p, 0]) for p in firsts), True], dtype=bool)
        self.change = self._changes(firsts)
        self._level = evaluator.level.astype(np.int16)
        self._minimum = evaluator.minimum.astype(np.int16)
        self._dual = np.flatnonzero([post.dual_control for post in problem.posts])
        self._most = judge.most.astype(np.int16)
        roles = (
            ("authoriser_present", [p.authoriser for p in problem.people], signing_posts(evaluator)),
            ("lobby_manager_present", [p.lobby_manager for p in problem.people], lobby_posts(evaluator)),
        )
        self.roles = [self._role(rule, flags, posts, firsts) for rule, flags, posts in roles if any(flags)]

    def _changes(self, firsts: list[int]) -> np.ndarray:
        """Options x posts x quarters: people more or fewer; all zero for `nothing`."""
        evaluator = self.evaluator
        posts, quarters = evaluator.level.shape
        found = np.zeros((self.nothing + 1, posts + 1, quarters), dtype=np.int8)  # nowhere is the last post
        if self.nothing:
            goals = [goal for _kind, goal in self.options]
            goes = np.array([evaluator.destination(p, g) for p, g in zip(firsts, goals, strict=True)])
            lines, at = np.arange(self.nothing)[:, None], np.arange(quarters)[None, :]
            np.add.at(found, (lines, goes, at), 1)
            np.add.at(found, (lines, evaluator.where[firsts], at), -1)
        return np.ascontiguousarray(found[:, :posts])

    def _role(self, rule: str, flags: list[bool], posts: frozenset[int], firsts: list[int]):
        """Rule, people on duty by quarter-hour if nobody is moved, and what each option changes."""
        evaluator = self.evaluator
        base = np.zeros(evaluator.quarters, dtype=np.int16)
        for person in np.flatnonzero(flags).tolist():
            base += on_duty_as(evaluator, person, None, posts)
        change = np.zeros((self.nothing + 1, evaluator.quarters), dtype=np.int8)
        for place, (person, (_kind, goal)) in enumerate(zip(firsts, self.options, strict=True)):
            if flags[person]:
                stays = on_duty_as(evaluator, person, None, posts).astype(np.int8)
                change[place] = on_duty_as(evaluator, person, goal, posts).astype(np.int8) - stays
        return rule, base, change

    def moves(self, plan: Sequence[int]) -> Moves:
        """People and goals of a plan: of each kind as many members as are sent, in their order, the longest first."""
        found: dict[int, Goal] = {}
        sent = [self.options[option] for option in plan if option != self.nothing]
        for kind, goal in sorted(sent, key=lambda one: one[1].first - one[1].last):
            found[next(p for p in self.kinds[kind].members if p not in found)] = goal
        return found

    def plan(self, moves: Moves) -> Plan | None:
        """The plan of these moves; None when one of them is no option."""
        kind_of = self._kind_of
        found = [self.number.get((kind_of[person], goal)) for person, goal in moves.items()]
        return None if None in found else tuple(sorted(one for one in found if one is not None))

    @cached_property
    def _kind_of(self) -> dict[int, int]:
        return {person: number for number, kind in enumerate(self.kinds) for person in kind.members}

    def parts(self, plan: Plan) -> np.ndarray:
        """All plans that are left when any moves of this one are left out, itself among them."""
        chosen = np.array(plan, dtype=np.int64)
        masks = (np.arange(2 ** len(plan))[:, None] >> np.arange(len(plan))) & 1
        return np.where(masks == 1, chosen, self.nothing)

    def padded(self, plans: Sequence[Plan]) -> np.ndarray:
        """Plans as one array, shape (plans, longest)."""
        width = max((len(plan) for plan in plans), default=0) or 1
        return np.array([[*plan, *[self.nothing] * (width - len(plan))] for plan in plans], dtype=np.int64)

    def fits(self, plans: np.ndarray) -> np.ndarray:
        """Which plans send nobody twice and exchange nobody; stations are judged in `values`."""
        fine = np.ones(len(plans), dtype=bool)
        kinds, start, post = self.kind[plans], self.start[plans], self.post[plans]
        size = self._size[plans]
        for one in range(plans.shape[1]):
            fine &= (kinds == kinds[:, one : one + 1]).sum(axis=1) <= np.where(kinds[:, one] < 0, 99, size[:, one])
            for other in range(one + 1, plans.shape[1]):
                circle = (start[:, one] == post[:, other]) & (start[:, other] == post[:, one])
                fine &= ~(circle & (start[:, one] != post[:, one]))
        return fine

    def values(self, plans: np.ndarray, broken: float = np.inf) -> np.ndarray:
        """Values of plans, shape (plans, options of each) -> (plans,); infinite where a plan does not fit. `broken`:
        what each quarter-hour of a rule that held and is broken costs."""
        found = np.full(len(plans), np.inf)
        fine = np.flatnonzero(self.fits(plans))
        for first in range(0, len(fine), CHUNK):
            lines = fine[first : first + CHUNK]
            found[lines] = self._values(plans[lines], broken)
        return found

    def _values(self, plans: np.ndarray, broken: float) -> np.ndarray:
        counts = self._level + self.change[plans].sum(axis=1, dtype=np.int16)
        found = np.full(len(plans), np.inf)
        fine = np.flatnonzero((counts <= self._most).all(axis=(1, 2)))
        weights = self._weighed(plans[fine], counts[fine], broken)
        kept = np.isfinite(weights)
        fine, weights = fine[kept], weights[kept]
        if len(fine):
            found[fine] = weights + self.price[plans[fine]].sum(axis=1) + self.evaluator.waitings(counts[fine])
        return found

    def _weighed(self, plans: np.ndarray, counts: np.ndarray, broken: float) -> np.ndarray:
        """What broken rules and shortages left weigh."""
        worse, left = np.zeros(len(plans), dtype=np.int64), np.zeros(len(plans))
        for rule, table in self._tables(plans, counts):
            before = self.judge.standing[rule].astype(np.int16)
            worse += np.maximum(table - before, 0).sum(axis=(1, 2), dtype=np.int64)
            if before.any():
                left += (np.minimum(table, before) * self.judge.worth[rule]).sum(axis=(1, 2))
        return left + np.where(worse > 0, broken * np.maximum(worse, 1), 0.0)

    def _tables(self, plans: np.ndarray, counts: np.ndarray):
        """Rule and what is missing of it, shape (plans, rows, quarters)."""
        yield "minimum_cover", np.maximum(self._minimum - counts, 0)
        table = np.zeros(counts.shape, dtype=np.int8)
        for post in self._dual.tolist():
            line, level = counts[:, post], self._level[post]
            table[:, post] = (line == 1) | ((line == 0) & (level == 1))
        yield "dual_control", table
        for rule, base, change in self.roles:
            there = base + change[plans].sum(axis=1, dtype=np.int16)
            yield rule, (there <= 0).astype(np.int8)[:, None, :]
        for rule in IMPORTANCE:
            if rule not in BATCHED_RULES:  # a rule written since: asked one by one
                states = [staffing(self.evaluator, self.moves(plan)) for plan in plans.tolist()]
                yield rule, np.array([FLOOR_RULES[rule](self.evaluator, state) for state in states], dtype=np.int8)
