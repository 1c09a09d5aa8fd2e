"""What a rank is worth, how much of an order is luck, who was inspected how often: against truth and textbooks."""

from __future__ import annotations

import numpy as np
import pytest

from supervisor.appraisal.fairness.kernel.adjusting import Standing
from supervisor.appraisal.fairness.kernel.chance import Chance, chances
from supervisor.appraisal.fairness.kernel.coverage import coverage
from supervisor.appraisal.fairness.kernel.grid import Grid
from supervisor.appraisal.fairness.kernel.loglinear import fit
from supervisor.appraisal.fairness.kernel.reliability import icc, reliability, stepped_up
from supervisor.appraisal.fairness.kernel.spread import boxes, courses, per_look

from .planted import Planted, planted


def standings_of(truth: Planted, month: str) -> list[Standing]:
    own = truth.grid.of_month(month)
    lost = (own.lost * own.seen).sum(axis=0)
    return [
        Standing(person=p, total=float(100 - lost[at]), taken=float(lost[at]), rank=1 + int((lost < lost[at]).sum()))
        for at, p in enumerate(own.people)
    ]


def ranked(truth: Planted) -> list[Chance]:
    month = truth.grid.months[-1]
    return chances(truth.grid, fit(truth.grid), month, standings_of(truth, month))


def test_intervals_hold_the_true_rank_and_chances_come_true() -> None:
    held, top, came = [], [], []
    for seed in range(30):
        truth = planted(seed, people=24, looks=240, skill=0.7)
        true = np.argsort(np.argsort(truth.people)) + 1
        for one in ranked(truth):
            place = int(true[int(one.person[1:])])
            held.append(one.low <= place <= one.high)
            top.append(one.top)
            came.append(place <= 6)
    assert 0.76 <= np.mean(held) <= 0.92
    sure = np.array(top) > 0.5
    assert np.mean(np.array(came)[sure]) == pytest.approx(np.mean(np.array(top)[sure]), abs=0.12)
    assert np.mean(top) == pytest.approx(0.25, abs=0.01)


def test_more_inspections_make_a_rank_surer() -> None:
    few, many = (np.mean([one.high - one.low for seed in range(8) for one in ranked(planted(seed, looks=n, skill=0.8))])
                 for n in (60, 900))  # fmt: skip
    assert many < 0.6 * few


def test_who_was_seen_seldom_has_a_rank_that_says_little() -> None:
    truth = planted(7, named=0, looks=60, skill=0.6)
    truth.grid.seen[:, 0] = False
    truth.grid.seen[-1, 0] = True
    truth.grid.lost[:, 0] = 0.0
    one = next(each for each in ranked(truth) if each.person == "p0")
    assert one.few
    assert one.says_little
    assert one.looks <= 1 < one.usual / 2
    assert not any(each.few for each in ranked(truth) if each.person != "p0")
    assert one.rank == 1  # by its points he is the best: nobody looked
    assert one.top < 0.6


def test_grades_by_points_have_a_chance_of_their_own() -> None:
    truth = planted(9, named=0, looks=60)
    month = truth.grid.months[-1]
    found = chances(truth.grid, fit(truth.grid), month, standings_of(truth, month), (-1000.0, 1000.0))
    assert {one.same_grade for one in found} == {1.0}
    assert {one.same_grade for one in ranked(truth)} == {None}


def test_the_same_month_says_the_same_twice_and_groups_are_ranked_apart() -> None:
    truth = planted(11)
    assert ranked(truth) == ranked(truth)
    month = truth.grid.months[-1]
    both = [Standing(person=one.person, total=one.total, taken=one.taken, rank=one.rank, group=str(at % 2))
            for at, one in enumerate(standings_of(truth, month))]  # fmt: skip
    assert {one.of for one in chances(truth.grid, fit(truth.grid), month, both)} == {10}
    assert chances(truth.grid, fit(truth.grid), "2031-01", both) == []


def test_icc_as_printed() -> None:
    """Shrout and Fleiss (1979), table 2: six targets, four judges; ICC(1,1) = .17 and ICC(1,4) = .44."""
    scores = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    single = icc([np.array(row, float) for row in scores])
    assert single == pytest.approx(0.166, abs=0.005)
    assert stepped_up(single or 0, 4) == pytest.approx(0.443, abs=0.005)
    assert icc([np.array([1.0, 2.0])]) is None
    assert icc([np.array([1.0]), np.array([2.0])]) is None


