"""What was known at a minute of the day: the forecast made from earlier days alone, corrected by this day's customers
so far, and how long services and patience used to be. Nothing that happened later is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from supervisor.dispatch.floor.coming import Came, Lines, coming
from supervisor.dispatch.problem.model import QUARTER_MINUTES
from supervisor.traffic.figures import ClassDay, DaySummary
from supervisor.traffic.forecast.classes import Arrived, in_figures
from supervisor.traffic.forecast.forecasting import Forecast, History, Model, fit, traits_of
from supervisor.traffic.waiting.patience import Behaviour, fitted

Numbers = NDArray[np.float64]
DAY_QUARTERS = 96
SELDOM = 0.002  # of all customers: a quarter-hour with fewer is not among the usual hours


@dataclass(frozen=True, slots=True)
class Ahead:
    """Customers expected in each quarter-hour from now on, shape (queues, quarters), with the 80 % band."""

    mean: Numbers
    low: Numbers
    high: Numbers


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The forecast of one day. behaviour: by queue; start, stop: the usual hours in quarters; history_days: how many
    earlier days it rests on (0: nothing was known, and nobody is expected)."""

    queues: tuple[str, ...]
    behaviour: tuple[Behaviour, ...]
    start: int
    stop: int
    models: tuple[Model, ...]
    of_day: tuple[Forecast, ...]
    history_days: int

    def ahead(self, minute: int, quarters: int, came: Sequence[Numbers]) -> Ahead:
        """Customers expected from a minute on. came: minutes at which customers came until then, by queue."""
        seen = [Came(own, float(minute)) for own in came]
        lines = self._lines(minute, came)
        made = [coming(line, minute, quarters, own) for line, own in zip(lines, seen, strict=True)]
        mean, low, high = (
            np.round(np.array([getattr(one, name) for one in made], dtype=np.float64), 4)
            for name in ("mean", "low", "high")
        )
        return Ahead(mean, low, high)

    def _lines(self, minute: int, came: Sequence[Numbers]) -> list[Lines]:
        """The forecast by quarter-hours of the clock at a minute, by queue."""
        if not self.models:
            nothing = np.zeros(0)
            return [Lines(0, nothing, nothing, nothing, nothing) for _queue in self.queues]
        counts = np.array([np.bincount((own // QUARTER_MINUTES).astype(int), minlength=DAY_QUARTERS) for own in came])
        now = minute // QUARTER_MINUTES
        known = min(max(now - self.start, 0), self.stop - self.start)
        arrived = None
        if self.start <= now < self.stop:
            part = minute / QUARTER_MINUTES - now
            if known or part > 0:
                arrived = Arrived(counts[:, self.start : now].astype(float), part, counts[:, now].astype(float))
        found = in_figures(self.models, list(self.of_day), self.queues, arrived, self.stop - self.start)
        return [
            Lines(
                self.start * QUARTER_MINUTES,
                *(found[line][name] for line in ("arrivals", "low", "high", "foreseen")),
                known=known,
            )
            for name in self.queues
        ]


def foreseen(
    day: date,
    queue_of: Mapping[str, str],
    queues: Sequence[str],
    earlier: Mapping[date, DaySummary],
    working: Callable[[date], bool],
) -> Foreseen:
    """The forecast of a day from figures of days before it (later ones are left out), classes put together by queue."""
    known = {one: summary for one, summary in sorted(earlier.items()) if one < day}
    of_queue: dict[str, list[ClassDay]] = {name: [] for name in queues}
    counts = np.zeros((len(queues), len(known), DAY_QUARTERS))
    for at, summary in enumerate(known.values()):
        for code, figures in summary.classes.items():
            queue = queue_of.get(code)
            if queue is None:
                continue
            of_queue[queue].append(figures)
            for place, customers in enumerate(figures.arrivals, figures.first_quarter):
                if 0 <= place < DAY_QUARTERS:
                    counts[queues.index(queue), at, place] += customers
    found = fitted(of_queue)
    behaviour = tuple(found[name] for name in queues)
    usual = np.flatnonzero(counts.sum(axis=(0, 1)) >= SELDOM * max(counts.sum(), 1.0))
    if not usual.size:
        return Foreseen(tuple(queues), behaviour, 0, 0, (), (), len(known))
    start, stop = int(usual[0]), int(usual[-1]) + 1
    days = tuple(known)
    traits = traits_of((*days, day), working)
    counts = counts[:, :, start:stop]
    every = fit(History(days, traits[:-1], counts.sum(axis=0), QUARTER_MINUTES))
    models = (every, *(fit(History(days, traits[:-1], own, QUARTER_MINUTES), every) for own in counts))
    of_day = tuple(model.ahead((day,), traits[-1:])[0] for model in models)
    return Foreseen(tuple(queues), behaviour, start, stop, models, of_day, len(known))
