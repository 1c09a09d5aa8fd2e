"""Check-lists as data: sections, items and the rule by which each item is scored.

A version of a check-list is identified by the SHA-256 of its canonical bytes, so that a score given under it can be
recomputed for ever, whatever the branch changes later. Points are integer hundredths, money is integer cents.
"""

from __future__ import annotations

import hashlib
from datetime import date
from functools import lru_cache
from typing import Any, Literal

import msgspec

from supervisor.language import Words

Counting = Literal["place", "time", "person_time", "rate"]
Severity = Literal["minor", "serious", "grave"]
Evidence = Literal["none", "note", "photo", "note_or_photo"]
Missing = Literal["stop", "warn", "pass"]
Kind = Literal["check", "integer", "decimal", "text", "date", "choice", "choices", "note"]
Gate = Literal["none", "section", "all"]


class Choice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of the answers a question offers: `name` is what is stored and compared, `words` what people read."""

    name: str
    words: Words


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing to check and how a failure of it counts.

    `points_c` are the item's full marks, `per_case_c` the deduction per case; a negative `per_case_c` is a bonus.
    `floor_c` is how far the item's marks may fall (0: until they are used up; negative: below zero).
    With `counts="rate"` the answer carries a measured fraction: each begun `step` above `limit` is one case.

    A `check` is judged pass, fail or not applicable. Every other `kind` asks for a fact that carries no points itself
    (how many machines, which shift) but may decide what else is asked; a `note` is only read.
    """

    id: str
    clause: str  # the requirement the item makes checkable, such as B1
    words: Words
    hint: Words = Words("")
    points_c: int
    per_case_c: int
    counts: Counting = "time"
    floor_c: int = 0
    gate: Gate = "none"  # a failed gate forfeits its section, or everything
    continue_at: str = ""  # after a failed gate the check goes on at this item
    severity: Severity = "minor"
    owner_role: str = ""  # who answers for mending it when the inspector names nobody
    mend_days: int | None = 3  # working days; None (null): as many as the branch has set for the severity
    evidence: Evidence = "none"  # what a failure must be backed by
    first_is_reminder: bool = False
    if_missing: Missing = "warn"  # unanswered, or without its evidence
    relevant: str = ""  # asked only when this holds, such as ${C6-5} = 'fail'; empty: always
    kind: Kind = "check"
    choices: tuple[Choice, ...] = ()  # of a choice (one of them) or choices (any of them)
    constraint: str = ""  # what a fact must keep to, such as . >= 0 and . <= 50; "." is the answer itself
    constraint_words: Words = Words("")  # said when it does not
    same_act: str = ""  # items sharing this name are one act: only the highest deduction counts
    limit: float = 0.0
    step: float = 0.0
    fine_cents: int = 0
    fine_doubles: bool = False
    fine_cap_cents: int = 0


class Section(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A group of items with a heading; with `relevant` all of it is asked only when that holds."""

    id: str
    name: Words
    items: tuple[Item, ...]
    relevant: str = ""


class Threshold(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """More than `more_than` cases of `item` by one person in a month: `consequence`; without an item: of all items."""

    more_than: int
    consequence: Words
    item: str = ""


class Template(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A check-list. `base_c` is its full mark, at least the sum of its items' points.

    `floor_c` is the lowest total, `cap_c` the highest including bonus (0: no more than the full mark);
    `repeat_days` is how long an earlier breach is remembered.
    """

    code: str
    version: str
    name: Words
    base_c: int
    sections: tuple[Section, ...]
    note: Words = Words("")
    floor_c: int = 0
    cap_c: int = 0
    repeat_days: int = 90
    thresholds: tuple[Threshold, ...] = ()

    def items(self) -> tuple[Item, ...]:
        """All items in the order they are asked."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def conditional(self) -> bool:
        """Whether answers decide which of its items are asked."""
        return any(s.relevant or any(item.relevant for item in s.items) for s in self.sections)

    def item(self, identifier: str) -> Item:
        """The item of that id; KeyError where the check-list has none."""
        for item in self.items():
            if item.id == identifier:
                return item
        raise KeyError(identifier)

    def has(self, identifier: str) -> bool:
        """Whether the check-list asks for an item of that id."""
        return any(item.id == identifier for item in self.items())


def canonical(template: Template) -> bytes:
    """The bytes a version is identified by: defaults left out, order fixed, so new optional fields change nothing.

    A default that was written out counts as one left out: equal check-lists have equal bytes wherever they came from.
    """
    return msgspec.json.encode(_bare(template), order="deterministic")


def _bare(value: Any) -> Any:
    """The same, with every field that equals its default being that default (the encoder looks at identity)."""
    if isinstance(value, tuple):
        return tuple(map(_bare, value))
    if not isinstance(value, Template | Section | Item | Choice | Threshold):
        return value
    defaults = _defaults(type(value))
    held = {name: _bare(getattr(value, name)) for name in value.__struct_fields__}
    return type(value)(**{n: v for n, v in held.items() if n not in defaults or v != defaults[n]})


@lru_cache
def _defaults(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """The optional fields of a part of a check-list with their defaults; asking for them takes longer than encoding."""
    return {field.name: field.default for field in msgspec.structs.fields(kind) if not field.required}


def digest_of(template: Template) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(template)).hexdigest()


@lru_cache(maxsize=256)
def decode(content: bytes) -> Template:
    """The template in canonical (or any other JSON) bytes; msgspec.ValidationError where they are none."""
    return msgspec.json.decode(content, type=Template)


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One activated version of a check-list."""

    code: str
    digest: str
    valid_from: date
    order: int = 0  # later activations win among versions of the same day


def version_on(versions: list[Version], code: str, day: date) -> Version | None:
    """The version of check-list `code` in force on `day` (kind 15), or None before the first."""
    in_force = [v for v in versions if v.code == code and v.valid_from <= day]
    return max(in_force, key=lambda v: (v.valid_from, v.order, v.digest), default=None)
