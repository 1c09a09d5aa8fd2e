"""A hall event by event: each customer by name, each person by name, and orders that come in while it runs.

First come, first served within a queue, by whoever of its post has been free longest. A customer goes when his patience
ends before he is called. Whoever is sent away, or goes home, finishes with the customer in front of him first. While
nothing works (`stopped`) nobody is called; who is being served is served to the end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from heapq import heappop, heappush
from math import inf, isnan, nan
from typing import NamedTuple

from .day import Play
from .presence import Span

AWAY = -1
_CHANGE, _FINISH, _COMES, _GOES = range(4)  # what happens first of what happens at once


class Order(NamedTuple):
    """A person stands for another queue from a minute until another, while he is there."""

    person: int
    queue: int
    start: float
    end: float = inf


class Seen(NamedTuple):
    """What came of it: customer-minutes waited by all, served or not, and customers who went unserved."""

    waiting_minutes: float
    lost: int


class Floor:
    """The hall of one play of a day; `advance` lets time pass, `order` moves somebody.

    sharing: whoever is free takes the next customer of any queue he can serve, as if there were one queue for all.
    """

    def __init__(self, play: Play, *, sharing: bool = False, stopped: tuple[Span, ...] = ()) -> None:
        self.play, self.sharing, self.stopped = play, sharing, stopped
        customers, people = len(play.arrived), len(play.presence.people)
        self.now = -inf
        self.began = [nan] * customers
        self.left = [nan] * customers
        self.orders: list[list[Order]] = [[] for _person in range(people)]
        self.where = [AWAY] * people
        self.serving = [False] * people
        self._free_since = [-inf] * people
        self._next = 0
        self._standing = [0] * len(play.queues)
        self._line: list[deque[int]] = [deque() for _queue in play.queues]
        self._events: list[tuple[float, int, int]] = []
        for person, spells in enumerate(play.presence.spells):
            for spell in spells:
                heappush(self._events, (spell.start, _CHANGE, person))
                heappush(self._events, (spell.end, _CHANGE, person))
        for _start, end in stopped:
            for person in range(people):
                heappush(self._events, (end, _CHANGE, person))

    def copy(self) -> Floor:
        """The same hall, to try out what would come of an order."""
        other = object.__new__(Floor)
        other.__dict__.update(self.__dict__)
        for name in ("began", "left", "where", "serving", "_free_since", "_standing", "_events"):
            setattr(other, name, list(getattr(self, name)))
        other.orders = [list(own) for own in self.orders]
        other._line = [line.copy() for line in self._line]
        return other

    def standing(self) -> list[int]:
        """Customers waiting now, by queue."""
        return list(self._standing)

    def post_at(self, person: int, minute: float) -> int:
        """The queue somebody stands for at a minute as things are ordered now; AWAY when he is not there."""
        base = next(
            (s.queue for s in self.play.presence.spells[person] if s.start <= minute < s.end),
            AWAY,
        )
        if base == AWAY:
            return AWAY
        return next((o.queue for o in reversed(self.orders[person]) if o.start <= minute < o.end), base)

    def order(self, order: Order) -> None:
        """Send somebody; what he was ordered before is overruled. Raises ValueError for an order of the past."""
        if order.start < self.now:
            raise ValueError(f"an order for {order.start} at {self.now}")
        self.orders[order.person].append(order)
        for minute in (order.start, order.end):
            if minute < inf:
                heappush(self._events, (minute, _CHANGE, order.person))
        self._changed(order.person)

    def everybody_back(self) -> None:
        """Every order ends now; people stand where the roster has them."""
        for person, own in enumerate(self.orders):
            if any(order.end > self.now for order in own):
                self.orders[person] = [order for order in own if order.end <= self.now]
                self._changed(person)

    def advance(self, until: float) -> None:
        """Let everything happen up to and with a minute."""
        play = self.play
        while True:
            coming = (play.arrived[self._next], _COMES) if self._next < len(play.arrived) else (inf, _COMES)
            first = self._events[0] if self._events else (inf, _GOES, 0)
            if (first[0], first[1]) < coming:
                if first[0] > until:
                    break
                self.now, kind, who = heappop(self._events)
                self._happens(kind, who)
            else:
                if coming[0] > until or coming[0] == inf:
                    break
                self.now, customer = coming[0], self._next
                self._next += 1
                self._comes(customer)
        self.now = max(self.now, until) if until < inf else self.now

    def finish(self) -> Seen:
        """Play to the end, when the last customer is served or gone."""
        self.advance(inf)
        return self.seen()

    def seen(self) -> Seen:
        """What came of it so far; who still waits has waited until now."""
        waited, lost = 0.0, 0
        for customer in range(self._next):
            came = self.play.arrived[customer]
            if not isnan(self.began[customer]):
                waited += self.began[customer] - came
            elif not isnan(self.left[customer]):
                waited += self.left[customer] - came
                lost += 1
            else:
                waited += self.now - came
        return Seen(waited, lost)

    def _happens(self, kind: int, who: int) -> None:
        if kind == _CHANGE:
            self._changed(who)
        elif kind == _FINISH:
            self.serving[who] = False
            self._free_since[who] = self.now
            self._calls(who)
        elif isnan(self.began[who]) and isnan(self.left[who]):
            self.left[who] = self.now
            self._standing[self.play.queue[who]] -= 1

    def _comes(self, customer: int) -> None:
        queue = self.play.queue[customer]
        free = [] if self._is_stopped() else [p for p in range(len(self.where)) if self._may_take(p, queue)]
        if free:
            self._begin(min(free, key=lambda person: (self._free_since[person], person)), customer)
            return
        self._line[queue].append(customer)
        self._standing[queue] += 1
        heappush(self._events, (self.now + self.play.patience[customer], _GOES, customer))

    def _may_take(self, person: int, queue: int) -> bool:
        if self.serving[person] or self.where[person] == AWAY:
            return False
        return self.where[person] == queue or (self.sharing and queue in self.play.presence.skills[person])

    def _changed(self, person: int) -> None:
        before, self.where[person] = self.where[person], self.post_at(person, self.now)
        if before == AWAY:
            self._free_since[person] = self.now
        if not self.serving[person]:
            self._calls(person)

    def _calls(self, person: int) -> None:
        """Somebody free calls the next customer, if one waits whom he serves."""
        if self.where[person] == AWAY or self._is_stopped():
            return
        heads = []
        for queue, line in enumerate(self._line):
            if self._may_take(person, queue):
                while line and not isnan(self.left[line[0]]):
                    line.popleft()
                if line:
                    heads.append(line[0])
        if heads:
            customer = min(heads)  # customers are numbered in order of coming
            queue = self.play.queue[customer]
            self._line[queue].popleft()
            self._standing[queue] -= 1
            self._begin(person, customer)

    def _begin(self, person: int, customer: int) -> None:
        self.began[customer] = self.now
        self.serving[person] = True
        heappush(self._events, (self.now + self.play.service[customer], _FINISH, person))

    def _is_stopped(self) -> bool:
        at = bisect_right(self.stopped, (self.now, inf)) - 1
        return at >= 0 and self.now < self.stopped[at][1]