def test_reliability_is_the_correlation_of_two_months_by_the_same_people() -> None:
    """What it promises: the order of a month would come out again as far as it says."""
    said, came = [], []
    for seed in range(12):
        truth = planted(seed, people=60, looks=600, months=2, skill=0.6, spread=0.0, rough=0.0)
        by = [[100 - one.total for one in standings_of(truth, month)] for month in truth.grid.months]
        came.append(float(np.corrcoef(by[0], by[1])[0, 1]))
        said.append(reliability(truth.grid, fit(truth.grid)).month or 0.0)
    assert np.mean(said) == pytest.approx(np.mean(came), abs=0.1)
    assert (
        reliability(planted(0, skill=0.0, looks=400).grid, fit(planted(0, skill=0.0, looks=400).grid)).verdict == "poor"
    )


def test_coverage_by_lot_and_by_preference() -> None:
    """Four inspections of one of four people each: one of them three times, one never; by lot everybody once."""
    seen = np.zeros((4, 4), bool)
    seen[[0, 1, 2], 0] = True
    seen[3, 1] = True
    there = np.ones((4, 4), bool)
    there[:, 3] = False
    grid = Grid(people=("a", "b", "c", "away"), inspectors=("x", "y"), months=("2026-01",),
                inspector=np.array([0, 0, 1, 1]), month=np.zeros(4, int), seen=seen, lost=np.zeros((4, 4)),
                weekday=np.array([0, 0, 1, 2]), hour=np.array([9, 9, 10, 15]), week=np.array([0, 0, 0, 1]))  # fmt: skip
    found = coverage(grid, there, (0, 1))
    by = {one.person: one for one in found.people}
    assert "away" not in by
    assert [by[name].looks for name in "abc"] == [3, 1, 0]
    assert [by[name].expected for name in "abc"] == pytest.approx([4 / 3] * 3)
    assert by["a"].z == pytest.approx((3 - 4 / 3) / (4 * (1 / 3) * (2 / 3)) ** 0.5)
    assert (by["c"].verdict, by["b"].verdict) == ("never", "usual")
    assert found.by_inspector.tolist() == [[2, 0, 0, 0], [1, 1, 0, 0]]
    assert found.by_week[0].tolist() == [3, 0]
    assert found.by_weekday.tolist()[:3] == [2, 1, 1]
    assert found.by_hour[9] == 2


def test_the_lot_is_seldom_called_unfair() -> None:
    chance = np.random.default_rng(1)
    beyond = []
    for _turn in range(40):
        seen = np.zeros((200, 20), bool)
        for line in range(200):
            seen[line, chance.choice(20, 2, replace=False)] = True
        zeros = np.zeros(200, int)
        grid = Grid(
            people=tuple(map(str, range(20))), inspectors=("x",), months=("2026-01",), inspector=zeros,
            month=zeros, seen=seen, lost=np.zeros((200, 20)), weekday=zeros, hour=zeros, week=zeros,
        )  # fmt: skip
        beyond += [one.verdict != "usual" for one in coverage(grid, np.ones_like(seen), (0,)).people]
    assert np.mean(beyond) == pytest.approx(0.05, abs=0.025)


def test_boxes_and_courses_by_hand() -> None:
    box = boxes({"counter": [("a", 1.0), ("b", 2.0), ("c", 3.0), ("d", 10.0)], "lobby": []})
    assert [one.key for one in box] == ["counter"]
    assert box[0].five == (1.0, 1.75, 2.5, 4.75, 10.0)
    grid = Grid(people=("a", "b"), inspectors=("x",), months=("2026-01", "2026-02"), inspector=np.zeros(3, int),
                month=np.array([0, 0, 1]), seen=np.array([[1, 1], [1, 0], [1, 0]], bool),
                lost=np.array([[1.0, 4.0], [3.0, 0.0], [5.0, 0.0]]))  # fmt: skip
    both, own = courses(grid, {"all": ("a", "b"), "b": ("b",)})
    assert both.months == (8 / 3, 5.0)
    assert both.looks == (3, 1)
    assert both.mean == 13 / 4
    assert own.months == (4.0, None)
    assert per_look(grid) == {"a": 3.0, "b": 4.0}
