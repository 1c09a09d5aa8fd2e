"""How each event changes a case: folds are pure, of one case's own rows only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from supervisor.complaints import events
from supervisor.complaints.events import AttachmentOpened, ComplaintAttached
from supervisor.complaints.kernel import course
from supervisor.complaints.words import FINDINGS
from supervisor.journal import Entry, Event, Rows
from supervisor.journal.clock import wall_ms
from supervisor.journal.facts import CaseErased

from .tables import CASE, FLAGS, INTEREST, LEDGER, PLAIN, STEP, TEXTS


def ms(instant: datetime) -> int:
    """Milliseconds since 1970."""
    return int(instant.timestamp() * 1000)


def _business_day(entry: Entry) -> str:
    return f"{entry.day // 10000:04d}-{entry.day // 100 % 100:02d}-{entry.day % 100:02d}"


def put_step(rows: Rows, entry: Entry, note: str = "", **details: str) -> None:
    """A line of the history; `details` are what else is known of the step, those that are empty left out."""
    known = [(kind, value) for kind, value in details.items() if value]
    rows.put(
        STEP, entry=entry.id, kind=entry.kind.partition(".")[2], at_ms=entry.at_ms, entered_ms=wall_ms(entry.clock),
        actor=entry.actor, note=note, details=msgspec.json.encode(known).decode() if known else "",
    )  # fmt: skip


# ---------------------------------------------------------------- folds: a complaint
@LEDGER.on(events.ComplaintRegistered)
def _registered(rows: Rows, fact: events.ComplaintRegistered, entry: Entry) -> None:
    blank = {f"{n}_digest": "" for n in TEXTS} | dict.fromkeys(FLAGS, 0) | dict.fromkeys(PLAIN, "")
    rows.put(
        CASE,
        **blank
        | {
            "number": fact.number,
            "channel": fact.channel,
            "day": _business_day(entry),
            "class_code": fact.class_code,
            "cause_code": fact.cause_code,
            "zone": fact.zone,
            "person": fact.person,
            "first_taker": fact.first_taker,
            "owner": fact.owner,
            "state": course.OPEN,
            "apologised": 0,
            "live": 1,
            "reviews": 0,
            "group_size": fact.group_size,
            "serial": int(fact.number.rpartition("-")[2] or 0),
            "received_ms": ms(fact.received),
            "occurred_ms": ms(fact.occurred) if fact.occurred else None,
            "handed_ms": entry.at_ms if fact.owner != fact.first_taker else None,
        },
    )
    rows.change(
        CASE,
        text_digest=fact.text_digest,
        wish_digest=fact.wish_digest,
        contact_digest=fact.contact_digest,
        representatives_digest=fact.representatives_digest,
        head_office=int(fact.head_office),
        caller_verified=int(fact.caller_verified),
    )
    put_step(rows, entry)


_EFFECTS: dict[type, Callable[[Any, Entry], tuple[dict[str, Any], str]]] = {
    # what a step changes in the case, and what it leaves in the history
    events.ManagerTold: lambda fact, _: ({"manager_told_ms": ms(fact.told)}, ""),
    events.FirstFeedbackGiven: lambda fact, _: ({"first_feedback_ms": ms(fact.given)}, ""),
    events.EscalationAsked: lambda fact, _: ({"escalation_asked": 1}, fact.reason),
    events.EscalationDeclined: lambda fact, _: ({"escalation_asked": 0}, fact.reason),
    events.GroupChanged: lambda fact, _: (
        {"group_size": fact.group_size, "representatives_digest": fact.representatives_digest},
        str(fact.group_size),
    ),
    events.ContactUnmasked: lambda fact, _: ({}, fact.reason),
    AttachmentOpened: lambda fact, _: ({}, fact.reason),
    events.PersonalDataErased: lambda fact, _: (
        {"erased": 1, "contact_digest": "", "representatives_digest": ""},
        fact.reason,
    ),
}


@LEDGER.on(*_EFFECTS)
def _step(rows: Rows, fact: Event, entry: Entry) -> None:
    changes, note = _EFFECTS[type(fact)](fact, entry)
    rows.change(CASE, **changes)
    put_step(rows, entry, note)


@LEDGER.on(events.FoundComplex)
def _complex(rows: Rows, fact: events.FoundComplex, entry: Entry) -> None:
    rows.change(CASE, is_complex=1, complex_told_ms=ms(fact.customer_told))
    put_step(rows, entry, fact.reason, told=fact.customer_told.isoformat(), told_by=fact.told_by)


@LEDGER.on(events.ComplaintExtended)
def _extended(rows: Rows, fact: events.ComplaintExtended, entry: Entry) -> None:
    rows.change(CASE, extended=1, extended_told_ms=ms(fact.customer_told))
    told = fact.customer_told.isoformat()
    put_step(rows, entry, fact.reason, approved_by=fact.approved_by, told=told, told_by=fact.told_by)


@LEDGER.on(events.ComplaintEscalated)
def _escalated(rows: Rows, fact: events.ComplaintEscalated, entry: Entry) -> None:
    rows.change(CASE, with_head_office=1, escalated=1, escalation_asked=0, owner=course.HEAD_OFFICE)
    told = fact.customer_told.isoformat() if fact.customer_told else ""
    put_step(rows, entry, fact.reason, confirmed_by=entry.actor, told=told)


@LEDGER.on(events.HeadOfficeDecided)
def _decided(rows: Rows, fact: events.HeadOfficeDecided, entry: Entry) -> None:
    rows.change(CASE, with_head_office=0, owner=fact.owner, decision_digest=fact.decision_digest)
    put_step(rows, entry, fact.decided_by, owner=fact.owner)


@LEDGER.on(events.ReplyTimeAgreed)
def _agreed(rows: Rows, fact: events.ReplyTimeAgreed, entry: Entry) -> None:
    """An agreed time that had run out when another was agreed stays on record as missed."""
    case = rows.get(CASE) or {}
    before = case.get("reply_by_ms")
    if before is not None and entry.at_ms >= before // 60_000 * 60_000 + 60_000:
        rows.change(CASE, agreed_kept=_longer(case, "agreed_kept", [before, entry.at_ms]))
    rows.change(CASE, reply_by_ms=ms(fact.reply_by))
    put_step(rows, entry, fact.reply_by.isoformat())


def _longer(case: dict[str, Any], column: str, one: Any) -> str:
    """A list that is kept in a column, with one more at its end."""
    return msgspec.json.encode([*(msgspec.json.decode(case[column]) if case.get(column) else ()), one]).decode()


@LEDGER.on(CaseErased)
def _key_destroyed(rows: Rows, _fact: CaseErased, entry: Entry) -> None:
    """Also where the erasing of another copy is all that this one heard of it (a backup that was restored)."""
    rows.change(CASE, erased=1, contact_digest="", representatives_digest="")
    if (rows.get(CASE) or {}).get("live"):  # opened again on another copy: nobody can work on what cannot be read
        end_pause(rows, entry.at_ms)
        rows.change(CASE, state=course.CLOSED, live=0, escalation_asked=0, ended_ms=entry.at_ms)


@LEDGER.on(events.ComplaintHandedOver)
def _handed_over(rows: Rows, fact: events.ComplaintHandedOver, entry: Entry) -> None:
    case = rows.get(CASE) or {}
    first = entry.at_ms if case.get("handed_ms") is None else case["handed_ms"]
    rows.change(CASE, owner=fact.owner, handed_ms=first)
    put_step(rows, entry, fact.owner, reason=fact.reason)


@LEDGER.on(events.ClocksPaused)
def _paused(rows: Rows, fact: events.ClocksPaused, entry: Entry) -> None:
    case = rows.get(CASE) or {}
    if case.get("live") and case["state"] != course.REPLIED and not case["paused_reason"]:
        put_pauses(rows, [*pauses_in(case), [ms(fact.since), None, fact.reason, ms(fact.customer_told)]])
    put_step(rows, entry, fact.reason, remark=fact.note, told=fact.customer_told.isoformat(), told_by=fact.told_by)


@LEDGER.on(events.ClocksResumed)
def _resumed(rows: Rows, fact: events.ClocksResumed, entry: Entry) -> None:
    end_pause(rows, ms(fact.until))
    put_step(rows, entry, fact.note)


def pauses_in(case: dict[str, Any]) -> list[list[Any]]:
    return msgspec.json.decode(case["pauses"]) if case.get("pauses") else []


def put_pauses(rows: Rows, pauses: list[list[Any]]) -> None:
    running = pauses[-1][2] if pauses and pauses[-1][1] is None else ""
    rows.change(CASE, pauses=msgspec.json.encode(pauses).decode() if pauses else "", paused_reason=running)


def end_pause(rows: Rows, until_ms: int) -> None:
    """End the pause that runs, if one does; it never ends before it began."""
    pauses = pauses_in(rows.get(CASE) or {})
    if pauses and pauses[-1][1] is None:
        pauses[-1][1] = max(until_ms, pauses[-1][0])
        put_pauses(rows, pauses)


@LEDGER.on(events.ComplaintReplied)
def _replied(rows: Rows, fact: events.ComplaintReplied, entry: Entry) -> None:
    case = rows.get(CASE) or {}
    replied = ms(fact.replied)
    end_pause(rows, replied)
    rows.change(
        CASE,
        state=course.REPLIED if case.get("live") else case.get("state", ""),
        replied_ms=replied,
        first_replied_ms=case.get("first_replied_ms") or replied,
        reply_digest=fact.reply_digest,
        accepted=None if fact.accepted is None else int(fact.accepted),
    )
    put_step(rows, entry, fact.manner, accepted="" if fact.accepted is None else "yes" if fact.accepted else "no")


@LEDGER.on(events.ComplaintClosed)
def _closed(rows: Rows, fact: events.ComplaintClosed, entry: Entry) -> None:
    end_pause(rows, entry.at_ms)
    rows.change(
        CASE,
        state=course.CLOSED,
        live=0,
        escalation_asked=0,
        ended_ms=entry.at_ms,
        signed_by=fact.signed_by,
        answers_for=_answered(rows, fact.joined_cases),
    )
    put_step(rows, entry)


def _answered(rows: Rows, joined: tuple[str, ...] | None) -> str:
    """Whose cases ended with this one, as the copies knew that ended it; "" where an older program did not say."""
    case = rows.get(CASE) or {}
    before = case.get("answers_for") if case.get("state") in (course.CLOSED, course.WITHDRAWN) else ""
    known = msgspec.json.decode(before) if before else []
    return before or "" if joined is None else msgspec.json.encode(sorted({*known, *joined})).decode()


@LEDGER.on(events.ComplaintWithdrawn)
def _withdrawn(rows: Rows, fact: events.ComplaintWithdrawn, entry: Entry) -> None:
    end_pause(rows, entry.at_ms)
    rows.change(
        CASE,
        state=course.WITHDRAWN,
        live=0,
        escalation_asked=0,
        ended_ms=entry.at_ms,
        answers_for=_answered(rows, fact.joined_cases),
    )
    put_step(rows, entry, fact.note)


@LEDGER.on(events.ComplaintJoined)
def _joined(rows: Rows, fact: events.ComplaintJoined, entry: Entry) -> None:
    case = rows.get(CASE) or {}
    if case.get("state") != course.JOINED:  # joined on another copy as well: as it was before the first time
        was = [case.get("state"), case.get("ended_ms"), case.get("escalation_asked"), bool(case.get("paused_reason"))]
        rows.change(CASE, before_join=msgspec.json.encode(was).decode())
    end_pause(rows, entry.at_ms)
    ended = {"state": course.JOINED, "live": 0, "escalation_asked": 0, "ended_ms": entry.at_ms}
    rows.change(CASE, joined_to=fact.main, **ended)
    put_step(rows, entry, fact.number)


@LEDGER.on(events.ComplaintHandled)
def _handled(rows: Rows, fact: events.ComplaintHandled, entry: Entry) -> None:
    settled = {"settled_ms": entry.at_ms, "on_the_spot": 1} if fact.on_the_spot else {}
    case = rows.get(CASE) or {}
    changed = ",".join(
        name for name, column in _FINDINGS if case.get("at_fault") is not None and _differs(case, fact, column)
    )
    rows.change(
        CASE,
        state=course.HANDLED if case.get("live") else case.get("state", ""),
        at_fault=int(fact.at_fault),
        cause_code=fact.cause_code,
        action=fact.action,
        facts_digest=fact.facts_digest,
        measure_digest=fact.measure_digest,
        root_code=fact.root_code,
        root_digest=fact.root_digest,
        apologised=int(fact.apologised),
        handled_by=entry.actor,
        **settled,
    )
    if entry.actor not in (msgspec.json.decode(case["handlers"]) if case.get("handlers") else ()):
        rows.change(CASE, handlers=_longer(case, "handlers", entry.actor))
    put_step(rows, entry, at_fault="yes" if fact.at_fault else "no", changed=changed)


_FINDINGS = tuple((name, f"{name}_digest" if name in TEXTS else name) for name in FINDINGS)


def _differs(case: dict[str, Any], fact: events.ComplaintHandled, column: str) -> bool:
    return (case.get(column) or "") != (getattr(fact, column) or "")  # 0 and 1 in the row are no and yes of the fact


@LEDGER.on(events.ReviewAsked)
def _review(rows: Rows, fact: events.ReviewAsked, entry: Entry) -> None:
    case = rows.get(CASE) or {}
    if case.get("erased"):  # on another copy, which did not hear of the review: the case stays ended
        put_step(rows, entry)
        return
    if case.get("live") and case.get("review_asked_ms") is not None:  # on another copy, too: it is one review
        rows.change(CASE, owner=fact.owner, review_asked_ms=min(case["review_asked_ms"], ms(fact.asked)))
        put_step(rows, entry)
        return
    kept: dict[str, str] = {}
    if case.get("review_asked_ms") is not None:  # a review before this one: how it was decided stays on record
        answered = case.get("replied_ms") or case.get("ended_ms") or ms(fact.asked)
        kept["reviews_kept"] = _longer(case, "reviews_kept", [case["review_asked_ms"], answered])
        if case.get("reply_by_ms") is not None:
            kept["agreed_kept"] = _longer(case, "agreed_kept", [case["reply_by_ms"], answered])
    first_agreed = case.get("first_reply_by_ms")
    if case.get("review_asked_ms") is None:
        first_agreed = case.get("reply_by_ms")
    again = dict.fromkeys(("ended_ms", "replied_ms", "settled_ms", "reply_by_ms"))
    rows.change(
        CASE,
        state=course.OPEN,
        live=1,
        signed_by="",
        owner=fact.owner,
        reviews=case.get("reviews", 0) + 1,
        review_asked_ms=ms(fact.asked),
        first_reply_by_ms=first_agreed,
        former_handlers=case.get("handlers", ""),
        **kept,
        **again,
    )
    put_step(rows, entry)


@LEDGER.on(events.InterestDeclared)
def _interest(rows: Rows, fact: events.InterestDeclared, entry: Entry) -> None:
    rows.put(INTEREST, entry=entry.id, person=fact.person, reason=fact.reason, actor=entry.actor)
    put_step(rows, entry, fact.person)


@LEDGER.on(ComplaintAttached)
def _attached(rows: Rows, fact: ComplaintAttached, entry: Entry) -> None:
    put_step(rows, entry, fact.media_type)
