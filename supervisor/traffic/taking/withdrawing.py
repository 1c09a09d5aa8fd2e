"""A file that should not have been taken in is withdrawn: by compensating entries, so that the journal keeps both.

What other files gave stays, also where it was the same to the letter. Days of closed months keep a file from being
withdrawn until they are reopened.
"""

from __future__ import annotations

from datetime import date, datetime, time

import msgspec

from supervisor.access import Right, require
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book, Reader, Writer
from supervisor.language import _
from supervisor.traffic.events import DayWithdrawn, TicketFileWithdrawn, TicketsImported
from supervisor.traffic.files.ledger import FileTaken, files_taken, holders
from supervisor.traffic.ledger import blocks_of, day_subject, given_by, givers_of
from supervisor.traffic.summary import summarise
from supervisor.traffic.taking.importing import file_subject
from supervisor.traffic.tickets import union


class Withdrawal(msgspec.Struct, frozen=True):
    """What became of a file's tickets or counts: the days that changed."""

    file: str
    digest: str
    days: tuple[date, ...]


def file_called(r: Reader, wanted: str) -> FileTaken:
    """The file taken in by this name, or whose digest begins so; the latest. Raises BadInput where there is none."""
    live = [one for one in files_taken(r) if not one.withdrawn_ms]
    found = [one for one in live if one.file == wanted or (len(wanted) >= 6 and one.file_digest.startswith(wanted))]
    if not found:
        raise BadInput(
            _("No file {wanted} was taken in, or it is withdrawn. `traffic files` lists them.").format(wanted=wanted)
        )
    return found[0]


def withdraw_file(book: Book, actor: str, digest: str, reason: str = "") -> Withdrawal:
    """Withdraw a file that was taken in (by its whole digest); its days are worked out again.

    Raises Refused without the right or where a day lies in a closed month, BadInput where no such file stands.
    """
    with book.write(actor) as w:
        require(w, actor, Right.IMPORT_TRAFFIC)
        file = next((one for one in files_taken(w) if one.file_digest == digest and not one.withdrawn_ms), None)
        if file is None:
            raise BadInput(_("This file was not taken in, or it is withdrawn already."))
        blocks, counted = given_by(w, digest)
        days = sorted({*blocks, *counted})
        locked = [day for day in days if w.month_locked(f"{day:%Y-%m}")]
        if locked:
            raise Refused(
                _(
                    "{file} has days of closed months ({first} to {last}): ask the branch manager to reopen them."
                ).format(file=file.file, first=locked[0], last=locked[-1])
            )
        held = {pair: who for pair, who in holders(w).items() if who[1] != digest}
        for day in days:
            _withdraw_day(w, day, file, blocks.get(day, []), day in counted, held)
        w.append(file_subject(digest), TicketFileWithdrawn(file=file.file, file_digest=digest, reason=reason))
    return Withdrawal(file.file, digest, tuple(days))


def _withdraw_day(
    w: Writer,
    day: date,
    file: FileTaken,
    blocks: list[str],
    counted: bool,
    held: dict[tuple[str, str], tuple[str, str]],
) -> None:
    at = datetime.combine(day, time(12), tzinfo=w.zone)
    gone: set[str] = set()
    for block in blocks:
        givers, summary = givers_of(w, day, block)
        other = held.get((day.isoformat(), block))
        if set(givers) == {file.file_digest} and other is None:
            gone.add(block)
        elif set(givers) == {file.file_digest} and other is not None:
            fact = TicketsImported(day=day, file=other[0], file_digest=other[1], block=block, summary=summary)
            w.append(day_subject(day), fact, at=at)  # a file that gave the same now stands for it
    stay = tuple(block for block in blocks_of(w, day) if block not in gone)
    fact = DayWithdrawn(
        day=day,
        file=file.file,
        file_digest=file.file_digest,
        blocks=tuple(blocks),
        counts=counted,
        covers=stay if len(stay) > 1 else (),
        joined=summarise(union([w.blob(block) for block in stay])) if len(stay) > 1 else None,
    )
    w.append(day_subject(day), fact, at=at)
