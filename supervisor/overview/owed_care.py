"""What is owed to customers: complaints by their next limit, signatures, what head office is asked for, promises, the
comment book, files past their term; and that the computer's clock was set back, which no limit follows.

With an actor only what that person may read or has to do: a colleague sees his own cases and promises, and nobody a
complaint about himself. A customer's data is never part of a line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from supervisor.access import Right, allowed
from supervisor.complaints.apart.finding import cases_apart
from supervisor.complaints.apart.words import cure_of, title_of
from supervisor.complaints.clockwatch.ledger import clock_set_back
from supervisor.complaints.clockwatch.service import set_back_words
from supervisor.complaints.kernel.course import HEAD_OFFICE, REPLIED
from supervisor.complaints.kernel.deadlines import Clock, is_past
from supervisor.complaints.ledger import complaint, due, open_complaints, present
from supervisor.complaints.promises.ledger import (
    call_backs_due,
    comment_book_due,
    comment_book_missed,
    comment_replies_owed,
)
from supervisor.complaints.promises.records import CommentBookDay
from supervisor.complaints.records import Complaint
from supervisor.complaints.retention.ledger import due_count
from supervisor.complaints.rights.privacy import readable
from supervisor.complaints.words import CALL_BACK_KINDS, CLOCKS
from supervisor.journal import Reader
from supervisor.language import _

from .records import Todo
from .wording import days_late, due_in_words, named

SOON_DAYS = 2
BOOK_DAYS_NAMED = 6
BOOK_DAYS_BACK = 31  # of the comment book, as its screen shows them


def owed_to_customers(r: Reader, now: datetime, people: Mapping[str, str], actor: str | None = None) -> list[Todo]:
    """Everything of it at an instant; with `actor` what that person may read and do."""
    day = now.astimezone(r.zone).date()
    found = [*_complaints(r, now, people, actor), *_to_decide(r, now, actor), *_promises(r, now, people, actor)]
    found += _apart(r, people, actor)
    if _may(r, actor, Right.HANDLE_COMPLAINT):
        found += _comment_book(r, day)
    if _may(r, actor, Right.ERASE_PERSONAL_DATA):
        found += _past_their_term(r, day)
    return [*found, *_clock(r)]


def wanted_today(r: Reader, actor: str) -> int:
    """How many of them need somebody today: late, due by tonight, or waiting for this person's word."""
    return sum(one.state != "soon" for one in owed_to_customers(r, present(r), {}, actor))


def _may(r: Reader, actor: str | None, right: Right, about: str = "") -> bool:
    return actor is None or allowed(r, actor, right, about=about or None)


def _seen(r: Reader, actor: str | None, case: Complaint) -> bool:
    return actor is None or readable(r, actor, case)


def _state(due_at: datetime, now: datetime, r: Reader) -> str:
    if is_past(due_at, now):
        return "late"
    return "today" if due_at.astimezone(r.zone).date() == now.astimezone(r.zone).date() else "soon"


def _complaints(r: Reader, now: datetime, people: Mapping[str, str], actor: str | None) -> list[Todo]:
    found = []
    for one in due(r, now, within_days=SOON_DAYS):
        owner = one.complaint.owner
        if not _seen(r, actor, one.complaint):
            continue
        found.append(
            Todo(
                kind="complaint",
                subject=one.complaint.subject,
                title=_("{number}: {clock}").format(number=one.complaint.number, clock=CLOCKS[one.clock.kind]),
                detail=_with_others(_("Head office") if owner == HEAD_OFFICE else named(people, [owner]), one.others),
                when=due_in_words(one.clock.due, now, r.zone),
                state=_state(one.clock.due, now, r),
                where="complaints",
                due=one.clock.due,
            )
        )
    return found


def _with_others(owner: str, others: Sequence[Clock]) -> str:
    """Who has the case, and what of it presses besides."""
    if not others:
        return owner
    return _("{owner}; also due or late: {limits}").format(
        owner=owner, limits=_(", ").join(str(CLOCKS[clock.kind]) for clock in others)
    )


def _to_decide(r: Reader, now: datetime, actor: str | None) -> list[Todo]:
    """What waits for the manager's word: a signature, whether to report a case to head office."""
    found = []
    for case in open_complaints(r):
        if case.head_office or not _seen(r, actor, case):
            continue
        if case.escalation_asked and not case.with_head_office and _may(r, actor, Right.SIGN_COMPLAINT):
            title = _("{number}: report it to head office?").format(number=case.number)
            found.append(_decide(case, "complaint_escalation", title, _("asked by the handler"), case.received, now, r))
        if case.state == REPLIED and case.replied is not None and _may(r, actor, Right.SIGN_COMPLAINT):
            title = _("{number}: sign and close").format(number=case.number)
            found.append(_decide(case, "complaint_sign", title, _("the customer was answered"), case.replied, now, r))
    return found


