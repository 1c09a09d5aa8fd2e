"""Waiting of one day by service class and staffing, computed with the transient model and remembered.

A planner asks for thousands of staffings that differ from the roster only while a meeting runs: `extra` computes those
few quarter-hours only, and each once.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from supervisor.traffic.waiting.hall import Pool

from ..problem.model import QUARTER_MINUTES
from .courses import Course
from .floor import Floor

Change = tuple[int, int, tuple[int, ...]]
"""Number of a class, first quarter of the day that changes, and the people serving in each quarter from there."""


@dataclass
class Waits:
    """Customer-minutes of waiting on one floor. `known` may be shared by floors of the same day."""

    floor: Floor
    counts: np.ndarray
    known: dict[tuple[int, str, bytes], Course] = field(default_factory=dict)

    def __post_init__(self) -> None:
        classes = self.floor.day.classes
        self.stations = np.array([max(1, post.stations) for post in self.floor.posts], dtype=np.int64)
        self.class_of = [-1] * len(self.floor.posts)
        self.posts_of: list[list[int]] = []
        for number, one in enumerate(classes):
            posts = [n for n, post in enumerate(self.floor.posts) if post.service_class == one.service_class]
            self.posts_of.append(posts)
            for post in posts:
                self.class_of[post] = number
        self.first = self.floor.day.first_minute // QUARTER_MINUTES
        self.base = [self.serving(number, self.counts) for number in range(len(classes))]
        self._extra: dict[tuple[Change, str], float] = {}
        self._own: dict[tuple[Change, str], float] = {}
        self._courses: dict[tuple[int, str], Course] = {}

    def serving(self, number: int, counts: np.ndarray) -> np.ndarray:
        """People who serve class `number` in each quarter of its forecast, when `counts` (posts x 96) are there."""
        posts = self.posts_of[number]
        people = np.minimum(counts[posts], self.stations[posts, None]).sum(axis=0)
        return people[self.first : self.first + len(self.floor.day.classes[number].arrivals)]

    def of(self, number: int, serving: np.ndarray, band: str = "arrivals") -> float:
        """Waiting of class `number` over the day with so many serving; `band` is arrivals, low or high."""
        return self._course(number, serving, band).minutes

    def total(self, counts: np.ndarray, band: str = "arrivals") -> float:
        """Waiting of all classes over the day."""
        return sum(self.of(n, self.serving(n, counts), band) for n in range(len(self.floor.day.classes)))

    def extra(self, change: Change, band: str = "arrivals") -> float:
        """What a change of one class costs against the floor as it is: below zero where more people serve."""
        found = self._extra.get((change, band))
        if found is None:
            number, start, people = change
            course = self._base(number, band)
            found = self._extra[change, band] = course.with_people(start - self.first, people) - course.minutes
        return found

    def beyond(self, counts: np.ndarray, band: str = "arrivals") -> float:
        """What `counts` (posts x 96) cost against the floor as it is."""
        return sum(
            self.extra((number, first + self.first, people), band) for number, first, people in self.changes(counts)
        )

    def beside(self, number: int, changes: list[tuple[int, tuple[int, ...]]]) -> float:
        """What several changes of one class cost beyond what each costs alone: first quarters of the forecast and the
        people from there, one after the other."""
        start, base = changes[0][0], self.base[number]
        people: tuple[int, ...] = ()
        alone = 0.0
        for first, there in changes:
            people += (*base[start + len(people) : first].tolist(), *there)
            alone += self.extra((number, first + self.first, there))
        return self.extra((number, start + self.first, people)) - alone

    def own(self, change: Change, band: str = "arrivals") -> float:
        """As `extra`, with what it adds that some come back late: what a change costs that stands by itself."""
        found = self._own.get((change, band))
        if found is None:
            number, start, people = change
            late = self._base(number, band).late(start - self.first, people)
            found = self._own[change, band] = self.extra(change, band) + late
        return found

    def course(self, number: int) -> Course:
        """The course of a class as the floor has it."""
        return self._base(number, "arrivals")

    def changes(self, counts: np.ndarray) -> list[tuple[int, int, tuple[int, ...]]]:
        """Classes that other people serve with `counts` (posts x 96): number, first quarter of the forecast that
        differs, and the people from there to the last that differs."""
        found = []
        for number, base in enumerate(self.base):
            now = self.serving(number, counts)
            places = np.flatnonzero(now != base)
            if len(places):
                first, last = int(places[0]), int(places[-1])
                found.append((number, first, tuple(now[first : last + 1].tolist())))
        return found

    def _base(self, number: int, band: str) -> Course:
        found = self._courses.get((number, band))
        if found is None:
            found = self._courses[number, band] = self._course(number, self.base[number], band)
        return found

    def _course(self, number: int, serving: np.ndarray, band: str) -> Course:
        key = (number, band, serving.tobytes())
        found = self.known.get(key)
        if found is None:
            one = self.floor.day.classes[number]
            pool = Pool(float(one.service_minutes), float(one.patience_minutes), float(one.service_scv))
            found = Course(np.asarray(getattr(one, band), dtype=np.float64), pool, serving.tolist())
            self.known[key] = found
        return found
