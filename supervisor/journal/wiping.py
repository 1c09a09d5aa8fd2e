"""Clearing away what a database keeps of deleted rows: the key of an erased case must lie nowhere in the book's files.

A file overwrites what is deleted in it (secure_delete), but its write-ahead log still holds the pages as they were; so
the log is brought into the file and cut to nothing. PostgreSQL leaves deleted rows where they are until their table is
written anew. What no program can reach: blocks that the disk itself still holds (wear levelling, snapshots of the file
system), the server's own write-ahead log until it is recycled, and copies of the file that somebody made.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy.engine import Engine

from supervisor.errors import Refused
from supervisor.language import _

from . import sealing
from .engine import explained, is_url
from .erased_here import note_erased
from .store import Store

if TYPE_CHECKING:
    from .book import Book

WAIT_MS = 300  # for readers of the log: whoever is at it longer is waited for at the next occasion


class Compacted(msgspec.Struct, frozen=True):
    """What compacting came to: bytes before and after (0 on a server), and whether all was cleared away."""

    before_bytes: int
    after_bytes: int
    whole: bool


def wipe(engine: Engine, mark: str) -> bool:
    """Clear away copies of what was destroyed, and take off the mark that this is owed. False where somebody is
    reading: it stays owed, and is done at the next erasure, the next opening or by `compact`. Never raises.
    """
    with suppress(Exception):  # what was destroyed stays destroyed; a full or lost disk says so at the next command
        with engine.connect() as connection, connection.begin():
            note_erased(Store(connection))
        if not _clear(engine, ("case_key",)):
            return False
        with engine.connect().execution_options(writer=True) as connection, connection.begin():
            sql = "DELETE FROM book WHERE name = ? AND value = ?"  # not the mark of an erasure that came since
            Store(connection).run(sql, (sealing.UNWIPED, mark))
        return True
    return False


def compact(book: Book) -> Compacted:
    """Write the whole book anew without what was deleted in it, and clear its log away.

    Needs as much room again as the book. Raises Refused while another program writes to it or reads it.
    """
    book._prepare()
    before = _size(book)
    with book._writing, explained(book.where):
        if book._batch is not None:
            raise Refused(_("The book is in the middle of a long command: compact it afterwards."))
        with book._transaction() as connection:
            sealing.destroy_erased(Store(connection))
            owed = Store(connection).one("SELECT value FROM book WHERE name = ?", (sealing.UNWIPED,))
        book._pen.close()
        whole = _clear(book._engine, ("case_key", "sealed", "blob", "book"), anew=True)
        if owed and whole:
            whole = wipe(book._engine, owed[0])
    return Compacted(before, _size(book), whole)


def _size(book: Book) -> int:
    if is_url(book.where):
        return 0
    from pathlib import Path

    return sum(Path(f"{book.where}{end}").stat().st_size for end in ("", "-wal") if Path(f"{book.where}{end}").exists())


def _clear(engine: Engine, tables: tuple[str, ...], *, anew: bool = False) -> bool:
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
