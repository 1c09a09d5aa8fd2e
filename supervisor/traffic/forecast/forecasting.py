"""How many customers will come: each coming day from the days before it, and the rest of a day from its morning.

A day is its total × its shares over the day. Both are carried from past days by how alike the days are
(`forecast_kernel`): totals as logarithms, shares as deviations from the usual shape, once for what is smooth over the
day and once for the rest. How such forecasts missed the known days, each seen only from the days before it, says how
far a day runs above or below as a whole, how long a busy hour lasts and how much single quarter-hours scatter; from
that come the bands, and what the morning says of the afternoon (the best linear prediction, which is the credibility
formula of Bühlmann and Straub, 1970, when all quarter-hours move together).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.forecast.bands import LEVELS, Band, bands, gamma_band
from supervisor.traffic.forecast.cleaning import Cleaned, clean
from supervisor.traffic.forecast.days import PAY_DAYS, DayTraits, traits, traits_of
from supervisor.traffic.forecast.kernel import (
    KINDS,
    Days,
    Learnt,
    Scales,
    Together,
    compared,
    learn,
    likeness,
    together,
)
from supervisor.traffic.forecast.records import Forecast, History, nothing
from supervisor.traffic.forecast.running import parted, rest_given
from supervisor.traffic.forecast.scatter import Scatter, learn_scatter
from supervisor.traffic.forecast.settings import around, choose, likeliest
from supervisor.traffic.forecast.weekdays import apart

__all__ = [
    "LEVELS", "PAY_DAYS", "Band", "DayTraits", "Forecast", "History", "Model", "fit", "forecast", "nothing",
    "traits", "traits_of",
]  # fmt: skip

Numbers = NDArray[np.float64]
TOTALS = Scales(
    weekday=0.1, weekend=0.6, beside=0.05, odd=0.15, breaks=0.03, pay=0.04, pension=0.04, ends=0.03,
    month=0.05, slow=0.12, fast=0.015, constant=0.3, noise=0.03,
)  # fmt: skip
SHARES = Scales(
    weekday=0.05, weekend=0.2, beside=0.02, odd=0.05, breaks=0.01, pay=0.01, pension=0.01, ends=0.01,
    month=0.02, slow=0.03, fast=0.02, constant=0.05, noise=0.06,
)  # fmt: skip
NOISE_STEPS = ((1, 1, 1, 0.6), (1, 1, 1, 2), (1, 1, 1, 4), (1, 1, 1, 6))
SHARE_STEPS = ((1, 1, 1, 0.5), (1, 1, 1, 2), (0.5, 1, 1, 1), (2, 1, 1, 1), (1, 0.5, 1, 1), (1, 2, 1, 1))
COUNT_SPREAD = 1.3  # variance over mean of a day's customers beside what moves the whole day: a little over Poisson
MOST_DAYS = 200  # the latest days learnt from; days of a rare kind are kept from longer ago
MOST_RARE = 40
SHAPE_DAYS = 60
GROUPS = 3
FEW, ODD = 3, 2.5
NEAR_REST = 0.9  # many columns say more of their scales than the one of the totals (`settings.NEAR`)
SMOOTH = 4  # cosines over the day that count as its smooth shape
LARGE = 400.0  # customers a day above which the logarithm needs no second look


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """Days learnt from (positions in the history) and how alike they are (`likeness`), which classes share."""

    taken: NDArray[np.int64]
    days: Days
    shared: Numbers

    def apart(self, times: Numbers) -> Alike:
        """The same where kinds of days stand apart so many times as much as usual (`weekdays.apart`)."""
        if (times == 1).all():
            return self
        days = self.days.apart(times)
        return Alike(self.taken, days, np.concatenate(((days.sets[0] @ days.sets[0].T)[None], self.shared[1:])))


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What a history taught: `ahead` forecasts coming days, `rest` a running one.

    shape: usual shares of the day's customers by interval, by group of days.
    cleaned: what of the history was left out. apart: of totals and of shares, by kind of day (`weekdays.apart`).
    levels None: nothing is known, or nobody comes any more.
    """

    days: int
    intervals: int
    cleaned: Cleaned
    alike: Alike | None = None
    levels: Learnt | Together | None = None
    centre: float = 0.0
    shape: Numbers | None = None  # shape (3, intervals)
    shares: tuple[Learnt, Learnt] | None = None
    apart: tuple[Numbers, Numbers] = (np.ones(KINDS), np.ones(KINDS))
    scatter: Scatter | None = None

    def ahead(self, days: Sequence[date], of_days: Sequence[DayTraits]) -> list[Forecast]:
        """Forecast coming days with these traits."""
        if self.levels is None or self.shape is None or self.shares is None or self.scatter is None:
            return [nothing(self.intervals, self.days) for _day in days]
        coming = compared([day.toordinal() for day in days], of_days)
        of_levels, of_shares = (coming.apart(times) for times in self.apart)
        level, variance = self.levels.at(of_levels)
        deviation = self.shares[0].at(of_shares)[0] + self.shares[1].at(of_shares)[0]
        shares = self.shape[[_group(one) for one in of_days]] * np.maximum(1 + deviation, 0.05)
        shares /= shares.sum(axis=1, keepdims=True)
        totals = np.exp(np.minimum(level[:, 0] + self.centre, 20.0))
        own = self.levels.scales.noise**2
        return [
            self._made(total * share, float(one) + own)
            for total, share, one in zip(totals, shares, variance, strict=True)
        ]

    def _made(self, mean: Numbers, level_variance: float) -> Forecast:
        assert self.scatter is not None
        return _with_bands(mean, self.scatter.covariance(mean, level_variance), self.scatter, self.days, level_variance)

    def rest(self, made: Forecast, arrived: Numbers, part: float = 0.0, under_way: float = 0.0) -> Forecast:
        """A day of which the first intervals are known (shape (known,), nan: not counted): these, and a new rest.

        part: how much of the interval after them is over as well (0 to 1), in which `under_way` customers came.
        """
        known = min(arrived.size, made.arrivals.size)
        arrived = np.asarray(arrived[:known], dtype=np.float64)
        running = part > 0 and known < made.arrivals.size and made.arrivals[known] > 0
        if not known and not running:
            return made
        new = nothing(made.arrivals.size - known)
        if self.scatter is not None:
            scatter, foreseen, seen = self.scatter, made.arrivals, arrived
            if running:
                scatter, foreseen = parted(scatter, foreseen, known, min(part, 1 - 1e-9))
                seen = np.append(arrived, under_way)
            mean, covariance = rest_given(scatter, foreseen, made.level_variance, seen)
            new = _with_bands(mean, covariance, scatter, made.days, made.level_variance)
        came = float(np.nansum(arrived)) + float(made.arrivals[:known][np.isnan(arrived)].sum())
        first = np.where(np.isnan(arrived), made.arrivals[:known], arrived)
        already = np.zeros(new.arrivals.size)
        if running and self.scatter is not None:
            already[0] = under_way
        came += float(already.sum())
        return Forecast(
            np.concatenate((first, already + new.arrivals)),
            {
                level: Band(
                    np.concatenate((first, already + band.low)),
                    np.concatenate((first, already + band.high)),
                    came + band.total_low,
                    came + band.total_high,
                )
                for level, band in new.bands.items()
            },
            came + new.total,
            made.days,
            made.level_variance,
            known,
        )


