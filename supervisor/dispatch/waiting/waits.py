"""The waiting that an assignment of people to posts leads to, from the queue that stands now.

One evaluation is exact in the sense of the transient model of `traffic.hall`: the people really there in each
quarter-hour, the backlog carried on. The optimiser's own costs are marginal values read from the same model.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from supervisor.dispatch.problem.goals import NOWHERE, Goal, Moves
from supervisor.dispatch.problem.handover import delayed
from supervisor.dispatch.problem.model import QUARTER_MINUTES, ClassQueue, Person, Problem
from supervisor.dispatch.problem.outage import flow
from supervisor.dispatch.waiting.courses import Course
from supervisor.traffic.waiting.hall import Pool

GUARDS = 2  # who stays at a two-person post whose business is stopped


@dataclass(frozen=True)
class Demand:
    """What comes to a class once the incident has stopped what it stops and sent those customers elsewhere; how many
    of its own went home at once."""

    service_class: str
    arrivals: np.ndarray
    standing: float
    service_minutes: float
    patience_minutes: float
    service_scv: float = 1.0
    turned_away: float = 0.0

    @property
    def customers(self) -> float:
        """Customers of the horizon, those standing included."""
        return float(self.arrivals.sum()) + self.standing


def demands(problem: Problem, band: str = "arrivals") -> list[Demand]:
    """Demand of each class (order of the problem) at the forecast or at the low or high edge of its band."""
    if not problem.classes:
        return []
    course = flow(problem, np.array([_band(one, band) for one in problem.classes], dtype=float))
    return [
        Demand(
            one.service_class, course.arrivals[number], float(course.standing[number]), one.service_minutes,
            one.patience_minutes, one.service_scv, float(course.turned_away[number]),
        )
        for number, one in enumerate(problem.classes)
    ]  # fmt: skip


def _band(one: ClassQueue, band: str) -> tuple[float, ...]:
    return getattr(one, band) or one.arrivals


@dataclass
class Evaluator:
    """Evaluates moves of one problem.

    `where[p, q]` is the post on which person p stands in quarter q if left alone (NOWHERE: not there, or in a meeting),
    `where_released` the same once called out of the meeting, and `there_moved[p, q]` whether he is there to be moved.
    `level` is posts x quarters: people there if nobody is moved, `minimum` how many must be; `free` whether one more
    finds a station there. `serves` is classes x posts (1: serves it), `stations` posts x 1. `turns`
    are by post the quarters at which people come or go if nobody is moved, or another number must be there.
    """

    problem: Problem
    _courses: dict[tuple[str, int], Course] = field(default_factory=dict)
    _changes: dict[tuple[int, Goal], np.ndarray] = field(default_factory=dict)
    _rows: dict[tuple[int, Goal], np.ndarray] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problem = self.problem
        self.quarters = len(problem.classes[0].arrivals) if problem.classes else 1
        self.hands_over = any(post.handover_minutes for post in problem.posts)
        self.post_number = {post.subject: n for n, post in enumerate(problem.posts)}
        self.start = tuple(self.post_number.get(person.at, NOWHERE) for person in problem.people)
        shape = (len(problem.people), self.quarters)
        self.there_moved = np.array([self._there(p) for p in problem.people], dtype=bool).reshape(shape)
        planned = np.array([self._planned(p) for p in problem.people], dtype=np.int64).reshape(shape)
        meets = np.array([self._meets(p) for p in problem.people], dtype=bool).reshape(shape)
        self.where_released = np.where(self.there_moved, planned, NOWHERE)
        self.where = np.where(meets, NOWHERE, self.where_released)
        self.in_meeting = np.array([p.in_meeting_until > problem.now_minute for p in problem.people], dtype=bool)
        self._demands = {band: demands(problem, band) for band in ("arrivals", "low", "high")}
        self.serves = np.array(
            [[post.service_class == one.service_class for post in problem.posts] for one in problem.classes],
            dtype=np.int64,
        ).reshape(len(problem.classes), len(problem.posts))
        self.stations = np.array([[max(1, post.stations)] for post in problem.posts], dtype=np.int64)
        self.minimum = self._minimum()
        self.level = np.zeros((len(problem.posts), self.quarters), dtype=np.int64)
        for row in self.where:
            self._count(self.level, row, 1)
        turns = (np.diff(self.level, axis=1) != 0) | (np.diff(self.minimum, axis=1) != 0)
        self.turns = [tuple((np.flatnonzero(line) + 1).tolist()) for line in turns]
        self._free_spans = [self._longest_open(number) for number in range(len(problem.posts))]
        self.free = np.zeros(self.level.shape, dtype=bool)
        for number, span in enumerate(self._free_spans):
            self.free[number, slice(*span)] = True

    def demand(self, number: int, band: str = "arrivals") -> Demand:
        """Demand of class `number`."""
        return self._demands[band][number]

    def counts(self, moves: Moves) -> np.ndarray:
        """Posts x quarters: people there after these moves."""
        table = self.level.copy()
        for number, goal in moves.items():
            table += self.change(number, goal)
        return table

    def change(self, number: int, goal: Goal) -> np.ndarray:
        """Posts x quarters: people more or fewer when one person is sent."""
        change = self._changes.get((number, goal))
        if change is None:
            change = self._changes[number, goal] = np.zeros_like(self.level)
            self._count(change, self.where[number], -1)
            self._count(change, self.destination(number, goal), 1)
        return change

    def whole(self, post: int) -> Goal:
        """Sent to a post for as long as a station is free there."""
        return Goal(post, *self.free_span(post))

    def shortened(self, number: int, goal: Goal) -> bool:
        """Whether somebody is sent neither for as long as a station is free nor for the whole time."""
        all_there_is = (self.free_span(goal.post), (0, self.quarters))
        return goal.post != self.start[number] and (goal.first, goal.last) not in all_there_is

    def destination(self, number: int, goal: Goal) -> np.ndarray:
        """Posts by quarter of a person who is sent away: there in the stretch he is sent for, while a station is free;
        else where he would be anyway. To his own post: called out of the meeting, back to plan. While he hands over he
        is on no post."""
        row = self._rows.get((number, goal))
        if row is None:
            row = self._sent(number, goal)
            row = self._rows[number, goal] = delayed(self, number, goal, row) if self.hands_over else row
        return row

    def _sent(self, number: int, goal: Goal) -> np.ndarray:
        if goal.post == self.start[number]:
            return self.where_released[number]
        row = self.where[number].copy()
        span = slice(goal.first, goal.last)
        row[span] = np.where(self.there_moved[number, span], goal.post, NOWHERE)
        return row

    def _minimum(self) -> np.ndarray:
        """Posts x quarters: people who must be there. Where an outage stops all business of a post nobody need serve;
        two stay at a two-person post to guard cash, stamps and the day's papers."""
        guide = self.problem.guide_class  # never stopped, see `outage.flow`
        stopped = {one.service_class for one in self.problem.classes if one.share_stopped >= 1} - {guide}
        table = np.array([[post.min_cover] * self.quarters for post in self.problem.posts], dtype=np.int64)
        for number, post in enumerate(self.problem.posts):
            if post.service_class in stopped:
                down = self.problem.outage_quarters or self.quarters
                table[number, :down] = min(post.min_cover, GUARDS if post.dual_control else 0)
        return table.reshape(len(self.problem.posts), self.quarters)

    def free_span(self, post: int) -> tuple[int, int]:
        """First and after-last quarter of the longest stretch in which a station of the post is free."""
        return self._free_spans[post]

    def _longest_open(self, post: int) -> tuple[int, int]:
        edges = np.flatnonzero(np.diff(np.concatenate(([0], self._open(post).astype(np.int8), [0])))).reshape(-1, 2)
        return max(((int(a), int(b)) for a, b in edges), key=lambda span: span[1] - span[0], default=(0, 0))

    def _open(self, post: int) -> np.ndarray:
        if not self.problem.posts[post].service_class:
            return np.ones(self.quarters, dtype=bool)
        return self.level[post] < self.stations[post]

    def _count(self, table: np.ndarray, row: np.ndarray, people: int) -> None:
        quarters = np.flatnonzero(row != NOWHERE)
        table[row[quarters], quarters] += people

    def servers(self, counts: np.ndarray) -> np.ndarray:
        """Classes x quarters: people who can serve, no more than there are stations."""
        return self.serves @ np.minimum(counts, self.stations)

    def class_waiting(self, number: int, counts: np.ndarray, band: str = "arrivals") -> float:
        """Customer-minutes of waiting of one class over the horizon."""
        return self._one_waiting(number, self.servers(counts)[number], band)

    def waiting(self, counts: np.ndarray, band: str = "arrivals") -> float:
        """Customer-minutes of waiting of all classes over the horizon."""
        return sum(self._one_waiting(number, row, band) for number, row in enumerate(self.servers(counts)))

    def _one_waiting(self, number: int, servers: np.ndarray, band: str) -> float:
        return self.course(number, band).value(servers)

    def waitings(self, counts: np.ndarray) -> np.ndarray:
        """Customer-minutes of waiting of many staffings, shape (staffings, posts, quarters) -> (staffings,)."""
        served = np.minimum(counts, self.stations).astype(np.int16)
        total = np.zeros(len(counts))
        for number, serves in enumerate(self.serves):
            which, back = _distinct(served[:, serves > 0].sum(axis=1, dtype=np.int16))
            total += self.course(number).values(which)[back]
        return total

    def course(self, number: int, band: str = "arrivals") -> Course:
        """The queue of class `number`, which values many rows of people at once."""
        known = self._courses.get((band, number))
        if known is None:
            one = self._demands[band][number]
            pool = Pool(one.service_minutes, one.patience_minutes, one.service_scv)
            known = self._courses[band, number] = Course(pool, tuple(one.arrivals.tolist()), float(one.standing))
        return known

    def _middles(self) -> list[float]:
        first = self.problem.now_minute + QUARTER_MINUTES / 2
        return [first + quarter * QUARTER_MINUTES for quarter in range(self.quarters)]

    def _there(self, person: Person) -> list[bool]:
        return [not any(a.start_minute <= middle < a.end_minute for a in person.away) for middle in self._middles()]

    def _meets(self, person: Person) -> list[bool]:
        return [middle < person.in_meeting_until for middle in self._middles()]

    def _planned(self, person: Person) -> list[int]:
        posts = [
            next((stay.post for stay in person.later if stay.start_minute <= middle < stay.end_minute), person.at)
            for middle in self._middles()
        ]
        return [self.post_number.get(post, NOWHERE) for post in posts]


def _distinct(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The different rows, and for every row which of them it is."""
    if not rows.size:
        return rows[:1], np.zeros(len(rows), dtype=np.intp)
    sign = np.ascontiguousarray(rows).view(np.dtype((np.void, rows.shape[1] * rows.itemsize))).ravel()
    _signs, first, back = np.unique(sign, return_index=True, return_inverse=True)
    return rows[first], back.ravel()
