"""Facts and figures that no other room records, written down by hand and taken back."""

from __future__ import annotations

from datetime import date, datetime, time

from supervisor.access import Right, require
from supervisor.appraisal import events
from supervisor.appraisal.ledger import records, rulebook
from supervisor.appraisal.months import month_days
from supervisor.appraisal.rulebook import SOURCES
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, new_id
from supervisor.language import _

JUDGED = ("self", "review", "peer")  # said in the course of the month by whom it is up to, and never by hand
RECORDABLE = tuple(each for each in SOURCES if each not in JUDGED)


def record(
    book: Book, actor: str, *, person: str, source: str, item: str, day: date | None = None, cases: int = 1,
    value_c: int | None = None, note: str = "",
) -> str:  # fmt: skip
    """Record a fact about a person that no other room records (attendance, an own number); returns its subject.

    `source` is one of `RECORDABLE`, `value_c` hundredths. Nobody records about himself.
    """
    if source not in RECORDABLE or not item.strip() or cases < 1:
        raise BadInput(_("A record needs a source ({sources}), an item and at least one case.").format(
            sources=", ".join(RECORDABLE)))  # fmt: skip
    with book.write(actor) as w:
        require(w, actor, Right.RECORD_MEASURE, about=person)
        happened = day or w.today
        if happened > w.today:
            raise BadInput(_("{day} lies in the future.").format(day=happened))
        subject = f"record:{new_id()}"
        w.append(
            subject,
            events.FactRecorded(person=person, source=source, item=item.strip(), day=happened, cases=cases,
                                value_c=value_c, note=note.strip()),
            at=_noon(w, happened),
        )  # fmt: skip
    return subject


def set_bank_figure(book: Book, actor: str, *, month: str, measure: str, value_c: int | None, note: str = "") -> None:
    """Record what the bank as a whole came to in a month for a measure (hundredths), or take it back (None).

    Raises BadInput when the month's rule book has no such measure, Refused without the right or in a locked month.
    """
    __, last = month_days(month)
    with book.write(actor) as w:
        require(w, actor, Right.RECORD_MEASURE)
        rules = rulebook(w, month)
        known = [each.code for each in rules.measures] if rules else []
        if measure not in known:
            raise BadInput(
                _("The rule book of {month} has no measure {measure}. It has: {names}.").format(
                    month=month, measure=measure, names=", ".join(known) or "—"
                )
            )
        if w.month_locked(month):
            raise Refused(_("{month} is locked.").format(month=month))
        w.append(
            f"bank:{month}:{measure}",
            events.BankFigureSet(month=month, measure=measure, value_c=value_c, note=note.strip()),
            at=_noon(w, min(last, w.today)),
        )


def withdraw_record(book: Book, actor: str, subject: str, *, reason: str) -> None:
    """Take back a recorded fact that was a mistake."""
    _needs(reason)
    with book.write(actor) as w:
        found = next((each for each in records(w, date.min, date.max) if each.subject == subject), None)
        if found is None:
            raise BadInput(_("There is no such record: {subject}.").format(subject=subject))
        require(w, actor, Right.RECORD_MEASURE, about=found.person)
        w.append(subject, events.RecordWithdrawn(reason=reason.strip()), at=_noon(w, found.day))


def _needs(text: str) -> None:
    if not text.strip():
        raise BadInput(_("Say why: this cannot be left empty."))


def _noon(r: Reader, day: date) -> datetime:
    """Noon of a business day in the branch's zone: facts are dated by the day they are about."""
    return datetime.combine(day, time(12), tzinfo=r.zone)
