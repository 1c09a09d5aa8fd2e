"""Tables of meetings: requests, occurrences that stand apart from their series, sittings, rooms, caps, busy times."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, String

from supervisor.journal import Ledger

LEDGER = Ledger("meetings", version=3)
MEETING = LEDGER.table(
    "meeting",
    Column("number", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", String, nullable=False),
    Column("state", String, nullable=False),  # requested, placed, cancelled
    Column("first_day", String, nullable=False),
    Column("last_day", String, nullable=False),
    Column("wish", String, nullable=False),
    Column("requested_by", String, nullable=False),
    Column("requested_ms", BigInteger, nullable=False),
    Column("note", String, nullable=False),
    Column("blocks", String, nullable=False),
    Column("problem", String, nullable=False),
    Column("repeat", String, nullable=False),  # JSON, null for a single meeting
    Column("wish_version", BigInteger, nullable=False),
    Column("changes", BigInteger, nullable=False),  # counts what people can see: the sequence of calendar files
    Column("uid", String, nullable=False),
    Column("uid_sequence", BigInteger, nullable=False),
)
APART = LEDGER.table("apart", Column("occurrence", String), Column("body", String, nullable=False), key=("occurrence",))
SITTING = LEDGER.table(
    "sitting",
    Column("sitting", String),
    Column("day", String, nullable=False),
    Column("start_minute", BigInteger, nullable=False),
    Column("end_minute", BigInteger, nullable=False),
    Column("price_minutes", Float, nullable=False),
    Column("at_peak", BigInteger, nullable=False),
    Column("state", String, nullable=False),  # placed, published, running, ended, cancelled, freed
    Column("body", String, nullable=False),
    Column("started_minute", BigInteger),
    Column("ended_minute", BigInteger),
    Column("attending", String, nullable=False),
    Column("released", String, nullable=False),
    Column("chair", String, nullable=False),
    Column("minutes_text", String, nullable=False),
    Column("locked", BigInteger, nullable=False),
    Column("before", String, nullable=False),  # the state that the last step changed
    Column("announced", String, nullable=False),  # the sitting as the people were told of it last
    Column("announced_before", String, nullable=False),
    Column("off", BigInteger, nullable=False),  # the last that the people heard is that it is not held
    Column("was_locked", BigInteger, nullable=False),  # before it was called off
    Column("broken", String, nullable=False),  # JSON: rules that whoever moved it broke knowingly
    Column("told", BigInteger, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("attendance", String, nullable=False),
    Column("decisions", String, nullable=False),
    Column("reason", String, nullable=False),
    key=("sitting",),
    indexes=("day",),
)
CAP = LEDGER.table("cap", Column("kind", String), Column("minutes", BigInteger, nullable=False), key=("kind",))
ROOM = LEDGER.table("room", Column("name", String), Column("body", String, nullable=False), key=("name",))
BUSY = LEDGER.table(
    "busy",
    Column("uid", String, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("title", String, nullable=False),
    Column("people", String, nullable=False),
    Column("room", String, nullable=False),
    Column("file", String, nullable=False),
    Column("stamp", String, nullable=False),
    Column("dropped", BigInteger, nullable=False),
    Column("spans", String, nullable=False),
    Column("first_day", String, nullable=False),
    Column("last_day", String, nullable=False),
    Column("owners", String, nullable=False),  # JSON, null where an earlier program wrote it
)
