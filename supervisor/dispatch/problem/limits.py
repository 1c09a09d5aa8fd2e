"""Figures beyond which a problem is refused: no branch has them, and no answer to them would be worth reading.

A file written by hand may hold a count below zero, two people of one name, or a number that is no number. Each is told
with where it stands and what to write.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from supervisor.dispatch.problem.model import Problem
from supervisor.language import _

MOST_PEOPLE = 1000
MOST_POSTS = 300
MOST_CLASSES = 100
MOST_QUARTERS = 96
MOST_CUSTOMERS = 10_000.0
MOST_MOVES = 50
DAY_MINUTES = 24 * 60
TIMES = (0.01, 100_000.0)  # minutes of service and patience
PRICES = (0.0, 1_000_000.0)


def beyond(problem: Problem) -> Iterator[tuple[str, str]]:
    """What is beyond the limits or stands there twice: each with its cure."""
    for what, found, most in (
        ("people", len(problem.people), MOST_PEOPLE),
        ("posts", len(problem.posts), MOST_POSTS),
        ("classes", len(problem.classes), MOST_CLASSES),
        ("quarters", max((len(one.arrivals) for one in problem.classes), default=0), MOST_QUARTERS),
    ):
        yield from _outside(what, found, 0, most)
    yield from _twice([one.subject for one in problem.people])
    yield from _twice([one.subject for one in problem.posts])
    yield from _twice([one.service_class for one in problem.classes])
    yield from _outside("now_minute", problem.now_minute, 0, DAY_MINUTES)
    yield from _outside("max_moves", problem.max_moves, 0, MOST_MOVES)
    yield from _outside("outage_quarters", problem.outage_quarters, 0, 10 * MOST_QUARTERS)
    for price in ("move_price_minutes", "undo_price_minutes", "break_price_minutes"):
        yield from _outside(price, getattr(problem, price), *PRICES)
    yield from _of_classes(problem)
    yield from _of_posts(problem)
    yield from _of_people(problem)


def _outside(where: str, value: float, least: float, most: float) -> Iterator[tuple[str, str]]:
    if not (math.isfinite(value) and least <= value <= most):
        yield (
            f"{where} {value:g}",
            _("Write a number from {least} to {most}.").format(least=f"{least:g}", most=f"{most:g}"),
        )


def _twice(names: list[str]) -> Iterator[tuple[str, str]]:
    for name, times in Counter(names).items():
        if times > 1 or not name:
            yield repr(name), _("Give each person, post and class a name of its own.")


def _of_classes(problem: Problem) -> Iterator[tuple[str, str]]:
    for one in problem.classes:
        for what in ("service_minutes", "patience_minutes"):
            yield from _outside(f"{one.service_class}: {what}", getattr(one, what), *TIMES)
        yield from _outside(f"{one.service_class}: standing", one.standing, 0, MOST_CUSTOMERS)
        for what in ("arrivals", "low", "high"):
            for value in getattr(one, what):
                yield from _outside(f"{one.service_class}: {what}", value, 0, MOST_CUSTOMERS)


def _of_posts(problem: Problem) -> Iterator[tuple[str, str]]:
    for post in problem.posts:
        yield from _outside(f"{post.subject}: stations", post.stations, 0, MOST_PEOPLE)
        yield from _outside(f"{post.subject}: min_cover", post.min_cover, 0, MOST_PEOPLE)
        yield from _outside(f"{post.subject}: handover_minutes", post.handover_minutes, 0, DAY_MINUTES)


def _of_people(problem: Problem) -> Iterator[tuple[str, str]]:
    known = {one.subject for one in problem.people}
    for one in problem.people:
        for span in (*one.away, *one.later):
            if span.end_minute < span.start_minute:
                yield f"{one.name}: {span.start_minute}-{span.end_minute}", _("Write the end after the beginning.")
        if one.break_window is not None:
            yield from _outside(f"{one.name}: break_window", one.break_window.latest_minute, 0, 2 * DAY_MINUTES)
    for kept in problem.kept:
        if kept.person not in known or not kept.to_post:
            yield f"kept: {kept.person!r}, {kept.to_post!r}", _("Name a person and a post of the problem.")
