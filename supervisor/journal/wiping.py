"""Clearing away what a database keeps of deleted rows: the key of an erased case must lie nowhere in the book's files.

A file overwrites what is deleted in it (secure_delete), but its write-ahead log still holds the pages as they were; so
the log is brought into the file and cut to nothing. PostgreSQL leaves deleted rows where they are until their table is
written anew. What no program can reach: blocks that the disk itself still holds (wear levelling, snapshots of the file
system), the server's own write-ahead log until it is recycled, and copies of the file that somebody made.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from sqlalchemy.engine import Engine

from . import sealing
from .erased_here import note_erased
from .store import Store

WAIT_MS = 300  # for readers of the log: whoever is at it longer is waited for at the next occasion


def wipe(engine: Engine, mark: str) -> bool:
    """Clear away copies of what was destroyed, and take off the mark that this is owed. False where somebody is
    reading: it stays owed, and is done at the next erasure, the next opening or by `compact`. Never raises.
    """
    with suppress(Exception):  # what was destroyed stays destroyed; a full or lost disk says so at the next command
        with engine.connect() as connection, connection.begin():
            note_erased(Store(connection))
        if not clear(engine, ("case_key",)):
            return False
        with engine.connect().execution_options(writer=True) as connection, connection.begin():
            sql = "DELETE FROM book WHERE name = ? AND value = ?"  # not the mark of an erasure that came since
            Store(connection).run(sql, (sealing.UNWIPED, mark))
        return True
    return False


def clear(engine: Engine, tables: tuple[str, ...], *, anew: bool = False) -> bool:
    """Rewrite `tables` (PostgreSQL; the whole file with `anew` on SQLite) and cut the log; whether all was done."""
    pooled = engine.raw_connection()
    try:
        raw: Any = pooled.driver_connection
        if engine.dialect.name != "postgresql":
            raw.execute(f"PRAGMA busy_timeout = {30_000 if anew else WAIT_MS}")
            if anew:
                raw.execute("VACUUM")
            busy, _logged, _moved = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
        raw.rollback()
        raw.autocommit = True
        raw.execute(f"SET lock_timeout = '{'60s' if anew else '2s'}'")
        for table in tables:
            raw.execute(f"VACUUM (FULL) {table}")
        with suppress(Exception):  # only some users may; without it the old file goes with the server's next one
            raw.execute("CHECKPOINT")
        return True
    finally:
        pooled.invalidate()  # its waiting times are not those of a command
