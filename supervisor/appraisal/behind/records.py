"""What is told of a piece of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from supervisor.appraisal.scoring import Line
from supervisor.journal import Reader
from supervisor.language import Words

Fact = tuple[str, str]  # what, and how it stands; in the language in force


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of evidence in words: facts to be read one under another, photos (digests), and where its original is:
    `screen` of the desktop and what it is to show. `more`: subjects whose entries belong to it, too."""

    facts: tuple[Fact, ...] = ()
    photos: tuple[str, ...] = ()
    screen: str = ""
    about: str | date | None = ""
    more: tuple[str, ...] = ()


class Written(msgspec.Struct, frozen=True):
    """An entry of the journal: of which moment, when it was written down, its kind, by whom, on which device."""

    at: datetime
    written: datetime
    kind: str
    by: str
    device: str


class Piece(msgspec.Struct, frozen=True):
    """A record a figure was put together from, as a line that can be looked behind, and its value."""

    line: Line
    value_c: int | None


class Behind(msgspec.Struct, frozen=True, kw_only=True):
    """All behind a line: the rule in a sentence with its version, the evidence, the entries, oldest first; of a figure
    the records it was put together from."""

    rule: str
    book: str
    told: Told
    entries: tuple[Written, ...] = ()
    pieces: tuple[Piece, ...] = ()


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a person's score, who asks about it, and how people are called. `everybody`: who asks may read other
    people's records."""

    r: Reader
    actor: str
    person: str
    line: Line
    names: Mapping[str, str]
    everybody: bool

    @property
    def subject(self) -> str:
        """The subject of the evidence."""
        return self.line.evidence

    def name(self, person: str) -> str:
        """A person by name; other people are not named to staff."""
        if not person or not (self.everybody or person == self.person):
            return ""
        return self.names.get(person, "")

    def people(self, persons: tuple[str, ...]) -> str:
        """Whom it concerns: by name, or for staff how many others."""
        if self.everybody:
            return "、".join(filter(None, map(self.name, persons)))
        others = len(set(persons) - {self.person})
        return (
            said("本人及另外 {n} 人", "you and {n} others").format(n=others) if others else said("仅本人", "you alone")
        )


def said(zh: str, en: str) -> str:
    """A word of this room in the language in force."""
    return str(Words(zh, en))


def facts(*pairs: Fact) -> tuple[Fact, ...]:
    """Those of which something is known."""
    return tuple((name, value) for name, value in pairs if value)
