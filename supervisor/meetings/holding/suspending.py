"""A sitting that gives way to an incident (A10): what is being held breaks off, what is still to come is not held.

Whoever commands on site may say so (`Right.RUN_MEETING`); placing it again is planning and needs that right. Cash
counts and maintenance windows never give way: the vault is under two people whatever happens, and the window was agreed
with others.
"""

from __future__ import annotations

import msgspec

from supervisor.access import Right, require
from supervisor.errors import Refused
from supervisor.journal import Book
from supervisor.language import _

from ..events import MeetingCancelled, MeetingEnded, MeetingReleased, ReleaseTakenBack, StepTakenBack
from ..ledger import Held, meeting
from ..problem.model import MeetingKind
from .moments import later, now_of, require_open_month
from .running import sitting_in_state

NEVER = frozenset({MeetingKind.CASH_COUNT.value, MeetingKind.MAINTENANCE.value})
"""Kinds that are never suspended."""
LEAST_MINUTES = 5  # less than that is not worth calling people together again


class Stopped(msgspec.Struct, frozen=True):
    """What was suspended: whether it had begun, how much of it is left, and whom it takes."""

    held: Held
    begun: bool
    left_minutes: int
    people: tuple[str, ...]


def suspend(book: Book, actor: str, subject: str, sitting: str, *, reason: str, minute: int | None = None) -> Stopped:
    """Suspend one sitting: people inside are released and it ends, or it is called off. Its agenda stays open. Raises
    Refused for a kind that never stops, for one that is over and once its month is closed."""
    with book.write(actor) as w:
        require(w, actor, Right.RUN_MEETING)
        held = sitting_in_state(w, subject, sitting, ("placed", "published", "running"))
        if held.kind in NEVER:
            raise Refused(_("{title} is never suspended: two people at the vault, windows agreed with others.").format(
                title=held.title
            ))  # fmt: skip
        require_open_month(w, held)
        if held.state != "running":
            w.append(subject, MeetingCancelled(reason=reason, sitting=sitting))
            return Stopped(held, False, held.plan.end_minute - held.plan.start_minute, held.plan.people)
        at = later(w, held, minute, _("A meeting cannot end before it began."))
        if held.inside:
            w.append(subject, MeetingReleased(sitting=sitting, minute=at, people=held.inside, reason=reason))
        w.append(subject, MeetingEnded(sitting=sitting, minute=at, minutes_text=held.minutes_text))
        long = held.plan.end_minute - held.plan.start_minute
        left = max(LEAST_MINUTES, long - max(0, at - (held.started_minute or at)))
        return Stopped(held, True, left, held.inside or held.attending)


def go_on(book: Book, actor: str, subject: str, sitting: str, *, people: tuple[str, ...] = (), reason: str) -> None:
    """It was not suspended after all: the sitting stands, or runs with `people` inside, as before. Raises Refused where
    it is not as `suspend` left it, its meeting was called off meanwhile, its time is over or its month is closed."""
    with book.write(actor) as w:
        require(w, actor, Right.RUN_MEETING)
        held = sitting_in_state(w, subject, sitting, ("cancelled", "ended"))
        require_open_month(w, held)
        of = meeting(w, subject)
        if of is None or of.state == "cancelled":
            raise Refused(_("{title} was called off meanwhile: it cannot be as before.").format(title=held.title))
        if now_of(w, held) >= held.plan.end_minute:
            raise Refused(_("The time of {title} is over: it stays on the list to be caught up.").format(
                title=held.title
            ))  # fmt: skip
        if held.state == "cancelled":
            w.append(subject, StepTakenBack(step="cancelled", sitting=sitting, reason=reason))
            return
        w.append(subject, StepTakenBack(step="ended", sitting=sitting, reason=reason))
        back = tuple(one.person for one in held.released if one.person in people)
        if back:
            w.append(subject, ReleaseTakenBack(sitting=sitting, people=back, reason=reason))
