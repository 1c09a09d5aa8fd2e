"""Customers' visits, slim: of each ticket what sight asks for, so that years lie in memory and are grouped fast.

Tickets behind which nobody stood (void, test prints, phantoms) are no visits. Figures are exact: they come from every
ticket, not from classes of a histogram.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from supervisor.traffic.tickets import NEVER, Outcome, Tickets

_COLUMNS = ("day", "arrived", "wait", "service", "outcome", "service_class", "server", "rating")
_TYPES: dict[str, Any] = {
    "day": np.int32, "arrived": np.int32, "wait": np.int32, "service": np.int32, "outcome": np.uint8,
    "service_class": np.uint16, "server": np.uint16, "rating": np.uint8,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Visits:
    """Visits of some days; all arrays have shape (visits,).

    day: date ordinal · arrived: seconds after midnight of the business day · wait: seconds until called, or until gone
    for who left, `NEVER` where nobody knows · service: seconds from call to end for who was served, `NEVER` where
    unknown · outcome: `Outcome` but never NEVER_THERE · service_class, server: positions in `classes`, `servers` ·
    rating: 1 to 5, 0 where nobody pressed. `void`: tickets left out, by nobody.
    """

    day: NDArray[np.int32]
    arrived: NDArray[np.int32]
    wait: NDArray[np.int32]
    service: NDArray[np.int32]
    outcome: NDArray[np.uint8]
    service_class: NDArray[np.uint16]
    server: NDArray[np.uint16]
    rating: NDArray[np.uint8]
    classes: tuple[str, ...]
    servers: tuple[str, ...]
    void: int = 0

    def __len__(self) -> int:
        return int(self.day.size)

    def take(self, which: NDArray[Any]) -> Visits:
        """The chosen visits (a mask or positions)."""
        columns = {name: getattr(self, name)[which] for name in _COLUMNS}
        return Visits(**columns, classes=self.classes, servers=self.servers)

    def of_class(self, code: str) -> Visits:
        """The visits of one class of service; all for an empty code, none for a class that nobody came for."""
        if not code:
            return self
        place = self.classes.index(code) if code in self.classes else -1
        return self.take(self.service_class == place)

    @cached_property
    def days(self) -> NDArray[np.int32]:
        """Ordinals of the days with visits, in order."""
        return np.unique(self.day)

    @cached_property
    def by_wait(self) -> NDArray[np.intp]:
        """Positions of the visits whose wait is known, shortest first."""
        return _sorted(self.wait)

    @cached_property
    def by_service(self) -> NDArray[np.intp]:
        """Positions of the visits whose service time is known, shortest first."""
        return _sorted(self.service)

    @cached_property
    def weekday(self) -> NDArray[np.int32]:
        """0 Monday to 6 Sunday."""
        return (self.day - 1) % 7

    @cached_property
    def hour(self) -> NDArray[np.int32]:
        """Hour of arrival; past midnight of a long business day it goes on counting."""
        return self.arrived // 3600

    @cached_property
    def quarter(self) -> NDArray[np.int32]:
        """Quarter-hour of arrival after midnight."""
        return self.arrived // 900


def _sorted(values: NDArray[np.int32]) -> NDArray[np.intp]:
    known = np.flatnonzero(values != NEVER)
    return known[np.argsort(values[known], kind="stable")]


def visits_of(tickets: Tickets) -> Visits:
    """The visits behind resolved tickets."""
    real = tickets.outcome != Outcome.NEVER_THERE
    timed = (tickets.outcome == Outcome.SERVED) & (tickets.called != NEVER) & (tickets.finished != NEVER)
    columns = {
        "day": tickets.day,
        "arrived": tickets.arrived,
        "wait": tickets.wait_seconds(),
        "service": np.where(timed, tickets.finished - tickets.called, NEVER),
        "outcome": tickets.outcome,
        "service_class": tickets.service_class,
        "server": tickets.server,
        "rating": tickets.rating,
    }
    return Visits(
        **{name: np.ascontiguousarray(column[real], dtype=_TYPES[name]) for name, column in columns.items()},
        classes=tickets.classes,
        servers=tickets.servers,
        void=int((~real).sum()),
    )


def join_visits(parts: Sequence[Visits]) -> Visits:
    """All visits of the parts in their order, names of classes and windows sorted under one numbering."""
    classes = tuple(sorted({name for part in parts for name in part.classes}))
    servers = tuple(sorted({name for part in parts for name in part.servers}))
    class_at = {name: place for place, name in enumerate(classes)}
    server_at = {name: place for place, name in enumerate(servers)}
    pieces: dict[str, list[NDArray[Any]]] = {name: [np.zeros(0, _TYPES[name])] for name in _COLUMNS}
    for part in parts:
        for name in _COLUMNS:
            column = getattr(part, name)
            if name == "service_class":
                column = np.array([class_at[one] for one in part.classes] or [0], dtype=np.uint16)[column]
            elif name == "server":
                column = np.array([server_at[one] for one in part.servers] or [0], dtype=np.uint16)[column]
            pieces[name].append(column)
    return Visits(
        **{name: np.concatenate(found) for name, found in pieces.items()},
        classes=classes,
        servers=servers,
        void=sum(part.void for part in parts),
    )
