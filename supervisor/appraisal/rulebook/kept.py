"""The bytes by which a rule book is kept and known, of every format there ever was.

The room exists because a month is scored for ever by the version then in force: what an older product wrote is read
here and brought to today's shape without changing a single score.
"""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from supervisor.appraisal.rulebook.model import FORMAT, RuleBook


def to_bytes(book: RuleBook) -> bytes:
    """The bytes by which a rule book is kept and known."""
    return msgspec.json.encode(book)


def from_bytes(content: bytes) -> RuleBook:
    """The rule book kept in these bytes. Raises msgspec.ValidationError when they are not one."""
    plain: Any = msgspec.json.decode(content)
    if isinstance(plain, dict) and "format" not in plain:
        plain = _from_format_1(plain)
    return msgspec.convert(plain, RuleBook)


def digest(book: RuleBook) -> str:
    """SHA-256 of the content: the version of a rule book, whatever it calls itself."""
    return hashlib.sha256(to_bytes(book)).hexdigest()


def _from_format_1(plain: dict[str, Any]) -> dict[str, Any]:
    """Format 1 counted a consequence's breaches in whole numbers."""
    consequences = [
        {**{key: value for key, value in row.items() if key != "more_than"}, "limit_c": row["more_than"] * 100}
        if isinstance(row, dict) and isinstance(row.get("more_than"), int) else row
        for row in plain.get("consequences", ())
    ]  # fmt: skip
    return {**plain, "consequences": consequences, "format": FORMAT}
