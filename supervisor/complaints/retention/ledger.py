"""What is held and kept longer as it is now, and what is due for erasing on a day: tables, folds, queries."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, String, and_, func, or_, select

from supervisor.complaints.kernel.deadlines import LEAST_RETENTION_DAYS, DeadlineRules
from supervisor.complaints.ledger import CASE, INTEREST
from supervisor.complaints.promises.ledger import CALL_BACK, PRAISE
from supervisor.complaints.settings.ledger import LIMITS
from supervisor.journal import Entry, Ledger, Reader, Rows

from . import events
from .records import Hold, Kept, Proposal
from .rules import YEAR_DAYS, Terms, kept_until, latest_over

ONE_DAY = timedelta(days=1)
LEDGER = Ledger("retention", version=1)


def _text(name: str) -> Column[Any]:
    return Column(name, String, nullable=False)


HOLD = LEDGER.table(
    "hold",
    Column("entry", String),
    *(_text(n) for n in ("kind", "reason", "actor")),
    Column("at_ms", BigInteger, nullable=False),
    Column("released", BigInteger, nullable=False),
    key=("entry",),
)
LONGER = LEDGER.table("longer", _text("until"), _text("reason"))
TERMS = LEDGER.table("terms", *(Column(n, BigInteger, nullable=False) for n in ("praise_days", "promise_days")))


@LEDGER.on(events.ErasureHeld)
def _held(rows: Rows, fact: events.ErasureHeld, entry: Entry) -> None:
    rows.put(HOLD, entry=entry.id, kind=fact.kind, reason=fact.reason, actor=entry.actor, at_ms=entry.at_ms, released=0)


@LEDGER.on(events.ErasureReleased)
def _released(rows: Rows, fact: events.ErasureReleased, _entry: Entry) -> None:
    for hold in fact.holds:
        rows.change(HOLD, hold, released=1)


@LEDGER.on(events.KeptLonger)
def _kept(rows: Rows, fact: events.KeptLonger, _entry: Entry) -> None:
    there = rows.get(LONGER)
    if there is None or there["until"] <= fact.until.isoformat():
        rows.put(LONGER, until=fact.until.isoformat(), reason=fact.reason)


@LEDGER.on(events.ErasureSigned)
def _signed(_rows: Rows, _fact: events.ErasureSigned, _entry: Entry) -> None:
    """It changes nothing; the entry itself is the record of the handling."""


@LEDGER.on(events.TermsSet)
def _terms_set(rows: Rows, fact: events.TermsSet, _entry: Entry) -> None:
    rows.put(TERMS, praise_days=fact.praise_days, promise_days=fact.promise_days)


# ---------------------------------------------------------------- queries
def terms(r: Reader) -> Terms:
    """How long praise and promises keep their contact data."""
    row = r.row(select(TERMS.c.praise_days, TERMS.c.promise_days))
    return Terms(**row._mapping) if row is not None else Terms()


def holds(r: Reader, subject: str = "") -> dict[str, tuple[Hold, ...]]:
    """The holds that stand, by subject (of one subject where named), the oldest first."""
    wanted = select(HOLD).where(HOLD.c.released == 0).order_by(HOLD.c.at_ms, HOLD.c.entry)
    found: dict[str, list[Hold]] = defaultdict(list)
    for row in r.rows(wanted.where(HOLD.c.subject == subject) if subject else wanted):
        at = datetime.fromtimestamp(row.at_ms / 1000, UTC)
        found[row.subject].append(Hold(row.entry, row.kind, row.reason, row.actor, at))
    return {name: tuple(several) for name, several in found.items()}


def kept_longer(r: Reader) -> dict[str, date]:
    """What is to be kept beyond its term, and up to which day."""
    return {row.subject: date.fromisoformat(row.until) for row in r.rows(select(LONGER.c.subject, LONGER.c.until))}


def due_for_erasure(r: Reader, day: date) -> Proposal:
    """What is past its term on a day, the oldest first; what is held is listed apart and never due."""
    due, held = [], []
    for one in _over(r, day):
        (held if one.holds else due).append(one)
    by_age = sorted(due, key=lambda one: (one.until, one.number))
    return Proposal(day, tuple(by_age), tuple(sorted(held, key=lambda one: (one.until, one.number))))


def due_count(r: Reader, day: date, actor: str = "", offices: Sequence[bool] = (False, True)) -> int:
    """How many are due for erasing on a day, counted by the database: of those that are head office's or not (by
    `offices`), none that is about `actor` or in which he declared an interest.
    """
    own = select(INTEREST.c.subject).where(INTEREST.c.person == actor)
    plain = (CASE.c.subject.not_in(select(LONGER.c.subject)), CASE.c.subject.not_in(_HELD))
    his = (CASE.c.head_office.in_([int(one) for one in offices]), CASE.c.person != actor, CASE.c.subject.not_in(own))
    where = and_(_past(r, day), *plain, *(his if actor else ()))
    many = r.value(select(func.count()).select_from(CASE).where(where)) or 0
    kept_longer = _over(r, day, CASE.c.subject.in_(select(LONGER.c.subject)))
    none_of_his = {row.subject for row in r.rows(own)} if actor else set()
    return many + sum(
        1
        for one in kept_longer
        if not one.holds and one.head_office in offices and not (actor and one.person == actor)
        and one.subject not in none_of_his
    )  # fmt: skip


def _over(r: Reader, day: date, *cases: Any) -> Iterator[Kept]:
    """Everything whose term is over on a day, with what holds it; of complaints those that fulfil `cases`."""
    longer = {row.subject: (date.fromisoformat(row.until), row.reason) for row in r.rows(select(LONGER))}
    standing = holds(r)
    for one in _ended(r, day, cases=cases):
        if one.subject in longer or one.subject in standing:
            until, reason = longer.get(one.subject, (one.until, ""))
            held = standing.get(one.subject, ())
            one = msgspec.structs.replace(one, until=max(until, one.until), reason=reason, holds=held)
        if one.until < day:
            yield one


def kept(r: Reader, subject: str) -> Kept | None:
    """One thing that ended and still holds sealed data, with its term and holds; None where there is nothing."""
    found = next(_ended(r, date.max, subject), None)
    if found is None:
        return None
    row = r.row(select(LONGER.c.until, LONGER.c.reason).where(LONGER.c.subject == subject))
    until = max(found.until, date.fromisoformat(row.until)) if row else found.until
    reason = row.reason if row else ""
    return msgspec.structs.replace(found, until=until, reason=reason, holds=holds(r, subject).get(subject, ()))


_CLOSED = and_(CASE.c.live == 0, CASE.c.erased == 0, CASE.c.ended_ms.is_not(None))
_HELD = select(HOLD.c.subject).where(HOLD.c.released == 0)


def _past(r: Reader, day: date) -> Any:
    """The closed cases whose own term is over on a day, as a condition."""
    terms = _RetentionDays(r).spans()
    over = (
        and_(CASE.c.day >= first, CASE.c.day < last, CASE.c.ended_ms < _ms(r, latest_over(day, days) + ONE_DAY))
        for first, last, days in terms
    )
    return and_(_CLOSED, or_(*over))


def _ended(r: Reader, day: date, subject: str = "", cases: Sequence[Any] = ()) -> Iterator[Kept]:
    """Everything that ended and still holds something sealed, with its own term; only what can be over by `day`."""
    rules = _RetentionDays(r)
    until_of = cache(kept_until)
    columns = (CASE.c[n] for n in ("subject", "number", "day", "ended_ms", "person", "head_office"))
    where = _CLOSED if subject or day == date.max else _past(r, day)
    closed = _one(select(*columns).where(where, *cases), CASE, subject)
    for row in r.rows(closed):
        ended = r.local(row.ended_ms).date()
        until = until_of(ended, rules.of(row.day))
        yield Kept(row.subject, row.number, "complaint", ended, until, row.person, bool(row.head_office))
    own = terms(r)
    thanked = select(PRAISE.c.subject, PRAISE.c.number, PRAISE.c.day).where(PRAISE.c.contact_digest != "")
    if not subject and day < date.max:  # what came later cannot be over: the rest is not read
        years, rest = divmod(own.praise_days, YEAR_DAYS)
        thanked = thanked.where(PRAISE.c.day <= (day - timedelta(days=years * 365 + rest - 1)).isoformat())
    for row in r.rows(_one(thanked, PRAISE, subject)):
        ended = date.fromisoformat(row.day)
        yield Kept(row.subject, row.number, "praise", ended, kept_until(ended, own.praise_days))
    promised = select(*(CALL_BACK.c[n] for n in ("subject", "number", "complaint", "done_ms", "due_ms", "not_kept")))
    for row in r.rows(
        _one(promised.where(CALL_BACK.c.contact_digest != "", CALL_BACK.c.live == 0), CALL_BACK, subject)
    ):
        ended = r.local(row.done_ms or _given_up_ms(r, row.subject, row.due_ms)).date()
        until = kept_until(ended, own.promise_days)
        if row.complaint:
            if (case_until := _case_until(r, rules, row.complaint)) is None:
                continue  # its complaint still runs: the promise belongs to the file
            until = max(until, case_until)
        yield Kept(row.subject, row.number, "promise", ended, until)


def _one(statement: Any, table: Any, subject: str) -> Any:
    return statement.where(table.c.subject == subject) if subject else statement


def _ms(r: Reader, day: date) -> int:
    """The first instant of a business day."""
    return int(datetime(day.year, day.month, day.day, tzinfo=r.zone).timestamp() * 1000)


def _given_up_ms(r: Reader, subject: str, due_ms: int) -> int:
    """When a promise was given up: its register keeps only that it was."""
    given_up = (entry.at_ms for entry in r.history(subject) if entry.kind == "promises.call_back_not_kept")
    return max(given_up, default=due_ms)


def _case_until(r: Reader, rules: _RetentionDays, subject: str) -> date | None:
    """Until when a promise's complaint is kept; None while it runs. Without such a case nothing follows."""
    row = r.row(select(CASE.c.day, CASE.c.ended_ms, CASE.c.live).where(CASE.c.subject == subject))
    if row is None:
        return date.min
    return None if row.live or row.ended_ms is None else kept_until(r.local(row.ended_ms).date(), rules.of(row.day))


