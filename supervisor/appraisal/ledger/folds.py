"""How rule books, recorded facts, waivers, appeals and the fund change their rows."""

from __future__ import annotations

import msgspec

from supervisor.appraisal.events import (
    AppealDecided,
    Appealed,
    AppealWithdrawn,
    BankFigureSet,
    DeductionWaived,
    FactRecorded,
    FundMoved,
    FundMoveWithdrawn,
    RecordWithdrawn,
    RulebookActivated,
    WaiverWithdrawn,
)
from supervisor.appraisal.ledger.tables import APPEAL, BANK, FUND, LEDGER, RECORD, RULEBOOK, WAIVER
from supervisor.journal import Entry, Rows


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


@LEDGER.on(AppealWithdrawn)
def _appeal_withdrawn(rows: Rows, _fact: AppealWithdrawn, _entry: Entry) -> None:
    rows.drop(APPEAL)


@LEDGER.on(FundMoved)
def _moved(rows: Rows, fact: FundMoved, entry: Entry) -> None:
    rows.put(FUND, day=fact.day.isoformat(), cents=fact.cents, purpose=fact.purpose, month=fact.month, by=entry.actor)


@LEDGER.on(FundMoveWithdrawn)
def _fund_withdrawn(rows: Rows, _fact: FundMoveWithdrawn, _entry: Entry) -> None:
    rows.drop(FUND)
