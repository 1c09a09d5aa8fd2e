"""How well customers are served as the day goes: who waits how long, and what share is called in time.

`hall.py` counts customer-minutes; here each newcomer is asked what he finds. He who finds k waiting is reached after
k + 1 of those at work have finished or those before him have gone, and may go himself first: chance and mean of that
are exact for exponential service while all are busy. What he finds comes from the transient law, at the beginning, the
middle and the end of each quarter-hour (Simpson's rule), so a backlog carried on counts in full.
"""

from __future__ import annotations

import math
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import ArrayLike, NDArray

from supervisor.traffic.waiting.erlang import served_behind
from supervisor.traffic.waiting.hall import Pool, spread
from supervisor.traffic.waiting.transition import QUARTER_MINUTES, WAITING, beginning

Numbers = NDArray[np.float64]

FEW_CUSTOMERS = 0.05  # a quarter-hour with fewer expected customers needs nobody and is no peak
MOST_STAFF = 400
ALL_BUT_ONE_IN_A_THOUSAND = 0.999
HALF = QUARTER_MINUTES / 2
_LONGEST = 400  # customers waiting beyond which nobody is reached in time


class Target(msgspec.Struct, frozen=True):
    """So large a share of customers is to be served within so many minutes of waiting."""

    minutes: float
    share: float


class Levels(msgspec.Struct, frozen=True, eq=False):
    """By quarter-hour, for those who arrive in it: share served within the target, and mean wait in minutes."""

    within: Numbers
    wait_minutes: Numbers


