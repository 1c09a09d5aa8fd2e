"""Queue tickets by the million: one array a column, one compressed block a business day.

A ticket is known by its key: business day, printed number and second of arrival (a machine that restarts at noon hands
out the same numbers again). Files overlap, are sent twice, or come through two laptops; whatever the order, the union
by key is the same, because of two versions of one ticket the fuller one wins by its content alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

NEVER = -1  # a moment that did not happen
DAY_SECONDS = 86_400
_BLOCK_MARK = b"TKT1"


class Outcome(IntEnum):
    """How a ticket ended; among two versions of one ticket the higher outcome is the fuller."""

    OPEN = 0  # not called, or being served, when the file was written
    LEFT = 1  # gone before being called, or not there when called
    SERVED = 2
    NEVER_THERE = 3  # a test print, a void ticket, a phantom: no customer stood behind it


@dataclass(frozen=True, slots=True, eq=False)
class Tickets:
    """Tickets of one or more days. All arrays have shape (tickets,).

    day: date ordinal · number: UTF-8 bytes · arrived, called, finished: seconds after midnight of the business day,
    `NEVER` where it did not happen · outcome: `Outcome` · service_class, server: positions in `classes`, `servers` ·
    rating: 1 (worst) to 5, 0 where nobody pressed.
    """

    day: NDArray[np.int32]
    number: NDArray[np.bytes_]
    arrived: NDArray[np.int32]
    called: NDArray[np.int32]
    finished: NDArray[np.int32]
    outcome: NDArray[np.uint8]
    service_class: NDArray[np.uint16]
    server: NDArray[np.uint16]
    rating: NDArray[np.uint8]
    classes: tuple[str, ...]
    servers: tuple[str, ...]

    def __len__(self) -> int:
        return int(self.day.size)

    def take(self, which: NDArray[Any] | slice) -> Tickets:
        """The chosen tickets (positions, a mask or a slice); names are shared, not copied."""
        columns = {name: getattr(self, name)[which] for name in COLUMNS}
        return Tickets(**columns, classes=self.classes, servers=self.servers)

    def wait_seconds(self) -> NDArray[np.int32]:
        """Seconds waited: until called when served, until gone when left; `NEVER` where nobody knows."""
        end = np.where(self.outcome == Outcome.LEFT, self.finished, self.called)
        known = (end != NEVER) & ((self.outcome == Outcome.SERVED) | (self.outcome == Outcome.LEFT))
        return np.where(known, np.maximum(end - self.arrived, 0), NEVER).astype(np.int32)


COLUMNS = ("day", "number", "arrived", "called", "finished", "outcome", "service_class", "server", "rating")
_TYPES: dict[str, Any] = {
    "day": np.int32,
    "arrived": np.int32,
    "called": np.int32,
    "finished": np.int32,
    "outcome": np.uint8,
    "service_class": np.uint16,
    "server": np.uint16,
    "rating": np.uint8,
}


def make_tickets(classes: Sequence[str], servers: Sequence[str], **columns: Any) -> Tickets:
    """Tickets from plain sequences, one keyword a column of `COLUMNS`; types are set here."""
    arrays = {name: np.asarray(columns[name], dtype=_TYPES.get(name, np.bytes_)) for name in COLUMNS}
    return Tickets(**arrays, classes=tuple(classes), servers=tuple(servers))


def no_tickets() -> Tickets:
    """No ticket at all."""
    return make_tickets((), (), **{name: [] for name in COLUMNS})


def join(parts: Sequence[Tickets]) -> Tickets:
    """All tickets of the parts in their order, class and server names brought under one numbering, sorted."""
    parts = [part for part in parts if len(part)] or [no_tickets()]
    classes = tuple(sorted({name for part in parts for name in part.classes}))
    servers = tuple(sorted({name for part in parts for name in part.servers}))
    arrays: dict[str, Any] = {}
    for name in COLUMNS:
        if name in ("service_class", "server"):
            names = classes if name == "service_class" else servers
            place = {text: position for position, text in enumerate(names)}
            pieces = []
            for part in parts:
                own = part.classes if name == "service_class" else part.servers
                new = np.array([place[text] for text in own] or [0], dtype=np.uint16)
                pieces.append(new[getattr(part, name)])
            arrays[name] = np.concatenate(pieces)
        else:
            arrays[name] = np.concatenate([getattr(part, name) for part in parts])
    return Tickets(**arrays, classes=classes, servers=servers)


def split_days(tickets: Tickets) -> dict[date, Tickets]:
    """Tickets by business day, days in order."""
    if not len(tickets):
        return {}
    if np.any(np.diff(tickets.day) < 0):
        tickets = tickets.take(np.argsort(tickets.day, kind="stable"))
    borders = np.concatenate(([0], np.flatnonzero(np.diff(tickets.day)) + 1, [len(tickets)]))
    return {
        date.fromordinal(int(tickets.day[start])): tickets.take(slice(int(start), int(stop)))
        for start, stop in pairwise(borders)
    }


def resolve(tickets: Tickets) -> Tickets:
    """One day's tickets, each key once, ordered by arrival and number, whatever order they came in.

    Of several versions of a ticket the one with the higher outcome wins, then the later end, call, and, so that the
    choice never depends on order, the greater rating, server and class.
    """
    return tickets.take(_chosen(tickets))


def _chosen(tickets: Tickets) -> NDArray[np.intp]:
    """Positions of the tickets that `resolve` keeps; of two that are alike in all, the later position."""
    order = np.lexsort((tickets.number, tickets.arrived))
    if not _same_key(tickets, order).any():
        return order
    tickets = join([tickets])  # names in sorted order, so that positions compare like names
    fullness = [getattr(tickets, name) for name in ("service_class", "server", "rating", "called", "finished")]
    order = np.lexsort((*fullness, tickets.outcome, tickets.number, tickets.arrived))
    return order[np.concatenate((~_same_key(tickets, order), [True]))]


def _same_key(tickets: Tickets, order: NDArray[np.intp]) -> NDArray[np.bool_]:
    """For all but the last in this order: whether the next ticket has the same key."""
    number, arrived = tickets.number[order], tickets.arrived[order]
    return (arrived[1:] == arrived[:-1]) & (number[1:] == number[:-1])


def not_in(tickets: Tickets, known: Tickets) -> tuple[Tickets, int]:
    """Those of one day's resolved tickets that say more than the known ones; and how many say nothing new."""
    if not len(known) or not len(tickets):
        return tickets, 0
    both = join([tickets, known])
    chosen = _chosen(both)
    new = both.take(chosen[chosen < len(tickets)])
    return new, len(tickets) - len(new)


