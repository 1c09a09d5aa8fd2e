"""The settings of complaints as they are now: tables, folds, queries."""

from __future__ import annotations

from datetime import date

import msgspec
from sqlalchemy import BigInteger, Column, String, select

from supervisor.complaints.deadlines import DeadlineRules
from supervisor.journal import Entry, Ledger, Reader, Rows
from supervisor.language import Words

from . import classes, events
from .pauses import SHIPPED, PauseReason

LEDGER = Ledger("complaint_settings", version=1)
LIMITS = LEDGER.table(
    "limits", Column("valid_from", String), Column("rules", String, nullable=False), key=("valid_from",)
)
CLASS = LEDGER.table(
    "class",
    Column("tree", String),
    Column("code", String),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("parent", String, nullable=False),
    Column("active", BigInteger, nullable=False),
    Column("weight_points_c", BigInteger, nullable=False),
    key=("tree", "code"),
)


@LEDGER.on(events.DeadlinesSet)
def _limits_set(rows: Rows, fact: events.DeadlinesSet, _entry: Entry) -> None:
    rules = msgspec.convert(fact, DeadlineRules, from_attributes=True)
    rows.put(LIMITS, valid_from=fact.valid_from.isoformat(), rules=msgspec.json.encode(rules).decode())


@LEDGER.on(events.ClassDefined)
def _class_defined(rows: Rows, fact: events.ClassDefined, _entry: Entry) -> None:
    rows.put(
        CLASS,
        tree=fact.tree,
        code=fact.code,
        zh=fact.zh,
        en=fact.en,
        parent=fact.parent,
        active=int(fact.active),
        weight_points_c=fact.weight_points_c,
    )


def deadline_rules(r: Reader, day: date) -> DeadlineRules:
    """The limits valid on a day: the branch's own, or the defaults."""
    text = r.value(
        select(LIMITS.c.rules)
        .where(LIMITS.c.valid_from <= day.isoformat())
        .order_by(LIMITS.c.valid_from.desc())
        .limit(1)
    )
    return msgspec.json.decode(text, type=DeadlineRules) if text else DeadlineRules()


def pause_reasons(r: Reader) -> list[PauseReason]:
    """For which reasons the day limits may stand still."""
    return list(SHIPPED)


def tree(r: Reader, name: str) -> list[classes.Class]:
    """The tree "class", "cause" or "root" as it is now: what ships, overridden and extended by the branch's own."""
    nodes = {node.code: node for node in classes.shipped(name)}
    for row in r.rows(select(CLASS).where(CLASS.c.tree == name)):
        nodes[row.code] = classes.Class(
            row.code, Words(row.zh, row.en), row.parent, bool(row.active), row.weight_points_c
        )
    return list(nodes.values())
