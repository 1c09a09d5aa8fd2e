"""The first rows of a file as they would be read, before anything of it is taken: what a wrong guess looks like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import msgspec
import numpy as np

from supervisor.errors import BadInput, Fault
from supervisor.traffic.intake.counting import Interval, interval_minutes, intervals
from supervisor.traffic.intake.date_order import ASK, dates_in, order_of
from supervisor.traffic.intake.guess import FileHead
from supervisor.traffic.intake.headings import plain
from supervisor.traffic.intake.mapping import CountsMapping, Layout, TicketMapping, layout_of
from supervisor.traffic.intake.moments import Spelling
from supervisor.traffic.intake.overlaps import each_once, with_decimals
from supervisor.traffic.intake.reasons import Reason, Rejected, reason_text, rejected
from supervisor.traffic.intake.rows import RowReader
from supervisor.traffic.tickets import NEVER, Outcome, Tickets


class ReadRow(msgspec.Struct, frozen=True):
    """One row as it would be read; `fault` says why it is no ticket, `remark` what was repaired."""

    row: int
    number: str = ""
    service_class: str = ""
    day: str = ""
    arrived: str = ""
    called: str = ""
    finished: str = ""
    outcome: Outcome | None = None
    fault: str = ""
    remark: str = ""
    server: str = ""
    rating: int = 0
    customers: int | float | None = None


class Preview(msgspec.Struct, frozen=True):
    """The first rows under a mapping, and what becomes of all rows looked at: taken + refused = filled rows.

    `refused`: rows with reason and cure; `repaired` of the taken ones were mended or taken without an unreadable part.
    classes: names of classes as written -> as kept. asks_order: dates may be read two ways, a person must say.
    """

    shown: tuple[ReadRow, ...]
    looked_at: int
    taken: int
    repaired: int
    refused: tuple[Fault, ...]
    classes: dict[str, str] = {}
    asks_order: bool = False
    date_order: str = ""


def preview(
    head: FileHead,
    mapping: Layout | Mapping[str, str],
    *,
    rename_class: Callable[[str], str] = str,
    shown: int = 8,
    today: date | None = None,
) -> Preview:
    """How the rows of `head` would be read. Raises BadInput for a mapping without the columns it needs.

    today: what dates that may be read two ways are held against.
    """
    try:
        chosen = layout_of(mapping, "own") if isinstance(mapping, Mapping) else mapping
    except ValueError as error:
        raise BadInput(str(error)) from error
    order = chosen.date_order or _order(head, chosen, today or date(2199, 12, 31))
    if order == ASK:
        return Preview((), sum(any(cell.strip() for cell in row) for row in head.rows), 0, 0, (), {}, asks_order=True)
    chosen = msgspec.structs.replace(chosen, date_order=order)
    numbers = np.arange(head.header_row + 1, head.header_row + 1 + len(head.rows), dtype=np.int32)
    if isinstance(chosen, CountsMapping):
        return _of_counts(head, chosen, numbers, rename_class, shown)
    reader = RowReader(chosen, head.headers, rename_class, from_1904=head.from_1904, damaged=head.damaged)
    tickets, refused, of_tickets = reader.read(list(head.rows), numbers)
    tickets = reader.settled(tickets)
    repairs = {row: why for one in reader.repaired for row, why in _by_row(one).items()}
    reasons = _by_row(refused)
    place = {row: at for at, row in enumerate(of_tickets.tolist())}
    lines = []
    for row, cells in zip(numbers.tolist(), head.rows, strict=True):
        if len(lines) == shown:
            break
        if any(cell.strip() for cell in cells):
            lines.append(_line(row, tickets, place.get(row), reasons.get(row) or repairs.get(row)))
    bad = tuple(
        Fault(*reason_text(reason), file=head.file, row=row) for row, reason in reasons.items() if not reason.kept
    )
    mended = {row for row, reason in reasons.items() if reason.kept} | set(repairs)
    return Preview(
        tuple(lines), len(tickets) + len(bad), len(tickets), len(mended), bad, reader.written_classes,
        date_order=order,
    )  # fmt: skip


def _order(head: FileHead, chosen: Layout, today: date) -> str:
    place = {plain(name): at for at, name in reversed(list(enumerate(head.headers)))}
    times = chosen.times() if isinstance(chosen, TicketMapping) else (chosen.start,)
    at = [place[name] for name in (*times, chosen.day) if name in place]
    dates = {one for where in at for one in dates_in({row[where] for row in head.rows if len(row) > where})}
    if isinstance(chosen, CountsMapping) and chosen.across == "days":
        dates |= dates_in(chosen.count)
    return order_of(dates, today)


def _by_row(found: Rejected) -> dict[int, Reason]:
    return dict(zip(found.rows.tolist(), map(Reason, found.reasons.tolist()), strict=True))


def _of_counts(
    head: FileHead, chosen: CountsMapping, numbers: np.ndarray, rename: Callable[[str], str], shown: int
) -> Preview:
    from supervisor.traffic.intake.count_file import unlike_a_count

    place = {plain(name): at for at, name in reversed(list(enumerate(head.headers)))}
    written = {plain(name): name for name in reversed(head.headers)}
    classes: dict[str, str] = {}

    def noted(text: str) -> str:
        classes[text] = rename(text)
        return classes[text]

    whys = [unlike_a_count(row, place.get(chosen.service_class, -1)) for row in head.rows]
    rows = [row for row, why in zip(head.rows, whys, strict=True) if why is None]
    kept = numbers[[why is None for why in whys]]
    spelling = Spelling(chosen.date_order, bool(chosen.day), head.from_1904)
    found, no_start, no_count = intervals(rows, kept, place, chosen, written, noted, spelling) if rows else ([], [], [])
    reasons = {int(row): Reason(why) for row, why in zip(numbers, whys, strict=True) if why}
    reasons |= _by_row(rejected(no_start, Reason.BAD_START)) | _by_row(rejected(no_count, Reason.NO_COUNT))
    minutes = interval_minutes(found) if found else 0
    found, left_out = each_once(found, minutes) if found else ([], {})
    reasons |= left_out
    decimals = set(with_decimals(found))
    by_row: dict[int, list[Interval]] = {}
    for one in sorted(found, key=lambda one: (one.row, one.day, one.second)):
        by_row.setdefault(one.row, []).append(one)
    lines: list[ReadRow] = []
    for row in numbers.tolist():
        if len(lines) >= shown:
            break
        remark = reason_text(Reason.DECIMALS)[0] if row in decimals else ""
        lines += [_count_line(one, remark) for one in by_row.get(row, ())]
        if row in reasons:
            lines.append(ReadRow(row, fault=reason_text(reasons[row])[0]))
    bad = tuple(Fault(*reason_text(why), file=head.file, row=row) for row, why in sorted(reasons.items()))
    taken = len(by_row)
    return Preview(
        tuple(lines[:shown]), taken + len(bad), taken, len(decimals), bad, classes, date_order=chosen.date_order
    )


def _count_line(one: Interval, remark: str) -> ReadRow:
    whole = int(one.customers)
    return ReadRow(
        row=one.row,
        service_class=one.service_class,
        day=date.fromordinal(one.day).isoformat(),
        arrived=_clock(one.second),
        customers=whole if whole == one.customers else one.customers,
        remark=remark,
    )


def _clock(second: int) -> str:
    return "" if second == NEVER else f"{second // 3600 % 24:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


def _line(row: int, tickets: Tickets, at: int | None, reason: Reason | None) -> ReadRow:
    words = reason_text(reason)[0] if reason is not None else ""
    if at is None:
        return ReadRow(row, fault=words)
    return ReadRow(
        row=row,
        number=bytes(tickets.number[at]).decode("utf-8", "replace"),
        service_class=tickets.classes[int(tickets.service_class[at])],
        day=date.fromordinal(int(tickets.day[at])).isoformat(),
        arrived=_clock(int(tickets.arrived[at])),
        called=_clock(int(tickets.called[at])),
        finished=_clock(int(tickets.finished[at])),
        outcome=Outcome(int(tickets.outcome[at])),
        remark=words,
        server=tickets.servers[int(tickets.server[at])],
        rating=int(tickets.rating[at]),
    )
