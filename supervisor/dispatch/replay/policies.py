"""What is ordered on the replayed day, by whom: nobody, the greedy rule, the dispatcher, asked again every few minutes.

Each sees what could be seen then: who stands where, who waits, what the forecast says from earlier days and from this
day's customers so far, and the roster. Only what a plan wants at once is ordered; what it wants later is left to the
plan of that time.
"""

from __future__ import annotations

import math
import time
from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from supervisor.dispatch.optimiser.best import dispatch, greedy
from supervisor.dispatch.problem.model import QUARTER_MINUTES, Away, ClassQueue, Kept, Person, Post, Problem, Stay
from supervisor.language import Words

from .day import Play
from .floor import AWAY, Floor, Order, Seen
from .foreseen import Foreseen
from .presence import Span

Numbers = NDArray[np.float64]
END_MINUTE = 2 * 24 * 60  # after every record of a day
KEPT_MINUTES = 60.0  # how long an order counts as sent in this surge, so that taking it back costs


class Settings(NamedTuple):
    """How often plans are made (minutes), over how many quarter-hours, the price of a move in customer-minutes, how
    many moves at most at a time, and from and to which minute of the day plans are made."""

    every: int = 5
    quarters: int = 8
    price: float = 10.0
    moves: int = 5
    first: int = 0
    last: int = END_MINUTE


class Outcome(NamedTuple):
    """What a policy came to on one play of the day. planning_seconds: processor time of each plan."""

    seen: Seen
    orders: int
    planning_seconds: tuple[float, ...] = ()


Choose = Callable[[Floor, int], list[Order]]
"""A policy: what to order at a minute, given the hall as it is then."""


def run(play: Play, choose: Choose | None, settings: Settings, stopped: tuple[Span, ...] = ()) -> Outcome:
    """One play of the day under a policy (None: nobody orders anything)."""
    floor = Floor(play, stopped=stopped)
    given, seconds = 0, []
    for minute in planning_minutes(play, settings) if choose is not None else ():
        floor.advance(minute)
        began = time.process_time()
        orders = choose(floor, minute) if choose is not None else []
        seconds.append(time.process_time() - began)
        for order in orders:
            floor.order(order)
        given += len(orders)
    return Outcome(to_the_end(floor, settings), given, tuple(seconds))


def to_the_end(floor: Floor, settings: Settings) -> Seen:
    """What comes of the day when nothing more is ordered: at the last minute of planning everybody returns."""
    floor.advance(min(settings.last, END_MINUTE))
    floor.everybody_back()
    return floor.finish()


def shared(play: Play, stopped: tuple[Span, ...] = ()) -> Outcome:
    """The same people with one queue for all: whoever is free takes the next customer whom he can serve. No rule of
    dispatch can be asked to do better than not needing any; it says what standing for one class at a time costs."""
    return Outcome(Floor(play, sharing=True, stopped=stopped).finish(), 0)


def planning_minutes(play: Play, settings: Settings) -> range:
    """When plans are made: on the clock, while anybody is there."""
    first = max(math.ceil(play.presence.first_minute), settings.first)
    first += -first % settings.every
    return range(first, int(min(play.presence.last_minute, settings.last)) + 1, settings.every)


def greedy_rule(foreseen: Foreseen, settings: Settings) -> Choose:
    """Again and again the single move that helps most, by the dispatcher's own measure."""

    def choose(floor: Floor, minute: int) -> list[Order]:
        problem = problem_at(floor, minute, foreseen, settings)
        if problem is None:
            return []
        now = [(number, goal) for number, goal in greedy(problem).items() if goal.first == 0]
        people = _people_left(floor, minute)
        return [
            Order(
                people[number],
                goal.post,
                minute,
                minute + QUARTER_MINUTES * goal.last if goal.last < settings.quarters else END_MINUTE,
            )
            for number, goal in now
        ]

    return choose


def dispatcher(foreseen: Foreseen, settings: Settings) -> Choose:
    """The optimiser, as the product asks it."""

    def choose(floor: Floor, minute: int) -> list[Order]:
        problem = problem_at(floor, minute, foreseen, settings)
        return planned(problem, floor, minute) if problem is not None else []

    return choose


