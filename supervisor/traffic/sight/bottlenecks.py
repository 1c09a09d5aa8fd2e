"""Where customers lose time: the hours of the week in which a class waits too long or gives up, and steps that drag.

Everything is counted in minutes lost a week, so that one list can be ranked: at a wait, customer-minutes beyond the
target; where customers leave, the target for each who left; at a slow step, minutes of service beyond the usual.
Pure functions over visits.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

import msgspec
import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.sight.waits import Figures, figures_by
from supervisor.traffic.tickets import Outcome
from supervisor.traffic.visits import Visits

FEW_VISITS = 10  # of a class in an hour of the week: too few to say that something is usual there
MANY_LEFT = 0.10  # share that left without service, from which it is told by itself
FEW_SERVICES = 30
SLOWER = 1.15  # a step takes this much longer than usual before it is told
SURE = 2.5  # standard errors that a slower step must stand off, so that chance is not told as news


class Kind(StrEnum):
    """What is wrong there."""

    WAIT = "wait"  # the 90th percentile of waits in an hour of the week is beyond the target
    LEFT = "left"  # many leave without service in an hour of the week
    SLOWER = "slower"  # a class takes longer than in the first half of the time looked at
    WINDOW = "window"  # a window takes longer than the others for the same class


class Bottleneck(msgspec.Struct, frozen=True):
    """One place where time is lost. weekday is -1 and the minutes are 0 for steps, server is empty but for a window.

    figures: of all its visits; usual_minutes: what its service is held against (0 for waits); lost_minutes: a week.
    needed: people that the mean load asks for in its worst quarter-hour, there: people planned or seen (both None where
    it was not worked out); missing: how many are short. days: on which such visits came, in order; late_days: on how
    many of them somebody waited beyond the target, or left.
    """

    kind: Kind
    service_class: str
    weekday: int
    start_minute: int
    end_minute: int
    server: str
    figures: Figures
    usual_minutes: float
    lost_minutes: float
    days: tuple[date, ...]
    late_days: int = 0
    needed: int | None = None
    there: float | None = None
    missing: int = 0


def bottlenecks(
    visits: Visits,
    target_minutes: float,
    *,
    may_see: Iterable[str] | None = None,
    own: Mapping[str, float] | None = None,
) -> list[Bottleneck]:
    """All of them, the greatest loss first. `may_see`: windows that may be told of (None: every one); `own`: targets in
    minutes of the classes that have one of their own.
    """
    targets = np.array([(own or {}).get(name, target_minutes) for name in visits.classes], dtype=np.float64)
    found = [
        *_hours(visits, targets),
        *_slower(visits, targets),
        *_windows(visits, targets, None if may_see is None else frozenset(may_see)),
    ]
    return sorted(found, key=lambda one: (-one.lost_minutes, one.service_class, one.weekday, one.start_minute))


def behind(visits: Visits, one: Bottleneck) -> Visits:
    """The visits that a bottleneck is made of."""
    place = visits.classes.index(one.service_class)
    mine = visits.service_class == place
    if one.kind in (Kind.WAIT, Kind.LEFT):
        minute = visits.arrived // 60
        mine = mine & (visits.weekday == one.weekday) & (minute >= one.start_minute) & (minute < one.end_minute)
    elif one.kind is Kind.WINDOW:
        mine = mine & (visits.server == visits.servers.index(one.server))
    return visits.take(mine)


def _hours(visits: Visits, targets: NDArray[np.float64]) -> list[Bottleneck]:
    """Hours of the week, by class, with waits beyond the target or many who left."""
    hours = int(visits.hour.max(initial=0)) + 1
    cell = (visits.service_class.astype(np.int64) * 7 + visits.weekday) * hours + visits.hour
    weekdays = np.bincount((visits.days - 1) % 7, minlength=7).tolist()
    limits = targets[visits.service_class] if len(visits) else np.zeros(0)
    over = visits.wait / 60 > limits
    lost = np.bincount(cell, weights=np.maximum(visits.wait / 60 - limits, 0.0))
    bad = over | (visits.outcome == Outcome.LEFT)
    late = np.unique(np.stack((cell[bad], visits.day[bad])), axis=1)[0]
    late_days = np.bincount(late, minlength=lost.size)
    found = []
    for key, made in figures_by(visits, cell, limits).items():
        if made.customers < FEW_VISITS:
            continue
        target = float(targets[key // hours // 7])
        weekday, hour = key // hours % 7, key % hours
        if late_days[key] < min(2, made.days):
            continue  # one bad day is no habit of the week
        late = made.wait is not None and made.wait.p90 > target
        if not late and (made.abandoned or 0.0) < MANY_LEFT:
            continue
        minutes = float(lost[key]) if late else made.left * target
        found.append(
            Bottleneck(
                kind=Kind.WAIT if late else Kind.LEFT,
                service_class=visits.classes[key // hours // 7],
                weekday=weekday,
                start_minute=hour * 60,
                end_minute=hour * 60 + 60,
                server="",
                figures=made,
                usual_minutes=0.0,
                lost_minutes=minutes / weekdays[weekday],
                days=_days(visits, cell == key),
                late_days=int(late_days[key]),
            )
        )
    return found


def _slower(visits: Visits, targets: NDArray[np.float64]) -> list[Bottleneck]:
    """Classes whose service takes longer in the second half of the days than in the first."""
    days = visits.days
    if days.size < 10:
        return []
    late_half = visits.day >= days[days.size // 2]
    weeks = max(days.size - days.size // 2, 1) / _days_a_week(days)
    found = []
    for place, name in enumerate(visits.classes):
        ours = (visits.service_class == place) & (visits.service >= 0)
        before, after = visits.service[ours & ~late_half] / 60, visits.service[ours & late_half] / 60
        if not _stands_off(after, before):
            continue
        mine = (visits.service_class == place) & late_half
        found.append(_step(Kind.SLOWER, visits, mine, name, "", float(before.mean()), weeks, targets[place]))
    return found


def _windows(visits: Visits, targets: NDArray[np.float64], may_see: frozenset[str] | None) -> list[Bottleneck]:
    """Windows that take longer than the others together for the same class."""
    weeks = visits.days.size / _days_a_week(visits.days)
    found = []
    for place, name in enumerate(visits.classes):
        ours = (visits.service_class == place) & (visits.service >= 0)
        servers, minutes = visits.server[ours], visits.service[ours] / 60
        for at in np.unique(servers).tolist():
            who = visits.servers[at]
            if not who or (may_see is not None and who not in may_see):
                continue
            others = minutes[servers != at]
            if _stands_off(minutes[servers == at], others):
                mine = (visits.service_class == place) & (visits.server == at)
                found.append(_step(Kind.WINDOW, visits, mine, name, who, float(others.mean()), weeks, targets[place]))
    return found


def _stands_off(ours: NDArray[np.float64], usual: NDArray[np.float64]) -> bool:
    """Whether a step takes clearly longer: by a share worth telling, and by more than chance."""
    if ours.size < FEW_SERVICES or usual.size < FEW_SERVICES or ours.mean() < SLOWER * usual.mean():
        return False
    error = math.sqrt(float(ours.var(ddof=1)) / ours.size + float(usual.var(ddof=1)) / usual.size)
    return float(ours.mean() - usual.mean()) > SURE * error


def _step(
    kind: Kind, visits: Visits, mine: NDArray[np.bool_], name: str, server: str, usual: float, weeks: float,
    target: float,
) -> Bottleneck:  # fmt: skip
    made = figures_by(visits, np.where(mine, 0, -1), target)[0]
    assert made.service is not None
    return Bottleneck(
        kind=kind,
        service_class=name,
        weekday=-1,
        start_minute=0,
        end_minute=0,
        server=server,
        figures=made,
        usual_minutes=usual,
        lost_minutes=(made.service.mean - usual) * made.service.count / max(weeks, 1e-9),
        days=_days(visits, mine),
    )


def _days_a_week(days: NDArray[np.int32]) -> float:
    """How many days with visits a week has, as these days show it."""
    if not days.size:
        return 1.0
    weeks = (int(days[-1]) - int(days[0]) + 1) / 7
    return days.size / max(weeks, 1.0)


def _days(visits: Visits, mine: NDArray[np.bool_]) -> tuple[date, ...]:
    return tuple(date.fromordinal(day) for day in np.unique(visits.day[mine]).tolist())


def worst_wait(visits: Visits) -> tuple[date, int, str, float] | None:
    """The longest wait: day, minute of arrival, class, minutes; of equals the earliest. None where none is known."""
    if not visits.by_wait.size:
        return None
    longest = visits.wait[visits.by_wait[-1]]
    at = int(np.flatnonzero(visits.wait == longest)[0])
    name = visits.classes[int(visits.service_class[at])]
    return date.fromordinal(int(visits.day[at])), int(visits.arrived[at]) // 60, name, float(longest) / 60


def slowest_class(visits: Visits, target_minutes: float | NDArray[np.float64]) -> tuple[str, Figures] | None:
    """The class whose service takes longest at the median, among those served often enough to say."""
    made = figures_by(visits, visits.service_class, target_minutes)
    known = [
        (one.service.median, place, one)
        for place, one in made.items()
        if one.service is not None and one.service.count >= FEW_VISITS
    ]
    if not known:
        return None
    _median, place, one = max(known, key=lambda each: (each[0], -each[1]))
    return visits.classes[place], one


def seen_people(visits: Visits, one: Bottleneck) -> float:
    """How many windows served the class in that hour, on the mean of its days: what tickets alone say of people."""
    mine = behind(visits, one)
    served = mine.take(mine.outcome == Outcome.SERVED)
    if not len(served) or not one.days:
        return 0.0
    pairs = np.unique(served.day.astype(np.int64) * (len(visits.servers) + 1) + served.server)
    return float(pairs.size) / len(one.days)


def mean_quarters(visits: Visits, one: Bottleneck) -> NDArray[np.float64]:
    """Customers by quarter-hour of the hour, on the mean of its days; shape (4,)."""
    mine = behind(visits, one)
    quarter = (mine.arrived // 900 - one.start_minute // 15).astype(np.int64)
    return np.bincount(quarter, minlength=4)[:4] / max(len(one.days), 1)
