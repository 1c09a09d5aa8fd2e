"""What the forecast is made from and what it says: days with their counts, expected customers with their bands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.forecast.bands import LEVELS, Band
from supervisor.traffic.forecast.days import DayTraits

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Days known, oldest first, and customers by interval of one class: `counts` shape (days, intervals).

    nan: not counted then, which is not the same as nobody. interval_minutes: length of an interval.
    """

    days: tuple[date, ...]
    traits: tuple[DayTraits, ...]
    counts: Numbers
    interval_minutes: int = 15

    def before(self, day: date) -> History:
        """What was known on the evening before a day."""
        known = [at for at, one in enumerate(self.days) if one < day]
        if len(known) == len(self.days):
            return self
        return History(
            tuple(self.days[at] for at in known),
            tuple(self.traits[at] for at in known),
            self.counts[known],
            self.interval_minutes,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """Customers by interval, shape (intervals,), with bands by level (50, 80, 95 per cent) of intervals and total.

    level_variance: of the day's level as a whole, relative. days: how many known days it rests on; 0 means that
    nothing is known and all figures are zero. known: so many first intervals are what really came.
    """

    arrivals: Numbers
    bands: dict[int, Band]
    total: float
    days: int
    level_variance: float = 0.0
    known: int = 0

    @property
    def low(self) -> Numbers:
        """Lower edge of the 80 % band by interval."""
        return self.bands[80].low

    @property
    def high(self) -> Numbers:
        """Upper edge of the 80 % band by interval."""
        return self.bands[80].high

    @property
    def total_low(self) -> float:
        """Lower edge of the total's 80 % band, which is narrower than the sum of the intervals' bands."""
        return self.bands[80].total_low

    @property
    def total_high(self) -> float:
        """Upper edge of the total's 80 % band."""
        return self.bands[80].total_high


def nothing(intervals: int, days: int = 0) -> Forecast:
    """The forecast of a class that nobody comes for, or of which nothing is known."""
    zero = np.zeros(intervals)
    return Forecast(zero, {level: Band(zero, zero, 0.0, 0.0) for level in LEVELS}, 0.0, days)
