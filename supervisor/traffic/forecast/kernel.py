"""Days that are like each other: what is known of past days, carried to a coming one.

A Gaussian process over days (Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, ch. 2 and 5): two
days have as much in common as their weekday, their place in the month, the holidays and pay days around them and the
time between them say. From that follow the forecast of a day from the days before it, how sure it is, and how far each
past day was from what the days before *it* said (the innovations of the Cholesky factor, one day ahead and no look
into the future).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.forecast.days import DayTraits

Numbers = NDArray[np.float64]
KINDS = 7
BLOCK = 32
SLOW_DAYS, FAST_DAYS, MONTH_DAYS = 80.0, 4.0, 2.0
FADING = (1.0, 0.6, 0.3)  # what is left of a pay day on the working days after it
COMMON_PAY, COMMON_END = 0.6, 0.35  # shares that pay days, and the days at the ends of the month, have in common


@dataclass(frozen=True, slots=True)
class Scales:
    """How much days differ, as standard deviations of the logarithm (0.05: by some five per cent).

    weekday; weekend: days off against working days; beside: days next to days off; odd: holidays with open doors and
    made-up working days; breaks: the days round a long break; pay, pension: the days on which wages and pensions come
    in and the two after; ends: the first and last working day of the month and the two beside each; month: the place
    in the month, alike over MONTH_DAYS; slow and fast: the drifting level, forgotten over SLOW_DAYS and FAST_DAYS
    calendar days; constant: all days together; noise: what belongs to the single day alone.
    """

    weekday: float
    weekend: float
    beside: float
    odd: float
    breaks: float
    pay: float
    pension: float
    ends: float
    month: float
    slow: float
    fast: float
    constant: float
    noise: float

    def scaled(self, week: float, calendar: float, level: float, noise: float) -> Scales:
        """The same with weekdays, the rest of the calendar, level and noise so many times as large."""
        return replace(
            self,
            weekday=self.weekday * week,
            beside=self.beside * calendar,
            pay=self.pay * calendar,
            pension=self.pension * calendar,
            ends=self.ends * calendar,
            month=self.month * min(calendar, 1.0),  # the sharp days say more where they matter, not the days between
            slow=self.slow * level,
            fast=self.fast * level,
            noise=self.noise * noise,
        )

    def squares(self) -> Numbers:
        """Variances in the order of `likeness`, the noise left out."""
        return np.array([
            self.weekday, self.weekend, self.beside, self.odd, self.breaks, self.pay, self.pension,
            self.ends, self.month, self.slow, self.fast, self.constant,
        ]) ** 2  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """What days are compared by: one row a day. at: day numbers; sets: groups of columns; place: in the
    month."""

    at: Numbers
    sets: tuple[Numbers, ...]  # weekday, weekend, beside, odd, breaks, pay, pension, ends
    place: Numbers

    def apart(self, times: Numbers) -> Days:
        """The same where each kind of day stands apart so many times as much (`weekdays.apart`), shape (KINDS,)."""
        return replace(self, sets=(self.sets[0] * times, *self.sets[1:]))


def compared(ordinals: Sequence[int], traits: Sequence[DayTraits]) -> Days:
    """The rows of days (proleptic day numbers) with these traits."""
    count = len(traits)
    weekday, breaks = np.zeros((count, KINDS)), np.zeros((count, 6))
    for row, one in enumerate(traits):
        weekday[row, one.kind] = 1.0
        for first, distance in ((0, one.since_break), (3, one.until_break)):
            if 1 <= distance <= 3:
                breaks[row, first + distance - 1] = 1.0
    flags = np.array(
        [
            (one.kind >= 5, one.kind == 6, one.off_before > 0, one.off_after > 0, one.made_up, one.holiday)
            for one in traits
        ],
        dtype=np.float64,
    ).reshape(count, 6)
    ends = np.array([one.features[:4] for one in traits], dtype=np.float64).reshape(count, 4)
    place = np.array([one.month_place for one in traits], dtype=np.float64)
    pay, pension = _since([one.paid for one in traits]), _since([one.pensioned for one in traits])
    sets = (weekday, flags[:, :2], flags[:, 2:4], flags[:, 4:], breaks, pay, pension, _with_common(ends, COMMON_END))
    return Days(np.array(ordinals, dtype=np.float64), sets, place)


def _since(lines: Sequence[tuple[int, ...]]) -> Numbers:
    """Columns of the days on which money comes in: on the day itself, and fading over the two after it."""
    made = np.zeros((2, len(lines), max((len(line) for line in lines), default=0)))
    for row, line in enumerate(lines):
        for at, since in enumerate(line):
            if since < len(FADING):
                made[:, row, at] = since == 0, FADING[since]
    return np.concatenate([_with_common(part, COMMON_PAY) for part in made], axis=1)


def _with_common(columns: Numbers, share: float) -> Numbers:
    """Days of one sort are like each other, and each is a little its own: what one 10th of the month taught is half
    known of the 15th. share: of the variance that they have in common.
    """
    if columns.shape[1] < 2:
        return columns
    return np.column_stack((np.sqrt(share) * columns.max(axis=1), np.sqrt(1 - share) * columns))


def likeness(one: Days, other: Days) -> Numbers:
    """How alike days are in each respect of `Scales`, shape (respects, days of one, days of other)."""
    made = np.empty((len(one.sets) + 4, one.at.size, other.at.size))
    for at, (left, right) in enumerate(zip(one.sets, other.sets, strict=True)):
        np.matmul(left, right.T, out=made[at])
    between = np.abs(np.subtract.outer(one.at, other.at))
    made[-4] = np.exp(np.subtract.outer(one.place, other.place) ** 2 * (-0.5 / MONTH_DAYS**2))
    made[-3] = np.exp(between / -SLOW_DAYS)
    made[-2] = np.exp(between / -FAST_DAYS)
    made[-1] = 1.0
    return made


def own_likeness(days: Days) -> Numbers:
    """How alike each day is to itself, shape (respects, days)."""
    ones = np.ones_like(days.at)
    return np.array([*((one**2).sum(axis=1) for one in days.sets), ones, ones, ones, ones])


def covariance(like: Numbers, scales: Scales) -> Numbers:
    """How much two days have in common, as covariance of the logarithm; without the noise of the single day."""
    return np.tensordot(scales.squares(), like, 1)


def root(common: Numbers, noise: Numbers) -> Numbers:
    """The lower Cholesky factor of what days have in common and each one's own noise."""
    whole = common.copy()
    whole.flat[:: whole.shape[0] + 1] += noise
    return np.asarray(np.linalg.cholesky(whole), dtype=np.float64)


