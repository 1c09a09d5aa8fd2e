"""The waiting that an assignment of people to posts leads to, from the queue that stands now.

One evaluation is exact in the sense of the transient model of `traffic.hall`: the people really there in each
quarter-hour, the backlog carried on. The optimiser's own costs are marginal values read from the same model.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from supervisor.traffic.hall import waiting_minutes

from .problem import QUARTER_MINUTES, ClassQueue, Person, Problem

NOWHERE = -1


@dataclass(frozen=True)
class Demand:
    """What comes to a class once the incident has stopped what it stops and sent those customers to the guide."""

    service_class: str
    arrivals: np.ndarray
    standing: float
    service_minutes: float
    patience_minutes: float

    @property
    def customers(self) -> float:
        """Customers of the horizon, those standing included."""
        return float(self.arrivals.sum()) + self.standing


def demands(problem: Problem, band: str = "arrivals") -> list[Demand]:
    """Demand of each class (order of the problem) at the forecast or at the low or high edge of its band."""
    quarters = len(problem.classes[0].arrivals) if problem.classes else 0
    lasts = problem.outage_quarters or quarters
    down = np.arange(quarters) < lasts
    diverted = np.zeros(quarters)
    diverted_standing = 0.0
    found: list[Demand] = []
    for one in problem.classes:
        coming = np.asarray(_band(one, band), dtype=float)
        stopped = np.where(down, one.share_stopped, 0.0) * (one.service_class != problem.guide_class)
        standing = one.standing * (1.0 - (float(stopped[0]) if quarters else 0.0))
        diverted += coming * stopped
        diverted_standing += one.standing - standing
        found.append(
            Demand(one.service_class, coming * (1 - stopped), standing, one.service_minutes, one.patience_minutes)
        )
    return [
        Demand(
            one.service_class,
            one.arrivals + diverted,
            one.standing + diverted_standing,
            one.service_minutes,
            one.patience_minutes,
        )
        if one.service_class == problem.guide_class
        else one
        for one in found
    ]


def _band(one: ClassQueue, band: str) -> tuple[float, ...]:
    return getattr(one, band) or one.arrivals


@dataclass
class Evaluator:
    """Evaluates assignments of one problem. An assignment is, for each person, the number of a post or NOWHERE.

    `there[p, q]` says whether person p is there in quarter q if left alone; `there_moved` if moved now (which takes
    people out of a meeting).
    """

    problem: Problem
    _known: dict[tuple[str, int, bytes], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problem = self.problem
        self.quarters = len(problem.classes[0].arrivals) if problem.classes else 1
        self.post_number = {post.subject: n for n, post in enumerate(problem.posts)}
        self.start = tuple(self.post_number.get(person.at, NOWHERE) for person in problem.people)
        self.there = np.array([_there(problem, p, self.quarters, False) for p in problem.people], dtype=bool)
        self.there_moved = np.array([_there(problem, p, self.quarters, True) for p in problem.people], dtype=bool)
        self.there = self.there.reshape(len(problem.people), self.quarters)
        self.there_moved = self.there_moved.reshape(len(problem.people), self.quarters)
        self.in_meeting = np.array([p.in_meeting_until > problem.now_minute for p in problem.people], dtype=bool)
        self._demands = {band: demands(problem, band) for band in ("arrivals", "low", "high")}
        self._serves = np.array(
            [[post.service_class == one.service_class for post in problem.posts] for one in problem.classes],
            dtype=np.int64,
        ).reshape(len(problem.classes), len(problem.posts))
        self._stations = np.array([[max(1, post.stations)] for post in problem.posts], dtype=np.int64)
        self._level = np.zeros((len(problem.posts), self.quarters), dtype=np.int64)
        for number, post in enumerate(self.start):
            if post != NOWHERE:
                self._level[post] += self.there[number]

    def demand(self, number: int, band: str = "arrivals") -> Demand:
        """Demand of class `number`."""
        return self._demands[band][number]

    def counts(self, assignment: tuple[int, ...], released: frozenset[int] = frozenset()) -> np.ndarray:
        """Posts x quarters: people there. `released` are people called out of a meeting back to their own post."""
        table = self._level.copy()
        for number, (post, start) in enumerate(zip(assignment, self.start, strict=True)):
            if post != start or number in released:
                if start != NOWHERE:
                    table[start] -= self.there[number]
                if post != NOWHERE:
                    table[post] += self.there_moved[number]
        return table

    def servers(self, counts: np.ndarray) -> np.ndarray:
        """Classes x quarters: people who can serve, no more than there are stations."""
        return self._serves @ np.minimum(counts, self._stations)

    def class_waiting(self, number: int, counts: np.ndarray, band: str = "arrivals") -> float:
        """Customer-minutes of waiting of one class over the horizon."""
        return self._one_waiting(number, self.servers(counts)[number], band)

    def waiting(self, counts: np.ndarray, band: str = "arrivals") -> float:
        """Customer-minutes of waiting of all classes over the horizon."""
        return sum(self._one_waiting(number, row, band) for number, row in enumerate(self.servers(counts)))

    def _one_waiting(self, number: int, servers: np.ndarray, band: str) -> float:
        key = (band, number, servers.tobytes())
        known = self._known.get(key)
        if known is None:
            one = self._demands[band][number]
            spent = waiting_minutes(
                one.arrivals, one.service_minutes, one.patience_minutes, servers.astype(float), one.standing
            )
            known = self._known[key] = float(spent.sum())
        return known

    def marginals(self, number: int, most: int) -> np.ndarray:
        """(most + 1) x quarters: waiting of a class in each quarter with 0, 1, … `most` people from now on."""
        one = self._demands["arrivals"][number]
        people = np.repeat(np.arange(most + 1, dtype=float)[:, None], self.quarters, axis=1)
        return waiting_minutes(one.arrivals, one.service_minutes, one.patience_minutes, people, one.standing)


def _there(problem: Problem, person: Person, quarters: int, moved: bool) -> list[bool]:
    marks = []
    for quarter in range(quarters):
        middle = problem.now_minute + quarter * QUARTER_MINUTES + QUARTER_MINUTES / 2
        away = any(one.start_minute <= middle < one.end_minute for one in person.away)
        meeting = middle < person.in_meeting_until and not moved
        marks.append(not away and not meeting)
    return marks
