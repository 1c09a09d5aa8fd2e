"""The ledger of waiting targets that single classes have of their own."""

from __future__ import annotations

from sqlalchemy import Column, Float, String, select

from supervisor.journal import Entry, Ledger, Reader, Rows
from supervisor.traffic.targets.events import TargetSet
from supervisor.traffic.waiting.levels import Target

LEDGER = Ledger("waiting", version=1)
TARGET = LEDGER.table(
    "target",
    Column("service_class", String, nullable=False),
    Column("minutes", Float, nullable=False),
    Column("share", Float, nullable=False),
)


@LEDGER.on(TargetSet)
def _target_set(rows: Rows, fact: TargetSet, entry: Entry) -> None:
    if fact.target_minutes is None or fact.target_share is None:
        rows.drop(TARGET)
    else:
        rows.put(TARGET, service_class=fact.service_class, minutes=fact.target_minutes, share=fact.target_share)


def class_targets(r: Reader) -> dict[str, Target]:
    """Targets of the classes that have one of their own; all others follow the branch."""
    return {
        row.service_class: Target(row.minutes, row.share)
        for row in r.rows(select(TARGET).order_by(TARGET.c.service_class))
    }
