"""What can happen to a draft of a complaint; nothing of what was typed stands in an entry."""

from __future__ import annotations

from supervisor.journal import Event, event


@event("complaint_drafts.kept", version=1, evidence=False, additive=True)
class DraftKept(Event):
    """A complaint that was being typed was put aside, sealed, as its writer left the desk."""

    digest: str


@event("complaint_drafts.dropped", version=1, evidence=False, additive=True)
class DraftDropped(Event):
    """The draft was sent or thrown away; its key goes with it."""
