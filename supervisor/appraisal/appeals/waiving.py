"""Evidence that does not count for a person, with the reason, and that counts again."""

from __future__ import annotations

from datetime import date, datetime, time

from supervisor.access import Right, require
from supervisor.appraisal import events
from supervisor.appraisal.ledger import appeals, waivers
from supervisor.appraisal.months import month_days
from supervisor.appraisal.scores import score_month
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, Writer
from supervisor.language import _


def waive(book: Book, actor: str, *, evidence: str, person: str, month: str, reason: str, incident: str = "") -> str:
    """Waive a piece of evidence for a person, with the reason; returns the waiver's subject.

    Raises Refused without the right, about oneself, or when the month is locked; BadInput when the evidence costs this
    person nothing in that month.
    """
    _needs(reason)
    with book.write(actor) as w:
        require(w, actor, Right.WAIVE_DEDUCTION, about=person)
        return waive_in(w, evidence, person, month, reason, incident=incident)


def waive_in(
    w: Writer, evidence: str, person: str, month: str, reason: str, *, incident: str = "", appeal: str = ""
) -> str:
    """Waive within a command whose rights were checked already (an appeal that is upheld)."""
    own = score_month(w, month).of(person)
    line = next((each for each in own.lines if each.evidence == evidence), None) if own else None
    if line is None or line.day is None:
        raise BadInput(_("{evidence} is not in this person's score of {month}.").format(evidence=evidence, month=month))
    subject, (first, last) = f"waiver:{evidence}", month_days(month)
    w.append(
        subject,
        events.DeductionWaived(evidence=evidence, person=person, day=line.day, reason=reason.strip(), incident=incident,
                               appeal=appeal),
        at=_noon(w, min(max(line.day, first), last)),  # what was carried here from a signed month is waived here
    )  # fmt: skip
    return subject


def withdraw_waiver(book: Book, actor: str, *, evidence: str, person: str, reason: str) -> None:
    """Let a waived piece of evidence count again; what an appeal that was upheld says stays."""
    _needs(reason)
    with book.write(actor) as w:
        require(w, actor, Right.WAIVE_DEDUCTION, about=person)
        given = waivers(w, date.min, date.max)
        found = next((each for each in given if (each.evidence, each.person) == (evidence, person)), None)
        if found is None:
            raise BadInput(_("{evidence} is not waived for this person.").format(evidence=evidence))
        for each in appeals(w):
            if each.upheld and (each.person, each.evidence) == (person, evidence):
                raise Refused(_("Appeal {number} was upheld: its decision stands.").format(number=each.number))
        day = w.history(found.subject)[-1].day  # what was carried from a signed month was waived in a later one
        at = _noon(w, date(day // 10000, day // 100 % 100, day % 100))
        w.append(found.subject, events.WaiverWithdrawn(person=person, reason=reason.strip()), at=at)


def _needs(text: str) -> None:
    if not text.strip():
        raise BadInput(_("Say why: this cannot be left empty."))


def _noon(r: Reader, day: date) -> datetime:
    """Noon of a business day in the branch's zone: facts are dated by the day they are about."""
    return datetime.combine(day, time(12), tzinfo=r.zone)