def _with_bands(mean: Numbers, covariance: Numbers, scatter: Scatter, days: int, level_variance: float) -> Forecast:
    total = float(mean.sum())
    of_total = np.array([total]), np.array([max(float(covariance.sum()), total)])
    by_interval = bands(mean, np.maximum(np.diag(covariance), mean), scatter.reach)
    made: dict[int, Band] = {}
    inner = (total, total)
    for level in LEVELS:
        low, high = gamma_band(*of_total, scatter.total_reach[level])
        inner = min(inner[0], float(np.rint(low[0]))), max(inner[1], float(np.rint(high[0])))
        made[level] = Band(*by_interval[level], *inner)
    return Forecast(mean, made, total, days, level_variance)


def fit(history: History, like: Model | None = None) -> Model:
    """Learn from a history of one class, or of all together.

    like: what all classes together taught on the same days; of its settings only the noise is chosen anew.
    """
    intervals = history.counts.shape[1]
    rare = np.array([one.made_up or one.since_break <= 3 or one.until_break <= 3 for one in history.traits], dtype=bool)
    late = np.arange(len(history.days)) >= len(history.days) - MOST_DAYS
    old = np.flatnonzero(rare & ~late)[-MOST_RARE:]
    taken = np.concatenate((old, np.flatnonzero(late))).astype(np.int64)
    groups = np.array([_group(history.traits[at]) for at in taken], dtype=np.int64)
    kinds = np.array([history.traits[at].kind for at in taken], dtype=np.int64)
    cleaned = clean(history.counts[taken], groups, kinds)
    used = np.flatnonzero(~cleaned.shut)
    if cleaned.ended or not used.size or not np.nansum(cleaned.counts[used]):
        return Model(len(history.days), intervals, cleaned)
    counts, groups = cleaned.counts[used], groups[used]
    if like is not None and like.alike is not None and np.array_equal(like.alike.taken, taken[used]):
        alike = like.alike
    else:
        days = compared(
            [history.days[at].toordinal() for at in taken[used]], [history.traits[at] for at in taken[used]]
        )
        alike = Alike(taken[used], days, likeness(days, days))
    shape = _shape(counts, groups)
    totals, counted = _totals(counts, shape[groups])
    known = like if like is not None and like.levels is not None else None
    levels, centre, of_levels = _levels(alike, totals, counted, groups, known)
    shares, foreseen, of_shares = _shares(alike, counts, totals, counted, shape[groups], known)
    ahead = np.exp(np.minimum(levels.ahead[:, 0] + centre, 20.0))[:, None] * foreseen
    spread = np.maximum(levels.spread**2 - COUNT_SPREAD / np.maximum(ahead.sum(axis=1), 1.0), 1e-6)
    scatter = learn_scatter(counts, ahead, spread, history.interval_minutes)
    times = (of_levels, of_shares)
    return Model(len(history.days), intervals, cleaned, alike, levels, centre, shape, shares, times, scatter)


