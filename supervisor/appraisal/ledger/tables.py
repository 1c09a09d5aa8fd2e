"""The tables of appraisal."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, String

from supervisor.journal import Ledger

LEDGER = Ledger("appraisal", version=2)
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
    *(
        Column(name, String, nullable=False)
        for name in ("month", "state", "rulebook", "totals", "by", "until", "reason")
    ),
    Column("at_ms", BigInteger, nullable=False),
    Column("published_ms", BigInteger),
)
FINES = LEDGER.table(  # what each signature says that the month's fines come to
    "fines",
    Column("entry", String),
    *(Column(name, String, nullable=False) for name in ("month", "day", "by")),
    Column("clock", BigInteger, nullable=False),
    Column("cents", BigInteger, nullable=False),
    key=("entry",),
)
SELF = LEDGER.table(
    "self",
    *(Column(name, String, nullable=False) for name in ("month", "person", "text", "rated")),
    Column("at_ms", BigInteger, nullable=False),
    indexes=("month",),
)
REVIEW = LEDGER.table(
    "review",
    *(Column(name, String, nullable=False) for name in ("month", "person", "comment", "grade", "by")),
    Column("value_c", BigInteger),
    Column("at_ms", BigInteger, nullable=False),
    indexes=("month",),
)
PEER = LEDGER.table(
    "peer",
    *(Column(name, String, nullable=False) for name in ("month", "person", "rater", "comment")),
    Column("value_c", BigInteger),
    Column("at_ms", BigInteger),
    indexes=("month",),
)
SEEN = LEDGER.table(
    "seen",
    *(Column(name, String, nullable=False) for name in ("month", "person")),
    Column("at_ms", BigInteger, nullable=False),
    indexes=("month",),
)
FUND = LEDGER.table(
    "fund",
    *(Column(name, String, nullable=False) for name in ("day", "purpose", "month", "by")),
    Column("cents", BigInteger, nullable=False),
    indexes=("day",),
)
