"""Queries of the register's list: lean lines of all cases that somebody may read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from sqlalchemy import and_, false, func, not_, or_, select, true
from sqlalchemy.sql import ColumnElement

from supervisor.access import Right
from supervisor.access.checks import SYSTEM, allowed
from supervisor.complaints.kernel.deadlines import Clock, DeadlineRules, next_clock
from supervisor.complaints.ledger import CASE, case_clocks, deadline_rules, open_complaints, present
from supervisor.complaints.records import Complaint, Sealed
from supervisor.journal import Reader

AT_ONCE = 5_000  # lines between two reports of progress
MOST_NAMED = 500  # subjects in one query


class Listed(msgspec.Struct, frozen=True, gc=False):
    """A case in a list. `due_ms` and `warn_ms` are of the limit to name (`clock`): the gravest that presses, else the
    soonest not yet met; 0 where there is none.
    """

    subject: str
    number: str
    day: str
    received_ms: int
    channel: str
    class_code: str
    cause_code: str
    person: str
    first_taker: str
    owner: str
    state: str
    live: int
    head_office: int
    with_head_office: int
    escalation_asked: int
    group_size: int
    paused_reason: str
    clock: str = ""
    due_ms: int = 0
    warn_ms: int = 0
    stands_still: int = 0

    @property
    def received(self) -> datetime:
        """When it was heard, in UTC."""
        return datetime.fromtimestamp(self.received_ms / 1000, UTC)

    def stands(self, now_ms: int) -> str:
        """`paused`, `late`, `warning` or `running` for the soonest unmet clock, as `Clock.state` says it; else ""."""
        if not self.due_ms:
            return ""
        if self.stands_still:
            return "paused"
        if now_ms >= self.due_ms // 60_000 * 60_000 + 60_000:
            return "late"
        return "warning" if now_ms >= self.warn_ms else "running"


_CLOCK = ("clock", "due_ms", "warn_ms", "stands_still")
_COLUMNS = tuple(CASE.c[name] for name in Listed.__struct_fields__ if name not in _CLOCK)


def listed(
    r: Reader,
    actor: str,
    *,
    live: bool | None = None,
    subjects: Collection[str] | None = None,
    report: Callable[[float], object] = lambda _share: None,
) -> list[Listed]:
    """The cases that `actor` may read (as `privacy.readable` says), all or only the live or ended or named ones: live
    ones first, soonest limit first, then the newest.
    """
    where = readable_by(r, actor)
    if live is not None:
        where = and_(where, CASE.c.live == int(live))
    if subjects is None:
        found = _lines(r, where, report)
    else:
        names = sorted(subjects)
        found = [
            line
            for start in range(0, len(names), MOST_NAMED)
            for line in _lines(r, and_(where, CASE.c.subject.in_(names[start : start + MOST_NAMED])), report)
        ]
    if live is False:
        return ordered(found)
    now = present(r)
    soonest = {case.subject: next_clock(running, now) for case, running in live_clocks(r)} if found else {}
    return ordered(_with_clock(line, soonest.get(line.subject)) if line.live else line for line in found)


def every_limit(r: Reader, actor: str) -> list[Listed]:
    """Each unmet limit of the live cases that `actor` may read, as a line of its own: one that was missed hides none
    of those that follow.
    """
    lines = {line.subject: line for line in _lines(r, and_(readable_by(r, actor), CASE.c.live == 1), lambda _: None)}
    return [
        _with_clock(lines[case.subject], clock)
        for case, running in (live_clocks(r) if lines else ())
        if case.subject in lines
        for clock in running
        if clock.met is None
    ]


def ordered(lines: Iterable[Listed]) -> list[Listed]:
    """Live cases first, soonest limit first; then those that only wait to be signed; then the ended, newest first."""
    return sorted(lines, key=_place)


def due_of(line: Listed) -> datetime:
    """When the soonest limit of a line runs out, in UTC."""
    return datetime.fromtimestamp(line.due_ms / 1000, UTC)


def _place(line: Listed) -> tuple[int, int]:
    if line.due_ms:
        return 0, line.due_ms
    return (1, line.received_ms) if line.live else (2, -line.received_ms)


def how_many(r: Reader) -> int:
    """How many cases there are in all."""
    return r.value(select(func.count()).select_from(CASE)) or 0


def live_clocks(r: Reader) -> list[tuple[Complaint, tuple[Clock, ...]]]:
    """Every live case with its clocks; the limits valid on a day are read once for all cases heard on it."""
    rules: dict[date, DeadlineRules] = {}
    found = []
    for case in open_complaints(r):
        if case.day not in rules:
            rules[case.day] = deadline_rules(r, case.day)
        found.append((case, case_clocks(r, case, rules[case.day])))
    return found


def numbers(r: Reader, subjects: Collection[str]) -> dict[str, str]:
    """The visible numbers of cases."""
    names, found = sorted(subjects), {}
    for start in range(0, len(names), MOST_NAMED):
        some = select(CASE.c.subject, CASE.c.number).where(CASE.c.subject.in_(names[start : start + MOST_NAMED]))
        found.update({row.subject: row.number for row in r.rows(some)})
    return found


def readable_subjects(r: Reader, actor: str, first: date, last: date) -> set[str]:
    """The cases heard on days `first`…`last` that `actor` may read."""
    within = CASE.c.day.between(first.isoformat(), last.isoformat())
    return {row.subject for row in r.rows(select(CASE.c.subject).where(and_(readable_by(r, actor), within)))}


def sealed_of(r: Reader, subjects: Collection[str]) -> dict[str, Sealed]:
    """The digests of what is sealed in each of some cases (`MOST_NAMED` at most)."""
    columns = [CASE.c[f"{name}_digest"] for name in Sealed.__struct_fields__]
    rows = r.rows(select(CASE.c.subject, *columns).where(CASE.c.subject.in_(list(subjects))))
    return {row[0]: Sealed(*row[1:]) for row in rows}


def heard_by(r: Reader, actor: str, channel: str, first: date) -> list[Listed]:
    """What was heard by one channel since a day, that `actor` may read."""
    heard = and_(CASE.c.day >= first.isoformat(), CASE.c.channel == channel)
    return ordered(_lines(r, and_(readable_by(r, actor), heard), lambda _share: None))


def readable_by(r: Reader, actor: str) -> ColumnElement[bool]:
    """What `privacy.readable` asks of one case, as a condition on all: the rights are looked up once."""
    if actor == SYSTEM:
        return true()
    mine = and_(or_(CASE.c.owner == actor, CASE.c.first_taker == actor), CASE.c.head_office == 0)
    may_record = allowed(r, actor, Right.RECORD_COMPLAINT)
    may_read = allowed(r, actor, Right.READ_COMPLAINTS)
    reads = or_(and_(mine, true() if may_record else false()), and_(not_(mine), true() if may_read else false()))
    return and_(CASE.c.person != actor, true() if may_record and may_read else reads)


def _lines(r: Reader, where: ColumnElement[bool], report: Callable[[float], object]) -> list[Listed]:
    known: dict[Any, Any] = {}
    same = known.setdefault  # codes, people and days come again and again: kept once
    made: list[Listed] = []
    make: Any = Listed
    count = max(how_many(r), 1)
    for some in r.connection.execute(select(*_COLUMNS).where(where)).partitions(AT_ONCE):
        report(min(len(made) / count, 1.0))
        made += [make(*row[:2], *[same(value, value) for value in row[2:]]) for row in some]
    return made


def _with_clock(line: Listed, clock: Clock | None) -> Listed:
    if clock is None:
        return line
    due, warn = (int(at.timestamp() * 1000) for at in (clock.due, clock.warn_from))
    return msgspec.structs.replace(line, clock=clock.kind, due_ms=due, warn_ms=warn, stands_still=int(clock.paused))
