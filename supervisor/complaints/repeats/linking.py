"""Which cases are to be linked: a new one with what came before it, and what two laptops wrote down apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from supervisor.complaints.kernel import course
from supervisor.complaints.ledger import complaint
from supervisor.complaints.records import Complaint
from supervisor.complaints.texts.masking import Contact
from supervisor.journal import Book, Reader

from .events import ComplaintsLinked
from .finding import Likeness, Probe, alike, customers_of, probe_of, windows
from .ledger import decided_pairs
from .matching import DUPLICATE, REPEAT
from .remembered import remembered


def look_ahead(book: Book) -> None:
    """Remember who complained before the book is locked for writing: the first look takes a while in a full book."""
    with book.read() as r:
        remembered(r, r.today - timedelta(days=windows(r).repeat_days))


def links_for(
    r: Reader, subject: str, contacts: Iterable[Contact], heard: datetime, class_code: str, cause_code: str,
    person: str, text: str,
) -> list[tuple[str, ComplaintsLinked]]:  # fmt: skip
    """(later case, fact) of every link of a case that is being registered: with earlier cases, and with later ones when
    it is written down afterwards.
    """
    probe = Probe(customers_of(contacts), heard, class_code, cause_code, person, text, subject)
    found = alike(r, probe)
    facts = [(subject, _fact(one.case.subject, one.kind)) for one in earlier(found, heard, subject)]
    after = [one for one in found if one.case.received > heard and one.kind in (DUPLICATE, REPEAT)]
    return facts + [(one.case.subject, _fact(subject, one.kind)) for one in after]


def _fact(other: str, kind: str) -> ComplaintsLinked:
    return ComplaintsLinked(other=other, kind=kind)


def earlier(found: Sequence[Likeness], heard: datetime, subject: str) -> list[Likeness]:
    """What a case heard then is to be linked with: every duplicate heard before, and the newest repeat."""
    before = [one for one in found if (one.case.received, one.case.subject) < (heard, subject)]
    repeats = [one for one in before if one.kind == REPEAT]
    return [one for one in before if one.kind == DUPLICATE] + repeats[:1]


def unlinked(r: Reader, first: date, last: date) -> list[tuple[Complaint, Likeness]]:
    """Likenesses that nobody linked or undid, of cases heard on days `first`…`last`: each later case with the earlier
    one (two laptops wrote them down apart). Hints are left out.
    """
    reach = timedelta(days=windows(r).repeat_days)
    groups = remembered(r, first - reach).known(first - reach, last)
    decided = decided_pairs(r, first, last)
    ahead = {later for later, _earlier in decided}
    found: list[tuple[Complaint, Likeness]] = []
    for subject in sorted(set().union(*groups)):
        case = complaint(r, subject)
        if case is None or not first <= case.day <= last or case.state == course.JOINED:
            continue
        for one in earlier(alike(r, probe_of(r, case)), case.received, subject):
            if (subject, one.case.subject) not in decided and (one.kind == DUPLICATE or subject not in ahead):
                found.append((case, one))
    return found