def forward(lower: Numbers, right: Numbers) -> Numbers:
    """L⁻¹ b for a lower triangular L, by blocks (numpy has no triangular solver)."""
    made = np.array(right, dtype=np.float64)
    for first in range(0, lower.shape[0], BLOCK):
        here = slice(first, min(first + BLOCK, lower.shape[0]))
        if first:
            made[here] -= lower[here, :first] @ made[:first]
        made[here] = np.linalg.solve(lower[here, here], made[here])
    return made


def backward(lower: Numbers, right: Numbers) -> Numbers:
    """L⁻ᵀ b for a lower triangular L."""
    made = np.array(right, dtype=np.float64)
    size = lower.shape[0]
    for first in reversed(range(0, size, BLOCK)):
        stop = min(first + BLOCK, size)
        here = slice(first, stop)
        if stop < size:
            made[here] -= lower[stop:, here].T @ made[stop:]
        made[here] = np.linalg.solve(lower[here, here].T, made[here])
    return made


@dataclass(frozen=True, slots=True, eq=False)
class Learnt:
    """What the known days say, in order of days: targets are shape (days, columns).

    ahead: what the days before each one said of it, spread: how sure they were (standard deviation of the target,
    shape (days,)); fitted: what all of them say together.
    """

    scales: Scales
    days: Days
    lower: Numbers
    weights: Numbers
    ahead: Numbers
    spread: Numbers
    fitted: Numbers

    def at(self, coming: Days) -> tuple[Numbers, Numbers]:
        """Expected targets of coming days, shape (coming, columns), and their variance without the day's own noise."""
        across = covariance(likeness(coming, self.days), self.scales)
        own = covariance(own_likeness(coming), self.scales)
        known = forward(self.lower, across.T)
        return across @ self.weights, np.maximum(own - (known**2).sum(axis=0), 1e-9)


def learn(days: Days, like: Numbers, targets: Numbers, own: Numbers, scales: Scales) -> Learnt:
    """Learn from targets (shape (days, columns), oldest day first); `own`: variance of each target beside the noise."""
    common = covariance(like, scales)
    noise = scales.noise**2 + own
    lower = root(common, noise)
    innovations = forward(lower, targets)
    weights = backward(lower, innovations)
    spread = np.diag(lower).copy()
    return Learnt(
        scales,
        days,
        lower,
        weights,
        targets - innovations * spread[:, None],
        spread,
        targets - noise[:, None] * weights,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Together:
    """What several settings say of the same days, all believed alike: their mean, and a variance that knows how far
    they are apart (Bayesian model averaging over the settings that explain the days about equally well).
    """

    parts: tuple[Learnt, ...]
    scales: Scales
    ahead: Numbers
    spread: Numbers
    fitted: Numbers

    def at(self, coming: Days) -> tuple[Numbers, Numbers]:
        """As `Learnt.at`."""
        found = [part.at(coming) for part in self.parts]
        mean = sum((one for one, _variance in found), np.zeros_like(found[0][0])) / len(found)
        apart = [variance + ((one - mean) ** 2).mean(axis=1) for one, variance in found]
        return mean, np.asarray(np.mean(apart, axis=0), dtype=np.float64)


def together(parts: Sequence[Learnt]) -> Together:
    """Several settings, the likeliest first, as one."""
    ahead = np.asarray(np.mean([part.ahead for part in parts], axis=0), dtype=np.float64)
    squares = [part.spread**2 + ((part.ahead - ahead) ** 2).mean(axis=1) for part in parts]
    return Together(
        tuple(parts),
        replace(parts[0].scales, noise=float(np.sqrt(np.mean([part.scales.noise**2 for part in parts])))),
        ahead,
        np.sqrt(np.mean(squares, axis=0)),
        np.asarray(np.mean([part.fitted for part in parts], axis=0), dtype=np.float64),
    )
