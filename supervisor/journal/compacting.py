"""Writing a whole book anew without what was deleted in it, at the word of whoever keeps it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from supervisor.errors import Refused
from supervisor.language import _

from . import sealing
from .book import Book
from .engine import explained, is_url
from .store import Store
from .wiping import clear, wipe


class Compacted(msgspec.Struct, frozen=True):
    """What compacting came to: bytes before and after (0 on a server), and whether all was cleared away."""

    before_bytes: int
    after_bytes: int
    whole: bool


def compact(book: Book) -> Compacted:
    """Write the whole book anew without what was deleted in it, and clear its log away.

    Needs as much room again as the book. Raises Refused while another program writes to it or reads it.
    """
    book._prepare()
    before = _size(book)
    with book._writing, explained(book.where):
        if book._batch is not None:
            raise Refused(_("The book is in the middle of a long command: compact it afterwards."))
        with book._transaction() as connection:
            sealing.destroy_erased(Store(connection))
            owed = Store(connection).one("SELECT value FROM book WHERE name = ?", (sealing.UNWIPED,))
        book._pen.close()
        whole = clear(book._engine, ("case_key", "sealed", "blob", "book"), anew=True)
        if owed and whole:
            whole = wipe(book._engine, owed[0])
    return Compacted(before, _size(book), whole)


def _size(book: Book) -> int:
    if is_url(book.where):
        return 0
    return sum(Path(f"{book.where}{end}").stat().st_size for end in ("", "-wal") if Path(f"{book.where}{end}").exists())
