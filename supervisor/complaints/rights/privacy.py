"""Reading what is sealed in a case: masked for whoever may read complaints, open only by a logged command."""

from __future__ import annotations

from supervisor.access import Right, allowed, require
from supervisor.complaints import events
from supervisor.complaints.ledger import history, sealed
from supervisor.complaints.records import CaseFile, Complaint
from supervisor.complaints.texts.masking import Contact, mask_contact, mask_known, mask_text
from supervisor.complaints.texts.sealing import read_contact, read_contacts, read_text
from supervisor.errors import Refused
from supervisor.journal import Book, Reader
from supervisor.language import _

from .checks import concerned, found_case, plain_in, required


def read_case(r: Reader, actor: str, subject: str) -> CaseFile:
    """A case with its texts and contact data masked.

    For those who may read complaints, the owner and the first taker; never for the person it is about; what is about
    the branch manager for head office alone. Raises Refused.
    """
    readable_case(r, actor, subject)
    return _case_file(r, subject, masked=True)


def readable_case(r: Reader, actor: str, subject: str) -> Complaint:
    """The case as the register shows it to whoever may read it. Raises BadInput where there is none, and Refused."""
    case = found_case(r, subject)
    if not readable(r, actor, case):
        raise _refusal(r, actor, case)
    return case


def _refusal(r: Reader, actor: str, case: Complaint) -> Refused:
    """What whoever may not read a case is told: who took down what is about the branch manager, where it went."""
    if case.head_office and actor in (case.first_taker, *(s.actor for s in history(r, case.subject)[:1])):
        return Refused(went_to_head_office(case.number))
    return Refused(_("{number} is not yours to read.").format(number=case.number))


def known_to(r: Reader, actor: str, case: Complaint) -> bool:
    """Whether a person may know that there is such a case: who may read it, and who is named in it."""
    return actor in (case.person, case.owner, case.first_taker) or readable(r, actor, case)


def went_to_head_office(number: str) -> str:
    """What the branch is told of a complaint about its manager."""
    words = _(
        "{number} is on record. It is about the branch manager: head office has it and alone reads it from here on."
    )
    return words.format(number=number)


def readable(r: Reader, actor: str, case: Complaint) -> bool:
    """Whether a person may read this case at all, masked; what `read_case` asks, for lists."""
    about = case.person or None
    if case.head_office:
        return allowed(r, actor, Right.HANDLE_MANAGER_COMPLAINT, about=about)
    if actor in (case.owner, case.first_taker):
        return allowed(r, actor, Right.RECORD_COMPLAINT, about=about)
    return allowed(r, actor, Right.READ_COMPLAINTS, about=about)


def unmask(book: Book, actor: str, subject: str, reason: str) -> CaseFile:
    """The case with everything readable; who looked and why is an entry of the journal before it is shown."""
    with book.write(actor) as w:
        case = found_case(w, subject)
        if case.head_office:
            require(w, actor, Right.HANDLE_MANAGER_COMPLAINT, about=concerned(w, case))
        else:
            require(w, actor, Right.UNMASK, about=concerned(w, case))
        reason = plain_in(w, subject, required(reason, _("Write why you need to see the customer's data.")), "reason")
        opened = _case_file(w, subject, masked=False)
        w.append(subject, events.ContactUnmasked(reason=reason))
    return opened


def _case_file(r: Reader, subject: str, masked: bool) -> CaseFile:
    case, digests = found_case(r, subject), sealed(r, subject)
    contact: Contact = read_contact(r, subject, digests.contact)
    speakers = read_contacts(r, subject, digests.representatives)

    def text(digest: str) -> str:
        whole = read_text(r, subject, digest)
        return mask_text(mask_known(whole, (contact, *speakers))) if masked else whole

    return CaseFile(
        complaint=case,
        text=text(digests.text),
        wish=text(digests.wish),
        contact=mask_contact(contact) if masked else contact,
        facts=text(digests.facts),
        measure=text(digests.measure),
        reply=text(digests.reply),
        decision=text(digests.decision),
        masked=masked,
        root=text(digests.root),
        representatives=tuple(mask_contact(one) if masked else one for one in speakers),
    )
