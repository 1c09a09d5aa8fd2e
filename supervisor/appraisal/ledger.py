"""Appraisal as it stands: rule books in force, recorded facts, waivers, appeals, months, the staff fund."""

from __future__ import annotations

from datetime import date

import msgspec
from sqlalchemy import BigInteger, Column, String, select

from supervisor.appraisal.events import (
    AppealDecided,
    Appealed,
    BankFigureSet,
    DeductionWaived,
    FactRecorded,
    FundMoved,
    MonthPublished,
    MonthReopened,
    MonthSigned,
    RecordWithdrawn,
    RulebookActivated,
    Total,
    WaiverWithdrawn,
)
from supervisor.appraisal.records import Appeal, BankFigure, FundMove, InForce, MonthState, Recorded, Waived
from supervisor.appraisal.rulebook import RuleBook, from_bytes
from supervisor.journal import Entry, Ledger, Reader, Rows
from supervisor.language import Words

LEDGER = Ledger("appraisal", version=1)
RULEBOOK = LEDGER.table(
    "rulebook",
    *(Column(name, String, nullable=False) for name in ("month", "digest", "blob", "zh", "en", "label")),
)
RECORD = LEDGER.table(
    "record",
    *(Column(name, String, nullable=False) for name in ("person", "source", "item", "day", "note", "by")),
    Column("cases", BigInteger, nullable=False),
    Column("value_c", BigInteger),
    indexes=("day",),
)
BANK = LEDGER.table(
    "bank",
    *(Column(name, String, nullable=False) for name in ("month", "measure", "note", "by")),
    Column("value_c", BigInteger, nullable=False),
    indexes=("month",),
)
WAIVER = LEDGER.table(
    "waiver",
    Column("person", String),
    *(Column(name, String, nullable=False) for name in ("evidence", "day", "reason", "incident", "by")),
    key=("person",),
    indexes=("day",),
)
APPEAL = LEDGER.table(
    "appeal",
    *(Column(name, String, nullable=False) for name in ("number", "month", "person", "evidence", "day", "text")),
    Column("raised_ms", BigInteger, nullable=False),
    Column("upheld", BigInteger),
    Column("reason", String, nullable=False),
    Column("decided_by", String, nullable=False),
    indexes=("month",),
)
MONTH = LEDGER.table(
    "month",
    *(Column(name, String, nullable=False) for name in ("month", "state", "rulebook", "totals", "by")),
    Column("at_ms", BigInteger, nullable=False),
)
FUND = LEDGER.table(
    "fund",
    *(Column(name, String, nullable=False) for name in ("day", "purpose", "month", "by")),
    Column("cents", BigInteger, nullable=False),
    indexes=("day",),
)


@LEDGER.on(RulebookActivated)
def _activated(rows: Rows, fact: RulebookActivated, _entry: Entry) -> None:
    rows.put(RULEBOOK, **msgspec.structs.asdict(fact))


@LEDGER.on(FactRecorded)
def _recorded(rows: Rows, fact: FactRecorded, entry: Entry) -> None:
    rows.put(RECORD, **{**msgspec.structs.asdict(fact), "day": fact.day.isoformat()}, by=entry.actor)


@LEDGER.on(BankFigureSet)
def _bank(rows: Rows, fact: BankFigureSet, entry: Entry) -> None:
    if fact.value_c is None:
        rows.drop(BANK)
    else:
        rows.put(BANK, **msgspec.structs.asdict(fact), by=entry.actor)


@LEDGER.on(RecordWithdrawn)
def _record_withdrawn(rows: Rows, _fact: RecordWithdrawn, _entry: Entry) -> None:
    rows.drop(RECORD)


@LEDGER.on(DeductionWaived)
def _waived(rows: Rows, fact: DeductionWaived, entry: Entry) -> None:
    rows.put(
        WAIVER, person=fact.person, evidence=fact.evidence, day=fact.day.isoformat(), reason=fact.reason,
        incident=fact.incident, by=entry.actor,
    )  # fmt: skip


@LEDGER.on(WaiverWithdrawn)
def _waiver_withdrawn(rows: Rows, fact: WaiverWithdrawn, _entry: Entry) -> None:
    rows.drop(WAIVER, fact.person)


@LEDGER.on(Appealed)
def _appealed(rows: Rows, fact: Appealed, entry: Entry) -> None:
    rows.put(
        APPEAL, **{**msgspec.structs.asdict(fact), "day": fact.day.isoformat()}, raised_ms=entry.at_ms, upheld=None,
        reason="", decided_by="",
    )  # fmt: skip


@LEDGER.on(AppealDecided)
def _decided(rows: Rows, fact: AppealDecided, entry: Entry) -> None:
    rows.change(APPEAL, upheld=int(fact.upheld), reason=fact.reason, decided_by=entry.actor)


