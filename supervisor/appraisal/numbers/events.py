"""What can happen to own numbers: a file taken in or back, a number entered, corrected, taken back."""

from __future__ import annotations

from datetime import date

from supervisor.journal import Event, event


@event("numbers.file_taken", version=1, evidence=False, additive=True)
class FileTaken(Event):
    """A workbook of numbers was taken in: its name, the digest of its bytes and how many numbers it brought; the
    workbook itself stays with whoever keeps it (it may hold names of customers)."""

    name: str
    digest: str
    added: int
    replaced: int
    same: int


@event("numbers.file_withdrawn", version=1, evidence=False, additive=True)
class FileWithdrawn(Event):
    """A whole file was taken back, and why: what stood before each of its numbers stands again."""

    reason: str


@event("numbers.entered", version=1)
class NumberEntered(Event):
    """A number about a person, whole state: it replaces what stood under the same key. `when` is the day or the month
    it is about as it was written, `day` the day it is dated; `value_c` hundredths, None where only times were counted.
    `file`, `sheet` and `row` say where it was read; empty where it was typed."""

    person: str
    source: str
    item: str
    when: str
    day: date
    value_c: int | None = None
    cases: int = 1
    note: str = ""
    file: str = ""
    sheet: str = ""
    row: int = 0


@event("numbers.withdrawn", version=1)
class NumberWithdrawn(Event):
    """A number was taken back. With `file` only what this file said, with `last` only what was said last: what stood
    before it stands again."""

    reason: str
    file: str = ""
    last: bool = False
