"""When an action is due and how it stands against its date. Pure; working days are counted by the branch's calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

Severity = Literal["minor", "serious", "grave"]
Standing = Literal["closed", "done", "overdue", "due_soon", "open"]

SEVERITIES: tuple[Severity, ...] = ("minor", "serious", "grave")
WORKING_DAYS: dict[str, int] = {"minor": 5, "serious": 3, "grave": 1}  # where the item states no days of its own
SOON_DAYS = 2


def working_days(severity: str, stated: int | None = None) -> int:
    """Working days to mend: what the item states, else by severity (minor 5, serious 3, grave 1).

    Raises ValueError for an unknown severity.
    """
    if stated is not None and stated >= 0:
        return stated
    if severity not in WORKING_DAYS:
        raise ValueError(f"severity {severity!r}: one of {', '.join(SEVERITIES)}")
    return WORKING_DAYS[severity]


def standing(state: str, due: date, today: date) -> Standing:
    """How an action of `state` (open, taken_up, done, closed, withdrawn) stands on `today`.

    The one rule of what is overdue, for every list, count, briefing and workbook: an action is overdue when its due
    date has passed and nobody has reported it done yet. The due date itself is still in time (overdue from the day
    after). One reported done waits for closing: it is no longer overdue, however late it was done or is closed; how
    late it was done is told by `days_late`. Closed and withdrawn ones are never overdue.
    """
    if state in ("closed", "withdrawn"):
        return "closed"
    if state == "done":
        return "done"
    if today > due:
        return "overdue"
    return "due_soon" if today >= due - timedelta(days=SOON_DAYS) else "open"


def days_late(due: date, finished: date | None, today: date) -> int:
    """Calendar days past the due date when it was done, or until today while it is not; 0 in time."""
    return max(0, ((finished or today) - due).days)
