"""How hard inspectors mark: planted truth is found within its bands, none is found where none was planted, and the
textbook's eight schools come out as printed."""

from __future__ import annotations

import numpy as np
import pytest

from supervisor.appraisal.fairness.kernel.adjusting import Standing, adjust
from supervisor.appraisal.fairness.kernel.grid import Grid
from supervisor.appraisal.fairness.kernel.loglinear import fit
from supervisor.appraisal.fairness.kernel.severity import Severities, severities
from supervisor.appraisal.fairness.kernel.shrinking import shrink

from .planted import planted


def judged(grid: Grid) -> Severities:
    return severities(grid, fit(grid))


@pytest.mark.parametrize("case", [{}, {"chases": True}, {"named": 0, "looks": 80, "rate": 0.08}])
def test_bands_of_80_percent_hold_the_truth_in_about_80_of_100(case: dict) -> None:
    """Also where the first inspector goes to the worst people: he is not blamed for them."""
    held, off = [], []
    for seed in range(60):
        truth = planted(seed, **case)
        found = judged(truth.grid)
        for at, name in enumerate(truth.grid.inspectors):
            one = found.named(name)
            assert one is not None
            held.append(one.low <= np.exp(truth.severe[at]) <= one.high)
        off.append(found.centre[0] - truth.severe[0])
    assert 0.70 <= np.mean(held) <= 0.90  # 240 of them: three standard errors are 0.08
    assert abs(float(np.mean(off))) < 0.06


@pytest.mark.parametrize("case", [{}, {"inspectors": 3, "looks": 60}, {"named": 0, "looks": 60, "rate": 0.05}])
def test_of_equal_inspectors_fewer_than_one_in_twenty_is_called_strict_or_lenient(case: dict) -> None:
    called = [one.verdict in ("strict", "lenient")
              for seed in range(50) for one in judged(planted(seed, spread=0.0, **case).grid).of]  # fmt: skip
    assert np.mean(called) < 0.05


def test_a_strict_inspector_is_named_with_the_points_he_takes_more() -> None:
    truth = planted(5, spread=0.0, looks=300)
    lost = truth.grid.lost.copy()
    lost[truth.grid.inspector == 2] *= 2
    grid = truth.grid.within(np.ones(300, bool))
    found = judged(Grid(**{**{name: getattr(grid, name) for name in Grid.__struct_fields__}, "lost": lost}))
    strict = found.of[0]
    assert (strict.inspector, strict.verdict) == ("i2", "strict")
    assert 1.4 < strict.factor < 2.1
    assert 0 < strict.points_low < strict.points < strict.points_high
    assert strict.found / strict.expected == pytest.approx(strict.factor)
    assert all(one.verdict != "strict" for one in found.of[1:])


def test_who_shares_nobody_with_the_others_is_compared_with_nobody() -> None:
    """Two pairs of inspectors, each with people of its own: within a pair there is a comparison, between them none."""
    truth = planted(3, looks=200)
    seen = truth.grid.seen.copy()
    for line, who in enumerate(truth.grid.inspector):
        seen[line, 10:] &= who >= 2
        seen[line, :10] &= who < 2
    kept = {name: getattr(truth.grid, name) for name in Grid.__struct_fields__}
    apart = Grid(**{**kept, "seen": seen, "factors": {}, "months": ("2026-01",), "month": truth.grid.month * 0})
    groups = {one.inspector: one.group for one in judged(apart).of}
    assert groups["i0"] == groups["i1"] != groups["i2"] == groups["i3"]
    assert all(one.verdict != "alone" for one in judged(apart).of)
    alone = apart.within(apart.inspector != 3)
    assert {one.inspector: one.verdict for one in judged(alone).of}["i2"] == "alone"


def test_a_check_list_that_only_one_uses_says_nothing_of_him() -> None:
    truth = planted(4, looks=200)
    kept = {name: getattr(truth.grid, name) for name in Grid.__struct_fields__}
    alone = Grid(**{**kept, "factors": {"list": (truth.grid.inspector == 1).astype(int)}})
    found = judged(alone)
    one = found.named("i1")
    assert one is not None
    assert (one.verdict, one.factor) == ("alone", 1.0)
    assert [each.group for each in found.of].count(one.group) == 1


def test_without_anything_lost_nobody_differs() -> None:
    truth = planted(1, rate=0.0)
    assert fit(truth.grid) is None
    assert {(one.factor, one.points, one.verdict) for one in judged(truth.grid).of} == {(1.0, 0.0, "alike")}


def test_the_fit_reproduces_the_sums_of_people_and_inspectors() -> None:
    """What a log-linear model must do (but for the faint prior): margins of what is expected are those of the data."""
    grid = planted(2, looks=400, rate=2.0).grid
    model = fit(grid)
    assert model is not None
    lost = grid.lost * grid.seen
    assert model.expected.sum(axis=0) == pytest.approx(lost.sum(axis=0), rel=0.02)
    for who in range(4):
        own = grid.inspector == who
        assert model.expected[own].sum() == pytest.approx(lost[own].sum(), rel=0.01)


