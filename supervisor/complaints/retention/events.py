"""What can happen to what is kept: held, released, kept longer; and the list that the manager went through.

All of them only add: a hold set on one copy and another on the second both stand until they are released, so two copies
never contradict each other, and what one of them needs is not erased on the other's word once they have met.
"""

from __future__ import annotations

from datetime import date

from supervisor.journal import Event, event


@event("retention.held", version=1, evidence=False, additive=True)
class ErasureHeld(Event):
    """Somebody outside the branch still needs it: it is not erased until that is over."""

    kind: str  # one of `words.HOLDS`
    reason: str


@event("retention.released", version=1, evidence=False, additive=True)
class ErasureReleased(Event):
    """The holds named (by the ids of their entries) are over."""

    holds: tuple[str, ...]
    reason: str


@event("retention.kept", version=1, evidence=False, additive=True)
class KeptLonger(Event):
    """Its time was over, but it is kept up to and including a day, for a reason."""

    until: date
    reason: str


@event("retention.list_signed", version=1, evidence=False, additive=True)
class ErasureSigned(Event):
    """The list of what was due was gone through and signed: how many were erased; each has its own entry, too."""

    day: date
    erased: int
    held: int
    remaining: int


@event("retention.terms_set", version=1, evidence=False)
class TermsSet(Event):
    """How long praise and promises keep their contact data from now on."""

    praise_days: int
    promise_days: int
