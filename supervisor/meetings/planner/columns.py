"""Every start of every part at which it breaks no rule by itself, with its price: what the planner chooses from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..pricing.backfill import Filled
from ..pricing.choice import Choice
from ..pricing.openings import Opening, Openings
from ..pricing.peaks import at_peak
from ..pricing.people import Pool
from ..pricing.pricer import Pricer
from ..problem.model import QUARTER_MINUTES, Problem, Wish
from .items import Part

OTHER_DAY = 40
"""What another day than the wished one costs in preference, in quarter-hours away from the wished minute."""
OPTIONAL = 2
"""What an optional person who cannot come costs in preference."""


@dataclass(slots=True)
class Column:
    """One start of one part. `people` are those who come if it is held alone, `mask` (bits) those who come in any case;
    of `pools` others may come beside other meetings (`settling.py` decides). `at` to `until` its quarter-hours, `away`
    what it costs in preferences, `moved` whether a published sitting would be moved, `missed` how many of those asked
    for are not at work then, `seats` of its room (0: any number), `quiet`: each queue is served as without it."""

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
    missed: int = 0
    pools: tuple[Pool, ...] = ()
    seats: int = 0
    quiet: bool = False


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
    openings_here = openings.of(part.wish, part.of(day), (part.batch, part.batches))
    if openings_here:
        optional = max(one.optional for one in openings_here)
    seats = problem.seats_of(part.wish)
    for one in openings_here:
        if part.wish.customer_area and in_a_peak(pricer, one.start_minute, one.end_minute):
            continue
        people, filled, overtime = one.required, None, one.overtime_quarters
        if one.pools:
            picks = Choice(pricer, people, one.pools, one.start_minute, one.end_minute, seats=seats).picks()
            if picks:
                people, filled, overtime = picks[0].people, picks[0].filled, picks[0].overtime_quarters
        else:
            filled = pricer.filled(people, one.start_minute, one.end_minute)
        if filled is None or filled.shortage:
            continue
        found.append(
            Column(
                number=number + len(found),
                part=part.number,
                day=day,
                at=base + one.first,
                until=base + one.last,
                start_minute=one.start_minute,
                end_minute=one.end_minute,
                people=people,
                mask=bits_of(one.required),
                price_minutes=max(0.0, filled.price_minutes),
                filled=filled,
                at_peak=at_peak(pricer, filled, one.start_minute, one.end_minute),
                away=preference(part.wish, day, one, optional) + overtime,
                moved=bool(stands) and (day, one.start_minute) not in stands,
                missed=one.missed,
                pools=one.pools,
                seats=seats,
                quiet=pricer.serves_as_before(filled, one.start_minute, one.end_minute),
            )
        )
    return found


def bits_of(people: Iterable[int]) -> int:
    """Numbers as bits."""
    mask = 0
    for person in people:
        mask |= 1 << person
    return mask


def preference(wish: Wish, day: date, one: Opening, optional: int) -> int:
    """How far a start is from what is liked, in quarter-hours: from the wished minute and day, for each optional person
    who cannot come (overtime, a quarter-hour of one person, is added)."""
    away = OPTIONAL * (optional - one.optional)
    if wish.wished_minute is not None:
        away += -(-abs(one.start_minute - wish.wished_minute) // QUARTER_MINUTES)
    if wish.wished_day is not None and wish.wished_day != day:
        away += OTHER_DAY
    return away


def in_a_peak(pricer: Pricer, start_minute: int, end_minute: int) -> bool:
    """Whether a stretch touches the peak of any class."""
    return any(one.start_minute < end_minute and start_minute < one.end_minute for one in pricer.floor.day.peaks)
