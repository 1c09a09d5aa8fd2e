"""Whose the cases are that were joined: a case of another customer is ended by nobody but the manager, and not lost."""

from __future__ import annotations

from supervisor.complaints.kernel import course
from supervisor.complaints.ledger import complaint
from supervisor.complaints.records import Complaint
from supervisor.journal import Reader

from .finding import probe_of
from .ledger import links
from .matching import SAME, closest


def same_customer(r: Reader, one: Complaint, other: Complaint) -> bool:
    """Whether the contact data of two cases say that one customer complained; without any nobody can say so."""
    return closest(probe_of(r, one).customers, probe_of(r, other).customers) == SAME


def left_behind(r: Reader, main: Complaint) -> str:
    """The number of a case that was joined to this one and is not known to come from its customer; "" where none is."""
    bound = [*links(r, main.subject), *links(r, main.subject, undone=True)]
    for subject in {link.subject for link in bound if link.other == main.subject}:
        case = complaint(r, subject)
        if case is not None and case.state == course.JOINED and not same_customer(r, case, main):
            return case.number
    return ""
