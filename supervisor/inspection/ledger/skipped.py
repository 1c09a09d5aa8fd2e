"""Which items of an inspection were not applicable: what was not looked at leaves the denominator of an appraisal."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from supervisor.journal import Reader

from .queries import CHUNK
from .tables import ANSWER


def not_applicable(r: Reader, inspections: Iterable[str]) -> dict[str, frozenset[str]]:
    """Ids of the items answered as not applicable, by inspection; those without any are left out."""
    wanted = sorted(set(inspections))
    found: dict[str, set[str]] = {}
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        rows = select(ANSWER.c.subject, ANSWER.c.item).where(ANSWER.c.subject.in_(chunk), ANSWER.c.verdict == "na")
        for row in r.rows(rows):
            found.setdefault(row.subject, set()).add(row.item)
    return {subject: frozenset(items) for subject, items in found.items()}
