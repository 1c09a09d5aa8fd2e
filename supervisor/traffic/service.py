"""What a person can do with the record of customers: bring ticket files, and ask what to expect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from hashlib import sha256
from pathlib import Path

import msgspec
import numpy as np

from supervisor.access import Right, require
from supervisor.branch.ledger import names, posts
from supervisor.errors import BadInput
from supervisor.journal import Book, Reader, Writer
from supervisor.language import _
from supervisor.traffic.events import TicketFileTaken, TicketsImported
from supervisor.traffic.intake import ImportCancelled, TicketFile, read_ticket_file
from supervisor.traffic.layouts import recogniser
from supervisor.traffic.ledger import blocks_of, day_subject
from supervisor.traffic.mapping import TicketMapping, chosen_mapping
from supervisor.traffic.report import ImportReport
from supervisor.traffic.rows import Reason, Rejected
from supervisor.traffic.summary import summarise
from supervisor.traffic.tickets import Tickets, encode_block, join, not_in, resolve, split_days, union

LISTED_ROWS = 10_000  # rejected rows kept in the book with each file; the counts are always complete
_READING_SHARE = 0.7  # of the progress bar


def import_tickets(
    book: Book,
    actor: str,
    path: Path,
    mapping: TicketMapping | Mapping[str, str] | None = None,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Take a ticket file (CSV, tab-separated, Excel) into the book.

    `mapping` names the columns (field → header) where the layout is not one of the known. A ticket that the book has
    is never taken twice; a fuller version of it (now called, now ended) replaces the older when read. Progress is
    told the share done. Raises Refused without the right, BadInput for a file that cannot be read, ImportCancelled.
    """
    with book.read() as r:
        require(r, actor, Right.IMPORT_TRAFFIC)
        classes = class_names(r)
        known_layouts = recogniser(r)
        today = r.today
    try:
        chosen = mapping if mapping is None or isinstance(mapping, TicketMapping) else chosen_mapping(mapping)
    except ValueError as error:
        raise BadInput(str(error)) from error
    tell = progress or (lambda _share: None)
    file = read_ticket_file(
        Path(path),
        chosen,
        known=known_layouts,
        rename_class=lambda text: classes.get(text.casefold(), text),
        progress=lambda share: tell(share * _READING_SHARE),
        cancelled=cancelled,
    )
    days, twice, future = _each_once(file, today)
    rejected = dict(file.rejected.counts())
    for reason, count in ((Reason.TWICE, twice), (Reason.FUTURE, future)):
        if count.size:
            rejected[reason.name] = rejected.get(reason.name, 0) + int(count.size)
    rows = np.concatenate((file.rejected.rows, twice, future))
    reasons = np.concatenate(
        (file.rejected.reasons, np.full(twice.size, Reason.TWICE), np.full(future.size, Reason.FUTURE))
    ).astype(np.uint8)
    order = np.argsort(rows, kind="stable")
    all_rejected = Rejected(rows[order].astype(np.int32), reasons[order])
    new, known, taken, refused = _enter(book, actor, file, days, all_rejected, tell, cancelled)
    tell(1.0)
    return ImportReport(
        file=file.name,
        layout=file.layout,
        encoding=file.encoding,
        rows=file.rows,
        new=new,
        known=known,
        days=tuple(taken),
        rejected=rejected,
        faults=all_rejected.faults(file.name, file.sheet),
        refused_days=tuple(refused),
        refused_tickets=sum(len(days[day]) for day in refused),
        unused_columns=file.unused_columns,
        mended=file.mended,
    )


def class_names(r: Reader) -> dict[str, str]:
    """What the branch's posts and service classes are called (any language, case folded) → class code."""
    found = {}
    for post in posts(r):
        for text in (post.name.zh, post.name.en, post.code):
            if text and post.service_class:
                found.setdefault(text.casefold(), post.service_class)
    for named in names(r, "class"):
        for text in (named.name.zh, named.name.en, named.code):
            if text:
                found[text.casefold()] = named.code
    return found


