"""Praise, promises and the reading of the comment book as they are now: tables and folds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, String

from supervisor.complaints.kernel.deadlines import is_past
from supervisor.complaints.promises import events
from supervisor.journal import Entry, Event, Ledger, Rows
from supervisor.journal.facts import CaseErased

LEDGER = Ledger("promises", version=3)


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


def epoch_ms(at: datetime) -> int:
    """An instant as a column holds it."""
    return int(at.timestamp() * 1000)


def _business_day(entry: Entry) -> str:
    return f"{entry.day // 10000:04d}-{entry.day // 100 % 100:02d}-{entry.day % 100:02d}"


def instant(ms: int) -> datetime:
    """An aware UTC instant from a column."""
    return datetime.fromtimestamp(ms / 1000, UTC)


def lines(text: str) -> list[str]:
    """The lines that a column holds."""
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
        received_ms=epoch_ms(fact.received),
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
        due_ms=epoch_ms(fact.due),
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
    _step(rows, entry, "promised", person=fact.owner, due_ms=epoch_ms(fact.due))


@LEDGER.on(events.CallBackHandedOver)
def _promise_handed_over(rows: Rows, fact: events.CallBackHandedOver, entry: Entry) -> None:
    rows.change(CALL_BACK, owner=fact.owner)
    _step(rows, entry, "handed_over", fact.reason, person=fact.owner)


@LEDGER.on(events.CallBackPostponed)
def _postponed(rows: Rows, fact: events.CallBackPostponed, entry: Entry) -> None:
    row = rows.get(CALL_BACK)
    if row:
        missed = row["missed"] or is_past(instant(row["due_ms"]), instant(entry.at_ms))
        rows.change(CALL_BACK, due_ms=epoch_ms(fact.due), postponed=row["postponed"] + 1, missed=int(missed))
    _step(rows, entry, "postponed", fact.reason, due_ms=epoch_ms(fact.due))


@LEDGER.on(events.ToldLater)
def _told_later(rows: Rows, fact: events.ToldLater, entry: Entry) -> None:
    row = rows.get(CALL_BACK)
    if row:
        told, left = lines(row["told_once"]), lines(row["not_told"])
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
    rows.change(CALL_BACK, live=0, done_ms=epoch_ms(fact.done), result=fact.result, outcome=fact.outcome)
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
