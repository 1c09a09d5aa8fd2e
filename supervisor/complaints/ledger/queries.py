"""What the register of complaints is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import func, or_, select
from sqlalchemy.engine import Row

from supervisor.branch.ledger import calendar
from supervisor.branch.workdays import after
from supervisor.complaints.clockwatch.ledger import present
from supervisor.complaints.kernel.course import JOINED
from supervisor.complaints.kernel.deadlines import (
    Clock,
    DeadlineRules,
    Pause,
    WorkingDayAfter,
    clocks,
    next_clock,
    pressing,
)
from supervisor.complaints.records import Complaint, Due, Sealed, Step
from supervisor.complaints.settings.ledger import deadline_rules
from supervisor.journal import Reader

from .tables import CASE, FLAGS, INSTANTS, INTEREST, STEP, TEXTS

_NAMED_AT_ONCE = 500  # subjects in one query


def _instant(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


# ---------------------------------------------------------------- queries
def _pauses(text: str) -> tuple[Pause, ...]:
    told = msgspec.json.decode(text) if text else ()
    return tuple(Pause(_instant(a), None if b is None else _instant(b), why, _instant(c)) for a, b, why, c in told)


def _spans(text: str) -> tuple[tuple[datetime, datetime], ...]:
    return tuple((_instant(a), _instant(b)) for a, b in msgspec.json.decode(text)) if text else ()


def _details(text: str) -> tuple[tuple[str, str], ...]:
    return msgspec.json.decode(text, type=tuple[tuple[str, str], ...]) if text else ()


def _names(text: str) -> tuple[str, ...]:
    return tuple(msgspec.json.decode(text)) if text else ()


_COLUMNS = {"has_contact": "contact_digest"} | {name: f"{name}_ms" for name in INSTANTS}
_READ_AS: dict[str, Callable[[Any], Any]] = (
    dict.fromkeys((*FLAGS, "apologised", "has_contact", "at_fault", "accepted"), bool)
    | dict.fromkeys(INSTANTS, _instant)
    | {"pauses": _pauses, "agreed_kept": _spans, "reviews_kept": _spans, "former_handlers": _names}
    | {"handlers": _names}
    | {"day": date.fromisoformat}
)
_NULLABLE = {"at_fault", "accepted", *INSTANTS}
_FIELDS = Complaint.__struct_fields__
_CASES = select(*(CASE.c[_COLUMNS.get(name, name)] for name in _FIELDS))
"""Only what a case consists of: a register of a hundred thousand is read by it."""
_CONVERTED = [(n, _READ_AS[name], name in _NULLABLE) for n, name in enumerate(_FIELDS) if name in _READ_AS]


def _complaint(row: Row[Any]) -> Complaint:
    have = list(row)
    for n, read, nullable in _CONVERTED:
        if not nullable or have[n] is not None:
            have[n] = read(have[n])
    return Complaint(*have)


def complaint(r: Reader, subject: str) -> Complaint | None:
    """One case as it stands, None when there is none of this subject."""
    row = r.row(_CASES.where(CASE.c.subject == subject))
    return _complaint(row) if row is not None else None


def by_number(r: Reader, number: str) -> Complaint | None:
    """The case with this visible number (`TS-A1-0147`)."""
    row = r.row(_CASES.where(CASE.c.number == number))
    return _complaint(row) if row is not None else None


def by_serial(r: Reader, serial: int) -> list[Complaint]:
    """Cases whose number ends with this serial, on whatever device they were numbered."""
    return [_complaint(row) for row in r.rows(_CASES.where(CASE.c.serial == serial).order_by(CASE.c.day.desc()))]


def complaints(r: Reader, first: date, last: date) -> list[Complaint]:
    """Complaints heard on business days `first`…`last` (both included), by time."""
    within = CASE.c.day.between(first.isoformat(), last.isoformat())
    return [_complaint(row) for row in r.rows(_CASES.where(within).order_by(CASE.c.day, CASE.c.received_ms))]


def cases_where(r: Reader, *conditions: Any, newest: int = 0) -> list[Complaint]:
    """The cases that fulfil conditions, by time; of them the `newest` alone where a number is given."""
    if newest:
        last = _CASES.where(*conditions).order_by(CASE.c.day.desc(), CASE.c.received_ms.desc()).limit(newest)
        return [_complaint(row) for row in reversed(r.rows(last))]
    return [_complaint(row) for row in r.rows(_CASES.where(*conditions).order_by(CASE.c.day, CASE.c.received_ms))]


def open_complaints(r: Reader) -> list[Complaint]:
    """Every case the branch still owes something, oldest first."""
    return [_complaint(row) for row in r.rows(_CASES.where(CASE.c.live == 1).order_by(CASE.c.received_ms))]


def live_among(r: Reader, subjects: Sequence[str]) -> list[Complaint]:
    """Those of some cases that the branch still owes something."""
    found: list[Complaint] = []
    for start in range(0, len(subjects), _NAMED_AT_ONCE):
        some = CASE.c.subject.in_(subjects[start : start + _NAMED_AT_ONCE])
        found += [_complaint(row) for row in r.rows(_CASES.where(some, CASE.c.live == 1))]
    return found


def open_like(
    r: Reader, text: str, classes: Collection[str], causes: Collection[str], persons: Collection[str], most: int
) -> list[Complaint]:
    """Live cases with a text (in small letters) in their number, or of one of these classes, causes or persons; the
    oldest `most`.
    """
    wanted = or_(
        func.lower(CASE.c.number).contains(text, autoescape=True), CASE.c.class_code.in_(classes),
        CASE.c.cause_code.in_(causes), CASE.c.person.in_(persons),
    )  # fmt: skip
    rows = r.rows(_CASES.where(CASE.c.live == 1, wanted).order_by(CASE.c.received_ms).limit(most))
    return [_complaint(row) for row in rows]


def sealed(r: Reader, subject: str) -> Sealed:
    """The digests of what is sealed in a case."""
    row = r.row(select(*(CASE.c[f"{n}_digest"].label(n) for n in TEXTS)).where(CASE.c.subject == subject))
    return Sealed(**row._mapping) if row is not None else Sealed()


def history(r: Reader, subject: str) -> list[Step]:
    """Everything that happened in a case, in order, with who did it; never a sealed text."""
    rows = r.rows(select(STEP).where(STEP.c.subject == subject).order_by(STEP.c.at_ms, STEP.c.entry))
    return [
        Step(row.kind, _instant(row.at_ms), row.actor, row.note, _instant(row.entered_ms), _details(row.details))
        for row in rows
    ]


def interested(r: Reader, subject: str) -> frozenset[str]:
    """People who declared an interest in a case and keep out of it."""
    return frozenset(row.person for row in r.rows(select(INTEREST.c.person).where(INTEREST.c.subject == subject)))


def interests_of(r: Reader, person: str) -> frozenset[str]:
    """The cases in which a person declared an interest."""
    return frozenset(row.subject for row in r.rows(select(INTEREST.c.subject).where(INTEREST.c.person == person)))


def declarations(r: Reader, subject: str, person: str) -> dict[str, str]:
    """Each time an interest of this person was declared that still bars him: the entry's id and who declared it."""
    mine = select(INTEREST).where(INTEREST.c.subject == subject, INTEREST.c.person == person)
    return {row.entry: row.actor for row in r.rows(mine)}


