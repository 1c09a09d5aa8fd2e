"""Where months stand, what people said in them, and the staff fund."""

from __future__ import annotations

from datetime import date

import msgspec
from sqlalchemy import select

from supervisor.appraisal.events import Rated, Total
from supervisor.appraisal.ledger.tables import FINES, FUND, MONTH, PEER, REVIEW, SEEN, SELF
from supervisor.appraisal.records import FundMove, MonthState, Peer, Review, Seen, SelfAssessment
from supervisor.journal import Reader
from supervisor.language import _


def month_state(r: Reader, month: str) -> MonthState:
    """Where a month stands; a draft as long as nothing was opened or published."""
    row = r.row(select(MONTH).where(MONTH.c.subject == f"appraisal:{month}"))
    return MonthState(month, "draft", "", (), None, "") if row is None else _state(r, row)


def month_states(r: Reader) -> list[MonthState]:
    """Every month in which a step was made, the oldest first."""
    return [_state(r, row) for row in r.rows(select(MONTH).order_by(MONTH.c.month))]


def _state(r: Reader, row) -> MonthState:
    totals = msgspec.json.decode(row.totals, type=tuple[Total, ...])
    until = date.fromisoformat(row.until) if row.until else None
    published = None if row.published_ms is None else r.local(row.published_ms)
    return MonthState(
        row.month, row.state, row.rulebook, totals, r.local(row.at_ms), row.by, until, published, row.reason
    )


def self_assessments(r: Reader, first: str, last: str) -> list[SelfAssessment]:
    """What people said of their own months, between two months (included)."""
    rows = r.rows(select(SELF).where(SELF.c.month.between(first, last)).order_by(SELF.c.month, SELF.c.person))
    return [
        SelfAssessment(row.subject, row.month, row.person, row.text,
                       msgspec.json.decode(row.rated, type=tuple[Rated, ...]), r.local(row.at_ms))
        for row in rows
    ]  # fmt: skip


def reviews(r: Reader, first: str, last: str) -> list[Review]:
    """The managers' words on people, between two months (included)."""
    rows = r.rows(select(REVIEW).where(REVIEW.c.month.between(first, last)).order_by(REVIEW.c.month, REVIEW.c.person))
    return [
        Review(row.subject, row.month, row.person, row.comment, row.value_c, row.grade, row.by, r.local(row.at_ms))
        for row in rows
    ]


def peers(r: Reader, first: str, last: str) -> list[Peer]:
    """Colleagues asked about people, between two months (included). Only for reckoning: no screen shows a rater."""
    rows = r.rows(select(PEER).where(PEER.c.month.between(first, last)).order_by(PEER.c.month, PEER.c.subject))
    return [
        Peer(row.subject, row.month, row.person, row.rater, row.value_c, row.comment,
             None if row.at_ms is None else r.local(row.at_ms))
        for row in rows
    ]  # fmt: skip


def seen(r: Reader, month: str) -> list[Seen]:
    """Who took note of the own score of a month, when last."""
    rows = r.rows(select(SEEN).where(SEEN.c.month == month).order_by(SEEN.c.person))
    return [Seen(row.month, row.person, r.local(row.at_ms)) for row in rows]


def fund(r: Reader) -> list[FundMove]:
    """The staff fund, line by line with the balance: what each signature of a month changed in its fines, what an older
    program entered, what was spent."""
    lines = [(row.day, 0, row.subject, row.cents, row.purpose, row.month, row.by) for row in r.rows(select(FUND))]
    stated: dict[str, int] = {}
    for __, __, __, cents, __, month, __ in lines:
        if month:
            stated[month] = stated.get(month, 0) + cents
    for row in r.rows(select(FINES).order_by(FINES.c.clock, FINES.c.entry)):
        before = stated.get(row.month)
        purpose = _("Fines of {month}") if before is None else _("Fines of {month}, corrected")
        if before is None or row.cents != before:
            words = purpose.format(month=row.month)
            lines.append((row.day, row.clock, row.subject, row.cents - (before or 0), words, row.month, row.by))
        stated[row.month] = row.cents
    balance, moves = 0, []
    for day, __, subject, cents, purpose, month, by in sorted(lines):
        if cents:
            balance += cents
            moves.append(FundMove(subject, date.fromisoformat(day), cents, purpose, month, by, balance))
    return moves
