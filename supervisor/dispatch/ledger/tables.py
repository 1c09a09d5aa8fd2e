"""The tables of dispatch."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, String

from supervisor.journal import Ledger

LEDGER = Ledger("dispatch", version=4)
PROPOSAL = LEDGER.table(
    "proposal",
    Column("proposal", String),
    Column("incident", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("minute", BigInteger, nullable=False),
    Column("problem", String, nullable=False),
    Column("moves", String, nullable=False),
    Column("waits", String, nullable=False),
    Column("before_minutes", Float, nullable=False),
    Column("after_minutes", Float, nullable=False),
    Column("proven", BigInteger, nullable=False),
    Column("gap_minutes", Float, nullable=False),
    Column("shortages", String, nullable=False),
    key=("proposal",),
)
ORDER = LEDGER.table(
    "order",
    Column("order", String),
    Column("incident", String, nullable=False),
    Column("proposal", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("minute", BigInteger, nullable=False),
    Column("person", String, nullable=False),
    Column("move", String, nullable=False),
    Column("state", String, nullable=False),
    Column("state_minute", BigInteger, nullable=False),
    Column("reason", String, nullable=False),
    Column("heard_minute", BigInteger, nullable=False),
    Column("until_minute", BigInteger, nullable=False),
    Column("back_minute", BigInteger, nullable=False),
    Column("back_reason", String, nullable=False),
    Column("back_say", String, nullable=False),
    Column("declined_ms", BigInteger, nullable=False),
    Column("hold_minutes", BigInteger, nullable=False),
    Column("twin", String, nullable=False),
    Column("entry", String, nullable=False),
    key=("order",),
    indexes=("state",),
)
SENT = LEDGER.table(
    "sent",
    Column("proposal", String),
    Column("person", String),
    Column("order", String, nullable=False),
    key=("proposal", "person"),
)
CLASH = LEDGER.table(
    "clash",
    Column("order", String),
    Column("entry", String),
    Column("said", String, nullable=False),
    Column("over", String, nullable=False),
    Column("over_entry", String, nullable=False),
    key=("order", "entry"),
)
AGAIN = LEDGER.table(
    "again",
    Column("at_ms", BigInteger),
    Column("minute", BigInteger, nullable=False),
    Column("body", String, nullable=False),
    key=("at_ms",),
)
COUNT = LEDGER.table(
    "count",
    Column("at_ms", BigInteger),
    Column("minute", BigInteger, nullable=False),
    Column("actor", String, nullable=False),
    Column("waiting", String, nullable=False),
    key=("at_ms",),
)
STEP = LEDGER.table(
    "step",
    Column("step", String),
    Column("incident", String, nullable=False),
    Column("done", BigInteger, nullable=False),
    Column("minute", BigInteger, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("actor", String, nullable=False),
    Column("note", String, nullable=False),
    key=("step",),
)
