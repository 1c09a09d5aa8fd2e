"""What a person may see of inspections in a list: that, when, where and by whom they were made is the branch's; of whom
they were and what they came to is for those who may read people's records."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from supervisor.access import Right, allowed, require
from supervisor.journal import Reader

from .ledger import inspections, scores
from .records import Inspection
from .scoring.records import Score


def listed_for(r: Reader, actor: str, first: date, last: date) -> list[tuple[Inspection, Score | None]]:
    """Inspections of business days `first` to `last`, newest first, with the scores of those that stand; without
    scores, the inspected and reasons for who may not read people's records. Raises Refused without READ_BRANCH."""
    require(r, actor, Right.READ_BRANCH)
    found = inspections(r, first, last)
    if not allowed(r, actor, Right.READ_PEOPLE):
        return [(replace(one, inspected=(), reason=""), None) for one in found]
    scored = {one.inspection.subject: one.score for one in scores(r, first, last)}
    return [(one, scored.get(one.subject)) for one in found]
