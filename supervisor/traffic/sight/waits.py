"""What visits say when they are grouped: waits, service, who left, ratings, and the heat map of the week. Pure.

Shares are fractions, times are minutes. A percentile lies between the neighbouring values by straight line, as in
Excel's PERCENTILE.INC. A visit counts as waited where its wait is known, whether served (until called) or gone.
"""

from __future__ import annotations

from datetime import date

import msgspec
import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.tickets import Outcome
from supervisor.traffic.visits import Visits

Numbers = NDArray[np.float64]
QUARTERS = 96  # of a day; a business day that runs past midnight has more


class Spread(msgspec.Struct, frozen=True):
    """How a time in minutes lies over `count` visits."""

    count: int
    mean: float
    median: float
    p90: float
    longest: float


class Figures(msgspec.Struct, frozen=True):
    """Visits of one group. customers = served + left + open (not yet called, or being served, when the file ended).

    abandoned: left / (served + left); within: share of the served, with known wait, called within the target; each
    None where there is nothing to divide by. days: on how many days there were such visits.
    """

    customers: int
    served: int
    left: int
    open: int
    days: int
    abandoned: float | None
    within: float | None
    wait: Spread | None
    service: Spread | None


class Ratings(msgspec.Struct, frozen=True):
    """What customers of one group pressed: `pressed[i]` of them i + 1, 5 is best. low: share of 1 and 2.

    share: of the served who pressed at all. mean and low are None where nobody pressed.
    """

    served: int
    pressed: tuple[int, int, int, int, int]
    rated: int
    share: float | None
    mean: float | None
    low: float | None


class Heat(msgspec.Struct, frozen=True, eq=False):
    """The week by quarter-hours. Each array has shape (7, quarters), Monday first, from `first_quarter` of the day.

    days: with visits of any class, by weekday; customers: mean on such a day; wait_mean, wait_p90 in minutes and
    abandoned as a share, nan where nothing is known; count: visits in all.
    """

    first_quarter: int
    days: NDArray[np.int64]
    count: NDArray[np.int64]
    customers: Numbers
    wait_mean: Numbers
    wait_p90: Numbers
    abandoned: Numbers


def figures(visits: Visits, target_minutes: float | Numbers) -> Figures | None:
    """All visits as one group; None without any."""
    return figures_by(visits, np.zeros(len(visits), dtype=np.int64), target_minutes).get(0)