def encode_block(tickets: Tickets) -> bytes:
    """One day's resolved tickets as a compressed block, column by column (times as differences)."""
    tickets = join([tickets])
    width = max(1, tickets.number.dtype.itemsize)
    columns = {
        "day": int(tickets.day[0]) if len(tickets) else 0,
        "count": len(tickets),
        "classes": tickets.classes,
        "servers": tickets.servers,
        "width": width,
        "number": np.ascontiguousarray(
            tickets.number.astype(f"S{width}").view(np.uint8).reshape(-1, width).T
        ).tobytes(),
        "arrived": np.diff(tickets.arrived, prepend=np.int32(0)).astype("<i4").tobytes(),
        "called": _moments(tickets.called, tickets.arrived),
        "finished": _moments(tickets.finished, tickets.arrived),
        "outcome": tickets.outcome.tobytes(),
        "service_class": tickets.service_class.astype("<u2").tobytes(),
        "server": tickets.server.astype("<u2").tobytes(),
        "rating": tickets.rating.tobytes(),
    }
    return _BLOCK_MARK + zlib.compress(msgspec.msgpack.encode(columns), 6)


def _moments(moments: NDArray[np.int32], arrived: NDArray[np.int32]) -> bytes:
    return np.where(moments == NEVER, NEVER, moments - arrived).astype("<i4").tobytes()


def decode_block(block: bytes) -> Tickets:
    """The tickets of a block; raises ValueError when it is not one."""
    if not block.startswith(_BLOCK_MARK):
        raise ValueError("not a ticket block")
    columns = msgspec.msgpack.decode(zlib.decompress(block[len(_BLOCK_MARK) :]))
    count, width = columns["count"], columns["width"]
    number = np.frombuffer(columns["number"], dtype=np.uint8).reshape(width, count)
    arrived = np.cumsum(np.frombuffer(columns["arrived"], dtype="<i4"), dtype=np.int32)
    called = np.frombuffer(columns["called"], dtype="<i4")
    finished = np.frombuffer(columns["finished"], dtype="<i4")
    return make_tickets(
        columns["classes"],
        columns["servers"],
        day=np.full(count, columns["day"]),
        number=np.ascontiguousarray(number.T).view(f"S{width}").ravel(),
        arrived=arrived,
        called=np.where(called == NEVER, NEVER, called + arrived),
        finished=np.where(finished == NEVER, NEVER, finished + arrived),
        outcome=np.frombuffer(columns["outcome"], dtype=np.uint8),
        service_class=np.frombuffer(columns["service_class"], dtype="<u2"),
        server=np.frombuffer(columns["server"], dtype="<u2"),
        rating=np.frombuffer(columns["rating"], dtype=np.uint8),
    )


def union(blocks: Iterable[bytes]) -> Tickets:
    """The tickets of overlapping blocks of one day, each key once; the order of blocks does not matter."""
    return resolve(join([decode_block(block) for block in blocks]))
