"""The mixed-integer model of dispatch in marginal form, solved by HiGHS.

People of one kind (same post, skills, breaks, duties) are one integer variable for each post they may go to. Waiting
enters as what each further person on a class saves in a stretch of quarter-hours (a 0..1 variable each, decreasing, so
no table look-ups are needed). Stretches are runs of quarter-hours in which the same people are there. No rule
that held may be broken; leaving a shortage that stood already costs what mending it is worth. A person
may be sent for a part of the time: each stretch of time he may be sent for is a variable of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .kinds import kinds, stretches
from .rules import (
    breaches,
    lobby_posts,
    more_than_all_waiting,
    move_price,
    on_duty_as,
    signing_posts,
    staffing,
    worth_of_mending,
)
from .waits import NOWHERE, Evaluator, Goal


@dataclass(frozen=True)
class Solution:
    """Goals by person, and how it was proven. `gap` is in customer-minutes of the model."""

    moves: dict[int, Goal]
    proven: bool
    gap: float
    seconds: float


@dataclass
class _Matrix:
    """Columns and rows as they are written down; HiGHS takes them at once."""

    cost: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[dict[int, float]] = field(default_factory=list)

    def column(self, cost: float, upper: float, whole: bool = False) -> int:
        self.cost.append(cost)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, terms: dict[int, float], low: float, high: float) -> int:
        self.rows.append({column: value for column, value in terms.items() if value})
        self.low.append(low)
        self.high.append(high)
        return len(self.rows) - 1


class Model:
    """The model of one problem; `solve(most)` may be asked for several numbers of moves."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self.kinds = kinds(evaluator)
        self._matrix = _Matrix()
        self._variable: dict[tuple[int, Goal], int] = {}
        self._row: dict[tuple[int, Goal], np.ndarray] = {}
        weight = more_than_all_waiting(evaluator.problem, evaluator.waiting(evaluator.level))
        self._worth = worth_of_mending(breaches(evaluator, staffing(evaluator, {})), weight)
        self._stretches = stretches(evaluator, self.kinds)
        self._base = np.stack([evaluator.level[:, s[0]] for s in self._stretches], axis=1)
        self._moves()
        self._no_exchange()
        self._waiting()
        self._cover()
        self._dual()
        self._role("authoriser_present", [p.authoriser for p in evaluator.problem.people], signing_posts(evaluator))
        self._role("lobby_manager_present", [p.lobby_manager for p in evaluator.problem.people], lobby_posts(evaluator))
        self._highs = None

    def _moves(self) -> None:
        for number, kind in enumerate(self.kinds):
            one = kind.members[0]
            for goal in kind.goals:
                price = move_price(self.evaluator, one, goal)
                self._variable[number, goal] = self._matrix.column(price, len(kind.members), whole=True)
                self._row[number, goal] = self.evaluator.destination(one, goal)
            self._matrix.row({self._variable[number, goal]: 1.0 for goal in kind.goals}, 0.0, float(len(kind.members)))
        self._budget = self._matrix.row(dict.fromkeys(self._variable.values(), 1.0), 0.0, np.inf)

    def _no_exchange(self) -> None:
        """Between two posts people go one way only."""
        ways: dict[tuple[int, int], dict[int, float]] = {}
        for (number, goal), column in self._variable.items():
            start = self.kinds[number].start
            if start not in (NOWHERE, goal.post):
                ways.setdefault((start, goal.post), {})[column] = 1.0
        most = float(len(self.evaluator.problem.people))
        for (here, there), columns in ways.items():
            if here < there and (there, here) in ways:
                forth = self._matrix.column(0.0, 1.0, whole=True)
                self._matrix.row({**columns, forth: -most}, -np.inf, 0.0)
                self._matrix.row({**ways[there, here], forth: most}, -np.inf, most)

    def _change(self, post: int, stretch: int) -> dict[int, float]:
        """How the moves change the people at a post in a stretch: column -> people."""
        quarter = self._stretches[stretch][0]
        terms: dict[int, float] = {}
        for sign, column in self._variable.items():
            change = float(self._row[sign][quarter] == post) - float(self.kinds[sign[0]].where[quarter] == post)
            if change:
                terms[column] = change
        return terms

    def _waiting(self) -> None:
        problem = self.evaluator.problem
        for number, one in enumerate(problem.classes):
            posts = [n for n, post in enumerate(problem.posts) if post.service_class == one.service_class]
            for post in posts:
                self._stations(post)
            stations = sum(problem.posts[n].stations for n in posts)
            most = int(max(stations, *(self._base[posts].sum(axis=0).tolist() if posts else [0])))
            if not posts or not most:
                continue
            cost = self.evaluator.marginals(number, most)
            for stretch, quarters in enumerate(self._stretches):
                savings = _decreasing_savings(cost[:, quarters].sum(axis=1))
                columns = [self._matrix.column(-float(saving), 1.0) for saving in savings]
                terms: dict[int, float] = dict.fromkeys(columns, 1.0)
                for post in posts:
                    for column, change in self._change(post, stretch).items():
                        terms[column] = terms.get(column, 0.0) - change
                self._matrix.row(terms, -np.inf, float(self._base[posts, stretch].sum()))

    def _stations(self, post: int) -> None:
        """No more people at a serving post than stations (or than stand there now)."""
        stations = self.evaluator.problem.posts[post].stations
        for stretch in range(len(self._stretches)):
            base = int(self._base[post, stretch])
            self._matrix.row(self._change(post, stretch), -np.inf, float(max(stations, base) - base))

    def _price(self, rule: str, row: int, stretch: int) -> float:
        """What it costs to leave a shortage that stands in a stretch."""
        return float(self._worth[rule][row, self._stretches[stretch]].sum())

    def _cover(self) -> None:
        rule = "minimum_cover"
        for number, post in enumerate(self.evaluator.problem.posts):
            if post.min_cover > 0:
                for stretch, quarters in enumerate(self._stretches):
                    missing = int(self.evaluator.minimum[number, quarters[0]]) - int(self._base[number, stretch])
                    terms = self._change(number, stretch)
                    if missing > 0:
                        terms[self._matrix.column(self._price(rule, number, stretch), float(missing))] = 1.0
                    self._matrix.row(terms, float(missing), np.inf)

    def _dual(self) -> None:
        rule, people = "dual_control", len(self.evaluator.problem.people)
        for number, post in enumerate(self.evaluator.problem.posts):
            if post.dual_control:
                for stretch in range(len(self._stretches)):
                    base = float(self._base[number, stretch])
                    change = self._change(number, stretch)
                    if base == 1:
                        alone = self._matrix.column(self._price(rule, number, stretch), 1.0, whole=True)
                        self._matrix.row({**change, alone: 2.0}, 1.0, np.inf)
                        continue
                    manned = self._matrix.column(0.0, 1.0, whole=True)
                    self._matrix.row({**change, manned: -2.0}, -base, np.inf)
                    self._matrix.row({**change, manned: -float(people)}, -np.inf, -base)

    def _role(self, rule: str, flags: list[bool], posts: frozenset[int]) -> None:
        if not any(flags):
            return
        for stretch, quarters in enumerate(self._stretches):
            quarter = quarters[0]
            base = 0.0
            terms: dict[int, float] = {}
            for number, kind in enumerate(self.kinds):
                if not flags[kind.members[0]]:
                    continue
                stays = float(kind.where[quarter] != NOWHERE)
                base += stays * len(kind.members)
                for goal in kind.goals:
                    goes = float(on_duty_as(self.evaluator, kind.members[0], goal, posts)[quarter])
                    terms[self._variable[number, goal]] = goes - stays
            if base == 0:
                terms[self._matrix.column(self._price(rule, 0, stretch), 1.0)] = 1.0
            self._matrix.row(terms, 1.0 - base, np.inf)

    def solve(self, most: int | None = None, seconds: float = 2.0, *, shortened: bool = True) -> Solution:
        """The best plan with at most `most` moves (None: as many as pay), within a limit of seconds.

        Without `shortened` everybody goes for as long as a station is free.
        """
        if not self._variable:
            return Solution({}, True, 0.0, 0.0)
        import highspy

        if self._highs is None:
            self._highs = highspy.Highs()
            self._highs.setOptionValue("output_flag", False)
            self._highs.setOptionValue("threads", 1)
            self._highs.setOptionValue("mip_rel_gap", 0.0)
            self._highs.setOptionValue("mip_abs_gap", 0.05)
            self._highs.passModel(self._program())
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + seconds)
        self._highs.changeRowBounds(self._budget, 0.0, highspy.kHighsInf if most is None else float(most))
        for (number, goal), column in self._variable.items():
            members = self.kinds[number].members
            if self.evaluator.shortened(members[0], goal):
                self._highs.changeColBounds(column, 0.0, float(len(members)) if shortened else 0.0)
        before = self._highs.getRunTime()
        self._highs.run()
        proven = self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        info = self._highs.getInfo()
        values = self._highs.getSolution().col_value
        moves: dict[int, Goal] = {}
        if len(values):
            for (number, goal), column in self._variable.items():
                free = [p for p in self.kinds[number].members if p not in moves]
                for person in free[: round(values[column])]:
                    moves[person] = goal
        gap = 0.0 if proven else abs(info.objective_function_value - info.mip_dual_bound)
        return Solution(moves, proven, float(gap), self._highs.getRunTime() - before)

    def _program(self):
        import highspy

        written = self._matrix
        program = highspy.HighsLp()
        program.num_col_ = len(written.cost)
        program.num_row_ = len(written.rows)
        program.col_cost_ = np.array(written.cost)
        program.col_lower_ = np.zeros(len(written.cost))
        program.col_upper_ = np.array(written.upper)
        program.row_lower_ = np.array(written.low)
        program.row_upper_ = np.array(written.high)
        program.integrality_ = [
            highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous for whole in written.whole
        ]
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.cumsum([0, *(len(row) for row in written.rows)])
        program.a_matrix_.index_ = np.array([c for row in written.rows for c in row], dtype=np.int32)
        program.a_matrix_.value_ = np.array([v for row in written.rows for v in row.values()])
        return program


def _decreasing_savings(cost: np.ndarray) -> np.ndarray:
    """What each further person saves, made decreasing by the lower convex hull of the cost; never negative."""
    cost = np.minimum.accumulate(cost)
    hull = [0]
    for point in range(1, len(cost)):
        while len(hull) >= 2:
            a, b = hull[-2], hull[-1]
            if (cost[b] - cost[a]) * (point - a) >= (cost[point] - cost[a]) * (b - a):
                hull.pop()
            else:
                break
        hull.append(point)
    lower = np.interp(np.arange(len(cost)), hull, cost[hull])
    return np.maximum(0.0, -np.diff(lower))
