"""What was not counted is not taken for nobody, and a surge or a closed day teaches nothing."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from supervisor.traffic.forecast.cleaning import Cleaned, clean
from supervisor.traffic.forecast.forecasting import History, fit, traits_of
from tests.traffic.forecast_series import branch, is_weekday


def cleaned(history: History) -> Cleaned:
    kinds = np.array([one.kind for one in history.traits], dtype=np.int64)
    return clean(history.counts, np.maximum(kinds - 4, 0), kinds)


def changed(history: History, counts: np.ndarray) -> History:
    return History(history.days, history.traits, counts, history.interval_minutes)


def next_day(history: History) -> float:
    day = history.days[-1] + timedelta(7)
    return fit(history).ahead((day,), traits_of((day,), is_weekday))[0].total


def test_an_ordinary_history_is_left_as_it_is():
    for mean in (0.2, 1.0, 5.0, 50.0):
        history = branch(120, 3, mean, spread=1.6)
        found = cleaned(history)
        assert not found.shut.any()
        assert found.surge.mean() < 1e-3
        assert found.silent.mean() < 2e-3
        assert not found.ended


def test_a_machine_that_was_off_half_a_day_is_seen_and_its_zeros_are_not_learnt():
    history = branch(60, 4, 3.0)
    off = history.counts.copy()
    for day in (41, 50, 56, 59):
        off[day, 18:] = 0
    found = cleaned(changed(history, off))
    for day in (41, 50, 56, 59):
        assert found.silent[day, 19:].all()
        assert np.isnan(found.counts[day, 19:]).all()
        assert found.silent[day, :16].mean() < 0.1
    assert found.silent.sum() < 4 * 20
    assert next_day(changed(history, off)) == pytest.approx(next_day(history), rel=0.08)


def test_a_quiet_class_is_not_taken_for_a_machine_that_was_off():
    history = branch(60, 4, 0.15)
    counts = history.counts.copy()
    counts[50, 18:] = 0  # three customers were due in half a day
    assert not cleaned(changed(history, counts)).silent[50].any()


def test_what_is_silent_on_every_friday_is_a_habit():
    history = branch(60, 6, 4.0)
    counts = history.counts.copy()
    fridays = [at for at, day in enumerate(history.days) if day.weekday() == 4]
    counts[fridays, 24:] = 0
    assert not cleaned(changed(history, counts)).silent[fridays].any()


def test_days_that_were_closed_are_left_out_whole():
    history = branch(60, 5, 3.0)
    closed = history.counts.copy()
    closed[48] = 0
    closed[55] = 0
    closed[55, 3] = 2  # somebody tried the machine
    found = cleaned(changed(history, closed))
    assert np.flatnonzero(found.shut | found.silent.all(axis=1)).tolist() == [48, 55]
    assert next_day(changed(history, closed)) == pytest.approx(next_day(history), rel=0.06)


def test_a_surge_of_one_half_hour_is_marked_and_not_expected_again():
    history = branch(60, 7, 3.0)
    surge = history.counts.copy()
    surge[58, 20:22] = 120
    found = cleaned(changed(history, surge))
    assert found.surge[58, 20:22].all()
    assert found.surge.sum() == 2
    assert next_day(changed(history, surge)) == pytest.approx(next_day(history), rel=0.05)


def test_a_day_twice_as_busy_moves_the_next_ones_little():
    history = branch(80, 8, 5.0, noise=0.05)
    busy = history.counts.copy()
    busy[-1] *= 2
    assert next_day(changed(history, busy)) == pytest.approx(next_day(history), rel=0.12)


def test_a_missing_week_is_a_gap_and_no_week_of_nobody():
    history = branch(80, 9, 4.0)
    zeros = history.counts.copy()
    zeros[70:75] = 0
    kept = [at for at in range(80) if not 70 <= at < 75]
    gone = History(
        tuple(history.days[at] for at in kept), tuple(history.traits[at] for at in kept), history.counts[kept]
    )
    assert next_day(changed(history, zeros)) == pytest.approx(next_day(history), rel=0.08)
    assert next_day(gone) == pytest.approx(next_day(history), rel=0.08)


def test_what_is_known_to_be_unknown_stays_so():
    history = branch(40, 2, 3.0)
    holes = history.counts.copy()
    holes[10:20, 5:9] = np.nan
    found = cleaned(changed(history, holes))
    assert np.isnan(found.counts[10:20, 5:9]).all()
    assert next_day(changed(history, holes)) == pytest.approx(next_day(history), rel=0.05)


def test_ten_silent_days_are_the_truth():
    history = branch(40, 2, 3.0)
    over = history.counts.copy()
    over[-9:] = 0
    assert not cleaned(changed(history, over)).ended
    over[-10:] = 0
    assert cleaned(changed(history, over)).ended


def test_a_branch_that_lost_nine_customers_in_ten_is_believed_after_ten_days():
    history = branch(60, 3, 6.0)
    less = history.counts.copy()
    less[40:] = np.random.default_rng(1).poisson(less[40:] * 0.1)
    assert next_day(changed(history, less)) < 0.3 * next_day(history)
