"""Needed people and peaks, against the waiting formulas asked one by one and against simulated days."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.traffic.waiting import staffing
from supervisor.traffic.waiting.levels import Target, Walk
from supervisor.traffic.waiting.queueing import Pool, erlang_a
from supervisor.traffic.waiting.staffing import needed, needed_people, peaks, planned_levels

from .queue_simulation import Case, random_case, simulate


@dataclass
class Expected:
    arrivals: dict
    classes: tuple = ("walk",)
    first_minute: int = 510
    service_minutes: dict = field(default_factory=lambda: {"walk": 5.0, "firm": 9.0})
    patience_minutes: dict = field(default_factory=lambda: {"walk": 20.0, "firm": 40.0})
    service_scv: dict = field(default_factory=dict)
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


@pytest.mark.parametrize(
    "other",
    [
        {"arrivals": {"walk": np.array([9.0, 25, 24, 3, 8])}},
        {"service_minutes": {"walk": 6.0}},
        {"patience_minutes": {"walk": 9.0}},
        {"service_scv": {"walk": 2.0}},
        {"target_minutes": 4},
        {"target_share": 0.95},
        {"people": 6.0},
    ],
    ids=lambda other: next(iter(other)),
)
def test_what_was_asked_before_answers_nothing_else(other):
    """Days are walked through once; one thing different is another day."""

    def said(changed: dict[str, Any]) -> tuple:
        figures: dict[str, Any] = {"arrivals": {"walk": np.array([8.0, 24, 26, 4, 9])}} | changed
        people = figures.pop("people", 7.0)
        asked = Expected(**figures)
        return needed(asked)["walk"].tolist(), peaks(asked, {"walk": np.full(5, people)})

    first, then = said({}), said(other)
    staffing._fewest.cache_clear()
    staffing._judged.cache_clear()
    assert said(other) == then
    assert said({}) == first != then


def in_time(arrivals, people, quarter, **more) -> float:
    """Simulated share served within ten minutes of those who came in a quarter-hour."""
    seen = simulate(Case(np.asarray(arrivals), 5.0, 20.0, np.asarray(people), **more), runs=1000, seed=2)
    return float(seen.in_time[:, quarter].sum() / seen.customers[:, quarter].sum())


def test_peak_is_where_one_away_for_an_hour_would_miss_the_target():
    arrivals = np.array([2.0, 10, 22, 25, 25, 24, 10, 4, 2, 16, 3])
    planned = np.full(11, 7)
    expected = Expected({"walk": arrivals})
    found = peaks(expected, {"walk": planned.astype(float)})
    covered = [
        quarter for peak in found for quarter in range((peak.start_minute - 510) // 15, (peak.end_minute - 510) // 15)
    ]
    assert covered, "the case is to have a peak"
    for quarter in range(11):
        fewer = planned.copy()
        fewer[max(quarter - 3, 0) : quarter + 1] -= 1
        share = in_time(arrivals, fewer, quarter)
        if abs(share - 0.8) > 0.02:  # nearer than that the simulation does not know either
            assert (quarter in covered) == (share < 0.8), f"quarter {quarter}: {share:.3f}"
    first = found[0]
    assert first.wait_minutes_as_planned < first.wait_minutes_with_one_fewer
    assert first.needed == needed(expected)["walk"][covered].max()


def test_a_short_rush_that_the_hour_absorbs_is_no_peak():
    """In its steady state one fewer could not serve twenty-two in a quarter-hour; but the hall does not begin full."""
    arrivals = np.array([2.0, 2, 2, 22, 2, 2, 2, 2])
    assert erlang_a(22 / 15, 5, 20, 6).within(10) < 0.8
    assert in_time(arrivals, [6] * 8, 3) > 0.85
    assert peaks(Expected({"walk": arrivals}), {"walk": np.full(8, 7.0)}) == []


def test_a_backlog_makes_a_peak_of_a_quiet_quarter():
    """After a surge the target is missed though few come: what stands in the hall is served first."""
    arrivals = np.array([5.0, 45, 45, 8, 8, 8])
    expected = Expected({"walk": arrivals})
    within = planned_levels(expected, {"walk": np.full(6, 5.0)})["walk"].within
    assert erlang_a(8 / 15, 5, 20, 5).within(10) > 0.97
    assert within[3] < 0.5
    assert within[3] == pytest.approx(in_time(arrivals, [5] * 6, 3), abs=0.04)
    assert any(peak.start_minute <= 510 + 45 < peak.end_minute for peak in peaks(expected, {"walk": np.full(6, 5.0)}))


def test_the_needed_people_keep_the_target_all_day_in_a_simulation():
    arrivals = np.array([3.0, 8, 14, 22, 30, 24, 12, 9, 16, 20, 14, 6, 0, 3])
    people = needed(Expected({"walk": arrivals}))["walk"]
    assert people[12] in (0, people[11])  # nobody goes while somebody waits
    seen = simulate(Case(arrivals, 5.0, 20.0, people), runs=3000, seed=4)
    share = seen.in_time.sum(axis=0) / np.maximum(seen.customers.sum(axis=0), 1)
    assert (share[arrivals > 0] > 0.77).all(), share.round(3)
    for quarter in np.flatnonzero((arrivals > 0) & (people > 1))[::3]:  # with one fewer from then on it is missed
        fewer = people.copy()
        fewer[quarter : quarter + 2] = people[quarter] - 1
        assert in_time(arrivals, fewer, quarter) < 0.83, quarter


@pytest.mark.parametrize("seed", [2003, 2007, 2016])
def test_share_in_time_and_mean_wait_by_quarter_hour_on_random_days(seed):
    case = random_case(seed)
    seen = simulate(case, 1500, seed)
    found, _states = Walk(case.arrivals, Pool(case.service, case.patience, case.scv), 10).levels(
        case.servers, case.standing
    )
    share = seen.in_time.sum(axis=0) / seen.customers.sum(axis=0)
    assert np.abs(found.within - share)[1:].mean() < 0.03  # who stood at the start counts into the first
    assert np.abs(found.within - share)[1:].max() < 0.1


def test_mean_wait_of_those_who_come_in_a_quarter_hour():
    for scv, kind in ((1.0, "gamma"), (0.6, "gamma"), (1.7, "phase")):
        case = Case(np.array([6.0, 9, 18, 24, 12, 8, 8, 8]), 6.0, 30.0, np.full(8, 5), 0, scv, kind)
        seen = simulate(case, 3000, 9)
        found, _states = Walk(case.arrivals, Pool(6.0, 30.0, scv), 10).levels(case.servers)
        wait = seen.own.sum(axis=0) / seen.customers.sum(axis=0)
        assert np.abs(found.wait_minutes - wait).max() < 0.4
        assert found.wait_minutes[1:] == pytest.approx(wait[1:], rel=0.12, abs=0.15)


def test_a_class_may_have_a_target_of_its_own():
    class OwnTargets(Expected):
        targets = {"firm": Target(2.0, 0.95)}  # noqa: RUF012

    same = {"walk": np.full(8, 12.0), "firm": np.full(8, 12.0)}
    common, own = (
        needed(kind(same, classes=("walk", "firm"), service_minutes={"walk": 5.0, "firm": 5.0},
                    patience_minutes={"walk": 20.0, "firm": 20.0}))
        for kind in (Expected, OwnTargets)
    )  # fmt: skip
    assert (common["walk"] == common["firm"]).all()
    assert (own["walk"] == common["walk"]).all()
    assert (own["firm"] > own["walk"]).all()


def test_a_target_for_everybody_is_one_for_all_but_one_in_a_thousand():
    everybody = Expected({"walk": np.array([3.0, 9, 15, 4])}, target_share=1.0)
    people = needed(everybody)["walk"]
    assert (people > needed(Expected(everybody.arrivals))["walk"]).any()
    assert people.max() < 20
    assert not peaks(everybody, {"walk": np.full(4, 25.0)})


def test_a_large_pool_is_not_counted_up_from_one():
    people = needed(Expected({"walk": np.array([200.0, 220, 180])}))["walk"]
    for quarter, customers in enumerate((200, 220, 180)):
        assert 0.4 * customers / 15 * 5 < people[quarter] < 1.1 * customers / 15 * 5


def test_uneven_service_needs_more_people():
    arrivals = {"walk": np.full(24, 2.2)}
    kinds = [Expected(arrivals, service_minutes={"walk": 6.0}, service_scv=scv) for scv in ({}, {"walk": 2.0})]
    even, uneven = (planned_levels(one, {"walk": np.ones(24)})["walk"] for one in kinds)
    assert uneven.wait_minutes[-1] > 1.1 * even.wait_minutes[-1]


def test_enough_people_no_peak():
    assert peaks(Expected({"walk": np.full(8, 10.0)}), {"walk": np.full(8, 30.0)}) == []


def test_nobody_planned_is_a_peak_with_the_customers_patience():
    (peak,) = peaks(Expected({"walk": np.array([0.0, 5, 5, 0])}), {})
    assert (peak.start_minute, peak.end_minute, peak.customers) == (525, 555, 10)
    assert peak.wait_minutes_with_one_fewer == pytest.approx(20)


def test_classes_have_their_own_peaks_in_order_of_time():
    expected = Expected(
        {"walk": np.array([1.0, 1, 60, 1]), "firm": np.array([22.0, 1, 1, 1])}, classes=("firm", "walk")
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


def test_a_stretch_without_anybody_stands_apart_from_those_in_which_nobody_can_be_spared():
    found = peaks(Expected({"walk": np.full(6, 2.0)}), {"walk": np.array([1.0, 1, 0, 0, 1, 1])})
    assert [(one.start_minute, one.end_minute, one.planned) for one in found] == [
        (510, 540, 1.0), (540, 570, 0.0), (570, 600, 1.0),
    ]  # fmt: skip
    gone, back = found[1], found[2]
    assert gone.wait_minutes_as_planned > back.wait_minutes_as_planned
