"""The planner: the cheapest start that breaks no rule, found by trying every quarter-hour of the window.

Enumeration is exact for one meeting at a time: every start is tried, the rules throw out what may not be, the rest is
priced in customer-minutes of waiting, and ties go to less overtime, more optional people and the wished time. Wishes
are placed in order, each seeing those before it. A wish that may be split is also tried as two batches.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

import msgspec

from .batches import WORTH_SPLITTING_MINUTES, split
from .pricing import Pricer
from .problem import Alternative, Answer, Block, Plan, Problem, Sitting, Taken, Wish, Wished
from .starts import Desk, Start, allowed_of, price_range, sitting_of, starts_of, try_start

ALTERNATIVES = 3
APART_MINUTES = 30
"""Alternatives begin at least this far from the chosen start and from each other."""
REASONS = 6


def plan(problem: Problem) -> Plan:
    """Place every wish in order. Never raises for an impossible wish: its answer has no sitting and says why."""
    desk = Desk(problem)
    answers: list[Answer] = []
    for wish in problem.wishes:
        for days in _days(problem, wish):
            answer = place(desk, wish, days)
            desk.placed.extend(Taken(meeting=wish.subject, title=wish.title, sitting=one) for one in answer.sittings)
            answers.append(answer)
    return Plan(answers=tuple(answers))


def place(desk: Desk, wish: Wish, days: tuple[date, ...]) -> Answer:
    """The cheapest allowed sitting of one wish within `days`, with price, range, alternatives and reasons."""
    starts: list[Start] = []
    pricers: dict[date, Pricer] = {}
    for day in days:
        pricers[day] = desk.pricer(day)
        starts.extend(starts_of(desk.problem, wish, pricers[day]))
    allowed, all_peak = allowed_of(starts)
    whole = [sitting_of(pricers[one.slot.floor.day.day], one) for one in allowed[:1]]
    answer = Answer(
        meeting=wish.subject,
        title=wish.title,
        sittings=tuple(whole),
        alternatives=_alternatives(allowed, pricers),
        wished=_wished(wish, starts, allowed),
        all_peak=all_peak,
        whole_price_minutes=whole[0].price_minutes if whole else None,
        blocks=() if whole else _tally(starts),
        starts_tried=len(starts),
    )
    if wish.may_split and (not whole or all_peak or whole[0].price_minutes > WORTH_SPLITTING_MINUTES):
        return split(desk, wish, days, answer)
    return answer


def place_at(
    desk: Desk,
    wish: Wish,
    day: date,
    start_minute: int,
    *,
    batch: int = 1,
    batches: int = 1,
    only: tuple[str, ...] | None = None,
) -> tuple[Sitting, tuple[Block, ...]]:
    """One start chosen by a person: the sitting with its price, and every rule it breaks (peaks included)."""
    pricer = desk.pricer(day)
    members = (
        None
        if only is None
        else frozenset(pricer.floor.person_number[p] for p in only if p in pricer.floor.person_number)
    )
    start = try_start(desk.problem, wish, pricer, start_minute, members)
    return sitting_of(pricer, start, batch, batches), (*start.blocks, *start.peaks)


def _days(problem: Problem, wish: Wish) -> list[tuple[date, ...]]:
    days = tuple(one.day for one in problem.days if wish.first_day <= one.day <= wish.last_day)
    if not wish.each_day:
        return [days]
    held = {one.sitting.day for one in problem.taken if one.meeting == wish.subject}
    return [
        (one.day,) for one in problem.days if one.day in days and one.day not in held and one.open_minute is not None
    ]


def _alternatives(allowed: list[Start], pricers: dict[date, Pricer]) -> tuple[Alternative, ...]:
    kept: list[Start] = allowed[:1]
    for one in allowed[1:]:
        if len(kept) > ALTERNATIVES:
            break
        if all(
            one.slot.floor.day.day != other.slot.floor.day.day
            or abs(one.slot.start_minute - other.slot.start_minute) >= APART_MINUTES
            for other in kept
        ):
            kept.append(one)
    found = []
    for one in kept[1:]:
        price, low, high = price_range(pricers[one.slot.floor.day.day], one)
        found.append(
            Alternative(
                day=one.slot.floor.day.day,
                start_minute=one.slot.start_minute,
                end_minute=one.slot.end_minute,
                price_minutes=price,
                low_minutes=low,
                high_minutes=high,
            )
        )
    return tuple(found)


def _wished(wish: Wish, starts: list[Start], allowed: list[Start]) -> Wished | None:
    if wish.wished_minute is None:
        return None
    day = wish.wished_day or (allowed[0].slot.floor.day.day if allowed else wish.first_day)
    for one in starts:
        if one.slot.floor.day.day == day and one.slot.start_minute == wish.wished_minute:
            return Wished(
                day=day,
                start_minute=one.slot.start_minute,
                price_minutes=round(one.price_minutes, 1),
                blocks=(*one.blocks, *(() if one in allowed else one.peaks)),
            )
    return Wished(
        day=day,
        start_minute=wish.wished_minute,
        price_minutes=0.0,
        blocks=(Block(rule="within_window", about=day.isoformat(), minute=wish.wished_minute),),
    )


def _tally(starts: list[Start]) -> tuple[Block, ...]:
    """The reasons why nothing fits, the most frequent first, each once."""
    counted: Counter[Block] = Counter()
    for one in starts:
        counted.update({msgspec.structs.replace(block, minute=0) for block in one.blocks})
    return tuple(block for block, _times in counted.most_common(REASONS))
