"""What a person can do about promises to customers, praise and the comment book.

Texts here say what for, never who: names and numbers of customers go into `contact`, which is sealed under
the subject and shown masked; looking at it whole is a logged command.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from supervisor.access import Right, require
from supervisor.branch.faults import WrongField
from supervisor.complaints.ledger import sealed
from supervisor.complaints.rights.checks import instant, plain_in, require_person, required
from supervisor.complaints.rights.privacy import readable_case
from supervisor.complaints.settings.kinds import ServiceKind
from supervisor.complaints.settings.ledger import service_kind as service_kind_of
from supervisor.complaints.texts.masking import Contact, mask_contact
from supervisor.complaints.texts.plain import plain_words
from supervisor.complaints.texts.sealing import read_contact, seal_contact
from supervisor.complaints.words import CALL_BACK_KINDS, OUTCOMES
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, Writer, new_id
from supervisor.language import _

from . import events
from .ledger import call_back, comment_book_days, contact_digest
from .plainly import plain_of
from .praising import correct_praise, record_praise, take_back_praise
from .proposing import left_out, proposed_due
from .records import CallBack

__all__ = [
    "correct_praise",
    "give_up_promise",
    "hand_over_promise",
    "keep_promise",
    "masked_contact",
    "postpone_promise",
    "promise",
    "read_comment_book",
    "record_praise",
    "record_try",
    "take_back_praise",
    "tell_rest",
    "unmask_contact",
]

NO_CONTACT = Contact()


def promise(
    book: Book,
    actor: str,
    *,
    owner: str,
    due: datetime | None = None,
    matter: str = "",
    kind: str = "",
    contact: Contact = NO_CONTACT,
    complaint: str = "",
    service_kind: str = "",
    told_once: Sequence[str] | None = None,
    told_by: str = "",
    at: datetime | None = None,
) -> str:
    """Record a promise to a customer: a call, or a service completed by a time; returns its subject.

    `kind` is "call_back" or "follow_up" (which it is where `service_kind` names a kind of service); `told_once` lists
    the papers, conditions and steps the customer was told in one go by `told_by` (the actor unless named): every line
    of the kind's check-list unless said otherwise, and what is left out of it is kept as not told. Without `due` it is
    reckoned from the kind of service; `complaint` is the case it belongs to, which the actor may read. A
    call-back needs contact data, or a complaint that has it.
    """
    with book.write(actor) as w:
        require(w, actor, Right.RECORD_COMPLAINT)
        if complaint:
            readable_case(w, actor, complaint)
        if not owner:
            raise WrongField("owner", _("Somebody always owns a promise: name who keeps it."))
        require_person(w, owner, active_only=True)
        if told_by:
            require_person(w, told_by)
        service = _service(w, service_kind)
        kind = kind or ("follow_up" if service else "call_back")
        if kind not in CALL_BACK_KINDS:
            raise BadInput(_("{code} is no kind of promise.").format(code=kind))
        matter = required(matter or (str(service.name) if service else ""), _("Write what was promised."))
        matter = plain_in(w, complaint, plain_words(matter, "matter", (contact,)), "matter")
        if kind == "call_back" and not contact and not _can_be_called(w, complaint):
            raise BadInput(_("A call-back needs a number to call."))
        made = instant(w, at)
        due = due or (proposed_due(w, service, made) if service else None)
        if due is None:
            raise WrongField("due", _("Say by when: the kind of service sets no time."))
        if due <= made:
            raise WrongField("due", _("The promised time must lie ahead."))
        lines = told_once if told_once is not None else _all_of(service)
        told = tuple(plain_words(" ".join(line.split()), "told_once", (contact,)) for line in lines)
        subject = f"promise:{new_id()}"
        fact = events.CallBackPromised(
            number=w.number("HD"),
            kind=kind,
            owner=owner,
            due=due,
            matter=matter,
            contact_digest=seal_contact(w, subject, contact),
            complaint=complaint,
            told_once=tuple(line for line in told if line),
            service_kind=service_kind,
            not_told=left_out(service, told),
            told_by=told_by,
        )
        w.append(subject, fact, at=made)
    return subject


def _can_be_called(r: Reader, complaint: str) -> bool:
    """Whether a case holds somebody's contact data: the customer's, or those of who speaks for several."""
    digests = sealed(r, complaint)
    return bool(digests.contact or digests.representatives)


def _service(w: Writer, code: str) -> ServiceKind | None:
    if not code:
        return None
    found = service_kind_of(w, code)
    if found is None or not found.active:
        raise WrongField("service_kind", _("There is no kind of service {code}.").format(code=code))
    return found


def _all_of(service: ServiceKind | None) -> tuple[str, ...]:
    return service.told_once if service else ()


def hand_over_promise(book: Book, actor: str, subject: str, owner: str, reason: str = "") -> None:
    """Somebody else keeps the promise from now on; `reason` says why."""
    with book.write(actor) as w:
        kept = _owed(w, actor, subject)
        require_person(w, owner, active_only=True)
        if owner != kept.owner:
            reason = plain_of(w, subject, reason, "reason")
            w.append(subject, events.CallBackHandedOver(owner=owner, reason=reason))


def postpone_promise(book: Book, actor: str, subject: str, due: datetime, reason: str) -> None:
    """Another time was agreed with the customer; `reason` says what was agreed and why. A time that had passed by then
    stays on record as missed.
    """
    with book.write(actor) as w:
        kept = _owed(w, actor, subject)
        if due <= w.now:
            raise WrongField("due", _("The promised time must lie ahead."))
        if due == kept.due:
            raise WrongField("due", _("This is the time that was promised already."))
        reason = plain_of(w, subject, required(reason, _("Write what was agreed with the customer.")), "reason")
        w.append(subject, events.CallBackPostponed(due=due, reason=reason))


def tell_rest(book: Book, actor: str, subject: str, lines: Sequence[str] = (), told_by: str = "") -> None:
    """Say that what had been left out of the check-list was told after all: these lines, or all of them."""
    with book.write(actor) as w:
        kept = _owed(w, actor, subject)
        if told_by:
            require_person(w, told_by)
        told = tuple(line for line in kept.not_told if not lines or line in lines)
        if not told:
            raise BadInput(_("Everything on the check-list was told already."))
        w.append(subject, events.ToldLater(lines=told, told_by=told_by))


def record_try(book: Book, actor: str, subject: str, note: str = "") -> None:
    """The customer was called and not reached; the promise stays owed."""
    with book.write(actor) as w:
        _owed(w, actor, subject)
        w.append(subject, events.CallBackTried(note=plain_of(w, subject, note, "note")))


def keep_promise(
    book: Book, actor: str, subject: str, result: str = "", at: datetime | None = None, outcome: str = ""
) -> None:
    """The promise was kept: `result` in words, `outcome` one of `words.OUTCOMES`."""
    with book.write(actor) as w:
        kept = _owed(w, actor, subject)
        if outcome and outcome not in OUTCOMES:
            raise WrongField("outcome", _("Say how it ended: {known}.").format(known=", ".join(OUTCOMES)))
        done = instant(w, at)
        if done < kept.promised:
            raise BadInput(_("This is before it was promised: check date and time."))
        said = plain_of(w, subject, result, "result")
        w.append(subject, events.CallBackDone(done=done, result=said, outcome=outcome), at=done)


def give_up_promise(book: Book, actor: str, subject: str, reason: str) -> None:
    """The promise will not be kept; `reason` says why and that the customer knows. It ends the promise as not kept."""
    with book.write(actor) as w:
        _owed(w, actor, subject)
        reason = required(reason, _("Write why it was not kept and what the customer was told."))
        reason = plain_of(w, subject, reason, "reason")
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
    with_contact: int = 0,
    replied: int = 0,
    letters: int = 0,
    copied: int = 0,
) -> None:
    """Record that the comment book was read on a day (today unless named) and how many new comments were
    answered.

    Of the new comments `with_contact` bear contact data, so that a reply to the customer is compulsory, and `replied`
    of those have it; of `letters` that came, `copied` were copied and kept. What is missing stays owed.
    Complaints and praise found in it are registered with channel or source "comment_book".
    """
    with book.write(actor) as w:
        require(w, actor, Right.HANDLE_COMPLAINT)
        day = day or w.today
        if day > w.today:
            raise BadInput(_("This day has not come yet."))
        if new_comments < 0 or not 0 <= answered <= new_comments:
            raise BadInput(_("No more comments can be answered than there are."))
        if not 0 <= with_contact <= new_comments:
            raise WrongField("with_contact", _("No more comments can bear contact data than there are."))
        if not 0 <= replied <= with_contact:
            raise WrongField("replied", _("No more can be replied to than left their contact data."))
        if letters < 0 or not 0 <= copied <= letters:
            raise WrongField("copied", _("No more letters can be copied than came."))
        fact = events.CommentBookRead(
            day=day, new_comments=new_comments, answered=answered, note=plain_words(note, "note"),
            with_contact=with_contact, replied=replied, letters=letters, copied=copied,
        )  # fmt: skip
        known = comment_book_days(w, day, day)
        if not known or any(getattr(known[0], name) != getattr(fact, name) for name in fact.__struct_fields__):
            w.append(f"comment_book:{day.isoformat()}", fact)


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
        reason = plain_of(w, subject, required(reason, _("Write why you need to see the customer's data.")), "reason")
        contact = read_contact(w, subject, contact_digest(w, subject))
        w.append(subject, events.PromiseUnmasked(reason=reason))
    return contact
