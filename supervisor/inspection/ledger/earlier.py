"""What was found before at the items of a check-list: for whoever stands before one of them again."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from supervisor.inspection import answer as text
from supervisor.journal import Reader

from .standing import counting
from .tables import FINDING

MOST = 400  # findings looked at: the newest


class Earlier(msgspec.Struct, frozen=True):
    """One earlier finding at an item."""

    day: date
    persons: tuple[str, ...]
    places: tuple[str, ...]
    note: str


def earlier_findings(r: Reader, code: str, day: date, *, days: int = 90, besides: str = "") -> dict[str, list[Earlier]]:
    """Findings of a check-list in the `days` up to `day` that count, newest first, by item.

    Those of the inspection `besides` are left out; no more than the newest `MOST` are looked at.
    """
    since = (day - timedelta(days=days)).isoformat()
    rows = r.rows(
        counting(FINDING.c.item, FINDING.c.day, FINDING.c.answer)
        .where(
            FINDING.c.day.between(since, day.isoformat()), FINDING.c.code == code, FINDING.c.waived == "",
            FINDING.c.inspection != besides,
        )
        .order_by(FINDING.c.day.desc(), FINDING.c.at_ms.desc(), FINDING.c.subject)
        .limit(MOST)
    )  # fmt: skip
    found: dict[str, list[Earlier]] = {}
    for row in rows:
        given = text.decode(row.answer)
        found.setdefault(row.item, []).append(
            Earlier(date.fromisoformat(row.day), given.persons, given.places, given.note)
        )
    return found
