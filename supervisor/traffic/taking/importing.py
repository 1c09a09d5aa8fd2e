"""Taking in a file of tickets or of counts: read, each ticket once, entered day by day in one write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from hashlib import sha256
from pathlib import Path

import msgspec
import numpy as np

from supervisor.access import Right, require
from supervisor.errors import BadInput
from supervisor.journal import Book, Reader, Writer
from supervisor.language import _
from supervisor.traffic.events import CountsImported, TicketFileTaken, TicketsImported
from supervisor.traffic.intake import ImportCancelled, TicketFile, read_tickets
from supervisor.traffic.intake.choosing import chosen_tables, known_as, unknown_layout
from supervisor.traffic.intake.count_file import CountFile, read_count_file
from supervisor.traffic.intake.counting import combined
from supervisor.traffic.intake.mapping import CountsMapping, Layout, layout_of
from supervisor.traffic.intake.reasons import Reason, Rejected, rejected, together
from supervisor.traffic.intake.report import ImportReport, odd_days
from supervisor.traffic.intake.source import open_source
from supervisor.traffic.ledger import NO_FILE, blocks_of, counts_of, day_subject, givers_of
from supervisor.traffic.summary import summarise
from supervisor.traffic.taking.class_words import class_finder, class_names
from supervisor.traffic.taking.layouts import recogniser
from supervisor.traffic.tickets import Tickets, doubled, encode_block, join, not_in, resolve, split_days, union

LISTED_ROWS = 10_000  # rejected rows kept in the book with each file; the counts are always complete
_READING_SHARE = 0.7  # of the progress bar


def import_tickets(
    book: Book,
    actor: str,
    path: Path,
    mapping: Layout | Mapping[str, str] | None = None,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    date_order: str = "",
) -> ImportReport:
    """Take a file of tickets or of counts (CSV, tab-separated, Excel) into the book.

    `mapping` names the columns (field → header) where the layout is not one of the known. A ticket that the book has
    is never taken twice; a fuller version of it (now called, now ended) replaces the older when read. Counts stand on
    days without tickets only. `date_order`: "dmy" or "mdy" where the file alone does not say. Progress is told the
    share done. Raises Refused without the right, BadInput for a file that cannot be read, ImportCancelled.
    """
    with book.read() as r:
        require(r, actor, Right.IMPORT_TRAFFIC)
        rename = class_finder(r)
        known = recogniser(r)
        today = r.today
    try:
        layout = layout_of(mapping, "own") if isinstance(mapping, Mapping) else mapping
    except ValueError as error:
        raise BadInput(str(error)) from error
    tell = progress or (lambda _share: None)
    source = open_source(Path(path))
    tables, left = chosen_tables(source, known if layout is None else known_as(layout))
    if tables[0][1].mapping is None:
        raise unknown_layout(source, tables[0][0], layout)
    if date_order:
        tables = [
            (table, replace(one, mapping=msgspec.structs.replace(one.mapping, date_order=date_order)))
            for table, one in tables
        ]

    def reading(share: float) -> None:
        tell(share * _READING_SHARE)

    if isinstance(tables[0][1].mapping, CountsMapping):
        counts = read_count_file(
            source, tables, left, rename_class=rename, progress=reading, cancelled=cancelled, today=today
        )
        report = _enter_counts(book, actor, counts, cancelled)
    else:
        file = read_tickets(
            source, tables, left, rename_class=rename, progress=reading, cancelled=cancelled, today=today
        )
        report = _take_tickets(book, actor, file, today, tell, cancelled)
    tell(1.0)
    return report


def _take_tickets(
    book: Book, actor: str, file: TicketFile, today: date, tell: Callable[[float], None],
    cancelled: Callable[[], bool] | None,
) -> ImportReport:  # fmt: skip
    days, twice, future = each_once(file, today)
    sheets = file.rejected.sheets
    listed = together([file.rejected, rejected(twice, Reason.TWICE), rejected(future, Reason.FUTURE)], sheets)
    count = {day: len(tickets) for day, tickets in days.items()}
    taken, refused, new, known = [], [], 0, 0
    holds: dict[str, str] = {}
    with book.write(actor) as w:
        require(w, actor, Right.IMPORT_TRAFFIC)
        for at, (day, tickets) in enumerate(days.items()):
            _stop(cancelled)
            if w.month_locked(f"{day:%Y-%m}"):
                refused.append(day)
                continue
            added, there, held = enter_day(w, day, tickets, file.name, file.digest)
            new, known = new + added, known + there
            if held:
                holds[day.isoformat()] = held
            if added:
                taken.append(day)
            tell(_READING_SHARE + (1 - _READING_SHARE) * (at + 1) / len(days))
        _stop(cancelled)
        report = _receipt(w, file, listed, count, new, known, taken, refused, _counts_set_aside(w, days), holds)
    return msgspec.structs.replace(report, mended=file.mended, days_apart=odd_days(count))


def _enter_counts(book: Book, actor: str, file: CountFile, cancelled: Callable[[], bool] | None) -> ImportReport:
    """Counts of each day, beside what other files counted there; rows of a day that changes nothing are known."""
    taken, refused, new, known = [], [], 0, 0
    both: list[date] = []
    with book.write(actor) as w:
        require(w, actor, Right.IMPORT_TRAFFIC)
        for day, summary in file.days.items():
            _stop(cancelled)
            if w.month_locked(f"{day:%Y-%m}"):
                refused.append(day)
                continue
            versions = dict(counts_of(w, day, day).get(day, []))
            if versions.get(file.digest) == summary:
                known += file.rows_of[day]
                continue
            before = combined(list(versions.items())) if versions else None
            changes = before != combined([*versions.items(), (file.digest, summary)])
            fact = CountsImported(
                day=day, file=file.name, file_digest=file.digest, interval_minutes=file.minutes, summary=summary
            )
            w.append(day_subject(day), fact, at=datetime.combine(day, time(12), tzinfo=w.zone))
            if blocks_of(w, day):
                both.append(day)
            if changes:
                new += file.rows_of[day]
                taken.append(day)
            else:
                known += file.rows_of[day]
        _stop(cancelled)
        report = _receipt(w, file, file.rejected, file.rows_of, new, known, taken, refused, both)
    customers = sum(one.tickets for day, one in file.days.items() if day not in refused)
    return msgspec.structs.replace(report, customers=customers, interval_minutes=file.minutes)


def _receipt(
    w: Writer, file: TicketFile | CountFile, listed: Rejected, rows_of: Mapping[date, int], new: int, known: int,
    taken: Sequence[date], refused: Sequence[date], both: Sequence[date], holds: dict[str, str] | None = None,
) -> ImportReport:  # fmt: skip
    """Enter that a file was taken in, and say what became of it. rows_of: its rows (tickets, intervals) of each day."""
    kind = "counts" if isinstance(file, CountFile) else "tickets"
    counted, mended = listed.counts(), file.repaired.counts()
    fact = TicketFileTaken(
        file=file.name, file_digest=file.digest, layout=file.layout, rows=file.rows, new=new, known=known,
        rejected=counted, listing=listing(w, listed), kind=kind, repaired=mended, holds=holds or {},
    )  # fmt: skip
    w.append(file_subject(file.digest), fact)
    return ImportReport(
        file=file.name,
        layout=file.layout,
        encoding=file.encoding,
        rows=file.rows,
        new=new,
        known=known,
        days=tuple(taken),
        rejected=counted,
        faults=listed.faults(file.name, file.sheet),
        refused_days=tuple(refused),
        refused_tickets=sum(rows_of[day] for day in refused),
        unused_columns=file.unused_columns,
        repaired=mended,
        repairs=file.repaired.faults(file.name, file.sheet),
        other_sheets=file.other_sheets,
        own_classes=_own_classes(w, file.classes),
        days_with_both=tuple(both),
        kind=kind,
        digest=file.digest,
    )


def _stop(cancelled: Callable[[], bool] | None) -> None:
    if cancelled is not None and cancelled():
        raise ImportCancelled(_("The import was stopped; nothing was taken."))


def _own_classes(r: Reader, written: Mapping[str, str]) -> tuple[str, ...]:
    """Names of classes that the branch does not know: each is kept as a class of its own."""
    return tuple(sorted({kept for kept in written.values() if kept} - set(class_names(r).values())))


def _counts_set_aside(w: Writer, days: Mapping[date, Tickets]) -> list[date]:
    """Days whose counts no longer count, because tickets of them came in."""
    if not days:
        return []
    return [day for day in counts_of(w, min(days), max(days)) if day in days]


def each_once(file: TicketFile, today: date) -> tuple[dict[date, Tickets], np.ndarray, np.ndarray]:
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
        twice.append(numbers[order[start : start + len(part)]][doubled(part)])
        start += len(part)
        days[day] = resolve(part)
    return days, np.concatenate(twice) if twice else np.zeros(0, np.int32), future


def file_subject(digest: str) -> str:
    """The subject of a file that was taken in."""
    return f"ticket-file:{digest[:32]}"


def listing(w: Writer, listed: Rejected) -> str:
    rows = listed.rows[:LISTED_ROWS].tolist()
    if not rows:
        return ""
    lines: list[tuple[int | str, ...]] = []
    for row, code in zip(rows, listed.reasons[:LISTED_ROWS].tolist(), strict=True):
        sheet, at = listed.place(row)
        lines.append((at, Reason(code).name, sheet) if sheet else (at, Reason(code).name))
    return w.put_blob(msgspec.json.encode(lines))


def enter_day(w: Writer, day: date, tickets: Tickets, file: str, file_digest: str) -> tuple[int, int, str]:
    """Enter one day's resolved tickets as a block of their own, whole, so that it stands when another is withdrawn.

    Returns how many were new, how many were known, and the block where another file had given the very same.
    """
    block = encode_block(tickets)
    present = blocks_of(w, day)
    digest = sha256(block).hexdigest()
    if digest in present:
        givers = givers_of(w, day, digest)[0]
        return 0, len(tickets), "" if (file_digest or NO_FILE) in givers else digest
    known, joined, new = 0, None, len(tickets)
    if present:
        blocks = [w.blob(one) for one in present]
        fresh, known = not_in(tickets, union(blocks))
        new = len(fresh)
        joined = summarise(union([*blocks, block]))
    fact = TicketsImported(
        day=day,
        file=file,
        file_digest=file_digest,
        block=w.put_blob(block),
        summary=summarise(tickets),
        covers=tuple(sorted((*present, digest))) if joined is not None else (),
        joined=joined,
    )
    w.append(day_subject(day), fact, at=datetime.combine(day, time(12), tzinfo=w.zone))
    return new, known, ""


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
