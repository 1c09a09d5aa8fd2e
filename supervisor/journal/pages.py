"""Damage below the tables: which pages of a book's file are broken, and which entries lie on them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy.engine import Engine

from .store import Store

Say = Callable[[str], None]


def damaged_pages(store: Store, keyed: bool, say: Say, *, structure: bool) -> None:
    """Name broken pages of a SQLite book, and the range of entries that cannot be read because of them.

    Pages of a keyed file carry digests and are all checked; `structure` also walks every tree of the file.
    """
    broken: set[int] = set()
    if keyed:
        for (line,) in store.all("PRAGMA cipher_integrity_check"):
            found = re.search(r"page (\d+)", str(line))
            if found:
                broken.add(int(found[1]))
            else:
                say(f"the file is damaged: {line}")
    if not broken:
        if not structure:
            return
        try:
            lines = [str(row[0]) for row in store.all("PRAGMA quick_check(20)")]
        except Exception as error:  # what a broken page makes the engine raise differs from page to page
            lines = [str(error)]
        for line in lines:
            if line != "ok":
                say(f"the file is damaged: {line}")
        if lines == ["ok"]:
            return
    for page in sorted(broken):
        say(f"page {page} of the file is damaged")
    first, last = _unreadable(store)
    if first is not None:
        end = "the last" if last is None else last
        say(f"entries {first} to {end} (in the order they arrived here) cannot be read; all others can")


def settle_pages(engine: Engine) -> bool:
    """Bring the write-ahead log into the file before its pages are checked one by one; whether that was done whole.

    The check of a keyed file looks at the file alone; after a power cut in the middle of such a transfer its pages may
    be torn there while the log, which readers follow, holds them whole.
    """
    pooled = engine.raw_connection()
    try:
        raw: Any = pooled.driver_connection
        busy, _logged, _moved = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except Exception:  # a read-only or broken place: the pages are then judged by reading them
        return False
    finally:
        pooled.invalidate()
    return not busy


def _unreadable(store: Store) -> tuple[int | None, int | None]:
    """The range of positions that cannot be read: approached from both ends on fresh connections."""
    engine = store.connection.engine

    def reaches(order: str) -> int | None:
        last: int | None = None
        pooled = engine.raw_connection()  # a connection that met a broken page answers nothing more
        try:
            raw: Any = pooled.driver_connection
            for (pos,) in raw.execute(
                "SELECT pos FROM (SELECT pos, length(payload) AS size, digest FROM journal NOT INDEXED "
                f"ORDER BY pos {order}) WHERE size >= 0 AND digest IS NOT NULL"
            ):
                last = pos
        except Exception:
            return last if last is not None else 0
        finally:
            pooled.invalidate()
        return None

    below = reaches("ASC")
    if below is None:
        return None, None
    above = reaches("DESC")
    if above:
        return below + 1, above - 1
    pooled = engine.raw_connection()  # the very last page is broken: an index still knows how many there were
    try:
        raw: Any = pooled.driver_connection
        (last,) = raw.execute("SELECT MAX(pos) FROM journal INDEXED BY journal_chain WHERE device > ''").fetchone()
    except Exception:
        last = None
    finally:
        pooled.invalidate()
    return below + 1, last