def _group(one: DayTraits) -> int:
    """Days that share a shape over the day: working days (0), open Saturdays (1), Sundays and holidays (2)."""
    return max(one.kind - 4, 0)


def _shape(counts: Numbers, groups: NDArray[np.int64]) -> Numbers:
    """Usual shares by interval on the latest days, by group of days, shape (3, intervals).

    Few customers say little of a shape: it is smoothed a little over neighbours, and days off lean on the others.
    """
    made = []
    every = _mean_line(counts[-SHAPE_DAYS:])
    for group in range(GROUPS):
        rows = counts[groups == group][-SHAPE_DAYS:]
        line, customers = (_mean_line(rows), float(np.nansum(rows))) if rows.size else (every, 0.0)
        padded = np.pad(line, 2, mode="edge")
        smooth = np.convolve(padded, np.array([1, 2, 3, 2, 1]) / 9, mode="valid") + 0.01 * line.mean() + 1e-9
        trust = customers / (customers + 3.0 * line.size)
        made.append(trust * (line + 1e-9) / (line.sum() + 1e-9 * line.size) + (1 - trust) * smooth / smooth.sum())
    return np.array(made)


def _mean_line(counts: Numbers) -> Numbers:
    return np.nansum(counts, axis=0) / np.maximum(np.isfinite(counts).sum(axis=0), 1)


def _totals(counts: Numbers, shapes: Numbers) -> tuple[Numbers, Numbers]:
    """The days' totals, as if all had been counted, and the share of a usual day that was."""
    counted = np.where(np.isfinite(counts), shapes, 0.0).sum(axis=1)
    return np.nansum(counts, axis=1) / np.maximum(counted, 1e-3), counted