def _each_once(file: TicketFile, today: date) -> tuple[dict[date, Tickets], np.ndarray, np.ndarray]:
    """The file's tickets by day, each once; row numbers of doubles, and of tickets of days that have not come."""
    tickets, numbers = file.tickets, file.row_numbers
    ahead = tickets.day > today.toordinal()
    future = numbers[ahead]
    if future.size:
        tickets, numbers = tickets.take(~ahead), numbers[~ahead]
    days: dict[date, Tickets] = {}
    twice: list[np.ndarray] = []
    order = np.argsort(tickets.day, kind="stable")
    start = 0
    for day, part in split_days(tickets).items():
        once = resolve(part)
        if len(once) < len(part):
            twice.append(_doubled_rows(part, once, numbers[order[start : start + len(part)]]))
        start += len(part)
        days[day] = once
    return days, np.concatenate(twice) if twice else np.zeros(0, np.int32), future


def _doubled_rows(part: Tickets, once: Tickets, numbers: np.ndarray) -> np.ndarray:
    """Rows whose ticket stands in the file elsewhere and was taken from there."""
    keys = list(zip(part.number.tolist(), part.arrived.tolist(), strict=True))
    seen: set[tuple[bytes, int]] = set()
    doubled = []
    for at, key in enumerate(keys):
        if key in seen:
            doubled.append(at)
        seen.add(key)
    assert len(part) - len(once) == len(doubled)
    return numbers[doubled]


def _enter(
    book: Book,
    actor: str,
    file: TicketFile,
    days: dict[date, Tickets],
    rejected: Rejected,
    tell: Callable[[float], None],
    cancelled: Callable[[], bool] | None,
) -> tuple[int, int, list[date], list[date]]:
    new = known = 0
    taken: list[date] = []
    refused: list[date] = []
    with book.write(actor) as w:
        require(w, actor, Right.IMPORT_TRAFFIC)
        for at, (day, tickets) in enumerate(days.items()):
            if cancelled is not None and cancelled():
                raise ImportCancelled(_("The import was stopped; nothing was taken."))
            if w.month_locked(f"{day:%Y-%m}"):
                refused.append(day)
                continue
            added, there = enter_day(w, day, tickets, file.name, file.digest)
            new, known = new + added, known + there
            if added:
                taken.append(day)
            tell(_READING_SHARE + (1 - _READING_SHARE) * (at + 1) / len(days))
        listing = _listing(w, rejected)
        w.append(
            f"ticket-file:{file.digest[:32]}",
            TicketFileTaken(
                file=file.name,
                file_digest=file.digest,
                layout=file.layout,
                rows=file.rows,
                new=new,
                known=known,
                rejected=rejected.counts(),
                listing=listing,
            ),
        )
    return new, known, taken, refused


def _listing(w: Writer, rejected: Rejected) -> str:
    rows = rejected.rows[:LISTED_ROWS].tolist()
    reasons = rejected.reasons[:LISTED_ROWS].tolist()
    if not rows:
        return ""
    return w.put_blob(msgspec.json.encode([(row, Reason(code).name) for row, code in zip(rows, reasons, strict=True)]))


def enter_day(w: Writer, day: date, tickets: Tickets, file: str, file_digest: str) -> tuple[int, int]:
    """Enter what is new of one day's resolved tickets; returns how many were new and how many were known."""
    block = encode_block(tickets)
    present = blocks_of(w, day)
    known, joined = 0, None
    if present:
        if sha256(block).hexdigest() in present:
            return 0, len(tickets)
        there = union([w.blob(one) for one in present])
        tickets, known = not_in(tickets, there)
        if not len(tickets):
            return 0, known
        block = encode_block(tickets)
        joined = summarise(resolve(join([there, tickets])))
    digest = w.put_blob(block)
    fact = TicketsImported(
        day=day,
        file=file,
        file_digest=file_digest,
        block=digest,
        summary=summarise(tickets),
        covers=tuple(sorted((*present, digest))) if joined is not None else (),
        joined=joined,
    )
    w.append(day_subject(day), fact, at=datetime.combine(day, time(12), tzinfo=w.zone))
    return len(tickets), known


def record_tickets(book: Book, actor: str, parts: Iterable[Tickets], source: str) -> int:
    """Enter tickets that come from no file (the sample's generator); returns how many were new.

    `source` is kept where the file name would be, so that synthetic tickets say what they are.
    """
    new = 0
    with book.write(actor) as w:
        require(w, actor, Right.IMPORT_TRAFFIC)
        for day, tickets in split_days(join(list(parts))).items():
            new += enter_day(w, day, resolve(tickets), source, "")[0]
    return new
