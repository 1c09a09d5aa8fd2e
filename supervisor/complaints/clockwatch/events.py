"""What is entered about the clock of the computer."""

from __future__ import annotations

from datetime import datetime

from supervisor.journal import Event, event


@event("complaint_clock.accepted", version=1, evidence=False, additive=True)
class ClockAccepted(Event):
    """The clock had stood ahead and was put right: what the book had seen up to then is not held against it."""

    seen: datetime
    wall: datetime
    reason: str
