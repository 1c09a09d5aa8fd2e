"""The floor of one day as the planner sees it: who stands where in each quarter-hour.

Built once for a day from duties, leave, lunch and the sittings that already stand, then asked many times. All arrays
are people x 96 quarter-hours of the day; posts are numbered in the order of the problem.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from ..problem.model import QUARTER_MINUTES, Day, Person, Post, Problem, Span, Taken

QUARTERS = 24 * 60 // QUARTER_MINUTES


def quarters(start_minute: int, end_minute: int) -> slice:
    """The quarter-hours that a stretch touches."""
    return slice(max(0, start_minute // QUARTER_MINUTES), min(QUARTERS, -(-end_minute // QUARTER_MINUTES)))


@dataclass(frozen=True)
class Floor:
    """One day. `post` is the number of the post a person is rostered on (-1: none); `at_work` his shift;
    `leave`, `lunch` and `meeting` say why he is not there; `meeting` is the number of a sitting in `taken` or -1;
    `sent`: he stands in for somebody of a sitting."""

    day: Day
    people: tuple[Person, ...]
    posts: tuple[Post, ...]
    person_number: dict[str, int]
    post_number: dict[str, int]
    post: np.ndarray
    at_work: np.ndarray
    leave: np.ndarray
    lunch: np.ndarray
    meeting: np.ndarray
    sent: np.ndarray
    taken: tuple[Taken, ...]

    @property
    def present(self) -> np.ndarray:
        """People x quarters: on duty and neither on leave, at lunch nor in a meeting."""
        return (self.post >= 0) & ~self.leave & ~self.lunch & (self.meeting < 0)

    def authorises(self, post: np.ndarray, present: np.ndarray) -> np.ndarray:
        """People x quarters: who may authorise where he stands, with people on these posts (people x 96); whoever was
        sent to a queue cannot."""
        serves = np.array([*(bool(one.service_class) for one in self.posts), False])
        signs = np.array([one.authoriser for one in self.people], dtype=bool)
        return present & signs[:, None] & ~(serves[post] & (self.sent | (post != self.post)))

    def open_quarters(self) -> slice:
        """The quarter-hours in which the doors are open (an empty slice on a closed day)."""
        if self.day.open_minute is None or self.day.close_minute is None:
            return slice(0, 0)
        return quarters(self.day.open_minute, self.day.close_minute)

    def reachable(self, person: int, stretch: slice, stretch_minutes: int) -> bool:
        """Whether a person is on shift in a stretch, or within `stretch_minutes` of the ends of his shift."""
        shift = np.nonzero(self.at_work[person])[0]
        if not len(shift):
            return False
        slack = stretch_minutes // QUARTER_MINUTES
        return bool(stretch.start >= shift[0] - slack and stretch.stop <= shift[-1] + 1 + slack)

    def counts(self, post: np.ndarray, present: np.ndarray) -> np.ndarray:
        """Posts x quarters: how many people stand at each post."""
        table = np.zeros((len(self.posts), post.shape[1]), dtype=np.int64)
        people, quarter = np.nonzero(present)
        np.add.at(table, (post[people, quarter], quarter), 1)
        return table


def build_floor(problem: Problem, day: date, extra: tuple[Taken, ...] = (), *, alone: bool = False) -> Floor:
    """The floor of `day` with the sittings that are taken and `extra` ones (with `alone` only those). Raises KeyError
    for an unknown day."""
    found = next((one for one in problem.days if one.day == day), None)
    if found is None:
        raise KeyError(day)
    number = {person.subject: index for index, person in enumerate(problem.people)}
    post_number = {post.subject: index for index, post in enumerate(problem.posts)}
    shape = (len(problem.people), QUARTERS)
    post = np.full(shape, -1, dtype=np.int64)
    at_work = np.zeros(shape, dtype=bool)
    for duty in found.duties:
        if duty.person in number:
            stretch = quarters(duty.start_minute, duty.end_minute)
            at_work[number[duty.person], stretch] = True
            post[number[duty.person], stretch] = post_number.get(duty.post, -1)
    taken = tuple(one for one in (*(() if alone else problem.taken), *extra) if one.sitting.day == day)
    meeting = np.full(shape, -1, dtype=np.int64)
    sent = np.zeros(shape, dtype=bool)
    for index, one in enumerate(taken):
        stretch = quarters(one.sitting.start_minute, one.sitting.end_minute)
        for person in one.sitting.people:
            if person in number:
                meeting[number[person], stretch] = index
        for cover in one.sitting.covers:
            if cover.person in number and cover.to_post in post_number:
                post[number[cover.person], stretch] = post_number[cover.to_post]
                sent[number[cover.person], stretch] = True
    return Floor(
        day=found,
        people=problem.people,
        posts=problem.posts,
        person_number=number,
        post_number=post_number,
        post=post,
        at_work=at_work,
        leave=_marks(found.absences, number, shape),
        lunch=_marks(found.lunches, number, shape),
        meeting=meeting,
        sent=sent,
        taken=taken,
    )


def _marks(spans: tuple[Span, ...], number: dict[str, int], shape: tuple[int, int]) -> np.ndarray:
    marks = np.zeros(shape, dtype=bool)
    for span in spans:
        if span.person in number:
            marks[number[span.person], quarters(span.start_minute, span.end_minute)] = True
    return marks
