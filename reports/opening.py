"""How a report of the book is opened: what it is and what it is about are said once.

The manifest in the workbook and the record in the book must not tell two stories of one file, so no report says its
kind and month to each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reports.look import Formats, workbook_at
from reports.proof import About
from reports.proof import about as said_of
from reports.recording import Recorder, recorder
from supervisor.journal import Book, Reader

if TYPE_CHECKING:
    from xlsxwriter import Workbook


class Report(NamedTuple):
    """What a workbook says of itself (`proof`), and what puts it on record; None where no book is open to hold it."""

    proof: About
    written: Recorder | None


def report_of(
    book: Book, r: Reader, kind: str, *, actor: str, month: str = "", about: str = "", subject: str | None = None
) -> Report:
    """A report of this kind, made now by `actor` from the snapshot `r`.

    `about` names for people what it is about: a staff number, the number of an inspection. On record that stands by its
    `subject`, where it has one, as numbers change and rights are asked of subjects.
    """
    proof = said_of(book, r, kind, month=month, about=about)
    return Report(proof, recorder(book, actor, kind, month=month, about=about if subject is None else subject))


@contextmanager
def report_at(
    path: Path, report: Report, *, title: str, before: Callable[[], object] | None = None
) -> Iterator[tuple[Workbook, Formats]]:
    """The workbook of a report at `path`, opened as `workbook_at` opens one: it proves itself and goes on record."""
    with workbook_at(path, title=title, before=before, proof=report.proof, written=report.written) as opened:
        yield opened
