"""The register of complaints as it is now: tables, folds, queries; praise and promises are in `promises`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, String, select
from sqlalchemy.engine import Row

from supervisor.branch.ledger import working_days_after
from supervisor.journal import Entry, Event, Ledger, Reader, Rows

from . import course, events
from .attachments.events import AttachmentOpened, ComplaintAttached
from .attachments.ledger import attachments
from .deadlines import Clock, DeadlineRules, clocks, next_clock
from .promises.ledger import (
    call_backs,
    call_backs_due,
    comment_book_days,
    comment_book_due,
    comment_book_owed,
    praise,
)
from .records import Complaint, Due, Sealed, Step
from .settings.ledger import deadline_rules, tree

__all__ = [
    "attachments",
    "by_number",
    "by_serial",
    "call_backs",
    "call_backs_due",
    "case_clocks",
    "comment_book_days",
    "comment_book_due",
    "comment_book_owed",
    "complaint",
    "complaints",
    "complaints_about",
    "deadline_rules",
    "due",
    "history",
    "interested",
    "open_complaints",
    "praise",
    "sealed",
    "tree",
]

LEDGER = Ledger("complaints", version=1)
_TEXTS = ("text", "wish", "contact", "facts", "measure", "reply", "decision")
_FLAGS = (
    "head_office",
    "with_head_office",
    "is_complex",
    "extended",
    "caller_verified",
    "erased",
    "on_the_spot",
)
_INSTANTS = ("received", "reply_by", "first_feedback", "settled", "replied", "ended")


def _text(name: str) -> Column[Any]:
    return Column(name, String, nullable=False)


def _whole(name: str, nullable: bool = False) -> Column[Any]:
    return Column(name, BigInteger, nullable=nullable)


CASE = LEDGER.table(
    "case",
    *(_text(n) for n in ("number", "channel", "day", "class_code", "cause_code", "person", "first_taker", "owner")),
    *(_text(n) for n in ("state", "action", "handled_by", "signed_by")),
    *(_text(f"{n}_digest") for n in _TEXTS),
    *(_whole(n) for n in (*_FLAGS, "apologised", "live", "serial", "reviews")),
    *(_whole(f"{n}_ms", nullable=n != "received") for n in _INSTANTS),
    *(_whole(n, nullable=True) for n in ("at_fault", "accepted")),
    indexes=("day", "live", "number", "serial", ("person", "day")),
)
STEP = LEDGER.table(
    "step",
    Column("entry", String),
    _text("kind"),
    _whole("at_ms"),
    _text("actor"),
    _text("note"),
    key=("entry",),
)
INTEREST = LEDGER.table("interest", Column("person", String), _text("reason"), key=("person",))


def _ms(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)


def _instant(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


def _business_day(entry: Entry) -> str:
    return f"{entry.day // 10000:04d}-{entry.day // 100 % 100:02d}-{entry.day % 100:02d}"


def _note(rows: Rows, entry: Entry, note: str = "") -> None:
    kind = entry.kind.partition(".")[2]
    rows.put(STEP, entry=entry.id, kind=kind, at_ms=entry.at_ms, actor=entry.actor, note=note)


# ---------------------------------------------------------------- folds: a complaint
@LEDGER.on(events.ComplaintRegistered)
def _registered(rows: Rows, fact: events.ComplaintRegistered, entry: Entry) -> None:
    rows.put(
        CASE,
        **{f"{n}_digest": "" for n in _TEXTS} | dict.fromkeys(_FLAGS, 0),
        number=fact.number,
        channel=fact.channel,
        day=_business_day(entry),
        class_code=fact.class_code,
        cause_code=fact.cause_code,
        person=fact.person,
        first_taker=fact.first_taker,
        owner=fact.owner,
        state=course.OPEN,
        action="",
        handled_by="",
        signed_by="",
        apologised=0,
        live=1,
        reviews=0,
        serial=int(fact.number.rpartition("-")[2] or 0),
        received_ms=_ms(fact.received),
    )
    rows.change(
        CASE,
        text_digest=fact.text_digest,
        wish_digest=fact.wish_digest,
        contact_digest=fact.contact_digest,
        head_office=int(fact.head_office),
        caller_verified=int(fact.caller_verified),
    )
    _note(rows, entry)


_EFFECTS: dict[type, Callable[[Any, Entry], tuple[dict[str, Any], str]]] = {
    # what a step changes in the case, and what it leaves in the history
    events.ComplaintHandedOver: lambda fact, _: ({"owner": fact.owner}, fact.owner),
    events.FirstFeedbackGiven: lambda fact, _: ({"first_feedback_ms": _ms(fact.given)}, ""),
    events.ReplyTimeAgreed: lambda fact, _: ({"reply_by_ms": _ms(fact.reply_by)}, fact.reply_by.isoformat()),
    events.FoundComplex: lambda fact, _: ({"is_complex": 1}, fact.reason),
    events.ComplaintExtended: lambda fact, _: ({"extended": 1}, fact.reason),
    events.ComplaintEscalated: lambda fact, _: (
        {"with_head_office": 1, "owner": course.HEAD_OFFICE},
        fact.reason,
    ),
    events.HeadOfficeDecided: lambda fact, _: (
        {"with_head_office": 0, "owner": fact.owner, "decision_digest": fact.decision_digest},
        fact.decided_by,
    ),
    events.ComplaintReplied: lambda fact, _: (
        {
            "state": course.REPLIED,
            "replied_ms": _ms(fact.replied),
            "reply_digest": fact.reply_digest,
            "accepted": None if fact.accepted is None else int(fact.accepted),
        },
        "",
    ),
    events.ComplaintClosed: lambda fact, entry: (
        {"state": course.CLOSED, "live": 0, "ended_ms": entry.at_ms, "signed_by": fact.signed_by},
        "",
    ),
    events.ComplaintWithdrawn: lambda fact, entry: (
        {"state": course.WITHDRAWN, "live": 0, "ended_ms": entry.at_ms},
        fact.note,
    ),
    events.ContactUnmasked: lambda fact, _: ({}, fact.reason),
    AttachmentOpened: lambda fact, _: ({}, fact.reason),
    events.PersonalDataErased: lambda fact, _: ({"erased": 1, "contact_digest": ""}, fact.reason),
}


@LEDGER.on(*_EFFECTS)
def _step(rows: Rows, fact: Event, entry: Entry) -> None:
    changes, note = _EFFECTS[type(fact)](fact, entry)
    rows.change(CASE, **changes)
    _note(rows, entry, note)


@LEDGER.on(events.ComplaintHandled)
def _handled(rows: Rows, fact: events.ComplaintHandled, entry: Entry) -> None:
    settled = {"settled_ms": entry.at_ms, "on_the_spot": 1} if fact.on_the_spot else {}
    rows.change(
        CASE,
        state=course.HANDLED,
        at_fault=int(fact.at_fault),
        cause_code=fact.cause_code,
        action=fact.action,
        facts_digest=fact.facts_digest,
        measure_digest=fact.measure_digest,
        apologised=int(fact.apologised),
        handled_by=entry.actor,
        **settled,
    )
    _note(rows, entry)


@LEDGER.on(events.ReviewAsked)
def _review(rows: Rows, fact: events.ReviewAsked, entry: Entry) -> None:
    case = rows.get(CASE)
    again = dict.fromkeys(("ended_ms", "replied_ms", "settled_ms"))
    reviews = (case["reviews"] if case else 0) + 1
    rows.change(CASE, state=course.OPEN, live=1, signed_by="", owner=fact.owner, reviews=reviews, **again)
    _note(rows, entry)


@LEDGER.on(events.InterestDeclared)
def _interest(rows: Rows, fact: events.InterestDeclared, entry: Entry) -> None:
    rows.put(INTEREST, person=fact.person, reason=fact.reason)
    _note(rows, entry, fact.person)


@LEDGER.on(ComplaintAttached)
def _attached(rows: Rows, fact: ComplaintAttached, entry: Entry) -> None:
    _note(rows, entry, fact.media_type)


# ---------------------------------------------------------------- queries
def _complaint(row: Row[Any]) -> Complaint:
    have = dict(row._mapping)
    for name in (*_FLAGS, "apologised"):
        have[name] = bool(have[name])
    for name in _INSTANTS:
        have[name] = None if have[f"{name}_ms"] is None else _instant(have[f"{name}_ms"])
    for name in ("at_fault", "accepted"):
        have[name] = None if have[name] is None else bool(have[name])
    have["day"] = date.fromisoformat(have["day"])
    have["has_contact"] = bool(have["contact_digest"])
    return Complaint(**{name: have[name] for name in Complaint.__struct_fields__})


def complaint(r: Reader, subject: str) -> Complaint | None:
    """One case as it stands, None when there is none of this subject."""
    row = r.row(select(CASE).where(CASE.c.subject == subject))
    return _complaint(row) if row is not None else None


def by_number(r: Reader, number: str) -> Complaint | None:
    """The case with this visible number (`TS-A1-0147`)."""
    row = r.row(select(CASE).where(CASE.c.number == number))
    return _complaint(row) if row is not None else None


def by_serial(r: Reader, serial: int) -> list[Complaint]:
    """Cases whose number ends with this serial, on whatever device they were numbered."""
    return [_complaint(row) for row in r.rows(select(CASE).where(CASE.c.serial == serial).order_by(CASE.c.day.desc()))]


def complaints(r: Reader, first: date, last: date) -> list[Complaint]:
    """Complaints heard on business days `first`…`last` (both included), by time."""
    within = CASE.c.day.between(first.isoformat(), last.isoformat())
    return [_complaint(row) for row in r.rows(select(CASE).where(within).order_by(CASE.c.day, CASE.c.received_ms))]


def open_complaints(r: Reader) -> list[Complaint]:
    """Every case the branch still owes something, oldest first."""
    return [_complaint(row) for row in r.rows(select(CASE).where(CASE.c.live == 1).order_by(CASE.c.received_ms))]


def complaints_about(r: Reader, person: str, first: date, last: date) -> list[Complaint]:
    """Complaints about one person heard on days `first`…`last`."""
    within = CASE.c.day.between(first.isoformat(), last.isoformat())
    return [_complaint(row) for row in r.rows(select(CASE).where(CASE.c.person == person, within))]


def sealed(r: Reader, subject: str) -> Sealed:
    """The digests of what is sealed in a case."""
    row = r.row(select(*(CASE.c[f"{n}_digest"].label(n) for n in _TEXTS)).where(CASE.c.subject == subject))
    return Sealed(**row._mapping) if row is not None else Sealed()


def history(r: Reader, subject: str) -> list[Step]:
    """Everything that happened in a case, in order, with who did it; never a sealed text."""
    rows = r.rows(select(STEP).where(STEP.c.subject == subject).order_by(STEP.c.at_ms, STEP.c.entry))
    return [Step(row.kind, _instant(row.at_ms), row.actor, row.note) for row in rows]


def interested(r: Reader, subject: str) -> frozenset[str]:
    """People who declared an interest in a case and keep out of it."""
    return frozenset(row.person for row in r.rows(select(INTEREST.c.person).where(INTEREST.c.subject == subject)))


def case_clocks(r: Reader, case: Complaint, rules: DeadlineRules | None = None) -> tuple[Clock, ...]:
    """All limits of a case by the rules valid when it was heard (`rules` where already read), soonest first."""
    rules = rules or deadline_rules(r, case.day)
    return clocks(case.course(), rules, r.zone, lambda day, n: working_days_after(r, day, n))


def due(r: Reader, now: datetime, within_days: int = 0) -> list[Due]:
    """Live cases that are late, warn, or run out by the end of the `within_days`-th day from now; soonest
    first.
    """
    found: list[Due] = []
    rules: dict[date, DeadlineRules] = {}
    for case in open_complaints(r):
        if case.day not in rules:
            rules[case.day] = deadline_rules(r, case.day)
        soonest = next_clock(case_clocks(r, case, rules[case.day]))
        if soonest is None:
            continue
        state = soonest.state(now)
        if state != "running" or soonest.due <= now + timedelta(days=within_days):
            found.append(Due(case, soonest, state))
    return sorted(found, key=lambda d: d.clock.due)
