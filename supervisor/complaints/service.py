"""What a person can do with a complaint: register, hand over, agree a time, handle, answer, sign, withdraw.

Every command checks the right, then the course (`checks`), then appends. `at` is when it happened, for what
is written down later; it is now unless given. All commands are offered here; most have a room of their own:
`steps` (registering, owners, answering, pausing; longer limits, head office, reviews in `escalation`), `attachments`,
`repeats`, `rights.privacy` (reading what is sealed) and `retention` (erasing it).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from supervisor.access import Right, allowed
from supervisor.branch.faults import WrongField
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book
from supervisor.language import _

from . import events
from .apart.settling import refuse_contradicted
from .attachments.service import attach, attach_within, check_file, open_attachment, plain_name
from .ledger import joined_with
from .repeats.joined import left_behind
from .repeats.service import join, link, link_found, unjoin, unlink
from .retention.erasing import erase
from .rights.checks import (
    after_the_former,
    found_case,
    instant,
    open_steps,
    plain_in,
    require_handler,
    require_signer,
    require_step,
    steps_possible,
)
from .rights.privacy import read_case, unmask
from .steps.answering import agree_reply_time, give_feedback, handle, reply, settle_on_the_spot
from .steps.escalation import (
    ask_escalation,
    ask_review,
    decline_escalation,
    escalate,
    extend,
    find_complex,
    record_head_office_decision,
)
from .steps.grouping import add_representative, replace_representative, resize_group
from .steps.owners import declare_interest, hand_over, take_back_interest, tell_manager
from .steps.pausing import pause, resume
from .steps.registering import register

__all__ = [
    "add_representative",
    "agree_reply_time",
    "ask_escalation",
    "ask_review",
    "attach",
    "close",
    "declare_interest",
    "decline_escalation",
    "erase",
    "escalate",
    "extend",
    "find_complex",
    "give_feedback",
    "hand_over",
    "handle",
    "join",
    "link",
    "link_found",
    "open_attachment",
    "open_steps",
    "pause",
    "read_case",
    "record_head_office_decision",
    "register",
    "replace_representative",
    "reply",
    "resize_group",
    "resume",
    "settle_on_the_spot",
    "steps_possible",
    "take_back_interest",
    "tell_manager",
    "unjoin",
    "unlink",
    "unmask",
    "withdraw",
]


def close(book: Book, actor: str, subject: str, at: datetime | None = None) -> None:
    """Sign and close a case whose handling and reply are on record.

    The branch manager signs; what came by the comment book its handler may sign; what is about the manager
    only head office. Nobody signs a complaint about himself.
    """
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_signer(w, actor, case)
        require_step(w, case, "close")
        refuse_contradicted(w, subject, case.number)
        joined = tuple(one.subject for one in joined_with(w, subject))
        w.append(
            subject, events.ComplaintClosed(signed_by=actor, joined_cases=joined), at=after_the_former(w, case, at)
        )


def withdraw(
    book: Book,
    actor: str,
    subject: str,
    note: str = "",
    at: datetime | None = None,
    *,
    letters: Sequence[tuple[str, bytes]] = (),
) -> None:
    """Record that the customer withdrew the complaint: the case ends that day.

    It needs his words (`note`) or his letter of withdrawal (`letters`: names and contents), which is sealed with the
    case; a letter may come later, too. Once the bank was found at fault the branch manager alone ends it so.
    Raises Refused where another customer's case was joined to it: that one did not withdraw and still is answered here.
    """
    for name, data in letters:
        try:
            check_file(plain_name(name), data)
        except BadInput as error:
            raise WrongField("files", str(error)) from None
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_handler(w, actor, case)
        require_step(w, case, "withdraw")
        if case.at_fault and not case.head_office and not allowed(w, actor, Right.SIGN_COMPLAINT):
            raise Refused(_("The bank was found at fault: the branch manager alone records that the case ends so."))
        if not note.strip() and not letters:
            raise WrongField("note", _("Write what the customer said, or add his letter of withdrawal."))
        if other := left_behind(w, case):
            raise Refused(
                _("{number}: {other} of another customer was joined to it, who is still owed the answer.").format(
                    number=case.number, other=other
                )
            )
        joined = tuple(one.subject for one in joined_with(w, subject))
        for name, data in letters:
            attach_within(w, subject, name=name, data=data)
        w.append(
            subject,
            events.ComplaintWithdrawn(told_to=actor, note=plain_in(w, subject, note, "note"), joined_cases=joined),
            at=instant(w, at, case.received),
        )
