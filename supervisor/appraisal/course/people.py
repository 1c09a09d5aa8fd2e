"""Whose month it is: everybody who belonged to the branch on a day of it, whoever came or left on the way."""

from __future__ import annotations

from datetime import datetime, time

from supervisor.appraisal.belonging import members
from supervisor.appraisal.ledger import rulebook
from supervisor.appraisal.months import month_days
from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.scoring import Member
from supervisor.errors import BadInput, Refused
from supervisor.journal import Reader
from supervisor.language import _


def members_of(r: Reader, month: str) -> list[Member]:
    """Everybody who is appraised in a month, by staff number."""
    rules = rulebook(r, month)
    return [
        one for one in members(r, *month_days(month))
        if rules is None or rules.temporary != "left_out" or not one.temporary
    ]  # fmt: skip


def require_member(r: Reader, month: str, person: str) -> Member:
    """This person in the month. Raises BadInput for whoever is not appraised in it."""
    found = next((one for one in members_of(r, month) if one.person == person), None)
    if found is None:
        raise BadInput(_("This person did not belong to the branch in {month}.").format(month=month))
    return found


def rules_of(r: Reader, month: str) -> RuleBook:
    """The rule book of a month. Raises BadInput without one."""
    found = rulebook(r, month)
    if found is None:
        raise BadInput(
            _("No rule book is in force in {month}. Activate one for this month or an earlier one.").format(month=month)
        )
    return found


def require_begun(r: Reader, month: str) -> None:
    """Refuse a month of the future."""
    if month_days(month)[0] > r.today:
        raise Refused(_("{month} has not begun.").format(month=month))


def in_month(r: Reader, month: str) -> datetime:
    """The instant by which what is said of a month is dated, so that the month's lock covers it: its last day, or
    today while it runs."""
    return datetime.combine(min(month_days(month)[1], r.today), time(12), tzinfo=r.zone)
