"""What is known of a number, and what a file would bring."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from supervisor.errors import Fault
from supervisor.journal import derived_id


class Key(msgspec.Struct, frozen=True, order=True):
    """What a number is about: there is one number for each. `when` is a day (2026-11-05) or a month (2026-11)."""

    person: str
    source: str
    item: str
    when: str

    @property
    def subject(self) -> str:
        """The same on every laptop, so that two imports of one file meet in one place."""
        return "number:" + derived_id("\x1f".join((self.person, self.source, self.item, self.when)), "number")


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A number as it stands; `earlier` is how often it was said otherwise before."""

    subject: str
    person: str
    source: str
    item: str
    when: str
    day: date
    value_c: int | None
    cases: int
    note: str
    file: str
    sheet: str
    row: int
    by: str
    at: datetime
    earlier: int = 0

    @property
    def key(self) -> Key:
        """What it is about."""
        return Key(self.person, self.source, self.item, self.when)


class TakenFile(msgspec.Struct, frozen=True):
    """A file that was taken in; `withdrawn` is the reason where it was taken back."""

    subject: str
    name: str
    digest: str
    added: int
    replaced: int
    same: int
    by: str
    at: datetime
    withdrawn: str = ""


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """A number as read from a file."""

    key: Key
    no: str
    name: str
    day: date
    value_c: int | None
    cases: int
    note: str
    sheet: str
    row: int
    column: str


class Line(msgspec.Struct, frozen=True):
    """A number of a file beside what stands: outcome "added", "replaced" or "same"."""

    read: Read
    outcome: str
    before_c: int | None = None
    cases_before: int = 0


class Look(msgspec.Struct, frozen=True):
    """What taking in a file would do. With faults it does nothing; `notes` are what a reader should know."""

    file: str
    digest: str
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()

    def count(self, outcome: str) -> int:
        """How many lines have this outcome."""
        return sum(line.outcome == outcome for line in self.lines)
