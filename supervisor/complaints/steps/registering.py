"""Writing a complaint down: whoever is told first does it, and owns it until somebody else does (首问负责)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from supervisor.access import Right, require
from supervisor.branch.ledger import names
from supervisor.complaints import events
from supervisor.complaints.kernel import course
from supervisor.complaints.repeats.linking import links_for, look_ahead
from supervisor.complaints.rights.checks import (
    instant,
    known,
    manages_branch,
    require_node,
    require_owner,
    require_person,
    required,
)
from supervisor.complaints.texts.masking import Contact
from supervisor.complaints.texts.sealing import seal_contact, seal_contacts, seal_text
from supervisor.complaints.words import CHANNELS
from supervisor.errors import BadInput
from supervisor.journal import Book, new_id
from supervisor.language import _

from .grouping import speakers_of

NO_CONTACT = Contact()


def register(
    book: Book,
    actor: str,
    *,
    channel: str,
    text: str,
    class_code: str,
    cause_code: str,
    received: datetime | None = None,
    first_taker: str = "",
    owner: str = "",
    person: str = "",
    wish: str = "",
    contact: Contact = NO_CONTACT,
    caller_verified: bool = False,
    zone: str = "",
    group_size: int = 0,
    representatives: Sequence[Contact] = (),
    occurred: datetime | None = None,
) -> str:
    """Write down a complaint; returns its subject.

    `first_taker` is who was told first (the actor unless named) and owns it unless `owner` says otherwise;
    what is about the branch manager belongs to head office from the first moment. `occurred` is when it happened,
    where that is other than when it was heard, `zone` where. Customers who complain together (`group_size` of them)
    name who speaks for them. `text`, `wish`, `contact` and `representatives` are sealed. What the same customer
    complained of before is found and linked in the same step.
    Raises BadInput for an unknown channel, class, cause, zone or person, an empty text, a time to come.
    """
    look_ahead(book)
    with book.write(actor) as w:
        require(w, actor, Right.RECORD_COMPLAINT)
        heard = instant(w, received)
        text = required(text, _("Write what happened."))
        known(channel, CHANNELS, _("channel of complaints"))
        require_node(w, "class", class_code, _("class of business"), in_use=True)
        require_node(w, "cause", cause_code, _("cause of complaints"), in_use=True)
        known(zone, {"", *(one.code for one in names(w, "zone"))}, _("zone"))
        if occurred is not None and occurred > heard:
            raise BadInput(_("It cannot have happened after it was heard: check date and time."))
        speakers = speakers_of(w, group_size, representatives)
        if channel == "hotline" and not caller_verified:
            raise BadInput(_("A call handed over by the hotline: confirm that the caller was verified."))
        first_taker = first_taker or actor
        require_person(w, first_taker)
        if person:
            require_person(w, person)
        about_manager = manages_branch(w, person)
        owner = course.HEAD_OFFICE if about_manager else owner or first_taker
        require_owner(w, owner, person=person, head_office=about_manager)
        subject = f"complaint:{new_id()}"
        w.append(
            subject,
            events.ComplaintRegistered(
                number=w.number("TS"),
                channel=channel,
                received=heard,
                class_code=class_code,
                cause_code=cause_code,
                text_digest=seal_text(w, subject, text),
                wish_digest=seal_text(w, subject, wish.strip()),
                contact_digest=seal_contact(w, subject, contact),
                first_taker=first_taker,
                owner=owner,
                person=person,
                caller_verified=caller_verified,
                head_office=about_manager,
                zone=zone,
                occurred=occurred,
                group_size=group_size,
                representatives_digest=seal_contacts(w, subject, speakers),
            ),
            at=heard,
        )
        if not about_manager and any(manages_branch(w, one) for one in {actor, owner, first_taker}):
            w.append(subject, events.ManagerTold(told=heard), at=heard)
        customers = [contact, *speakers]
        for later, fact in links_for(w, subject, customers, heard, class_code, cause_code, person, text):
            w.append(later, fact)
    return subject
