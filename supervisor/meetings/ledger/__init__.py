"""Meetings as they stand: ask here, whoever you are; tables are in `tables`, how facts change them in `folds`, and the
questions in `queries`.
"""

from supervisor.meetings.ledger import folds as _folds  # noqa: F401  (declares how facts are folded)
from supervisor.meetings.ledger import folds_beside as _beside  # noqa: F401
from supervisor.meetings.ledger import folds_held as _held  # noqa: F401
from supervisor.meetings.ledger import folds_settled as _settled  # noqa: F401
from supervisor.meetings.ledger.queries import (
    announced_away,
    busy,
    busy_of,
    caps,
    in_meeting,
    meeting,
    meetings,
    placed_elsewhere,
    rooms,
    running,
    sittings,
    sittings_of,
    standing_sittings,
    untold,
    wishes,
)
from supervisor.meetings.ledger.tables import LEDGER
from supervisor.meetings.records import Attendance, Busy, Held, Meeting, Release, sitting_name

__all__ = [
    "LEDGER", "Attendance", "Busy", "Held", "Meeting", "Release", "announced_away", "busy", "busy_of", "caps",
    "in_meeting", "meeting", "meetings", "placed_elsewhere", "rooms", "running", "sitting_name",
    "sittings", "sittings_of", "standing_sittings", "untold", "wishes",
]  # fmt: skip
