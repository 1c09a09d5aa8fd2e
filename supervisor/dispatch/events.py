"""What can happen in dispatch: a plan proposed, a move ordered, declined, done, taken back; a playbook step ticked.

One subject for each incident, `dispatch:<the incident's id>`, so that all that was decided about it folds together.
Minutes are minutes after midnight of the incident's day, waits are customer-minutes.
"""

from __future__ import annotations

from supervisor.journal import Event, event

from .problem import BreakShift, ClassWait, Kept, Move, Shortage


@event("dispatch.proposed", version=1, additive=True)
class ProposalMade(Event):
    """The optimiser proposed moves; `problem` is the digest of the problem file kept in the book. `breaks` are breaks
    to be taken at another time, `taken_back` orders for later that should not be carried out after all."""

    proposal: str
    incident: str
    kind: str
    minute: int
    problem: str
    moves: tuple[Move, ...]
    waits: tuple[ClassWait, ...]
    before_minutes: float
    after_minutes: float
    proven: bool
    gap_minutes: float
    shortages: tuple[Shortage, ...] = ()
    breaks: tuple[BreakShift, ...] = ()
    taken_back: tuple[Kept, ...] = ()


@event("dispatch.counted", version=1, additive=True)
class WaitingCounted(Event):
    """Somebody counted who stands waiting, by class of service."""

    incident: str
    minute: int
    waiting: dict[str, int]


@event("dispatch.ordered", version=1, additive=True)
class MoveOrdered(Event):
    """The commander sent one move of a proposal (or one of his own: `proposal` empty)."""

    order: str
    incident: str
    proposal: str
    minute: int
    move: Move


@event("dispatch.declined", version=1, additive=True)
class MoveDeclined(Event):
    """An ordered move cannot be; the reason. The person is left where he is when the plan is made again."""

    order: str
    minute: int
    reason: str


@event("dispatch.done", version=1, additive=True)
class MoveDone(Event):
    """The person is on the new post."""

    order: str
    minute: int


@event("dispatch.returned", version=1, additive=True)
class Returned(Event):
    """The person is back where he came from."""

    order: str
    minute: int


@event("dispatch.step_done", version=1, additive=True)
class PlaybookStepDone(Event):
    """A step of the incident's playbook was ticked (or its tick taken back: `done` false)."""

    incident: str
    kind: str
    step: str
    minute: int
    done: bool = True
    note: str = ""
