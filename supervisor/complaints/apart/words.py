"""What is said of what two laptops did to one case: the matter, and what is to be done. Never a customer's data."""

from __future__ import annotations

from collections.abc import Mapping

from supervisor.complaints.kernel.course import CLOSED
from supervisor.language import _

from .records import ACTED, HELD, OWNER, UNANSWERED, CaseApart


def title_of(one: CaseApart, people: Mapping[str, str]) -> str:
    """One line: which case, and what cannot stand."""
    name = people.get(one.person, one.person)
    if one.sort == OWNER:
        return _("{number}: {name} owns it and keeps out of it").format(number=one.number, name=name)
    if one.sort == UNANSWERED:
        text = (
            _("{number} was joined to {other}, which was closed elsewhere: its customer has no answer")
            if one.how == CLOSED
            else _("{number} was joined to {other}, which was withdrawn elsewhere: its customer has no answer")
        )
        return text.format(number=one.number, other=one.other)
    if one.sort == ACTED:
        return _("{number}: {name} keeps out of it and worked on it elsewhere").format(number=one.number, name=name)
    assert one.sort == HELD
    return _("{number} was to be kept, and was erased elsewhere").format(number=one.number)


def cure_of(one: CaseApart) -> str:
    """What to do about it."""
    return {
        OWNER: _("Hand it over to somebody else; or take the interest back where there is none."),
        UNANSWERED: _(
            "Choose the first side where this customer had the answer too (say how); the second undoes the join, and "
            "the case goes on by itself."
        ),
        HELD: _(
            "The data are gone on every laptop. Tell whoever asked for them in writing, choose the second side and say "
            "what was done."
        ),
        ACTED: _(
            "Let a colleague go over it, choose the second side and say who did; or take the interest back where there "
            "is none."
        ),
    }[one.sort]
