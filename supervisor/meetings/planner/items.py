"""What is to be placed: wishes taken apart into placings, ways to hold them, and the sittings of each way.

A wish has an item for each placing (each window, or each day); an item can be held whole or in batches (a mode); a mode
has one part for each batch, and a part is one sitting that needs a start.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ..pricing.people import matches, named
from ..pricing.pricer import Pricer
from ..problem.model import Problem, Taken, Wish

People = frozenset[int]


@dataclass(frozen=True)
class Part:
    """One sitting to place. `only`: the people of its batch on each day it may be on; None: whoever the wish asks."""

    number: int
    item: int
    mode: int
    wish: Wish
    days: tuple[date, ...]
    batch: int = 1
    batches: int = 1
    only: dict[date, People] | None = None

    def of(self, day: date) -> People | None:
        """The people of its batch on a day; None: whoever the wish asks."""
        return None if self.only is None else self.only[day]


@dataclass(frozen=True)
class Mode:
    """A way to hold an item: all of its parts are held, or none."""

    number: int
    item: int
    parts: tuple[int, ...]
    batches: int = 1


@dataclass
class Item:
    """One placing of a wish on one of `days`."""

    number: int
    wish: Wish
    place: int  # which placing of the wish it is, from 0
    days: tuple[date, ...]
    modes: list[int] = field(default_factory=list)


@dataclass
class Agenda:
    """All items of a problem with their modes and parts, and which parts must end before which begin."""

    items: list[Item] = field(default_factory=list)
    modes: list[Mode] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    order: list[tuple[int, int]] = field(default_factory=list)  # items: the first ends before the second begins

    def add_mode(self, item: Item, batches: list[tuple[tuple[date, ...], dict[date, People] | None]]) -> Mode:
        """A way to hold an item with one part for each batch."""
        number = len(self.modes)
        parts = []
        for batch, (days, only) in enumerate(batches, 1):
            parts.append(len(self.parts))
            self.parts.append(
                Part(
                    number=len(self.parts),
                    item=item.number,
                    mode=number,
                    wish=item.wish,
                    days=days,
                    batch=batch,
                    batches=len(batches),
                    only=only,
                )
            )
        mode = Mode(number=number, item=item.number, parts=tuple(parts), batches=len(batches))
        self.modes.append(mode)
        item.modes.append(number)
        return mode


def agenda_of(problem: Problem) -> Agenda:
    """The items of a problem, each with the mode "whole"; batches are added by `batches.add_batches`."""
    agenda = Agenda()
    placings: dict[str, list[int]] = {}
    for wish in problem.wishes:
        for place, days in enumerate(placings_of(problem, wish)):
            item = Item(number=len(agenda.items), wish=wish, place=place, days=days)
            agenda.items.append(item)
            agenda.add_mode(item, [(days, None)])
            placings.setdefault(wish.subject, []).append(item.number)
    for wish in problem.wishes:
        for earlier in dict.fromkeys(wish.after):
            before, after = placings.get(earlier, []), placings.get(wish.subject, [])
            if earlier == wish.subject:
                continue
            if len(before) == len(after):
                agenda.order.extend(zip(before, after, strict=True))
            else:
                agenda.order.extend((one, other) for one in before for other in after)
    return agenda


def placings_of(problem: Problem, wish: Wish) -> list[tuple[date, ...]]:
    """The days of each placing of a wish: of each window that holds no sitting that stands, or of each open day."""
    held = {one.sitting.day for one in fixed_of(problem) if one.meeting == wish.subject}
    days = [one for one in problem.days if wish.first_day <= one.day <= wish.last_day]
    if wish.each_day:
        return [(one.day,) for one in days if one.day not in held and one.open_minute is not None]
    if not wish.windows:
        return [tuple(one.day for one in days)]
    spans = [tuple(one.day for one in days if span.first_day <= one.day <= span.last_day) for span in wish.windows]
    return [span for span in spans if span and not held.intersection(span)]


def fixed_of(problem: Problem) -> tuple[Taken, ...]:
    """Sittings that this plan does not move: `taken`, and of `standing` those of meetings that are not asked for."""
    asked = {wish.subject for wish in problem.wishes}
    return (*problem.taken, *(one for one in problem.standing if one.meeting not in asked))


def named_people(problem: Problem, wish: Wish) -> People:
    """Numbers of the people who must come by name."""
    needs = [need for need in wish.needs if named(need) and not need.optional]
    return frozenset(n for n, person in enumerate(problem.people) if any(matches(need, person) for need in needs))


def asked_people(problem: Problem, wish: Wish) -> People:
    """Numbers of everybody whom a wish asks for, the optional too."""
    return frozenset(n for n, person in enumerate(problem.people) if any(matches(need, person) for need in wish.needs))


def at_work(pricer: Pricer) -> People:
    """Numbers of people at work on the day of a floor, not away all day."""
    floor = pricer.floor
    return frozenset(n for n in range(len(floor.people)) if floor.at_work[n].any() and not floor.leave[n].all())
