"""Praise: writing it down, mending what was written down wrongly, taking back what should not be there.

Praise counts in somebody's month, so nobody records, mends or takes back his own; whoever wrote it down may mend it,
others need the handler's right. A month that is locked takes no change any more: the change belongs to the praise's
own day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from supervisor.access import Right, require
from supervisor.branch.ledger import names
from supervisor.complaints.rights.checks import instant, require_person, required
from supervisor.complaints.texts.masking import Contact
from supervisor.complaints.texts.plain import plain_words
from supervisor.complaints.texts.sealing import seal_contact
from supervisor.complaints.words import KEEPSAKES, PRAISE_SOURCES
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, Writer, new_id
from supervisor.language import _

from . import events
from .ledger import one_praise
from .plainly import plain_of
from .records import Praise

NO_CONTACT = Contact()


def record_praise(
    book: Book,
    actor: str,
    *,
    source: str,
    persons: Sequence[str],
    what: str,
    received: datetime | None = None,
    contact: Contact = NO_CONTACT,
    zone: str = "",
    keepsake: str = "",
) -> str:
    """Record praise from outside for one or more people; returns its subject. Nobody records his own.

    `keepsake` is what came with it (a code of `KEEPSAKES`), `zone` where it happened; both may be "".
    """
    with book.write(actor) as w:
        require(w, actor, Right.RECORD_PRAISE, about=tuple(persons))
        what = plain_words(_checked(w, source, persons, what, zone, keepsake), "what", (contact,))
        heard = instant(w, received)
        subject = f"praise:{new_id()}"
        fact = events.PraiseReceived(
            number=w.number("BY"),
            received=heard,
            source=source,
            persons=tuple(dict.fromkeys(persons)),
            what=what,
            contact_digest=seal_contact(w, subject, contact),
            zone=zone,
            keepsake=keepsake,
        )
        w.append(subject, fact, at=heard)
    return subject


def correct_praise(
    book: Book,
    actor: str,
    subject: str,
    *,
    source: str,
    persons: Sequence[str],
    what: str,
    zone: str = "",
    keepsake: str = "",
) -> None:
    """Say how it really was: who was praised, for what, by whom it came. Raises Refused for one's own praise."""
    with book.write(actor) as w:
        stands = _standing(w, actor, subject, persons)
        what = plain_of(w, subject, _checked(w, source, persons, what, zone, keepsake), "what")
        wanted = (source, tuple(dict.fromkeys(persons)), what, zone, keepsake)
        if wanted != (stands.source, stands.persons, stands.what, stands.zone, stands.keepsake):
            w.append(
                subject,
                events.PraiseCorrected(source=source, persons=wanted[1], what=what, zone=zone, keepsake=keepsake),
                at=stands.received,
            )


def take_back_praise(book: Book, actor: str, subject: str, reason: str) -> None:
    """Take an entry back that should not be on record; it then counts for nobody and stays readable in the journal."""
    with book.write(actor) as w:
        stands = _standing(w, actor, subject)
        reason = plain_of(w, subject, required(reason, _("Write the reason.")), "reason")
        w.append(subject, events.PraiseTakenBack(reason=reason), at=stands.received)


def _standing(w: Writer, actor: str, subject: str, persons: Sequence[str] = ()) -> Praise:
    known = one_praise(w, subject)
    if known is None:
        raise BadInput(_("There is no praise {subject}.").format(subject=subject))
    right = Right.RECORD_PRAISE if known.recorded_by == actor else Right.HANDLE_COMPLAINT
    require(w, actor, right, about=(*known.persons, *persons))
    if known.taken_back:
        raise Refused(_("{number} was taken back already.").format(number=known.number))
    return known


def _checked(r: Reader, source: str, persons: Sequence[str], what: str, zone: str, keepsake: str) -> str:
    if source not in PRAISE_SOURCES:
        raise BadInput(_("Say where the praise came from: {known}.").format(known=", ".join(PRAISE_SOURCES)))
    if not persons:
        raise BadInput(_("Say who was praised."))
    for person in persons:
        require_person(r, person)
    if zone and zone not in {one.code for one in names(r, "zone")}:
        raise BadInput(_("{code} is no zone of this branch.").format(code=zone))
    if keepsake and keepsake not in KEEPSAKES:
        raise BadInput(_("What came with it is one of: {known}.").format(known=", ".join(KEEPSAKES)))
    return plain_words(required(what, _("Write what was praised.")), "what")
