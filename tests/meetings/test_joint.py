"""The joint plan against brute force, and against what must not change it. The brute force shares nothing with the
model: it counts the floor by itself and asks only the waiting model what a day costs."""

from __future__ import annotations

import itertools
import random
from datetime import timedelta

import msgspec
import numpy as np
import pytest

from supervisor.language import Words
from supervisor.meetings.planner.planner import plan
from supervisor.meetings.pricing.courses import Course
from supervisor.meetings.problem.model import (
    ClassDay,
    Day,
    Need,
    Person,
    Plan,
    Post,
    Problem,
    Sitting,
    Span,
    Status,
    Taken,
    Window,
    Wish,
)
from supervisor.traffic.waiting.hall import Pool, waiting_minutes
from tests.meetings.branch_problem import MONDAY

TUESDAY = MONDAY + timedelta(days=1)
OPEN, QUARTERS = 540, 8


def branch(seed: int, meetings: int = 3, *, days: int = 1, most: int = 2) -> Problem:
    """Eight tellers and three advisers without a skill in common (nobody can stand in) in two busy hours."""
    rng = random.Random(seed)
    teams = {"c": ("cash", 8), "p": ("advise", 3)}
    people = tuple(
        Person(subject=f"person:{code}{n}", name=f"{code}{n}", role=code, skills=(skill,))
        for code, (skill, size) in teams.items()
        for n in range(size)
    )
    posts = tuple(
        Post(subject=f"post:{code}", name=Words(code), service_class=code, skill=skill, stations=9, min_cover=1)
        for code, (skill, _size) in teams.items()
    )
    week = []
    for number in range(days):
        classes = []
        for code, (_skill, size) in teams.items():
            rate = tuple(round(size * rng.uniform(0.5, 2.2), 3) for _quarter in range(QUARTERS))
            classes.append(
                ClassDay(
                    service_class=code,
                    arrivals=rate,
                    low=rate,
                    high=rate,
                    service_minutes=9.0 if code == "c" else 14.0,
                    patience_minutes=40.0,
                )
            )
        week.append(
            Day(
                day=MONDAY + timedelta(days=number),
                open_minute=OPEN,
                close_minute=OPEN + 15 * QUARTERS,
                first_minute=OPEN,
                duties=tuple(
                    Span(
                        person=one.subject, post=f"post:{one.role}", start_minute=OPEN, end_minute=OPEN + 15 * QUARTERS
                    )
                    for one in people
                ),
                classes=tuple(classes),
            )
        )
    wishes = tuple(
        Wish(
            subject=f"meeting:{n}",
            title=f"M{n}",
            kind="training",
            minutes=rng.choice([15, 30, 45]),
            needs=tuple(Need(by="person", value=one.subject) for one in rng.sample(people, rng.randint(1, 4))),
            first_day=MONDAY,
            last_day=MONDAY + timedelta(days=days - 1),
            earliest_minute=OPEN + 15 * rng.randint(0, 2),
            latest_minute=OPEN + 15 * QUARTERS,
            inside_hours=True,
        )
        for n in range(meetings)
    )
    return Problem(people=people, posts=posts, days=tuple(week), wishes=wishes, most_at_once=most)


