"""What can happen to an incident."""

from __future__ import annotations

from datetime import datetime

from supervisor.journal import Event, event


@event("incidents.declared")
class IncidentDeclared(Event):
    """Something extraordinary began at `start`; `commander` is the one person who leads on site. `playbook` is the
    digest of the playbook that was in force then: what is changed later changes nothing that runs."""

    number: str
    kind: str
    start: datetime
    commander: str
    note: str = ""
    drill: bool = False
    playbook: str = ""


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
    """Kind or start were entered wrong and are put right, with the reason; `playbook` of another kind (else empty)."""

    kind: str
    start: datetime
    reason: str
    playbook: str = ""


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


@event("incidents.playbook_changed", evidence=False)
class PlaybookChanged(Event):
    """The branch put a playbook of its own in force (its digest), or the one of the program again (empty)."""

    kind: str
    digest: str
    reason: str = ""
