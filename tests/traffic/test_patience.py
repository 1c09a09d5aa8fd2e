"""Patience and the spread of service from tickets: known truths found again, few tickets, odd tickets."""

import math

import msgspec
import numpy as np
import pytest

from supervisor.traffic.figures import ClassDay
from supervisor.traffic.summary import summarise
from supervisor.traffic.tickets import NEVER, Outcome, make_tickets
from supervisor.traffic.waiting.patience import MOST_PATIENCE, fitted, still_waiting
from tests.traffic.patience_reference import exponential_patience


def day_of(rng, customers, *, service=5.0, scv=1.0, patience=20.0, offered=8.0, timed=True):
    """A day's tickets of class "cash": exponential patience cut by the time each would have been called."""
    arrived = np.sort(rng.integers(9 * 3600, 17 * 3600, customers))
    would, stays = rng.exponential(offered * 60, customers), rng.exponential(patience * 60, customers)
    left = stays < would
    called = np.where(left, NEVER, arrived + would.astype(int))
    lasting = np.maximum(rng.gamma(1 / scv, service * 60 * scv, customers), 1).astype(int)
    gone = arrived + stays.astype(int) if timed else np.full(customers, NEVER)
    return make_tickets(
        ("cash",), ("",), day=np.full(customers, 1), number=np.arange(customers).astype("S6"), arrived=arrived,
        called=called, finished=np.where(left, gone, called + lasting),
        outcome=np.where(left, Outcome.LEFT, Outcome.SERVED), service_class=np.zeros(customers),
        server=np.zeros(customers), rating=np.zeros(customers),
    )  # fmt: skip


def figures(days):
    return [summarise(one).classes["cash"] for one in days]


@pytest.mark.parametrize(("patience", "scv"), [(6.0, 0.5), (20.0, 1.0), (45.0, 1.8)])
def test_what_the_tickets_were_drawn_from_is_found_again(patience, scv):
    rng = np.random.default_rng(3)
    days = figures([day_of(rng, 500, patience=patience, scv=scv) for _day in range(20)])
    found = fitted({"cash": days})["cash"]
    assert found.patience_minutes == pytest.approx(patience, rel=0.06)
    assert found.service_minutes == pytest.approx(5, rel=0.05)
    assert found.service_scv == pytest.approx(scv, rel=0.12)
    assert found.leavers == sum(one.left for one in days)
    assert found.services == sum(one.served for one in days)
    assert found.patience_low < found.patience_minutes < found.patience_high < 1.1 * found.patience_low


def test_who_was_served_counts_too():
    """The mean wait of those who went is far below the mean patience: only the impatient are seen to go."""
    tickets = day_of(np.random.default_rng(1), 6000, patience=30.0, offered=6.0)
    waits, left = tickets.wait_seconds() / 60, tickets.outcome == Outcome.LEFT
    assert waits[left].mean() < 10
    assert exponential_patience(waits, left) == pytest.approx(30, rel=0.06)
    minutes = np.array([0.0, 2, 5, 10, 15])
    assert still_waiting(waits, left, minutes) == pytest.approx(np.exp(-minutes / 30), abs=0.03)


def test_kaplan_and_meier_by_hand():
    waits = np.array([1.0, 2, 2, 3, 5])
    left = np.array([True, False, True, False, True])
    assert still_waiting(waits, left, np.array([0.0, 1, 2, 4, 5])) == pytest.approx([1, 0.8, 0.6, 0.6, 0])
    assert math.isinf(exponential_patience(waits, np.zeros(5, dtype=bool)))


def test_leavers_of_whom_nobody_knows_when_they_went_do_not_make_the_others_impatient():
    rng = np.random.default_rng(5)
    timed = fitted({"cash": figures([day_of(rng, 600) for _day in range(10)])})["cash"]
    untimed = fitted({"cash": figures([day_of(rng, 600, timed=False) for _day in range(10)])})["cash"]
    assert untimed.leavers > 100
    assert untimed.patience_minutes == pytest.approx(timed.patience_minutes, rel=0.15)


def test_a_day_on_which_nothing_worked_does_not_make_the_others_impatient():
    rng = np.random.default_rng(6)
    days = figures([day_of(rng, 600) for _day in range(10)])
    usual = fitted({"cash": days})["cash"].patience_minutes
    outage = msgspec.structs.replace(days[4], left=days[4].left + 400)  # went, and nobody knows when
    assert fitted({"cash": [*days[:4], outage, *days[5:]]})["cash"].patience_minutes == pytest.approx(usual, rel=0.02)


def test_few_tickets_say_little_and_none_say_nothing():
    usual = fitted({"new": [ClassDay()]})["new"]
    assert (usual.service_minutes, usual.patience_minutes, usual.service_scv) == (6.0, 30.0, 1.0)
    assert (usual.services, usual.leavers) == (0, 0)
    branch = figures([day_of(np.random.default_rng(2), 500, patience=12.0, scv=1.6) for _day in range(8)])
    one_left = ClassDay(arrivals=(2,), wait_seconds=(60,), served=1, left=1, left_timed=1, waited=2)
    found = fitted({"cash": branch, "firm": [one_left]})
    assert 7 < found["firm"].patience_minutes < found["cash"].patience_minutes  # drawn to the branch, not to a minute
    assert found["firm"].service_scv == pytest.approx(found["cash"].service_scv, rel=0.05)
    wide = found["firm"].patience_high / found["firm"].patience_low
    assert wide > found["cash"].patience_high / found["cash"].patience_low > 1


def test_nobody_ever_leaves():
    day = ClassDay(arrivals=(9000,), wait_seconds=(9000 * 600,), served=9000, waited=9000)
    assert fitted({"cash": [day] * 20})["cash"].patience_minutes == MOST_PATIENCE


def test_one_ticket_that_nobody_ended_does_not_decide_how_service_varies():
    rng = np.random.default_rng(8)
    tickets = day_of(rng, 400, scv=0.8)
    sane = fitted({"cash": [summarise(tickets).classes["cash"]]})["cash"].service_scv
    at = int(np.flatnonzero(tickets.outcome == Outcome.SERVED)[7])
    tickets.finished[at] = tickets.called[at] + 4 * 3600
    assert fitted({"cash": [summarise(tickets).classes["cash"]]})["cash"].service_scv < sane * 1.35


def test_days_taken_in_before_squares_were_kept_count_for_all_but_the_spread():
    old = ClassDay(arrivals=(100,), wait_seconds=(100 * 300,), served=90, left=10, left_timed=10, waited=100,
                   service_seconds=90 * 240, service_timed=90)  # fmt: skip
    found = fitted({"cash": [old] * 30})["cash"]
    assert found.service_scv == 1.0
    assert found.service_minutes == pytest.approx(4, rel=0.01)
