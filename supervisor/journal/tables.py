"""What is kept: journal, chains, blobs, sealed texts, keys, counters. Everything else is read from the journal.

Alembic covers these tables and no others; `kept_table` is for what a room must keep outside the journal (credentials).
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table

KEPT = MetaData()

JOURNAL = Table(
    "journal",
    KEPT,
    Column("pos", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("device", String, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("id", String, nullable=False),
    Column("branch", String, nullable=False),
    Column("clock", BigInteger, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("day", BigInteger, nullable=False),
    Column("actor", String, nullable=False),
    Column("op", String, nullable=False),
    Column("op_count", BigInteger, nullable=False),
    Column("kind", String, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("subject", String, nullable=False),
    Column("base", LargeBinary, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("prev", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("pending", BigInteger, nullable=False),  # 1 while its command has not arrived whole
    # Two entries may carry one device and sequence (a copied book that wrote on): both are kept and reported.
    Index("journal_chain", "device", "seq", "digest", unique=True),
    Index("journal_subject", "subject", "clock"),
)

CHAIN = Table(  # last entry of each device as this book knows it; `seen` is only used on the own device's row
    "chain",
    KEPT,
    Column("device", String, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

BLOB = Table(
    "blob",
    KEPT,
    Column("digest", String, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

SEALED = Table(
    "sealed",
    KEPT,
    Column("digest", String, primary_key=True),
    Column("sealed_case", String, nullable=False),
    Column("ciphertext", LargeBinary, nullable=False),
    Index("sealed_by_case", "sealed_case"),
)

CASE_KEY = Table(
    "case_key",
    KEPT,
    Column("sealed_case", String, primary_key=True),
    Column("device", String, primary_key=True),  # two copies may open a case before they meet: each has its key
    Column("secret", LargeBinary, nullable=False),
)

COUNTER = Table(
    "counter",
    KEPT,
    Column("device", String, primary_key=True),
    Column("series", String, primary_key=True),
    Column("last", BigInteger, nullable=False),
)

SETTING = Table(
    "book",
    KEPT,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

LEDGER_STATE = Table(
    "ledger_state",
    KEPT,
    Column("ledger", String, primary_key=True),
    Column("digest", String, nullable=False),
)


def kept_table(name: str, *columns: Column) -> Table:
    """A room's own table that is kept, not rebuilt; it needs a migration like any of the above."""
    return Table(name, KEPT, *columns)
