"""What a problem file may not say: amounts that cannot be, names twice, sizes beyond any branch.

A file comes from anywhere. Everything here is checked before the planner sees it, so that a wrong or hostile file ends
in words that name the place, never in a crash or an endless computation.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from supervisor.errors import Fault
from supervisor.language import _

from .model import ClassDay, Day, MeetingKind, Problem, Span, Taken, Wish

DAY_MINUTES = 24 * 60
QUARTERS = 96
MOST_ARRIVALS = 2000.0
MOST_BYTES = 50_000_000
MOST = {"people": 2000, "posts": 500, "days": 400, "wishes": 1000, "taken": 20_000, "standing": 20_000}
MOST_FAULTS = 20
BY = ("person", "people", "role", "skill", "everyone")


def faults_of(problem: Problem, file: str = "") -> tuple[Fault, ...]:
    """Everything that cannot be, the first twenty; empty: the problem can be planned."""
    found: list[Fault] = []
    for place, cure in _wrong(problem):
        found.append(Fault(place, cure, file=file))
        if len(found) == MOST_FAULTS:
            break
    return tuple(found)


def _wrong(problem: Problem) -> Iterator[tuple[str, str]]:
    for name, most in MOST.items():
        if len(getattr(problem, name)) > most:
            yield f"{name}: {len(getattr(problem, name))}", _("No more than {most}.").format(most=most)
            return
    for name in ("people", "posts", "days"):
        keys = [getattr(one, "day" if name == "days" else "subject") for one in getattr(problem, name)]
        twice = sorted({str(key) for key in keys if keys.count(key) > 1})
        if twice:
            yield f"{name}: {twice[0]}", _("Each only once.")
    for post in problem.posts:
        if not (0 <= post.stations <= 500 and 0 <= post.min_cover <= 500):
            yield f"posts: {post.subject}", _("Stations and people on post are 0 to 500.")
    if problem.wishes and not problem.people:
        yield "people", _("Somebody must be there to meet.")
    for day in problem.days:
        yield from _day(day)
    yield from _unknown(problem)
    for number, wish in enumerate(problem.wishes):
        yield from _wish(f"wishes[{number}]", wish)
    for name in ("taken", "standing"):
        for number, one in enumerate(getattr(problem, name)):
            yield from _taken(f"{name}[{number}]", one)
    if any(not 1 <= minutes <= DAY_MINUTES for minutes in problem.caps_minutes.values()):
        yield "caps_minutes", _("A length is 1 to 1440 minutes.")
    if not (0 <= problem.stretch_minutes <= DAY_MINUTES and 0 <= problem.most_at_once <= 1000):
        yield "stretch_minutes, most_at_once", _("Not below zero.")


def _day(day: Day) -> Iterator[tuple[str, str]]:
    place = f"days: {day.day.isoformat()}"
    hours = (day.open_minute, day.close_minute)
    if (hours[0] is None) != (hours[1] is None):
        yield place, _("Both opening and closing, or neither.")
    elif hours[0] is not None and hours[1] is not None and not 0 <= hours[0] <= hours[1] <= DAY_MINUTES:
        yield place, _("It opens before it closes.")
    if not 0 <= day.first_minute <= DAY_MINUTES or not 0 <= day.earliest_minute <= DAY_MINUTES:
        yield place, _("Times of day are 0 to 1440 minutes.")
    spans: tuple[Span, ...] = (*day.duties, *day.absences, *day.lunches)
    if any(not 0 <= one.start_minute <= one.end_minute <= 2 * DAY_MINUTES for one in spans):
        yield place, _("A stretch begins before it ends.")
    if any(not 0 <= one.start_minute <= one.end_minute <= DAY_MINUTES for one in day.peaks):
        yield place, _("A stretch begins before it ends.")
    codes = [one.service_class for one in day.classes]
    if len(codes) > 100 or len(set(codes)) < len(codes):
        yield place, _("Each service class only once, no more than 100.")
    for one in day.classes:
        yield from _class(f"{place}: {one.service_class}", one, day.first_minute)


def _unknown(problem: Problem) -> Iterator[tuple[str, str]]:
    """What is named and is not there: nobody would be counted, and nothing would be said."""
    people, posts = {one.subject for one in problem.people}, {one.subject for one in problem.posts}
    for day in problem.days:
        for one in day.duties:
            if one.person not in people or one.post not in posts:
                yield f"days: {day.day.isoformat()}: {one.person} {one.post}", _("Name only what the file has.")
    subjects = [one.subject for one in problem.wishes]
    for wish in problem.wishes:
        if subjects.count(wish.subject) > 1:
            yield f"wishes: {wish.subject}", _("Each only once.")


def _class(place: str, one: ClassDay, first_minute: int) -> Iterator[tuple[str, str]]:
    if not len(one.arrivals) == len(one.low) == len(one.high):
        yield place, _("Arrivals, low and high are equally long.")
    if first_minute // 15 + len(one.arrivals) > QUARTERS:
        yield place, _("The forecast ends with the day.")
    if any(not 0 <= value <= MOST_ARRIVALS for row in (one.arrivals, one.low, one.high) for value in row):
        yield place, _("Arrivals of a quarter-hour are 0 to 2000.")
    if not 0.01 <= one.service_minutes <= DAY_MINUTES or not 0.01 <= one.patience_minutes < math.inf:
        yield place, _("Service and patience are above zero minutes.")
    if not 0 <= one.service_scv <= 100:
        yield place, _("How much service times scatter is 0 to 100.")
    if any(low > high for low, high in zip(one.low, one.high, strict=False)):
        yield place, _("The lower bound is not above the upper one.")


def _wish(place: str, wish: Wish) -> Iterator[tuple[str, str]]:
    place = f"{place}: {wish.title or wish.subject}"
    if not 1 <= wish.minutes <= DAY_MINUTES:
        yield place, _("A length is 1 to 1440 minutes.")
    times = (wish.earliest_minute, wish.latest_minute, wish.wished_minute or 0)
    if any(not 0 <= one <= DAY_MINUTES for one in times):
        yield place, _("Times of day are 0 to 1440 minutes.")
    if any(one.first_day > one.last_day for one in (*wish.windows, wish)):
        yield place, _("The first day is not after the last.")
    if wish.kind not in set(MeetingKind):
        yield f"{place}: {wish.kind}", _("Kinds are {kinds}.").format(kinds=", ".join(MeetingKind))
    if not 1 <= wish.most_batches <= 12:
        yield place, _("1 to 12 batches.")
    if len(wish.needs) > 2000 or len(wish.windows) > 400 or len(wish.after) > 1000:
        yield place, _("Too long.")
    for need in wish.needs:
        if need.by not in BY or not 0 <= need.at_least <= 2000:
            yield place, _("People are asked for by person, role, skill or everyone.")


def _taken(place: str, one: Taken) -> Iterator[tuple[str, str]]:
    held = one.sitting
    if not 0 <= held.start_minute <= held.end_minute <= DAY_MINUTES:
        yield f"{place}: {one.title or one.meeting}", _("A stretch begins before it ends.")
