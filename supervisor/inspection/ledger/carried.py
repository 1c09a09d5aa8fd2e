"""Many inspections at once as a receipt lists them: what they are and how much they hold, in three queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import func, select

from supervisor.journal import Reader

from .tables import ANSWER, INSPECTION, PHOTO

CHUNK = 400


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """One inspection on a receipt. `day` as ISO text, `inspector` a person's subject."""

    subject: str
    number: str
    code: str
    digest: str
    day: str
    inspector: str
    state: str
    answers: int
    photos: int


def carried(r: Reader, subjects: Sequence[str]) -> list[Carried]:
    """Those of the subjects that are inspections here, oldest first."""
    found: list[Carried] = []
    for start in range(0, len(subjects), CHUNK):
        chunk = subjects[start : start + CHUNK]
        answers = _counts(r, ANSWER, chunk, ANSWER.c.verdict != "")
        photos = _counts(r, PHOTO, chunk, PHOTO.c.gone == 0)
        for row in r.rows(select(INSPECTION).where(INSPECTION.c.subject.in_(chunk))):
            found.append(
                Carried(
                    subject=row.subject,
                    number=row.number,
                    code=row.code,
                    digest=row.digest,
                    day=row.day,
                    inspector=row.inspector,
                    state=row.state,
                    answers=answers.get(row.subject, 0),
                    photos=photos.get(row.subject, 0),
                )
            )
    return sorted(found, key=lambda one: (one.day, one.number))


def _counts(r: Reader, table: Any, subjects: Sequence[str], *where: Any) -> dict[str, int]:
    statement = select(table.c.subject, func.count().label("n")).where(table.c.subject.in_(subjects), *where)
    return {row.subject: row.n for row in r.rows(statement.group_by(table.c.subject))}
