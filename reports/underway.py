"""How far a workbook under way is, and whether it is still wanted.

The room exists so that every workbook can be watched and stopped alike: who waits for one says so around the call, and
what writes a table tells which sheet it begins. Nobody watches at the command line, and then it costs nothing. What the
watcher raises stops the writing, and the file under its temporary name goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Tell = Callable[[str], object]
T = TypeVar("T")

EVERY_ROWS = 200

_watching: ContextVar[Tell | None] = ContextVar("watching", default=None)


@contextmanager
def watched(tell: Tell) -> Iterator[None]:
    """Workbooks written meanwhile on this thread tell what they are at ("" between the rows of a table)."""
    token = _watching.set(tell)
    try:
        yield
    finally:
        _watching.reset(token)


def step(words: str) -> None:
    """Say what is done now: the name of a sheet, or what takes its time before one."""
    tell = _watching.get()
    if tell is not None:
        tell(words)


def counted(rows: Iterable[T]) -> Iterable[T]:
    """The same rows, between which the writing can be stopped."""
    tell = _watching.get()
    return rows if tell is None else _telling(rows, tell)


def _telling(rows: Iterable[T], tell: Tell) -> Iterator[T]:
    for number, row in enumerate(rows, 1):
        if number % EVERY_ROWS == 0:
            tell("")
        yield row
