"""Letting the day limits stand still for a stated reason, and letting them run again."""

from __future__ import annotations

from datetime import datetime

from supervisor.access import Right
from supervisor.complaints import events
from supervisor.complaints.rights.checks import (
    found_case,
    instant,
    known,
    plain_in,
    require_handler,
    require_running,
    require_step,
    require_telling,
)
from supervisor.complaints.settings.classes import PAUSE
from supervisor.complaints.settings.ledger import usable
from supervisor.errors import BadInput
from supervisor.journal import Book
from supervisor.language import _


def pause(
    book: Book,
    actor: str,
    subject: str,
    reason: str,
    *,
    since: datetime | None = None,
    customer_told: datetime | None = None,
    note: str = "",
    told_by: str = "",
) -> None:
    """Let the day limits stand still for a reason of the settings, `since` now unless said otherwise; the customer was
    told (now unless said otherwise): what had run out before stays missed. Raises Refused while they stand still
    already or once the limit towards the customer has run out, BadInput for a time before the last pause ended.
    """
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case, Right.EXTEND_COMPLAINT)
        require_step(w, case, "pause")
        known(reason, {one.code for one in usable(w, PAUSE)}, _("reason for a pause"))
        require_telling(told_by)
        began = instant(w, since, case.received)
        told = instant(w, customer_told, case.received)
        require_running(w, case, max(began, told))
        if case.pauses and case.pauses[-1].until is not None and began < case.pauses[-1].until:
            raise BadInput(_("The clocks stood still then already: the pause before it ended later."))
        w.append(
            subject,
            events.ClocksPaused(
                reason=reason, since=began, customer_told=told, note=plain_in(w, subject, note, "note"), told_by=told_by
            ),
            at=began,
        )


def resume(book: Book, actor: str, subject: str, *, until: datetime | None = None, note: str = "") -> None:
    """Let the day limits run again from `until` (now unless said otherwise)."""
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case, Right.EXTEND_COMPLAINT)
        require_step(w, case, "resume")
        ended = instant(w, until, case.received)
        if ended < case.pauses[-1].since:
            raise BadInput(_("This is before the pause began: check date and time."))
        w.append(subject, events.ClocksResumed(until=ended, note=plain_in(w, subject, note, "note")), at=ended)
