"""One thing wrong with a rule book: where it stands and what to write instead."""

from __future__ import annotations

import msgspec

from supervisor.language import _


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


def one_of(names: object) -> str:
    """The cure that lists what may be written."""
    return _("One of: {choices}.").format(choices="、".join(map(str, names)) or "—")  # type: ignore[call-overload]
