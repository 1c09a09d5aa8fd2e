"""What a person can do about promises to customers, praise and the comment book.

Texts here say what for, never who: names and numbers of customers go into `contact`, which is sealed under
the subject and shown masked; looking at it whole is a logged command.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from supervisor.access import Right, require
from supervisor.complaints.checks import instant, require_person, required
from supervisor.complaints.masking import Contact, mask_contact
from supervisor.complaints.retention.service import refuse_held
from supervisor.complaints.sealing import read_contact, seal_contact
from supervisor.complaints.words import CALL_BACK_KINDS
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, Writer, new_id
from supervisor.language import _

from . import events
from .ledger import call_back, comment_book_days, contact_digest
from .praising import correct_praise, record_praise, take_back_praise
from .records import CallBack

__all__ = [
    "correct_praise",
    "erase_contact",
    "give_up_promise",
    "hand_over_promise",
    "keep_promise",
    "masked_contact",
    "promise",
    "read_comment_book",
    "record_praise",
    "record_try",
    "take_back_praise",
    "unmask_contact",
]

NO_CONTACT = Contact()


def promise(
    book: Book,
    actor: str,
    *,
    owner: str,
    due: datetime,
    matter: str,
    kind: str = "call_back",
    contact: Contact = NO_CONTACT,
    complaint: str = "",
    told_once: Sequence[str] = (),
    at: datetime | None = None,
) -> str:
    """Record a promise to a customer: a call, or a service completed by a time; returns its subject.

    `kind` is "call_back" or "follow_up"; `told_once` lists the papers, conditions and steps the customer was
    told in one go; `complaint` the case it belongs to. A call-back needs contact data, or a complaint that
    has it.
    """
    with book.write(actor) as w:
        require(w, actor, Right.RECORD_COMPLAINT)
        require_person(w, owner)
        if kind not in CALL_BACK_KINDS:
            raise BadInput(_("{code} is no kind of promise.").format(code=kind))
        matter = required(matter, _("Write what was promised."))
        if kind == "call_back" and not contact and not complaint:
            raise BadInput(_("A call-back needs a number to call."))
        made = instant(w, at)
        if due <= made:
            raise BadInput(_("The promised time must lie ahead."))
        subject = f"promise:{new_id()}"
        fact = events.CallBackPromised(
            number=w.number("HD"),
            kind=kind,
            owner=owner,
            due=due,
            matter=matter,
            contact_digest=seal_contact(w, subject, contact),
            complaint=complaint,
            told_once=tuple(told_once),
        )
        w.append(subject, fact, at=made)
    return subject


def hand_over_promise(book: Book, actor: str, subject: str, owner: str) -> None:
    """Somebody else keeps the promise from now on."""
    with book.write(actor) as w:
        kept = _owed(w, actor, subject)
        require_person(w, owner)
        if owner != kept.owner:
            w.append(subject, events.CallBackHandedOver(owner=owner))


def record_try(book: Book, actor: str, subject: str, note: str = "") -> None:
    """The customer was called and not reached; the promise stays owed."""
    with book.write(actor) as w:
        _owed(w, actor, subject)
        w.append(subject, events.CallBackTried(note=note))


def keep_promise(book: Book, actor: str, subject: str, result: str = "", at: datetime | None = None) -> None:
    """The promise was kept, with its result."""
    with book.write(actor) as w:
        _owed(w, actor, subject)
        done = instant(w, at)
        w.append(subject, events.CallBackDone(done=done, result=result), at=done)


def give_up_promise(book: Book, actor: str, subject: str, reason: str) -> None:
    """The promise will not be kept; `reason` says why and that the customer knows. It ends the promise as not kept."""
    with book.write(actor) as w:
        _owed(w, actor, subject)
        reason = required(reason, _("Write why it was not kept and what the customer was told."))
        w.append(subject, events.CallBackNotKept(reason=reason))


def _owed(w: Writer, actor: str, subject: str) -> CallBack:
    kept = call_back(w, subject)
    if kept is None:
        raise BadInput(_("There is no promise {subject}.").format(subject=subject))
    own = actor in (kept.owner, kept.promised_by)
    require(w, actor, Right.RECORD_COMPLAINT if own else Right.HANDLE_COMPLAINT)
    if kept.done is not None:
        raise Refused(_("{number}: the promise was kept already.").format(number=kept.number))
    if kept.not_kept:
        raise Refused(_("{number}: the promise has ended already as not kept.").format(number=kept.number))
    return kept


def read_comment_book(
    book: Book,
    actor: str,
    *,
    day: date | None = None,
    new_comments: int = 0,
    answered: int = 0,
    note: str = "",
) -> None:
    """Record that the comment book was read on a day (today unless named) and how many new comments were
    answered.

    Complaints and praise found in it are registered with channel or source "comment_book".
    """
    with book.write(actor) as w:
        require(w, actor, Right.HANDLE_COMPLAINT)
        day = day or w.today
        if day > w.today:
            raise BadInput(_("This day has not come yet."))
        if new_comments < 0 or not 0 <= answered <= new_comments:
            raise BadInput(_("No more comments can be answered than there are."))
        known = comment_book_days(w, day, day)
        same = known and (known[0].new_comments, known[0].answered, known[0].note) == (
            new_comments,
            answered,
            note,
        )
        if not same:
            w.append(
                f"comment_book:{day.isoformat()}",
                events.CommentBookRead(day=day, new_comments=new_comments, answered=answered, note=note),
            )


def masked_contact(r: Reader, actor: str, subject: str) -> Contact:
    """The masked contact data of praise or of a promise. Raises Refused without the right to the branch's
    registers.
    """
    _may_see(r, actor, subject)
    return mask_contact(read_contact(r, subject, contact_digest(r, subject)))


def _may_see(r: Reader, actor: str, subject: str) -> None:
    kept = call_back(r, subject)
    own = kept is not None and actor in (kept.owner, kept.promised_by)
    require(r, actor, Right.RECORD_COMPLAINT if own else Right.READ_COMPLAINTS)


def unmask_contact(book: Book, actor: str, subject: str, reason: str) -> Contact:
    """The whole contact data, so that the promise can be kept; who looked and why is an entry."""
    with book.write(actor) as w:
        kept = call_back(w, subject)
        if kept is not None and actor == kept.owner and kept.owed:
            require(w, actor, Right.RECORD_COMPLAINT)  # who must call has to see the number
        else:
            require(w, actor, Right.UNMASK)
        reason = required(reason, _("Write why you need to see the customer's data."))
        contact = read_contact(w, subject, contact_digest(w, subject))
        w.append(subject, events.PromiseUnmasked(reason=reason))
    return contact


def erase_contact(book: Book, actor: str, subject: str, reason: str) -> None:
    """Erase the contact data of praise or of a kept promise for good."""
    with book.write(actor) as w:
        require(w, actor, Right.ERASE_PERSONAL_DATA)
        kept = call_back(w, subject)
        if kept is not None and kept.owed:
            raise Refused(_("The promise is still owed: keep it first."))
        refuse_held(w, subject)
        if not contact_digest(w, subject):
            raise BadInput(_("There is no contact data to erase."))
        w.append(subject, events.PromiseErased(reason=required(reason, _("Write the reason."))))
        w.erase(subject)
