"""What a book says, as plain values that can be compared: its entries and every row of every ledger."""

from __future__ import annotations

from typing import Any

from supervisor.journal import Book, Reader
from supervisor.journal.ledger import ledgers

Rows = list[tuple[Any, ...]]


def plain(value: Any) -> Any:
    """A value as both engines would give it."""
    return bytes(value) if isinstance(value, memoryview | bytearray) else value


def select(r: Reader, sql: str) -> Rows:
    """Sorted rows of a query."""
    found = [tuple(plain(value) for value in row) for row in r.store.all(sql)]
    return sorted(found, key=repr)


def ledger_rows(book: Book, *names: str) -> dict[str, Rows]:
    """Every row of every ledger table (of the named ledgers), sorted."""
    with book.read() as r:
        return {
            sheet.name: select(r, f'SELECT * FROM "{sheet.name}"')
            for ledger in ledgers()
            if not names or ledger.name in names
            for sheet in ledger.sheets
        }


def entry_rows(book: Book) -> Rows:
    """Every entry of the journal without its place of arrival, sorted."""
    with book.read() as r:
        return sorted((row[1:] for row in select(r, "SELECT * FROM journal")), key=repr)


def attachments(book: Book) -> dict[str, Rows]:
    """Blobs, sealed texts and the keys that are left."""
    with book.read() as r:
        return {name: select(r, f"SELECT * FROM {name}") for name in ("blob", "sealed", "case_key")}
