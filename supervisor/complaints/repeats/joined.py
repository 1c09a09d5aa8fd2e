"""Whose the cases are that were joined: a case of another customer is ended by nobody but the manager, and not lost."""

from __future__ import annotations

from supervisor.complaints.ledger import joined_with
from supervisor.complaints.records import Complaint
from supervisor.journal import Reader

from .finding import probe_of
from .matching import OTHER, SAME, closest


def same_customer(r: Reader, one: Complaint, other: Complaint) -> bool:
    """Whether the contact data of two cases say that one customer complained; without any nobody can say so."""
    return closest(probe_of(r, one).customers, probe_of(r, other).customers) == SAME


def two_customers(r: Reader, one: Complaint, other: Complaint) -> bool:
    """Whether both cases say who complained, and nothing of it is the same: neither a telephone number nor a name."""
    some, others = probe_of(r, one).customers, probe_of(r, other).customers
    return bool(some and others) and closest(some, others) == OTHER


def left_behind(r: Reader, main: Complaint) -> str:
    """The number of a case that was joined to this one and is not known to come from its customer; "" where none is."""
    others = (case for case in joined_with(r, main.subject) if not same_customer(r, case, main))
    return next((case.number for case in others), "")
