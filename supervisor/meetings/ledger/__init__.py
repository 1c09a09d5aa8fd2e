"""Meetings as they stand: ask here, whoever you are; tables and folds are in `tables`, questions in `queries`."""

from supervisor.meetings.ledger.queries import (
    caps,
    in_meeting,
    meeting,
    meetings,
    peak_avoidance,
    placed_elsewhere,
    running,
    sittings,
    sittings_of,
    standing_sittings,
    wishes,
)
from supervisor.meetings.ledger.tables import LEDGER
from supervisor.meetings.records import Held, Meeting, Release, sitting_name

__all__ = [
    "LEDGER",
    "Held",
    "Meeting",
    "Release",
    "caps",
    "in_meeting",
    "meeting",
    "meetings",
    "peak_avoidance",
    "placed_elsewhere",
    "running",
    "sitting_name",
    "sittings",
    "sittings_of",
    "standing_sittings",
    "wishes",
]
