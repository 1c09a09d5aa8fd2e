"""Synthetic tickets: shaped as published, repeatable, and queued by the rules they claim."""

from datetime import date, timedelta

import numpy as np
import pytest

from supervisor.traffic.summary import actual, summarise
from supervisor.traffic.synthetic import (
    PUBLISHED_WEEKDAYS,
    PUBLISHED_WEEKS,
    ClassShape,
    DayShape,
    Shift,
    expected_customers,
    generate_day,
    published_demand,
    queue_course,
    staffing_shifts,
)
from supervisor.traffic.tickets import COLUMNS, NEVER, Outcome
from supervisor.traffic.waiting.queueing import erlang_a

SHAPES = (ClassShape("walk", "A", 3, 4, 25), ClassShape("firm", "C", 1, 9, 40, month_end=1.5))
MONDAY = date(2026, 11, 2)


def shape(day=MONDAY, **more) -> DayShape:
    return DayShape(day, 510, 1050, **more)


def day_of(seed=3, day=MONDAY, shifts=None, **more):
    if shifts is None:
        shifts = staffing_shifts({"walk": list("abcdef"), "firm": list("wxyz")}, 510, 1050)
    return generate_day(seed, shape(day, **more), published_demand(SHAPES), shifts)


def test_the_same_seed_gives_the_same_day_and_another_another():
    one, two, other = day_of(), day_of(), day_of(seed=4)
    assert all(getattr(one, name).tolist() == getattr(two, name).tolist() for name in COLUMNS)
    assert one.arrived.tolist() != other.arrived.tolist()
    assert one.arrived.tolist() != day_of(day=MONDAY + timedelta(days=1)).arrived.tolist()


def test_published_weekdays_and_two_peaks():
    demand = published_demand(SHAPES)
    for weekday in range(7):
        means = expected_customers(demand, shape(MONDAY + timedelta(days=weekday)))
        assert sum(row.sum() for row in means.values()) == pytest.approx(PUBLISHED_WEEKDAYS[weekday] / PUBLISHED_WEEKS)
    row = expected_customers(demand, shape())["walk"]
    morning, noon, afternoon = row[4:10].max(), row[14:20].min(), row[20:26].max()
    assert min(morning, afternoon) > 1.5 * noon


def test_month_end_pay_day_and_a_surge_raise_their_classes():
    plain, month_end = expected_customers(published_demand(SHAPES), shape()), None
    month_end = expected_customers(published_demand(SHAPES), shape(month_end=True))
    assert month_end["firm"] == pytest.approx(1.5 * plain["firm"])
    assert month_end["walk"] == pytest.approx(plain["walk"])
    surge = expected_customers(published_demand(SHAPES), shape(factor=2))
    assert surge["walk"] == pytest.approx(2 * plain["walk"])


def test_days_scatter_more_than_poisson():
    totals = np.array([len(day_of(day=MONDAY + timedelta(weeks=n))) for n in range(40)])
    assert totals.var() > 2 * totals.mean()
    assert totals.mean() == pytest.approx(PUBLISHED_WEEKDAYS[0] / PUBLISHED_WEEKS, rel=0.1)


def test_every_ticket_is_possible():
    tickets = day_of()
    assert len({(n, a) for n, a in zip(tickets.number.tolist(), tickets.arrived.tolist(), strict=True)}) == len(tickets)
    assert tickets.arrived.min() >= 510 * 60
    assert tickets.arrived.max() < 1050 * 60
    served = tickets.outcome == Outcome.SERVED
    assert (tickets.called[served] >= tickets.arrived[served]).all()
    assert (tickets.finished[served] > tickets.called[served]).all()
    assert (tickets.called[~served] == NEVER).all()
    assert (tickets.rating[~served] == 0).all()
    assert tickets.rating[served].max() == 5


def test_nobody_serves_two_at_once():
    tickets = day_of()
    for server in range(1, len(tickets.servers)):
        own = np.flatnonzero(tickets.server == server)
        own = own[np.argsort(tickets.called[own])]
        assert (tickets.called[own][1:] >= tickets.finished[own][:-1]).all()


def test_first_come_first_served_within_a_class():
    tickets = day_of()
    for position in range(len(tickets.classes)):
        own = (tickets.service_class == position) & (tickets.outcome == Outcome.SERVED)
        assert (np.diff(tickets.called[own]) >= 0).all()


def test_nobody_on_duty_nobody_served():
    tickets = day_of(shifts=[])
    assert (tickets.outcome == Outcome.LEFT).all()


def test_lunch_and_late_shifts_are_respected():
    shifts = [Shift("a", "walk", 510, 700), Shift("a", "walk", 745, 1050), Shift("b", "walk", 600, 1050)]
    tickets = day_of(shifts=[*shifts, *staffing_shifts({"firm": ["z"]}, 510, 1050)])
    called = tickets.called[tickets.server == tickets.servers.index("a")] / 60
    assert not ((called >= 700) & (called < 745)).any()
    assert (tickets.called[tickets.server == tickets.servers.index("b")] / 60 >= 600).all()


def test_course_by_hand():
    shifts = [Shift("a", "walk", 0, 10), Shift("b", "walk", 5, 10)]
    course = queue_course([0, 10, 20, 310], [400, 100, 100, 50], [600, 600, 60, 600], shifts)
    assert course == [
        (0, 400, Outcome.SERVED, "a"),
        (300, 400, Outcome.SERVED, "b"),
        (NEVER, 80, Outcome.LEFT, ""),
        (400, 450, Outcome.SERVED, "a"),
    ]


def test_a_long_steady_queue_waits_as_erlang_a_says():
    rng = np.random.default_rng(9)
    arrived = np.cumsum(rng.exponential(70, 60_000))
    service = rng.exponential(300, arrived.size)
    patience = rng.exponential(900, arrived.size)
    end = int(arrived[-1] // 60) + 10
    course = queue_course(
        arrived.astype(int).tolist(), service.astype(int).tolist(), patience.astype(int).tolist(),
        [Shift(name, "walk", 0, end) for name in "abcd"],
    )  # fmt: skip
    lost = np.mean([outcome == Outcome.LEFT for _called, _ended, outcome, _server in course])
    waits = [(called if outcome == Outcome.SERVED else ended) - came
             for (called, ended, outcome, _server), came in zip(course, arrived, strict=True)]  # fmt: skip
    pool = erlang_a(60 / 70, 5, 15, 4)
    assert lost == pytest.approx(pool.abandon_share, abs=0.015)
    assert np.mean(waits) / 60 == pytest.approx(pool.mean_wait_minutes, rel=0.08)


def test_more_people_shorter_waits():
    few = day_of(shifts=staffing_shifts({"walk": list("ab"), "firm": list("z")}, 510, 1050))
    many = day_of()
    assert few.arrived.tolist() == many.arrived.tolist(), "who comes does not depend on who serves"
    assert actual(MONDAY, summarise(few)).mean_wait_minutes > 2 * actual(MONDAY, summarise(many)).mean_wait_minutes
