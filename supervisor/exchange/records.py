"""What is shown of two copies that changed one thing apart: its sides, and the fields in which they differ."""

from __future__ import annotations

import hashlib
from datetime import datetime

import msgspec


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of the values: who said it, when by his clock, on which device. `entry` is its entry's digest (hex)."""

    entry: str
    what: str
    by: str
    at: datetime | None
    device: str
    stands: bool


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field in which the sides differ; `values` in the order of the sides."""

    name: str
    label: str
    values: tuple[str, ...]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One subject of a contradiction that is about several, such as the days of a month: its own name and base."""

    subject: str
    key: str


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """One thing for a person to decide. `sort`: fact, answer, late, case or unique; `key`: what settling needs to
    find it.

    `mixable`: each field may be chosen by itself. Where `settles` is False, `hint` says where it is mended. `parts` are
    the subjects of one that two commands set apart, each a field here; none where it is about one subject alone.
    """

    id: str
    sort: str
    subject: str
    key: str
    title: str
    sides: tuple[Side, ...]
    fields: tuple[Field, ...]
    mixable: bool = False
    settles: bool = True
    hint: str = ""
    parts: tuple[Part, ...] = ()


def identity(sort: str, subject: str, key: str) -> str:
    """A short name for a contradiction, the same on every copy."""
    return hashlib.sha256(f"{sort}|{subject}|{key}".encode()).hexdigest()[:8]
