"""What scoring works on: people, pieces of evidence, what was looked at.

The room exists so that the rules never see a table: whatever an inspection, a complaint or a test looks like, here it
is one neutral fact about one person.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

import msgspec

BRANCH = ""  # stands for "somebody in the branch was observed"


class Stint(msgspec.Struct, frozen=True):
    """A role held between two days (both included)."""

    role: str
    first: date
    last: date


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody to be scored. `role` at the end of the month; `stints` where it changed on the way. `days` of
    `of_days` he belonged to the branch (None: all of them), `since` when (None: for ever)."""

    person: str
    no: str
    name: str
    role: str
    stints: tuple[Stint, ...] = ()
    days: int | None = None
    of_days: int = 0
    temporary: bool = False
    since: date | None = None

    def role_on(self, day: date) -> str:
        """The role held on a day; the last one before the first stint or between two."""
        for stint in self.stints:
            if stint.first <= day <= stint.last:
                return stint.role
        return self.role


class Evidence(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One fact about one person. `act` is what was done (several clauses may meet in one act; empty = its subject);
    `check` the inspection it was found in; `people` how many did it together; `points_c` and `money_cents` are what
    the check-list then in use says, signed; `value_c` a recorded value (a test result) in hundredths; `waiver` the
    reason for which it does not count."""

    subject: str
    person: str
    source: str
    item: str
    day: date
    clause: str = ""
    severity: str = ""
    minute: int = 0
    cases: int = 1
    people: int = 1
    points_c: int | None = None
    money_cents: int = 0
    value_c: int | None = None
    act: str = ""
    check: str = ""
    waiver: str = ""
    note: str = ""

    @property
    def order(self) -> tuple[date, int, str, str]:
        """By when it happened; the subject breaks ties, so that no arrival order matters."""
        return (self.day, self.minute, self.subject, self.item)


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """One inspection of a person (or of the branch, `BRANCH`): also without a finding it is a check that was passed.
    `skipped`: codes that were not applicable."""

    check: str
    source: str
    person: str
    day: date
    skipped: frozenset[str] = frozenset()


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What scoring needs beside the evidence of the month.

    `first` is the month's first day (None: all evidence is of the month): what happened before it only says how often
    already. `observed` names what was looked at even if nothing was found, pairs (source, person). `bank_c` are
    figures of the bank by code of the measure, in hundredths; `ranks` the places of the month before.
    """

    first: date | None = None
    last: date | None = None
    observed: Collection[tuple[str, str]] = frozenset()
    checks: tuple[Looked, ...] = ()
    bank_c: Mapping[str, int] = {}
    ranks: Mapping[str, int] = {}
