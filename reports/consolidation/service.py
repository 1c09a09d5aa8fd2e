"""A folder of branch workbooks becomes one: found, read by several processes, chosen, written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

from reports.consolidation.choosing import choose
from reports.consolidation.finding import workbooks_in
from reports.consolidation.maker import maker, refuse
from reports.consolidation.reading import Job, read
from reports.consolidation.reasons import REASONS, particulars
from reports.consolidation.records import Consolidated, Found, Outcome, Refused, Workbook
from reports.consolidation.workers import Lost, results
from reports.consolidation.writing import write
from reports.writing import whole
from supervisor.errors import BadInput
from supervisor.journal import SYSTEM, Book
from supervisor.language import _, language

Progress = Callable[[float, str], object]
Cancelled = Callable[[], bool]

MOST_TOLD = 20
READING, WRITING = 0.9, 0.92  # shares of the work that are done once all is read, and once writing begins


class Stopped(Exception):
    """The consolidation was cancelled: nothing was written."""


def consolidate(
    folder: Path,
    out: Path,
    *,
    month: str | None = None,
    keys: Mapping[str, bytes] | None = None,
    only_signed: bool = False,
    book: Book | None = None,
    actor: str = SYSTEM,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    workers: int | None = None,
) -> Consolidated:
    """Bring the month workbooks in `folder` and the folders within it together in `out`; returns what became of each.

    Without `month` it is the one most branches sent. With `keys` (device -> public key) only workbooks signed by one of
    them are taken. With a `book` its device signs what is written, and the actor needs the right to export. Raises
    BadInput when nothing could be taken or the place cannot be written, and Stopped once `cancelled` says so: then
    nothing was written.
    """
    refuse(book, actor)
    _refuse_place(out)
    found, refused, ignored = workbooks_in(folder, out, cancelled)
    sound, bad = _read(found, keys, workers, progress or (lambda _share, _words: None), cancelled)
    refused += bad
    wanted, taken, more = choose(sound, refused, month=month, only_signed=only_signed)
    done = Consolidated(
        month=wanted, taken=tuple(taken),
        refused=tuple(sorted([*refused, *more], key=lambda one: one.file)), ignored=tuple(ignored), out=str(out),
    )  # fmt: skip
    if not taken:
        raise BadInput(nothing_taken(folder, done))
    _stop(cancelled)
    if progress is not None:
        progress(WRITING, out.name)
    write(done, out, made=maker(book, actor, wanted), going_on=lambda: _stop(cancelled))
    return done


def nothing_taken(folder: Path, done: Consolidated) -> str:
    """Why there is nothing to write, with every file that was refused as far as a person reads on."""
    lines = [_("{folder}: no workbook of a branch could be taken; nothing was written.").format(folder=folder)]
    lines += [refusal(one) for one in done.refused[:MOST_TOLD]]
    if len(done.refused) > MOST_TOLD:
        lines.append(_("… and {n} more").format(n=len(done.refused) - MOST_TOLD))
    return "\n".join(lines)


def refusal(one: Refused) -> str:
    """A refused file in one line: what is the matter, and what to do."""
    reason = REASONS[one.reason]
    details = particulars(one) if one.details else ""
    what = f"{reason.what}（{details}）" if details and language() == "zh" else str(reason.what)
    if details and language() != "zh":
        what = f"{what} ({details})"
    return f"{one.file}：{what}。{reason.cure}。" if language() == "zh" else f"{one.file}: {what}. {reason.cure}."


def _read(
    found: Sequence[Found], keys: Mapping[str, bytes] | None, workers: int | None, progress: Progress,
    cancelled: Cancelled | None,
) -> tuple[list[Workbook], list[Refused]]:  # fmt: skip
    known = None if keys is None else dict(keys)
    jobs = [Job(one.path, one.file, known) for one in found]
    outcomes: dict[int, Outcome] = {}
    with closing(results(read, jobs, workers=workers, cancelled=cancelled)) as came:  # Ctrl+C ends the workers at once
        for number, result in came:
            file = found[number].file
            outcomes[number] = Refused(file, "lost") if isinstance(result, Lost) else result
            progress(READING * len(outcomes) / len(found), file)
    _stop(cancelled)
    in_order = [outcomes[number] for number in sorted(outcomes)]
    return (
        [one for one in in_order if isinstance(one, Workbook)],
        [one for one in in_order if isinstance(one, Refused)],
    )


def _refuse_place(out: Path) -> None:
    """Raises BadInput now where `out` could not be written once a thousand files are read."""
    with suppress(_Tried), whole(out):
        raise _Tried


class _Tried(Exception):
    """The place can be taken; it is left as it is."""


def _stop(cancelled: Cancelled | None) -> None:
    if cancelled is not None and cancelled():
        raise Stopped
