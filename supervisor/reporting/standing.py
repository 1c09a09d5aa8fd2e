"""Where the months stand with head office: due when, written, handed over, and what is still missing."""

from __future__ import annotations

from datetime import date, timedelta

from supervisor.access import Right, allowed, may_read_person
from supervisor.appraisal.ledger import appeals, in_force, month_state
from supervisor.appraisal.months import month_days, month_of
from supervisor.branch.ledger import calendar
from supervisor.journal import Reader
from supervisor.language import _
from supervisor.reporting.due import due_day, months, stage
from supervisor.reporting.ledger import begun, due_rule, first_sent_month, sendable, written
from supervisor.reporting.records import Missing, Standing, Written

MONTHS_BACK = 12  # of months never handed over: older ones nobody asks for


def standing(r: Reader, month: str) -> Standing:
    """Where one month stands."""
    found = sendable(r, month)
    sent = next((one for one in found if one.sent is not None), None)
    newest = found[0] if found else None
    working = calendar(r).is_working
    due = due_day(month, due_rule(r), working)
    _first, last = month_days(month)
    since = begun(r)
    if sent is not None:
        state = "done"
    elif since is None or last < since:
        state = "before"
    elif r.today <= last:
        state = "running"
    else:
        state = "open" if due is None else stage(r.today, due, working)
    return Standing(month, due, state, newest, sent)


def owed_months(r: Reader) -> list[Standing]:
    """Months that are over and not handed over, the oldest first: the last one, and from the first that ever was handed
    over on every other (a branch that comes to this late owes nothing of before). None where no day is set."""
    since = begun(r)
    if since is None or due_rule(r).nth <= 0:
        return []
    last = month_of(r.today.replace(day=1) - timedelta(days=1))
    oldest = month_of(r.today.replace(day=1) - timedelta(days=31 * MONTHS_BACK))
    first = max(month_of(since), oldest, first_sent_month(r) or last)
    return [
        one for one in (standing(r, month) for month in months(min(first, last), last)) if one.state not in _SETTLED
    ]


_SETTLED = ("done", "before")


def pressing(r: Reader, actor: str) -> list[Standing]:
    """Those of the owed months that this person, who may export them, is to be reminded of now."""
    if not (allowed(r, actor, Right.EXPORT_REPORT) and allowed(r, actor, Right.READ_PEOPLE)):
        return []
    return [one for one in owed_months(r) if one.state in ("soon", "today", "late")]


def missing(r: Reader, month: str) -> list[Missing]:
    """What is still open of a month before its workbook can go, in the order in which it is done."""
    found: list[Missing] = []
    if r.today <= month_days(month)[1]:
        found.append(Missing(_("The month is not over: figures will change."), ""))
        return found
    undecided = sum(one.upheld is None for one in appeals(r, month))
    if undecided:
        found.append(Missing(_("Appeals not decided: {n}").format(n=undecided), "appraisal"))
    if in_force(r, month) is not None:
        state = month_state(r, month).state
        if state not in ("published", "signed"):
            found.append(Missing(_("The appraisal of the month is not published."), "appraisal"))
        if state != "signed":
            found.append(Missing(_("The month is not signed and locked: figures may change."), "appraisal"))
    elif not r.month_locked(month):
        found.append(Missing(_("No rule book is in force for the month: there are no points."), "appraisal"))
    return found


def history(r: Reader, actor: str, *, month: str = "", digest: str = "") -> list[Written]:
    """Workbooks on record that the actor may know of, the newest first: what he wrote himself; with the right to export
    also others', those about a person only where he may read that person, registers only where complaints."""
    exports = allowed(r, actor, Right.EXPORT_REPORT)
    complaints = allowed(r, actor, Right.READ_COMPLAINTS)

    def known(one: Written) -> bool:
        if one.by == actor:
            return True
        if not exports:
            return False
        if one.about.startswith("person:"):
            return may_read_person(r, actor, one.about)
        return complaints or one.kind != "register"

    return [one for one in written(r, month=month, digest=digest) if known(one)]


def month_before(day: date) -> str:
    """The last month that is over on a day."""
    return month_of(day.replace(day=1) - timedelta(days=1))
