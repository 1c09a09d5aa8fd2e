"""How strongly weekdays, the calendar and the level work in a branch, learnt from its own days and shrunk to the usual.

The scales of the Gaussian process are the likeliest ones given the days (empirical Bayes: Rasmussen and Williams, 2006,
ch. 5.4.1, by gradient; odd days weigh less, as under Student's t, so that one of them decides nothing), each held near
its usual value by a normal law of its logarithm: the fewer the days, the nearer. Since many settings explain a few
months of days about equally well, none is believed alone: `around` gives those one step away.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, replace

import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.forecast.kernel import Scales, covariance, forward, root

Numbers = NDArray[np.float64]
Step = tuple[float, float, float, float]
TAIL = 4.0  # degrees of freedom of the likelihood by which settings are chosen: one odd day decides nothing
TRUST = 1.0  # how much a setting one step from the usual one must be better, in log-likelihood
LEARN_DAYS = 150  # the latest days, by which settings are chosen
LEAST_DAYS = 10  # with fewer days the usual settings stand
UNSURE = 1.75  # times the usual noise
NEAR = 0.5  # standard deviation of the logarithm of a variance round its usual one: a scale within a quarter of it
NEAR_NOISE = 0.8  # the same for the noise, of which every day speaks
TURNS = 10  # of the gradient; each moves a variance by at most half to double
MOST_STEP = 0.7
KNOWN = ("weekend", "odd", "constant")  # scales of which a branch has too few days to learn them
CALENDAR = ("beside", "pay", "pension", "ends", "month")
AROUND = (
    *((("fast",), 2.0), (("fast",), 0.5), (("slow",), 2.0), (("slow",), 0.5)),
    *((("weekday",), 1.6), (("weekday",), 0.6), (("noise",), 1.5), (CALENDAR, 2.0), (CALENDAR, 0.5)),
)  # what several months of days can hardly tell apart


def likeliest(like: Numbers, targets: Numbers, own: Numbers, usual: Scales, near: float = NEAR) -> Scales:
    """The scales under which the latest days are likeliest, held near the usual ones.

    like: `likeness` of the days with each other; targets: shape (days, columns), each column a draw of the same law;
    own: variance of each day's targets beside the noise, shape (days,); near: how far a scale may stray.
    """
    count, columns = targets.shape
    if count < LEAST_DAYS:  # of so few days nobody knows how they scatter
        return replace(usual, noise=UNSURE * usual.noise)
    late = slice(max(count - LEARN_DAYS, 0), count)
    like, targets, own = like[:, late, late], targets[late], own[late]
    count = targets.shape[0]
    flat = like.reshape(like.shape[0], -1)
    names = list(Scales.__dataclass_fields__)
    free = np.array([name not in KNOWN for name in names])
    start = 2 * np.log(np.array(astuple(usual)))
    held = 1 / np.array([NEAR_NOISE if name == "noise" else near for name in names]) ** 2
    found, weight = start.copy(), np.ones(count)
    for _turn in range(TURNS):
        squares = np.exp(found)
        whole = (squares[:-1] @ flat).reshape(count, count)
        whole.flat[:: count + 1] += (squares[-1] + own) / weight
        inverse = np.linalg.inv(whole)
        left = inverse @ targets
        # Derivatives of the log-likelihood by the logarithms of the variances: fit less what chance would fit.
        outer = (left @ left.T).ravel()
        fit = squares * np.append(flat @ outer, float(((left**2).sum(axis=1) / weight).sum()))
        chance = columns * squares * np.append(flat @ inverse.ravel(), float((np.diag(inverse) / weight).sum()))
        slope = 0.5 * (fit - chance) - (found - start) * held
        bend = 0.35 * np.maximum(fit, chance) + held + 0.5
        found += np.where(free, np.clip(slope / bend, -MOST_STEP, MOST_STEP), 0.0)
        if columns == 1:  # how odd a day is beside all others (its residual, itself left out), and what it then weighs
            odd = left[:, 0] ** 2 / np.diag(inverse)
            weight = np.minimum((TAIL + 2) / (TAIL + 1 + odd), 1.0)
    found[-1] += np.log((1 / weight).mean())  # as the days scatter in truth, the odd ones among them
    return Scales(*(np.exp(found / 2).tolist()))


def around(scales: Scales) -> tuple[Scales, ...]:
    """These settings and those one step away from them."""
    return (
        scales,
        *(replace(scales, **{name: getattr(scales, name) * times for name in names}) for names, times in AROUND),
    )


def likelihood(common: Numbers, targets: Numbers, noise: Numbers) -> float:
    """How well each day was foreseen from the days before it: mean over columns of the log-likelihood, robust.

    common: covariance of the days, noise: variance of each day's own.
    """
    lower = root(common, noise)
    spread = np.diag(lower)
    missed = forward(lower, targets)
    skip = min(targets.shape[0] // 4, 15)
    each = np.log(spread[:, None]) + 0.5 * (TAIL + 1) * np.log1p(missed**2 / TAIL)
    return -float(each[skip:].mean(axis=1).sum())


def choose(like: Numbers, targets: Numbers, own: Numbers, usual: Scales, steps: Sequence[Step]) -> Scales:
    """The scales that foresaw the latest days best, each factor moved by itself from the usual ones.

    steps: factors to try beside 1 as (week, calendar, level, noise), all but one of them 1. The usual ones stay
    unless others were clearly better.
    """
    count = targets.shape[0]
    if count < LEAST_DAYS:
        return usual
    late = slice(max(count - LEARN_DAYS, 0), count)
    like = like[:, late, late]
    targets, own = targets[late], own[late]
    kept: Step = (1.0, 1.0, 1.0, 1.0)
    common, of_common = covariance(like, usual), kept[:3]
    best = likelihood(common, targets, usual.noise**2 + own)
    for place in (3, 2, 0, 1):
        base = kept
        for step in steps:
            if step[place] == 1.0:
                continue
            week, calendar, level, noise = (one * other for one, other in zip(base, step, strict=True))
            tried = usual.scaled(week, calendar, level, noise)
            away = sum(abs(math.log2(one)) for one in (week, calendar, level, noise))
            if of_common != (week, calendar, level):  # the noise changes nothing of what days have in common
                common, of_common = covariance(like, tried), (week, calendar, level)
            found = likelihood(common, targets, tried.noise**2 + own) - TRUST * away
            if found > best:
                kept, best = (week, calendar, level, noise), found
    return usual.scaled(*kept)
