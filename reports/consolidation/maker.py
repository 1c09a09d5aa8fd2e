"""Who writes the sum: the book that is open, or head office without one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from reports.proof import About, about
from reports.recording import recorder
from supervisor.access import Right, require
from supervisor.journal import Book
from supervisor.journal.once import present, signing_once
from supervisor.language import _

KIND = "consolidation"


class Maker(NamedTuple):
    """What the workbook says of who wrote it (`proof`, and `words` for the cover), and what puts it on record."""

    proof: About
    words: str
    written: Callable[[Path, Path, bool], None] | None


def refuse(book: Book | None, actor: str) -> None:
    """Raises Refused where a book is open and the actor may not export from it."""
    if book is not None:
        with book.read() as r:
            require(r, actor, Right.EXPORT_REPORT)


def maker(book: Book | None, actor: str, month: str) -> Maker:
    """With a book its device signs and the workbook is put on record; without one it is signed by a key of its own."""
    if book is not None:
        with book.read() as r:
            said = about(book, r, KIND, month=month)
        return Maker(said, _("signed by this laptop ({device})").format(device=said.device),
                     recorder(book, actor, KIND, month=month))  # fmt: skip
    device, public_key, sign = signing_once()
    said = About(
        kind=KIND, month=month, about="", branch=_("Head office"), branch_no="", made_at=present(), book="",
        device=device, public_key=public_key, heads=(), sign=sign,
    )  # fmt: skip
    return Maker(said, _("no book was open: changes show, but not who wrote it"), None)
