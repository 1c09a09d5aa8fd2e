"""Backtests: of the days asked for, from what came before each alone, on files of counts and of tickets."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from supervisor.errors import BadInput
from supervisor.traffic.forecast.backtest import backtest, profile_level, same_weekday
from supervisor.traffic.forecast.counts_file import backtest_series, read_series, working_days
from supervisor.traffic.forecast.forecasting import History
from tests.traffic.forecast_series import FIRST, branch


def write(
    path: Path, history: History, step: int = 30, start: int = 480, without: set[tuple[int, int]] | None = None
) -> Path:
    """A file of counts, `step` minutes a row; `without`: (day, row) pairs left out."""
    gaps = without or set()
    lines = ["start,customers"]
    for at, (day, row) in enumerate(zip(history.days, history.counts, strict=True)):
        for n, count in enumerate(row):
            minute = start + step * n
            if (at, n) not in gaps:
                lines.append(f"{day} {minute // 60:02d}:{minute % 60:02d},{count:g}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_each_day_is_forecast_from_the_days_before_it_alone():
    history = branch(60, 3, 5.0, intervals=18)
    counts = history.counts.copy()
    counts[50:] *= 7
    later = History(history.days, history.traits, counts)
    one, other = (backtest(each, 41, 50, 510) for each in (history, later))
    assert one == other
    assert one.rest_of_day == other.rest_of_day


def test_the_simple_ways_are_what_they_say():
    history = branch(60, 4, 5.0, intervals=10)
    at = 45
    same = [n for n in range(at) if history.days[n].weekday() == history.days[at].weekday()]
    assert same_weekday(history, at, 4) == pytest.approx(history.counts[same[-4:]].mean(axis=0))
    found = backtest(history, at + 1, at + 1, 510)
    missed = np.abs(same_weekday(history, at, 1) - history.counts[at]).sum() / history.counts[at].sum()
    assert found.baselines["same_weekday_1"] == pytest.approx(missed)


def test_profile_level_is_twelve_same_weekdays_times_the_ratio_of_five_days():
    history = branch(100, 4, 5.0, intervals=10)
    weekdays = [day.weekday() for day in history.days]

    def mean(at: int) -> np.ndarray:
        return history.counts[[n for n in range(at) if weekdays[n] == weekdays[at]][-12:]].mean(axis=0)

    for at in (70, 99):
        ratio = history.counts[at - 5 : at].sum() / sum(mean(n).sum() for n in range(at - 5, at))
        assert profile_level(history, at) == pytest.approx(mean(at) * ratio)


def test_the_morning_makes_the_afternoon_surer():
    history = branch(120, 6, 12.0, noise=0.3)
    found = backtest(history, 61, 120, 480, (720,))
    assert found.rest_of_day[720].wape < 0.8 * found.rest_baselines[720]["not_updated"]
    assert found.rest_of_day[720].wape <= 1.02 * found.rest_baselines[720]["rescaled"]
    assert found.wape < found.baselines["profile_level"]


def test_intervals_that_were_not_counted_are_not_judged(tmp_path):
    history = branch(60, 3, 8.0, intervals=18)
    gap = {(54, n) for n in range(9, 18)}
    series = read_series(write(tmp_path / "gap.csv", history, without=gap))
    assert np.isnan(series.counts[54, 9:]).all()
    assert np.isfinite(series.counts).sum() == 60 * 18 - 9
    found = backtest_series(series, 51, 60)
    assert (found.left_out, found.quarters) == (9, 171)
    zeros = history.counts.copy()
    zeros[54, 9:] = 0
    assert backtest(History(history.days, history.traits, zeros), 51, 60, 480).left_out >= 8


@pytest.mark.parametrize(("step", "asked", "made"), [(5, 0, 30), (15, 0, 30), (60, 0, 60), (15, 15, 15), (30, 60, 60)])
def test_the_interval_of_a_file(tmp_path, step, asked, made):
    history = branch(30, 3, 8.0, intervals=600 // step)
    series = read_series(write(tmp_path / "counts.csv", history, step), asked)
    assert (series.interval_minutes, series.first_minute) == (made, 480)
    assert series.counts.shape == (30, 600 // made)
    assert series.counts.sum() == pytest.approx(history.counts.sum())
    assert backtest_series(series, 21, 30).interval_minutes == made


def test_a_file_that_lists_only_quarter_hours_with_customers(tmp_path):
    history = branch(40, 3, 0.8, intervals=36)
    quiet = {(int(day), int(n)) for day, n in np.argwhere(history.counts == 0)}
    series = read_series(write(tmp_path / "few.csv", history, 15, without=quiet), 15)
    assert np.isfinite(series.counts).all()
    assert series.counts.sum() == history.counts.sum()


def test_day_and_time_in_two_columns_and_gb18030(tmp_path):
    path = tmp_path / "两列.csv"
    rows = [f"{FIRST + timedelta(day)};{hour:02d}:00;{day + hour}" for day in range(10) for hour in range(9, 17)]
    path.write_text("日期;时间;人数\n" + "\n".join(rows), encoding="gb18030")
    series = read_series(path)
    assert (series.counts.shape, series.interval_minutes, series.first_minute) == ((10, 8), 60, 540)


def test_a_file_of_tickets_is_counted_by_class(tmp_path):
    rng = np.random.default_rng(4)
    lines = ["票号,业务类型,取号时间,叫号时间,结束时间"]
    for n in range(14):
        day = FIRST + timedelta(n)
        for at in sorted(rng.integers(9 * 3600, 16 * 3600, 60)):
            text = f"{at // 3600:02d}:{at % 3600 // 60:02d}:{at % 60:02d}"
            lines.append(
                f"{'AB'[at % 2]}{len(lines)},{('现金', '对公')[at % 2]},{day} {text},{day} {text},{day} {text}"
            )
    path = tmp_path / "tickets.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    series = read_series(path)
    assert set(series.classes) == {"现金", "对公"}
    assert series.counts.sum() == 14 * 60
    assert sum(one.sum() for one in series.classes.values()) == 14 * 60
    assert (series.first_minute, series.counts.shape[1]) == (540, 14)
    assert backtest_series(series, 11, 14).days == 4
    for counts in series.classes.values():
        assert backtest_series(series, 11, 14, counts).quarters == 4 * 14


def test_weekends_that_are_open_as_a_rule_are_no_days_worked_in_place_of_others():
    every = [FIRST + timedelta(n) for n in range(70)]
    working = working_days(every)
    assert [working(day) for day in every[:7]] == [True] * 5 + [False] * 2
    weekdays = [day for day in every if day.weekday() < 5]
    made_up = [*weekdays, FIRST + timedelta(19)]  # one Saturday
    assert working_days(made_up)(FIRST + timedelta(19))
    assert not working_days([day for day in weekdays if day != FIRST + timedelta(21)])(FIRST + timedelta(21))


def test_days_that_the_file_has_not_and_files_that_say_nothing(tmp_path):
    history = branch(20, 3, 5.0, intervals=18)
    series = read_series(write(tmp_path / "a.csv", history))
    for first, last in ((1, 5), (5, 4), (5, 21), (0, 3)):
        with pytest.raises(BadInput, match="20"):
            backtest_series(series, first, last)
    (tmp_path / "empty.csv").write_text("start,customers\n")
    with pytest.raises(BadInput):
        read_series(tmp_path / "empty.csv")
    with pytest.raises(BadInput):
        read_series(tmp_path / "none.csv")


def real(name: str) -> Path:
    folder = os.environ.get("SUPERVISOR_REAL_DATA")
    if not folder:
        pytest.skip("SUPERVISOR_REAL_DATA does not name a folder")
    return Path(folder) / name


@pytest.mark.real_data
@pytest.mark.parametrize(("first", "last", "most"), [(61, 110, 0.82), (41, 110, 0.85), (21, 110, 0.85), (31, 80, 0.89)])
def test_a_large_banks_calls(first, last, most):
    found = backtest_series(read_series(real("bank_calls_2003.csv")), first, last)
    assert (found.interval_minutes, found.left_out) == (30, 0)
    assert found.wape <= most * found.baselines["profile_level"]
    assert 0.76 <= found.covered <= 0.85
    assert 0.92 <= found.day_ahead.coverage[95] <= 0.975
    for rest in found.rest_of_day.values():
        assert 0.74 <= rest.coverage[80] <= 0.86
    if first == 61:
        assert found.baselines == pytest.approx(
            {
                "same_weekday_1": 0.0852, "same_weekday_4": 0.0674, "same_weekday_8": 0.0640, "same_weekday_12": 0.0666,
                "profile_level": 0.0621,
            },
            abs=0.00006,
        )  # fmt: skip
        assert found.wape < 0.0510
        assert found.rest_of_day[600].wape < 0.0475
        assert found.rest_of_day[720].wape < 0.0430


@pytest.mark.real_data
def test_tickets_of_a_real_bank():
    series = read_series(real("bank_tickets_1999_02a.tsv"))
    assert (len(series.days), series.days[0]) == (14, date(1999, 2, 1))
    found = backtest_series(series, 8, 14)
    assert found.wape < found.baselines["profile_level"], "although each weekday was seen once"
    assert found.rest_of_day[720].wape < 0.45
