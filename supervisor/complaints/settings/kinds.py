"""Kinds of service a customer is promised: what he is told in one go (一次性告知), and by when it is completed
(限时办结).

The set that ships is a start of our own, made of generic papers and times; a branch checks it against its bank's rules
and edits it, and its own definitions win code by code.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from supervisor.language import Words

GROUPS = ("papers", "conditions", "steps", "times", "fees")
"""The order in which a customer is told: what to bring, on which conditions, how it goes, how long, what it costs."""
MOST_LINES, LONGEST_LINE = 60, 200
MOST_MINUTES, MOST_DAYS = 8 * 60, 250


class ToldLine(msgspec.Struct, frozen=True):
    """One thing that the customer is told."""

    group: str
    zh: str
    en: str = ""

    def __str__(self) -> str:
        return str(Words(self.zh, self.en))


class ServiceKind(msgspec.Struct, frozen=True):
    """A kind of service; completed within minutes or working days, whichever is not 0 (both 0: as agreed)."""

    code: str
    name: Words
    lines: tuple[ToldLine, ...] = ()
    promise_minutes: int = 0
    promise_working_days: int = 0
    active: bool = True
    own: bool = False  # the branch set it; else it is as it ships

    @property
    def told_once(self) -> tuple[str, ...]:
        """Everything to tell, in the order of telling, in the language in force."""
        return tuple(str(line) for _group, lines in self.grouped() for line in lines)

    def grouped(self) -> list[tuple[str, list[ToldLine]]]:
        """The lines under their groups, in the order of telling; groups without a line are left out."""
        found = [(group, [line for line in self.lines if line.group == group]) for group in GROUPS]
        return [(group, lines) for group, lines in found if lines]


class _Shipped(msgspec.Struct):
    code: str
    zh: str
    en: str
    lines: dict[str, list[list[str]]]
    promise_minutes: int = 0
    promise_working_days: int = 0


@cache
def shipped_kinds() -> tuple[ServiceKind, ...]:
    """The kinds that ship with the program."""
    text = (files("resources") / "complaints" / "service_kinds.json").read_bytes()
    return tuple(
        ServiceKind(
            one.code, Words(one.zh, one.en),
            tuple(ToldLine(group, zh, en) for group in GROUPS for zh, en in one.lines.get(group, ())),
            one.promise_minutes, one.promise_working_days,
        )
        for one in msgspec.convert(msgspec.json.decode(text)["kinds"], list[_Shipped])
    )  # fmt: skip
