"""How fast a day is priced: one class of 36 quarter-hours, with other people and with other customers each time."""

import numpy as np
import pytest

from supervisor.traffic.waiting.hall import waiting_minutes
from supervisor.traffic.waiting.levels import Walk
from supervisor.traffic.waiting.queueing import Pool

HOURS = np.linspace(8.5, 17.5, 36)
ARRIVALS = 5 + 14 * np.exp(-((HOURS - 10) ** 2)) + 13 * np.exp(-((HOURS - 14.5) ** 2))


def some_away(rng: np.random.Generator, ways: int) -> np.ndarray:
    people = np.full((ways, 36), 5)
    for line in people:
        start = int(rng.integers(0, 33))
        line[start : start + 3] -= int(rng.integers(1, 3))
    return people


@pytest.mark.parametrize("customers", ["the same", "other customers"])
def test_a_day_of_one_class(benchmark, customers):
    rng = np.random.default_rng(1)
    plans, factors = some_away(rng, 400), rng.uniform(0.7, 1.3, 400)
    turn = iter(range(10**9))

    def price():
        at = next(turn) % 400
        coming = ARRIVALS if customers == "the same" else ARRIVALS * factors[at]
        return waiting_minutes(coming, 5.0, 20.0, plans[at], service_scv=1.3)

    benchmark.extra_info["target"] = "≤ 1 ms median"
    assert benchmark.pedantic(price, rounds=400, warmup_rounds=20).sum() > 0


def test_two_hundred_ways_to_staff_a_day_at_once(benchmark):
    plans = some_away(np.random.default_rng(2), 200)
    waits = benchmark(waiting_minutes, ARRIVALS, 5.0, 20.0, plans, service_scv=1.3)
    assert waits.shape == (200, 36)


def test_needed_people_of_a_day(benchmark):
    needed = benchmark(lambda: Walk(ARRIVALS, Pool(5.0, 20.0, 1.3), 10).fewest(0.8))
    assert needed.max() >= 5