def brute_force(problem: Problem) -> float:
    """The cheapest of all ways to place all wishes of a branch where nobody can stand in; infinite: there is none."""
    base = {one.service_class: waits(one, team(problem, one.service_class)) for one in problem.days[0].classes}
    starts = [range((one.earliest_minute - OPEN) // 15, QUARTERS - one.minutes // 15 + 1) for one in problem.wishes]
    groups = [{need.value for need in one.needs} for one in problem.wishes]
    best = float("inf")
    for chosen in itertools.product(*starts):
        inside = [
            [group for at, group, one in zip(chosen, groups, problem.wishes, strict=True)
             if at <= quarter < at + one.minutes // 15]
            for quarter in range(QUARTERS)
        ]  # fmt: skip
        if any(len(now) > problem.most_at_once or sum(map(len, now)) > len(set().union(*now)) for now in inside if now):
            continue
        price, able = late(problem, chosen), True
        for one in problem.days[0].classes:
            there = team(problem, one.service_class)
            for quarter, now in enumerate(inside):
                there[quarter] -= sum(
                    person.startswith(f"person:{one.service_class}") for group in now for person in group
                )
            able = able and min(there) >= 1
            price += waits(one, there) - base[one.service_class] if able else 0.0
        if able:
            best = min(best, price)
    return best


def late(problem: Problem, chosen: tuple[int, ...]) -> float:
    """What it adds that some of a meeting come back to their customers late."""
    found = 0.0
    for one, (at, wish) in itertools.product(problem.days[0].classes, zip(chosen, problem.wishes, strict=True)):
        full = team(problem, one.service_class)
        course = Course(np.array(one.arrivals), Pool(one.service_minutes, one.patience_minutes), full)
        away = sum(need.value.startswith(f"person:{one.service_class}") for need in wish.needs)
        found += course.late(at, (full[at] - away,) * (wish.minutes // 15))
    return found


def team(problem: Problem, code: str) -> list[int]:
    return [sum(one.role == code for one in problem.people)] * QUARTERS


def waits(one: ClassDay, people: list[int]) -> float:
    return waiting_minutes(one.arrivals, one.service_minutes, one.patience_minutes, people, until_served=True).sum()


@pytest.mark.parametrize("seed", range(8))
def test_the_plan_costs_what_the_cheapest_of_all_plans_costs(seed: int) -> None:
    problem = branch(seed)
    found = plan(problem)
    cheapest = brute_force(problem)
    if cheapest == float("inf"):
        assert any(not one.sittings for one in found.answers)
        return
    assert found.status == Status.PROVEN
    assert all(one.sittings for one in found.answers)
    assert found.price_minutes == pytest.approx(cheapest, abs=0.16)
    assert found.bound_minutes is not None
    assert found.bound_minutes <= cheapest + 0.06
    told = sum(one.price_minutes for answer in found.answers for one in answer.sittings)
    assert told == pytest.approx(found.price_minutes, abs=0.05 * len(problem.wishes) + 0.1)


@pytest.mark.parametrize("seed", range(20, 23))
def test_turning_the_wishes_round_changes_no_price(seed: int) -> None:
    problem = branch(seed, 4, days=2)
    turned = msgspec.structs.replace(problem, wishes=problem.wishes[::-1])
    assert plan(turned).price_minutes == pytest.approx(plan(problem).price_minutes, abs=0.2)


@pytest.mark.parametrize("seed", range(30, 33))
def test_a_wish_less_is_never_dearer(seed: int) -> None:
    problem = branch(seed, 4, days=2)
    fewer = msgspec.structs.replace(problem, wishes=problem.wishes[1:])
    assert plan(fewer).price_minutes <= plan(problem).price_minutes + 0.15


@pytest.mark.parametrize("seed", range(40, 43))
def test_somebody_more_at_the_counters_makes_it_no_dearer(seed: int) -> None:
    """One more teller whom no meeting wants: a meeting costs customers no more than without him."""
    problem = branch(seed, 1)
    more = Person(subject="person:c9", name="c9", role="c", skills=("cash",))
    days = tuple(
        msgspec.structs.replace(one, duties=(*one.duties, msgspec.structs.replace(one.duties[0], person=more.subject)))
        for one in problem.days
    )
    helped = msgspec.structs.replace(problem, people=(*problem.people, more), days=days)
    assert plan(helped).price_minutes <= plan(problem).price_minutes + 0.1


def test_the_same_file_gives_the_same_plan() -> None:
    problem = branch(7, 5, days=2)
    assert plan(problem) == plan(problem)


def quiet(*wishes: Wish, **changes: object) -> Problem:
    """A day without customers, on which only rules matter."""
    problem = branch(1, 1, days=2)
    still = tuple(msgspec.structs.replace(one, classes=()) for one in problem.days)
    return msgspec.structs.replace(problem, wishes=wishes, days=still, **changes)


def asked(number: int, *people: str, **changes: object) -> Wish:
    base = Wish(
        subject=f"meeting:{number}",
        title=f"M{number}",
        kind="training",
        minutes=60,
        needs=tuple(Need(by="person", value=f"person:{one}") for one in people),
        first_day=MONDAY,
        last_day=MONDAY,
        earliest_minute=OPEN,
        latest_minute=OPEN + 15 * QUARTERS,
        inside_hours=True,
    )
    return msgspec.structs.replace(base, **changes)


def held(found: Plan, number: int) -> Sitting:
    return found.answers[number].sittings[0]


def test_a_meeting_begins_after_the_one_it_follows() -> None:
    found = plan(quiet(asked(0, "c0", after=("meeting:1",)), asked(1, "c1")))
    assert held(found, 1).end_minute <= held(found, 0).start_minute
    free = plan(quiet(asked(0, "c0"), asked(1, "c1")))
    assert held(free, 0).start_minute == OPEN


def test_who_must_follow_what_cannot_be_is_not_placed_and_says_so() -> None:
    found = plan(quiet(asked(0, "c0", after=("meeting:1",)), asked(1, "c1", minutes=300)))
    assert not found.answers[0].sittings
    assert "after_others" in {one.rule for one in found.answers[0].blocks}


def test_no_more_meetings_at_once_than_allowed() -> None:
    wishes = [asked(n, f"c{n}") for n in range(3)]
    one = plan(quiet(*wishes[:2], most_at_once=1))
    spans = [held(one, n) for n in range(2)]
    assert spans[0].end_minute <= spans[1].start_minute or spans[1].end_minute <= spans[0].start_minute
    both = plan(quiet(*wishes[:2], most_at_once=2))
    assert held(both, 0).start_minute == held(both, 1).start_minute == OPEN
    assert plan(quiet(*wishes, most_at_once=1)).clash[0].rules == ("most_at_once",)


def test_each_window_has_its_placing() -> None:
    windows = (Window(first_day=MONDAY, last_day=MONDAY), Window(first_day=TUESDAY, last_day=TUESDAY))
    found = plan(quiet(asked(0, "c0", windows=windows, last_day=TUESDAY)))
    assert [one.sittings[0].day for one in found.answers] == [MONDAY, TUESDAY]


def test_the_smallest_clash_names_the_wishes_and_the_rule() -> None:
    """Two hours, three meetings of an hour with the same person; a fourth with somebody else is no part of it."""
    wishes = [*(asked(n, "c0") for n in range(3)), asked(3, "c5")]
    found = plan(quiet(*wishes, most_at_once=0))
    assert sum(not one.sittings for one in found.answers) == 1
    assert len(found.clash) == 1
    assert set(found.clash[0].meetings) == {"meeting:0", "meeting:1", "meeting:2"}
    assert found.clash[0].rules == ("no_double_booking",)
    out = next(one for one in found.answers if not one.sittings)
    assert out.status == Status.INFEASIBLE
    assert out.clash == found.clash
    assert plan(quiet(*wishes[1:], most_at_once=0)).clash == ()


def test_a_clash_over_a_room_names_the_room_rule() -> None:
    found = plan(quiet(*(asked(n, f"c{n}", room="201") for n in range(3)), most_at_once=0))
    assert found.clash[0].rules == ("room_free",)


def test_a_published_meeting_stays_where_nothing_is_gained_by_moving_it() -> None:
    later = OPEN + 45
    where = Sitting(day=MONDAY, start_minute=later, end_minute=later + 60, people=("person:c0",))
    standing = (Taken(meeting="meeting:0", title="M0", sitting=where),)
    stays = plan(quiet(asked(0, "c0"), asked(1, "c1"), standing=standing))
    assert held(stays, 0).start_minute == later
    assert stays.moved == 0
    wished = plan(quiet(asked(0, "c0", wished_minute=OPEN), asked(1, "c1"), standing=standing))
    assert held(wished, 0).start_minute == OPEN  # preferences come before stability
    assert wished.moved == 1


def test_a_published_meeting_that_is_not_asked_for_stands() -> None:
    where = Sitting(day=MONDAY, start_minute=OPEN, end_minute=OPEN + 60, people=("person:c0",))
    found = plan(quiet(asked(1, "c0"), standing=(Taken(meeting="meeting:0", title="M0", sitting=where),)))
    assert held(found, 0).start_minute == OPEN + 60


def test_an_optional_person_is_left_where_a_queue_needs_him() -> None:
    problem = branch(2, 1)
    back = Person(subject="person:b0", name="b0")
    post = Post(subject="post:b", name=Words("b"), stations=9)
    day = problem.days[0]
    duty = msgspec.structs.replace(day.duties[0], person=back.subject, post=post.subject)
    days = (msgspec.structs.replace(day, duties=(*day.duties, duty)),)
    needs = (
        Need(by="person", value="person:c0"),
        Need(by="person", value="person:c1", optional=True),
        Need(by="person", value="person:b0", optional=True),
    )
    found = plan(
        msgspec.structs.replace(
            problem,
            people=(*problem.people, back),
            posts=(*problem.posts, post),
            days=days,
            wishes=(asked(0, needs=needs),),
        )
    )
    assert set(held(found, 0).people) == {"person:c0", "person:b0"}


def test_a_plan_that_is_cancelled_at_once_still_answers_with_its_gap() -> None:
    problem = branch(11, 6, days=2)
    calls: list[tuple[float, float | None]] = []

    def stop(best: float, bound: float | None) -> bool:
        calls.append((best, bound))
        return False

    found = plan(problem, progress=stop)
    assert calls
    assert found.status in (Status.GAP, Status.PROVEN)
    assert len(found.answers) == 6
