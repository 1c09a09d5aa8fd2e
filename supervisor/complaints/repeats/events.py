"""What can happen between two complaints. Entries name cases only, never who complained."""

from __future__ import annotations

from supervisor.journal import Event, event


@event("complaint_links.linked", version=1, evidence=False, additive=True)
class ComplaintsLinked(Event):
    """The later of two cases (the subject) was found to come from the customer of an earlier one."""

    other: str  # the earlier case
    kind: str  # "duplicate": the same matter heard twice; "repeat": the customer complained again


@event("complaint_links.unlinked", version=1, evidence=False, additive=True)
class ComplaintsUnlinked(Event):
    """A person found that two cases have nothing to do with each other; they are not linked again by themselves."""

    other: str
    reason: str = ""
