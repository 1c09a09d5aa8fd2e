"""Backups of a book in a file: made while it is open, known again by what stands in them, thrown away by policy.

A backup is a whole copy of the file, so it holds the keys of cases that are erased later. That is why a list of those
made here is kept (in this user's data folder: a path is personal), why `stale` tells which of them still hold what has
been erased since, and why `prune` deletes them after some days: only files that carry this book's mark and that nobody
wrote to since. A book on a PostgreSQL server is backed up by the server's own means.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from supervisor.errors import BadInput, Damaged, why_unwritten
from supervisor.language import _

from .book import Book
from .device import home
from .engine import Unwritable, explained, is_url, sqlite_connector
from .erased_here import erased_elsewhere
from .facts import SYSTEM
from .reading import Reader

SUFFIX = ".backup"
_MARKS = ("backup_of", "backup_made", "backup_entries", "backup_pos")


class Backup(msgspec.Struct, frozen=True):
    """A backup file that carries the mark of its book. `pos`: how far the journal went as it had arrived there."""

    path: str
    book: str
    made: datetime
    entries: int
    pos: int
    touched: bool = False  # somebody opened it as a book and wrote to it


class StaleBackup(msgspec.Struct, frozen=True):
    """A backup that is still there; `erased_since` cases were erased after it was made, and it still holds them."""

    path: str
    made: datetime
    erased_since: int


class _Noted(msgspec.Struct):
    path: str
    made_ms: int
    pos: int


def make_backup(book: Book, folder: Path) -> Backup:
    """Copy the whole book to a new file in `folder`, under the same passphrase; whole or not at all, and noted.

    Raises BadInput for a book on a server or a folder that is not there, Unwritable.
    """
    if is_url(book.where):
        raise BadInput(_("A book on a server is backed up by the server's own means (pg_dump); ask whoever keeps it."))
    if not folder.is_dir():
        raise BadInput(_("{where}: that folder does not exist.").format(where=folder))
    with book.read() as r:
        identity, zone = r.setting("book") or "", r.zone
    made = book.now()
    target = _free(folder, f"{Path(book.where).stem}-{made.astimezone(zone):%Y%m%d-%H%M%S}")
    part = target.with_name(f".{target.name}.part")
    try:
        with explained(folder):
            _copy(book, part, identity, made)
            part.replace(target)
    except BaseException:
        _remove(part)
        raise
    found = look(target, book._passphrase)
    if found is None:
        raise Damaged(_("{path} was written, but cannot be read again: the disk is not to be trusted.").format(
            path=target
        ))  # fmt: skip
    _note(identity, [*_noted(identity), _Noted(str(target.absolute()), _ms(found.made), found.pos)])
    return found


def _copy(book: Book, part: Path, identity: str, made: datetime) -> None:
    _remove(part)
    pooled = book._engine.raw_connection()
    try:
        source: Any = pooled.driver_connection
        with closing(sqlite_connector(part, book._passphrase)()) as target:
            source.backup(target)
            entries, pos = target.execute("SELECT COUNT(*), COALESCE(MAX(pos), 0) FROM journal").fetchone()
            marks = (identity, made.isoformat(), str(entries), str(pos))
            target.executemany("INSERT INTO book (name, value) VALUES (?, ?)", list(zip(_MARKS, marks, strict=True)))
            target.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
    finally:
        pooled.invalidate()
    with part.open("rb+") as handle:
        os.fsync(handle.fileno())


def look(path: Path, passphrase: str | None) -> Backup | None:
    """What a file says of itself as a backup; None where it is none, or the passphrase does not open it."""
    if not path.is_file() or path.stat().st_size == 0:
        return None
    try:
        with explained(path), closing(sqlite_connector(path, passphrase)()) as raw:
            marks = dict(raw.execute("SELECT name, value FROM book WHERE name LIKE 'backup_%'").fetchall())
            if set(marks) != set(_MARKS):
                return None
            (entries,) = raw.execute("SELECT COUNT(*) FROM journal").fetchone()
    except Exception:  # no book, another program's file, damaged: whatever it is, it is not ours to judge
        return None
    made, said = datetime.fromisoformat(marks["backup_made"]), int(marks["backup_entries"])
    return Backup(
        str(path.absolute()), marks["backup_of"], made, entries, int(marks["backup_pos"]), touched=entries != said
    )


def restore(path: Path, where: Path, passphrase: str | None = None) -> tuple[Book, int]:
    """Make a book at `where` from a backup, and erase again what this computer knows to be erased since.

    Returns the open book and how many cases were erased again. The book is a new device of its branch; what was written
    after the backup comes back from the other copies by their bundles. Raises BadInput, Unwritable.
    """
    if where.exists():
        raise BadInput(_("{where} exists already; a new book needs a new name.").format(where=where))
    if look(path, passphrase) is None:
        raise BadInput(_("{path} is no backup of this program, or the passphrase is wrong.").format(path=path))
    part = where.with_name(f".{where.name}.part")
    try:
        with explained(where):
            shutil.copyfile(path, part)
            with closing(sqlite_connector(part, passphrase)()) as raw:
                raw.execute("DELETE FROM book WHERE name LIKE 'backup_%'")
                raw.execute("PRAGMA journal_mode = WAL")
            part.replace(where)
    except OSError as error:
        _remove(part)
        raise Unwritable(_("{path} cannot be written: {why}.").format(path=where, why=why_unwritten(error))) from error
    except BaseException:
        _remove(part)
        raise
    book = Book.open(where, passphrase)
    try:
        with book.write(SYSTEM) as w:
            again = erased_elsewhere(w.store)
            for case in again:
                w.erase(case, "restored")
    except BaseException:
        book.close()
        raise
    return book, len(again)


def stale(r: Reader) -> list[StaleBackup]:
    """The backups made here that are still there, the oldest first, with what was erased since each."""
    found = []
    for one in _noted(r.setting("book") or ""):
        if not Path(one.path).is_file():
            continue
        since = r.store.one(
            "SELECT COUNT(DISTINCT subject) FROM journal WHERE pos > ? AND kind = 'journal.case_erased'", (one.pos,)
        )[0]
        found.append(StaleBackup(one.path, datetime.fromtimestamp(one.made_ms / 1000, UTC), since))
    return sorted(found, key=lambda one: one.made)


def prune(book: Book, days: int) -> list[Backup]:
    """Delete this book's backups that were made here more than `days` days ago; returns them.

    Only what carries this book's mark and was not written to since; anything else is left alone.
    """
    with book.read() as r:
        identity = r.setting("book") or ""
    gone, left = [], []
    for one in _noted(identity):
        path = Path(one.path)
        found = look(path, book._passphrase) if path.is_file() else None
        own = found is not None and found.book == identity and not found.touched
        if own and found is not None and (book.now() - found.made).days >= days:
            path.unlink()
            gone.append(found)
        elif path.exists():
            left.append(one)
    _note(identity, left)
    return gone


def _ms(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)


def _free(folder: Path, stem: str) -> Path:
    """A name in the folder that nothing has yet."""
    number, path = 1, folder / f"{stem}{SUFFIX}"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{SUFFIX}"
    return path


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            Path(f"{path}{end}").unlink(missing_ok=True)


def _noted(identity: str) -> list[_Noted]:
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode((home() / "backups" / f"{identity}.json").read_bytes(), type=list[_Noted])
    return []


def _note(identity: str, several: list[_Noted]) -> None:
    folder = home() / "backups"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = folder / f".{identity}.part"
    part.write_bytes(msgspec.json.encode(several))
    part.replace(folder / f"{identity}.json")
