"""One business day of tickets in figures: small enough to lie in the journal beside its block.

Folds may not read blobs, so each block travels with its summary; a day with one block is read from that alone.
"""

from __future__ import annotations

from datetime import date

import msgspec
import numpy as np

from supervisor.traffic.figures import ClassDay, DaySummary, ServerDay
from supervisor.traffic.tickets import NEVER, Outcome, Tickets

QUARTER_SECONDS = 900


def summarise(tickets: Tickets) -> DaySummary:
    """Figures of one day's resolved tickets."""
    waits = tickets.wait_seconds()
    classes = {
        name: _class_day(tickets, waits, tickets.service_class == position)
        for position, name in enumerate(tickets.classes)
        if np.any(tickets.service_class == position)
    }
    servers = {}
    served = tickets.outcome == Outcome.SERVED
    for position, name in enumerate(tickets.servers):
        mine = served & (tickets.server == position)
        if name and mine.any():
            counts = np.bincount(tickets.rating[mine], minlength=6)[1:6]
            one, two, three, four, five = (int(count) for count in counts)
            servers[name] = ServerDay(int(mine.sum()), _service(tickets, mine)[0], (one, two, three, four, five))
    came = tickets.arrived[tickets.outcome != Outcome.NEVER_THERE]
    last = int(came.max()) if came.size else None
    return DaySummary(len(tickets), dict(sorted(classes.items())), dict(sorted(servers.items())), last)


def _class_day(tickets: Tickets, waits: np.ndarray, mine: np.ndarray) -> ClassDay:
    outcome = tickets.outcome[mine]
    real = mine & (tickets.outcome != Outcome.NEVER_THERE)
    quarters = tickets.arrived[real] // QUARTER_SECONDS
    known = waits[real] != NEVER
    first = int(quarters.min()) if quarters.size else 0
    arrivals = np.bincount(quarters - first) if quarters.size else np.zeros(0, dtype=np.int64)
    waited = np.bincount(quarters[known] - first, waits[real][known], minlength=arrivals.size)
    of_served = waits[mine & (tickets.outcome == Outcome.SERVED)]
    by_minute = np.bincount(np.minimum(of_served[of_served != NEVER] // 60, 60))
    seconds, timed = _service(tickets, mine & (tickets.outcome == Outcome.SERVED))
    left = mine & (tickets.outcome == Outcome.LEFT)
    return ClassDay(
        first_quarter=first,
        arrivals=tuple(arrivals.tolist()),
        wait_seconds=tuple(int(value) for value in waited[: arrivals.size]),
        waits_by_minute=tuple(by_minute.tolist()),
        served=int((outcome == Outcome.SERVED).sum()),
        left=int(left.sum()),
        left_timed=int((waits[left] != NEVER).sum()),
        void=int((outcome == Outcome.NEVER_THERE).sum()),
        open=int((outcome == Outcome.OPEN).sum()),
        service_seconds=seconds,
        service_timed=timed,
        longest_wait_seconds=int(waits[real].max(initial=0)),
        waited=int(known.sum()),
        service_squares=_squares(tickets, mine & (tickets.outcome == Outcome.SERVED)),
    )


def _squares(tickets: Tickets, mine: np.ndarray) -> int:
    """Squared seconds of service, for how much it varies; one ticket that nobody ended must not decide that."""
    timed = mine & (tickets.called != NEVER) & (tickets.finished != NEVER)
    seconds = (tickets.finished[timed] - tickets.called[timed]).astype(np.int64)
    return int((np.minimum(seconds, int(6 * np.quantile(seconds, 0.75))) ** 2).sum()) if seconds.size else 0


def _service(tickets: Tickets, mine: np.ndarray) -> tuple[int, int]:
    timed = mine & (tickets.called != NEVER) & (tickets.finished != NEVER)
    return int((tickets.finished[timed] - tickets.called[timed]).sum(dtype=np.int64)), int(timed.sum())


class DayActual(msgspec.Struct, frozen=True, eq=False):
    """What a day really was, over all classes. `arrivals[class][i]` came in quarter `first_minute / 15 + i`.

    mean_wait_minutes is by class over the quarters alike (nan where nobody's wait is known); `within(minutes)` is
    the share of served customers called within so many whole minutes (None when nobody was served).
    """

    day: date
    tickets: int
    classes: tuple[str, ...]
    first_minute: int
    arrivals: dict[str, np.ndarray]
    wait_minutes: dict[str, np.ndarray]  # customer-minutes waited by those who arrived in the quarter
    longest_wait_minutes: float
    mean_wait_minutes: float
    served: int
    left: int
    void: int
    by_class: dict[str, ClassDay]
    by_server: dict[str, ServerDay]

    def within(self, minutes: float) -> float | None:
        """Share of the served who were called within so many whole minutes."""
        total = sum(sum(one.waits_by_minute) for one in self.by_class.values())
        if not total:
            return None
        return sum(sum(one.waits_by_minute[: int(minutes)]) for one in self.by_class.values()) / total

    def total(self) -> np.ndarray:
        """Customers per quarter-hour over all classes."""
        return np.sum([self.arrivals[name] for name in self.classes], axis=0) if self.classes else np.zeros(0)


def actual(day: date, summary: DaySummary) -> DayActual:
    """The day as others read it, every class on one row of quarters."""
    present = {name: one for name, one in summary.classes.items() if one.arrivals}
    first = min((one.first_quarter for one in present.values()), default=0)
    last = max((one.first_quarter + len(one.arrivals) for one in present.values()), default=0)
    arrivals, waits = {}, {}
    for name, one in present.items():
        place = slice(one.first_quarter - first, one.first_quarter - first + len(one.arrivals))
        arrivals[name], waits[name] = np.zeros(last - first), np.zeros(last - first)
        arrivals[name][place] = one.arrivals
        waits[name][place] = np.array(one.wait_seconds) / 60
    waited = sum(one.waited for one in summary.classes.values())
    return DayActual(
        day=day,
        tickets=summary.tickets,
        classes=tuple(present),
        first_minute=first * 15,
        arrivals=arrivals,
        wait_minutes=waits,
        longest_wait_minutes=max((one.longest_wait_seconds for one in summary.classes.values()), default=0) / 60,
        mean_wait_minutes=sum(float(row.sum()) for row in waits.values()) / waited if waited else 0.0,
        served=sum(one.served for one in summary.classes.values()),
        left=sum(one.left for one in summary.classes.values()),
        void=sum(one.void for one in summary.classes.values()),
        by_class=summary.classes,
        by_server=summary.servers,
    )
