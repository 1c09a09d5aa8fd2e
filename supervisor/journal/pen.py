"""The one transaction at a time in which a book is written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import Connection, Engine

from supervisor.language import _

from .engine import Unwritable, is_url

WRITER_LOCK = 0x425343  # advisory lock number on PostgreSQL


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the book's one lock from its first statement on.

    On PostgreSQL it must be READ COMMITTED: a snapshot taken while waiting for the lock would be too old.
    """
    options = {"writer": True}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "READ COMMITTED"  # type: ignore[assignment]
    with engine.connect().execution_options(**options) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
        yield connection


def _file_at(where: str) -> tuple[int, int] | None:
    """Which file stands there (its device and number); None for a server or for no file."""
    if is_url(where):
        return None
    try:
        found = os.stat(where)
    except OSError:
        return None
    return found.st_dev, found.st_ino


class Pen:
    """What an open book writes with. A file's connection stays open: to fetch one costs half as much as an append.

    One thread at a time; the book sees to that.
    """

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._where = where
        self._file = _file_at(where)
        self._held: Connection | None = None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction that holds the book's one lock. Raises Unwritable when the file is not there any more.

        Where a file can be moved, removed or replaced while it is open, what is written would go with the old one.
        """
        if _file_at(self._where) != self._file:
            raise Unwritable(
                _("{where} was moved, removed or replaced while it was open; this change was not written. Put the "
                  "file back under this name, then open it again.").format(where=self._where)
            )  # fmt: skip
        if self._engine.dialect.name == "postgresql":
            with writing(self._engine) as connection:
                yield connection
            return
        if self._held is None:
            self._held = self._engine.connect().execution_options(writer=True)
        with self._held.begin():
            yield self._held

    def close(self) -> None:
        """Give the connection back; the next transaction fetches one again."""
        if self._held is not None:
            self._held.close()
            self._held = None
