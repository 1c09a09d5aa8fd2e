"""When a meeting of a kind is held where nobody says: a briefing in the morning, an evening meeting after closing."""

from __future__ import annotations

from datetime import date, timedelta

from supervisor.branch.ledger import calendar
from supervisor.journal import Reader
from supervisor.meetings.problem.model import MeetingKind

from .requests import LATEST_MINUTE

FIRST_MINUTE = 7 * 60
AFTER_OPENING = 60  # a briefing that cannot be held before the doors open is held in the first hour
AFTER_CLOSING = 120


def usual_times(r: Reader, kind: str, day: date) -> tuple[int, int]:
    """The earliest start and the latest end of a kind, in minutes after midnight, by the hours of `day` or of the next
    day with open doors.
    """
    hours = calendar(r)
    found = (hours.opening(day + timedelta(days=ahead)) for ahead in range(15))
    opening = next((one for one in found if one is not None), None)
    if opening is not None and kind == MeetingKind.BRIEFING:
        return FIRST_MINUTE, opening.open_minute + AFTER_OPENING
    if opening is not None and kind == MeetingKind.EVENING:
        return opening.close_minute, max(LATEST_MINUTE, opening.close_minute + AFTER_CLOSING)
    return FIRST_MINUTE, LATEST_MINUTE
