"""How many customers will come: level of the day × profile over the day, with a band that says how sure this is.

Simple and honest. The level is a weighted regression of log day totals on the kind of day (weekday, working or not)
and the branch's calendar (start and end of month, pay days, days beside holidays), old days fading out, plus how the
last days ran against it. The profile is the faded mean of the shares of the quarter-hours of like days. The band
comes from how far such forecasts were off on the days known, since counts scatter far more than Poisson.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
KINDS = 7
HALF_LIFE_CALENDAR_DAYS = 240.0
HALF_LIFE_PROFILE_DAYS = 42.0
HALF_LIFE_RECENT_DAYS = 4.0
RIDGE = 1.0
RECENT_PRIOR_DAYS = 0.5  # the recent run counts as if so many days of "as usual" stood beside it
PROFILE_PRIOR_DAYS = 1.0
PAY_DAYS = (10, 15, 25)
Z_80 = 1.2815515655446004  # normal quantile of 0.9


@dataclass(frozen=True, slots=True)
class DayTraits:
    """What the calendar says of a day: `kind` 0..6 (5, 6 also for weekdays off), and 0/1 features."""

    kind: int
    features: tuple[float, ...]


def traits(day: date, working: Callable[[date], bool], pay_days: Sequence[int] = PAY_DAYS) -> DayTraits:
    """Traits of a day; `working(day)` says whether it is a working day of the calendar in force.

    A weekend day made a working day counts as a Friday, a weekday off as a Sunday, each with a feature that learns
    how it differs. `pay_days`: days of the month on which wages and pensions come in.
    """
    weekday = day.weekday()
    kind = min(weekday, 4) if working(day) else weekday if weekday >= 5 else 6
    from_start = _position(day, working, -1)
    from_end = _position(day, working, +1)
    before, after = _neighbour(day, working, -1), _neighbour(day, working, +1)
    flags = [
        from_start == 1,
        from_start in (2, 3),
        from_end == 1,
        from_end in (2, 3),
        *(_pay_day(day, nominal, working) for nominal in pay_days),
        weekday < 5 and kind == 6,
        weekday >= 5 and kind == 4,
        (day - before).days > (3 if weekday == 0 else 1) and working(day),
        (after - day).days > (3 if weekday == 4 else 1) and working(day),
    ]
    return DayTraits(kind, tuple(float(flag) for flag in flags))


def _position(day: date, working: Callable[[date], bool], step: int) -> int:
    """1 on the first (step −1) or last (step +1) working day of the month, 2 beside it, … 4; 0 on a day off."""
    if not working(day):
        return 0
    count, other = 1, day + timedelta(days=step)
    while other.month == day.month and count < 4:
        count += working(other)
        other += timedelta(days=step)
    return count


def _neighbour(day: date, working: Callable[[date], bool], step: int) -> date:
    other = day + timedelta(days=step)
    for _distance in range(15):
        if working(other):
            break
        other += timedelta(days=step)
    return other


def _pay_day(day: date, nominal: int, working: Callable[[date], bool]) -> bool:
    """Whether wages due on the nominal day of the month come in on this day (the next working day)."""
    due = day.replace(day=min(nominal, monthrange(day.year, day.month)[1]))
    if due > day:
        return False
    return due == day or (working(day) and not any(working(due + timedelta(days=n)) for n in range((day - due).days)))


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Days known, oldest first, and customers by quarter-hour of one class: `counts` shape (days, quarters)."""

    days: tuple[date, ...]
    traits: tuple[DayTraits, ...]
    counts: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """Customers by quarter-hour with an 80 % band (one quarter in ten below `low`, one in ten above `high`).

    total_low, total_high: the band of the day's total, which is narrower than the sum of the quarters' bands.
    days: how many known days it rests on; 0 means that nothing is known and all figures are zero.
    """

    arrivals: Numbers
    low: Numbers
    high: Numbers
    total: float
    total_low: float
    total_high: float
    days: int


def forecast(history: History, day: date, day_traits: DayTraits) -> Forecast:
    """Forecast one class for one day from the days before it (later days in `history` are not looked at)."""
    known = [at for at, one in enumerate(history.days) if one < day]
    counts = history.counts[known]
    quarters = history.counts.shape[1]
    totals = counts.sum(axis=1)
    if not known or totals.sum() == 0:
        zero = np.zeros(quarters)
        return Forecast(zero, zero, zero, 0.0, 0.0, 0.0, 0)
    ages = np.array([(day - history.days[at]).days for at in known], dtype=np.float64)
    known_traits = [history.traits[at] for at in known]
    level, errors = _level(totals, ages, known_traits, day_traits)
    shares = _profile(counts, totals, ages, known_traits, day_traits)
    mean = level * shares
    day_spread = _day_spread(errors, ages)
    dispersion = _dispersion(counts, totals, ages, known_traits, mean)
    reach = _reach(counts, totals, ages, known_traits, dispersion, day_spread)
    low, high = _band(mean, mean * dispersion + mean**2 * day_spread, reach)
    total_low, total_high = _band(np.array([level]), np.array([level + level**2 * day_spread]), Z_80)
    return Forecast(mean, low, high, level, float(total_low[0]), float(total_high[0]), len(known))


