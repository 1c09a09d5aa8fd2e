"""What can happen to a corrective action."""

from __future__ import annotations

from datetime import date

from supervisor.journal import Event, event


@event("actions.raised")
class ActionRaised(Event):
    """A fault is to be mended. `source` is the subject it came from (finding:…, complaint:…; empty: by hand).

    `owner` answers for it, `doer` does it, `about` are the people whose conduct it concerns, `like_places` says where
    the same fault is to be looked for.
    """

    number: str
    title: str
    source: str
    owner: str
    doer: str
    due: date
    severity: str = "minor"
    about: tuple[str, ...] = ()
    note: str = ""
    like_places: str = ""
    announce: bool = False


@event("actions.taken_up")
class ActionTakenUp(Event):
    """The doer has begun."""

    note: str = ""


@event("actions.done")
class ActionDone(Event):
    """The doer reports it mended; `photos` are digests of pictures afterwards."""

    note: str = ""
    like_places: str = ""  # what the check of like places found
    photos: tuple[str, ...] = ()


@event("actions.closed")
class ActionClosed(Event):
    """Looked at again and found mended."""

    note: str = ""


@event("actions.reopened")
class ActionReopened(Event):
    """Not mended, or broken again; also the undo of a report or a closing."""

    reason: str
    due: date | None = None


@event("actions.withdrawn")
class ActionWithdrawn(Event):
    """Nothing is to be mended after all: the finding was corrected or waived."""

    reason: str


@event("actions.due_changed")
class DueChanged(Event):
    """Another due date, with the reason."""

    due: date
    reason: str


@event("actions.reassigned")
class ActionReassigned(Event):
    """Another owner or doer."""

    owner: str
    doer: str
    reason: str = ""


@event("actions.announced", additive=True)
class ActionAnnounced(Event):
    """The matter was made known to the branch (通报)."""

    where: str = ""


@event("actions.noted", additive=True)
class ActionNoted(Event):
    """A remark, with pictures where there are any."""

    text: str
    photos: tuple[str, ...] = ()
