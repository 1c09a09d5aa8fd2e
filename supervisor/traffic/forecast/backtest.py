"""How forecasts would have done: each day from the days before it alone, against the simple ways to do it.

What is measured: the weighted absolute percentage error, Σ|error| / Σ customers over all intervals (WAPE), and the
share of intervals that lay inside each band. Intervals in which nothing was counted are left out, not taken for zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.forecast.cleaning import clean
from supervisor.traffic.forecast.forecasting import LEVELS, Forecast, History, fit

Numbers = NDArray[np.float64]
STARTS = (600, 720)  # minutes after midnight: the rest of the day from 10:00 and from 12:00
SAME_WEEKDAYS = (1, 4, 8, 12)
PROFILE_DAYS, LEVEL_DAYS = 12, 5


@dataclass(frozen=True, slots=True)
class Score:
    """wape: Σ|error| / Σ customers; coverage: by level (50, 80, 95), share of intervals inside; of day totals alike."""

    wape: float
    coverage: dict[int, float]
    total_wape: float
    total_coverage: dict[int, float]


@dataclass(frozen=True, slots=True)
class Backtest:
    """What a backtest found. quarters: intervals compared; left_out: intervals not counted (the machine was off).

    rest_of_day, and what simple rescaling of the profile × level forecast makes of it, by the minute of the day from
    which it is foreseen. baselines: WAPE by name.
    """

    days: int
    quarters: int
    left_out: int
    interval_minutes: int
    day_ahead: Score
    rest_of_day: dict[int, Score]
    baselines: dict[str, float]
    rest_baselines: dict[int, dict[str, float]] = field(default_factory=dict)

    @property
    def wape(self) -> float:
        """One day ahead."""
        return self.day_ahead.wape

    @property
    def covered(self) -> float:
        """Share of intervals inside the 80 % band, one day ahead."""
        return self.day_ahead.coverage[80]

    @property
    def wape_same_weekday(self) -> float:
        """The mean of the last eight same weekdays."""
        return self.baselines["same_weekday_8"]


class _Sums:
    """Errors and hits added up day by day."""

    def __init__(self) -> None:
        self.missed = self.customers = self.total_missed = 0.0
        self.cells = self.days = 0
        self.inside = dict.fromkeys(LEVELS, 0)
        self.totals_inside = dict.fromkeys(LEVELS, 0)

    def add(self, made: Forecast, real: Numbers, first: int = 0) -> None:
        """A day's intervals from `first` on; nan in `real` is left out."""
        counted = np.isfinite(real)
        counted[:first] = False
        at = np.flatnonzero(counted)
        self.missed += float(np.abs(made.arrivals[at] - real[at]).sum())
        self.customers += float(real[at].sum())
        self.cells += at.size
        for level in LEVELS:
            band = made.bands[level]
            self.inside[level] += int(((real[at] >= band.low[at]) & (real[at] <= band.high[at])).sum())
        if np.isfinite(real).all():
            self.days += 1
            self.total_missed += abs(made.total - float(real.sum()))
            for level in LEVELS:
                band = made.bands[level]
                self.totals_inside[level] += band.total_low <= float(real.sum()) <= band.total_high

    def score(self) -> Score:
        """What the sums come to."""
        share, cells, days = max(self.customers, 1e-9), max(self.cells, 1), max(self.days, 1)
        return Score(
            self.missed / share,
            {level: self.inside[level] / cells for level in LEVELS},
            self.total_missed / share,
            {level: self.totals_inside[level] / days for level in LEVELS},
        )


