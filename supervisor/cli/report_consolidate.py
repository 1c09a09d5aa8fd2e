"""A folder of branch workbooks as one workbook, for head office: works without a book."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cyclopts import App

from supervisor.cli.context import CONTEXT, Output, emit, month_of, opened, say, table, workbook_name
from supervisor.cli.workbook_password import asked_for
from supervisor.language import _

if TYPE_CHECKING:
    from reports.consolidation.records import Consolidated
    from supervisor.journal import Book

MOST_SHOWN = 40


def register(group: App) -> None:
    """Add `consolidate` to the commands of `supervisor report`."""

    @group.command
    def consolidate(
        folder: Path,
        *,
        output: Output,
        month: str | None = None,
        keys: list[Path] | None = None,
        only_signed: bool = False,
        workers: int | None = None,
        force: bool = False,
        ask_password: bool = False,
        json: bool = False,
    ) -> int:
        """The month workbooks of many branches as one, with a list of those refused and why."""
        from reports.consolidation import consolidate as together

        workbook_name(output, force)
        wanted = None if month is None else month_of(month)
        with asked_for(ask_password), _book() as (book, actor), _progress() as progress:
            done = together(
                folder, output, month=wanted, keys=_known(keys), only_signed=only_signed, book=book, actor=actor,
                workers=workers, progress=progress,
            )  # fmt: skip
        if json:
            emit("report.consolidate", 1, _document(done))
        else:
            _said(done)
        return 0


def _known(files: list[Path] | None) -> dict[str, bytes] | None:
    """The keys of these files and folders; None where any laptop may have signed."""
    if not files:
        return None
    from reports.checking.keys import read_keys

    return read_keys(files)


@contextmanager
def _book() -> Iterator[tuple[Book | None, str]]:
    """The book that was named, whose device then signs; head office has none and needs none."""
    if CONTEXT.where is None:
        yield None, ""
        return
    with opened() as app:
        yield app.book, app.actor


@contextmanager
def _progress() -> Iterator[Callable[[float, str], None]]:
    """A bar on stderr for a person; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda _share, _words: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda share, words: bar.update(task, completed=share, description=words)


def _said(done: Consolidated) -> None:
    from reports.consolidation.reasons import IGNORED, REASONS, particulars

    say(done.out)
    words = _("{month}: {taken} branches taken, {refused} files refused, {ignored} passed over.")
    say(words.format(month=done.month, taken=len(done.taken), refused=len(done.refused), ignored=len(done.ignored)))
    if done.refused:
        rows = [
            (one.file, one.branch, str(REASONS[one.reason].what), particulars(one), str(REASONS[one.reason].cure))
            for one in done.refused[:MOST_SHOWN]
        ]
        table((_("File"), _("Branch"), _("Why it was refused"), _("Particulars"), _("What to do about it")), rows)
        if len(done.refused) > MOST_SHOWN:
            say(_("… and {n} more").format(n=len(done.refused) - MOST_SHOWN))
    for why, many in Counter(one.why for one in done.ignored).items():
        say(_("Passed over, {what}: {n}").format(what=IGNORED[why], n=many))


def _document(done: Consolidated) -> dict:
    """What became of each file; the figures themselves are in the workbook."""
    from reports.consolidation.reasons import REASONS

    return {
        "month": done.month,
        "out": done.out,
        "taken": [
            {
                "file": one.file, "sha256": one.sha256, "branch": one.branch, "branch_no": one.branch_no,
                "month": one.month, "state": one.state, "made_at": one.made_at, "device": one.device,
                "signer": one.signer, "seal": one.seal, "program": one.program, "language": one.language,
                "remarks": one.remarks, "missing": one.missing,
            }
            for one in done.taken
        ],
        "refused": [
            {
                "file": one.file, "sha256": one.sha256, "branch": one.branch, "branch_no": one.branch_no,
                "month": one.month, "reason": one.reason, "words": str(REASONS[one.reason].what),
                "details": one.details, "cure": str(REASONS[one.reason].cure),
            }
            for one in done.refused
        ],
        "ignored": [{"file": one.file, "why": one.why} for one in done.ignored],
    }  # fmt: skip
