"""Queue tickets by the million: one array a column, one compressed block a business day.

A ticket is known by its business day, printed number and time of arrival (`identity.py`: a machine that restarts at
noon hands out the same numbers again). Files overlap, are sent twice, or come through two laptops; whatever the order,
their union is the same, because of two versions of one ticket the fuller one wins by its content alone.
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

from supervisor.traffic.identity import groups

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
    """One day's tickets, each once, ordered by arrival and number, whatever order they came in.

    Of several versions of a ticket the one with the higher outcome wins, then the later end, call, and, so that the
    choice never depends on order, the greater rating, server and class. What the winner does not say (a class, a
    window, the call, a rating, the seconds of the arrival) is taken from the versions that do.
    """
    order, starts = _grouped(tickets)
    if starts.size < order.size:
        tickets = _merged(*_by_fullness(tickets))
        order = np.arange(len(tickets))
    return tickets.take(order[np.lexsort((tickets.number[order], tickets.arrived[order]))])


def doubled(tickets: Tickets) -> NDArray[np.intp]:
    """Positions of those rows whose ticket stands at an earlier position already."""
    order, starts = _grouped(tickets)
    if starts.size == order.size:
        return np.zeros(0, np.intp)
    return np.setdiff1d(order, np.minimum.reduceat(order, starts))


def _grouped(tickets: Tickets) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    none = tickets.classes.index("") if "" in tickets.classes else -1
    return groups(tickets.number, tickets.arrived, tickets.service_class, none)


def _by_fullness(tickets: Tickets) -> tuple[Tickets, NDArray[np.intp]]:
    """The tickets group by group, the fullest version last in each, and where the groups begin."""
    tickets = join([tickets])  # names in sorted order, so that positions compare like names
    order, starts = _grouped(tickets)
    group = np.repeat(np.arange(starts.size), np.diff(np.append(starts, order.size)))
    tickets = tickets.take(order)
    fullness = [getattr(tickets, name) for name in ("service_class", "server", "rating", "called", "finished")]
    return tickets.take(np.lexsort((tickets.number, tickets.arrived, *fullness, tickets.outcome, group))), starts


def _merged(tickets: Tickets, starts: NDArray[np.intp]) -> Tickets:
    """Of each group the fullest version (its last), with what only others say."""
    winner = tickets.take(np.append(starts[1:], len(tickets)) - 1)
    size = np.diff(np.append(starts, len(tickets)))
    several = size > 1
    columns = {name: getattr(winner, name).copy() for name in COLUMNS}
    columns["rating"] = np.maximum.reduceat(tickets.rating, starts)
    for name, texts in (("service_class", tickets.classes), ("server", tickets.servers)):
        if "" in texts:
            most = np.maximum.reduceat(getattr(tickets, name), starts)  # the empty name is the first of all
            columns[name] = np.where(columns[name] == 0, most, columns[name])
    exact = np.maximum.reduceat(np.where(tickets.arrived % 60, tickets.arrived, NEVER), starts)
    limit = np.where(winner.called != NEVER, winner.called, np.where(winner.finished != NEVER, winner.finished, exact))
    finer = several & (winner.arrived % 60 == 0) & (exact != NEVER) & (exact <= limit)
    columns["arrived"] = np.where(finer, exact, winner.arrived)
    until = np.repeat(np.where(winner.finished == NEVER, np.iinfo(np.int32).max, winner.finished), size)
    since = np.repeat(columns["arrived"], size)
    fits = (tickets.called >= since) & (tickets.called <= until)
    called = np.maximum.reduceat(np.where(fits, tickets.called, NEVER), starts)
    lacking = several & (winner.called == NEVER) & (winner.outcome == Outcome.SERVED)
    columns["called"] = np.where(lacking, called, winner.called)
    return make_tickets(tickets.classes, tickets.servers, **columns)


def not_in(tickets: Tickets, known: Tickets) -> tuple[Tickets, int]:
    """Those of one day's resolved tickets that say more than the known ones; and how many say nothing new."""
    if not len(known) or not len(tickets):
        return tickets, 0
    ours = np.concatenate((np.ones(len(tickets), np.int8), np.zeros(len(known), np.int8)))
    both = join([tickets, known])
    order, starts = _grouped(both)
    alone = np.diff(np.append(starts, order.size)) == 1
    group = np.empty(order.size, np.intp)
    group[order] = np.repeat(np.arange(starts.size), np.diff(np.append(starts, order.size)))
    new = alone.copy()
    at = {int(number): place for place, number in enumerate(group[ours == 0].tolist())}
    of_known = both.take(ours == 0)
    merged = _merged(*_by_fullness(both))
    for number in np.flatnonzero(~alone).tolist():
        place = at.get(number)
        new[number] = place is None or any(
            getattr(merged, name)[number] != getattr(of_known, name)[place] for name in COLUMNS if name != "number"
        )
    chosen = tickets.take(new[group[ours == 1]])
    return chosen, len(tickets) - len(chosen)


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
