"""From the first feedback to the answer: what the customer is told, what was found, and what is done about it."""

from __future__ import annotations

from datetime import datetime

from supervisor.actions.service import raise_within
from supervisor.branch.faults import WrongField
from supervisor.complaints import events
from supervisor.complaints.rights.checks import (
    found_case,
    instant,
    known,
    plain_in,
    require_handler,
    require_next_owner,
    require_node,
    require_step,
    required,
)
from supervisor.complaints.texts.sealing import seal_text
from supervisor.complaints.words import MANNERS
from supervisor.errors import BadInput
from supervisor.journal import Book, Writer
from supervisor.language import _


def give_feedback(book: Book, actor: str, subject: str, at: datetime | None = None) -> None:
    """Record that the customer was given first feedback."""
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case)
        require_step(w, case, "first_feedback")
        given = instant(w, at, case.received)
        w.append(subject, events.FirstFeedbackGiven(given=given), at=given)


def agree_reply_time(book: Book, actor: str, subject: str, reply_by: datetime, at: datetime | None = None) -> None:
    """Record the time for the answer that was agreed with the customer."""
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case)
        require_step(w, case, "agree_reply_time")
        agreed = instant(w, at, case.received)
        if reply_by <= agreed:
            raise BadInput(_("The agreed time must lie ahead."))
        w.append(subject, events.ReplyTimeAgreed(reply_by=reply_by), at=agreed)


def handle(
    book: Book,
    actor: str,
    subject: str,
    *,
    at_fault: bool,
    facts: str,
    cause_code: str = "",
    measure: str = "",
    action: str = "",
    action_title: str = "",
    action_owner: str = "",
    root_code: str = "",
    root: str = "",
    apologised: bool = False,
    at: datetime | None = None,
) -> None:
    """Record the facts found, whether the bank is at fault, and what was done so that it does not recur.

    At fault needs an apology and a measure: a text, a corrective action already raised (`action`), or one to be raised
    now (`action_title`, which says what, never who complained, and `action_owner`, the case's owner unless named).
    `root_code` is the root cause by its tree, `root` what lay behind it. `facts`, `measure` and `root` are sealed.
    Raises Refused for a handler with an interest in the case.
    """
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case)
        require_step(w, case, "handle")
        happened = instant(w, at, case.received)
        cause = cause_code or case.cause_code
        if action_title.strip():
            answerable = action_owner or case.owner
            require_next_owner(w, case, answerable)
            action = raise_within(
                w,
                cause=subject,
                title=plain_in(w, subject, action_title, "action_title"),
                owner=answerable,
                about=(case.person,) if case.person else (),
                at=happened,
            )
        _append_handling(
            w, subject, at_fault=at_fault, facts=facts, cause_code=cause, measure=measure, action=action,
            root_code=root_code, root=root, apologised=apologised, at=happened,
        )  # fmt: skip


def _append_handling(
    w: Writer,
    subject: str,
    *,
    at_fault: bool,
    facts: str,
    cause_code: str,
    measure: str,
    apologised: bool,
    at: datetime,
    action: str = "",
    root_code: str = "",
    root: str = "",
    on_the_spot: bool = False,
) -> None:
    facts = required(facts, _("Write the facts that were found."), "facts")
    require_node(w, "cause", cause_code, _("cause of complaints"))
    if root_code:
        require_node(w, "root", root_code, _("root cause"))
    if at_fault and not apologised:
        raise WrongField("apologised", _("The bank is at fault: apologise to the customer first and tick it."))
    if at_fault and not measure.strip() and not action:
        raise WrongField("measure", _("The bank is at fault: write the measure that keeps it from happening again."))
    w.append(
        subject,
        events.ComplaintHandled(
            at_fault=at_fault,
            cause_code=cause_code,
            facts_digest=seal_text(w, subject, facts),
            measure_digest=seal_text(w, subject, measure.strip()),
            action=action,
            apologised=apologised,
            on_the_spot=on_the_spot,
            root_code=root_code,
            root_digest=seal_text(w, subject, root.strip()),
        ),
        at=at,
    )


def reply(
    book: Book,
    actor: str,
    subject: str,
    *,
    text: str,
    accepted: bool | None = None,
    manner: str = "",
    at: datetime | None = None,
) -> None:
    """Record the answer that the customer was given (sealed), how (a code of `words.MANNERS`, "" where it was not
    said), and whether he accepts it, if he said.
    """
    if manner:
        known(manner, MANNERS, _("manner of answering"))
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case)
        require_step(w, case, "reply")
        replied = instant(w, at, case.received)
        answer = required(text, _("Write the answer that the customer was given."), "text")
        _append_reply(w, subject, answer, accepted, replied, manner)


def _append_reply(
    w: Writer, subject: str, text: str, accepted: bool | None, replied: datetime, manner: str = ""
) -> None:
    digest = seal_text(w, subject, text)
    w.append(
        subject,
        events.ComplaintReplied(replied=replied, reply_digest=digest, accepted=accepted, manner=manner),
        at=replied,
    )


def settle_on_the_spot(
    book: Book,
    actor: str,
    subject: str,
    *,
    at_fault: bool,
    facts: str,
    answer: str,
    cause_code: str = "",
    measure: str = "",
    root_code: str = "",
    root: str = "",
    apologised: bool = False,
    accepted: bool | None = True,
    at: datetime | None = None,
) -> None:
    """Handle and answer in one go, by whoever was told first within own authority; only the signature is
    left.
    """
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case)
        require_step(w, case, "handle")
        settled = instant(w, at, case.received)
        cause = cause_code or case.cause_code
        _append_handling(
            w, subject, at_fault=at_fault, facts=facts, cause_code=cause, measure=measure, root_code=root_code,
            root=root, apologised=apologised, on_the_spot=True, at=settled,
        )  # fmt: skip
        answer = required(answer, _("Write the answer that the customer was given."), "answer")
        _append_reply(w, subject, answer, accepted, settled)
