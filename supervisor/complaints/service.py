"""What a person can do with a complaint: register, hand over, agree a time, handle, answer, sign, withdraw.

Every command checks the right, then the course (`checks`), then appends. `at` is when it happened, for what
is written down later; it is now unless given. Longer limits, head office and reviews are in `escalation`,
reading and erasing sealed data in `privacy`; both are offered here too.
"""

from __future__ import annotations

from datetime import datetime

from supervisor.access import Right, require
from supervisor.actions.service import raise_within
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Writer, new_id
from supervisor.language import _

from . import course, events
from .attachments.service import attach, open_attachment
from .checks import (
    closing_right,
    found_case,
    instant,
    manages_branch,
    open_steps,
    require_handler,
    require_next_owner,
    require_owner,
    require_person,
    require_step,
    required,
    steps_possible,
)
from .escalation import (
    ask_review,
    escalate,
    extend,
    find_complex,
    record_head_office_decision,
)
from .ledger import tree
from .masking import Contact
from .privacy import erase, read_case, unmask
from .sealing import seal_contact, seal_text
from .words import CHANNELS

__all__ = [
    "agree_reply_time",
    "ask_review",
    "attach",
    "close",
    "declare_interest",
    "erase",
    "escalate",
    "extend",
    "find_complex",
    "give_feedback",
    "hand_over",
    "handle",
    "open_attachment",
    "open_steps",
    "read_case",
    "record_head_office_decision",
    "register",
    "reply",
    "settle_on_the_spot",
    "steps_possible",
    "unmask",
    "withdraw",
]

NO_CONTACT = Contact()


def register(
    book: Book,
    actor: str,
    *,
    channel: str,
    text: str,
    class_code: str,
    cause_code: str,
    received: datetime | None = None,
    first_taker: str = "",
    owner: str = "",
    person: str = "",
    wish: str = "",
    contact: Contact = NO_CONTACT,
    caller_verified: bool = False,
) -> str:
    """Write down a complaint; returns its subject.

    `first_taker` is who was told first (the actor unless named) and owns it unless `owner` says otherwise;
    what is about the branch manager belongs to head office from the first moment. `text`, `wish` and
    `contact` are sealed. Raises BadInput for an unknown channel, class, cause or person, an empty text, a
    time to come.
    """
    with book.write(actor) as w:
        require(w, actor, Right.RECORD_COMPLAINT)
        heard = instant(w, received)
        text = required(text, _("Write what happened."))
        _known(channel, CHANNELS, _("channel of complaints"))
        _known(class_code, {node.code for node in tree(w, "class")}, _("class of business"))
        _known(cause_code, {node.code for node in tree(w, "cause")}, _("cause of complaints"))
        if channel == "hotline" and not caller_verified:
            raise BadInput(_("A call handed over by the hotline: confirm that the caller was verified."))
        first_taker = first_taker or actor
        require_person(w, first_taker)
        if person:
            require_person(w, person)
        about_manager = manages_branch(w, person)
        owner = course.HEAD_OFFICE if about_manager else owner or first_taker
        require_owner(w, owner, person=person, head_office=about_manager)
        subject = f"complaint:{new_id()}"
        w.append(
            subject,
            events.ComplaintRegistered(
                number=w.number("TS"),
                channel=channel,
                received=heard,
                class_code=class_code,
                cause_code=cause_code,
                text_digest=seal_text(w, subject, text),
                wish_digest=seal_text(w, subject, wish.strip()),
                contact_digest=seal_contact(w, subject, contact),
                first_taker=first_taker,
                owner=owner,
                person=person,
                caller_verified=caller_verified,
                head_office=about_manager,
            ),
            at=heard,
        )
    return subject


