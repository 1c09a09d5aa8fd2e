"""How the course of a month changes its rows: the steps, and what people say in it."""

from __future__ import annotations

from typing import Any

import msgspec

from supervisor.appraisal.events import (
    MonthPublished,
    MonthReopened,
    MonthSigned,
    PeerAnswered,
    PeerAsked,
    Reviewed,
    ReviewOpened,
    ScoreSeen,
    SelfAssessed,
    SelfAssessmentOpened,
    SelfAssessmentWithdrawn,
)
from supervisor.appraisal.ledger.tables import FINES, LEDGER, MONTH, PEER, REVIEW, SEEN, SELF
from supervisor.journal import Entry, Rows
from supervisor.journal.clock import wall_ms


def _step(rows: Rows, month: str, state: str, entry: Entry, **more: Any) -> None:
    """Put the month into a state; what was stated before stays beside it."""
    known = rows.get(MONTH) or {"rulebook": "", "totals": "[]", "until": "", "published_ms": None}
    kept = {name: known[name] for name in ("rulebook", "totals", "until", "published_ms")}
    said = {**kept, "reason": "", **more}
    rows.put(MONTH, month=month, state=state, by=entry.actor, at_ms=entry.at_ms, **said)


@LEDGER.on(SelfAssessmentOpened)
def _self_opened(rows: Rows, fact: SelfAssessmentOpened, entry: Entry) -> None:
    _step(rows, fact.month, "self", entry, until=fact.until.isoformat(), reason=fact.reason)


@LEDGER.on(ReviewOpened)
def _review_opened(rows: Rows, fact: ReviewOpened, entry: Entry) -> None:
    _step(rows, fact.month, "review", entry, reason=fact.reason)


@LEDGER.on(MonthPublished)
def _published(rows: Rows, fact: MonthPublished, entry: Entry) -> None:
    totals = msgspec.json.encode(fact.totals).decode()
    _step(rows, fact.month, "published", entry, rulebook=fact.rulebook, totals=totals, published_ms=entry.at_ms)


@LEDGER.on(MonthSigned)
def _signed(rows: Rows, fact: MonthSigned, entry: Entry) -> None:
    totals = msgspec.json.encode(fact.totals).decode()
    _step(rows, fact.month, "signed", entry, rulebook=fact.rulebook, totals=totals, reason=fact.reason)
    if fact.fines_cents is not None:
        day = f"{entry.day:08d}"
        rows.put(
            FINES, entry=entry.id, month=fact.month, day=f"{day[:4]}-{day[4:6]}-{day[6:]}", by=entry.actor,
            clock=entry.clock, cents=fact.fines_cents,
        )  # fmt: skip


@LEDGER.on(MonthReopened)
def _reopened(rows: Rows, fact: MonthReopened, entry: Entry) -> None:
    _step(rows, fact.month, "reopened", entry, reason=fact.reason)


@LEDGER.on(SelfAssessed)
def _self(rows: Rows, fact: SelfAssessed, entry: Entry) -> None:
    rows.put(
        SELF, month=fact.month, person=fact.person, text=fact.text,
        rated=msgspec.json.encode(fact.values).decode(), at_ms=wall_ms(entry.clock),
    )  # fmt: skip


@LEDGER.on(SelfAssessmentWithdrawn)
def _self_withdrawn(rows: Rows, _fact: SelfAssessmentWithdrawn, _entry: Entry) -> None:
    rows.drop(SELF)


@LEDGER.on(Reviewed)
def _reviewed(rows: Rows, fact: Reviewed, entry: Entry) -> None:
    rows.put(REVIEW, **msgspec.structs.asdict(fact), by=entry.actor, at_ms=wall_ms(entry.clock))


@LEDGER.on(PeerAsked)
def _asked(rows: Rows, fact: PeerAsked, _entry: Entry) -> None:
    if rows.get(PEER) is None:
        rows.put(PEER, **msgspec.structs.asdict(fact), comment="", value_c=None, at_ms=None)


@LEDGER.on(PeerAnswered)
def _answered(rows: Rows, fact: PeerAnswered, entry: Entry) -> None:
    rows.put(PEER, **msgspec.structs.asdict(fact), at_ms=wall_ms(entry.clock))


@LEDGER.on(ScoreSeen)
def _seen(rows: Rows, fact: ScoreSeen, entry: Entry) -> None:
    rows.put(SEEN, month=fact.month, person=fact.person, at_ms=entry.at_ms)
