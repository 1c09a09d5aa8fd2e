"""Complaints of customers with contact data, heard at stated times."""

from __future__ import annotations

from typing import Any

from supervisor.complaints.ledger import complaint
from supervisor.complaints.records import Complaint
from supervisor.complaints.repeats.ledger import Link, links
from supervisor.complaints.texts.masking import Contact
from tests.complaints.team import Team

LI = Contact(name="李明", phone="138-1234-5678")
LI_AGAIN = Contact(name="李明女士", phone="+86 13812345678")
WANG = Contact(name="王伟", phone="13912345678")


def told(team: Team, contact: Contact = LI, actor: str = "", **other: Any) -> str:
    """A complaint of this customer, heard now."""
    return team.register(actor, contact=contact, **other)


def case_of(team: Team, subject: str) -> Complaint:
    """The case as it stands."""
    with team.book.read() as r:
        found = complaint(r, subject)
    assert found is not None
    return found


def bound(team: Team, subject: str) -> list[tuple[str, str, str]]:
    """(later, earlier, kind) of a case's links."""
    return [(one.subject, one.other, one.kind) for one in links_of(team, subject)]


def links_of(team: Team, subject: str) -> list[Link]:
    """A case's links."""
    with team.book.read() as r:
        return links(r, subject)
