"""Who comes next: the forecast cut anew, what the last minutes show, and what chance alone must not change."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from supervisor.dispatch.floor.coming import Came, Lines, came_by_class, coming, together
from supervisor.traffic.forecast.counts_file import read_series
from supervisor.traffic.forecast.forecasting import fit
from supervisor.traffic.forecast.recent import calm, course
from supervisor.traffic.intake import read_ticket_file
from supervisor.traffic.tickets import split_days

OPEN = 9 * 60


def lines(rate: float, known: int = 0, quarters: int = 32) -> Lines:
    mean = np.full(quarters, rate)
    return Lines(OPEN, mean, np.maximum(mean - 4, 0), mean + 4, mean, known)


def came(until: int, rate: float, extra: dict[int, int] | None = None) -> Came:
    """Evenly spread customers, `rate` a quarter-hour from the opening on, and more in single minutes."""
    minutes = list(np.arange(OPEN, until, 15 / rate))
    for minute, number in (extra or {}).items():
        minutes += [minute + 0.5] * number
    return Came(np.sort(np.array(minutes, dtype=np.float64)), float(until))


def test_quarter_hours_are_cut_anew_from_the_minute() -> None:
    mean = np.array([10.0, 20.0, 30.0])
    found = coming(Lines(OPEN, mean, mean, mean, mean), OPEN + 5, 3)
    assert found.mean == pytest.approx([10 * 2 / 3 + 20 / 3, 20 * 2 / 3 + 10, 20.0])
    assert found.times == 1.0


def test_who_came_in_the_running_quarter_hour_is_no_longer_to_come() -> None:
    mean = np.array([10.0, 40.0, 10.0])
    line = Lines(OPEN, mean, mean, mean, np.array([10.0, 10.0, 10.0]), known=1)
    seen = Came(np.concatenate((np.linspace(OPEN, OPEN + 14, 10), np.full(36, OPEN + 20.0))), OPEN + 25.0)
    found = coming(line, OPEN + 25, 1, seen)
    assert found.mean[0] / found.times == pytest.approx(4.0 + 10 * 10 / 15)


def test_as_many_as_expected_change_nothing() -> None:
    found = coming(lines(12.0, known=8), OPEN + 120, 8, came(OPEN + 120, 12.0))
    assert found.mean == pytest.approx(np.full(8, 12.0), rel=0.03)


def test_a_surge_is_seen_and_fades_with_the_distance() -> None:
    burst = dict.fromkeys(range(OPEN + 108, OPEN + 120), 5)
    found = coming(lines(12.0, known=8), OPEN + 120, 8, came(OPEN + 120, 12.0, burst))
    assert found.mean[0] > 2.5 * 12
    assert np.all(np.diff(found.mean) < 0)
    assert found.mean[-1] < 1.5 * 12
    assert found.low[0] <= found.mean[0] <= found.high[0]


def test_two_more_than_expected_are_chance() -> None:
    found = coming(lines(12.0, known=8), OPEN + 120, 8, came(OPEN + 120, 12.0, {OPEN + 117: 2}))
    assert found.mean[0] < 1.2 * 12


def test_nobody_came_lately_though_many_were_expected() -> None:
    seen = came(OPEN + 90, 12.0)
    found = coming(lines(12.0, known=8), OPEN + 120, 4, Came(seen.minutes, OPEN + 120.0))
    assert found.mean[0] < 0.6 * 12


def test_a_surge_says_nothing_of_the_rest_of_the_day() -> None:
    foreseen = np.full(12, 10.0)
    counts = np.array([9.0, 11, 10, 30, 33, 29, 12, 8, 10])
    assert np.flatnonzero(np.isnan(calm(counts, foreseen))).tolist() == [3, 4, 5]
    busy = np.full(9, 22.0)  # a day twice as full as foreseen is a level, no surge
    assert calm(busy, foreseen).tolist() == busy.tolist()
    assert calm(np.array([40.0, 11.0]), foreseen).tolist() == [40.0, 11.0]  # too early to tell
    assert calm(np.array([1.0, 0, 3, 1, 0, 1]), np.full(6, 0.9)).tolist() == [1.0, 0, 3, 1, 0, 1]  # chance


def test_an_old_record_says_less() -> None:
    burst = dict.fromkeys(range(OPEN + 93, OPEN + 105), 5)
    fresh = coming(lines(12.0, known=7), OPEN + 105, 4, came(OPEN + 105, 12.0, burst))
    stale = coming(lines(12.0, known=7), OPEN + 120, 4, came(OPEN + 105, 12.0, burst))
    assert 1.0 < stale.times < fresh.times


def test_the_playbook_believes_until_the_tickets_show_more() -> None:
    calm = coming(lines(12.0, known=8), OPEN + 120, 8, came(OPEN + 120, 12.0), factor=1.4)
    assert calm.mean == pytest.approx(np.full(8, 1.4 * 12), rel=0.03)
    burst = dict.fromkeys(range(OPEN + 108, OPEN + 120), 5)
    seen = came(OPEN + 120, 12.0, burst)
    surge = coming(lines(12.0, known=8), OPEN + 120, 8, seen, factor=1.4)
    plain = coming(lines(12.0, known=8), OPEN + 120, 8, seen)
    assert surge.mean[0] == plain.mean[0]  # what came and what was believed are not counted twice
    assert surge.mean[-1] == pytest.approx(1.4 * 12)
    fewer = coming(lines(12.0, known=8), OPEN + 120, 8, came(OPEN + 120, 12.0), factor=0.5)
    assert fewer.mean == pytest.approx(np.full(8, 0.5 * 12), rel=0.03)


def test_a_branch_without_a_past_goes_by_the_last_half_hour() -> None:
    nothing = np.zeros(0)
    found = coming(Lines(0, nothing, nothing, nothing, nothing), OPEN + 90, 4, came(OPEN + 90, 20.0))
    assert found.mean == pytest.approx(np.full(4, 20.0), rel=0.1)
    assert np.all(found.low < found.mean)
    assert np.all(found.mean < found.high)
    assert not coming(Lines(0, nothing, nothing, nothing, nothing), OPEN + 90, 4).mean.any()


def test_after_the_last_quarter_hour_nobody_is_expected() -> None:
    found = coming(lines(12.0, known=31), OPEN + 31 * 15, 4, came(OPEN + 31 * 15, 12.0))
    assert found.mean[0] > 0
    assert not found.mean[1:].any()


def test_all_classes_as_one_queue() -> None:
    both = together({"a": Came(np.array([1.0, 5.0]), 9.0), "b": Came(np.array([3.0]), 8.0)})
    assert both.minutes.tolist() == [1.0, 3.0, 5.0]
    assert both.reach == 8.0


@pytest.mark.real_data
def test_tickets_say_who_came_while_they_are_fresh() -> None:
    file = Path(os.environ["SUPERVISOR_REAL_DATA"]) / "bank_tickets_1999_02a.tsv"
    day = next(tickets for one, tickets in split_days(read_ticket_file(file).tickets).items() if one.day == 14)
    found = came_by_class(day, 21 * 60 + 30)
    last = sum(int((one.minutes > 21 * 60 + 15).sum()) for one in found.values())
    assert 60 < last < 130
    assert came_by_class(day, 27 * 60) == {}


@pytest.mark.real_data
def test_a_large_steady_bank_is_not_led_astray_by_chance() -> None:
    """On counts of thousands a day the day's forecast is sure of itself: the last minutes may cost next to nothing."""
    series = read_series(Path(os.environ["SUPERVISOR_REAL_DATA"]) / "bank_calls_2003.csv", 5)
    five = np.nan_to_num(series.counts)[:, : series.counts.shape[1] // 3 * 3]
    quarters = five.reshape(len(five), -1, 3).sum(axis=2)
    history = series.history(np.nan_to_num(series.counts)).__class__
    plain = brought_up = 0.0
    for at in (60, 75, 90, 105):
        own = series.history(quarters)
        model = fit(history(own.days[:at], own.traits[:at], quarters[:at], 15))
        made = model.ahead((own.days[at],), own.traits[at : at + 1])[0]
        for known in range(8, 44, 6):
            rest = model.rest(made, quarters[at, :known])
            ahead = slice(known, known + 4)
            level = rest.arrivals[known:].sum() / made.arrivals[known:].sum()
            lately = np.repeat(five[at, : known * 3] / 5, 5)[::-1]
            expected = np.repeat(made.arrivals[:known] / 15, 15)[::-1] * level
            band = rest.bands[80]
            times = course(lately, expected, rest.arrivals[ahead], band.low[ahead], band.high[ahead])
            plain += float(np.abs(rest.arrivals[ahead] - quarters[at, ahead]).sum())
            brought_up += float(np.abs(rest.arrivals[ahead] * times - quarters[at, ahead]).sum())
    assert brought_up < 1.05 * plain
