"""The day's course against the exact transient chain, a simulation, and plain bookkeeping."""

import math
import time

import ciw
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.traffic.waiting.queueing import erlang_a, hall_course, waiting_minutes


def exact_waiting(arrivals, service, patience, servers, states=160, start=0):
    """Customer-minutes by quarter of the true chain, its probabilities carried through time in small steps."""
    chance = np.zeros(states)
    chance[start] = 1.0
    number = np.arange(states)
    waits = []
    for coming, people in zip(arrivals, servers, strict=True):
        rate = coming / 15
        down = np.minimum(number, people) / service + np.maximum(number - people, 0) / patience
        step = 0.2 / (rate + down.max())
        steps = math.ceil(15 / step)
        step = 15 / steps
        area = 0.0
        for _step in range(steps):
            queue = chance @ np.maximum(number - people, 0)
            flow_up = rate * chance
            flow_up[-1] = 0
            flow_down = down * chance
            change = -flow_up - flow_down
            change[1:] += flow_up[:-1]
            change[:-1] += flow_down[1:]
            chance = chance + step * change
            area += step * (queue + chance @ np.maximum(number - people, 0)) / 2
        waits.append(area)
    return np.array(waits)


def day_of(quarters=40):
    hour = np.linspace(8.5, 18.5, quarters)
    return 5 + 14 * np.exp(-((hour - 10) ** 2)) + 13 * np.exp(-((hour - 14.5) ** 2))


@pytest.mark.parametrize(("people", "patience"), [(6, 20), (5, 12), (4, 30)])
def test_a_day_is_close_to_the_true_chain(people, patience):
    arrivals, servers = day_of(), np.full(40, people)
    true = exact_waiting(arrivals, 5.0, patience, servers)
    ours = waiting_minutes(arrivals, 5.0, patience, servers)
    assert ours.sum() == pytest.approx(true.sum(), rel=0.12)
    assert np.abs(ours - true).max() < 0.12 * true.max() + 3


def test_people_away_for_half_an_hour_cost_what_the_true_chain_says():
    arrivals, servers = day_of(), np.full(40, 6)
    meeting = servers.copy()
    meeting[5:7] -= 2
    true = exact_waiting(arrivals, 5, 20, meeting).sum() - exact_waiting(arrivals, 5, 20, servers).sum()
    ours = waiting_minutes(arrivals, 5, 20, meeting).sum() - waiting_minutes(arrivals, 5, 20, servers).sum()
    assert ours == pytest.approx(true, rel=0.2)


def test_surge_and_backlog_against_the_true_chain():
    arrivals = np.array([40, 40, 5, 5, 5, 5, 5, 5.0])
    servers = np.full(8, 5)
    true = exact_waiting(arrivals, 5, 25, servers)
    ours = waiting_minutes(arrivals, 5, 25, servers)
    assert ours[:3] == pytest.approx(true[:3], rel=0.15)
    assert ours.sum() == pytest.approx(true.sum(), rel=0.15)


def test_against_simulation():
    """ciw as an oracle: one long constant stretch, and a surge from an empty hall."""
    for rate, people, patience, minutes in ((0.9, 5, 15, 40_000), (0.35, 2, 12, 40_000)):
        ciw.seed(7)
        network = ciw.create_network(
            arrival_distributions=[ciw.dists.Exponential(rate)],
            service_distributions=[ciw.dists.Exponential(1 / 5)],
            reneging_time_distributions=[ciw.dists.Exponential(1 / patience)],
            number_of_servers=[people],
        )
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_time(minutes)
        records = simulation.get_all_records(only=["service", "renege"])
        settled = [one for one in records if one.arrival_date > 500]
        mean = np.mean([one.waiting_time for one in settled])
        lost = np.mean([one.record_type == "renege" for one in settled])
        pool = erlang_a(rate, 5, patience, people)
        assert pool.mean_wait_minutes == pytest.approx(mean, rel=0.1)
        assert pool.abandon_share == pytest.approx(lost, abs=0.02)
        steady = waiting_minutes(np.full(40, rate * 15), 5, patience, np.full(40, people))[-1]
        assert steady / (rate * 15) == pytest.approx(mean, rel=0.1)


