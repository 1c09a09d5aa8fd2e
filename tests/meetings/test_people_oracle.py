"""Choosing people with the start against trying all people and all starts of small problems."""

from __future__ import annotations

import itertools
import random

import msgspec
import numpy as np
import pytest

from supervisor.meetings.planner.planner import plan
from supervisor.meetings.pricing.courses import Course
from supervisor.meetings.problem.model import Need, Problem, Span
from supervisor.traffic.waiting.hall import Pool
from tests.meetings.branch_problem import wish
from tests.meetings.test_joint import OPEN, QUARTERS, branch, waits

Way = tuple[range, frozenset[str]]


def by_force(asked: Problem) -> tuple[dict[frozenset[int], float], float]:
    """For each set of meetings that may be left out the least that the others cost, over all starts and all people who
    may come; and the dearest starts of all meetings together, each with the people for whom it is cheapest. Nobody can
    stand in, so that the floor is counted plainly."""
    one = asked.days[0]
    role = {person.subject: person.role for person in asked.people}
    away = {(span.person, q) for span in one.absences for q in range(QUARTERS)
            if span.start_minute < OPEN + 15 * (q + 1) and span.end_minute > OPEN + 15 * q}  # fmt: skip
    before = {each.service_class: [sum(role[p] == each.service_class and (p, q) not in away for p in role)
                                   for q in range(QUARTERS)] for each in one.classes}  # fmt: skip
    base = {each.service_class: waits(each, before[each.service_class]) for each in one.classes}

    def price(held: list[Way]) -> float | None:
        inside = [[people for span, people in held if q in span] for q in range(QUARTERS)]
        if any(sum(map(len, now)) > len(frozenset().union(*now)) for now in inside):
            return None
        found = 0.0
        for each in one.classes:
            code = each.service_class
            there = [had - sum(role[p] == code for group in inside[q] for p in group)
                     for q, had in enumerate(before[code])]  # fmt: skip
            if any(now < min(1, had) for now, had in zip(there, before[code], strict=True)):
                return None
            found += waits(each, there) - base[code]
            course = Course(np.array(each.arrivals), Pool(each.service_minutes, each.patience_minutes), before[code])
            for span, group in held:  # some come back to their customers late
                if gone := sum(role[p] == code for p in group):
                    found += course.late(span.start, tuple(before[code][q] - gone for q in span))
        return found

    ways: list[list[Way | None]] = []
    dearest = 0.0
    for each in asked.wishes:
        (need,) = each.needs
        found: list[Way | None] = [None]
        alone: dict[int, float] = {}
        for at in range((each.earliest_minute - OPEN) // 15, QUARTERS - each.minutes // 15 + 1):
            span = range(at, at + each.minutes // 15)
            free = [p for p in role if role[p] == need.value and not any((p, q) in away for q in span)]
            for some in itertools.combinations(free, need.at_least):
                found.append((span, frozenset(some)))
                if (cost := price([(span, frozenset(some))])) is not None:
                    alone[at] = min(alone.get(at, cost), cost)
        ways.append(found)
        dearest += max(alone.values(), default=0.0)
    best: dict[frozenset[int], float] = {}
    for chosen in itertools.product(*ways):
        out = frozenset(n for n, way in enumerate(chosen) if way is None)
        cost = price([way for way in chosen if way is not None])
        if cost is not None:
            best[out] = min(best.get(out, cost), cost)
    return best, dearest


def small(seed: int) -> Problem:
    """Two or three meetings of some of four tellers or two advisers, some of them away for a while, in one hour."""
    rng = random.Random(seed)
    asked = branch(seed, 3)
    people = tuple(one for one in asked.people if int(one.name[1:]) < (4 if one.role == "c" else 2))
    kept = {one.subject for one in people}
    one = asked.days[0]
    classes = tuple(
        msgspec.structs.replace(each, arrivals=tuple(0.4 * x for x in each.arrivals)) for each in one.classes
    )
    gone = rng.sample(sorted(kept), rng.randint(0, 2))
    day_here = msgspec.structs.replace(
        one,
        classes=classes,
        duties=tuple(span for span in one.duties if span.person in kept),
        absences=tuple(
            Span(person=who, start_minute=OPEN + 15 * rng.randint(0, 4), end_minute=OPEN + 120, kind="leave")
            for who in gone
        ),
    )
    wishes = []
    for number in range(rng.choice([2, 2, 3])):
        code = rng.choice(["c", "c", "p"])
        wishes.append(
            wish(
                Need(by="role", value=code, at_least=rng.randint(1, 2 if code == "c" else 1)),
                subject=f"meeting:{number}",
                title=f"M{number}",
                minutes=rng.choice([30, 45]),
                earliest_minute=OPEN + 15 * rng.randint(3, 5),
                latest_minute=OPEN + 15 * QUARTERS,
            )
        )
    return msgspec.structs.replace(asked, people=people, days=(day_here,), wishes=tuple(wishes), most_at_once=0)


@pytest.mark.parametrize("seed", [*range(12), 118])
def test_choosing_people_is_as_cheap_as_trying_everybody(seed: int) -> None:
    """As many meetings as can be; of as many, those that together with the advantage of who asked first cost least."""
    asked = small(seed)
    found = plan(asked)
    cheapest, dearest = by_force(asked)
    out = frozenset(n for n, one in enumerate(found.answers) if not one.sittings)
    fewest = min(map(len, cheapest))
    assert len(out) == fewest
    assert found.price_minutes == pytest.approx(cheapest[out], abs=0.16)
    number = len(asked.wishes)
    first = {some: sum((100 + dearest) * (number - n) / 2 / number**2 for n in some) for some in cheapest}
    least = min(cost + first[some] for some, cost in cheapest.items() if len(some) == fewest)
    assert cheapest[out] + first[out] == pytest.approx(least, abs=0.16)


@pytest.mark.parametrize("seed", range(100, 160))
@pytest.mark.soak
def test_choosing_people_is_as_cheap_as_trying_everybody_often(seed: int) -> None:
    test_choosing_people_is_as_cheap_as_trying_everybody(seed)
