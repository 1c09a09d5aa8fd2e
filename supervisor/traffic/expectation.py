"""Reading ahead and back: what a day will bring and what a span of days brought, from tickets and calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from supervisor.branch.ledger import branch_profile, calendar, weekly_hours
from supervisor.branch.records import Opening
from supervisor.journal import Reader
from supervisor.traffic.figures import ClassDay, DaySummary
from supervisor.traffic.forecast import PAY_DAYS, Backtest, DayTraits, Forecast, History, backtest, forecast, traits
from supervisor.traffic.ledger import summaries

Numbers = NDArray[np.float64]
QUARTER = 15  # minutes
HISTORY_DAYS = 400
RECENT_DAYS = 90  # a class without a customer for so long is no longer expected; service times are of this span
EARLY_MINUTES = 30  # customers who came so shortly before the doors opened count into the first quarter-hour
USUAL_SERVICE_MINUTES, USUAL_PATIENCE_MINUTES = 6.0, 30.0  # until the branch's own tickets say otherwise


class DayForecast(msgspec.Struct, frozen=True, eq=False):
    """Customers expected on a day, by class of service and quarter-hour of the opening hours.

    arrivals, low, high: customers per quarter-hour, shape (quarters,), low..high an 80 % band; quarter i begins
    `first_minute + 15 * i` minutes after midnight. A closed day has no quarters; without tickets to learn from
    (`history_days` 0) there is no class.
    """

    day: date
    classes: tuple[str, ...]
    first_minute: int
    arrivals: dict[str, Numbers]
    low: dict[str, Numbers]
    high: dict[str, Numbers]
    service_minutes: dict[str, float]
    patience_minutes: dict[str, float]
    target_minutes: float
    target_share: float
    total: float
    total_low: float
    total_high: float
    history_days: int
    quarters: int
    customers_low: Numbers  # the band of all classes together, narrower than the sum of their bands
    customers_high: Numbers

    def customers(self) -> Numbers:
        """Customers per quarter-hour over all classes."""
        return (
            np.sum([self.arrivals[name] for name in self.classes], axis=0) if self.classes else np.zeros(self.quarters)
        )


class Profile(msgspec.Struct, frozen=True, eq=False):
    """Mean customers by weekday (0 Monday) and quarter-hour: `arrivals[class]` has shape (7, quarters).

    wait_minutes: mean wait of those who arrived then (0 where nobody did); days: days with tickets by weekday.
    """

    first: date
    last: date
    classes: tuple[str, ...]
    first_minute: int
    days: NDArray[np.int64]
    arrivals: dict[str, Numbers]
    wait_minutes: Numbers

    def customers(self) -> Numbers:
        """Customers over all classes, shape (7, quarters)."""
        return np.sum([self.arrivals[name] for name in self.classes], axis=0) if self.classes else np.zeros((7, 0))

    def mean_day(self) -> Numbers:
        """Customers by quarter-hour on the mean of all days with tickets."""
        return self.days @ self.customers() / max(int(self.days.sum()), 1)


def forecast_day(r: Reader, day: date) -> DayForecast:
    """Customers expected on a day from the tickets of the days before it.

    A day still running does not count as known. Low to high is an 80 % band by quarter-hour.
    """
    branch = branch_profile(r)
    book = calendar(r)
    known = {
        one: summary
        for one, summary in summaries(r, day - timedelta(days=HISTORY_DAYS), day - timedelta(days=1)).items()
        if not _still_running(r, one, book.opening(one))
    }
    opening = book.opening(day)
    if opening is None and not weekly_hours(r):
        opening = _seen_hours(known)
    start = opening.open_minute // QUARTER if opening else 0
    stop = -(-opening.close_minute // QUARTER) if opening else 0
    recent = {one: summary for one, summary in known.items() if (day - one).days <= RECENT_DAYS}
    classes = tuple(
        sorted({name for one in recent.values() for name, figures in one.classes.items() if figures.arrivals})
    )
    pay_days = branch.paydays or PAY_DAYS
    working = cache(book.is_working)  # each day is asked about by some fifty of its neighbours
    day_traits = traits(day, working, pay_days)
    days = tuple(known)
    of_days = tuple(traits(one, working, pay_days) for one in days)
    histories = {name: _history(known, days, of_days, name, start, stop) for name in classes}
    made = {name: forecast(history, day, day_traits) for name, history in histories.items()}
    every = (
        forecast(History(days, of_days, np.sum([one.counts for one in histories.values()], axis=0)), day, day_traits)
        if made
        else Forecast(np.zeros(0), np.zeros(0), np.zeros(0), 0.0, 0.0, 0.0, 0)
    )
    total = sum(one.total for one in made.values())
    scale = total / every.total if every.total else 0.0
    return DayForecast(
        day=day,
        classes=classes if opening else (),
        first_minute=start * QUARTER,
        arrivals={name: one.arrivals for name, one in made.items() if opening},
        low={name: one.low for name, one in made.items() if opening},
        high={name: one.high for name, one in made.items() if opening},
        service_minutes={name: _service_minutes(recent, name) for name in classes},
        patience_minutes={name: _patience_minutes(recent, name) for name in classes},
        target_minutes=branch.target_minutes,
        target_share=branch.target_share,
        total=total if opening else 0.0,
        total_low=every.total_low * scale if opening else 0.0,
        total_high=every.total_high * scale if opening else 0.0,
        history_days=len(known),
        quarters=stop - start,
        customers_low=_scaled(every.low, every.arrivals, made, stop - start),
        customers_high=_scaled(every.high, every.arrivals, made, stop - start),
    )


def _scaled(edge: Numbers, middle: Numbers, made: Mapping[str, Forecast], quarters: int) -> Numbers:
    """An edge of the band of all customers, moved to where the classes' forecasts add up to."""
    if not made or not quarters:
        return np.zeros(quarters)
    total = np.sum([one.arrivals for one in made.values()], axis=0)
    return np.divide(edge, middle, out=np.ones_like(edge), where=middle > 0) * total


