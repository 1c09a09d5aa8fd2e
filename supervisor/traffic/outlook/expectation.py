"""Reading ahead and back: what a day will bring and what a span of days brought, from tickets and calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from supervisor.branch.ledger import branch_profile, calendar, weekly_hours
from supervisor.branch.records import BranchProfile, Opening
from supervisor.journal import Reader
from supervisor.traffic.figures import ClassDay, DaySummary
from supervisor.traffic.forecast.backtest import Backtest, backtest
from supervisor.traffic.forecast.classes import Arrived, Bands, in_figures
from supervisor.traffic.forecast.forecasting import PAY_DAYS, DayTraits, History, Model, fit, traits_of
from supervisor.traffic.ledger import summaries
from supervisor.traffic.targets.ledger import class_targets
from supervisor.traffic.waiting.levels import Target
from supervisor.traffic.waiting.patience import Behaviour, fitted

Numbers = NDArray[np.float64]
QUARTER = 15  # minutes
HISTORY_DAYS = 400
RECENT_DAYS = 90  # a class without a customer for so long is no longer expected; service times are of this span
EARLY_MINUTES = 30  # customers who came so shortly before the doors opened count into the first quarter-hour


class DayForecast(msgspec.Struct, frozen=True, eq=False):
    """Customers expected on a day, by class of service and quarter-hour of the opening hours.

    arrivals, low, high: customers per quarter-hour, shape (quarters,), low..high an 80 % band; quarter i begins
    `first_minute + 15 * i` minutes after midnight. A closed day has no quarters; without tickets to learn from
    (`history_days` 0) there is no class. bands, customers_bands, total_bands: by level in per cent (50, 80, 95), for
    a class, for all classes together, for the day's total.

    known_minute: while today runs and its tickets come in, until when they were counted (None otherwise). What comes
    later is then forecast from this morning, too; earlier quarter-hours stay as foreseen before the doors opened, and
    `total` is what came (`came`) and what is still to come.
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
    bands: dict[str, Bands] = {}
    customers_bands: Bands = {}
    total_bands: dict[int, tuple[float, float]] = {}
    foreseen: dict[str, Numbers] = {}  # arrivals as they were expected before the doors opened
    known_minute: int | None = None
    came: float = 0.0
    service_scv: dict[str, float] = {}  # variance of service over its mean squared, 1 exponential
    behaviour: dict[str, Behaviour] = {}  # where service, spread and patience come from, and on how many tickets
    targets: dict[str, Target] = {}  # of the classes that have a waiting target of their own

    def customers(self) -> Numbers:
        """Customers per quarter-hour over all classes."""
        return (
            np.sum([self.arrivals[name] for name in self.classes], axis=0) if self.classes else np.zeros(self.quarters)
        )

    def levels(self) -> tuple[float, float]:
        """How many times the customers still expected would come at the lower and the upper edge of the 80 % band of
        the day's total. What a day costs follows its level: not every quarter-hour lies at its own edge at once."""
        rest = self.total - self.came
        if rest <= 0:
            return 1.0, 1.0
        return max(0.0, min(1.0, (self.total_low - self.came) / rest)), max(1.0, (self.total_high - self.came) / rest)


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
    """Customers expected on a day from the tickets of the days before it; on the day that runs, from its morning too.

    A day still running does not count as known for the days after it.
    """
    return forecast_days(r, (day,))[0]


def forecast_days(r: Reader, days: Sequence[date]) -> list[DayForecast]:
    """Forecasts of several days, in their order: each past one from the days before it, all coming ones learnt once."""
    made: dict[date, DayForecast] = {}
    coming = sorted({day for day in days if day > r.today})
    for day in sorted(set(days) - set(coming)):
        made |= _forecast(r, (day,))
    if coming:
        made |= _forecast(r, coming)
    return [made[day] for day in days]


