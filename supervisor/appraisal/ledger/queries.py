"""What stands in the tables: rule books in force, recorded facts, waivers and appeals."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from supervisor.appraisal.ledger.tables import APPEAL, BANK, RECORD, RULEBOOK, WAIVER
from supervisor.appraisal.records import Appeal, BankFigure, InForce, Recorded, Waived
from supervisor.appraisal.rulebook import RuleBook, from_bytes
from supervisor.journal import Reader
from supervisor.language import Words


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
