"""The planner: the cheapest start that breaks no rule, found by trying every quarter-hour of the window.

Enumeration is exact for one meeting at a time: every start is tried, the rules throw out what may not be, the rest is
priced in customer-minutes of waiting, and ties go to less overtime, more optional people and the wished time. Wishes
are placed in order, each seeing those before it. A wish that may be split is also tried as two batches.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

import msgspec

from .floor import Floor, build_floor, quarters
from .people import who_comes
from .pricing import Pricer, Situation
from .problem import (
    QUARTER_MINUTES,
    Alternative,
    Answer,
    Block,
    Plan,
    Problem,
    Sitting,
    Taken,
    Wish,
    Wished,
)
from .rules import FLOOR_RULES, SLOT_RULES, Slot, customer_area_off_peak, not_at_peak

ALTERNATIVES = 3
APART_MINUTES = 30
"""Alternatives begin at least this far from the chosen start and from each other."""
REASONS = 6
WORTH_SPLITTING_MINUTES = 1.0
"""Two batches are chosen only if they save more than this."""


@dataclass(frozen=True)
class Start:
    """A start that was tried: its floor, what it costs, and every rule it breaks (peak rules apart)."""

    slot: Slot
    situation: Situation
    price_minutes: float
    blocks: tuple[Block, ...]
    peaks: tuple[Block, ...]
    optional: int

    def rank(self) -> tuple:
        """Order of preference: price, overtime, more optional people, near the wished minute, early."""
        wish = self.slot.wish
        day = self.slot.floor.day
        wished = wish.wished_minute if wish.wished_minute is not None else self.slot.start_minute
        other_day = wish.wished_day is not None and wish.wished_day != day.day
        return (
            round(self.price_minutes, 1),
            overtime_minutes(self.slot),
            -self.optional,
            other_day,
            abs(self.slot.start_minute - wished),
            day.day,
            self.slot.start_minute,
        )


@dataclass
class Desk:
    """One planning run: the problem, what it has placed so far, and the waits it has already computed."""

    problem: Problem
    placed: list[Taken] = field(default_factory=list)
    _known: dict[date, dict] = field(default_factory=dict)

    def pricer(self, day: date, extra: tuple[Taken, ...] = ()) -> Pricer:
        """A pricer of the day with everything placed so far and `extra`; waits are shared between them."""
        floor = build_floor(self.problem, day, (*self.placed, *extra))
        return Pricer(floor, self._known.setdefault(day, {}))


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
        starts.extend(_starts(desk.problem, wish, pricers[day]))
    allowed, all_peak = _allowed(starts)
    whole = [_sitting(pricers[one.slot.floor.day.day], one) for one in allowed[:1]]
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
        return _split(desk, wish, days, answer)
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
    return _sitting(pricer, start, batch, batches), (*start.blocks, *start.peaks)


def try_start(
    problem: Problem, wish: Wish, pricer: Pricer, start_minute: int, only: frozenset[int] | None = None
) -> Start:
    """Try one start: who comes, which rules it breaks, what it costs. `only` restricts to one batch of people."""
    floor = pricer.floor
    end = start_minute + wish.minutes
    group = who_comes(problem, floor, wish, start_minute, end, only)
    slot = Slot(problem, floor, wish, start_minute, end, group.required, group.lacking)
    blocks = [block for rule in SLOT_RULES if (block := rule(slot)) is not None]
    attending = tuple(sorted({*group.required, *group.optional}))
    situation = pricer.take_off(attending, start_minute, end)
    if not blocks:
        situation = pricer.backfill(situation)
    peaks = [not_at_peak(pricer, situation), customer_area_off_peak(pricer, wish, situation)]
    blocks.extend(block for rule in FLOOR_RULES if (block := rule(pricer, situation)) is not None)
    return Start(
        slot=slot,
        situation=situation,
        price_minutes=pricer.price(situation.counts),
        blocks=tuple(blocks),
        peaks=tuple(one for one in peaks if one is not None),
        optional=len(group.optional),
    )


def overtime_minutes(slot: Slot) -> int:
    """Person-minutes outside the shifts of those who must come."""
    stretch = quarters(slot.start_minute, slot.end_minute)
    return int((~slot.floor.at_work[list(slot.required), stretch]).sum()) * QUARTER_MINUTES


def _days(problem: Problem, wish: Wish) -> list[tuple[date, ...]]:
    days = tuple(one.day for one in problem.days if wish.first_day <= one.day <= wish.last_day)
    if not wish.each_day:
        return [days]
    held = {one.sitting.day for one in problem.taken if one.meeting == wish.subject}
    return [
        (one.day,) for one in problem.days if one.day in days and one.day not in held and one.open_minute is not None
    ]


def _starts(problem: Problem, wish: Wish, pricer: Pricer, only: frozenset[int] | None = None) -> list[Start]:
    first = -(-wish.earliest_minute // QUARTER_MINUTES) * QUARTER_MINUTES
    minutes = set(range(first, wish.latest_minute - wish.minutes + 1, QUARTER_MINUTES))
    if wish.wished_minute is not None and wish.wished_day in (None, pricer.floor.day.day):
        minutes.add(wish.wished_minute)
    return [try_start(problem, wish, pricer, start, only) for start in sorted(minutes)]


def _allowed(starts: list[Start]) -> tuple[list[Start], bool]:
    """Starts that break no rule, best first; those at a peak only if there is no other (then True)."""
    clean = [one for one in starts if not one.blocks]
    calm = [one for one in clean if not one.peaks]
    return sorted(calm or clean, key=Start.rank), bool(clean) and not calm


def _sitting(pricer: Pricer, start: Start, batch: int = 1, batches: int = 1) -> Sitting:
    price, low, high = _range(pricer, start)
    return Sitting(
        day=start.slot.floor.day.day,
        start_minute=start.slot.start_minute,
        end_minute=start.slot.end_minute,
        people=tuple(start.slot.floor.people[n].subject for n in start.situation.attending),
        room=start.slot.wish.room,
        batch=batch,
        batches=batches,
        price_minutes=price,
        low_minutes=low,
        high_minutes=high,
        overtime_minutes=overtime_minutes(start.slot),
        at_peak=bool(start.peaks),
        covers=start.situation.covers,
    )


def _range(pricer: Pricer, start: Start) -> tuple[float, float, float]:
    """Price with its range, from the lower and upper edge of the forecast band; ordered low, price, high."""
    price = start.price_minutes
    ends = [pricer.price(start.situation.counts, band) for band in ("low", "high")]
    return round(price, 1), round(min(*ends, price), 1), round(max(*ends, price), 1)


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
        price, low, high = _range(pricers[one.slot.floor.day.day], one)
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


def _split(desk: Desk, wish: Wish, days: tuple[date, ...], whole: Answer) -> Answer:
    """Two batches on one day if that is cheaper than `whole` (or `whole` cannot be); else `whole`."""
    best: tuple[float, tuple[Sitting, Sitting]] | None = None
    for day in days:
        for pair in _batches(desk, wish, day):
            price = sum(one.price_minutes for one in pair)
            if best is None or price < best[0]:
                best = (price, pair)
    if best is None:
        return whole
    at_peak = any(one.at_peak for one in best[1])
    off_the_peak = whole.all_peak and not at_peak
    cheaper = not at_peak and best[0] < (whole.whole_price_minutes or 0.0) - WORTH_SPLITTING_MINUTES
    if whole.sittings and not off_the_peak and not cheaper:
        return whole
    saved = None if whole.whole_price_minutes is None else round(whole.whole_price_minutes - best[0], 1)
    return msgspec.structs.replace(
        whole, sittings=best[1], split=True, saved_minutes=saved, blocks=(), all_peak=at_peak
    )


def _batches(desk: Desk, wish: Wish, day: date) -> list[tuple[Sitting, Sitting]]:
    pricer = desk.pricer(day)
    halves = _halves(pricer.floor, desk.problem, wish)
    pairs = []
    for one, other in (halves, halves[::-1]):
        first = _best(desk, wish, pricer, one, 1)
        if first is None:
            continue
        second_pricer = desk.pricer(day, (Taken(meeting=wish.subject, title=wish.title, sitting=first),))
        second = _best(desk, wish, second_pricer, other, 2)
        if second is not None:
            pairs.append((first, second))
    return pairs


def _best(desk: Desk, wish: Wish, pricer: Pricer, only: frozenset[int], batch: int) -> Sitting | None:
    if not only:
        return None
    allowed, _all_peak = _allowed(_starts(desk.problem, wish, pricer, only))
    return _sitting(pricer, allowed[0], batch, 2) if allowed else None


def _halves(floor: Floor, problem: Problem, wish: Wish) -> tuple[frozenset[int], frozenset[int]]:
    """Those who may come, dealt out in turn by post and role, so that each post keeps half its people."""
    shift = [n for n in range(len(problem.people)) if floor.at_work[n].any() and not floor.leave[n].all()]

    def place_of(number: int) -> tuple:
        person = problem.people[number]
        posts = floor.post[number][floor.post[number] >= 0]
        common = int(posts[len(posts) // 2]) if len(posts) else -1
        return (not person.lobby_manager, not person.authoriser, common, person.role, person.subject)

    wanted = who_comes(problem, floor, wish, None, None, None)
    dealt = sorted({*wanted.required, *wanted.optional} & set(shift), key=place_of)
    return frozenset(dealt[0::2]), frozenset(dealt[1::2])
