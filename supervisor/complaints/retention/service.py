"""Going through what is due: erase in one go with a signature, keep some longer, hold and release.

Erasing destroys the key under which contact data, texts and attachments are sealed together (DESIGN §1.9); the case
itself, its course and its figures stay, and so does who looked at the data and why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from supervisor.access import Right, allowed, require
from supervisor.complaints.events import PersonalDataErased
from supervisor.complaints.ledger import complaint, interested, interests_of
from supervisor.complaints.promises.events import PromiseErased
from supervisor.complaints.promises.ledger import call_back
from supervisor.complaints.promises.plainly import plain_of
from supervisor.complaints.rights.checks import required
from supervisor.complaints.texts.plain import plain_words
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, Writer, new_id
from supervisor.language import _

from . import events
from .ledger import due_count, due_for_erasure, holds, kept
from .records import Kept, Proposal
from .rules import Terms
from .words import HOLDS

TERMS_SUBJECT = "retention_terms:branch"


def proposal(r: Reader, actor: str, day: date | None = None) -> Proposal:
    """What this person may erase on a day (today unless named), and what is held. Raises Refused without the right.

    What is about himself, or about the branch manager, is not on his list.
    """
    _require_some(r, actor)
    found, may = due_for_erasure(r, day or r.today), _may_any(r, actor)
    return Proposal(found.day, tuple(filter(may, found.due)), tuple(filter(may, found.held)))


def how_many_due(r: Reader, actor: str) -> int:
    """How many this person may erase today; none without the right."""
    may = tuple(office for office in (False, True) if allowed(r, actor, _right(office)))
    return due_count(r, r.today, actor, may) if may else 0


def erase_due(book: Book, actor: str, subjects: Sequence[str] | None = None, reason: str = "") -> int:
    """Erase what is due (all of it, or the `subjects` named), each with its entry, all or none; returns how many.

    The caller has asked for the password again: it is a signature. Raises Refused, naming the first, where one of the
    named is not due, is held, or is not this person's to erase.
    """
    reason = plain_words(reason, "reason") or _("The time it must be kept is over.")
    with book.write(actor) as w:
        listed = proposal(w, actor)
        due = {one.subject: one for one in listed.due}
        wanted = list(due) if subjects is None else list(dict.fromkeys(subjects))
        for subject in wanted:
            if subject not in due:
                raise Refused(_why_not(w, actor, subject))
        for subject in wanted:
            erased = PersonalDataErased if due[subject].register == "complaint" else PromiseErased
            w.append(subject, erased(reason=plain_of(w, subject, reason, "reason")))
            w.erase(subject)
        if wanted:
            left = len(due) - len(wanted)
            signed = events.ErasureSigned(day=listed.day, erased=len(wanted), held=len(listed.held), remaining=left)
            w.append(f"retention:{new_id()}", signed)
    return len(wanted)


def keep_longer(book: Book, actor: str, subject: str, *, until: date, reason: str) -> None:
    """Keep something beyond its term, up to and including a day, with the reason."""
    with book.write(actor) as w:
        one = _found(w, actor, subject)
        reason = plain_of(w, subject, required(reason, _("Write the reason.")), "reason")
        if until <= max(w.today, one.until):
            raise BadInput(
                _("{number} is kept until {day} anyway: name a later day.").format(
                    number=one.number, day=max(w.today, one.until)
                )
            )
        w.append(subject, events.KeptLonger(until=until, reason=reason))


def hold(book: Book, actor: str, subject: str, *, kind: str, reason: str) -> None:
    """Hold something back from erasing until it is released: a lawsuit, the regulator, an audit needs it."""
    with book.write(actor) as w:
        _found(w, actor, subject, ended=False)
        if kind not in HOLDS:
            raise BadInput(_("Say why it is held: {known}.").format(known=", ".join(HOLDS)))
        reason = plain_of(w, subject, required(reason, _("Write the reason.")), "reason")
        w.append(subject, events.ErasureHeld(kind=kind, reason=reason))


def release(book: Book, actor: str, subject: str, *, reason: str) -> None:
    """All holds that this book knows of are over."""
    with book.write(actor) as w:
        _found(w, actor, subject, ended=False)
        standing = holds(w, subject).get(subject, ())
        if not standing:
            raise BadInput(_("Nothing holds it."))
        reason = plain_of(w, subject, required(reason, _("Write the reason.")), "reason")
        w.append(subject, events.ErasureReleased(holds=tuple(one.id for one in standing), reason=reason))


def set_terms(book: Book, actor: str, terms: Terms) -> None:
    """Set how long praise and promises keep their contact data."""
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_SETTINGS)
        if wrong := terms.faults():
            raise BadInput(_("These limits cannot be: {limits}.").format(limits=", ".join(wrong)))
        w.append(TERMS_SUBJECT, events.TermsSet(praise_days=terms.praise_days, promise_days=terms.promise_days))


def refuse_held(r: Reader, subject: str) -> None:
    """Refuse to erase what is held: also the customer's own right waits for a court."""
    one = kept(r, subject)
    if one is not None and one.holds:
        raise Refused(_held(one))


def _require_some(r: Reader, actor: str) -> None:
    if not allowed(r, actor, Right.HANDLE_MANAGER_COMPLAINT):
        require(r, actor, Right.ERASE_PERSONAL_DATA)


def _right(head_office: bool) -> Right:
    return Right.HANDLE_MANAGER_COMPLAINT if head_office else Right.ERASE_PERSONAL_DATA


def _may(r: Reader, actor: str, one: Kept) -> bool:
    about = interested(r, one.subject) | ({one.person} - {""})
    return allowed(r, actor, _right(one.head_office), about=about)


def _may_any(r: Reader, actor: str) -> Callable[[Kept], bool]:
    """What `_may` says, for a list of any length: rights and own matters are looked up once."""
    may = {office: allowed(r, actor, _right(office)) for office in (False, True)}
    own = interests_of(r, actor)
    return lambda one: may[one.head_office] and one.person != actor and one.subject not in own


def _found(w: Writer, actor: str, subject: str, *, ended: bool = True) -> Kept:
    """What is spoken of, by somebody who may erase it. A case that still runs is found where `ended` is False."""
    _require_some(w, actor)
    one = kept(w, subject)
    if one is None and not ended:
        one = _running(w, subject)
    if one is None:
        raise BadInput(_("There is nothing sealed under {subject} that has ended.").format(subject=subject))
    if not _may(w, actor, one):
        require(w, actor, Right.ERASE_PERSONAL_DATA, about=interested(w, subject) | ({one.person} - {""}))
        raise Refused(_("{number} is not yours to decide on.").format(number=one.number))
    return one


def _running(r: Reader, subject: str) -> Kept | None:
    if (case := complaint(r, subject)) is not None and not case.erased:
        return Kept(subject, case.number, "complaint", date.max, date.max, case.person, case.head_office)
    if (promise := call_back(r, subject)) is not None and promise.has_contact:
        return Kept(subject, promise.number, "promise", date.max, date.max)
    return None


def _why_not(w: Writer, actor: str, subject: str) -> str:
    one = _found(w, actor, subject)
    if one.holds:
        return _held(one)
    return _("{number} must be kept until {until}; nothing was erased.").format(number=one.number, until=one.until)


def _held(one: Kept) -> str:
    return _("{number} is held ({why}): it is not erased before it is released.").format(
        number=one.number, why=HOLDS[one.holds[0].kind]
    )
