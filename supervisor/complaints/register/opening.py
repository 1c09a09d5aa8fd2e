"""Many cases read at once for the register on paper: their texts in few queries, never one reading for each case."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

import msgspec

from supervisor.access import Right, allowed, require
from supervisor.complaints.events import ContactUnmasked
from supervisor.complaints.records import CaseFile, Complaint, Sealed
from supervisor.complaints.rights.checks import required
from supervisor.complaints.texts.masking import Contact, mask_contact, mask_text
from supervisor.complaints.texts.plain import plain_words
from supervisor.journal import Book, Reader
from supervisor.language import _

from .ledger import sealed_of

AT_ONCE = 200  # cases whose texts are in memory unread at one time
_WORDS = ("text", "wish", "facts", "measure", "reply", "decision", "root")


def read_many(
    r: Reader,
    cases: Sequence[Complaint],
    *,
    opened: Collection[str] = (),
    tell: Callable[[float], object] = lambda _share: None,
) -> Iterator[CaseFile]:
    """The cases with their texts, in their order: what `privacy.read_case` or, for those `opened`, `privacy.unmask`
    shows of each. Whether they may be read is asked before (`readable_subjects`, `may_look`).
    """
    for start in range(0, len(cases), AT_ONCE):
        tell(start / len(cases))
        some = cases[start : start + AT_ONCE]
        digests = sealed_of(r, [case.subject for case in some])
        wanted = [digest for one in digests.values() for digest in msgspec.structs.astuple(one) if digest]
        texts = {(case, digest): data for case, digest, data in r.unseal_all(wanted)}
        for case in some:
            yield _file(case, digests.get(case.subject, Sealed()), texts, case.subject not in opened)


def may_look(r: Reader, actor: str, cases: Sequence[Complaint]) -> list[Complaint]:
    """Those of the cases that the actor may open; what is about the branch manager is head office's to open."""
    kinds = {(case.head_office, case.person) for case in cases}
    may = {(office, person): allowed(r, actor, _right(office), about=person or None) for office, person in kinds}
    return [case for case in cases if may[case.head_office, case.person]]


def _right(head_office: bool) -> Right:
    return Right.HANDLE_MANAGER_COMPLAINT if head_office else Right.UNMASK


def checked_look(reason: str) -> str:
    """Why somebody opens cases, fit to stand in an entry. Raises BadInput."""
    return plain_words(required(reason, _("Write why you need to see the customer's data.")), "reason")


def note_looks(book: Book, actor: str, cases: Sequence[Complaint], reason: str) -> None:
    """That somebody opened these cases, and why: an entry for each, all of them or none."""
    with book.write(actor) as w:
        for case in cases:
            require(w, actor, _right(case.head_office), about=case.person or None)
            w.append(case.subject, ContactUnmasked(reason=checked_look(reason)))


def _file(case: Complaint, digests: Sealed, texts: dict[tuple[str, str], bytes], masked: bool) -> CaseFile:
    def data(name: str) -> bytes:
        return texts.get((case.subject, getattr(digests, name)), b"")

    words = {name: data(name).decode() for name in _WORDS}
    contact = msgspec.json.decode(data("contact") or b"{}", type=Contact)
    speakers = msgspec.json.decode(data("representatives") or b"[]", type=tuple[Contact, ...])
    if masked:
        words = {name: mask_text(text) for name, text in words.items()}
        contact, speakers = mask_contact(contact), tuple(mask_contact(one) for one in speakers)
    return CaseFile(complaint=case, contact=contact, representatives=speakers, masked=masked, **words)
