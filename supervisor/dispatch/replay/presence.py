"""Who was at work when, and for which queue, as the tickets of a day show it.

A window that calls nobody for more than twenty minutes was not staffed meanwhile, and neither was one that called
nobody while customers stood waiting of classes it served in that hour: whoever is at work calls within seconds. Where
nobody at all was served although customers kept coming, that is an outage, and people stand at their posts through it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.tickets import Outcome, Tickets

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
Span = tuple[float, float]

GAP_MINUTES = 20.0  # without a customer for longer: not there
LET_WAIT_MINUTES = 0.5  # customers standing for longer whom a window could call: not there
OUTAGE_MINUTES, OUTAGE_CUSTOMERS = 10.0, 10  # nobody served for so long although so many came: nothing worked
SLOT_MINUTES = 60.0  # how long somebody stands for one queue before that is read anew
DEDICATED_SHARE = 0.8  # of somebody's minutes of service in the hour, for one queue: that is his post
STAYING_MINUTES = 5.0  # of service that staying on the post of the hour before is worth


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch on the post of one queue, in minutes after midnight."""

    start: float
    end: float
    queue: int


@dataclass(frozen=True, slots=True)
class Presence:
    """People (windows of the record) with their spells in order, what each can serve (numbers of queues), and the spans
    in which nobody was served although customers came."""

    people: tuple[str, ...]
    skills: tuple[frozenset[int], ...]
    spells: tuple[tuple[Spell, ...], ...]
    stopped: tuple[Span, ...] = ()

    @property
    def first_minute(self) -> float:
        """When the first person is there."""
        return min(spells[0].start for spells in self.spells)

    @property
    def last_minute(self) -> float:
        """When the last person goes."""
        return max(spells[-1].end for spells in self.spells)


def presence_of(
    tickets: Tickets, minutes: Numbers, queue: Whole, queues: tuple[str, ...], can: Mapping[str, frozenset[str]]
) -> Presence:
    """The people of a day's tickets. minutes, queue: service and number of the queue of each ticket; can: window ->
    queues it can serve. Tickets that name no window are served by nobody one could move."""
    worked = np.flatnonzero(~np.isnan(minutes) & (tickets.outcome == Outcome.SERVED))
    begun = tickets.called[worked] / 60.0
    ended = begun + minutes[worked]
    named = np.array([bool(tickets.servers[at]) for at in tickets.server[worked]], dtype=bool)
    if not named.any():  # a machine that writes no windows: all of them are one
        named[:] = True
    came = np.sort(tickets.arrived[tickets.outcome != Outcome.NEVER_THERE] / 60.0)
    stopped = outages(begun[named], ended[named], came)
    people: list[str] = []
    skills: list[frozenset[int]] = []
    calls: list[tuple[Numbers, Numbers, Whole]] = []
    for at in sorted({int(one) for one in tickets.server[worked[named]]}):
        mine = worked[named][tickets.server[worked[named]] == at]
        start = tickets.called[mine] / 60.0
        order = np.argsort(start, kind="stable")
        calls.append((start[order], (start + minutes[mine])[order], queue[mine][order]))
        people.append(tickets.servers[at] or "-")
        own = {queues.index(name) for name in can.get(tickets.servers[at], ())}
        skills.append(frozenset(own | {int(np.bincount(queue[mine]).argmax())}))
    standing = _standing(tickets, queue, len(queues))
    spans = [_there(*own, stopped, standing) for own in calls]
    return Presence(tuple(people), tuple(skills), _posts(spans, calls, skills, len(queues)), stopped)


def outages(begun: Numbers, ended: Numbers, came: Numbers) -> tuple[Span, ...]:
    """Spans in which nobody at all was being served for more than ten minutes although ten customers or more came."""
    order = np.argsort(begun, kind="stable")
    begun, last = begun[order], np.maximum.accumulate(ended[order])
    found = []
    for at in np.flatnonzero(begun[1:] - last[:-1] > OUTAGE_MINUTES):
        span = (float(last[at]), float(begun[at + 1]))
        if np.searchsorted(came, span[1]) - np.searchsorted(came, span[0]) >= OUTAGE_CUSTOMERS:
            found.append(span)
    return tuple(found)


def _standing(tickets: Tickets, queue: Whole, queues: int) -> Callable[[frozenset[int]], Numbers]:
    """For a set of queues: minutes until each second of the day in which somebody stood waiting in one of them."""
    wait = tickets.wait_seconds()
    known = (wait > 0) & (tickets.arrived >= 0)
    change = np.zeros((queues, int((tickets.arrived + np.maximum(wait, 0)).max(initial=0)) + 2))
    np.add.at(change, (queue[known], tickets.arrived[known]), 1)
    np.add.at(change, (queue[known], tickets.arrived[known] + wait[known]), -1)
    waits = np.cumsum(change, axis=1) > 0

    @cache
    def minutes(which: frozenset[int]) -> Numbers:
        return np.concatenate(([0.0], np.cumsum(waits[sorted(which)].any(axis=0)))) / 60.0

    return minutes


