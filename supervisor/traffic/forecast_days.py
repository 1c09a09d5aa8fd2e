"""What the calendar says of a day: the kind of day, its place in the month, holidays around it, pay and pension days.

Read for many days at once, since a forecast asks about a year of days and each day about its neighbours.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

PAY_DAYS = (10, 15, 25)  # until the branch says on which days wages and pensions come in
REACH = 16  # days to either side within which the next working day is looked for
LONG = 3  # days off in a row that are more than a weekend


@dataclass(frozen=True, slots=True)
class DayTraits:
    """What the calendar says of a day: `kind` 0..6 (5, 6 also for weekdays off), and 0/1 features.

    month_place: working days from the nearer end of the month, positive from its beginning (0.5 on the first working
    day), negative towards its end (-0.5 on the last); whole numbers on days off. paid: how many working days ago each
    pay day was (0 on the day itself, 9 where it is longer ago), in order of the pay days. off_before, off_after: days
    off in a row next to a working day. since_break, until_break: working days since and until a run of LONG or more
    days off (1 right beside it, 9 farther). made_up: a weekend day that is worked; holiday: a weekday off.
    """

    kind: int
    features: tuple[float, ...]
    month_place: float = 0.0
    paid: tuple[int, ...] = ()
    off_before: int = 0
    off_after: int = 0
    since_break: int = 9
    until_break: int = 9
    made_up: bool = False
    holiday: bool = False


def traits(day: date, working: Callable[[date], bool], pay_days: Sequence[int] = PAY_DAYS) -> DayTraits:
    """Traits of a day; `working(day)` says whether it is a working day of the calendar in force.

    A weekend day made a working day counts as a Friday, a weekday off as a Sunday, each with a feature that learns
    how it differs. `pay_days`: days of the month on which wages and pensions come in.
    """
    return traits_of((day,), working, pay_days)[0]


def traits_of(
    days: Iterable[date], working: Callable[[date], bool], pay_days: Sequence[int] = PAY_DAYS
) -> tuple[DayTraits, ...]:
    """Traits of many days, each day of the calendar asked about once."""
    wanted = tuple(days)
    if not wanted:
        return ()
    asked: dict[date, bool] = {}

    def works(day: date) -> bool:
        found = asked.get(day)
        if found is None:
            found = asked[day] = bool(working(day))
        return found

    months: dict[tuple[int, int], list[date]] = {}
    return tuple(_traits(day, works, pay_days, months) for day in wanted)


def _traits(
    day: date,
    works: Callable[[date], bool],
    pay_days: Sequence[int],
    months: dict[tuple[int, int], list[date]],
) -> DayTraits:
    weekday, open_day = day.weekday(), works(day)
    kind = min(weekday, 4) if open_day else weekday if weekday >= 5 else 6
    month = months.get((day.year, day.month))
    if month is None:
        every = (day.replace(day=1) + timedelta(n) for n in range(monthrange(day.year, day.month)[1]))
        month = months[day.year, day.month] = [one for one in every if works(one)]
    before = sum(one < day for one in month)  # working days of the month before this day
    after = len(month) - before - open_day
    from_start, from_end = (before + 1, after + 1) if open_day else (0, 0)
    gap_before, gap_after = _gap(day, works, -1), _gap(day, works, 1)
    flags = [
        from_start == 1,
        from_start in (2, 3),
        from_end == 1,
        from_end in (2, 3),
        *(_pay_day(day, nominal, works) for nominal in pay_days),
        weekday < 5 and not open_day,
        weekday >= 5 and open_day,
        open_day and gap_before > (3 if weekday == 0 else 1),
        open_day and gap_after > (3 if weekday == 4 else 1),
    ]
    return DayTraits(
        kind,
        tuple(float(flag) for flag in flags),
        month_place=(before + 0.5 * open_day) if before <= after else -(after + 0.5 * open_day),
        paid=tuple(_days_since_pay(day, nominal, works) for nominal in pay_days),
        off_before=gap_before - 1 if open_day else 0,
        off_after=gap_after - 1 if open_day else 0,
        since_break=_from_break(day, works, -1),
        until_break=_from_break(day, works, 1),
        made_up=weekday >= 5 and open_day,
        holiday=weekday < 5 and not open_day,
    )


def _gap(day: date, works: Callable[[date], bool], step: int) -> int:
    """Days to the next working day in that direction."""
    distance = 1
    while distance < REACH and not works(day + timedelta(step * distance)):
        distance += 1
    return distance


def _from_break(day: date, works: Callable[[date], bool], step: int) -> int:
    """Working days to a run of LONG or more days off in that direction, this day counted; 9 beyond three of them."""
    met = 0
    other = day
    while met <= 3:
        if works(other):
            met += 1
            if _gap(other, works, step) > LONG:
                return met if met <= 3 else 9
        elif other == day and _gap(other, works, step) + _gap(other, works, -step) > LONG:
            return 0  # within the run itself
        gap = _gap(other, works, step)
        if gap >= REACH:
            break
        other += timedelta(step * gap)
    return 9


def _pay_day(day: date, nominal: int, works: Callable[[date], bool]) -> bool:
    """Whether wages due on the nominal day of the month come in on this day (the next working day)."""
    due = day.replace(day=min(nominal, monthrange(day.year, day.month)[1]))
    if due > day:
        return False
    return due == day or (works(day) and not any(works(due + timedelta(n)) for n in range((day - due).days)))


def _days_since_pay(day: date, nominal: int, works: Callable[[date], bool]) -> int:
    """Working days since the wages of the nominal day came in: 0, 1, 2; 9 where it is longer ago or to come."""
    since, other = 0, day
    for _step in range(9):
        if _pay_day(other, nominal, works):
            return since
        other -= timedelta(1)
        since += works(other + timedelta(1))
        if since > 2:
            break
    return 9