def _forecast(r: Reader, days: Sequence[date]) -> dict[date, DayForecast]:
    """Forecasts of days (in order) from what was known before the first of them."""
    branch = branch_profile(r)
    book = calendar(r)
    found = summaries(r, days[0] - timedelta(days=HISTORY_DAYS), days[0] - timedelta(days=1))
    known = {one: summary for one, summary in found.items() if not _still_running(r, one, book.opening(one))}
    recent = {one: summary for one, summary in known.items() if (days[0] - one).days <= RECENT_DAYS}
    classes = tuple(
        sorted({name for one in recent.values() for name, figures in one.classes.items() if figures.arrivals})
    )
    entered = bool(weekly_hours(r))
    openings = {day: book.opening(day) if entered else book.opening(day) or _seen_hours(known) for day in days}
    money = _money_days(branch)
    of_known = traits_of(known, cache(book.is_working), *money)
    of_days = dict(zip(days, traits_of(days, book.is_working, *money), strict=True))
    behaves = fitted({name: [one.classes[name] for one in recent.values() if name in one.classes] for name in classes})
    targets = class_targets(r)
    made: dict[date, DayForecast] = {}
    for opening in dict.fromkeys(openings.values()):
        same = [day for day in days if openings[day] == opening]
        start = opening.open_minute // QUARTER if opening else 0
        stop = -(-opening.close_minute // QUARTER) if opening else 0
        shown = classes if opening else ()
        learnt = _learn(known, of_known, shown, start, stop)
        ahead = [model.ahead(same, [of_days[day] for day in same]) for model in learnt]
        for at, day in enumerate(same):
            of_day = [line[at] for line in ahead]
            arrived = _arrived(r, day, opening, shown, start, stop)
            figures = in_figures(learnt, of_day, shown, arrived, stop - start)
            made[day] = DayForecast(
                day=day, classes=shown, first_minute=start * QUARTER,
                service_minutes={name: one.service_minutes for name, one in behaves.items()},
                patience_minutes={name: one.patience_minutes for name, one in behaves.items()},
                service_scv={name: one.service_scv for name, one in behaves.items()}, behaviour=behaves,
                targets=targets,
                target_minutes=branch.target_minutes, target_share=branch.target_share, history_days=len(known),
                quarters=stop - start,
                known_minute=None if arrived is None else (start + arrived.counts.shape[1]) * QUARTER,
                came=0.0 if arrived is None else float(arrived.counts.sum()), **figures,
            )  # fmt: skip
    return made


def _money_days(branch: BranchProfile) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Days of the month on which wages and pensions come in; the usual ones until the branch has named any."""
    named = branch.paydays or branch.pension_days
    return (branch.paydays, branch.pension_days) if named else (PAY_DAYS, ())


def _learn(
    known: Mapping[date, DaySummary], of_known: tuple[DayTraits, ...], classes: tuple[str, ...], start: int, stop: int
) -> tuple[Model, ...]:
    """What the known days say of all customers together (first) and of each class."""
    if not classes:
        return ()
    days = tuple(known)
    counts = np.array([_history(known, days, of_known, name, start, stop).counts for name in classes])
    digest = blake2b(counts.tobytes(), digest_size=16).digest()
    return _learnt(_Asked((digest, counts.shape, days, of_known), counts))


class _Asked:
    """Known days and counts by class, told apart by what they are."""

    def __init__(self, key: tuple[Any, ...], counts: Numbers) -> None:
        self.key, self.counts = key, counts

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.key == other.key


@lru_cache(maxsize=8)
def _learnt(asked: _Asked) -> tuple[Model, ...]:
    """Today, the week's plan and the roster ask about the same days: they are learnt from once."""
    _digest, _shape, days, of_days = asked.key
    every = fit(History(days, of_days, asked.counts.sum(axis=0), QUARTER))
    return every, *(fit(History(days, of_days, counts, QUARTER), every) for counts in asked.counts)


def _arrived(
    r: Reader, day: date, opening: Opening | None, classes: tuple[str, ...], start: int, stop: int
) -> Arrived | None:
    """Customers of the running day as far as its record reaches; None without a quarter-hour that is over.

    That is into the quarter-hour in which its last customer came, and a little beyond that customer: n of them are
    counted where n - 1 were to be expected, since it is a customer who ends the count.
    """
    if opening is None or not classes or not _still_running(r, day, opening):
        return None
    summary = summaries(r, day, day).get(day)
    if summary is None:
        return None
    local = r.now.astimezone(r.zone)
    last = max(
        (one.first_quarter + len(one.arrivals) - 1 for one in summary.classes.values() if one.arrivals), default=0
    )
    known = min(last, (local.hour * 60 + local.minute) // QUARTER, stop) - start
    if known <= 0:
        return None
    nobody = (0,) * (stop - start)
    lines = [
        _line(summary.classes[name], start, stop - start) if name in summary.classes else nobody for name in classes
    ]
    counts = np.array(lines, dtype=np.float64)
    part, under_way = 0.0, np.zeros(len(classes))
    begun = (start + known) * QUARTER * 60
    reach = summary.last_second
    if last == start + known < stop and reach is not None and begun <= reach < begun + QUARTER * 60:
        under_way = counts[:, known]
        came = float(under_way.sum())
        now = (local.hour * 60 + local.minute) * 60 + local.second
        part = min((reach - begun) * came / max(came - 1, 0.5), max(now - begun, 0), QUARTER * 60) / (QUARTER * 60)
    return Arrived(counts[:, :known], part, under_way)


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
    return History(days, of_days, np.array(rows, dtype=np.float64).reshape(len(days), quarters), QUARTER)


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
    of_days = traits_of(days, book.is_working, *_money_days(branch_profile(r)))
    history = _history(known, days, of_days, None, opening.open_minute // QUARTER, opening.close_minute // QUARTER)
    from_position = next((at for at, one in enumerate(days, 1) if one >= first), 0)
    return backtest(history, max(from_position, 2), len(days), opening.open_minute)
