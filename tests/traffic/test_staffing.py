"""Needed people and peaks, against the waiting formulas asked one by one."""

from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.traffic.queueing import erlang_a
from supervisor.traffic.staffing import needed, needed_people, peaks


@dataclass
class Expected:
    arrivals: dict
    classes: tuple = ("walk",)
    first_minute: int = 510
    service_minutes: dict = field(default_factory=lambda: {"walk": 5.0, "firm": 9.0})
    patience_minutes: dict = field(default_factory=lambda: {"walk": 20.0, "firm": 40.0})
    target_minutes: float = 10
    target_share: float = 0.8


@given(st.floats(0.1, 80), st.floats(1, 15), st.floats(3, 90), st.floats(0, 30), st.floats(0.3, 0.95))
def test_needed_keeps_the_target_and_one_fewer_does_not(customers, service, patience, minutes, share):
    people = int(needed_people(np.array([customers]), service, patience, minutes, share)[0])
    rate = customers / 15
    assert erlang_a(rate, service, patience, people).within(minutes) >= share - 1e-4
    assert erlang_a(rate, service, patience, people - 1).within(minutes) < share + 1e-4


def test_hardly_anybody_needs_nobody():
    assert needed_people(np.array([0, 0.01, 1]), 5, 20, 10, 0.8).tolist() == [0, 0, 1]


@pytest.mark.parametrize(("minutes", "share"), [(10, 0), (10, 1), (-1, 0.8)])
def test_impossible_targets(minutes, share):
    with pytest.raises(ValueError):
        needed_people(np.array([1.0]), 5, 20, minutes, share)


def test_peak_is_where_one_fewer_would_miss_the_target():
    expected = Expected({"walk": np.array([2.0, 10, 20, 22, 8, 2, 19, 3])})
    planned = {"walk": np.full(8, 7.0)}
    found = peaks(expected, planned)
    tight = [quarter for quarter, customers in enumerate(expected.arrivals["walk"])
             if erlang_a(customers / 15, 5, 20, 6).within(10) < 0.8]  # fmt: skip
    assert tight, "the case is to have a peak"
    covered = [
        quarter for peak in found for quarter in range((peak.start_minute - 510) // 15, (peak.end_minute - 510) // 15)
    ]
    assert covered == tight
    first = found[0]
    worst = max(expected.arrivals["walk"][tight[0] : (first.end_minute - 510) // 15])
    assert first.wait_minutes_with_one_fewer == pytest.approx(
        erlang_a(worst / 15, 5, 20, 6).mean_wait_minutes, rel=1e-3
    )
    assert first.wait_minutes_as_planned < first.wait_minutes_with_one_fewer
    assert first.needed == needed(expected)["walk"].max()


def test_enough_people_no_peak():
    assert peaks(Expected({"walk": np.full(8, 10.0)}), {"walk": np.full(8, 30.0)}) == []


def test_nobody_planned_is_a_peak_with_the_customers_patience():
    (peak,) = peaks(Expected({"walk": np.array([0.0, 5, 5, 0])}), {})
    assert (peak.start_minute, peak.end_minute, peak.customers) == (525, 555, 10)
    assert peak.wait_minutes_with_one_fewer == pytest.approx(20)


def test_classes_have_their_own_peaks_in_order_of_time():
    expected = Expected(
        {"walk": np.array([1.0, 1, 30, 1]), "firm": np.array([12.0, 1, 1, 1])}, classes=("firm", "walk")
    )
    found = peaks(expected, {"walk": np.full(4, 8), "firm": np.full(4, 6)})
    assert [(peak.service_class, peak.start_minute) for peak in found] == [("firm", 510), ("walk", 540)]


def test_a_part_of_a_person_serves_nobody_reliably():
    expected = Expected({"walk": np.full(4, 10.0)})
    assert peaks(expected, {"walk": np.full(4, 5.9)}) == [
        peak for peak in peaks(expected, {"walk": np.full(4, 5.9)}) if peak.planned == 5.9
    ]
    whole = peaks(expected, {"walk": np.full(4, 5.0)})
    part = peaks(expected, {"walk": np.full(4, 5.9)})
    assert [one.wait_minutes_with_one_fewer for one in part] == [one.wait_minutes_with_one_fewer for one in whole]


def test_quarters_must_match():
    with pytest.raises(ValueError, match="walk"):
        peaks(Expected({"walk": np.full(4, 10.0)}), {"walk": np.full(5, 4.0)})
