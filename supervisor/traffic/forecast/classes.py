"""The classes of service and all customers together, in line, and the rest of a day that runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.forecast.forecasting import LEVELS, Forecast, Model
from supervisor.traffic.forecast.recent import calm

Numbers = NDArray[np.float64]
Bands = dict[int, tuple[Numbers, Numbers]]  # by level in per cent: lower and upper edges by quarter-hour


@dataclass(frozen=True, slots=True, eq=False)
class Arrived:
    """Customers of a running day. counts: by class and quarter-hour that is over, shape (classes, quarters); part: how
    much of the next quarter-hour is over, in which `under_way` came, shape (classes,).
    """

    counts: Numbers
    part: float
    under_way: Numbers


def in_figures(
    learnt: Sequence[Model], made: list[Forecast], classes: tuple[str, ...], arrived: Arrived | None, quarters: int
) -> dict[str, Any]:
    """The arrays of a day's forecast: classes brought into line with all customers together, which is the surer one."""
    if not made:
        zero = np.zeros(quarters)
        return {
            "arrivals": {}, "low": {}, "high": {}, "foreseen": {}, "total": 0.0, "total_low": 0.0, "total_high": 0.0,
            "customers_low": zero, "customers_high": zero, "customers_bands": dict.fromkeys(LEVELS, (zero, zero)),
            "total_bands": dict.fromkeys(LEVELS, (0.0, 0.0)),
        }  # fmt: skip
    every, whole, parts = learnt[0], made[0], list(zip(learnt[1:], made[1:], strict=True))
    known, rest, rests, beyond = 0, whole, [one for _model, one in parts], 0.0
    if arrived is not None:
        counts, part, under_way = arrived.counts, arrived.part, arrived.under_way
        known = counts.shape[1]
        together = counts.sum(axis=0)
        usual = calm(together, whole.arrivals)
        rest = every.rest(whole, usual, part, float(under_way.sum()))
        beyond = float(np.where(np.isnan(usual), together - whole.arrivals[:known], 0.0).sum())
        rests = [
            model.rest(one, calm(counts[at], one.arrivals), part, float(under_way[at]))
            for at, (model, one) in enumerate(parts)
        ]
    before = _in_line([one.arrivals for _model, one in parts], whole.arrivals, slice(None))
    after = _in_line([one.arrivals for one in rests], rest.arrivals, slice(known, None))
    joined: dict[str, Bands] = {}
    arrivals: dict[str, Numbers] = {}
    for name, (_model, first), second in zip(classes, parts, rests, strict=True):
        arrivals[name] = np.concatenate((first.arrivals[:known] * before, second.arrivals[known:] * after))
        joined[name] = _joined(first, second, known, before, after)
    customers = np.sum(list(arrivals.values()), axis=0)
    foreseen = np.concatenate((whole.arrivals[:known], rest.arrivals[known:]))
    of_all = _around(_joined(whole, rest, known, 1.0, 1.0), foreseen, customers)
    return {
        "arrivals": arrivals,
        "low": {name: joined[name][80][0] for name in classes},
        "high": {name: joined[name][80][1] for name in classes},
        "foreseen": {name: first.arrivals * before for name, (_model, first) in zip(classes, parts, strict=True)},
        "total": rest.total + beyond, "total_low": rest.total_low + beyond, "total_high": rest.total_high + beyond,
        "customers_low": of_all[80][0], "customers_high": of_all[80][1],
        "bands": joined, "customers_bands": of_all,
        "total_bands": {
            level: (band.total_low + beyond, band.total_high + beyond) for level, band in rest.bands.items()
        },
    }  # fmt: skip


def _in_line(parts: Sequence[Numbers], whole: Numbers, where: slice) -> float:
    """By how much the classes' forecasts are scaled so that they come to that of all customers."""
    total = sum(float(one[where].sum()) for one in parts)
    return float(whole[where].sum()) / total if total > 0 else 1.0


def _joined(first: Forecast, second: Forecast, known: int, before: float, after: float) -> Bands:
    """Bands foreseen before the doors opened for the quarter-hours that are over, new ones for those to come.

    Whole customers stay whole: scaled edges are rounded, and the scaled mean stays inside.
    """
    mean = np.concatenate((first.arrivals[:known] * before, second.arrivals[known:] * after))
    made: Bands = {}
    for level in LEVELS:
        low = np.rint(
            np.concatenate((first.bands[level].low[:known] * before, second.bands[level].low[known:] * after))
        )
        high = np.rint(
            np.concatenate((first.bands[level].high[:known] * before, second.bands[level].high[known:] * after))
        )
        made[level] = np.minimum(low, mean), np.maximum(high, mean)
    return made


def _around(of_all: Bands, foreseen: Numbers, wanted: Numbers) -> Bands:
    """The band of all customers, moved to where the classes add up to."""
    scale = np.divide(wanted, foreseen, out=np.ones_like(wanted), where=foreseen > 0)
    return {
        level: (np.minimum(np.rint(low * scale), wanted), np.maximum(np.rint(high * scale), wanted))
        for level, (low, high) in of_all.items()
    }
