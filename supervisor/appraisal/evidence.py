"""What scoring works on: people, pieces of evidence and the lines of a score.

The room exists so that the rules never see a table: whatever an inspection, a complaint or a test looks like, here it
is one neutral fact about one person, and what comes out is lines that add up to the score.
"""

from __future__ import annotations

from datetime import date

import msgspec

from supervisor.appraisal.rulebook import Rule
from supervisor.language import Words


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody to be scored."""

    person: str
    no: str
    name: str
    role: str


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One fact about one person. `act` is what was done (several clauses may meet in one act; empty = its subject);
    `points_c` and `money_cents` are what the check-list then in use says, signed; `value_c` a recorded value (a test
    result) in hundredths; `waiver` the reason for which it does not count."""

    subject: str
    person: str
    source: str
    item: str
    day: date
    clause: str = ""
    severity: str = ""
    minute: int = 0
    cases: int = 1
    points_c: int | None = None
    money_cents: int = 0
    value_c: int | None = None
    act: str = ""
    waiver: str = ""
    note: str = ""

    @property
    def order(self) -> tuple[date, int, str, str]:
        """By when it happened; the subject breaks ties, so that no arrival order matters."""
        return (self.day, self.minute, self.subject, self.item)


class Charge(msgspec.Struct, frozen=True, kw_only=True):
    """A rule applied to a piece of evidence; `kind` is "counted" until another rule changes it."""

    rule: Rule
    evidence: Evidence
    count: int
    points_c: int
    money_cents: int
    kind: str = "counted"
    reason: str = ""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of an explanation. Lines of a component add up to its score; lines without a component come after
    weighting. `kind`: start, counted, reminder, outranked, waived, limit, floor, cap, consequence, award."""

    component: str
    kind: str
    points_c: int
    money_cents: int = 0
    rule: str = ""
    rule_name: Words = Words("")
    evidence: str = ""
    item: str = ""
    day: date | None = None
    count: int = 0
    reason: str = ""


class ComponentScore(msgspec.Struct, frozen=True, kw_only=True):
    """A component of one person: `points_c` None when nothing was recorded (then it is left out of the weights)."""

    code: str
    name: Words
    weight_c: int
    points_c: int | None
    note: str = ""


class PersonScore(msgspec.Struct, frozen=True, kw_only=True):
    """One person's month. `weighted_c` is the weighted mean of the measured components, `total_points_c` adds the
    lines that come after weighting; both None when no component was measured. `pieces`: evidence looked at."""

    person: str
    no: str
    name: str
    role: str
    total_points_c: int | None
    weighted_c: int | None
    money_cents: int
    components: tuple[ComponentScore, ...]
    lines: tuple[Line, ...]
    pieces: int
    rank: int | None = None
    grade: str = ""
    notes: tuple[str, ...] = ()