def _still_running(r: Reader, day: date, opening: Opening | None) -> bool:
    if day != r.today:
        return False
    local = r.now.astimezone(r.zone)
    return opening is not None and local.hour * 60 + local.minute < opening.close_minute


def _seen_hours(known: Mapping[date, DaySummary]) -> Opening | None:
    """Opening hours as the tickets show them, for a branch whose hours were never entered."""
    count = np.zeros(96)
    for summary in known.values():
        for one in summary.classes.values():
            count += _line(one, 0, count.size)
    busy = np.flatnonzero(count >= 0.002 * count.sum()) if count.sum() else np.zeros(0)
    return Opening(int(busy[0]) * QUARTER, (int(busy[-1]) + 1) * QUARTER) if busy.size else None


def _line(figures: ClassDay, start: int, quarters: int) -> tuple[int, ...]:
    """A class's arrivals on a row of quarter-hours from `start`; who came just before counts into the first."""
    first = figures.first_quarter - start
    early = max(-first, 0)
    line = (0,) * min(max(first, 0), quarters) + figures.arrivals[early : max(quarters - first, 0)]
    line += (0,) * (quarters - len(line))
    if early and quarters:
        line = (line[0] + sum(figures.arrivals[max(early - EARLY_MINUTES // QUARTER, 0) : early]), *line[1:])
    return line


def _history(
    known: Mapping[date, DaySummary],
    days: tuple[date, ...],
    of_days: tuple[DayTraits, ...],
    name: str | None,
    start: int,
    stop: int,
) -> History:
    """The counts of one class, or of all together, as one array made at once (a year has thousands of rows)."""
    quarters = max(stop - start, 0)
    nobody = (0,) * quarters
    rows: list[tuple[int, ...]] = []
    for day in days:
        classes = known[day].classes
        if name is None:
            lines = [_line(one, start, quarters) for one in classes.values()]
            rows.append(tuple(map(sum, zip(nobody, *lines, strict=True))))
        else:
            rows.append(_line(classes[name], start, quarters) if name in classes else nobody)
    return History(days, of_days, np.array(rows, dtype=np.float64).reshape(len(days), quarters))


def _service_minutes(recent: Mapping[date, DaySummary], name: str) -> float:
    def mean(figures: list[ClassDay], prior: float) -> float:
        return (sum(one.service_seconds for one in figures) / 60 + 5 * prior) / (
            sum(one.service_timed for one in figures) + 5
        )

    every = mean([one for summary in recent.values() for one in summary.classes.values()], USUAL_SERVICE_MINUTES)
    return mean([summary.classes[name] for summary in recent.values() if name in summary.classes], every)


def _patience_minutes(recent: Mapping[date, DaySummary], name: str) -> float:
    """Time waited in all over customers who left: the estimate for exponential patience that is cut by service."""
    figures = [summary.classes[name] for summary in recent.values() if name in summary.classes]
    waited = sum(sum(one.wait_seconds) for one in figures) / 60
    estimate = (waited + 3 * USUAL_PATIENCE_MINUTES) / (sum(one.left for one in figures) + 3)
    return float(np.clip(estimate, 1.0, 240.0))


def profile(r: Reader, first: date, last: date) -> Profile:
    """Mean customers by weekday, class and quarter-hour over the days with tickets from first to last."""
    found = summaries(r, first, last)
    present = [one for summary in found.values() for one in summary.classes.values() if one.arrivals]
    start = min((one.first_quarter for one in present), default=0)
    stop = max((one.first_quarter + len(one.arrivals) for one in present), default=0)
    days = np.bincount([day.weekday() for day in found], minlength=7)
    names = sorted({name for summary in found.values() for name, one in summary.classes.items() if one.arrivals})
    sums = {name: np.zeros((7, stop - start)) for name in names}
    waits = np.zeros((7, stop - start))
    for day, summary in found.items():
        for name, one in summary.classes.items():
            if one.arrivals:
                place = slice(one.first_quarter - start, one.first_quarter - start + len(one.arrivals))
                sums[name][day.weekday(), place] += one.arrivals
                waits[day.weekday(), place] += np.array(one.wait_seconds) / 60
    customers = np.sum(list(sums.values()), axis=0) if sums else np.zeros((7, 0))
    return Profile(
        first=first,
        last=last,
        classes=tuple(names),
        first_minute=start * QUARTER,
        days=days,
        arrivals={name: one / np.maximum(days, 1)[:, None] for name, one in sums.items()},
        wait_minutes=np.divide(waits, customers, out=np.zeros_like(waits), where=customers > 0),
    )


def backtest_days(r: Reader, first: date, last: date) -> Backtest:
    """How one-day-ahead forecasts of all customers would have done on the known days from first to last."""
    book = calendar(r)
    known = summaries(r, first - timedelta(days=HISTORY_DAYS), last)
    days = tuple(known)
    opening = _seen_hours(known) or Opening(0, 0)
    pay_days = branch_profile(r).paydays or PAY_DAYS
    of_days = tuple(traits(one, book.is_working, pay_days) for one in days)
    history = _history(known, days, of_days, None, opening.open_minute // QUARTER, opening.close_minute // QUARTER)
    from_position = next((at for at, one in enumerate(days, 1) if one >= first), 0)
    return backtest(history, max(from_position, 2), len(days))