class _RetentionDays:
    """The retention of complaints by the day they were heard, read once for a whole list."""

    def __init__(self, r: Reader) -> None:
        rows = r.rows(select(LIMITS.c.valid_from, LIMITS.c.rules).order_by(LIMITS.c.valid_from))
        self._from = [row.valid_from for row in rows]
        self._days = [
            max(msgspec.json.decode(row.rules, type=DeadlineRules).retention_days, LEAST_RETENTION_DAYS) for row in rows
        ]
        self._default = DeadlineRules().retention_days

    def spans(self) -> list[tuple[str, str, int]]:
        """(first day heard, day after the last, days kept) of all time, as ISO text."""
        bounds = ["", *self._from, "9999-99-99"]
        return list(zip(bounds, bounds[1:], [self._default, *self._days], strict=False))

    def of(self, day: str) -> int:
        """Days that a complaint heard on a business day (ISO text) is kept."""
        at = bisect_right(self._from, day)
        return self._days[at - 1] if at else self._default


def by_number(r: Reader, number: str) -> list[str]:
    """The subjects of complaints, praise and promises with this visible number, or this very subject."""
    return [
        row.subject
        for table in (CASE, PRAISE, CALL_BACK)
        for row in r.rows(select(table.c.subject).where((table.c.number == number) | (table.c.subject == number)))
    ]