def test_one_inspector_and_one_person_more_than_the_other_by_hand() -> None:
    """Two people, two inspectors, every pair met 50 times: the factor is the ratio of what they took, 3 to 1."""
    looks = 100
    who = np.arange(looks) % 2
    seen = np.ones((looks, 2), bool)
    lost = np.where(who[:, None] == 0, 3.0, 1.0) * np.array([[1.0, 2.0]])
    grid = Grid(people=("a", "b"), inspectors=("x", "y"), months=("2026-01",), inspector=who,
                month=np.zeros(looks, int), seen=seen, lost=lost)  # fmt: skip
    model = fit(grid)
    assert model is not None
    assert np.exp(model.inspector[0] - model.inspector[1]) == pytest.approx(3.0, rel=1e-4)
    assert np.exp(model.person[1] - model.person[0]) == pytest.approx(2.0, rel=1e-4)
    assert model.expected == pytest.approx(lost, rel=1e-3)


def test_eight_schools_as_printed() -> None:
    """Gelman et al., Bayesian Data Analysis, 3rd ed., table 5.3: quartiles and 95 % intervals of the eight effects."""
    found = np.array([28, 8, -3, 7, -1, 1, 18, 12.0])
    error = np.diag(np.array([15, 10, 16, 11, 9, 11, 10, 18.0]) ** 2)
    drawn = shrink(found, error, widest=60.0)
    effects = drawn.draws + drawn.mean[:, None]
    quartiles = np.quantile(effects, (0.25, 0.5, 0.75), axis=0).T
    printed = [(7, 10, 16), (3, 8, 12), (2, 7, 11), (4, 8, 11), (1, 5, 10), (2, 6, 10), (7, 10, 15), (3, 8, 13)]
    assert quartiles == pytest.approx(np.array(printed, float), abs=1.2)
    low, high = np.quantile(effects[:, 0], (0.025, 0.975))
    assert (low, high) == pytest.approx((-2, 31), abs=2)


def test_equal_estimates_are_drawn_to_each_other_and_sure_ones_stay() -> None:
    alike = shrink(np.array([0.3, 0.3]), np.eye(2) * 0.04, usual=0.5)
    assert alike.draws.mean(axis=0) == pytest.approx([0, 0], abs=0.02)
    sure = shrink(np.array([0.5, -0.5]), np.eye(2) * 1e-6, usual=0.5)
    assert (sure.draws[:, 0] - sure.draws[:, 1]).mean() == pytest.approx(1.0, abs=0.01)
    assert (shrink(np.array([1.0, 0.0]), np.eye(2), usual=0.5).draws == shrink(
        np.array([1.0, 0.0]), np.eye(2), usual=0.5).draws).all()  # fmt: skip


def test_adjusting_takes_the_inspector_out_and_never_more_than_was_taken() -> None:
    grid = Grid(people=("a", "b", "c"), inspectors=("hard", "mild"), months=("2026-01",),
                inspector=np.array([0, 1]), month=np.zeros(2, int), seen=np.ones((2, 3), bool),
                lost=np.array([[4.0, 0.0, 0.0], [0.0, 1.0, 0.0]]))  # fmt: skip
    logs = np.log(np.array([2.0, 0.5]))
    severe = Severities((), np.tile(logs, (10, 1)), logs)
    standings = [
        Standing(person="a", total=96.0, taken=4.0, rank=3), Standing(person="b", total=97.5, taken=1.0, rank=2),
        Standing(person="c", total=98.0, taken=0.0, rank=1), Standing(person="d", total=90.0, taken=2.0, rank=None),
    ]  # fmt: skip
    a, b, c, d = adjust(grid, severe, standings)
    assert (a.adjusted, a.adjusted_rank, a.most) == (pytest.approx(98.0), 1, "hard")  # half of 4 is given back
    assert (b.adjusted, b.adjusted_rank, b.most) == (pytest.approx(96.5), 3, "mild")  # the one point counts for two
    assert (c.adjusted, c.adjusted_rank, c.most) == (98.0, 1, "")
    assert (d.adjusted, d.adjusted_rank) == (90.0, None)
    assert (a.total, a.rank) == (96.0, 3)  # as found stays as found


def test_adjusted_scores_lie_nearer_to_what_an_even_hand_would_have_given() -> None:
    """The point of it: over many months of planted bias the adjusted order is nearer to the true one."""
    before, after = [], []
    for seed in range(20):
        truth = planted(seed, spread=0.8, looks=200, rough=0.2, named=2)
        month = truth.grid.months[-1]
        own = truth.grid.of_month(month)
        lost = (own.lost * own.seen).sum(axis=0)
        fair = (own.lost * own.seen * np.exp(-truth.severe)[own.inspector][:, None]).sum(axis=0)
        standings = [Standing(person=p, total=100 - lost[at], taken=lost[at], rank=1)
                     for at, p in enumerate(own.people)]  # fmt: skip
        adjusted = 100 - np.array([one.adjusted for one in adjust(own, judged(truth.grid), standings)])
        before.append(float(((lost - fair) ** 2).mean()))
        after.append(float(((adjusted - fair) ** 2).mean()))
    assert np.mean(after) < 0.35 * np.mean(before)
