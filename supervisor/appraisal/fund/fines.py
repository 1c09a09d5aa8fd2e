"""What of a month's scores goes into the staff fund."""

from __future__ import annotations

from supervisor.appraisal.records import MonthScore


def fines_cents(scored: MonthScore) -> int:
    """What the month's fines come to, as a positive amount; rewards are paid from elsewhere. What late evidence of a
    signed month brings counts with it: a fine that was waived since then comes back out of the fund."""
    return -sum(one.fines_cents for one in scored.people)
