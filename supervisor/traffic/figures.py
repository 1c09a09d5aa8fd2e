"""The shape of a day's figures, as it lies in the journal and the ledger (no arrays, so that it loads in no time)."""

from __future__ import annotations

import msgspec


class ClassDay(msgspec.Struct, frozen=True, omit_defaults=True):
    """One class of service on one day. `arrivals[i]` came in quarter-hour `first_quarter + i` after midnight."""

    first_quarter: int = 0
    arrivals: tuple[int, ...] = ()  # customers, void tickets left out
    wait_seconds: tuple[int, ...] = ()  # waited in all by those who arrived in the quarter, where known
    waits_by_minute: tuple[int, ...] = ()  # served customers who waited 0–1, 1–2, … minutes; the last is 60 and over
    served: int = 0
    left: int = 0
    left_timed: int = 0  # of these with a known moment
    void: int = 0
    open: int = 0
    service_seconds: int = 0
    service_timed: int = 0  # served customers with known service time
    longest_wait_seconds: int = 0
    waited: int = 0  # customers whose wait is known
    service_squares: int = 0  # squared seconds of the timed services, cut at six upper quartiles


class ServerDay(msgspec.Struct, frozen=True, omit_defaults=True):
    """One window on one day; `ratings[i]` customers pressed i + 1."""

    served: int = 0
    service_seconds: int = 0
    ratings: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)


class DaySummary(msgspec.Struct, frozen=True):
    """A day's tickets in figures, by class of service and by window.

    last_second: after midnight, when the last customer came; None for counts, and for days recorded before it was kept.
    """

    tickets: int
    classes: dict[str, ClassDay]
    servers: dict[str, ServerDay]
    last_second: int | None = None