def _level(totals: Numbers, ages: Numbers, known: Sequence[DayTraits], wanted: DayTraits) -> tuple[float, Numbers]:
    """Expected customers of the day, and by how much (as a share, log scale) each known day was missed."""
    target = np.log(totals + 0.5)
    rows = np.array([_row(one) for one in known])
    weight = 0.5 ** (ages / HALF_LIFE_CALENDAR_DAYS) * (totals + 1) / (totals + 1 + 0.02 * (totals + 1) ** 1.5)
    weight /= weight.max()
    centre = float(np.average(target, weights=weight))
    penalty = np.full(rows.shape[1], float(RIDGE))
    penalty[:KINDS] = 0.3
    weighted = rows * weight[:, None]
    effect = np.linalg.solve(rows.T @ weighted + np.diag(penalty), weighted.T @ (target - centre))
    errors = target - centre - rows @ effect
    recent = 0.5 ** (ages / HALF_LIFE_RECENT_DAYS)
    run = float(recent @ errors) / (float(recent.sum()) + RECENT_PRIOR_DAYS)
    return max(math.exp(centre + float(_row(wanted) @ effect) + run) - 0.5, 0.0), errors


def _row(one: DayTraits) -> Numbers:
    row = np.zeros(KINDS + len(one.features))
    row[one.kind] = 1.0
    row[KINDS:] = one.features
    return row


def _profile(counts: Numbers, totals: Numbers, ages: Numbers, known: Sequence[DayTraits], wanted: DayTraits) -> Numbers:
    """Share of the day's customers by quarter-hour: days of the same kind, leaning on all days where these are few."""
    weight = 0.5 ** (ages / HALF_LIFE_PROFILE_DAYS)
    open_like = np.array([(one.kind < 5) == (wanted.kind < 5) for one in known])
    every = (weight * np.where(open_like, 1.0, 0.05)) @ counts + 1e-9
    every /= every.sum()
    same = weight * np.array([one.kind == wanted.kind for one in known])
    usual = max(float(np.average(totals, weights=weight + 1e-12)), 1e-9)
    mixed = same @ counts + PROFILE_PRIOR_DAYS * usual * every
    return mixed / mixed.sum()


def _dispersion(counts: Numbers, totals: Numbers, ages: Numbers, known: Sequence[DayTraits], mean: Numbers) -> float:
    """Variance over mean of the quarters once the day's total is known (1 would be Poisson), at least 1."""
    weight = 0.5 ** (ages / HALF_LIFE_PROFILE_DAYS)
    squares, expected = 0.0, 0.0
    for kind in {one.kind for one in known}:
        rows = np.array([one.kind == kind for one in known])
        kind_weight = weight[rows]
        if rows.sum() < 2:
            continue
        share = kind_weight @ counts[rows]
        share = share / max(float(share.sum()), 1e-9)
        fit = totals[rows][:, None] * share
        lever = 1 - (kind_weight**2).sum() / kind_weight.sum() ** 2
        squares += float(kind_weight @ ((counts[rows] - fit) ** 2).sum(axis=1)) / max(lever, 0.2)
        expected += float(kind_weight @ fit.sum(axis=1))
    prior = 20 * max(float(mean.mean()), 0.1)
    return max((squares + 1.5 * prior) / (expected + prior), 1.0)


def _day_spread(errors: Numbers, ages: Numbers) -> float:
    """Relative variance of the day's level: from the miss that 80 % of the days stayed within, so that a few odd days
    (a holiday that was open after all) do not blow it up. Starts from a spread of 15 % worth four days.
    """
    weight = 0.5 ** (ages / HALF_LIFE_CALENDAR_DAYS)
    order = np.argsort(np.abs(errors))
    running = np.cumsum(weight[order])
    at = min(int(np.searchsorted(running, 0.8 * running[-1])), errors.size - 1)
    found = float(np.abs(errors)[order][at]) / Z_80
    return float((weight.sum() * found**2 + 4 * 0.15**2) / (weight.sum() + 4))


