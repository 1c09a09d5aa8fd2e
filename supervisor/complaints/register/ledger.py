"""Queries of the register's list: lean lines of all cases that somebody may read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Text, and_, cast, false, func, not_, or_, select, true
from sqlalchemy.sql import ColumnElement

from supervisor.access import Right
from supervisor.access.checks import SYSTEM, allowed
from supervisor.complaints.ledger import CASE, cases_where, present
from supervisor.complaints.records import Complaint, Sealed
from supervisor.journal import Reader

from .limits import Limit, to_name, unmet
from .lines import CLOCK_FIELDS, FIELDS, LATE, WARNING, Lines

MOST_NAMED = 500  # subjects in one query


_COLUMNS = {name: CASE.c[name] for name in FIELDS if name not in CLOCK_FIELDS}


def listed(r: Reader, actor: str, *, live: bool | None = None, subjects: Collection[str] | None = None) -> Lines:
    """The cases that `actor` may read (as `privacy.readable` says), all or only the live or ended or named ones: live
    ones first, soonest limit first, then the newest.
    """
    where = readable_by(r, actor)
    if live is not None:
        where = and_(where, CASE.c.live == int(live))
    if subjects is None:
        found = _lines(r, where)
    else:
        names, found = sorted(subjects), _lines(r, false())
        for start in range(0, len(names), MOST_NAMED):
            found = found.replaced(_lines(r, and_(where, CASE.c.subject.in_(names[start : start + MOST_NAMED]))), ())
    return (found.timed(_limits(r)) if found.live.any() else found).ordered()


def pressing_limits(r: Reader, actor: str) -> dict[tuple[str, str], tuple[str, int]]:
    """Of the cases that `actor` may read the limits that warn or are late: (case, clock) → how it stands, when it is
    due (ms). One that was missed hides none of those that follow.
    """
    now_ms = int(present(r).timestamp() * 1000)
    where = and_(readable_by(r, actor), CASE.c.live == 1)
    mine = {row.subject for row in r.rows(select(CASE.c.subject).where(where))}
    return {
        (subject, one.clock): (stands, one.due_ms)
        for subject, limits in unmet(r).items()
        if subject in mine
        for one in limits
        if (stands := one.stands(now_ms)) in (WARNING, LATE)
    }


def found_cases(
    r: Reader,
    actor: str,
    first: date,
    last: date,
    *,
    state: str = "",
    number: str = "",
    among: Mapping[str, Collection[str]],
    newest: int = 0,
) -> list[Complaint]:
    """The cases heard on days `first`…`last` that `actor` may read, by time: those in a state (`live`: not ended), with
    a part of a number, and with one of some values in each field of `among`; the `newest` of them, 0 for all.
    """
    where = [readable_by(r, actor), CASE.c.day.between(first.isoformat(), last.isoformat())]
    if state:
        where.append(CASE.c.live == 1 if state == "live" else CASE.c.state == state)
    if number:
        where.append(func.upper(CASE.c.number).contains(number.upper(), autoescape=True))
    where += [CASE.c[name].in_(values) for name, values in among.items()]
    return cases_where(r, *where, newest=newest)


def how_many(r: Reader) -> int:
    """How many cases there are in all."""
    return r.value(select(func.count()).select_from(CASE)) or 0


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


def heard_by(r: Reader, actor: str, channel: str, first: date) -> Lines:
    """What was heard by one channel since a day, that `actor` may read."""
    heard = and_(CASE.c.day >= first.isoformat(), CASE.c.channel == channel)
    return _lines(r, and_(readable_by(r, actor), heard)).ordered()


def readable_by(r: Reader, actor: str) -> ColumnElement[bool]:
    """What `privacy.readable` asks of one case, as a condition on all: the rights are looked up once."""
    if actor == SYSTEM:
        return true()
    mine = or_(CASE.c.owner == actor, CASE.c.first_taker == actor)
    may_record = allowed(r, actor, Right.RECORD_COMPLAINT)
    may_read = allowed(r, actor, Right.READ_COMPLAINTS)
    reads = or_(and_(mine, true() if may_record else false()), and_(not_(mine), true() if may_read else false()))
    offices = true() if allowed(r, actor, Right.HANDLE_MANAGER_COMPLAINT) else false()
    reads = true() if may_record and may_read else reads
    return and_(
        CASE.c.person != actor, or_(and_(CASE.c.head_office == 0, reads), and_(CASE.c.head_office != 0, offices))
    )


def _lines(r: Reader, where: ColumnElement[bool]) -> Lines:
    """Column after column, each made one text by the database: Python decodes it at once, and is free meanwhile."""
    each = func.json_group_array if r.connection.dialect.name == "sqlite" else func.json_agg
    found = r.row(select(*(cast(each(column), Text) for column in _COLUMNS.values())).where(where))
    read = dict(zip(_COLUMNS, found or (), strict=True))
    count = 0

    def column(name: str) -> list[Any]:
        nonlocal count
        if name in CLOCK_FIELDS:
            return [""] * count if name == "clock" else [0] * count
        values = msgspec.json.decode(read.pop(name) or "[]")
        count = len(values)
        return values

    return Lines.read(column)


def _limits(r: Reader) -> dict[str, Limit]:
    """Of every live case the limit to name."""
    now_ms = int(present(r).timestamp() * 1000)
    return {subject: one for subject, limits in unmet(r).items() if (one := to_name(limits, now_ms)) is not None}