def backtest(
    history: History, first: int, last: int, first_minute: int = 0, starts: Sequence[int] = STARTS
) -> Backtest:
    """Forecast days `first`..`last` (1-based positions in the history), each from the days before it alone.

    first_minute: when the first interval begins; starts: minutes from which the rest of the day is foreseen as well,
    those that lie within the day. Raises ValueError for days that cannot be forecast.
    """
    if not 1 < first <= last <= len(history.days):
        raise ValueError(f"days {first} to {last}: must lie within 2 and {len(history.days)}")
    intervals = history.counts.shape[1]
    cuts = {start: (start - first_minute) // history.interval_minutes for start in starts}
    cuts = {start: cut for start, cut in cuts.items() if 0 < cut < intervals}
    ahead, rests = _Sums(), {start: _Sums() for start in cuts}
    plain = {name: [0.0, 0.0] for name in (*(f"same_weekday_{n}" for n in SAME_WEEKDAYS), "profile_level")}
    simple = {start: {name: [0.0, 0.0] for name in ("rescaled", "not_updated")} for start in cuts}
    kinds = np.array([one.kind for one in history.traits], dtype=np.int64)
    groups = np.maximum(kinds - 4, 0)
    left_out = 0
    for at in range(first - 1, last):
        late = slice(max(at - 60, 0), at + 1)
        known = clean(history.counts[late], groups[late], kinds[late])
        real = np.where(known.silent[-1], np.nan, history.counts[at])
        left_out += int(np.isnan(real).sum())
        model = fit(history.before(history.days[at]))
        made = model.ahead((history.days[at],), (history.traits[at],))[0]
        ahead.add(made, real)
        level = profile_level(history, at)
        for count in SAME_WEEKDAYS:
            _add(plain[f"same_weekday_{count}"], same_weekday(history, at, count), real)
        _add(plain["profile_level"], level, real)
        for start, cut in cuts.items():
            rests[start].add(model.rest(made, real[:cut]), real, cut)
            scaled = rest_of_day(level, np.where(np.isfinite(real[:cut]), real[:cut], level[:cut]))
            _add(simple[start]["rescaled"], scaled[cut:], real[cut:])
            _add(simple[start]["not_updated"], made.arrivals[cut:], real[cut:])
    return Backtest(
        last - first + 1,
        ahead.cells,
        left_out,
        history.interval_minutes,
        ahead.score(),
        {start: one.score() for start, one in rests.items()},
        {name: missed / max(customers, 1e-9) for name, (missed, customers) in plain.items()},
        {
            start: {name: missed / max(customers, 1e-9) for name, (missed, customers) in ways.items()}
            for start, ways in simple.items()
        },
    )


def _add(sums: list[float], made: Numbers, real: Numbers) -> None:
    sums[0] += float(np.nansum(np.abs(made - real)))
    sums[1] += float(np.nansum(real))


def same_weekday(history: History, at: int, count: int) -> Numbers:
    """The mean of the last `count` same weekdays before position `at`; of all days where there was none."""
    same = _latest(at, lambda one: history.days[one].weekday() == history.days[at].weekday(), count)
    return _mean(history.counts[same or list(range(at))])


def profile_level(history: History, at: int) -> Numbers:
    """Profile × level: the mean of the last PROFILE_DAYS same weekdays, by interval, times the day's level.

    The level is the customers of the last LEVEL_DAYS days over what that mean foresaw of each of them from the days
    before it. Shape (intervals,). The best of the simple ways: by it the forecast is judged.
    """
    profile = same_weekday(history, at, PROFILE_DAYS)
    ran = usual = 0.0
    for day in range(max(at - LEVEL_DAYS, 0), at):
        ran += float(np.nansum(history.counts[day]))
        usual += float(same_weekday(history, day, PROFILE_DAYS).sum()) if day else float(profile.sum())
    return profile * (ran / usual if usual > 0 else 1.0)


def rest_of_day(expected: Numbers, arrived: Numbers, trust: float = 0.8) -> Numbers:
    """The simple way to update a day, against which `Model.rest` is judged: all later intervals scaled alike.

    expected: shape (intervals,); arrived: customers of the first ones, shape (known,). The ratio of what came to what
    was expected is shrunk towards one by `trust` and by how few were expected so far.
    """
    known = arrived.size
    foreseen = float(expected[:known].sum())
    ratio = float(arrived.sum()) / foreseen if foreseen > 0 else 1.0
    weight = trust * foreseen / (foreseen + 20.0)
    return np.concatenate((arrived, expected[known:] * max(1 + weight * (ratio - 1), 0.0)))


def _latest(at: int, like: Callable[[int], bool], count: int) -> list[int]:
    found: list[int] = []
    for day in range(at - 1, -1, -1):
        if like(day):
            found.append(day)
            if len(found) == count:
                break
    return found


def _mean(counts: Numbers) -> Numbers:
    return np.nansum(counts, axis=0) / np.maximum(np.isfinite(counts).sum(axis=0), 1)
