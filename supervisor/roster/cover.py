"""Who is really on post at a time: duties less absences less lunches. Pure; used by queries, planner and
print alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Protocol

from supervisor.roster.records import Absence, Duty, Lunch, Shortage

QUARTER = 15


class CoveredPost(Protocol):
    """What the rules of cover ask of a post."""

    @property
    def skill(self) -> str: ...
    @property
    def min_cover(self) -> int: ...
    @property
    def dual_control(self) -> bool: ...


def present(
    duties: Iterable[Duty], absences: Sequence[Absence], lunches: Sequence[Lunch], minute: int
) -> dict[str, tuple[str, ...]]:
    """Post → persons on it at that minute, in the order of the duties."""
    away = {one.person for one in [*absences, *lunches] if one.start_minute <= minute < one.end_minute}
    out: dict[str, list[str]] = {}
    for duty in duties:
        if duty.start_minute <= minute < duty.end_minute and duty.person not in away:
            out.setdefault(duty.post, []).append(duty.person)
    return {post: tuple(persons) for post, persons in out.items()}


def counts(
    duties: Sequence[Duty],
    absences: Sequence[Absence],
    lunches: Sequence[Lunch],
    first_minute: int,
    quarters: int,
) -> dict[str, list[float]]:
    """Post → mean number of people on it in each of `quarters` quarter-hours from `first_minute`.

    A lunch of 20 minutes takes 20/15 of one person, so that staggered breaks are not rounded away.
    """
    out: dict[str, list[float]] = {}
    for duty in duties:
        line = out.setdefault(duty.post, [0.0] * quarters)
        gaps = [
            (one.start_minute, one.end_minute)
            for one in [*absences, *lunches]
            if one.person == duty.person and one.end_minute > duty.start_minute and one.start_minute < duty.end_minute
        ]
        spans = without((duty.start_minute, duty.end_minute), gaps)
        for start, end in spans:
            for quarter in range(max(0, (start - first_minute) // QUARTER), quarters):
                begins = first_minute + quarter * QUARTER
                if begins >= end:
                    break
                line[quarter] += max(0, min(end, begins + QUARTER) - max(start, begins)) / QUARTER
    return out


def without(span: tuple[int, int], gaps: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of a span of minutes when the gaps (which may overlap) are cut out of it."""
    left: list[tuple[int, int]] = []
    start, end = span
    for gap_start, gap_end in sorted(gaps):
        if gap_start > start:
            left.append((start, min(gap_start, end)))
        start = max(start, gap_end)
        if start >= end:
            return left
    left.append((start, end))
    return left


def shortages(
    duties: Sequence[Duty],
    absences: Sequence[Absence],
    lunches: Sequence[Lunch],
    minimum: dict[str, int],
    first_minute: int,
    last_minute: int,
) -> list[Shortage]:
    """Stretches between first and last minute in which a post has fewer people than its minimum, by post
    and time.
    """
    edges = {first_minute, last_minute}
    for one in [*duties, *absences, *lunches]:
        edges |= {minute for minute in (one.start_minute, one.end_minute) if first_minute < minute < last_minute}
    points = sorted(edges)
    out: list[Shortage] = []
    open_: dict[str, Shortage] = {}
    for start, end in pairwise(points):
        there = present(duties, absences, lunches, start)
        for post, least in minimum.items():
            number = len(there.get(post, ()))
            before = open_.pop(post, None)
            joined = before is not None and before.on_post == number
            if before is not None and not joined:
                out.append(before)
            if number < least:
                begun = before.start_minute if before is not None and joined else start
                open_[post] = Shortage(post, begun, end, number, least)
    return sorted([*out, *open_.values()], key=lambda one: (one.post, one.start_minute))


def overlapping(duties: Sequence[Duty]) -> list[tuple[Duty, Duty]]:
    """Pairs of duties that put one person in two places at once."""
    by_person = _grouped(duties, lambda duty: duty.person)
    out: list[tuple[Duty, Duty]] = []
    for own in by_person.values():
        own.sort(key=lambda duty: duty.start_minute)
        out += [(a, b) for a, b in pairwise(own) if b.start_minute < a.end_minute]
    return out


def _grouped(duties: Iterable[Duty], key: Callable[[Duty], str]) -> dict[str, list[Duty]]:
    out: dict[str, list[Duty]] = {}
    for duty in duties:
        out.setdefault(key(duty), []).append(duty)
    return out
