"""Every start of every part at which it breaks no rule by itself, with its price: what the planner chooses from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..pricing.backfill import Filled, Stretch
from ..pricing.openings import Opening, Openings
from ..pricing.pricer import Pricer
from ..problem.model import QUARTER_MINUTES, Problem, Wish
from .items import Part

OTHER_DAY = 40
"""What another day than the wished one costs in preference, in quarter-hours away from the wished minute."""
OPTIONAL = 2
"""What an optional person who cannot come costs in preference."""


@dataclass(slots=True)
class Column:
    """One start of one part. `people` are those required (numbers, and as bits in `mask`), `first` to `last` its
    quarter-hours, `away` what it costs in preferences, `moved` whether a published sitting would be moved."""

    number: int
    part: int
    day: date
    at: int  # first quarter-hour, counted through all days
    until: int  # quarter-hour after the last
    start_minute: int
    end_minute: int
    people: tuple[int, ...]
    mask: int
    price_minutes: float
    filled: Filled
    at_peak: bool
    away: int
    moved: bool


def columns_of(
    problem: Problem,
    part: Part,
    day: date,
    pricer: Pricer,
    openings: Openings,
    stands: frozenset[tuple[date, int]],
    number: int,
) -> list[Column]:
    """Columns of a part on one day, numbered from `number`. `stands`: where its meeting is published now."""
    base = next(n for n, one in enumerate(problem.days) if one.day == day) * 96
    found: list[Column] = []
    optional = 0
    openings_here = openings.of(part.wish, None if part.only is None else part.only[day])
    if openings_here:
        optional = max(one.optional for one in openings_here)
    for one in openings_here:
        filled = pricer.filled(one.required, one.start_minute, one.end_minute)
        if filled.shortage or (part.wish.customer_area and in_a_peak(pricer, one.start_minute, one.end_minute)):
            continue
        mask = 0
        for person in one.required:
            mask |= 1 << person
        found.append(
            Column(
                number=number + len(found),
                part=part.number,
                day=day,
                at=base + one.first,
                until=base + one.last,
                start_minute=one.start_minute,
                end_minute=one.end_minute,
                people=one.required,
                mask=mask,
                price_minutes=max(0.0, filled.price_minutes),
                filled=filled,
                at_peak=at_peak(pricer, filled, one.start_minute, one.end_minute),
                away=preference(part.wish, day, one, optional),
                moved=bool(stands) and (day, one.start_minute) not in stands,
            )
        )
    return found


def preference(wish: Wish, day: date, one: Opening, optional: int) -> int:
    """How far a start is from what is liked, in quarter-hours: from the wished minute and day, for each optional person
    who cannot come, for each quarter-hour of overtime of one person."""
    away = OPTIONAL * (optional - one.optional) + one.overtime_quarters
    if wish.wished_minute is not None:
        away += -(-abs(one.start_minute - wish.wished_minute) // QUARTER_MINUTES)
    if wish.wished_day is not None and wish.wished_day != day:
        away += OTHER_DAY
    return away


def at_peak(pricer: Pricer, filled: Filled, start_minute: int, end_minute: int) -> bool:
    """Whether a class has fewer people at its peak because of the meeting: see `rules.not_at_peak`."""
    stretch = pricer.stretch(start_minute, end_minute)
    if stretch.start >= stretch.stop:
        return False
    return fewer_at_peak(pricer, pricer.stand_ins.stretch(stretch.start, stretch.stop), filled)


def fewer_at_peak(pricer: Pricer, view: Stretch, filled: Filled) -> bool:
    """Whether a class has fewer people at its peak than the stretch had before it was filled."""
    return any(
        sum(filled.counts[post][quarter - view.start] for post in posts)
        < sum(view.counts[post][quarter - view.start] for post in posts)
        for posts, first, last in pricer.peaks
        for quarter in range(max(first, view.start), min(last, view.stop))
    )


def in_a_peak(pricer: Pricer, start_minute: int, end_minute: int) -> bool:
    """Whether a stretch touches the peak of any class."""
    return any(one.start_minute < end_minute and start_minute < one.end_minute for one in pricer.floor.day.peaks)
