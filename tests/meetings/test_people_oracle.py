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
from tests.meetings.test_joint import OPEN, QUARTERS, branch, team, waits


def chosen_by_force(asked: Problem) -> tuple[float, float]:
    """Most meetings that can be placed, and the least that this costs, over all starts and all people who may come:
    nobody can stand in, so that the floor is counted plainly."""
    one = asked.days[0]
    role = {person.subject: person.role for person in asked.people}
    base = {each.service_class: waits(each, team(asked, each.service_class)) for each in one.classes}
    away = {(span.person, q) for span in one.absences for q in range(QUARTERS)
            if span.start_minute < OPEN + 15 * (q + 1) and span.end_minute > OPEN + 15 * q}  # fmt: skip
    ways: list[list[tuple[range, frozenset[str]] | None]] = []
    for each in asked.wishes:
        (need,) = each.needs
        found: list[tuple[range, frozenset[str]] | None] = [None]
        for at in range((each.earliest_minute - OPEN) // 15, QUARTERS - each.minutes // 15 + 1):
            span = range(at, at + each.minutes // 15)
            free = [p for p in role if role[p] == need.value and not any((p, q) in away for q in span)]
            found.extend((span, frozenset(some)) for some in itertools.combinations(free, need.at_least))
        ways.append(found)
    best = (0.0, 0.0)
    for chosen in itertools.product(*ways):
        held = [way for way in chosen if way is not None]
        inside = [[people for span, people in held if q in span] for q in range(QUARTERS)]
        if any(sum(map(len, now)) > len(frozenset().union(*now)) for now in inside):
            continue
        price, able = 0.0, True
        for each in one.classes:
            there = [
                sum(role[p] == each.service_class and (p, q) not in away and not any(p in group for group in inside[q])
                    for p in role)
                for q in range(QUARTERS)
            ]  # fmt: skip
            before = [sum(role[p] == each.service_class and (p, q) not in away for p in role) for q in range(QUARTERS)]
            able = able and all(now >= min(1, had) for now, had in zip(there, before, strict=True))
            base_here = waits(each, before) if away else base[each.service_class]
            price += waits(each, there) - base_here if able else 0.0
            course = Course(np.array(each.arrivals), Pool(each.service_minutes, each.patience_minutes), before)
            for span, group in held if able else ():  # some come back to their customers late
                away_here = sum(role[p] == each.service_class for p in group)
                if away_here:
                    price += course.late(span.start, tuple(before[q] - away_here for q in span))
        if able:
            best = max(best, (float(len(held)), -price))
    return best[0], -best[1]


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


@pytest.mark.parametrize("seed", range(12))
def test_choosing_people_is_as_cheap_as_trying_everybody(seed: int) -> None:
    asked = small(seed)
    found = plan(asked)
    most, cheapest = chosen_by_force(asked)
    assert sum(bool(one.sittings) for one in found.answers) == most
    assert found.price_minutes == pytest.approx(cheapest, abs=0.16)


@pytest.mark.parametrize("seed", range(100, 160))
@pytest.mark.soak
def test_choosing_people_is_as_cheap_as_trying_everybody_often(seed: int) -> None:
    test_choosing_people_is_as_cheap_as_trying_everybody(seed)
