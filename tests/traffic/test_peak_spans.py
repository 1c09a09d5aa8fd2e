"""One rule for what every screen shades as a peak, and one fact for the busiest time."""

from typing import Any

import numpy as np
import pytest

from supervisor.traffic.outlook.expectation import DayForecast
from supervisor.traffic.waiting.queueing import erlang_a
from supervisor.traffic.waiting.staffing import Peak, busiest, peak_spans

from .queue_simulation import Case, simulate

OPEN = 9 * 60


def peak(name: str, start: int, end: int) -> Peak:
    return Peak(name, start, end, 20.0)


def test_overlapping_and_touching_stretches_are_one_and_a_pause_parts_them() -> None:
    planned = {"cash": np.full(32, 3.0), "other": np.full(32, 2.0)}
    found = [peak("cash", 540, 600), peak("other", 585, 615), peak("cash", 615, 630), peak("cash", 645, 660)]
    assert peak_spans(found, planned, OPEN) == ((540, 630), (645, 660))
    assert peak_spans([], planned, OPEN) == ()


def test_a_class_with_a_single_person_all_along_makes_no_peak_but_a_lunch_does_not_hide_one() -> None:
    lone = np.ones(32)
    lunch = np.array([2.0] * 8 + [1.0] * 4 + [2.0] * 20)
    found = [peak("vip", 540, 1020), peak("cash", 600, 720)]
    assert peak_spans(found, {"vip": lone, "cash": lunch}, OPEN) == ((600, 720),)
    assert peak_spans([peak("nobody", 540, 600)], {"vip": lone}, OPEN) == ()


def forecast(**arrivals: list[float]) -> Any:
    rows = {name: np.array(line, dtype=float) for name, line in arrivals.items()}
    quarters = len(next(iter(rows.values()), ()))
    return DayForecast(
        day=None, classes=tuple(rows), first_minute=OPEN, arrivals=rows, low=rows, high=rows,  # type: ignore[arg-type]
        service_minutes=dict.fromkeys(rows, 6.0), patience_minutes=dict.fromkeys(rows, 30.0), target_minutes=10,
        target_share=0.8, total=0, total_low=0, total_high=0, history_days=9, quarters=quarters,
        customers_low=np.zeros(quarters), customers_high=np.zeros(quarters),
    )  # fmt: skip


def test_the_busiest_time_is_where_customers_together_wait_longest() -> None:
    view = forecast(cash=[6, 9, 6], vip=[0.5, 0.5, 0.6])
    one = busiest(view, {"cash": np.full(3, 4.0), "vip": np.ones(3)})
    assert one is not None
    assert (one.service_class, one.start_minute, one.end_minute, one.customers) == ("cash", 555, 570, 9.0)
    full = erlang_a(9 / 15, 6.0, 30.0, 4).mean_wait_minutes
    assert one.wait_minutes is not None
    assert 0.3 * full < one.wait_minutes < full  # the wait is of that class and that time, the hall not full for long
    seen = simulate(Case(np.array([6.0, 9, 6]), 6.0, 30.0, np.full(3, 4)), runs=3000, seed=2)
    came = seen.customers[:, 1].sum()
    assert one.wait_minutes == pytest.approx(seen.own[:, 1].sum() / came, rel=0.06)
    view = forecast(cash=[6, 9, 6], vip=[3, 4, 3])
    thin = busiest(view, {"cash": np.full(3, 4.0), "vip": np.array([2.0, 0.0, 2.0])})
    assert thin is not None
    assert (thin.service_class, thin.start_minute) == (
        "vip",
        555,
    )  # nobody there: those who come wait till somebody is back, or out their patience
    seen = simulate(Case(np.array([3.0, 4, 3]), 6.0, 30.0, np.array([2, 0, 2])), runs=4000, seed=3)
    assert thin.wait_minutes == pytest.approx(seen.own[:, 1].sum() / seen.customers[:, 1].sum(), rel=0.12)
    gone = busiest(view, {"cash": np.full(3, 4.0), "vip": np.array([2.0, 0.0, 0.0])})
    assert gone is not None
    assert (gone.service_class, gone.wait_minutes) == ("vip", pytest.approx(30.0))


def test_without_a_roster_only_the_number_of_customers_counts() -> None:
    one = busiest(forecast(cash=[6, 9, 9], vip=[1, 1, 2]), {"cash": np.zeros(3)})
    assert one is not None
    assert (one.service_class, one.start_minute, one.wait_minutes) == ("cash", 555, None)
    assert busiest(forecast(cash=[0, 0]), {"cash": np.ones(2)}) is None
    assert busiest(forecast(), {}) is None


def test_a_class_that_nobody_ever_serves_does_not_hide_the_busiest_of_the_others() -> None:
    one = busiest(forecast(cash=[6, 9, 6], gone=[5, 5, 5]), {"cash": np.full(3, 4.0)})
    assert one is not None
    assert one.service_class == "cash"
