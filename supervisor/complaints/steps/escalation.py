"""What goes beyond the branch's own aim: longer limits, head office, the review of a decision."""

from __future__ import annotations

from datetime import datetime

from supervisor.access import Right
from supervisor.complaints import events
from supervisor.complaints.rights.checks import (
    found_case,
    instant,
    plain_in,
    require_handler,
    require_next_owner,
    require_running,
    require_step,
    require_telling,
    required,
)
from supervisor.complaints.texts.sealing import seal_text
from supervisor.journal import Book
from supervisor.language import _


def find_complex(book: Book, actor: str, subject: str, reason: str, customer_told: datetime, told_by: str = "") -> None:
    """Record that the facts are complicated, so that the longer outer limit holds; the customer has been
    told, `told_by` a code of `words.TELLINGS` where it is said how.
    """
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case, Right.EXTEND_COMPLAINT)
        require_step(w, case, "find_complex")
        reason = plain_in(w, subject, required(reason, _("Write the reason."), "reason"), "reason")
        require_telling(told_by)
        told = instant(w, customer_told, case.received)
        require_running(w, case, told)
        w.append(subject, events.FoundComplex(reason=reason, customer_told=told, told_by=told_by), at=instant(w, None))


def extend(
    book: Book, actor: str, subject: str, reason: str, approved_by: str, customer_told: datetime, told_by: str = ""
) -> None:
    """Record the further extension that the level above approved; the customer has been told."""
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case, Right.EXTEND_COMPLAINT)
        require_step(w, case, "extend")
        reason = plain_in(w, subject, required(reason, _("Write the reason."), "reason"), "reason")
        approved_by = required(approved_by, _("Write who at the level above approved the extension."))
        approved_by = plain_in(w, subject, approved_by, "approved_by")
        require_telling(told_by)
        told = instant(w, customer_told, case.received)
        require_running(w, case, told)
        fact = events.ComplaintExtended(reason=reason, approved_by=approved_by, customer_told=told, told_by=told_by)
        w.append(subject, fact, at=instant(w, None))


def ask_escalation(book: Book, actor: str, subject: str, reason: str, at: datetime | None = None) -> None:
    """Ask the branch manager to confirm that the case is beyond the branch's authority; it stays with its owner."""
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case, Right.ESCALATE_COMPLAINT)
        require_step(w, case, "ask_escalation")
        reason = plain_in(w, subject, required(reason, _("Write the reason."), "reason"), "reason")
        w.append(subject, events.EscalationAsked(reason=reason), at=instant(w, at, case.received))


def decline_escalation(book: Book, actor: str, subject: str, reason: str, at: datetime | None = None) -> None:
    """Decline what was asked: the branch can settle the case itself, and says how."""
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case, Right.SIGN_COMPLAINT)
        require_step(w, case, "decline_escalation")
        reason = plain_in(w, subject, required(reason, _("Write the reason."), "reason"), "reason")
        w.append(subject, events.EscalationDeclined(reason=reason), at=instant(w, at, case.received))


def escalate(
    book: Book,
    actor: str,
    subject: str,
    reason: str,
    at: datetime | None = None,
    customer_told: datetime | None = None,
) -> None:
    """Report a case beyond the branch's authority to head office, which owns it until its decision is recorded.

    The branch manager does so, asked or not: whoever handles the case only asks (`ask_escalation`).
    """
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case, Right.SIGN_COMPLAINT)
        require_step(w, case, "escalate")
        reason = plain_in(w, subject, required(reason, _("Write the reason."), "reason"), "reason")
        told = instant(w, customer_told, case.received) if customer_told else None
        happened = instant(w, at, case.received)
        w.append(subject, events.ComplaintEscalated(reason=reason, customer_told=told), at=happened)


def record_head_office_decision(
    book: Book,
    actor: str,
    subject: str,
    *,
    decision: str,
    decided_by: str,
    owner: str,
    at: datetime | None = None,
) -> None:
    """Record what head office decided and who in the branch owns the case from now on."""
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case)
        require_step(w, case, "head_office_decides")
        require_next_owner(w, case, owner)
        decision = required(decision, _("Write what head office decided."), "decision")
        decided_by = required(decided_by, _("Write who at head office decided."), "by")
        w.append(
            subject,
            events.HeadOfficeDecided(
                decided_by=plain_in(w, subject, decided_by, "by"),
                decision_digest=seal_text(w, subject, decision),
                owner=owner,
            ),
            at=instant(w, at, case.received),
        )


def ask_review(book: Book, actor: str, subject: str, owner: str, asked: datetime | None = None) -> None:
    """Open a closed case again because the customer asked for a review in time; `owner` reviews it.

    Whoever handled it before does not review himself.
    """
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case)
        when = instant(w, asked, case.ended)
        require_step(w, case, "ask_review", when)
        require_next_owner(w, case, owner)
        w.append(subject, events.ReviewAsked(asked=when, owner=owner), at=when)
