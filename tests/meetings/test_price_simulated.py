"""What a meeting is told to cost against the same days simulated event by event, with the same people away."""

from __future__ import annotations

import numpy as np
import pytest

from supervisor.meetings.planner.starts import Desk, try_start
from supervisor.meetings.pricing.courses import Course
from supervisor.traffic.waiting.hall import Pool, waiting_minutes
from tests.meetings.branch_problem import MONDAY, day, named, problem, wish
from tests.traffic.queue_simulation import Case, simulate


def waited(arrivals: np.ndarray, service: float, patience: float, people: np.ndarray, seed: int) -> np.ndarray:
    """Minutes waited by run by all who came, those still inside at closing included until they are served."""
    return simulate(Case(arrivals, service, patience, people), 6000, seed).own.sum(axis=1)


@pytest.mark.parametrize(("first", "quarters"), [(10, 2), (12, 4), (14, 2), (15, 1)])
def test_a_price_is_what_customers_wait_more_even_after_closing(first: int, quarters: int) -> None:
    """Three tellers, two of them away for a while of a four-hour day; three end when the doors close."""
    arrivals, people = np.full(16, 3.2), np.full(16, 3)
    fewer = people.copy()
    fewer[first : first + quarters] = 1
    course = Course(arrivals, Pool(8.0, 30.0), people.tolist())
    told = course.with_people(first, (1,) * quarters) - course.minutes + course.late(first, (1,) * quarters)
    without, with_it = (waited(arrivals, 8.0, 30.0, staff, seed) for seed, staff in ((1, people), (2, fewer)))
    error = float(np.sqrt((without.var() + with_it.var()) / 6000))
    assert told == pytest.approx(float(with_it.mean() - without.mean()), abs=2.5 * error + 0.02 * told)


@pytest.mark.parametrize(("people", "arrivals", "away"), [(4, 2.8, 2), (6, 5.0, 3), (8, 6.0, 6)])
def test_a_quarter_hour_away_from_long_services_is_told_what_it_costs(people: int, arrivals: float, away: int) -> None:
    """Who takes 18 minutes a customer is seldom back and free after a quarter-hour, however many are called."""
    rates, staff = np.full(16, arrivals), np.full(16, people)
    course = Course(rates, Pool(18.0, 60.0), staff.tolist())
    told = [
        course.with_people(8, (people - n,)) - course.minutes + course.late(8, (people - n,))
        for n in range(1, away + 1)
    ]
    assert told == sorted(told)
    fewer = staff.copy()
    fewer[8] -= away
    without, with_it = (waited(rates, 18.0, 60.0, here, seed) for seed, here in ((1, staff), (2, fewer)))
    error = float(np.sqrt((without.var() + with_it.var()) / 6000))
    assert told[-1] == pytest.approx(float(with_it.mean() - without.mean()), abs=2.5 * error)
    assert told[-1] > 3 * error


@pytest.mark.parametrize(("minutes", "first"), [(10, 660), (20, 660), (10, 670)])
def test_a_meeting_of_ten_or_twenty_minutes_costs_what_it_takes(minutes: int, first: int) -> None:
    """Two tellers of three away: simulated in steps of five minutes, which the planner does not see."""
    asked = problem(wish(*named("t1", "t2", "b1", "a1"), minutes=minutes))
    cash = asked.days[0].classes[0]
    rates = np.repeat(np.array(cash.arrivals) / 3, 3)
    staff = np.full(len(rates), 3)
    fewer = staff.copy()
    fewer[(first - 540) // 5 : (first + minutes - 540) // 5] = 1
    told = try_start(asked, asked.wishes[0], Desk(asked).pricer(MONDAY), first).price_minutes
    # the simulation counts in steps of 15 of its own minutes: a third of one of ours each
    without, with_it = (waited(rates, 21.0, 120.0, here, seed) / 3 for seed, here in ((1, staff), (2, fewer)))
    error = float(np.sqrt((without.var() + with_it.var()) / 6000))
    assert told == pytest.approx(float(with_it.mean() - without.mean()), abs=2.5 * error + 0.05 * told)


def test_the_last_half_hour_is_not_the_cheapest_because_the_day_ends() -> None:
    """As many come at any time: whoever is called away to the end leaves a queue that still wants to be served."""
    cash = day().classes[0]
    steady = (3.2,) * len(cash.arrivals)
    classes = (type(cash)(service_class="c", arrivals=steady, low=steady, high=steady, service_minutes=8.0,
                          patience_minutes=30.0), day().classes[1])  # fmt: skip
    asked = problem(wish(*named("t1", "t2", "b1", "a1")), days=(day(classes=classes),))
    pricer = Desk(asked).pricer(MONDAY)
    prices = [try_start(asked, asked.wishes[0], pricer, minute).price_minutes for minute in (900, 990)]
    assert prices[1] > prices[0]


@pytest.mark.parametrize("scv", [0.7, 1.0, 1.6])
def test_one_way_to_staff_the_day_and_many_at_once_end_alike(scv: float) -> None:
    rng = np.random.default_rng(7)
    arrivals, people = rng.uniform(0, 6, 9), rng.integers(0, 4, (5, 9)).astype(float)
    together = waiting_minutes(arrivals, 9.0, 25.0, people, service_scv=scv, until_served=True)
    for row, staff in zip(together, people, strict=True):
        alone = waiting_minutes(arrivals, 9.0, 25.0, staff, service_scv=scv, until_served=True)
        assert row == pytest.approx(alone, abs=1e-9)
        assert (alone >= waiting_minutes(arrivals, 9.0, 25.0, staff, service_scv=scv) - 1e-9).all()


def test_who_waits_at_closing_without_patience_to_lose_is_served_one_after_the_other() -> None:
    """Three wait, one person serves ten minutes each: they wait 10, 20 and 30 minutes in the mean, whatever happens."""
    pool = Pool(10.0, 1e9)
    assert pool.until_served(1)[1 + 3] == pytest.approx(60.0)
    assert pool.until_served(0)[3] == pytest.approx(pool.until_served(1)[1 + 2])  # the one who comes calls the first
    assert not pool.until_served(2)[:3].any()
