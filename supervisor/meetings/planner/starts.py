"""One start of a meeting tried out: who comes, which rules it breaks, what it costs, and which start is preferred."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ..pricing.choice import Choice
from ..pricing.floor import Floor, build_floor, quarters
from ..pricing.openings import Openings, starts_in
from ..pricing.people import Group, Share, missed_by, who_comes
from ..pricing.pricer import Pricer, Situation
from ..problem.model import QUARTER_MINUTES, Block, Problem, Sitting, Taken, Wish
from .items import fixed_of
from .rules import FLOOR_RULES, PEOPLE_RULES, SLOT_RULES, Slot, customer_area_off_peak, not_at_peak


@dataclass(frozen=True)
class Start:
    """A start that was tried: its floor, what it costs, and every rule it breaks (peak rules apart)."""

    slot: Slot
    situation: Situation
    price_minutes: float
    blocks: tuple[Block, ...]
    peaks: tuple[Block, ...]
    may_join: tuple[int, ...]
    missed: tuple[int, ...] = ()

    @property
    def optional(self) -> int:
        """How many optional people come."""
        return len(set(self.situation.attending) - set(self.slot.required))

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
    _base: dict[date, Pricer] = field(default_factory=dict)
    _openings: dict[date, Openings] = field(default_factory=dict)

    def pricer(self, day: date, extra: tuple[Taken, ...] = ()) -> Pricer:
        """A pricer of the day with what stands, everything placed so far and `extra`; waits are shared between them."""
        fixed = fixed_of(self.problem)[len(self.problem.taken) :]
        floor = build_floor(self.problem, day, (*fixed, *self.placed, *extra))
        return Pricer(floor, self._known.setdefault(day, {}))

    def over(self, day: date, taken: tuple[Taken, ...]) -> Pricer:
        """A pricer of the day with exactly these sittings on it."""
        return Pricer(build_floor(self.problem, day, taken, alone=True), self._known.setdefault(day, {}))

    def base(self, day: date) -> Pricer:
        """The pricer of the day with nothing but what stands, made once."""
        found = self._base.get(day)
        if found is None:
            floor = build_floor(self.problem, day, fixed_of(self.problem)[len(self.problem.taken) :])
            found = self._base[day] = Pricer(floor, self._known.setdefault(day, {}))
        return found

    def openings(self, day: date) -> Openings:
        """The starts of the day with nothing but what stands, made once."""
        found = self._openings.get(day)
        if found is None:
            found = self._openings[day] = Openings(self.problem, self.base(day).floor)
        return found


def try_start(
    problem: Problem,
    wish: Wish,
    pricer: Pricer,
    start_minute: int,
    only: frozenset[int] | None = None,
    share: Share | None = None,
) -> Start:
    """Try one start: who comes, which rules it breaks, what it costs. `only` restricts to one batch of people, `share`
    says which of how many."""
    floor = pricer.floor
    end = start_minute + wish.minutes
    group = who_comes(problem, floor, wish, start_minute, end, only, share)
    required = chosen_of(problem, wish, pricer, group, start_minute)
    slot = Slot(problem, floor, wish, start_minute, end, required, group.lacking, group.away)
    blocks = [block for rule in SLOT_RULES if (block := rule(slot)) is not None]
    situation = pricer.take_off(required, start_minute, end)
    if not PEOPLE_RULES.intersection(block.rule for block in blocks):  # else it is not known who would come
        situation = pricer.join(pricer.backfill(situation), group.optional, problem.seats_of(wish))
    peaks = [not_at_peak(pricer, situation)]
    blocks.extend(block for rule in FLOOR_RULES if (block := rule(pricer, situation)) is not None)
    area = customer_area_off_peak(pricer, wish, situation)
    blocks.extend([area] if area is not None else [])
    return Start(
        slot=slot,
        situation=situation,
        price_minutes=pricer.price(situation),
        blocks=tuple(blocks),
        peaks=tuple(one for one in peaks if one is not None),
        may_join=group.optional,
        missed=missed_by(floor, wish, situation.attending, only),
    )


def chosen_of(problem: Problem, wish: Wish, pricer: Pricer, group: Group, start_minute: int) -> tuple[int, ...]:
    """Who comes to a start: those who must, and of the pools those whose leaving costs least."""
    if not group.pools:
        return group.required
    end, seats = start_minute + wish.minutes, problem.seats_of(wish)
    for most in dict.fromkeys((seats, 0)):  # where the seats are too few the rule about them says so
        picks = Choice(pricer, group.required, group.pools, start_minute, end, seats=most).picks()
        if picks:
            return picks[0].people
    return group.required


def overtime_minutes(slot: Slot) -> int:
    """Person-minutes outside the shifts of those who must come."""
    return overtime_of(slot.floor, slot.required, slot.start_minute, slot.end_minute)


def overtime_of(floor: Floor, people: tuple[int, ...], start_minute: int, end_minute: int) -> int:
    """Person-minutes of a meeting outside the shifts of these people."""
    return int((~floor.at_work[list(people), quarters(start_minute, end_minute)]).sum()) * QUARTER_MINUTES


def starts_of(problem: Problem, wish: Wish, pricer: Pricer, only: frozenset[int] | None = None) -> list[Start]:
    """Every quarter-hour of the wish's window on the pricer's day, and the wished minute, tried."""
    return [try_start(problem, wish, pricer, start, only) for start in starts_in(wish, pricer.floor.day.day)]


def sitting_of(pricer: Pricer, start: Start, batch: int = 1, batches: int = 1) -> Sitting:
    """The sitting that a start would be."""
    price, low, high = price_range(pricer, start)
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
        missed=tuple(start.slot.floor.people[n].subject for n in start.missed),
    )


def price_range(pricer: Pricer, start: Start) -> tuple[float, float, float]:
    """Price with its range, from the lower and upper edge of the forecast band; ordered low, price, high."""
    price = start.price_minutes
    ends = [pricer.price(start.situation, band) for band in ("low", "high")]
    return round(price, 1), round(min(*ends, price), 1), round(max(*ends, price), 1)