def _median(values: Numbers) -> float:
    """The middle one of at least one; numpy's own loads all of `numpy.ma` for it, which Today would wait for."""
    order = np.sort(values)
    return float(order[(order.size - 1) // 2] + order[order.size // 2]) / 2


def _levels(
    same: Alike, totals: Numbers, counted: Numbers, groups: NDArray[np.int64], like: Model | None
) -> tuple[Learnt | Together, float, Numbers]:
    """What days' totals are worth, as logarithms around a centre; few customers are taken as counts, not logarithms.

    All customers together are learnt under several settings at once, a class of them under the likeliest alone. Returns
    them, the centre, and how far kinds of days stand apart (`weekdays.apart`).
    """
    overall = max(_median(totals[-SHAPE_DAYS:]), 0.2)
    level = np.array(
        [
            max(_median(totals[groups == group][-SHAPE_DAYS:]), 0.2) if (groups == group).any() else overall
            for group in range(GROUPS)
        ]
    )
    usual = level[groups]
    centre = float(np.log(level[0]))
    targets, own = _targets(totals, counted, usual, centre)
    times = apart(same.days, targets, own + TOTALS.noise**2, TOTALS.weekday)
    same = same.apart(times)
    if like is not None and like.levels is not None:
        scales = choose(same.shared, targets, own, like.levels.scales, NOISE_STEPS)
    else:
        scales = likeliest(same.shared, targets, own, TOTALS)
    if float(usual.min()) <= LARGE:  # a second look, from where days have turned out to lie
        learnt = learn(same.days, same.shared, targets, _doubted(same, targets, own, scales), scales)
        usual = np.exp(np.clip(learnt.fitted[:, 0] + centre, -3.0, 20.0))
        targets, own = _targets(totals, counted, usual, centre)
    own = _doubted(same, targets, own, scales)
    settings = around(scales) if like is None else (scales,)
    return together([learn(same.days, same.shared, targets, own, one) for one in settings]), centre, times


def _targets(totals: Numbers, counted: Numbers, usual: Numbers, centre: float) -> tuple[Numbers, Numbers]:
    """Days' totals as logarithms around a centre, shape (days, 1), and their own variances, shape (days,).

    The logarithm of (total + a) / (usual + a), stretched so that its slope is that of log(total) and its mean, over the
    chance of small counts, that of log(usual).
    """
    aside = 4 * COUNT_SPREAD
    stretch = (usual + aside) / usual
    made = np.log(usual) + stretch * np.log((totals + aside) / (usual + aside))
    made += 0.5 * COUNT_SPREAD / (usual + aside) - centre
    return made[:, None], COUNT_SPREAD / (usual * np.maximum(counted, 0.02)) + 0.03 * (1 - np.minimum(counted, 1.0))


def _doubted(same: Alike, targets: Numbers, own: Numbers, scales: Scales) -> Numbers:
    """The days' own variances, larger for odd days: they are believed the less the odder they are."""
    learnt = learn(same.days, same.shared, targets, own, scales)
    odd = np.abs(targets - learnt.fitted)[:, 0] / np.sqrt(own + scales.noise**2)
    kinds = np.sign(same.days.sets[0])
    odd[(kinds @ kinds.T).sum(axis=1) < FEW] = 0.0  # among two Fridays nobody can say which was the odd one
    return own + scales.noise**2 * np.maximum((odd / ODD) ** 2 - 1, 0.0)


def _shares(
    same: Alike, counts: Numbers, totals: Numbers, counted: Numbers, shapes: Numbers, like: Model | None
) -> tuple[tuple[Learnt, Learnt], Numbers, Numbers]:
    """How shares of the day differ from their usual shape, smooth part and rest; each day's as foreseen; and how far
    kinds of days stand apart (`weekdays.apart`)."""
    intervals = counts.shape[1]
    relative = counts / np.maximum(totals[:, None] * shapes, 1e-9) - 1
    relative = np.clip(np.nan_to_num(relative), -1.0, 3.0)
    at = (np.arange(intervals) + 0.5) / max(intervals, 1)
    waves = np.cos(np.pi * np.outer(np.arange(min(SMOOTH + 1, intervals)), at))
    usual = shapes[-1]
    root, _upper = np.linalg.qr((waves * np.sqrt(usual)).T)
    basis = root.T / np.sqrt(usual)  # orthonormal where intervals weigh by their customers
    waved = (relative * usual) @ basis.T
    smooth = waved @ basis
    per_customer = COUNT_SPREAD / np.maximum(totals * np.maximum(counted, 0.05), 0.5)
    times = apart(same.days, waved, per_customer + SHARES.noise**2, SHARES.weekday)
    same = same.apart(times)
    days, shared = same.days, same.shared
    rest, others = relative - smooth, max(intervals - waves.shape[0], 1)
    if like is not None and like.shares is not None:
        scales, of_rest = like.shares[0].scales, like.shares[1].scales
    else:
        scales = choose(
            shared, smooth[:, :: max(intervals // 8, 1)], waves.shape[0] * per_customer, SHARES, SHARE_STEPS
        )
        evenly = np.sqrt(usual / usual.mean())  # intervals scatter as their customers do
        of_rest = likeliest(shared, rest * evenly, others * per_customer, SHARES, NEAR_REST)
    made = (
        learn(days, shared, smooth, waves.shape[0] * per_customer, scales),
        learn(days, shared, rest, others * per_customer, of_rest),
    )
    foreseen = shapes * np.maximum(1 + made[0].ahead + made[1].ahead, 0.05)
    return made, foreseen / foreseen.sum(axis=1, keepdims=True), times


def forecast(history: History, day: date, day_traits: DayTraits) -> Forecast:
    """Forecast one class for one day from the days before it (later days in `history` are not looked at)."""
    return fit(history.before(day)).ahead((day,), (day_traits,))[0]
