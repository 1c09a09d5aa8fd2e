"""A recorded day as a replay needs it: who came when, for what, how long it took, who was there and on which post.

Tickets say most of it. Two things nobody wrote down and they are drawn from a seed: how much longer somebody would have
waited who was called in time, and how long service of somebody who went would have taken. Which post a window stood for
is read from the minutes it gave to each class, hour by hour: in the record a window may change class from one customer
to the next, in the replay it stands for one class at a time, as a post does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from supervisor.errors import BadInput
from supervisor.language import _
from supervisor.traffic.figures import ClassDay
from supervisor.traffic.summary import summarise
from supervisor.traffic.tickets import NEVER, Outcome, Tickets, join
from supervisor.traffic.waiting.patience import USUAL_SERVICE_MINUTES, fitted

from .presence import Presence, presence_of
from .rostered import Rostered, presence_by_roster

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]

RARE_SHARE = 0.05  # of the customers: a class with fewer has no post of its own
LEAST_SERVED = 3  # customers somebody must have served of a class to be counted as able to


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the tickets themselves say of the customers replayed: customer-minutes waited as far as known, who left
    unserved, and how many of these left at a moment nobody wrote down."""

    waiting_minutes: float
    lost: int
    unknown_waits: int


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """A day's customers in order of coming and its people. Minutes after midnight; arrays of shape (customers,).

    service, patience: minutes, nan where nobody knows. waited: minutes waited as recorded (nan: unknown); a served
    customer's patience is longer than that. queue: number in `queues`. means: minutes of service met by queue, to draw
    from. `queue_of` says which queue a class of the tickets waits in; `outside`: customers who came while nobody was
    at work, left out.
    """

    day: date
    queues: tuple[str, ...]
    queue_of: dict[str, str]
    arrived: Numbers
    queue: Whole
    service: Numbers
    waited: Numbers
    patience: Numbers
    services_met: tuple[Numbers, ...]
    patience_minutes: tuple[float, ...]
    presence: Presence
    recorded: Recorded
    outside: int

    def __len__(self) -> int:
        return int(self.arrived.size)


@dataclass(frozen=True, slots=True, eq=False)
class Play:
    """A day with everything known: one draw of what the tickets do not say. Lists, for a simulation reads them one by
    one."""

    queues: tuple[str, ...]
    arrived: list[float]
    queue: list[int]
    service: list[float]
    patience: list[float]
    presence: Presence


def drawn(day: Day, seed: int) -> Play:
    """One draw of the day, the same for every policy: unknown services from those met in the queue, unknown patience
    exponential with the queue's mean, on top of what somebody has waited already."""
    rng = np.random.default_rng([seed, day.day.toordinal()])
    service, patience = day.service.copy(), day.patience.copy()
    more = rng.exponential(1.0, len(day)) * np.array(day.patience_minutes)[day.queue]
    unknown = np.isnan(patience)
    patience[unknown] = (np.nan_to_num(day.waited) + more)[unknown]
    for number, met in enumerate(day.services_met):
        missing = np.flatnonzero(np.isnan(service) & (day.queue == number))
        service[missing] = rng.choice(met, missing.size)
    return Play(day.queues, day.arrived.tolist(), day.queue.tolist(), service.tolist(), patience.tolist(), day.presence)


def day_of(tickets: Tickets, day: date, others: Sequence[Tickets] = (), roster: Rostered | None = None) -> Day:
    """The day of these tickets (each once, ordered by arrival). `others`: tickets of further days, from which comes
    who can serve what and how long services are. roster: who was at work where; without it the tickets tell, who then
    seem to be away while nobody comes. Raises BadInput when nobody was served on the day."""
    real = tickets.take(tickets.outcome != Outcome.NEVER_THERE)
    served = _served(real)
    if not served.any():
        raise BadInput(
            _("{day}: no ticket says who was served when; a day can be replayed from tickets only.").format(day=day)
        )
    queue_of = queues_of(real)
    queues = tuple(dict.fromkeys(queue_of.values()))
    many = join([real, *others])
    can = _can_serve(many, queues, queue_of)
    number = _numbers(real, queues, queue_of)
    minutes = service_minutes(real)
    presence = presence_of(real, minutes, number, queues, can)
    if roster is not None:
        presence = presence_by_roster(roster, queues, queue_of, presence.stopped) or presence
    start, end = presence.first_minute, presence.last_minute
    arrived = real.arrived / 60.0
    inside = (real.arrived != NEVER) & (arrived >= start) & (arrived < end)
    left = (real.outcome == Outcome.LEFT) & inside
    wait = real.wait_seconds()
    waited = np.where(wait == NEVER, np.nan, wait / 60.0)
    known = inside & ~np.isnan(waited)
    order = np.flatnonzero(inside)
    return Day(
        day=day,
        queues=queues,
        queue_of=queue_of,
        arrived=arrived[order],
        queue=number[order],
        service=minutes[order],
        waited=waited[order],
        patience=np.where(left & known, waited, np.nan)[order],
        services_met=_services(many, queues, queue_of),
        patience_minutes=_patience([real, *others], queues, queue_of),
        presence=presence,
        recorded=Recorded(
            waiting_minutes=round(float(waited[known].sum()), 1),
            lost=int(left.sum()),
            unknown_waits=int((inside & np.isnan(waited)).sum()),
        ),
        outside=int((~inside).sum()),
    )


