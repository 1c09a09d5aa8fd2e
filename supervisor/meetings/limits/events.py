"""What can be said of the branch's limits for meetings."""

from __future__ import annotations

from supervisor.journal import Event, event


@event("meetings.most_at_once_set", version=1, evidence=False)
class MostAtOnceSet(Event):
    """So many meetings may run at the same time; 0: as many as the people allow. Subject `meeting-limits`."""

    meetings: int
