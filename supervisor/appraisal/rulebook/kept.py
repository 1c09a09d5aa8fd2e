"""The bytes by which a rule book is kept and known, of every format there ever was.

The room exists because a month is scored for ever by the version then in force: what an older product wrote is read
here and brought to today's shape without changing a single score. What a book does not use of the means that came
later is not in its bytes, so that it keeps its digest whatever the product learns.
"""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from supervisor.appraisal.rulebook.model import (
    FORMAT,
    Band,
    Component,
    Consequence,
    Measure,
    Rule,
    RuleBook,
)
from supervisor.errors import BadInput
from supervisor.language import _

# Format 3: the means that format 2 did not know, by table ("" is the book itself).
_LATER: dict[str, tuple[type[msgspec.Struct], tuple[str, ...]]] = {
    "": (RuleBook, ("graded_by",)),
    "components": (Component, ("joins",)),
    "rules": (Rule, ("factor_c", "limit_group", "tenure_from", "tenure_to")),
    "measures": (Measure, ("over", "over_source", "over_per_c", "weights", "counted", "absent", "step_c", "part",
                           "worse_slope_c", "worse_step_c")),
    "consequences": (Consequence, ("factor_c", "judged", "also", "unless")),
    "bands": (Band, ("each_c", "each_cents", "pay_base")),
}  # fmt: skip


def to_bytes(book: RuleBook) -> bytes:
    """The bytes by which a rule book is kept and known."""
    plain = msgspec.to_builtins(book)
    used = False
    for table, (kind, later) in _LATER.items():
        usual = {
            each.encode_name: msgspec.to_builtins(each.default) for each in msgspec.structs.fields(kind)
            if each.name in later
        }  # fmt: skip
        for row in plain[table] if table else (plain,):
            for name, default in usual.items():
                if row[name] == default:
                    del row[name]
                else:
                    used = True
    plain["format"] = FORMAT if used else 2
    return msgspec.json.encode(plain)


def from_bytes(content: bytes) -> RuleBook:
    """The rule book kept in these bytes. Raises msgspec.ValidationError when they are not one; BadInput for one of a
    newer product, whose means are not known here and would be left out of the scores unsaid."""
    plain: Any = msgspec.json.decode(content)
    if isinstance(plain, dict):
        if "format" not in plain:
            plain = _from_format_1(plain)
        if isinstance(plain["format"], int) and plain["format"] > FORMAT:
            raise BadInput(_("This rule book was written by a newer version of the console. Update this one first."))
        plain = {**plain, "format": FORMAT}
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
