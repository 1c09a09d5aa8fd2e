"""What is done once in a test process instead of once a book or a log-in, where no test asks how it is done.

Passwords are hashed at the least cost, the key of a passphrase is made once, and so are the SQL of statements and of
tables: a book of its own for every test would compile the same text again. Figures (`make bench`) do without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Connection, Engine, MetaData, create_engine
from sqlalchemy.schema import CreateIndex, CreateTable

STATEMENTS = 4000  # of all rooms, kept compiled


@contextmanager
def once() -> Iterator[Callable[[], object]]:
    """For the length of the block; gives the true maker of hashes, for tests of its strength."""
    from supervisor.access import passwords
    from supervisor.journal import engine

    true, cheap = passwords._hasher, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "_hasher", lambda: cheap)
        patched.setattr(engine, "raw_key", cache(engine.raw_key))
        patched.setattr(engine, "create_engine", _sharing)
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
    for text in _definitions(metadata, bind.dialect.name, bind):
        bind.exec_driver_sql(text)


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
