"""What can happen to an incident."""

from __future__ import annotations

from datetime import datetime

from supervisor.journal import Event, event


@event("incidents.declared")
class IncidentDeclared(Event):
    """Something extraordinary began at `start`; `commander` is the one person who leads on site."""

    number: str
    kind: str
    start: datetime
    commander: str
    note: str = ""
    drill: bool = False


@event("incidents.noted", additive=True)
class IncidentNoted(Event):
    """A line of the timeline: what was seen, done, or told to customers."""

    at: datetime
    text: str
    by: str


@event("incidents.commander_changed")
class CommanderChanged(Event):
    """Command was handed over."""

    at: datetime
    commander: str
    reason: str = ""


@event("incidents.corrected")
class IncidentCorrected(Event):
    """Kind or start were entered wrong and are put right, with the reason."""

    kind: str
    start: datetime
    reason: str


@event("incidents.ended")
class IncidentEnded(Event):
    """The incident is over at `end`; `outcome` says how it was settled and what is caught up."""

    end: datetime
    outcome: str = ""


@event("incidents.reopened")
class IncidentReopened(Event):
    """It was not over after all."""

    at: datetime
    reason: str
