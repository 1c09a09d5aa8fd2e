"""Ledgers: tables read from the journal, one subject at a time.

A fold sees one fact and the rows of that fact's own subject, nothing else; so the rows of a subject depend only on the
set of its entries, whatever the order in which they arrived, and can be thrown away and read again at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Column, Index, MetaData, String, Table

from .entry import Entry
from .event import Event, kind_of_type

Row = dict[str, Any]
Key = tuple[Any, ...]
Fold = Callable[["Rows", Any, Entry], None]
F = TypeVar("F", bound=Callable[..., None])

_ledgers: dict[str, Ledger] = {}


class Ledger:
    """The tables of one room and how each event changes its subject's rows.

    `version` is part of the schema digest: raise it when a fold's meaning changes, and books rebuild it by themselves.
    """

    def __init__(self, name: str, version: int = 1) -> None:
        self.name = name
        self.version = version
        self.metadata = MetaData()
        self.sheets: list[Sheet] = []
        self.folds: dict[str, Fold] = {}
        self._digest: str | None = None
        if name in _ledgers:
            raise TypeError(f"two ledgers call themselves {name}")
        for other in _ledgers:  # making one anew drops every table whose name begins with its own
            if f"{other}_".startswith(f"{name}_") or f"{name}_".startswith(f"{other}_"):
                raise TypeError(f"tables of the ledgers {name} and {other} could not be told apart")
        _ledgers[name] = self

    def table(self, name: str, *columns: Column, key: Sequence[str] = (), indexes: Iterable[Any] = ()) -> Table:
        """A table of this ledger; its primary key is `subject` and then `key`, its name `<ledger>_<name>`.

        `indexes` names columns (or tuples of columns) that queries look rows up by.
        """
        full = f"{self.name}_{name}"
        for column in columns:
            column.nullable = column.nullable and column.name not in key
            column.primary_key = column.name in key
        ordered = sorted(columns, key=lambda c: 0 if c.name in key else 1)
        by_name = [(spec,) if isinstance(spec, str) else tuple(spec) for spec in indexes]
        table = Table(
            full,
            self.metadata,
            Column("subject", String, primary_key=True),
            *ordered,
            *(Index(f"{full}_by_{'_'.join(spec)}", *spec) for spec in by_name),
            # many short rows a subject: on SQLite they lie together, in one tree instead of a table and its index
            sqlite_with_rowid=not key,
        )
        self.sheets.append(Sheet(table, tuple(key)))
        table.info["sheet"] = self.sheets[-1]
        return table

    def on(self, *events: type[Event]) -> Callable[[F], F]:
        """Declare the fold of one or more events in this ledger."""

        def declare(function: F) -> F:
            for cls in events:
                name = kind_of_type(cls).name
                if name in self.folds:
                    raise TypeError(f"ledger {self.name} folds {name} twice")
                self.folds[name] = function
            self._digest = None
            return function

        return declare

    def digest(self) -> str:
        """Digest of tables, version and folded kinds: when it changes, the ledger is rebuilt."""
        if self._digest is None:
            from .event import known_kind

            shape = [
                [s.name, s.key, s.table.kwargs["sqlite_with_rowid"],
                 [(c.name, str(c.type), c.primary_key, bool(c.nullable)) for c in s.table.columns],
                 sorted(str(i.name) for i in s.table.indexes)]
                for s in self.sheets
            ]  # fmt: skip
            kinds = [(name, known.version if (known := known_kind(name)) else 0) for name in sorted(self.folds)]
            text = repr((self.name, self.version, shape, kinds))
            self._digest = hashlib.sha256(text.encode()).hexdigest()[:32]
        return self._digest


def _key_getter(key: tuple[str, ...]) -> Callable[[Row], Key]:
    """The key of a row as a tuple, whatever its length (folds and proofs ask for it a million times)."""
    if len(key) > 1:
        return itemgetter(*key)
    if key:
        only = key[0]
        return lambda row: (row[only],)
    return lambda _row: ()


class Sheet:
    """One ledger table with the few statements a fold needs, as plain SQL for the driver (`mark` is ? or %s)."""

    def __init__(self, table: Table, key: tuple[str, ...]) -> None:
        self.table = table
        self.name = table.name
        self.key = key
        self.columns = tuple(column.name for column in table.columns)
        self.width = len(self.columns)
        quoted = ", ".join(f'"{column}"' for column in self.columns)
        self.whole = f'SELECT {quoted} FROM "{self.name}"'
        self.blank: Row = dict.fromkeys(self.columns)
        self.values: Callable[[Row], tuple[Any, ...]] = itemgetter(*self.columns)
        self.key_of: Callable[[Row], Key] = _key_getter(key)
        self._sql: dict[tuple[str, str], str] = {}

    def sql(self, what: str, mark: str) -> str:
        """One of select, insert, upsert, delete (one row) and clear (a whole subject), for a parameter mark."""
        made = self._sql.get((what, mark))
        if made is None:
            names = ", ".join(f'"{c}"' for c in self.columns)
            marks = ", ".join([mark] * len(self.columns))
            keys = ["subject", *self.key]
            where = " AND ".join(f'"{k}" = {mark}' for k in keys)
            rest = [c for c in self.columns if c not in keys]
            change = "DO UPDATE SET " + ", ".join(f'"{c}" = excluded."{c}"' for c in rest) if rest else "DO NOTHING"
            quoted = ", ".join(f'"{k}"' for k in keys)
            insert = f'INSERT INTO "{self.name}" ({names}) VALUES ({marks})'
            made = {
                "select": f'SELECT {names} FROM "{self.name}" WHERE "subject" = {mark}',
                "insert": insert,
                "upsert": f"{insert} ON CONFLICT ({quoted}) {change}",
                "delete": f'DELETE FROM "{self.name}" WHERE {where}',
                "clear": f'DELETE FROM "{self.name}" WHERE "subject" = {mark}',
            }[what]
            self._sql[(what, mark)] = made
        return made


class Rows:
    """The rows of one subject as a fold sees and changes them. Nothing is read before it is asked for."""

    __slots__ = ("_load", "changes", "subject", "unread")

    def __init__(self, subject: str, load: Callable[[Sheet, str], list[Row]] | None = None) -> None:
        self.subject = subject
        self._load = load
        self.changes: dict[Sheet, dict[Key, Row | None]] = {}
        self.unread: set[Sheet] = set()

    def _sheet(self, table: Table) -> tuple[Sheet, dict[Key, Row | None]]:
        sheet = table.info["sheet"]
        rows = self.changes.get(sheet)
        if rows is None:
            rows = self.changes[sheet] = {}
            if self._load is not None:
                self.unread.add(sheet)
        return sheet, rows

    def _read(self, sheet: Sheet, rows: dict[Key, Row | None]) -> None:
        if sheet in self.unread and self._load is not None:
            self.unread.discard(sheet)
            for row in self._load(sheet, self.subject):
                rows.setdefault(sheet.key_of(row), row)

    def get(self, table: Table, *key: Any) -> Row | None:
        """The subject's row with this key (without the subject), or None. Change it by `change`, not in place."""
        sheet, rows = self._sheet(table)
        if key not in rows:
            self._read(sheet, rows)
        found = rows.get(key)
        return None if found is None else dict(found)

    def all(self, table: Table) -> list[Row]:
        """All rows of the subject in key order."""
        sheet, rows = self._sheet(table)
        self._read(sheet, rows)
        return [dict(rows[key]) for key in sorted(k for k, row in rows.items() if row is not None)]  # type: ignore[arg-type]

    def put(self, table: Table, **values: Any) -> None:
        """Insert the row, or replace the whole row of the same key. Columns not named are None."""
        self.put_all(table, (values,))

    def put_all(self, table: Table, many: Iterable[Row]) -> None:
        """The same for many rows, which become the subject's own."""
        sheet, rows = self._sheet(table)
        for row in many:
            row["subject"] = self.subject
            if len(row) != sheet.width:  # a wrong name among the right number is found when the row is written
                row = sheet.blank | row
                if len(row) != sheet.width:
                    raise TypeError(f"{sheet.name} has no column {sorted(set(row) - set(sheet.columns))}")
            rows[sheet.key_of(row)] = row

    def change(self, table: Table, *key: Any, **values: Any) -> bool:
        """Change some columns of the row with this key; False (and no change) when there is none."""
        row = self.get(table, *key)
        if row is None:
            return False
        row.update(values)
        self.put(table, **row)
        return True

    def drop(self, table: Table, *key: Any) -> None:
        """Remove the row with this key, if there is one."""
        _, rows = self._sheet(table)
        rows[key] = None

    def settled(self) -> Iterable[tuple[Sheet, list[Row]]]:
        """Every sheet touched with its present rows (for a fold from nothing)."""
        for sheet, rows in self.changes.items():
            yield sheet, [row for row in rows.values() if row is not None]


def ledgers() -> list[Ledger]:
    """Every ledger of the running program."""
    return list(_ledgers.values())


def ledger_count() -> int:
    """How many ledgers have been declared (a cheap sign that a room was imported later)."""
    return len(_ledgers)


def folds_of(kind: str, wanted: Iterable[Ledger]) -> list[Fold]:
    """The folds of one kind in the wanted ledgers."""
    return [ledger.folds[kind] for ledger in wanted if kind in ledger.folds]
