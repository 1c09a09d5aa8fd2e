"""Erasing one case, praise or promise that somebody names: what is sealed in it is gone for good on every copy.

Erasure destroys the case's key on every copy of the book. What the branch must keep for years (number, times,
class, cause, who, at fault or not, signature) stays, since none of it leads to the customer.
"""

from __future__ import annotations

from supervisor.access import Right, require
from supervisor.access.checks import SYSTEM
from supervisor.complaints.events import PersonalDataErased
from supervisor.complaints.promises.events import PromiseErased
from supervisor.complaints.promises.ledger import call_back, contact_digest
from supervisor.complaints.promises.plainly import plain_of
from supervisor.complaints.rights.checks import found_case, plain_in, require_erasing, required
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader
from supervisor.language import _

from .ledger import kept
from .service import refuse_held


def erase(book: Book, actor: str, subject: str, reason: str, by_right: bool = False) -> None:
    """Erase contact data, texts and attachments of a case for good.

    Only after the case ended, and only when its retention time is over or the customer asks by right
    (`by_right`).
    """
    with book.write(actor) as w:
        case = found_case(w, subject)
        require_erasing(w, actor, case)
        reason = plain_in(w, subject, required(reason, _("Write the reason.")), "reason")
        refuse_held(w, subject)
        _refuse_early(w, actor, subject, by_right)
        w.append(subject, PersonalDataErased(reason=reason, by_right=by_right))
        w.erase(subject)


def erase_contact(book: Book, actor: str, subject: str, reason: str, by_right: bool = False) -> None:
    """Erase the contact data of praise or of a promise that has ended for good, on the same terms as `erase`."""
    with book.write(actor) as w:
        require(w, actor, Right.ERASE_PERSONAL_DATA)
        promise = call_back(w, subject)
        if promise is not None and promise.owed:
            raise Refused(_("The promise is still owed: keep it first."))
        refuse_held(w, subject)
        if not contact_digest(w, subject):
            raise BadInput(_("There is no contact data to erase."))
        _refuse_early(w, actor, subject, by_right)
        w.append(subject, PromiseErased(reason=plain_of(w, subject, required(reason, _("Write the reason.")))))
        w.erase(subject)


def _refuse_early(r: Reader, actor: str, subject: str, by_right: bool) -> None:
    one = kept(r, subject)
    if not by_right and actor != SYSTEM and one is not None and r.today <= one.until:
        said = _("It must be kept until {until}, unless the customer asks by right.")
        raise Refused(said.format(until=one.until.isoformat()))