def figures_by(visits: Visits, group: NDArray[np.integer], target_minutes: float | Numbers) -> dict[int, Figures]:
    """Figures by the values of `group`, shape (visits,), in their order; negative values are left out.

    target_minutes: one for all, or that of each visit, shape (visits,).
    """
    keys, member = _groups(group)
    if not keys.size:
        return {}
    count = keys.size

    def many(mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(member[mask & (member >= 0)], minlength=count)

    everybody = np.ones(len(visits), dtype=bool)
    served, left = visits.outcome == Outcome.SERVED, visits.outcome == Outcome.LEFT
    timed = served & (visits.wait >= 0)
    of_served, of_left, of_timed = many(served), many(left), many(timed)
    in_time = many(timed & (visits.wait <= np.round(np.asarray(target_minutes) * 60)))
    customers, days = many(everybody), _days(visits, member, count)
    waits = _spreads(visits.wait, visits.by_wait, member, count)
    services = _spreads(visits.service, visits.by_service, member, count)
    return {
        int(key): Figures(
            customers=int(customers[at]),
            served=int(of_served[at]),
            left=int(of_left[at]),
            open=int(customers[at] - of_served[at] - of_left[at]),
            days=int(days[at]),
            abandoned=_share(of_left[at], of_served[at] + of_left[at]),
            within=_share(in_time[at], of_timed[at]),
            wait=waits[at],
            service=services[at],
        )
        for at, key in enumerate(keys.tolist())
    }


def ratings_by(visits: Visits, group: NDArray[np.integer]) -> dict[int, Ratings]:
    """What served customers pressed by the values of `group`, in their order; negative values are left out."""
    keys, member = _groups(group)
    if not keys.size:
        return {}
    good = (visits.outcome == Outcome.SERVED) & (member >= 0) & (visits.rating <= 5)
    table = np.bincount(member[good] * 6 + visits.rating[good], minlength=keys.size * 6).reshape(keys.size, 6)
    found = {}
    for key, line in zip(keys.tolist(), table.tolist(), strict=True):
        served, rated = sum(line), sum(line[1:])
        if served:
            total = sum(stars * pressed for stars, pressed in enumerate(line))
            one, two, three, four, five = line[1:]
            found[int(key)] = Ratings(
                served=served,
                pressed=(one, two, three, four, five),
                rated=rated,
                share=_share(rated, served),
                mean=total / rated if rated else None,
                low=_share(one + two, rated),
            )
    return found


def heat_map(visits: Visits, days: NDArray[np.integer]) -> Heat:
    """The week of these visits; `days`: ordinals of all days with visits, of other classes too."""
    by_weekday = np.bincount((np.asarray(days) - 1) % 7, minlength=7)
    if not len(visits):
        empty = np.zeros((7, 0))
        return Heat(0, by_weekday, empty.astype(np.int64), empty, empty, empty, empty)
    first, last = int(visits.quarter.min()), int(visits.quarter.max())
    wide = last - first + 1
    cell = visits.weekday.astype(np.int64) * wide + (visits.quarter - first)
    shape, size = (7, wide), 7 * wide
    count = np.bincount(cell, minlength=size)
    served = np.bincount(cell[visits.outcome == Outcome.SERVED], minlength=size)
    left = np.bincount(cell[visits.outcome == Outcome.LEFT], minlength=size)
    mean, _median, p90, _longest, known = _quantiles(visits.wait, visits.by_wait, cell, size)
    nothing = np.full(size, np.nan)
    return Heat(
        first_quarter=first,
        days=by_weekday,
        count=count.reshape(shape),
        customers=count.reshape(shape) / np.maximum(by_weekday, 1)[:, None],
        wait_mean=np.where(known > 0, mean, np.nan).reshape(shape),
        wait_p90=np.where(known > 0, p90, np.nan).reshape(shape),
        abandoned=np.divide(left, served + left, out=nothing, where=served + left > 0).reshape(shape),
    )


def by_day(visits: Visits, target_minutes: float | Numbers) -> dict[date, Figures]:
    """Figures of each day with such visits."""
    found = figures_by(visits, visits.day, target_minutes)
    return {date.fromordinal(day): one for day, one in found.items()}


def _share(part: float, whole: float) -> float | None:
    return float(part) / float(whole) if whole else None


def _groups(group: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The values of `group` that are not negative, in order, and of each visit the place of its own (-1: none)."""
    group = np.asarray(group, dtype=np.int64)
    top = int(group.max(initial=-1)) + 1
    if top <= 0:
        return np.zeros(0, np.int64), np.full(group.size, -1, np.int64)
    base = int(group[group >= 0].min())
    present = np.zeros(top - base, dtype=bool)
    present[group[group >= 0] - base] = True
    place = np.cumsum(present) - 1
    member = np.where(group >= 0, place[np.maximum(group - base, 0)], -1)
    return np.flatnonzero(present) + base, member


def _days(visits: Visits, member: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """On how many days each group has visits."""
    ours = member >= 0
    if not ours.any():
        return np.zeros(count, np.int64)
    start = int(visits.day[ours].min())
    wide = int(visits.day[ours].max()) - start + 1
    there = np.zeros((count, wide), dtype=bool)
    there[member[ours], visits.day[ours] - start] = True
    return there.sum(axis=1)


def _spreads(
    values: NDArray[np.int32], ascending: NDArray[np.intp], member: NDArray[np.int64], count: int
) -> list[Spread | None]:
    mean, median, p90, longest, known = _quantiles(values, ascending, member, count)
    rows = zip(known.tolist(), mean.tolist(), median.tolist(), p90.tolist(), longest.tolist(), strict=True)
    return [Spread(*row) if row[0] else None for row in rows]


def _quantiles(
    values: NDArray[np.int32], ascending: NDArray[np.intp], member: NDArray[np.int64], count: int
) -> tuple[Numbers, Numbers, Numbers, Numbers, NDArray[np.int64]]:
    """Mean, median, 90th percentile and maximum of each group in minutes, 0 where it has no value; and how many it has.

    ascending: positions of the known values, least first: they are sorted once, then only dealt out to the groups.
    """
    ascending = ascending[member[ascending] >= 0]
    dealt = np.argsort(member[ascending].astype(np.uint32), kind="stable")
    line = values[ascending[dealt]].astype(np.float64) / 60
    whose = member[ascending]
    known = np.bincount(whose, minlength=count)
    sums = np.bincount(whose, weights=values[ascending], minlength=count) / 60
    start = np.cumsum(known) - known
    if not line.size:
        nothing = np.zeros(count)
        return nothing, nothing, nothing, nothing, known

    def at(share: float) -> Numbers:
        place = share * np.maximum(known - 1, 0)
        low = np.floor(place).astype(np.int64)
        high = np.minimum(low + 1, np.maximum(known - 1, 0))
        one = line[np.minimum(start + low, line.size - 1)]
        two = line[np.minimum(start + high, line.size - 1)]
        return np.where(known > 0, one + (place - low) * (two - one), 0.0)

    mean = np.divide(sums, known, out=np.zeros(count), where=known > 0)
    return mean, at(0.5), at(0.9), at(1.0), known
