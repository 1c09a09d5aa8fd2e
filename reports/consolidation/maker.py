"""Who writes the sum: the book that is open, or head office without one."""

from __future__ import annotations

from typing import NamedTuple

from reports.opening import Report, report_of
from reports.proof import About
from supervisor.access import Right, require
from supervisor.journal import Book
from supervisor.journal.once import present, signing_once
from supervisor.language import _

KIND = "consolidation"


class Maker(NamedTuple):
    """What the workbook says of itself, and in `words` for the cover who wrote it."""

    report: Report
    words: str


def refuse(book: Book | None, actor: str) -> None:
    """Raises Refused where a book is open and the actor may not export from it."""
    if book is not None:
        with book.read() as r:
            require(r, actor, Right.EXPORT_REPORT)


def maker(book: Book | None, actor: str, month: str) -> Maker:
    """With a book its device signs and the workbook is put on record; without one it is signed by a key of its own."""
    if book is not None:
        with book.read() as r:
            report = report_of(book, r, KIND, actor=actor, month=month)
        return Maker(report, _("signed by this laptop ({device})").format(device=report.proof.device))
    device, public_key, sign = signing_once()
    said = About(
        kind=KIND, month=month, about="", branch=_("Head office"), branch_no="", made_at=present(), book="",
        device=device, public_key=public_key, heads=(), sign=sign,
    )  # fmt: skip
    return Maker(Report(said, None), _("no book was open: changes show, but not who wrote it"))
