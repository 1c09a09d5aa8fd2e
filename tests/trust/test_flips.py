"""One flipped bit anywhere in an entry, a chain, a ledger row or an attachment: `verify` names where."""

from __future__ import annotations

import random
from typing import Any

import pytest

from supervisor.journal import Book
from supervisor.journal.ledger import ledgers
from tests.trust.contents import plain
from tests.trust.noted import note

ENTRY_COLUMNS = (
    "device", "seq", "id", "branch", "clock", "at_ms", "day", "actor", "op", "op_count", "kind", "version",
    "subject", "base", "payload", "prev", "digest",
)  # fmt: skip


@pytest.fixture
def written(any_book: Book) -> Book:
    """A book with some notes, an attachment, a sealed case and a closed month."""
    for number in range(12):
        note(any_book, f"text {number}", subject=f"note:{number % 4}", place=number, many=number % 2)
    with any_book.write("system") as w:
        w.put_blob(b"a photo " * 50)
        w.seal("case:1", b"what the customer said")
    from supervisor.journal import lock_month

    with any_book.write("system") as w:
        lock_month(w, "2020-01")
    assert any_book.verify(full=True).ok
    return any_book


def flipped(value: Any, chance: random.Random) -> Any:
    """The value with one bit of it changed, still of a kind its column takes."""
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(5, 16))
    if isinstance(value, str):
        at = chance.randrange(len(value)) if value else 0
        return value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :] if value else "x"
    if isinstance(value, float):
        return value + 1.0
    raw = bytearray(value)
    if not raw:
        return b"\x01"
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return bytes(raw)


def change(book: Book, table: str, column: str, key: dict[str, Any], value: Any) -> None:
    """Changes a stored value past the journal, as a failing disk or a meddler would."""
    with book._engine.connect() as connection, connection.begin():
        raw: Any = connection.connection.driver_connection
        mark = "%s" if connection.dialect.name == "postgresql" else "?"
        where = " AND ".join(f'"{name}" = {mark}' for name in key)
        raw.execute(f'UPDATE "{table}" SET "{column}" = {mark} WHERE {where}', (value, *key.values()))


@pytest.mark.parametrize("column", ENTRY_COLUMNS)
def test_a_bit_in_an_entry_is_named(column: str, written: Book) -> None:
    chance = random.Random(column)
    with written.read() as r:
        entries = r.store.all(f"SELECT pos, device, seq, {column} FROM journal ORDER BY pos")
    for pos, device, seq, value in chance.sample(entries, 4):
        broken = flipped(plain(value), chance)
        change(written, "journal", column, {"pos": pos}, broken)
        verdict = written.verify()
        assert not verdict.ok
        place = f"device {broken if column == 'device' else device}, entry {broken if column == 'seq' else seq}"
        assert any(problem.startswith(place) for problem in verdict.problems), (place, verdict.problems)
        change(written, "journal", column, {"pos": pos}, value)
    assert written.verify(full=True).ok


def test_a_bit_in_any_ledger_row_is_named(written: Book) -> None:
    chance = random.Random(5)
    seen = 0
    for ledger in ledgers():
        for sheet in ledger.sheets:
            names = ", ".join(f'"{column}"' for column in sheet.columns)
            with written.read() as r:
                rows = r.store.all(f'SELECT {names} FROM "{sheet.name}"')
            for row in rows[:3]:
                values = dict(zip(sheet.columns, map(plain, row), strict=True))
                for column, value in values.items():
                    key = {name: values[name] for name in ("subject", *sheet.key)}
                    if value is None:
                        continue
                    broken = flipped(value, chance)
                    change(written, sheet.name, column, key, broken)
                    verdict = written.verify()
                    assert any(
                        problem.startswith(f"ledger {sheet.name}, ") and str(values["subject"])[:4] in problem
                        for problem in verdict.problems
                    ), (sheet.name, column, verdict.problems)
                    if column in key:
                        key[column] = broken
                    change(written, sheet.name, column, key, value)
                    seen += 1
    assert seen >= 20
    assert written.verify(full=True).ok


@pytest.mark.parametrize("column", ["seq", "digest", "public_key", "signature"])
def test_a_bit_in_a_chain_is_named(column: str, written: Book) -> None:
    chance = random.Random(column)
    with written.read() as r:
        chains = r.store.all(f"SELECT device, {column} FROM chain")
    for device, value in chains:
        change(written, "chain", column, {"device": device}, flipped(plain(value), chance))
        verdict = written.verify()
        assert any(f"device {device}" in problem for problem in verdict.problems), verdict.problems
        change(written, "chain", column, {"device": device}, value)
    assert written.verify().ok


@pytest.mark.parametrize(
    ("table", "column", "key"),
    [("blob", "data", "digest"), ("blob", "size", "digest"), ("sealed", "ciphertext", "digest")],
)
def test_a_bit_in_an_attachment_is_named(table: str, column: str, key: str, written: Book) -> None:
    with written.read() as r:
        ((name, value),) = r.store.all(f"SELECT {key}, {column} FROM {table}")
    change(written, table, column, {key: name}, flipped(plain(value), random.Random(1)))
    verdict = written.verify(full=True)
    assert any(name[:16] in problem for problem in verdict.problems), verdict.problems


def test_a_removed_or_added_entry_is_named(written: Book) -> None:
    with written.read() as r:
        pos, device, seq = r.store.one("SELECT pos, device, seq FROM journal ORDER BY pos DESC LIMIT 1 OFFSET 4")
        row = [plain(value) for value in r.store.one("SELECT * FROM journal WHERE pos = ?", (pos,))]
    with written._engine.connect() as connection, connection.begin():
        connection.exec_driver_sql(f"DELETE FROM journal WHERE pos = {pos}")
    verdict = written.verify()
    assert any(f"device {device}: entries {seq} to {seq} are missing" in p for p in verdict.problems)
    with written._engine.connect() as connection, connection.begin():
        raw: Any = connection.connection.driver_connection
        mark = "%s" if connection.dialect.name == "postgresql" else "?"
        raw.execute(f"INSERT INTO journal VALUES ({', '.join([mark] * len(row))})", row)
    assert written.verify().ok
