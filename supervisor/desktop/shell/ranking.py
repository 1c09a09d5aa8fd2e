"""In which order Ctrl+K lists what it found. Pure: words in, places out.

What somebody wants to do comes before what once happened: a number or a person's full name first, then commands and
screens, then people, then records, those still open before old ones. Chinese is found anywhere in a name and by the
its sounds (`kl` or `keliu` for 客流), English at the beginning of a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from supervisor.desktop.widgets.sounds import sounds_like


class Line(Protocol):
    """What is ranked: `sort` is command, screen, person or record; `names` are further names of it, `number` its own;
    `current` tells that it is not done with yet."""

    @property
    def sort(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def number(self) -> str: ...
    @property
    def current(self) -> bool: ...


L = TypeVar("L", bound=Line)
T = TypeVar("T")


def quality(query: str, name: str) -> int:
    """How well a name answers: 4 it is the name, 3 it begins so, 2 a word of it (or its sounds) does, 1 each word of
    the query is found in it, 0 not at all."""
    wanted, there = query.strip().casefold(), name.casefold()
    if not wanted:
        return 0
    if wanted == there:
        return 4
    if there.startswith(wanted):
        return 3
    if _found(wanted, there) or (len(wanted) > 1 and sounds_like(wanted, name, begins=True)):
        return 2
    return 1 if all(_found(word, there) for word in wanted.split()) else 0


def _found(word: str, there: str) -> bool:
    """A word of Latin letters where a word begins; Chinese and digits anywhere."""
    if word.isascii() and not word.isdecimal():
        return any(part.startswith(word) for part in there.replace("-", " ").split()) or f" {word}" in there
    return word in there


def place(query: str, line: Line) -> tuple[int, int] | None:
    """Where a line stands for a query, the highest first; None for a command that does not answer it."""
    best = max(quality(query, name) for name in (line.text, *line.names))
    wanted = query.strip().casefold()
    number = line.number.casefold()
    if line.sort in ("command", "screen"):
        return (4, best) if best else None
    if number and (wanted == number or (wanted.isdecimal() and len(wanted) > 2 and number.endswith(wanted))):
        return (5, 2)
    if line.sort == "person":
        return (5, 1) if best == 4 else (3, best)
    return (2 if line.current else 1, best)


def ranked(query: str, lines: Iterable[L]) -> list[L]:
    """Those that answer, the best first; alike ones keep their order."""
    found = [(there, line) for line in lines if (there := place(query, line)) is not None]
    return [line for _there, line in sorted(found, key=lambda one: one[0], reverse=True)]


def recent_first(lines: Sequence[T], recent: Sequence[T], key: str = "key") -> list[T]:
    """What was used last, then all the others."""
    used = {getattr(line, key) for line in recent}
    return [*recent, *(line for line in lines if getattr(line, key) not in used)]
