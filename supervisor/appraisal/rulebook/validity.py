"""For which months a rule book is written (15): outside them it is not put in force, and where it stayed longer the
scores say so."""

from __future__ import annotations

from supervisor.appraisal.rulebook.model import RuleBook
from supervisor.language import _


def outside(book: RuleBook, month: str) -> str:
    """A sentence that the book is not written for a month, "" where it is."""
    if book.valid_from and month < book.valid_from:
        return _("“{name}” is written for {first} and later, not for {month}.").format(
            name=book.name, first=book.valid_from, month=month
        )
    if book.valid_until and month > book.valid_until:
        return _("“{name}” is written for no later than {last}, not for {month}.").format(
            name=book.name, last=book.valid_until, month=month
        )
    return ""