def _there(
    start: Numbers, end: Numbers, queue: Whole, stopped: tuple[Span, ...], standing: Callable[[frozenset[int]], Numbers]
) -> list[Span]:
    """Stretches in which a window was staffed: from its first call to its last end, parted where it was silent for long
    or while customers waited of queues that it served within the hour before or after (others are not its business).
    start, end, queue: of its calls in order; standing: see `_standing`."""
    found = [[float(start[0]), float(end[0])]]
    for at, (begin, finish) in enumerate(zip(start[1:].tolist(), end[1:].tolist(), strict=True), 1):
        last = found[-1][1]
        down = sum(max(0.0, min(begin, b) - max(last, a)) for a, b in stopped)
        silent = begin - last - down
        stood = 0.0
        if not down and silent > LET_WAIT_MINUTES:
            first, stop = np.searchsorted(start, (last - SLOT_MINUTES, begin + SLOT_MINUTES))
            line = standing(frozenset(queue[min(first, at) : max(stop, at + 1)].tolist()))
            places = [min(int(minute * 60), line.size - 1) for minute in (last, begin)]
            stood = float(line[places[1]] - line[places[0]])
        if silent > GAP_MINUTES or stood > LET_WAIT_MINUTES:
            found.append([begin, finish])
        else:
            found[-1][1] = max(last, finish)
    return [(a, b) for a, b in found if b > a]


def _posts(
    spans: list[list[Span]], calls: list[tuple[Numbers, Numbers, Whole]], skills: list[frozenset[int]], queues: int
) -> tuple[tuple[Spell, ...], ...]:
    """Spells by person, hour by hour: who serves one queue nearly alone stands there in the hour, as rostered;
    the others are shared out over the queues by the minutes of service they gave in the hour before (nobody knew more:
    a window that takes whoever comes next would else stand where the customers will come), at least one to a queue that
    was served where there are enough, each to where he gave most."""
    found: list[list[Spell]] = [[] for _person in spans]
    before: dict[int, int] = {}
    first = min(own[0][0] for own in spans if own)
    last = max(own[-1][1] for own in spans if own)
    for slot in np.arange(first // SLOT_MINUTES, last // SLOT_MINUTES + 1) * SLOT_MINUTES:
        stop = slot + SLOT_MINUTES
        there = {
            person: [(max(a, slot), min(b, stop)) for a, b in own if a < stop and b > slot]
            for person, own in enumerate(spans)
        }
        there = {person: own for person, own in there.items() if own}
        if not there:
            continue
        given, lately = np.zeros((2, len(spans), queues))
        for person in there:
            start, end, queue = calls[person]
            np.add.at(given[person], queue, np.clip(np.minimum(end, stop) - np.maximum(start, slot), 0, None))
            earlier = np.clip(np.minimum(end, slot) - np.maximum(start, slot - SLOT_MINUTES), 0, None)
            np.add.at(lately[person], queue, earlier)
            if not lately[person].any():
                lately[person] = given[person]
        chosen = _shared_out(sorted(there), given, lately, skills, before)
        for person, own in there.items():
            before[person] = chosen[person]
            for a, b in own:
                previous = found[person][-1] if found[person] else None
                if previous is not None and previous.end == a and previous.queue == chosen[person]:
                    found[person][-1] = Spell(previous.start, b, previous.queue)
                else:
                    found[person].append(Spell(a, b, chosen[person]))
    return tuple(tuple(own) for own in found)


def _shared_out(
    there: list[int], given: Numbers, lately: Numbers, skills: list[frozenset[int]], before: Mapping[int, int]
) -> dict[int, int]:
    """Person -> queue for one hour: who served one queue nearly alone stood there; the others make up the shares of the
    hour before. given, lately: minutes of service in the hour and in the one before, shape (people, queues)."""
    chosen = {p: int(given[p].argmax()) for p in there if 0 < DEDICATED_SHARE * given[p].sum() <= given[p].max()}
    heads = _heads(lately.sum(axis=0), len(there))
    for queue in chosen.values():
        heads[queue] -= 1
    worth = {
        (person, queue): lately[person, queue] + STAYING_MINUTES * (before.get(person) == queue)
        for person in there
        if person not in chosen
        for queue in skills[person]
    }
    for person, queue in sorted(worth, key=lambda pair: (-worth[pair], pair)):
        if person not in chosen and heads[queue] > 0:
            chosen[person] = queue
            heads[queue] -= 1
    for person in there:
        if person not in chosen:  # can do nothing of what is left over
            chosen[person] = max(sorted(skills[person]), key=lambda queue: worth[person, queue])
    return chosen


def _heads(minutes: Numbers, people: int) -> list[int]:
    """People by queue in proportion to the minutes given (largest remainder), one at least where any were given."""
    if not minutes.any():
        return [people] * minutes.size
    share = minutes / minutes.sum() * people
    heads = np.floor(share).astype(int)
    if people >= np.count_nonzero(minutes):
        heads = np.maximum(heads, minutes > 0)
    while heads.sum() < people:
        heads[int(np.argmax(np.where(minutes > 0, share - heads, -np.inf)))] += 1
    while heads.sum() > people:
        heads[int(np.argmax(np.where(heads > 1, heads - share, -np.inf)))] -= 1
    return heads.tolist()
