"""What can happen in dispatch: a plan proposed, a move ordered, heard, declined, done, taken back; a playbook step
ticked; a meeting or internal work suspended and resumed; the way back ordered; the plan made again.

One subject for each incident, `dispatch:<the incident's id>`, so that all that was decided about it folds together.
Minutes are minutes after midnight of the incident's day, waits are customer-minutes.
"""

from __future__ import annotations

from supervisor.dispatch.problem.changes import PlanLine
from supervisor.dispatch.problem.model import BreakShift, ClassWait, Kept, Move, Shortage
from supervisor.journal import Event, event
from supervisor.language import Words

HOLD_MINUTES = 30
"""For how long somebody who declined is not asked again, where nothing else is said."""


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


@event("dispatch.heard", version=1, additive=True)
class MoveHeard(Event):
    """The person has heard the order and goes (收到); the entry's actor said so."""

    order: str
    minute: int


@event("dispatch.declined", version=1, additive=True)
class MoveDeclined(Event):
    """An ordered move cannot be; the reason. The person is left where he is when the plan is made again, for
    `hold_minutes` or until the commander lets him be asked again."""

    order: str
    minute: int
    reason: str
    hold_minutes: int = HOLD_MINUTES


@event("dispatch.asked_again", version=1, additive=True)
class AskedAgain(Event):
    """Whoever declined this order may be asked again from now on."""

    order: str
    minute: int


@event("dispatch.withdrawn", version=1, additive=True)
class OrderWithdrawn(Event):
    """Whoever sent the order took it back before the person was there: as if it had not been sent."""

    order: str
    minute: int


@event("dispatch.order_settled", version=1, additive=True)
class OrderSettled(Event):
    """Of answers that two copies gave apart, `state` stands (`said`: the reason, where he declined); `entries` are the
    digests of those answers that came second."""

    order: str
    minute: int
    state: str
    entries: tuple[str, ...] = ()
    said: str = ""
    reason: str = ""


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


@event("dispatch.return_ordered", version=1, additive=True)
class ReturnOrdered(Event):
    """When the person is to go back where he came from: at `back_minute`, until which the order holds (0: he stays for
    as long as it said at first). `reason` and `say` as of a move."""

    order: str
    minute: int
    back_minute: int
    reason: Words = Words("")
    say: Words = Words("")


@event("dispatch.replanned", version=1, additive=True)
class PlanMadeAgain(Event):
    """The plan was made again from where people were: what of the plan before stayed (`kept`), came (`new`) and went
    (`dropped`). `gain_minutes` is what the new plan is worth more, `price_minutes` what changing costs; `proposed` only
    where it was worth it. `previous` and `proposal` are numbers of proposals (empty: none)."""

    incident: str
    minute: int
    previous: str
    proposal: str
    proposed: bool
    gain_minutes: float
    price_minutes: float
    kept: tuple[PlanLine, ...] = ()
    new: tuple[PlanLine, ...] = ()
    dropped: tuple[PlanLine, ...] = ()


@event("dispatch.suspended", version=1, additive=True)
class WorkSuspended(Event):
    """Something stopped for the incident, to be caught up: a sitting of the meeting `subject` (`what` sitting,
    `sitting` its name), or internal work (`what` work, `subject` a name of its own). `left_minutes`: how much of it is
    still to be done; `people` are those it takes; `begun`: it was being held. `why`: why it may stop although it comes
    close to what never does."""

    incident: str
    what: str
    subject: str
    minute: int
    sitting: str = ""
    title: Words = Words("")
    left_minutes: int = 0
    people: tuple[str, ...] = ()
    begun: bool = False
    why: str = ""


@event("dispatch.resumed", version=1, additive=True)
class WorkResumed(Event):
    """What became of it: `where` is placed (`note` says when, `meeting` under which request), caught_up (done without a
    meeting), given_up (`note` is the reason) or taken_back (it was not suspended after all). `over` are the entries (by
    id) between which it decides, where copies of the book had said different things."""

    incident: str
    subject: str
    minute: int
    where: str
    sitting: str = ""
    note: str = ""
    meeting: str = ""
    over: tuple[str, ...] = ()


@event("dispatch.step_done", version=1, additive=True)
class PlaybookStepDone(Event):
    """A step of the incident's playbook was ticked (or its tick taken back: `done` false)."""

    incident: str
    kind: str
    step: str
    minute: int
    done: bool = True
    note: str = ""


@event("dispatch.lesson_noted", version=1, additive=True)
class LessonNoted(Event):
    """What the branch learnt from an incident. `lesson` is the subject under which the training room keeps it until it
    is done, `course` the code of the course that should teach it (empty: none yet)."""

    lesson: str
    incident: str
    text: str
    course: str = ""
