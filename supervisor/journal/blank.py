"""Whether a file is what was left when the making of a book was cut off: a database without one table."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.exc import DatabaseError

from supervisor.errors import Problem

from .engine import close_engine, explained, open_engine


def is_blank(where: str, passphrase: str | None) -> bool:
    """Whether nothing at all stands in a file: it is empty, or a database that this passphrase opens, without a table.
    False for a file that cannot be read, as somebody's book may be in it."""
    path = Path(where)
    if not path.is_file():
        return False
    if path.stat().st_size == 0:
        return True
    try:
        with explained(where):
            engine = open_engine(where, passphrase)
            try:
                with engine.connect() as connection:
                    return not inspect(connection).get_table_names()
            finally:
                close_engine(engine)
    except (Problem, DatabaseError):
        return False
