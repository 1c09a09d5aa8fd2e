"""What the calendar says of a day: the kind of day, its place in the month, holidays around it, pay and pension days.

Read for many days at once, since a forecast asks about a year of days and each day about its neighbours.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

PAY_DAYS = (10, 15, 25)  # until the branch says on which days wages or pensions come in
REACH = 16  # days to either side within which the next working day is looked for
LONG = 3  # days off in a row that are more than a weekend
MARGIN = 40  # days beyond the first and the last day that are asked about


@dataclass(frozen=True, slots=True)
class DayTraits:
    """What the calendar says of a day: `kind` 0..6 (5, 6 also for weekdays off), and 0/1 features.

    month_place: working days from the nearer end of the month, positive from its beginning (0.5 on the first working
    day), negative towards its end (-0.5 on the last); whole numbers on days off. paid: how many working days ago each
    pay day was (0 on the day itself, 9 where it is longer ago), in order of the pay days; pensioned: the same of the
    days on which pensions come in. off_before, off_after: days off in a row next to a working day. since_break,
    until_break: working days since and until a run of LONG or more days off (1 right beside it, 9 farther). made_up: a
    weekend day that is worked; holiday: a weekday off.
    """

    kind: int
    features: tuple[float, ...]
    month_place: float = 0.0
    paid: tuple[int, ...] = ()
    pensioned: tuple[int, ...] = ()
    off_before: int = 0
    off_after: int = 0
    since_break: int = 9
    until_break: int = 9
    made_up: bool = False
    holiday: bool = False


def traits(
    day: date,
    working: Callable[[date], bool],
    pay_days: Sequence[int] = PAY_DAYS,
    pension_days: Sequence[int] = (),
) -> DayTraits:
    """Traits of a day; `working(day)` says whether it is a working day of the calendar in force.

    A weekend day made a working day counts as a Friday, a weekday off as a Sunday, each with a feature that learns
    how it differs. `pay_days`, `pension_days`: days of the month on which wages and pensions come in.
    """
    return traits_of((day,), working, pay_days, pension_days)[0]


def traits_of(
    days: Iterable[date],
    working: Callable[[date], bool],
    pay_days: Sequence[int] = PAY_DAYS,
    pension_days: Sequence[int] = (),
) -> tuple[DayTraits, ...]:
    """Traits of many days, each day of the calendar between them asked about once."""
    wanted = tuple(days)
    if not wanted:
        return ()
    span = _Span(min(wanted), max(wanted), working)
    paid, pensioned = ([span.paid(nominal) for nominal in line] for line in (pay_days, pension_days))
    return tuple(_traits(day, span, paid, pensioned) for day in wanted)


class _Span:
    """Working days from some weeks before the first day to some after the last, by position."""

    def __init__(self, first: date, last: date, working: Callable[[date], bool]) -> None:
        self.start = first.replace(day=1) - timedelta(MARGIN)
        self.days = [self.start + timedelta(n) for n in range((last - self.start).days + MARGIN + 32)]
        self.works = [bool(working(day)) for day in self.days]
        self.since = self._distances(range(len(self.days)))
        self.until = self._distances(reversed(range(len(self.days))))
        self.counts = [0]  # working days before each position
        for works in self.works:
            self.counts.append(self.counts[-1] + works)

    def _distances(self, order: Iterable[int]) -> list[int]:
        """Days to the next working day against that order, REACH at most."""
        made = [REACH] * len(self.days)
        met = REACH
        for at in order:
            made[at] = met
            met = 1 if self.works[at] else min(met + 1, REACH)
        return made

    def at(self, day: date) -> int:
        """Position of a day."""
        return (day - self.start).days

    def working(self, first: int, stop: int) -> int:
        """Working days from one position up to another."""
        return self.counts[stop] - self.counts[first]

    def from_break(self, at: int, gaps: list[int], step: int) -> int:
        """Working days to a run of LONG or more days off in that direction, this day counted; 9 beyond three of them,
        0 within the run.
        """
        if not self.works[at] and self.since[at] + self.until[at] > LONG:
            return 0
        met = 0
        while met <= 3 and MARGIN // 2 < at < len(self.days) - MARGIN // 2:
            if self.works[at]:
                met += 1
                if gaps[at] > LONG:
                    return met if met <= 3 else 9
            if gaps[at] >= REACH:
                break
            at += step * gaps[at]
        return 9

    def paid(self, nominal: int) -> list[int]:
        """By position, working days since the wages due on a day of the month came in: 0, 1, 2, and 9 beyond. What is
        due on a day off comes in on that day, and counts on the next working day again.
        """
        made = [9] * len(self.days)
        for at, day in enumerate(self.days):
            if day.day != min(nominal, monthrange(day.year, day.month)[1]):
                continue
            made[at] = 0
            since, other = 0, at + 1
            if not self.works[at]:
                while other < len(made) and not self.works[other] and other - at < REACH:
                    made[other] = min(made[other], 1)
                    other += 1
                if other < len(made):
                    made[other] = 0
                    other += 1
            while other < len(made) and other - at < REACH:
                since += self.works[other]
                if since > 2:
                    break
                made[other] = min(made[other], max(since, 1))
                other += 1
        return made


def _traits(day: date, span: _Span, paid: list[list[int]], pensioned: list[list[int]]) -> DayTraits:
    at = span.at(day)
    weekday, open_day = day.weekday(), span.works[at]
    kind = min(weekday, 4) if open_day else weekday if weekday >= 5 else 6
    first = at - day.day + 1
    before = span.working(first, at)  # working days of the month before this day
    after = span.working(at + 1, first + monthrange(day.year, day.month)[1])
    from_start, from_end = (before + 1, after + 1) if open_day else (0, 0)
    gap_before, gap_after = span.since[at], span.until[at]
    flags = [
        from_start == 1,
        from_start in (2, 3),
        from_end == 1,
        from_end in (2, 3),
        *(line[at] == 0 for line in (*paid, *pensioned)),
        weekday < 5 and not open_day,
        weekday >= 5 and open_day,
        open_day and gap_before > (3 if weekday == 0 else 1),
        open_day and gap_after > (3 if weekday == 4 else 1),
    ]
    return DayTraits(
        kind,
        tuple(float(flag) for flag in flags),
        month_place=(before + 0.5 * open_day) if before <= after else -(after + 0.5 * open_day),
        paid=tuple(line[at] for line in paid),
        pensioned=tuple(line[at] for line in pensioned),
        off_before=gap_before - 1 if open_day else 0,
        off_after=gap_after - 1 if open_day else 0,
        since_break=span.from_break(at, span.since, -1),
        until_break=span.from_break(at, span.until, 1),
        made_up=weekday >= 5 and open_day,
        holiday=weekday < 5 and not open_day,
    )
