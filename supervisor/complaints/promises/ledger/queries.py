"""What can be asked of praise, promises and the comment book."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Row

from supervisor.branch.ledger import is_working_day, opening
from supervisor.complaints.promises.records import CallBack, CommentBookDay, Praise, PromiseStep
from supervisor.journal import Reader

from .folds import BOOK_READ, CALL_BACK, PRAISE, STEP, epoch_ms, instant, lines


def praise(r: Reader, first: date, last: date, *, taken_back: bool = False) -> list[Praise]:
    """Praise received on business days `first`…`last`; what was taken back only with `taken_back`."""
    wanted = select(PRAISE).where(PRAISE.c.day.between(first.isoformat(), last.isoformat()))
    if not taken_back:
        wanted = wanted.where(PRAISE.c.taken_back == "")
    return [_praise(row) for row in r.rows(wanted.order_by(PRAISE.c.day, PRAISE.c.received_ms, PRAISE.c.subject))]


def one_praise(r: Reader, subject: str) -> Praise | None:
    """One entry of praise, taken back or not."""
    row = r.row(select(PRAISE).where(PRAISE.c.subject == subject))
    return _praise(row) if row is not None else None


def _praise(row: Row[Any]) -> Praise:
    return Praise(
        row.subject,
        row.number,
        date.fromisoformat(row.day),
        instant(row.received_ms),
        row.source,
        tuple(filter(None, row.persons.split("\n"))),
        row.what,
        bool(row.contact_digest),
        row.zone,
        row.keepsake,
        row.recorded_by,
        row.taken_back,
    )


def _call_back(row: Row[Any]) -> CallBack:
    done = None if row.done_ms is None else instant(row.done_ms)
    return CallBack(
        row.subject,
        row.number,
        row.kind,
        row.owner,
        instant(row.due_ms),
        row.matter,
        row.complaint,
        tuple(lines(row.told_once)),
        bool(row.contact_digest),
        row.promised_by,
        row.tries,
        done,
        row.result,
        instant(row.promised_ms),
        bool(row.not_kept),
        row.service_kind,
        tuple(lines(row.not_told)),
        row.told_by,
        row.outcome,
        row.postponed,
        bool(row.missed),
        None if row.last_try_ms is None else instant(row.last_try_ms),
    )


def call_back(r: Reader, subject: str) -> CallBack | None:
    """One promise."""
    row = r.row(select(CALL_BACK).where(CALL_BACK.c.subject == subject))
    return _call_back(row) if row is not None else None


def call_backs_due(r: Reader, until: datetime) -> list[CallBack]:
    """Promises not yet kept that fall due by `until` (overdue ones included), soonest first."""
    owed = (
        select(CALL_BACK)
        .where(CALL_BACK.c.live == 1, CALL_BACK.c.due_ms <= epoch_ms(until))
        .order_by(CALL_BACK.c.due_ms)
    )
    return [_call_back(row) for row in r.rows(owed)]


def call_backs(r: Reader, since: datetime) -> list[CallBack]:
    """Every promise still owed, and those that fell due since an instant, the soonest due first."""
    wanted = (CALL_BACK.c.live == 1) | (CALL_BACK.c.due_ms >= epoch_ms(since))
    return [_call_back(row) for row in r.rows(select(CALL_BACK).where(wanted).order_by(CALL_BACK.c.due_ms))]


def call_backs_between(r: Reader, since: datetime, until: datetime) -> list[CallBack]:
    """Every promise that falls or fell due from `since` to before `until`, the soonest first; for figures."""
    within = (CALL_BACK.c.due_ms >= epoch_ms(since)) & (CALL_BACK.c.due_ms < epoch_ms(until))
    found = select(CALL_BACK).where(CALL_BACK.c.live.in_((0, 1)), within)  # `live` leads the index
    return [_call_back(row) for row in r.rows(found.order_by(CALL_BACK.c.due_ms))]


def promise_history(r: Reader, subject: str) -> list[PromiseStep]:
    """Everything that happened to a promise, in order: who, when, to whom, which time was agreed."""
    rows = r.rows(select(STEP).where(STEP.c.subject == subject).order_by(STEP.c.at_ms, STEP.c.entry))
    return [
        PromiseStep(row.kind, instant(row.at_ms), row.actor, row.note, row.person,
                    None if row.due_ms is None else instant(row.due_ms))
        for row in rows
    ]  # fmt: skip


def contact_digest(r: Reader, subject: str) -> str:
    """Where the contact data of praise or of a promise is sealed; "" when there is none."""
    for table in (CALL_BACK, PRAISE):
        if found := r.value(select(table.c.contact_digest).where(table.c.subject == subject)):
            return found
    return ""


def comment_book_days(r: Reader, first: date, last: date) -> list[CommentBookDay]:
    """On which days the comment book was read, by whom."""
    rows = r.rows(
        select(BOOK_READ).where(BOOK_READ.c.day.between(first.isoformat(), last.isoformat())).order_by(BOOK_READ.c.day)
    )
    return [
        CommentBookDay(
            date.fromisoformat(row.day),
            row.reader,
            instant(row.at_ms),
            row.new_comments,
            row.answered,
            row.note,
            row.with_contact,
            row.replied,
            row.letters,
            row.copied,
        )
        for row in rows
    ]


def comment_replies_owed(r: Reader, first: date, last: date) -> list[CommentBookDay]:
    """The days of a span on which comments with contact data came whose writers still wait for their reply, or letters
    that were not copied; oldest first.
    """
    return [one for one in comment_book_days(r, first, last) if one.replies_owed or one.copies_owed]


def comment_book_owed(r: Reader, first: date, last: date) -> list[date]:
    """The days of a span on which the comment book had to be read and was not, oldest first."""
    read = {one.day for one in comment_book_days(r, first, last)}
    span = (first + timedelta(days=i) for i in range((last - first).days + 1))
    return [day for day in span if day not in read and _must_be_read(r, day)]


def comment_book_missed(r: Reader, first: date, last: date) -> list[date]:
    """The days owed of a span from its first reading on, oldest first: days before the book was kept are nobody's
    debt.
    """
    read = [one.day for one in comment_book_days(r, first, last)]
    return comment_book_owed(r, min(read), last) if read else []


def _must_be_read(r: Reader, day: date) -> bool:
    return opening(r, day) is not None or is_working_day(r, day)


def comment_book_due(r: Reader, day: date) -> bool:
    """Whether the comment book still has to be read on a day the branch is open or at work."""
    return bool(comment_book_owed(r, day, day))
