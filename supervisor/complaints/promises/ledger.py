"""Praise, promises and the reading of the comment book as they are now: tables, folds, queries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, String, select
from sqlalchemy.engine import Row

from supervisor.branch.ledger import is_working_day, opening
from supervisor.complaints.deadlines import is_past
from supervisor.journal import Entry, Event, Ledger, Reader, Rows
from supervisor.journal.facts import CaseErased

from . import events
from .records import CallBack, CommentBookDay, Praise, PromiseStep

LEDGER = Ledger("promises", version=2)


def _text(name: str) -> Column[Any]:
    return Column(name, String, nullable=False)


def _whole(name: str, nullable: bool = False) -> Column[Any]:
    return Column(name, BigInteger, nullable=nullable)


PRAISE = LEDGER.table(
    "praise",
    _text("number"),
    _text("day"),
    _whole("received_ms"),
    _text("source"),
    _text("what"),
    _text("persons"),
    _text("contact_digest"),
    *(_text(n) for n in ("zone", "keepsake", "recorded_by", "taken_back")),
    indexes=("day",),
)
CALL_BACK = LEDGER.table(
    "call_back",
    *(_text(n) for n in ("number", "kind", "owner", "matter", "complaint", "told_once", "contact_digest")),
    *(_text(n) for n in ("service_kind", "not_told", "told_by", "outcome")),
    *(_text(n) for n in ("promised_by", "result")),
    *(_whole(n) for n in ("due_ms", "promised_ms", "tries", "live", "not_kept", "postponed", "missed")),
    *(_whole(n, nullable=True) for n in ("done_ms", "last_try_ms")),
    indexes=(("live", "due_ms"),),
)
STEP = LEDGER.table(
    "step",
    Column("entry", String),
    *(_text(n) for n in ("kind", "actor", "note", "person")),
    _whole("at_ms"),
    _whole("due_ms", nullable=True),
    key=("entry",),
)
BOOK_READ = LEDGER.table(
    "comment_book",
    Column("day", String),
    _text("reader"),
    _whole("at_ms"),
    _whole("new_comments"),
    _whole("answered"),
    *(_whole(n) for n in ("with_contact", "replied", "letters", "copied")),
    _text("note"),
    key=("day",),
)


def _ms(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)


def _business_day(entry: Entry) -> str:
    return f"{entry.day // 10000:04d}-{entry.day // 100 % 100:02d}-{entry.day % 100:02d}"


def _instant(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def _step(rows: Rows, entry: Entry, kind: str, note: str = "", *, person: str = "", due_ms: int | None = None) -> None:
    rows.put(
        STEP, entry=entry.id, kind=kind, actor=entry.actor, note=note, person=person, at_ms=entry.at_ms, due_ms=due_ms
    )


@LEDGER.on(events.PraiseReceived)
def _praised(rows: Rows, fact: events.PraiseReceived, entry: Entry) -> None:
    rows.put(
        PRAISE,
        number=fact.number,
        day=_business_day(entry),
        received_ms=_ms(fact.received),
        source=fact.source,
        what=fact.what,
        persons="\n".join(fact.persons),
        contact_digest=fact.contact_digest,
        zone=fact.zone,
        keepsake=fact.keepsake,
        recorded_by=entry.actor,
        taken_back="",
    )


@LEDGER.on(events.PraiseCorrected)
def _praise_corrected(rows: Rows, fact: events.PraiseCorrected, _entry: Entry) -> None:
    rows.change(
        PRAISE,
        source=fact.source,
        what=fact.what,
        persons="\n".join(fact.persons),
        zone=fact.zone,
        keepsake=fact.keepsake,
    )


@LEDGER.on(events.PraiseTakenBack)
def _praise_taken_back(rows: Rows, fact: events.PraiseTakenBack, _entry: Entry) -> None:
    rows.change(PRAISE, taken_back=fact.reason)


@LEDGER.on(events.CallBackPromised)
def _promised(rows: Rows, fact: events.CallBackPromised, entry: Entry) -> None:
    rows.put(
        CALL_BACK,
        number=fact.number,
        kind=fact.kind,
        owner=fact.owner,
        matter=fact.matter,
        due_ms=_ms(fact.due),
        complaint=fact.complaint,
        told_once="\n".join(fact.told_once),
        contact_digest=fact.contact_digest,
        promised_by=entry.actor,
        result="",
        promised_ms=entry.at_ms,
        tries=0,
        live=1,
        not_kept=0,
        done_ms=None,
        service_kind=fact.service_kind,
        not_told="\n".join(fact.not_told),
        told_by=fact.told_by or entry.actor,
        outcome="",
        postponed=0,
        missed=0,
        last_try_ms=None,
    )
    _step(rows, entry, "promised", person=fact.owner, due_ms=_ms(fact.due))


@LEDGER.on(events.CallBackHandedOver)
def _promise_handed_over(rows: Rows, fact: events.CallBackHandedOver, entry: Entry) -> None:
    rows.change(CALL_BACK, owner=fact.owner)
    _step(rows, entry, "handed_over", fact.reason, person=fact.owner)


@LEDGER.on(events.CallBackPostponed)
def _postponed(rows: Rows, fact: events.CallBackPostponed, entry: Entry) -> None:
    row = rows.get(CALL_BACK)
    if row:
        missed = row["missed"] or is_past(_instant(row["due_ms"]), _instant(entry.at_ms))
        rows.change(CALL_BACK, due_ms=_ms(fact.due), postponed=row["postponed"] + 1, missed=int(missed))
    _step(rows, entry, "postponed", fact.reason, due_ms=_ms(fact.due))


@LEDGER.on(events.ToldLater)
def _told_later(rows: Rows, fact: events.ToldLater, entry: Entry) -> None:
    row = rows.get(CALL_BACK)
    if row:
        told, left = _lines(row["told_once"]), _lines(row["not_told"])
        told += [line for line in fact.lines if line not in told]
        left = [line for line in left if line not in fact.lines]
        rows.change(CALL_BACK, told_once="\n".join(told), not_told="\n".join(left))
    _step(rows, entry, "told_later", person=fact.told_by or entry.actor)


@LEDGER.on(events.CallBackTried)
def _tried(rows: Rows, fact: events.CallBackTried, entry: Entry) -> None:
    row = rows.get(CALL_BACK)
    rows.change(CALL_BACK, tries=(row["tries"] if row else 0) + 1, last_try_ms=entry.at_ms)
    _step(rows, entry, "tried", fact.note)


@LEDGER.on(events.CallBackDone)
def _done(rows: Rows, fact: events.CallBackDone, entry: Entry) -> None:
    rows.change(CALL_BACK, live=0, done_ms=_ms(fact.done), result=fact.result, outcome=fact.outcome)
    _step(rows, entry, "kept", fact.result)


@LEDGER.on(events.CallBackNotKept)
def _not_kept(rows: Rows, fact: events.CallBackNotKept, entry: Entry) -> None:
    rows.change(CALL_BACK, live=0, not_kept=1, result=fact.reason)
    _step(rows, entry, "not_kept", fact.reason)


@LEDGER.on(events.PromiseUnmasked)
def _unmasked(rows: Rows, fact: events.PromiseUnmasked, entry: Entry) -> None:
    _step(rows, entry, "unmasked", fact.reason)


@LEDGER.on(events.PromiseErased, CaseErased)
def _erased(rows: Rows, fact: Event, entry: Entry) -> None:
    if isinstance(fact, events.PromiseErased):
        _step(rows, entry, "erased", fact.reason)
    rows.change(CALL_BACK, contact_digest="")
    rows.change(PRAISE, contact_digest="")


@LEDGER.on(events.CommentBookRead)
def _book_read(rows: Rows, fact: events.CommentBookRead, entry: Entry) -> None:
    rows.put(
        BOOK_READ,
        day=fact.day.isoformat(),
        reader=entry.actor,
        at_ms=entry.at_ms,
        new_comments=fact.new_comments,
        answered=fact.answered,
        with_contact=fact.with_contact,
        replied=fact.replied,
        letters=fact.letters,
        copied=fact.copied,
        note=fact.note,
    )


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
        _instant(row.received_ms),
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
    done = None if row.done_ms is None else _instant(row.done_ms)
    return CallBack(
        row.subject,
        row.number,
        row.kind,
        row.owner,
        _instant(row.due_ms),
        row.matter,
        row.complaint,
        tuple(_lines(row.told_once)),
        bool(row.contact_digest),
        row.promised_by,
        row.tries,
        done,
        row.result,
        _instant(row.promised_ms),
        bool(row.not_kept),
        row.service_kind,
        tuple(_lines(row.not_told)),
        row.told_by,
        row.outcome,
        row.postponed,
        bool(row.missed),
        None if row.last_try_ms is None else _instant(row.last_try_ms),
    )


def call_back(r: Reader, subject: str) -> CallBack | None:
    """One promise."""
    row = r.row(select(CALL_BACK).where(CALL_BACK.c.subject == subject))
    return _call_back(row) if row is not None else None


def call_backs_due(r: Reader, until: datetime) -> list[CallBack]:
    """Promises not yet kept that fall due by `until` (overdue ones included), soonest first."""
    owed = select(CALL_BACK).where(CALL_BACK.c.live == 1, CALL_BACK.c.due_ms <= _ms(until)).order_by(CALL_BACK.c.due_ms)
    return [_call_back(row) for row in r.rows(owed)]


def call_backs(r: Reader, since: datetime) -> list[CallBack]:
    """Every promise still owed, and those that fell due since an instant, the soonest due first."""
    wanted = (CALL_BACK.c.live == 1) | (CALL_BACK.c.due_ms >= _ms(since))
    return [_call_back(row) for row in r.rows(select(CALL_BACK).where(wanted).order_by(CALL_BACK.c.due_ms))]


def call_backs_between(r: Reader, since: datetime, until: datetime) -> list[CallBack]:
    """Every promise that falls or fell due from `since` to before `until`, the soonest first; for figures."""
    within = (CALL_BACK.c.due_ms >= _ms(since)) & (CALL_BACK.c.due_ms < _ms(until))
    return [_call_back(row) for row in r.rows(select(CALL_BACK).where(within).order_by(CALL_BACK.c.due_ms))]


def promise_history(r: Reader, subject: str) -> list[PromiseStep]:
    """Everything that happened to a promise, in order: who, when, to whom, which time was agreed."""
    rows = r.rows(select(STEP).where(STEP.c.subject == subject).order_by(STEP.c.at_ms, STEP.c.entry))
    return [
        PromiseStep(row.kind, _instant(row.at_ms), row.actor, row.note, row.person,
                    None if row.due_ms is None else _instant(row.due_ms))
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
            _instant(row.at_ms),
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


def _must_be_read(r: Reader, day: date) -> bool:
    return opening(r, day) is not None or is_working_day(r, day)


def comment_book_due(r: Reader, day: date) -> bool:
    """Whether the comment book still has to be read on a day the branch is open or at work."""
    return bool(comment_book_owed(r, day, day))
