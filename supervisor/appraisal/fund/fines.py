"""What of a month's scores goes into the staff fund."""

from __future__ import annotations

from supervisor.appraisal.records import MonthScore


def fines_cents(scored: MonthScore) -> int:
    """What the month's fines come to, as a positive amount; rewards are paid from elsewhere."""
    return -sum(line.money_cents for one in scored.people for line in one.lines if line.money_cents < 0)
