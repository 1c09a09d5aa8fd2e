"""流水, the journal: everything that happened, in order, never changed; and the ledgers (台账) read from it.

A feature's author needs four words: append, fold, query, changed (see CONTRIBUTING.md).
"""

from typing import TYPE_CHECKING, Any

from .announce import Change
from .book import Book
from .collection import uncollected
from .device import home
from .engine import Unwritable, is_keyed, is_url
from .entry import Entry, derived_id, new_id
from .event import Event, escape, event, upcaster
from .facts import SYSTEM, ConflictSettled
from .ledger import Ledger, Rows
from .merge import Parcel
from .reading import Conflict, Mark, Reader
from .tables import kept_table
from .writing import Writer, instant, lock_month, reopen_month

if TYPE_CHECKING:
    from .proof import Verdict

__all__ = [
    "SYSTEM",
    "Book",
    "Change",
    "Conflict",
    "ConflictSettled",
    "Entry",
    "Event",
    "Ledger",
    "Mark",
    "Parcel",
    "Reader",
    "Rows",
    "Unwritable",
    "Verdict",
    "Writer",
    "derived_id",
    "escape",
    "event",
    "home",
    "instant",
    "is_keyed",
    "is_url",
    "kept_table",
    "lock_month",
    "new_id",
    "reopen_month",
    "uncollected",
    "upcaster",
]


def __getattr__(name: str) -> Any:
    """`Verdict` comes with all that proves a book, which opening one does not need."""
    if name == "Verdict":
        from .proof import Verdict

        return Verdict
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
