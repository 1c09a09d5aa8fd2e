"""How far a workbook under way is, and whether it is still wanted.

The room exists so that every workbook can be watched and stopped alike: who waits for one says so around the call, and
what writes a table tells which sheet it begins. Nobody watches at the command line, and then it costs nothing. What the
watcher raises stops the writing, and the file under its temporary name goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Tell = Callable[[float, str], object]
"""Told the share done (0..1; below 0 while nobody knows) and what is done now ("" between the rows of a table)."""
T = TypeVar("T")

EVERY_ROWS = 200


class _Watch:
    """Who waits, and how far it is."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self.share = -1.0

    def tell(self, words: str = "") -> None:
        self._tell(self.share, words)


_watching: ContextVar[_Watch | None] = ContextVar("watching", default=None)


@contextmanager
def watched(tell: Tell) -> Iterator[None]:
    """Workbooks written meanwhile on this thread tell how far they are and what they are at."""
    token = _watching.set(_Watch(tell))
    try:
        yield
    finally:
        _watching.reset(token)


def step(words: str) -> None:
    """Say what is done now: the name of a sheet, or what takes its time before one."""
    watch = _watching.get()
    if watch is not None:
        watch.tell(words)


def through(parts: Sequence[T]) -> Iterator[T]:
    """The parts that a workbook is made of, one after another: how many are done says how far it is. What comes before
    them and after them (what is read first, what is packed at the end) counts as a part each.
    """
    watch = _watching.get()
    for number, part in enumerate(parts, 1):
        if watch is not None:
            watch.share = number / (len(parts) + 2)
            watch.tell()
        yield part
    if watch is not None:
        watch.share = (len(parts) + 1) / (len(parts) + 2)


def counted(rows: Iterable[T]) -> Iterable[T]:
    """The same rows, between which the writing can be stopped."""
    watch = _watching.get()
    return rows if watch is None else _telling(rows, watch)


def _telling(rows: Iterable[T], watch: _Watch) -> Iterator[T]:
    for number, row in enumerate(rows, 1):
        if number % EVERY_ROWS == 0:
            watch.tell()
        yield row
