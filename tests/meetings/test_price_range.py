"""The range of a price: what a meeting costs when the day as a whole brings more or fewer customers than expected."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from supervisor.journal import Book
from supervisor.meetings.planner.starts import Desk, sitting_of, try_start
from supervisor.meetings.planning.material import problem_of
from supervisor.meetings.problem.model import Problem
from supervisor.traffic.outlook.expectation import forecast_day
from tests.meetings.branch_book import MONDAY as BOOK_MONDAY
from tests.meetings.branch_problem import MONDAY, arrivals, day, named, problem, wish
from tests.traffic.queue_simulation import Case, simulate

SCATTER = 0.12
"""Standard deviation of the day's level; 1.2816 of it on either side hold four days of five."""
EDGE = 1.2816 * SCATTER


def world(level: float) -> Problem:
    """The small branch on a day that brings `level` times the customers expected."""
    here = day()
    rates = tuple(level * rate for rate in arrivals())
    classes = (
        msgspec.structs.replace(
            here.classes[0],
            arrivals=rates,
            low=tuple((1 - EDGE) * rate for rate in rates),
            high=tuple((1 + EDGE) * rate for rate in rates),
        ),
        here.classes[1],
    )
    asked = wish(*named("t1", "t2", "b1", "a1"), minutes=45)
    return problem(asked, days=(msgspec.structs.replace(here, classes=classes),))


@pytest.mark.parametrize("start", [600, 690, 810])
def test_four_days_of_five_lie_within_the_range(start: int) -> None:
    """Days drawn from the level of the forecast, each simulated event by event with and without the meeting."""
    asked = world(1.0)
    pricer = Desk(asked).pricer(MONDAY)
    told = sitting_of(pricer, try_start(asked, asked.wishes[0], pricer, start))
    staff = np.full(32, 3)
    fewer = staff.copy()
    fewer[(start - 540) // 15 : (start - 540) // 15 + 3] = 1
    rng = np.random.default_rng(start)
    levels = 1.0 + SCATTER * rng.standard_normal(1000)
    marks = np.linspace(levels.min(), levels.max(), 5)
    cost = []
    for level in marks:
        rates = level * np.array(arrivals())
        spent = [simulate(Case(rates, 7.0, 40.0, here), 1500, 5).own.sum(axis=1).mean() for here in (staff, fewer)]
        cost.append(float(spent[1] - spent[0]))
    line = np.polynomial.Polynomial.fit(marks, cost, 2)  # smooths what 1,500 runs a day scatter
    inside = float(np.mean([told.low_minutes <= line(level) <= told.high_minutes for level in levels]))
    assert 0.72 <= inside <= 0.88


def test_a_problem_from_the_book_has_the_band_of_the_days_total(one_branch: Book) -> None:
    with one_branch.read() as r:
        expected = forecast_day(r, BOOK_MONDAY)
        asked = problem_of(r, (BOOK_MONDAY,), ())
    low, high = expected.levels()
    assert low == pytest.approx(expected.total_low / expected.total)
    assert high == pytest.approx(expected.total_high / expected.total)
    assert 0 < low < 1 < high
    for one in asked.days[0].classes:
        assert one.low == pytest.approx(tuple(low * rate for rate in one.arrivals), abs=2e-3)
        assert one.high == pytest.approx(tuple(high * rate for rate in one.arrivals), abs=2e-3)
    # the sum of all quarter-hours' own edges would be further out
    widest = sum(float(rows.sum()) for rows in expected.high.values())
    assert sum(sum(one.high) for one in asked.days[0].classes) < widest