def _decide(case: Complaint, kind: str, title: str, why: str, since: datetime, now: datetime, r: Reader) -> Todo:
    waited = (now.astimezone(r.zone).date() - since.astimezone(r.zone).date()).days
    when = _("waits for {n} days").format(n=waited) if waited > 1 else _("to decide")
    return Todo(kind, case.subject, title, why, when, "today" if waited else "open", "complaints")


def _promises(r: Reader, now: datetime, people: Mapping[str, str], actor: str | None) -> list[Todo]:
    until = datetime.combine(now.astimezone(r.zone).date(), time.max, r.zone)
    everything = _may(r, actor, Right.READ_COMPLAINTS)
    return [
        Todo(
            kind=one.kind,
            subject=one.subject,
            title=_("{kind}: {matter}").format(kind=CALL_BACK_KINDS[one.kind], matter=one.matter),
            detail=named(people, [one.owner]),
            when=_overdue(one.due, now) or due_in_words(one.due, now, r.zone),
            state=_state(one.due, now, r),
            where="complaints",
            due=one.due,
        )
        for one in call_backs_due(r, until)
        if everything or actor in (one.owner, one.promised_by)
    ]


def _overdue(due_at: datetime, now: datetime) -> str:
    """How long somebody has been waiting for a call: in minutes, hours or days."""
    if not is_past(due_at, now):
        return ""
    minutes = int((now - due_at).total_seconds() // 60)
    if minutes < 60:
        return _("{n} min late").format(n=minutes)
    return _("{n} h late").format(n=minutes // 60) if minutes < 24 * 60 else days_late(minutes // (24 * 60))


def _comment_book(r: Reader, day: date) -> list[Todo]:
    found = [_reply_owed(one, day) for one in comment_replies_owed(r, day - timedelta(days=BOOK_DAYS_BACK), day)]
    found += _book_missed(r, day)
    if comment_book_due(r, day):
        title = _("Read the comment book")
        found.append(Todo("comment_book", f"comment_book:{day}", title, "", _("today"), "today", "complaints"))
    return found


def _book_missed(r: Reader, day: date) -> list[Todo]:
    """One line for the days before today on which the book was not read; the oldest opens."""
    missed = comment_book_missed(r, day - timedelta(days=BOOK_DAYS_BACK), day - timedelta(days=1))
    if not missed:
        return []
    title = _("Comment book not read on {n} days").format(n=len(missed))
    detail = ", ".join(f"{one:%m-%d}" for one in missed[:BOOK_DAYS_NAMED]) + (" …" if missed[BOOK_DAYS_NAMED:] else "")
    when = days_late((day - missed[0]).days)
    return [Todo("comment_book", f"comment_book:{missed[0]}", title, detail, when, "late", "complaints")]


def _reply_owed(one: CommentBookDay, day: date) -> Todo:
    """Writers who left their contact data wait for a reply, or a letter was not copied for its own file."""
    owed = [_("replies to {n} writers").format(n=one.replies_owed)] if one.replies_owed else []
    owed += [_("copies of {n} letters").format(n=one.copies_owed)] if one.copies_owed else []
    waited = (day - one.day).days
    when = _("waits for {n} days").format(n=waited) if waited > 1 else _("to be done")
    title = _("Comment book of {day}: compulsory reply").format(day=one.day.isoformat())
    state = "today" if waited else "open"
    return Todo("comment_reply", f"comment_book:{one.day}", title, " · ".join(owed), when, state, "complaints")


def _apart(r: Reader, people: Mapping[str, str], actor: str | None) -> list[Todo]:
    """What two laptops did to one case that cannot both stand."""
    found = []
    for one in cases_apart(r):
        case = complaint(r, one.subject)
        if _seen(r, actor, case) if case is not None else _may(r, actor, Right.READ_COMPLAINTS):
            words = title_of(one, people), cure_of(one)
            found.append(Todo("complaint_apart", one.subject, *words, _("to decide"), "today", "complaints"))
    return found


def _past_their_term(r: Reader, day: date) -> list[Todo]:
    many = due_count(r, day)
    if not many:
        return []
    title = _("Erase customers' data past its term: {n}").format(n=many)
    return [Todo("retention", "retention", title, "", _("to decide"), "open", "complaints")]


def _clock(r: Reader) -> list[Todo]:
    found = clock_set_back(r)
    if found is None:
        return []
    title = _("This computer's clock was set back")
    return [Todo("clock_set_back", "", title, set_back_words(r, found), _("now"), "late", "complaints")]
