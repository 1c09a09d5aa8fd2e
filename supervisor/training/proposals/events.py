"""What can happen to a proposed training. One subject for each, given by who proposes it."""

from __future__ import annotations

from supervisor.journal import Event, event


@event("training.proposed", version=1)
class TrainingProposed(Event):
    """Something should be taught: what, in which course (code; empty: none yet), and where it comes from: the subject
    and the number people know it by."""

    text: str
    course: str
    source: str
    number: str


@event("training.proposal_settled", version=1)
class ProposalSettled(Event):
    """It was taught in `session`, or not needed (empty session) for the reason given."""

    session: str = ""
    reason: str = ""


@event("training.proposal_reopened", version=1)
class ProposalReopened(Event):
    """It was not settled after all (the undo of settling)."""