@LEDGER.on(MonthPublished, MonthSigned)
def _stated(rows: Rows, fact: MonthPublished | MonthSigned, entry: Entry) -> None:
    rows.put(
        MONTH, month=fact.month, state="published" if isinstance(fact, MonthPublished) else "signed",
        rulebook=fact.rulebook, totals=msgspec.json.encode(fact.totals).decode(), by=entry.actor, at_ms=entry.at_ms,
    )  # fmt: skip


@LEDGER.on(MonthReopened)
def _reopened(rows: Rows, _fact: MonthReopened, entry: Entry) -> None:
    rows.change(MONTH, state="reopened", by=entry.actor, at_ms=entry.at_ms)


@LEDGER.on(FundMoved)
def _moved(rows: Rows, fact: FundMoved, entry: Entry) -> None:
    rows.put(FUND, day=fact.day.isoformat(), cents=fact.cents, purpose=fact.purpose, month=fact.month, by=entry.actor)


def rulebooks(r: Reader) -> list[InForce]:
    """All activated rule books by the month from which they are in force."""
    rows = r.rows(select(RULEBOOK).order_by(RULEBOOK.c.month))
    return [InForce(row.month, row.digest, row.blob, Words(row.zh, row.en), row.label) for row in rows]


def in_force(r: Reader, month: str) -> InForce | None:
    """The rule book in force in a month ("2026-11"): the last activated for it or a month before it."""
    return next((each for each in reversed(rulebooks(r)) if each.month <= month), None)


def rulebook(r: Reader, month: str) -> RuleBook | None:
    """The content of the rule book in force in a month."""
    found = in_force(r, month)
    return None if found is None else from_bytes(r.blob(found.blob))


def records(r: Reader, first: date, last: date) -> list[Recorded]:
    """Facts recorded by hand and dated between two days, both included."""
    between = RECORD.c.day.between(first.isoformat(), last.isoformat())
    rows = r.rows(select(RECORD).where(between).order_by(RECORD.c.day, RECORD.c.subject))
    return [
        Recorded(row.subject, row.person, row.source, row.item, date.fromisoformat(row.day), row.cases, row.value_c,
                 row.note, row.by)
        for row in rows
    ]  # fmt: skip


def bank_figures(r: Reader, month: str) -> list[BankFigure]:
    """The bank's own figures of a month, by measure."""
    rows = r.rows(select(BANK).where(BANK.c.month == month).order_by(BANK.c.measure))
    return [BankFigure(row.month, row.measure, row.value_c, row.note, row.by) for row in rows]


def waivers(r: Reader, first: date, last: date) -> list[Waived]:
    """Waivers in force of evidence dated between two days, both included."""
    between = WAIVER.c.day.between(first.isoformat(), last.isoformat())
    rows = r.rows(select(WAIVER).where(between).order_by(WAIVER.c.day, WAIVER.c.subject, WAIVER.c.person))
    return [
        Waived(row.subject, row.evidence, row.person, date.fromisoformat(row.day), row.reason, row.incident, row.by)
        for row in rows
    ]  # fmt: skip


def appeals(r: Reader, month: str | None = None) -> list[Appeal]:
    """Appeals, of one month or all, in the order raised."""
    query = select(APPEAL).order_by(APPEAL.c.raised_ms, APPEAL.c.subject)
    if month is not None:
        query = query.where(APPEAL.c.month == month)
    return [_appeal(r, row._mapping) for row in r.rows(query)]


def open_appeals(r: Reader) -> list[Appeal]:
    """Appeals that wait for a decision, of every month, in the order raised."""
    query = select(APPEAL).where(APPEAL.c.upheld.is_(None)).order_by(APPEAL.c.raised_ms, APPEAL.c.subject)
    return [_appeal(r, row._mapping) for row in r.rows(query)]


def appeal(r: Reader, subject: str) -> Appeal | None:
    """One appeal, or None."""
    row = r.row(select(APPEAL).where(APPEAL.c.subject == subject))
    return None if row is None else _appeal(r, row._mapping)


def _appeal(r: Reader, row) -> Appeal:
    return Appeal(
        row["subject"], row["number"], row["month"], row["person"], row["evidence"], date.fromisoformat(row["day"]),
        row["text"], r.local(row["raised_ms"]), None if row["upheld"] is None else bool(row["upheld"]),
        row["reason"], row["decided_by"],
    )  # fmt: skip


def month_state(r: Reader, month: str) -> MonthState:
    """Where a month stands; a draft as long as nothing was published."""
    row = r.row(select(MONTH).where(MONTH.c.subject == f"appraisal:{month}"))
    if row is None:
        return MonthState(month, "draft", "", (), None, "")
    totals = msgspec.json.decode(row.totals, type=tuple[Total, ...])
    return MonthState(month, row.state, row.rulebook, totals, r.local(row.at_ms), row.by)


def fund(r: Reader) -> list[FundMove]:
    """The staff fund, line by line with the balance."""
    balance, moves = 0, []
    for row in r.rows(select(FUND).order_by(FUND.c.day, FUND.c.subject)):
        balance += row.cents
        day = date.fromisoformat(row.day)
        moves.append(FundMove(row.subject, day, row.cents, row.purpose, row.month, row.by, balance))
    return moves
