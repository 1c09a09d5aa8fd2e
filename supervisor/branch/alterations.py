"""What a line of a set-up workbook changes, column by column, so that whoever looks before taking in sees more than
that something differs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from supervisor.branch.forms import SHEETS
from supervisor.branch.records import Opening
from supervisor.language import Words, _, language


class Altered(msgspec.Struct, frozen=True):
    """A column of a line (a key of `forms.SHEETS`): what the branch has now and what the file brings, as text."""

    column: str
    before: str
    after: str


def altered(pairs: Iterable[tuple[str, Any, Any]]) -> tuple[Altered, ...]:
    """Of (column, before, after) those that differ."""
    return tuple(Altered(column, _text(before), _text(after)) for column, before, after in pairs if before != after)


def told(sheet: str, changes: Iterable[Altered]) -> str:
    """The changes of a line of this sheet in one sentence, the columns called as on the sheet."""
    headings = SHEETS[sheet][1]
    place = 0 if language() == "zh" else 1
    return _("; ").join(
        f"{headings[one.column][place]} {one.before or '—'} → {one.after or '—'}" for one in changes
    )  # fmt: skip


def outcome_words(outcome: str) -> str:
    """What becomes of a line."""
    return {"added": _("new"), "changed": _("changed"), "unchanged": _("stays")}[outcome]


def sheet_name(key: str) -> str:
    """A sheet as it is called in the language in force."""
    names = SHEETS[key][0]
    return names[0] if language() == "zh" else names[-1]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Opening):
        return f"{_clock(value.open_minute)}–{_clock(value.close_minute)}"
    if isinstance(value, date):
        return "" if value in (date.min, date.max) else value.isoformat()
    if isinstance(value, Words):
        return str(value)
    if isinstance(value, frozenset | set | tuple | list):
        return "、".join(sorted(map(_text, value)))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
