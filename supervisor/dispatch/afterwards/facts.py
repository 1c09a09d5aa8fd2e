"""What happened in an incident, read from its own journal and from that of its dispatch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec

from supervisor.branch.ledger import opening
from supervisor.dispatch.afterwards.page import Line, OrderFact
from supervisor.dispatch.events import ProposalMade
from supervisor.dispatch.ledger import orders, subject_of
from supervisor.dispatch.problem.model import Move
from supervisor.incidents.ledger import Incident
from supervisor.journal import Entry, Reader
from supervisor.journal.event import UnknownKind, from_bytes

DAY_MINUTES = 24 * 60
ABOUT_ORDERS = ("withdrawn", "asked_again", "order_settled")
ORDER_KINDS = ("heard", "declined", "done", "returned")


class Told(msgspec.Struct):
    """An incident in order of time: lines, what happened to its orders, its proposals with their instants."""

    lines: list[Line]
    orders: list[OrderFact]
    proposals: list[tuple[ProposalMade, datetime]]


def facts_of(r: Reader, found: Incident) -> Told:
    """The incident's own journal and that of its dispatch, in order of time."""
    told = Told([], [], [])
    moves: dict[str, Move] = {}
    sent: dict[str, datetime] = {}
    shut: dict[date, int] = {}
    for entry, fact in _entries(r, found):
        if entry.kind == "dispatch.ordered":  # known before its answers, whatever the clock of another copy said
            moves[fact.order], sent[fact.order] = fact.move, r.local(entry.at_ms)
    for entry, fact in _entries(r, found):
        at, what = r.local(entry.at_ms), entry.kind.partition(".")[2]
        if entry.kind.startswith("incidents."):
            told.lines.append(_incident_line(what, fact, at, entry.actor, r))
        elif what == "proposed":
            told.proposals.append((fact, at))
            text = fact.proposal
            waits = (fact.before_minutes, fact.after_minutes, float(len(fact.moves)))
            told.lines.append(Line(at, "proposed", entry.actor, "", text, minutes=waits))
        elif what == "counted":
            told.lines.append(Line(at, "counted", entry.actor, counts=dict(fact.waiting)))
        elif what == "ordered":
            latest = _latest(r, at, fact.move.until_minute, shut)
            told.orders.append(OrderFact(at, "ordered", fact.order, fact.move, fact.proposal, latest=latest))
            told.lines.append(Line(at, what, entry.actor, fact.move.person, fact.order, fact.move.to_post))
        elif what in ORDER_KINDS and fact.order in moves:
            reason = getattr(fact, "reason", "")
            told.orders.append(OrderFact(max(at, sent[fact.order]), what, fact.order, reason=reason))
            since = max(0, round((at - sent[fact.order]).total_seconds()))
            move = moves[fact.order]
            told.lines.append(Line(at, what, entry.actor, move.person, reason, move.to_post, seconds=since))
        elif what in ABOUT_ORDERS and fact.order in moves:
            move = moves[fact.order]
            told.lines.append(Line(at, what, entry.actor, move.person, getattr(fact, "reason", ""), move.to_post))
        elif what == "step_done":
            name = "step" if fact.done else "step_back"
            told.lines.append(Line(at, name, entry.actor, fact.step, fact.note))
        elif what == "return_ordered" and fact.order in moves:
            move = moves[fact.order]
            latest = _latest(r, at, fact.back_minute or move.until_minute, shut)
            told.orders.append(OrderFact(at, what, fact.order, latest=latest))
            told.lines.append(Line(at, what, entry.actor, move.person, str(fact.reason), move.from_post))
        elif what == "replanned":
            counts = {"kept": len(fact.kept), "new": len(fact.new), "dropped": len(fact.dropped)}
            told.lines.append(Line(at, what, entry.actor, "", fact.proposal, counts=counts))
        elif what == "suspended":
            key, left = f"{fact.subject} {fact.sitting}", float(fact.left_minutes)
            told.lines.append(Line(at, what, entry.actor, key, str(fact.title), minutes=(left,)))
        elif what == "resumed":
            key = f"{fact.subject} {fact.sitting}"
            titles = [one.text for one in told.lines if one.what == "suspended" and one.about == key]
            text = " · ".join(part for part in (*titles[-1:], fact.note) if part)
            told.lines.append(Line(at, what, entry.actor, key, text, post=fact.where))
        elif what == "lesson_noted":
            told.lines.append(Line(at, "lesson", entry.actor, fact.course, fact.text))
    told.orders = _standing(r, found.subject, told.orders)
    told.lines.sort(key=lambda one: one.at)
    told.proposals.sort(key=lambda pair: pair[1])
    return told


def _entries(r: Reader, found: Incident) -> Iterator[tuple[Entry, Any]]:
    for entry in (*r.history(found.subject), *r.history(subject_of(found.subject))):
        with suppress(UnknownKind):  # of a newer program: it will be told there
            yield entry, from_bytes(entry.kind, entry.version, entry.payload)


def _standing(r: Reader, subject: str, facts: list[OrderFact]) -> list[OrderFact]:
    """What happened to the orders that the book has standing: without those taken back by who sent them, the second of
    two of one move told as the first, and without an answer that another overruled."""
    states = {one.order: one.state for one in orders(r, subject)}
    twins = {one.order: one.twin for one in orders(r, subject, states=("doubled",))}
    found = []
    for one in facts:
        order = twins.get(one.order, one.order)
        if (
            order in states
            and not (one.what == "ordered" and order != one.order)
            and not (one.what == "done" and states[order] == "declined")
            and not (one.what == "declined" and states[order] in ("done", "returned"))
        ):
            found.append(msgspec.structs.replace(one, order=order))
    return found


def _latest(r: Reader, at: datetime, until_minute: int, shut: dict[date, int]) -> datetime:
    """When an order given at an instant ends by itself: at its own minute (0: none), and when the branch closes."""
    day = at.date()
    if day not in shut:
        doors = opening(r, day)
        shut[day] = doors.close_minute if doors is not None else DAY_MINUTES
    ends = until_minute or max(shut[day], at.hour * 60 + at.minute)
    return datetime.combine(day, time(0), at.tzinfo) + timedelta(minutes=ends)


def _incident_line(what: str, fact: Any, at: datetime, actor: str, r: Reader) -> Line:
    name = "commander" if what == "commander_changed" else what
    known = getattr(fact, "at", None) or getattr(fact, "end", None)
    if what == "declared":
        known = fact.start  # a correction stands where it was made, not where it moved the start to
    when = at if known is None else known.astimezone(r.zone)
    text = next((t for key in ("text", "note", "reason", "outcome") if (t := getattr(fact, key, ""))), "")
    about = getattr(fact, "kind", "") or getattr(fact, "commander", "")
    return Line(when, name, actor, about, text)
