"""Rule books as data: what a branch pays attention to, what it costs and what it earns.

The room's constitution. A rule book is a value; its version is the digest of its bytes, so a month scored by it once
is scored by it for ever. Everything a manager may say is a row here; nothing about a particular branch is code.
Points are integer hundredths (`*_c`), money integer cents, weights hundredths of a percent (4000 = 40 %).
"""

from __future__ import annotations

import hashlib

import msgspec

from supervisor.language import Words

PERS = ("place", "time", "person_time")
STARTS = ("base", "mean")
MEASURED = ("branch", "person", "always")
EFFECTS = ("component_zero", "component_cap", "total_cap", "grade_cap", "award_lost", "points", "money")
BAND_USES = ("grade", "rank", "measure")
SOURCES = ("inspection", "complaint", "praise", "training", "attendance", "order", "number", "handling")


class Component(msgspec.Struct, frozen=True, kw_only=True):
    """A weighted part of the score. `start` "base" counts up and down from `base_c`, "mean" from the mean of the
    recorded values; it is measured when anybody ("branch"), this person ("person") or nobody at all ("always") was
    observed by one of its `sources`. The score stays within `floor_c` and `cap_c` (None = no bound)."""

    code: str
    name: Words
    weight_c: int
    sources: tuple[str, ...]
    measured: str = "branch"
    start: str = "base"
    base_c: int = 10000
    floor_c: int | None = 0
    cap_c: int | None = 10000


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What one kind of evidence costs or earns. Negative takes away; `points_c` None takes the points that the
    evidence itself records (those of the check-list then in use), and then `money_cents` None its money too.

    `items` are item or clause codes or patterns with `*`; empty `severities` and `roles` mean all of them.
    `reminders` breaches at first only remind; `money_factor` multiplies the money at each repeat up to
    `money_cap_cents`; `limit_c` is the most this rule may move the component in a month (扣完为止).
    Rules that may meet in one act share an `overlap` group with a `precedence`: "highest", "sum" or a number (least
    goes first). `bands` names a table of value bands that gives the points from the recorded value."""

    code: str
    component: str
    name: Words
    source: str
    items: tuple[str, ...] = ("*",)
    severities: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    per: str = "time"
    points_c: int | None = None
    money_cents: int | None = None
    reminders: int = 0
    money_factor: int = 1
    money_cap_cents: int | None = None
    limit_c: int | None = None
    overlap: str = ""
    precedence: str = ""
    bands: str = ""


class Consequence(msgspec.Struct, frozen=True, kw_only=True):
    """What follows when the breaches of `rules` in a month are more than `more_than` (0: a gate that fails at once)."""

    code: str
    name: Words
    rules: tuple[str, ...]
    more_than: int
    effect: str
    target: str = ""
    points_c: int = 0
    money_cents: int = 0


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """From `low_c` to `high_c` (hundredths; None = open end) in `table`: a grade, an award by rank, points by value."""

    table: str
    use: str
    low_c: int | None
    high_c: int | None
    low_included: bool = True
    high_included: bool = False
    label: str = ""
    points_c: int = 0
    money_cents: int = 0

    def holds(self, value_c: int) -> bool:
        """Whether the value lies in this band, borders as stated."""
        above = self.low_c is None or value_c > self.low_c or (self.low_included and value_c == self.low_c)
        below = self.high_c is None or value_c < self.high_c or (self.high_included and value_c == self.high_c)
        return above and below


class RuleBook(msgspec.Struct, frozen=True, kw_only=True):
    """A whole rule book. `appeal_days`: how many days after publication a person may appeal."""

    name: Words
    version: str
    components: tuple[Component, ...]
    rules: tuple[Rule, ...]
    consequences: tuple[Consequence, ...] = ()
    bands: tuple[Band, ...] = ()
    appeal_days: int = 5

    def rule(self, code: str) -> Rule | None:
        """The rule of that code, or None."""
        return next((rule for rule in self.rules if rule.code == code), None)

    def table(self, name: str) -> tuple[Band, ...]:
        """The bands of one table, in the order written."""
        return tuple(band for band in self.bands if band.table == name)

    def bands_for(self, use: str) -> tuple[Band, ...]:
        """The bands of one use: "grade" or "rank"."""
        return tuple(band for band in self.bands if band.use == use)


def to_bytes(book: RuleBook) -> bytes:
    """The bytes by which a rule book is kept and known."""
    return msgspec.json.encode(book)


def from_bytes(content: bytes) -> RuleBook:
    """The rule book kept in these bytes. Raises msgspec.ValidationError when they are not one."""
    return msgspec.json.decode(content, type=RuleBook)


def digest(book: RuleBook) -> str:
    """SHA-256 of the content: the version of a rule book, whatever it calls itself."""
    return hashlib.sha256(to_bytes(book)).hexdigest()
