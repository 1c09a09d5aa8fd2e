"""Customers who complain together: how many they are, and who speaks for them (five people at most by default)."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor.complaints import events
from supervisor.complaints.ledger import sealed
from supervisor.complaints.records import Complaint
from supervisor.complaints.rights.checks import found_case, require_handler, require_step
from supervisor.complaints.settings.ledger import figures
from supervisor.complaints.texts.masking import Contact
from supervisor.complaints.texts.sealing import read_contacts, seal_contacts
from supervisor.errors import BadInput
from supervisor.journal import Book, Reader, Writer
from supervisor.language import _

MOST_CUSTOMERS = 100_000


def add_representative(book: Book, actor: str, subject: str, who: Contact, size: int = 0) -> None:
    """One more speaks for the group (`size` customers now, as many as before unless given). A complaint of one customer
    becomes one of a group. Raises BadInput when there would be too many.
    """
    with book.write(actor) as w:
        case = _group_case(w, actor, subject)
        _append(w, case, size or case.group_size, [*_speakers(w, subject), who])


def replace_representative(book: Book, actor: str, subject: str, place: int, who: Contact) -> None:
    """Somebody else speaks in place of the `place`-th representative, counted from 1."""
    with book.write(actor) as w:
        case = _group_case(w, actor, subject)
        speakers = list(_speakers(w, subject))
        if not 1 <= place <= len(speakers):
            raise BadInput(
                _("{number} has {count} representatives: count from 1.").format(number=case.number, count=len(speakers))
            )
        speakers[place - 1] = who
        _append(w, case, case.group_size, speakers)


def resize_group(book: Book, actor: str, subject: str, size: int) -> None:
    """More or fewer customers complain together; who speaks for them stays."""
    with book.write(actor) as w:
        case = _group_case(w, actor, subject)
        if size != case.group_size:
            _append(w, case, size, _speakers(w, subject))


def _group_case(w: Writer, actor: str, subject: str) -> Complaint:
    case = found_case(w, subject)
    require_handler(w, actor, case)
    require_step(w, case, "change_group")
    return case


def _speakers(w: Writer, subject: str) -> tuple[Contact, ...]:
    return read_contacts(w, subject, sealed(w, subject).representatives)


def _append(w: Writer, case: Complaint, size: int, representatives: Sequence[Contact]) -> None:
    if not all(representatives):
        raise BadInput(_("Write the name of each representative."))
    digest = seal_contacts(w, case.subject, speakers_of(w, size, representatives))
    w.append(case.subject, events.GroupChanged(group_size=size, representatives_digest=digest))


def speakers_of(r: Reader, size: int, representatives: Sequence[Contact]) -> tuple[Contact, ...]:
    """Who speaks for a group. Raises BadInput for too many of them, or for a group that is none."""
    speakers = tuple(one for one in representatives if one)
    if size == 0 and not speakers:
        return ()
    if size > MOST_CUSTOMERS:
        raise BadInput(_("A group has at most {most} customers.").format(most=MOST_CUSTOMERS))
    if size < 2:
        raise BadInput(_("A group is two customers or more: write how many complain together."))
    if not speakers:
        raise BadInput(_("A group names who speaks for it: write at least one representative."))
    most = min(figures(r).representatives_most, size)
    if len(speakers) > most:
        raise BadInput(_("This group names at most {most} representatives.").format(most=most))
    if any(not one.name.strip() for one in speakers):
        raise BadInput(_("Write the name of each representative."))
    return speakers