def planned(problem: Problem, floor: Floor, minute: int) -> list[Order]:
    """The orders of the best plan of a problem that hold at once."""
    names = {post.subject: number for number, post in enumerate(problem.posts)}
    people = {name: number for number, name in enumerate(floor.play.presence.people)}
    return [
        Order(people[move.person], names[move.to_post], minute, move.until_minute or END_MINUTE)
        for move in dispatch(problem, frontier=False).moves
        if move.from_minute <= minute and move.to_post != move.from_post
    ]


def problem_at(floor: Floor, minute: int, foreseen: Foreseen, settings: Settings) -> Problem | None:
    """What the dispatcher is asked at a minute; None when nobody is there to be moved."""
    play = floor.play
    seen = bisect_right(play.arrived, minute)
    came, queue = np.array(play.arrived[:seen]), np.array(play.queue[:seen], dtype=int)
    ahead = foreseen.ahead(minute, settings.quarters, [came[queue == at] for at in range(len(play.queues))])
    classes = tuple(
        ClassQueue(
            service_class=name,
            arrivals=tuple(ahead.mean[at].tolist()),
            low=tuple(ahead.low[at].tolist()),
            high=tuple(ahead.high[at].tolist()),
            service_minutes=own.service_minutes,
            patience_minutes=own.patience_minutes,
            service_scv=round(own.service_scv, 3),
            standing=float(waiting),
        )
        for at, (name, own, waiting) in enumerate(zip(play.queues, foreseen.behaviour, floor.standing(), strict=True))
    )
    return problem_of(floor, minute, classes, settings)


def problem_of(floor: Floor, minute: int, classes: tuple[ClassQueue, ...], settings: Settings) -> Problem | None:
    """The problem with these queues and the people as they stand and as the roster has them for the rest of the day."""
    people = tuple(_person(floor, person, minute) for person in _people_left(floor, minute))
    if not any(floor.where[person] != AWAY for person in _people_left(floor, minute)):
        return None
    return Problem(
        kind="surge",
        now_minute=minute,
        people=people,
        posts=tuple(
            Post(subject=name, name=Words(name), service_class=name, skill=name, stations=len(people))
            for name in floor.play.queues
        ),
        classes=classes,
        move_price_minutes=settings.price,
        max_moves=settings.moves,
        kept=tuple(_kept(floor, minute)),
    )


def _people_left(floor: Floor, minute: int) -> list[int]:
    """People who are there or still to come."""
    return [at for at, spells in enumerate(floor.play.presence.spells) if spells[-1].end > minute]


def _person(floor: Floor, person: int, minute: int) -> Person:
    presence, queues = floor.play.presence, floor.play.queues
    spells = presence.spells[person]
    marks = {float(minute), *(spell.start for spell in spells), *(spell.end for spell in spells)}
    marks |= {edge for order in floor.orders[person] for edge in (order.start, order.end)}
    edges = [*sorted(mark for mark in marks if minute <= mark < END_MINUTE), float(END_MINUTE)]
    stretches = [(a, b, floor.post_at(person, a)) for a, b in pairwise(edges)]
    start = next((post for _a, _b, post in stretches if post != AWAY), spells[-1].queue)
    return Person(
        subject=presence.people[person],
        name=presence.people[person],
        skills=tuple(queues[at] for at in sorted(presence.skills[person])),
        at=queues[start],
        later=tuple(
            Stay(post=queues[post], start_minute=round(a), end_minute=round(b))
            for a, b, post in stretches
            if post not in (AWAY, start)
        ),
        away=tuple(
            Away(start_minute=round(a), end_minute=round(b), kind="off") for a, b, post in stretches if post == AWAY
        ),
    )


def _kept(floor: Floor, minute: int) -> Iterable[Kept]:
    """Orders of the last hour that still hold."""
    queues, presence = floor.play.queues, floor.play.presence
    for person in _people_left(floor, minute):
        for order in floor.orders[person][-1:]:
            recent = minute - order.start <= KEPT_MINUTES and order.end > minute
            base = next((s.queue for s in presence.spells[person] if s.start <= order.start < s.end), AWAY)
            if recent and floor.where[person] == order.queue and base not in (AWAY, order.queue):
                yield Kept(
                    person=presence.people[person],
                    from_post=queues[base],
                    to_post=queues[order.queue],
                    from_minute=int(order.start),
                    until_minute=0 if order.end >= END_MINUTE else int(order.end),
                    done=True,
                )
