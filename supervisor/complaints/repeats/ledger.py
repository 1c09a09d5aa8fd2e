"""Links between cases as they are now, and what is read of cases to find them: tables, folds, queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, String, or_, select

from supervisor.complaints import ledger as register
from supervisor.journal import Entry, Ledger, Reader, Rows

from . import events
from .records import Link

LEDGER = Ledger("complaint_links", version=1)
LINK = LEDGER.table(
    "link",
    Column("other", String),
    Column("kind", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("unlinked", BigInteger, nullable=False),
    Column("reason", String, nullable=False),
    key=("other",),
    indexes=("other",),
)
_CASE = register.CASE
_AT_ONCE = 500


@LEDGER.on(events.ComplaintsLinked)
def _linked(rows: Rows, fact: events.ComplaintsLinked, entry: Entry) -> None:
    rows.put(LINK, other=fact.other, kind=fact.kind, by=entry.actor, at_ms=entry.at_ms, unlinked=0, reason="")


@LEDGER.on(events.ComplaintsUnlinked)
def _unlinked(rows: Rows, fact: events.ComplaintsUnlinked, entry: Entry) -> None:
    rows.put(LINK, other=fact.other, kind="", by=entry.actor, at_ms=entry.at_ms, unlinked=1, reason=fact.reason)


def _link(row: Any) -> Link:
    at = datetime.fromtimestamp(row.at_ms / 1000, UTC)
    return Link(row.subject, row.other, row.kind, row.by, at, bool(row.unlinked), row.reason)


def links(r: Reader, subject: str, *, undone: bool = False) -> list[Link]:
    """Links of a case with others, whichever was heard first; with `undone` also those that a person undid."""
    wanted = select(LINK).where(or_(LINK.c.subject == subject, LINK.c.other == subject)).order_by(LINK.c.at_ms)
    return [_link(row) for row in r.rows(wanted) if undone or not row.unlinked]


def repeat_subjects(r: Reader, first: date, last: date) -> frozenset[str]:
    """Cases heard on days `first`…`last` whose customer had complained before; neither side was joined to another."""
    later, earlier = _CASE.alias("later"), _CASE.alias("earlier")
    wanted = (
        select(LINK.c.subject)
        .join(later, later.c.subject == LINK.c.subject)
        .join(earlier, earlier.c.subject == LINK.c.other)
        .where(later.c.day.between(first.isoformat(), last.isoformat()))
        .where(LINK.c.unlinked == 0, LINK.c.kind == "repeat")
        .where(later.c.state != "joined", earlier.c.state != "joined")
    )
    return frozenset(row.subject for row in r.rows(wanted))


def decided_pairs(r: Reader, first: date, last: date) -> frozenset[tuple[str, str]]:
    """(later, earlier) of every link, undone ones too, of cases heard on days `first`…`last`."""
    wanted = (
        select(LINK.c.subject, LINK.c.other)
        .join(_CASE, _CASE.c.subject == LINK.c.subject)
        .where(_CASE.c.day.between(first.isoformat(), last.isoformat()))
    )
    return frozenset((row.subject, row.other) for row in r.rows(wanted))


def _stubs(r: Reader, *where: Any) -> list[tuple[str, date, tuple[str, ...]]]:
    columns = select(_CASE.c.subject, _CASE.c.day, _CASE.c.contact_digest, _CASE.c.representatives_digest)
    known = or_(_CASE.c.contact_digest != "", _CASE.c.representatives_digest != "")
    return [
        (row.subject, date.fromisoformat(row.day), tuple(filter(None, row[2:])))
        for row in r.rows(columns.where(known, *where))
    ]


def contacts_heard(r: Reader, first: date, before: date | None) -> list[tuple[str, date, tuple[str, ...]]]:
    """(case, day, digests of sealed contact data) of cases heard from `first` on and before `before`."""
    since = _CASE.c.day >= first.isoformat()
    return _stubs(r, since) if before is None else _stubs(r, since, _CASE.c.day < before.isoformat())


def contacts_of(r: Reader, subjects: Sequence[str]) -> list[tuple[str, date, tuple[str, ...]]]:
    """The same of these cases; a case without contact data, or erased, is left out."""
    found: list[tuple[str, date, tuple[str, ...]]] = []
    for start in range(0, len(subjects), _AT_ONCE):
        found += _stubs(r, _CASE.c.subject.in_(subjects[start : start + _AT_ONCE]))
    return found
