"""What will follow from the answers of an inspection under way, said while it can still be changed (C7).

The same owner, doer and due date that finishing raises the corrective action with; read only.
"""

from __future__ import annotations

from datetime import date

import msgspec

from supervisor.actions.ledger import settings
from supervisor.branch.ledger import working_days_after
from supervisor.journal import Reader

from .finishing import candidates, faults, had_duty, who_mends
from .records import Sheet


class Follow(msgspec.Struct, frozen=True):
    """The corrective action that finishing will raise: who answers for it, who does it, until when."""

    owner: str
    doer: str
    due: date


def follows(r: Reader, sheet: Sheet) -> dict[str, Follow]:
    """By failed item, the action to come; nothing for what was put right on the spot."""
    days = settings(r).days
    failed = [a for a in faults(sheet.template, sheet.answers, sheet.inspection.day) if not a.mended]
    everybody = candidates(r) if failed else []
    found: dict[str, Follow] = {}
    for answer in failed:
        item = sheet.template.item(answer.item)
        duty = had_duty(r, answer, sheet.inspection.day, sheet.inspection.place)
        owner, doer = who_mends(sheet.template, answer, everybody, sheet.inspection.inspector, duty)
        due = working_days_after(r, sheet.inspection.day, days(item.severity, item.mend_days))
        found[answer.item] = Follow(owner, doer, due)
    return found
