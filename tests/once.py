"""What is done once in a test process instead of once a book or a log-in, where no test asks how it is done.

Passwords are hashed at the least cost, the key of a passphrase is made once, and so are the SQL of statements and the
tables of a new plain book: a book of its own for every test would make them all again. A commit does not wait for the
disk, whose current nobody cuts under this process: what is asked of power cuts and killed programs runs in processes of
its own, which wait as always. Figures (`make bench`) do without.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Connection, Engine, MetaData, create_engine, inspect
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlcipher3 import dbapi2

from supervisor.access import passwords
from supervisor.journal import book, engine
from supervisor.journal.ledger import ledgers
from supervisor.journal.pen import writing
from supervisor.journal.schema import rebuild, revision_of

STATEMENTS = 4000  # of all rooms, kept compiled


@contextmanager
def once() -> Iterator[Callable[[], object]]:
    """For the length of the block; gives the true maker of hashes, for tests of its strength."""
    templates = _Templates()
    true, cheap = passwords._hasher, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "_hasher", lambda: cheap)
        patched.setattr(engine, "raw_key", cache(engine.raw_key))
        patched.setattr(engine, "create_engine", _sharing)
        patched.setattr(dbapi2, "connect", partial(dbapi2.connect, factory=_Unhurried))  # type: ignore[attr-defined]
        patched.setattr(os, "fsync", os.fstat)
        patched.setattr(book, "open_engine", templates.open_engine)
        patched.setattr(book, "migrate", templates.migrate)
        patched.setattr(MetaData, "create_all", _create_all)
        yield true


@cache
def _compiler(module: Any) -> Engine:
    """An engine that has looked at its database once, whose compiled statements all others take."""
    made = create_engine("sqlite://", module=module, query_cache_size=STATEMENTS)
    with made.connect():
        pass
    made.dispose()
    return made


def _sharing(url: str, **options: Any) -> Engine:
    made = create_engine(url, **options)
    if "module" in options:  # a SQLite file
        shared: Any = _compiler(options["module"])
        for holder, name, value in (
            (made, "dialect", shared.dialect),
            (made.pool, "_dialect", shared.dialect),
            (made, "_compiled_cache", shared._compiled_cache),
        ):
            setattr(holder, name, value)
    return made


_create_each = MetaData.create_all


def _create_all(metadata: MetaData, bind: Connection, checkfirst: bool = True) -> None:
    if checkfirst:
        _create_each(metadata, bind, checkfirst=checkfirst)
        return
    _run_all(bind, _definitions(metadata, bind.dialect.name, bind))


_KNOWN: dict[tuple[MetaData, str], list[str]] = {}


def _definitions(metadata: MetaData, engine: str, bind: Connection) -> list[str]:
    if (metadata, engine) not in _KNOWN:
        _KNOWN[metadata, engine] = [
            str(part.compile(dialect=bind.dialect))
            for table in metadata.sorted_tables
            for part in (
                CreateTable(table),
                *map(CreateIndex, sorted(table.indexes, key=lambda index: str(index.name))),
            )
        ]
    return _KNOWN[metadata, engine]


def _run_all(bind: Connection, texts: list[str]) -> None:
    raw: Any = bind.connection.driver_connection
    for text in texts:
        raw.execute(text)


class _Unhurried(dbapi2.Connection):  # type: ignore[name-defined]
    """A commit is there for every other connection and process at once; the disk hears of it when it has time."""

    def execute(self, sql: str, *values: Any) -> Any:
        if sql == "PRAGMA journal_mode = WAL":  # this waits, too
            super().execute("PRAGMA synchronous = OFF")
        return super().execute("PRAGMA synchronous = OFF" if sql == "PRAGMA synchronous = FULL" else sql, *values)


class _Templates:
    """A plain SQLite book of the rooms that are loaded, made once by the true means and copied where a new one begins.

    Only what says that it is a book is left to `migrate`, which comes next.
    """

    def __init__(self) -> None:
        self._open_engine, self._migrate = book.open_engine, book.migrate
        self._made: dict[tuple[str, ...], bytes] = {}
        self._revision = ""

    def open_engine(self, where: str | os.PathLike[str], passphrase: str | None) -> Engine:
        """As the true one; a file that is not there is there, empty, in a place that takes it."""
        path = Path(where)
        if not passphrase and not engine.is_url(where) and not path.exists():
            engine.refuse_network_share(path.parent)
            whole = self._template()
            try:
                path.write_bytes(whole)
            except OSError:
                path.unlink(missing_ok=True)
        return self._open_engine(where, passphrase)

    def migrate(self, connection: Connection) -> None:
        """As the true one, or what is missing in a copied file."""
        tables = inspect(connection).get_table_names() if connection.dialect.name == "sqlite" else []
        if "journal" not in tables or "alembic_version" in tables:
            self._migrate(connection)
            return
        _run_all(connection, ["CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"])
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (self._revision,))

    def _template(self) -> bytes:
        rooms = tuple(ledger.digest() for ledger in ledgers())
        if rooms not in self._made:
            with TemporaryDirectory() as folder:
                opened = self._open_engine(Path(folder) / "template.book", None)
                with writing(opened) as connection:
                    self._migrate(connection)
                    rebuild(connection, ledgers())
                    self._revision = str(revision_of(connection))
                    connection.exec_driver_sql("DROP TABLE alembic_version")
                engine.close_engine(opened)
                self._made[rooms] = (Path(folder) / "template.book").read_bytes()
        return self._made[rooms]