def joined_with(r: Reader, subject: str) -> list[Complaint]:
    """The cases that are joined to this one, and those joined to them in turn."""
    found: dict[str, Complaint] = {}
    wanted = [subject]
    while wanted:
        rows = r.rows(_CASES.where(CASE.c.joined_to == wanted.pop(), CASE.c.state == JOINED).order_by(CASE.c.subject))
        fresh = [case for case in map(_complaint, rows) if case.subject not in found and case.subject != subject]
        found |= {case.subject: case for case in fresh}
        wanted += [case.subject for case in fresh]
    return list(found.values())


def counted_days(r: Reader) -> WorkingDayAfter:
    """How working days are counted here, for many cases: the calendar is read once, and only if it is asked for."""
    works = cache(lambda: calendar(r).is_working)
    return lambda day, n: after(day, n, works())


def case_clocks(
    r: Reader, case: Complaint, rules: DeadlineRules | None = None, counted: WorkingDayAfter | None = None
) -> tuple[Clock, ...]:
    """All limits of a case by the rules valid when it was heard (`rules`, `counted` where already read), soonest
    first. Those that were still open when it was joined to an earlier case were met by nobody, and say so.
    """
    found = clocks(case.course(), rules or deadline_rules(r, case.day), r.zone, counted or counted_days(r))
    if case.state != JOINED:
        return found
    return tuple(msgspec.structs.replace(one, joined=one.met == case.ended) for one in found)


def due(r: Reader, now: datetime, within_days: int = 0) -> list[Due]:
    """Live cases that are late, warn, or run out by the end of the `within_days`-th day from now; soonest
    first, each with the gravest of its limits that press (`others`: the rest of them). One whose limits stand still is
    not due, unless a time agreed with the customer is. `now` is never earlier than what the book has seen.
    """
    now = max(now, present(r))
    found: list[Due] = []
    rules: dict[date, DeadlineRules] = {}
    counted = counted_days(r)
    for case in open_complaints(r):
        if case.day not in rules:
            rules[case.day] = deadline_rules(r, case.day)
        every = case_clocks(r, case, rules[case.day], counted)
        soonest = next_clock(every, now)
        if soonest is None:
            continue
        state = soonest.state(now)
        if state != "paused" and (state != "running" or soonest.due <= now + timedelta(days=within_days)):
            found.append(Due(case, soonest, state, tuple(pressing(every, now)[1:])))
    return sorted(found, key=lambda d: d.clock.due)
