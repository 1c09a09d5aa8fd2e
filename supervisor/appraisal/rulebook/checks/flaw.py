"""One thing wrong with a rule book: where it stands and what to write instead."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Protocol

import msgspec

from supervisor.language import Words, _


class Named(Protocol):
    """A row with a code of its own and a name."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> Words: ...


class Flaw(msgspec.Struct, frozen=True):
    """In which table, which row of it (0-based, -1 for the table as a whole), which field; the problem and the cure."""

    table: str
    index: int
    field: str
    problem: str
    cure: str


def number(hundredths: int) -> str:
    """Hundredths as a person writes them."""
    return f"{hundredths / 100:g}"


def meant(written: str, rows: Iterable[Named]) -> str:
    """The cure for a code that is none: the row that was meant, where a name was written instead of its code or the
    letters differ only by their look; else what may be written."""
    rows = list(rows)
    looks = _look(written)
    for row in rows:
        if looks in (_look(row.code), _look(row.name.zh), _look(row.name.en)):
            return _("Write the code {code} here.").format(code=row.code)
    return one_of(row.code for row in rows)


def _look(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def one_of(names: object) -> str:
    """The cure that lists what may be written."""
    return _("One of: {choices}.").format(choices="、".join(map(str, names)) or "—")  # type: ignore[call-overload]