def hand_over(book: Book, actor: str, subject: str, owner: str, reason: str = "", at: datetime | None = None) -> None:
    """Pass the case to another owner. Raises Refused for the person concerned or one with an interest."""
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case)
        require_step(w, case, "hand_over")
        require_next_owner(w, case, owner)
        if owner != case.owner:
            w.append(
                subject,
                events.ComplaintHandedOver(owner=owner, reason=reason),
                at=instant(w, at, case.received),
            )


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
    apologised: bool = False,
    at: datetime | None = None,
) -> None:
    """Record the facts found, whether the bank is at fault, and what was done so that it does not recur.

    At fault needs an apology and a measure: a text, a corrective action already raised (`action`), or one to be raised
    now (`action_title`, which says what, never who complained, and `action_owner`, the case's owner unless named).
    `facts` and `measure` are sealed. Raises Refused for a handler with an interest in the case.
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
                title=action_title.strip(),
                owner=answerable,
                about=(case.person,) if case.person else (),
                at=happened,
            )
        _append_handling(w, subject, at_fault, facts, cause, measure, action, apologised, False, happened)


def _append_handling(
    w: Writer,
    subject: str,
    at_fault: bool,
    facts: str,
    cause_code: str,
    measure: str,
    action: str,
    apologised: bool,
    on_the_spot: bool,
    at: datetime,
) -> None:
    facts = required(facts, _("Write the facts that were found."))
    _known(cause_code, {node.code for node in tree(w, "cause")}, _("cause of complaints"))
    if at_fault and not apologised:
        raise BadInput(_("The bank is at fault: apologise to the customer first and tick it."))
    if at_fault and not measure.strip() and not action:
        raise BadInput(_("The bank is at fault: write the measure that keeps it from happening again."))
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
    at: datetime | None = None,
) -> None:
    """Record the answer that the customer was given (sealed), and whether he accepts it, if he said."""
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case)
        require_step(w, case, "reply")
        replied = instant(w, at, case.received)
        _append_reply(w, subject, text, accepted, replied)


def _append_reply(w: Writer, subject: str, text: str, accepted: bool | None, replied: datetime) -> None:
    text = required(text, _("Write the answer that the customer was given."))
    w.append(
        subject,
        events.ComplaintReplied(replied=replied, reply_digest=seal_text(w, subject, text), accepted=accepted),
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
        _append_handling(w, subject, at_fault, facts, cause, measure, "", apologised, True, settled)
        _append_reply(w, subject, answer, accepted, settled)


def close(book: Book, actor: str, subject: str, at: datetime | None = None) -> None:
    """Sign and close a case whose handling and reply are on record.

    The branch manager signs; what came by the comment book its handler may sign; what is about the manager
    only head office. Nobody signs a complaint about himself.
    """
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case, closing_right(case))
        require_step(w, case, "close")
        w.append(subject, events.ComplaintClosed(signed_by=actor), at=instant(w, at, case.replied))


def withdraw(book: Book, actor: str, subject: str, note: str = "", at: datetime | None = None) -> None:
    """Record that the customer withdrew the complaint: the case ends that day."""
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case)
        require_step(w, case, "withdraw")
        w.append(
            subject,
            events.ComplaintWithdrawn(told_to=actor, note=note),
            at=instant(w, at, case.received),
        )


def declare_interest(
    book: Book, actor: str, subject: str, reason: str = "", person: str = "", new_owner: str = ""
) -> None:
    """Keep a person (oneself unless named) out of a case; an owner who steps back names the next owner at
    once.
    """
    with book.write(actor) as w:
        case = found_case(w, subject)
        person = person or actor
        require(w, actor, Right.RECORD_COMPLAINT if person == actor else Right.HANDLE_COMPLAINT)
        require_person(w, person)
        if case.live and case.owner == person:
            if new_owner == person:
                raise Refused(_("This person declared an interest in the case: name a colleague."))
            require_next_owner(w, case, new_owner)
            w.append(subject, events.ComplaintHandedOver(owner=new_owner, reason=reason))
        w.append(subject, events.InterestDeclared(person=person, reason=reason))


def _known(code: str, allowed: object, what: str) -> None:
    if code not in allowed:  # type: ignore[operator]
        raise BadInput(_("{code} is no {what} of this branch.").format(code=code or "–", what=what))