@pytest.mark.parametrize(("rate", "service", "patience", "people"), [(1, 5, 15, 6), (0.5, 5, 15, 2), (2, 3, 60, 8)])
def test_a_steady_day_ends_in_the_steady_state(rate, service, patience, people):
    course = hall_course(np.full(60, rate * 15), service, patience, np.full(60, people))
    pool = erlang_a(rate, service, patience, people)
    assert course.waiting_minutes[-1] == pytest.approx(15 * pool.mean_queue, rel=0.02, abs=0.05)
    assert course.standing[-1] == pytest.approx(pool.mean_queue, rel=0.02, abs=0.01)
    assert course.abandoned[-1] == pytest.approx(15 * rate * pool.abandon_share, rel=0.02, abs=0.01)


@given(
    st.lists(st.tuples(st.floats(0, 60), st.integers(0, 8)), min_size=1, max_size=12),
    st.floats(0, 80),
    st.sampled_from([6.0, 30.0, math.inf]),
)
def test_nobody_is_lost_or_made_up(quarters, standing, patience):
    arrivals = [one[0] for one in quarters]
    course = hall_course(arrivals, 5, patience, [one[1] for one in quarters], standing)
    assert (course.waiting_minutes >= 0).all()
    assert (course.served >= 0).all()
    left_over = sum(arrivals) + standing - course.served.sum() - course.abandoned.sum()
    assert left_over >= course.standing[-1] - 9 - 1e-6  # those still being served: at most everybody on post
    assert left_over <= course.standing[-1] + 9


def test_standing_queue_is_carried():
    empty = waiting_minutes([10, 10, 10, 10], 5, 30, [4, 4, 4, 4])
    queue = waiting_minutes([10, 10, 10, 10], 5, 30, [4, 4, 4, 4], standing=20)
    assert queue[0] > empty[0] + 15 * 10
    assert (np.diff(queue - empty) < 0).all()


def test_nobody_on_post_everybody_waits():
    waits = waiting_minutes([15, 15], 5, 10_000_000, [0, 0])
    assert waits == pytest.approx([15 * 7.5, 15 * 22.5], rel=1e-3)


def test_more_people_less_waiting_in_every_quarter():
    arrivals = day_of()
    before = waiting_minutes(arrivals, 5, 20, np.full(40, 3))
    for people in (3.5, 4, 5, 6):
        now = waiting_minutes(arrivals, 5, 20, np.full(40, people))
        assert (now <= before + 1e-9).all()
        before = now


def test_alternatives_at_once_are_the_same_one_by_one():
    arrivals = day_of()
    plans = np.random.default_rng(3).integers(0, 8, (12, 40))
    together = waiting_minutes(arrivals, 5, 20, plans, 3)
    assert together.shape == (12, 40)
    for plan, waits in zip(plans, together, strict=True):
        assert waits == pytest.approx(waiting_minutes(arrivals, 5, 20, plan, 3), abs=1e-9)


def test_no_quarters():
    assert waiting_minutes([], 5, 20, []).size == 0
    assert hall_course([], 5, 20, []).served.size == 0


@pytest.mark.parametrize(
    ("arrivals", "servers"), [([1, 2], [1]), ([-1], [1]), ([1], [-1])], ids=["shapes", "arrivals", "people"]
)
def test_impossible_days(arrivals, servers):
    with pytest.raises(ValueError):
        waiting_minutes(arrivals, 5, 20, servers)


def test_fast_enough_to_be_asked_thousands_of_times():
    arrivals, servers = day_of(), np.full(40, 5)
    waiting_minutes(arrivals, 5, 20, servers)
    best = math.inf
    for _try in range(30):
        start = time.process_time()
        waiting_minutes(arrivals, 5, 20, servers)
        best = min(best, time.process_time() - start)
    assert best < 0.003, "a day of 40 quarters is to cost about a fifth of a millisecond"
