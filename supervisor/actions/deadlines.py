"""When an action is due and how it stands against its date. Pure; working days are counted by the branch's calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import msgspec

Severity = Literal["minor", "serious", "grave"]
Standing = Literal["closed", "done", "overdue", "due_soon", "open"]

SEVERITIES: tuple[Severity, ...] = ("minor", "serious", "grave")
WORKING_DAYS: dict[str, int] = {"minor": 5, "serious": 3, "grave": 1}  # where neither item nor branch states any
SOON_DAYS = 2  # working days, where the calendar is at hand
MOST_DAYS = 250


class Settings(msgspec.Struct, frozen=True):
    """What a branch has set: working days to mend by severity, and the severities from which a re-inspection must be
    passed before closing and the measure is announced (empty: never). Every measure is announced unless set otherwise.
    """

    minor_days: int = WORKING_DAYS["minor"]
    serious_days: int = WORKING_DAYS["serious"]
    grave_days: int = WORKING_DAYS["grave"]
    recheck_from: str = "serious"
    announce_from: str = "minor"

    def days(self, severity: str, stated: int | None = None) -> int:
        """Working days to mend: what the item states, else what the branch set for the severity.

        Raises ValueError for an unknown severity.
        """
        by_severity = {"minor": self.minor_days, "serious": self.serious_days, "grave": self.grave_days}
        if stated is not None and stated >= 0:
            return stated
        if severity not in by_severity:
            raise ValueError(f"severity {severity!r}: one of {', '.join(SEVERITIES)}")
        return by_severity[severity]

    def recheck(self, severity: str) -> bool:
        """Whether an action of that severity is closed only after a re-inspection was passed."""
        return self.recheck_from in SEVERITIES and rank(severity) >= rank(self.recheck_from)

    def announce(self, severity: str) -> bool:
        """Whether an action of that severity is announced (C7)."""
        return self.announce_from in SEVERITIES and rank(severity) >= rank(self.announce_from)


def rank(severity: str) -> int:
    """0 minor, 1 serious, 2 grave; 0 for what is unknown."""
    return SEVERITIES.index(severity) if severity in SEVERITIES else 0  # type: ignore[arg-type]


def standing(state: str, due: date, today: date, soon: date | None = None) -> Standing:
    """How an action of `state` (open, taken_up, done, closed, withdrawn) stands on `today`.

    The one rule of what is overdue, for every list, count, briefing and workbook: an action is overdue when its due
    date has passed and nobody has reported it done yet. The due date itself is still in time (overdue from the day
    after). One reported done waits for closing: it is no longer overdue, however late it was done or is closed; how
    late it was done is told by `days_late`. Closed and withdrawn ones are never overdue. Due soon until and including
    `soon`, the second working day from today where a calendar was asked, else the second day.
    """
    if state in ("closed", "withdrawn"):
        return "closed"
    if state == "done":
        return "done"
    if today > due:
        return "overdue"
    return "due_soon" if due <= (soon or today + timedelta(days=SOON_DAYS)) else "open"


def days_late(due: date, finished: date | None, today: date) -> int:
    """Calendar days past the due date when it was done, or until today while it is not; 0 in time."""
    return max(0, ((finished or today) - due).days)
