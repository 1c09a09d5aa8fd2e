"""What can happen to the check-list of a maintenance window; the subject is `maintenance:<id of the meeting>`."""

from __future__ import annotations

from datetime import date

from supervisor.journal import Event, event


@event("maintenance.prepared", version=1, evidence=False)
class WindowPrepared(Event):
    """For which time the check-list is meant and what customers are told. A tick holds for its own time only."""

    meeting: str
    day: date
    start_minute: int
    end_minute: int
    out_of_use: str
    channels: str = ""
    nearest: str = ""
    notice: str = ""


@event("maintenance.ticked", version=1, additive=True)
class PointTicked(Event):
    """A point is in place for this time; `persons` are those who guide or cover, `note` where it hangs and the like."""

    meeting: str
    point: str
    day: date
    start_minute: int
    end_minute: int
    persons: tuple[str, ...] = ()
    note: str = ""


@event("maintenance.unticked", version=1, additive=True)
class PointUnticked(Event):
    """A point is not in place after all."""

    meeting: str
    point: str
    reason: str = ""