class Walk:
    """A class's queue walked through a day quarter-hour by quarter-hour, with whatever people are asked about.

    arrivals: customers by quarter-hour. A state is the chances of the queue and the people they count for.
    """

    def __init__(self, arrivals: ArrayLike, pool: Pool, target_minutes: float) -> None:
        self.arrivals: list[float] = np.asarray(arrivals, dtype=np.float64).ravel().tolist()
        self._pool = pool
        self._minutes = float(target_minutes)

    def opening(self, people: int, standing: float = 0.0) -> tuple[Numbers, int]:
        """The state at the start: an empty hall, or so many waiting and all busy."""
        return beginning(people, standing), people

    def step(
        self, state: tuple[Numbers, int], quarter: int, people: int, then: int | None = None
    ) -> tuple[tuple[Numbers, int], float, float]:
        """The state after a quarter-hour with so many people; share in time and mean wait of who comes in it.

        then: people of the next quarter-hour, into which those who come late wait on; None: as many.
        """
        start = self._pool.moved(*state, people)
        customers = self.arrivals[quarter]
        middle = self._pool.after(start, customers, people, HALF)[:-1]
        end = self._pool.after(middle, customers, people, HALF)[:-1]
        first, halfway, last = (self._newcomer(one, people) for one in (start, middle, end))
        if then is not None and then != people:
            here = min(HALF / self._minutes, 1.0) if self._minutes else 1.0
            later = self._newcomer(self._pool.moved(middle, people, then), then)
            first = (first[0], self._wait_on(start, people, then, QUARTER_MINUTES))
            halfway = (here * halfway[0] + (1 - here) * later[0], self._wait_on(middle, people, then, HALF))
            last = self._newcomer(self._pool.moved(end, people, then), then)
        within, wait = ((a + 4 * b + c) / 6 for a, b, c in zip(first, halfway, last, strict=True))
        return (end, people), min(1.0, within), wait

    def pass_by(self, state: tuple[Numbers, int], quarter: int, people: int) -> tuple[Numbers, int]:
        """The state after a quarter-hour of which nothing else is asked."""
        return self._pool.after(self._pool.moved(*state, people), self.arrivals[quarter], people)[:-1], people

    def _wait_on(self, chances: Numbers, people: int, then: int, minutes: float) -> float:
        """Mean wait of a newcomer when so many people become another number in so many minutes.

        Whoever is not reached by then waits on from the place to which he has moved up on average.
        """
        pool = self._pool
        stays = math.exp(-minutes / pool.patience_minutes)
        spent = minutes if stays == 1.0 else pool.patience_minutes * (1.0 - stays)
        place = WAITING * stays - people / pool.service_minutes * spent  # customers before him by then
        before_change, after_change = self._tables(people)[1], self._tables(then)[1]
        place_then = place - max(then - people, 0)
        later = np.where(place_then <= -1, 0.0, np.interp(place_then, WAITING, after_change))
        return float(chances[people:] @ np.where(place <= -1, before_change, spent + stays * later))

    def _tables(self, people: int) -> tuple[Numbers, Numbers]:
        pool = self._pool
        felt = spread(pool.service_scv, pool.service_minutes, people)
        return _newcomer(people, pool.service_minutes, pool.patience_minutes, felt, self._minutes)

    def _newcomer(self, chances: Numbers, people: int) -> tuple[float, float]:
        in_time, wait = self._tables(people)
        return float(chances[:people].sum() + chances[people:] @ in_time), float(chances[people:] @ wait)

    def levels(self, people: ArrayLike, standing: float = 0.0) -> tuple[Levels, list[tuple[Numbers, int]]]:
        """Levels of the day with these people, and the state at the start of each quarter-hour.

        people: by quarter-hour; of somebody there for a part only whole people count.
        """
        whole = np.floor(np.asarray(people, dtype=np.float64) + 1e-9).astype(int).tolist()
        within, waits, states = np.ones(len(whole)), np.zeros(len(whole)), []
        state = self.opening(whole[0], standing) if whole else (np.zeros(0), 0)
        for quarter, (here, then) in enumerate(zip(whole, [*whole[1:], None], strict=True)):
            states.append(state)
            state, within[quarter], waits[quarter] = self.step(state, quarter, here, then)
        return Levels(within, waits), states

    def fewest(self, share: float) -> NDArray[np.int64]:
        """Fewest people by quarter-hour who keep the target in it, what was left over from before carried on.

        From an empty hall; 0 where hardly anybody comes. Of a thousand one may wait longer even where all are wanted.
        """
        share = min(share, ALL_BUT_ONE_IN_A_THOUSAND)
        pool = self._pool
        needed = np.zeros(len(self.arrivals), dtype=np.int64)
        state, before = self.opening(0), 1
        for quarter, customers in enumerate(self.arrivals):
            if customers < FEW_CUSTOMERS:
                waiting = float(state[0][state[1] :] @ WAITING)
                needed[quarter] = before if waiting >= FEW_CUSTOMERS else 0  # nobody goes while somebody waits
                state = self.step(state, quarter, int(needed[quarter]))[0]
                continue
            # no fewer than can serve most of that share of them, so that a large pool is not counted up from one
            people = max(before, 1, int(0.6 * share * customers / QUARTER_MINUTES * pool.service_minutes))
            people = min(people, MOST_STAFF)
            tried = self.step(state, quarter, people)
            if tried[1] >= share:
                while people > 1 and (fewer := self.step(state, quarter, people - 1))[1] >= share:
                    people, tried = people - 1, fewer
            else:
                while tried[1] < share and people < MOST_STAFF:
                    people += 1
                    tried = self.step(state, quarter, people)
            needed[quarter], state, before = people, tried[0], people
        return needed


@lru_cache(maxsize=512)
def _newcomer(people: int, service: float, patience: float, scv: float, minutes: float) -> tuple[Numbers, Numbers]:
    """By number waiting on the grid, all being busy: chance to be served within so many minutes, and mean wait.

    The services under way last (1 + scv)/2 times as long as if they were exponential, as a time met at random does;
    with that the mean wait agrees with the queue's length by Little's law.
    """
    under_way = (scv - 1) / 2 * service / people if people else 0.0
    most = _LONGEST + int(4 * minutes * people / service)
    served = served_behind(most, people, service, patience, minutes)
    within = most > WAITING
    in_time = np.zeros(WAITING.size)
    in_time[within] = served[WAITING[within].astype(int)]
    leave, capacity = (0.0 if math.isinf(patience) else 1.0 / patience), people / service
    waits = np.zeros(most)
    wait = under_way
    for place in range(1, most + 1):  # the next event moves him up, unless it is he who goes
        rate = capacity + place * leave
        wait = 1.0 / rate + (1.0 - leave / rate) * wait if rate > 0 else math.inf
        waits[place - 1] = wait
    mean = np.full(WAITING.size, waits[-1])
    mean[within] = waits[WAITING[within].astype(int)]
    mean = np.minimum(mean, 1e6)
    for table in (in_time, mean):
        table.setflags(write=False)
    return in_time, mean
