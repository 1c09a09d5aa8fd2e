"""The hot path to the database: plain SQL through the driver, prepared once, alike on SQLite and PostgreSQL.

Queries of rooms go through SQLAlchemy; entries and ledger rows go this way because one append must cost little more
than its sync.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.engine import Connection

from supervisor.errors import Damaged
from supervisor.language import _

from .entry import FIELDS
from .ledger import Row, Rows, Sheet

ENTRY_COLUMNS = ", ".join(FIELDS)


class Store:
    """A connection inside a transaction. SQL is written with `?` marks, whatever the driver wants."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.raw: Any = connection.connection.driver_connection
        self.postgres = connection.dialect.name == "postgresql"
        self.mark = "%s" if self.postgres else "?"

    def run(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Execute one statement; the cursor is returned. Raises Damaged where a table's own names are not whole."""
        try:
            return self.raw.execute(sql.replace("?", "%s") if self.postgres else sql, values)
        except UnicodeDecodeError as error:  # the driver reads the names of columns before any row
            raise Damaged(
                _("A table of this book cannot be read: the file itself is not whole. Nothing was changed; keep it and "
                  "restore a backup.")
            ) from error  # fmt: skip

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Execute one statement for many rows."""
        if self.postgres:
            with self.raw.cursor() as cursor:
                cursor.executemany(sql.replace("?", "%s"), rows)
        else:
            self.raw.executemany(sql, rows)

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first row, or None."""
        return self.run(sql, values).fetchone()

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows."""
        return self.run(sql, values).fetchall()

    def all_legible(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows, damaged text included: bytes that are no UTF-8 are shown as \\x.. (for verification only)."""
        try:
            return self.all(sql, values)
        except Exception as error:
            if self.postgres or "decode" not in str(error):
                raise
        self.raw.text_factory = lambda data: data.decode("utf-8", "backslashreplace")
        try:
            return self.all(sql, values)
        finally:
            self.raw.text_factory = str

    def insert_all(self, table: str, columns: Sequence[str], rows: list[Sequence[Any]]) -> None:
        """Insert many rows the quickest way the engine has (COPY on PostgreSQL)."""
        if not rows:
            return
        names = ", ".join(f'"{name}"' for name in columns)
        if self.postgres and len(rows) > 50:
            with self.raw.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join("?" * len(columns))
        self.many(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)

    def load(self, sheet: Sheet, subject: str) -> list[Row]:
        """A subject's rows of one ledger table."""
        found = self.raw.execute(sheet.sql("select", self.mark), (subject,))
        return [dict(zip(sheet.columns, row, strict=True)) for row in found.fetchall()]

    def save(self, rows: Rows) -> None:
        """Write what a fold changed of one subject."""
        for sheet, changes in rows.changes.items():
            for key, row in changes.items():
                if row is None:
                    self.raw.execute(sheet.sql("delete", self.mark), (rows.subject, *key))
                else:
                    self.raw.execute(sheet.sql("upsert", self.mark), sheet.values(row))
