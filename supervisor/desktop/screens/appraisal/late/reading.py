"""The late records of a signed month and what the month would come to with them, read only when somebody looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class LateRow:
    """One late entry: `people` whose evidence it is, `written` when it reached this book's journal."""

    subject: str
    kind: str
    day: date
    written: datetime
    by: str
    people: tuple[str, ...]
    counts_in: str
    title: str


@dataclass(frozen=True)
class LateMonth:
    """The entries by day, and everybody before and after the month would be opened again."""

    rows: tuple[LateRow, ...] = ()
    shifts: tuple[Any, ...] = ()


def read_late(reader: Any, scored: Any) -> LateMonth:
    """On the pool: what came late in a scored month."""
    from supervisor.appraisal.scores import collect_opened
    from supervisor.appraisal.scores import scored as score
    from supervisor.appraisal.what_if.trying import shifts
    from supervisor.desktop.screens.appraisal.explaining.entries import entry_words
    from supervisor.journal.clock import wall_ms

    if not scored.late:
        return LateMonth()
    opened = collect_opened(reader, scored.month)
    people: dict[str, list[str]] = {}
    for piece in opened.evidence:
        people.setdefault(piece.subject, []).append(piece.person)
    rows = []
    for one in scored.late:
        entry = next(each for each in reader.history(one.subject) if each.kind == one.kind)
        rows.append(
            LateRow(
                one.subject, one.kind, one.day, reader.local(wall_ms(entry.clock)), one.actor,
                tuple(dict.fromkeys(people.get(one.subject, ()))), one.counts_in, entry_words(one.kind),
            )
        )  # fmt: skip
    moved = tuple(each for each in shifts(scored, score(opened)) if each.changed)
    return LateMonth(tuple(rows), moved)