def _reach(
    counts: Numbers,
    totals: Numbers,
    ages: Numbers,
    known: Sequence[DayTraits],
    dispersion: float,
    day_spread: float,
) -> float:
    """Standard deviations to either side that held 80 % of the quarters of like days (1.28 for a normal scatter).

    A few wild quarters make the variance large and the usual quarter too safe; this takes that back.
    """
    weight = 0.5 ** (ages / HALF_LIFE_PROFILE_DAYS)
    distances = [np.full(40, Z_80)]
    for kind in {one.kind for one in known}:
        rows = np.array([one.kind == kind for one in known])
        if rows.sum() < 4:
            continue
        own = weight[rows] / weight[rows].sum()
        lever = max(1 - float((own**2).sum()), 0.2)
        share = own @ counts[rows] / max(float(own @ totals[rows]), 1e-9)
        # The day's level is known here: a typical miss of it is added to the scatter within the day.
        fit = np.outer(totals[rows], share)
        scatter = (counts[rows] - fit) ** 2 / lever + fit**2 * day_spread
        sigma = np.sqrt(fit * dispersion + fit**2 * day_spread) + 1e-9
        distances.append((np.sqrt(scatter) / sigma)[:, share > 0.2 / share.size].ravel())
    return min(max(_quantile(np.concatenate(distances), 0.8), 0.6), 1.6)


def _quantile(values: Numbers, share: float) -> float:
    """`np.quantile` by straight lines between neighbours; numpy's own loads all of `numpy.ma` for it, which Today would
    wait for.
    """
    at = (values.size - 1) * share
    low = math.floor(at)
    high = min(low + 1, values.size - 1)
    ordered = np.partition(values, (low, high))
    return float(ordered[low] + (ordered[high] - ordered[low]) * (at - low))


def _band(mean: Numbers, variance: Numbers, reach: float) -> tuple[Numbers, Numbers]:
    """The points `reach` deviations below and above of a gamma (Wilson and Hilferty's cube-root formula)."""
    safe = np.maximum(mean, 1e-9)
    ninth = np.minimum(variance / (9 * safe**2), 1.0)
    low = safe * np.maximum(1 - ninth - reach * np.sqrt(ninth), 0.0) ** 3
    high = safe * (1 - ninth + reach * np.sqrt(ninth)) ** 3
    return np.where(mean > 1e-9, np.minimum(low, mean), 0.0), np.where(mean > 1e-9, np.maximum(high, mean), 0.0)


def rest_of_day(expected: Numbers, arrived: Numbers, trust: float = 0.8) -> Numbers:
    """The day's quarters once its first ones are known: these as they were, the others scaled by how the day runs.

    expected: shape (quarters,); arrived: customers of the first quarters, shape (known quarters,). The ratio of what
    came to what was expected is shrunk towards one by `trust` and by how few were expected so far.
    """
    known = arrived.size
    foreseen = float(expected[:known].sum())
    ratio = float(arrived.sum()) / foreseen if foreseen > 0 else 1.0
    weight = trust * foreseen / (foreseen + 20.0)
    return np.concatenate((arrived, expected[known:] * max(1 + weight * (ratio - 1), 0.0)))


@dataclass(frozen=True, slots=True)
class Backtest:
    """How forecasts one day ahead would have done. wape: Σ|error| / Σ customers; covered: share inside the band."""

    days: int
    quarters: int
    wape: float
    covered: float
    wape_same_weekday: float  # mean of the last eight same weekdays, the figure to beat


def backtest(history: History, first: int, last: int) -> Backtest:
    """Forecast days `first`..`last` (1-based positions in the history), each from the days before it alone."""
    if not 1 < first <= last <= len(history.days):
        raise ValueError(f"days {first} to {last}: must lie within 2 and {len(history.days)}")
    missed = plain_missed = customers = inside = cells = 0.0
    for at in range(first - 1, last):
        day, real = history.days[at], history.counts[at]
        made = forecast(history, day, history.traits[at])
        same = [one for one in range(at) if history.days[one].weekday() == day.weekday()][-8:]
        plain = history.counts[same].mean(axis=0) if same else np.zeros_like(real)
        missed += float(np.abs(made.arrivals - real).sum())
        plain_missed += float(np.abs(plain - real).sum())
        customers += float(real.sum())
        inside += float(((real >= np.floor(made.low)) & (real <= np.ceil(made.high))).sum())
        cells += real.size
    share = max(customers, 1e-9)
    return Backtest(last - first + 1, int(cells), missed / share, inside / cells, plain_missed / share)
