"""From the first feedback to the answer: what the customer is told, what was found, and what is done about it."""

from __future__ import annotations

from datetime import datetime

from supervisor.branch.faults import WrongField
from supervisor.complaints import events
from supervisor.complaints.rights.checks import (
    after_the_former,
    found_case,
    instant,
    known,
    require_handler,
    require_step,
    required,
)
from supervisor.complaints.texts.sealing import seal_text
from supervisor.complaints.words import MANNERS
from supervisor.errors import BadInput
from supervisor.journal import Book, Writer
from supervisor.language import _

from .findings import Findings, append_handling


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
    at_fault: bool | None = None,
    facts: str | None = None,
    cause_code: str = "",
    measure: str | None = None,
    action: str | None = None,
    action_title: str = "",
    action_owner: str = "",
    root_code: str | None = None,
    root: str | None = None,
    apologised: bool | None = None,
    at: datetime | None = None,
) -> tuple[str, ...]:
    """Record the facts found, whether the bank is at fault, and what was done so that it does not recur.

    At fault needs an apology and a measure: a text, a corrective action that is there (`action`), or one to be raised
    now (`action_title`). `root_code` is the root cause by its tree, `root` what lay behind it. `facts`, `measure` and
    `root` are sealed. Handled again, what is not said again stays as it was; returns what was replaced, by name. `at`
    is when it happened. Raises Refused for a handler with an interest in the case.
    """
    given = Findings(
        at_fault=at_fault, facts=facts, cause_code=cause_code, measure=measure, action=action,
        action_title=action_title, action_owner=action_owner, root_code=root_code, root=root, apologised=apologised,
    )  # fmt: skip
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case)
        require_step(w, case, "handle")
        return append_handling(w, case, given, at=after_the_former(w, case, at))


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
        replied = after_the_former(w, case, at)
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
    accepted: bool | None,
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
    """Handle and answer in one go, by whoever was told first within own authority; only the signature is
    left. Whether the customer accepts it is asked there and then (`accepted`), never assumed.
    """
    given = Findings(
        at_fault=at_fault, facts=facts, cause_code=cause_code, measure=measure, action=action,
        action_title=action_title, action_owner=action_owner, root_code=root_code, root=root, apologised=apologised,
    )  # fmt: skip
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case)
        require_step(w, case, "handle")
        settled = after_the_former(w, case, at)
        append_handling(w, case, given, on_the_spot=True, at=settled)
        answer = required(answer, _("Write the answer that the customer was given."), "answer")
        if accepted is None:
            raise WrongField("accepted", _("Say whether the customer accepts it: he was asked on the spot."))
        _append_reply(w, subject, answer, accepted, settled)
