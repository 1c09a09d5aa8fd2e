"""What is put on record about workbooks for head office."""

from __future__ import annotations

from datetime import date

from supervisor.access import Right, require
from supervisor.branch.faults import WrongField
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, new_id
from supervisor.language import _
from supervisor.reporting.due import LATEST_NTH
from supervisor.reporting.events import DueDaySet, ReportSent, ReportWritten, SentWithdrawn
from supervisor.reporting.ledger import due_rule, one_written
from supervisor.reporting.records import SENDABLE, DueRule, Written

LONGEST_TO = 120


def note_written(book: Book, actor: str, fact: ReportWritten) -> str:
    """Put on record that a workbook was written; returns its subject. Whoever may write the workbook leaves the record:
    no right of its own is asked for."""
    with book.write(actor) as w:
        subject = f"report:{new_id()}"
        w.append(subject, fact)
    return subject


def mark_sent(book: Book, actor: str, subject: str, *, day: date, to: str = "") -> bool:
    """Put on record that a month's workbook was handed over on a day; False where it says so already.

    Raises Refused without the right to export, WrongField for a day before it was written or in the future, BadInput
    for a workbook that is none of a month.
    """
    with book.write(actor) as w:
        require(w, actor, Right.EXPORT_REPORT)
        one = _known(one_written(w, subject))
        if one.kind not in SENDABLE:
            raise BadInput(_("{file} is no workbook of a month: there is nothing to hand over.").format(file=one.file))
        if day > w.today:
            raise WrongField("day", _("The day lies in the future."))
        if day < one.at.astimezone(w.zone).date():
            raise WrongField("day", _("On that day {file} was not written yet.").format(file=one.file))
        to = to.strip()
        if len(to) > LONGEST_TO:
            raise WrongField("to", _("To whom: at most {n} characters.").format(n=LONGEST_TO))
        if (one.sent, one.sent_to) == (day, to):
            return False
        w.append(subject, ReportSent(day=day, to=to))
    return True


def withdraw_sent(book: Book, actor: str, subject: str) -> None:
    """Take back the mark that a workbook was handed over. Raises Refused without the right, or where there is none."""
    with book.write(actor) as w:
        require(w, actor, Right.EXPORT_REPORT)
        one = _known(one_written(w, subject))
        if one.sent is None:
            raise Refused(_("{file} is not marked as handed over.").format(file=one.file))
        w.append(subject, SentWithdrawn())


def set_due_day(book: Book, actor: str, *, nth: int, working: bool) -> DueRule | None:
    """Say when head office wants a month; returns what held before, None where it says so already.

    Raises Refused without the right to change settings, WrongField for a day that not every month has.
    """
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_SETTINGS)
        if not 0 <= nth <= LATEST_NTH:
            raise WrongField(
                "nth", _("The day is a number from 1 to {n}; 0 means that no day is set.").format(n=LATEST_NTH)
            )
        before = due_rule(w)
        if before == DueRule(nth, working):
            return None
        w.append("reporting:due", DueDaySet(nth=nth, working=working))
    return before


def _known(one: Written | None) -> Written:
    if one is None:
        raise BadInput(_("This workbook is not on record."))
    return one