def queues_of(tickets: Tickets) -> dict[str, str]:
    """Class of the tickets -> queue it waits in, the largest first. A class with few customers shares the queue of the
    class that is served by the same windows most."""
    count = np.bincount(tickets.service_class, minlength=len(tickets.classes))
    order = [int(at) for at in np.argsort(-count, kind="stable") if count[at]]
    own = [at for at in order if count[at] >= RARE_SHARE * count.sum()] or order[:1]
    table = np.zeros((len(tickets.servers), len(tickets.classes)))
    served = _served(tickets)
    np.add.at(table, (tickets.server[served], tickets.service_class[served]), 1)
    together = table.T @ table
    found = {tickets.classes[at]: tickets.classes[at] for at in own}
    for at in order:
        if at not in own:
            found[tickets.classes[at]] = tickets.classes[
                max(own, key=lambda other: (together[at, other], count[other]))
            ]
    return found


def service_minutes(tickets: Tickets) -> Numbers:
    """Minutes of service by ticket, nan where unknown. A window that calls the next customer has finished with the one
    before, whenever somebody wrote that down."""
    found = np.full(len(tickets), np.nan)
    served = np.flatnonzero(_served(tickets))
    for server in np.flatnonzero(np.bincount(tickets.server[served], minlength=len(tickets.servers))):
        mine = served[tickets.server[served] == server]
        mine = mine[np.lexsort((tickets.called[mine], tickets.day[mine]))]
        end = tickets.finished[mine].astype(np.int64)
        if tickets.servers[server]:
            same = tickets.day[mine[1:]] == tickets.day[mine[:-1]]
            end[:-1] = np.where(same, np.minimum(end[:-1], tickets.called[mine[1:]]), end[:-1])
        found[mine] = np.maximum(end - tickets.called[mine], 0) / 60.0
    return found


def _served(tickets: Tickets) -> NDArray[np.bool_]:
    timed = (tickets.called != NEVER) & (tickets.finished != NEVER) & (tickets.finished >= tickets.called)
    return (tickets.outcome == Outcome.SERVED) & timed & (tickets.arrived != NEVER)


def _numbers(tickets: Tickets, queues: tuple[str, ...], queue_of: dict[str, str]) -> Whole:
    """Number of the queue of each ticket; 0 for a class that nobody came for on the day."""
    table = [queues.index(queue_of[name]) if name in queue_of else 0 for name in tickets.classes]
    return np.array(table or [0], dtype=np.int64)[tickets.service_class]


def _can_serve(tickets: Tickets, queues: tuple[str, ...], queue_of: dict[str, str]) -> dict[str, frozenset[str]]:
    """Window -> queues it has served customers of."""
    served = _served(tickets)
    table = np.zeros((len(tickets.servers), len(queues)), dtype=np.int64)
    np.add.at(table, (tickets.server[served], _numbers(tickets, queues, queue_of)[served]), 1)
    return {
        name: frozenset(queue for at, queue in enumerate(queues) if table[place, at] >= LEAST_SERVED)
        for place, name in enumerate(tickets.servers)
        if name
    }


def _services(tickets: Tickets, queues: tuple[str, ...], queue_of: dict[str, str]) -> tuple[Numbers, ...]:
    """By queue: the minutes of service met."""
    number, minutes = _numbers(tickets, queues, queue_of), service_minutes(tickets)
    met = [minutes[(number == at) & (minutes > 0)] for at in range(len(queues))]
    return tuple(own if own.size else np.array([USUAL_SERVICE_MINUTES]) for own in met)


def _patience(days: Sequence[Tickets], queues: tuple[str, ...], queue_of: dict[str, str]) -> tuple[float, ...]:
    """By queue: the mean patience, as the product reads it from these days."""
    figures: dict[str, list[ClassDay]] = {name: [] for name in queues}
    for tickets in days:
        for code, one in summarise(tickets).classes.items():
            if code in queue_of:
                figures[queue_of[code]].append(one)
    found = fitted(figures)
    return tuple(found[name].patience_minutes for name in queues)
