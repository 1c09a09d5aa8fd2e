"""Bands of whole customers hold what they say, for few customers and for many, by chance alone and with more."""

from __future__ import annotations

import numpy as np
import pytest

from supervisor.traffic.forecast.backtest import backtest
from supervisor.traffic.forecast.bands import NORMAL, bands
from tests.traffic.forecast_series import branch, shape_of


def drawn(mean: np.ndarray, spread: float, days: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    rate = np.broadcast_to(mean, (days, mean.size))
    return rng.poisson(rng.gamma(rate / (spread - 1), spread - 1) if spread > 1 else rate)


@pytest.mark.parametrize("spread", [1.0, 1.5, 3.0])
@pytest.mark.parametrize("mean", [0.7, 1.2, 2.5, 5.0, 12.0, 60.0])
def test_the_share_of_a_days_quarter_hours_is_held(mean, spread):
    expected = mean * shape_of(36)
    made = bands(expected, expected * spread, NORMAL)
    counts = drawn(expected, spread, 4000, 11)
    for level, (low, high) in made.items():
        inside = ((counts >= low) & (counts <= high)).mean()
        few = 0.25 if mean < 1 and level == 50 else 0.025  # a band is one whole number at least
        assert level / 100 - 0.025 <= inside <= level / 100 + few, (level, inside)


def test_hardly_anybody_gets_the_narrowest_honest_band():
    expected = np.full(36, 0.1)
    made = bands(expected, expected * 1.2, NORMAL)
    assert (made[80][0] == 0).all()
    assert (made[80][1] == 0.1).all(), (
        "0 alone holds nine in ten; the edge stands at the mean, which is no customer more"
    )
    assert (made[95][1] <= 1).all()


def test_one_quarter_hour_alone_holds_at_least_its_share():
    for mean in (0.3, 1.2, 2.0, 4.7):
        low, high = bands(np.array([mean]), np.array([mean * 1.4]), NORMAL)[80]
        counts = drawn(np.array([mean]), 1.4, 20_000, 5)
        assert ((counts >= low) & (counts <= high)).mean() > 0.79


def test_more_scatter_is_a_wider_band():
    expected = 4.0 * shape_of(36)
    widths = [(high - low).sum() for low, high in (bands(expected, expected * s, NORMAL)[80] for s in (1.0, 2.0, 4.0))]
    assert widths[0] < widths[1] < widths[2]


@pytest.mark.parametrize(("mean", "spread"), [(0.3, 1.2), (0.8, 1.3), (2.5, 1.6), (8.0, 2.0)])
def test_bands_of_a_branchs_classes_hold_day_by_day(mean, spread):
    history = branch(110, 21, mean, spread=spread, noise=0.12)
    found = backtest(history, 61, 110, 510)
    held = found.day_ahead.coverage
    assert 0.74 <= held[80] <= 0.86
    assert 0.91 <= held[95] <= 0.985
    assert 0.44 <= held[50] <= (0.75 if mean < 0.5 else 0.57)
    for rest in found.rest_of_day.values():
        assert 0.73 <= rest.coverage[80] <= 0.87
