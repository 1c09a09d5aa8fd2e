"""Every workbook that takes its place is on record: what it is, how large, and its digest.

The room exists so that weeks later a file can be told from another: no command and no button has to think of it, as
each report says what it is when it opens its workbook. A record that cannot be made (a book that may only be read, a
full disk) never keeps anybody from his workbook.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from supervisor.errors import Problem
from supervisor.journal import Book
from supervisor.reporting.events import ReportWritten
from supervisor.reporting.service import note_written

Recorder = Callable[[Path, Path, bool], None]
"""Told the finished file under its temporary name, the place it will take, and whether a password opens it."""

log = logging.getLogger("supervisor.reports")
_silent: ContextVar[bool] = ContextVar("silent", default=False)  # a preview is nobody's workbook


def recorder(book: Book, actor: str, kind: str, *, month: str = "", about: str = "") -> Recorder:
    """What puts a workbook of the book on record once it is whole."""

    def note(finished: Path, place: Path, protected: bool = False) -> None:
        if _silent.get():
            return
        fact = ReportWritten(
            kind=kind, month=month, about=about, file=place.name, size=finished.stat().st_size,
            digest=digest_of(finished), protected=protected,
        )  # fmt: skip
        try:
            note_written(book, actor, fact)
        except Problem as problem:
            log.warning("the workbook %s is not on record: %s", place.name, problem)

    return note


@contextmanager
def unrecorded() -> Iterator[None]:
    """Workbooks written meanwhile on this thread (a preview) are not put on record."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


def digest_of(path: Path) -> str:
    """SHA-256 of a file (hex)."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
