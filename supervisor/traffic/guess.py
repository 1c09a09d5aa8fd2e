"""A first look at a ticket file nobody has described yet: headers, first rows, and which column is probably which.

The guess goes by the words of the headers and, where these say nothing, by what stands in the columns: a column of
times is an arrival, a call or an end. A person sees the guess with the first rows as they would be read, and corrects
it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

import msgspec
import numpy as np

from supervisor.errors import BadInput, Fault
from supervisor.language import _
from supervisor.traffic.intake import Recogniser, file_rows
from supervisor.traffic.mapping import OWN_HEADERS, TicketMapping, chosen_mapping, plain, recognise
from supervisor.traffic.moments import DATE_ONLY, FULL, TIME_ONLY, read_moments
from supervisor.traffic.rows import Reason, RowReader, reason_text
from supervisor.traffic.tickets import DAY_SECONDS, NEVER, Outcome, Tickets

SAMPLE_ROWS = 5_000
_LOOK_ROWS = 60
_HEADER_WITHIN = 20
HINTS: dict[str, tuple[str, ...]] = {
    "arrived": ("取号", "取票", "到达", "领号", "抽号", "arriv", "issue", "taken", "came"),
    "called": ("叫号", "呼叫", "受理", "开始", "call", "start", "begin", "serve"),
    "finished": ("结束", "办结", "完成", "离开", "end", "finish", "complete", "left", "gone"),
    "day": ("日期", "date", "day"),
    "rating": ("评价", "满意", "rating", "satisf"),
    "outcome": ("结果", "状态", "情况", "outcome", "status", "state"),
    "server": ("窗口", "柜台", "柜员", "window", "counter", "teller", "server", "desk"),
    "number": ("票号", "号码", "序号", "流水", "编号", "号", "ticket", "number", "no", "nr", "id"),
    "service_class": ("业务", "类别", "类型", "队列", "class", "type", "service", "queue"),
}
_TIMES = ("arrived", "called", "finished")


class FileHead(msgspec.Struct, frozen=True):
    """The top of a file: `rows` below the header row `header_row` (counted as a spreadsheet does), as text."""

    file: str
    headers: tuple[str, ...]
    header_row: int
    rows: tuple[tuple[str, ...], ...]
    more: bool  # whether the file goes on below


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


class Preview(msgspec.Struct, frozen=True):
    """The first rows under a mapping, and what becomes of all rows looked at: taken + refused = filled rows.

    `refused`: rows with reason and cure; `repaired` of the taken ones were mended or taken without an unreadable part.
    """

    shown: tuple[ReadRow, ...]
    looked_at: int
    taken: int
    repaired: int
    refused: tuple[Fault, ...]


def look_at(path: Path, known: Recogniser = recognise, most: int = SAMPLE_ROWS) -> FileHead:
    """The headers and first rows of a file. Raises BadInput when it cannot be read or has no row of headers."""
    path = Path(path)
    source, sheet = file_rows(path, known)
    rows = [tuple(row) for row in islice(source, most + _HEADER_WITHIN + 1)]
    top = rows[:_HEADER_WITHIN]
    at = next((n for n, row in enumerate(top) if known(row)), None)
    if at is None:
        at = next((n for n, row in enumerate(top) if _names(row)), None)
    if at is None:
        raise BadInput(
            _("{file} has no row with the names of its columns.").format(file=path.name),
            (
                Fault(
                    _("none of the first rows looks like a row of headings"),
                    _("Put a row with a name over each column on top of the file."),
                    file=path.name,
                    sheet=sheet,
                    row=1,
                ),
            ),
        )
    below = rows[at + 1 : at + 1 + most]
    return FileHead(path.name, rows[at], at + 1, tuple(below), len(rows) > at + 1 + most)


def _names(row: Sequence[str]) -> bool:
    """Whether a row names columns: two texts or more, no two alike, none a time or a number."""
    filled = [plain(cell) for cell in row if plain(cell)]
    if len(filled) < 2 or len(set(filled)) < len(filled):
        return False
    times = read_moments(filled).kind >= TIME_ONLY
    return not times.any() and not any(cell.replace(".", "", 1).isdigit() for cell in filled)


def guess(head: FileHead) -> dict[str, str]:
    """Field -> header, as far as it can be guessed; number and arrived may be missing."""
    headers = [header for header in head.headers if plain(header)]
    free = dict.fromkeys(headers)
    found: dict[str, str] = {}

    def take(field: str, header: str | None) -> None:
        if header is not None and field not in found:
            found[field] = header
            free.pop(header, None)

    for field, names in OWN_HEADERS.items():
        take(field, next((header for name in names for header in free if plain(header) == plain(name)), None))
    columns = {header: _column(head, header) for header in headers}
    for field, words in HINTS.items():
        if field not in found:
            fits = _fits(field, columns)
            take(field, next((h for word in words for h in free if word in plain(h) and fits(h)), None))
    times = sorted((header for header in free if _share(columns[header], (FULL, TIME_ONLY)) > 0.5), key=_when(columns))
    for field in _TIMES:
        if field not in found and times:
            take(field, times.pop(0))
    if "number" not in found:
        take("number", next((h for h in free if _distinct(columns[h]) and not _share(columns[h], (FULL,))), None))
    return found


def _column(head: FileHead, header: str) -> list[str]:
    at = head.headers.index(header)
    return [row[at] for row in head.rows[:_LOOK_ROWS] if len(row) > at]


def _share(column: list[str], kinds: tuple[int, ...]) -> float:
    filled = [cell for cell in column if cell.strip()]
    return float(np.isin(read_moments(filled).kind, kinds).mean()) if filled else 0.0


def _fits(field: str, columns: Mapping[str, list[str]]) -> Callable[[str], bool]:
    """Whether what stands in a column can be this field: times for times, a date for the day, no times for others."""
    if field in _TIMES:
        return lambda header: _share(columns[header], (FULL, TIME_ONLY)) > 0.5 or not any(columns[header])
    if field == "day":
        return lambda header: _share(columns[header], (DATE_ONLY,)) > 0.5
    return lambda header: _share(columns[header], (FULL,)) < 0.5


def _when(columns: Mapping[str, list[str]]) -> Callable[[str], float]:
    """The usual second of a column of times: an arrival comes before a call, a call before an end."""

    def middle(header: str) -> float:
        moments = read_moments([cell for cell in columns[header] if cell.strip()])
        return float(np.median(moments.day.astype(np.int64) * DAY_SECONDS + moments.second))

    return middle


def _distinct(column: list[str]) -> bool:
    filled = [cell for cell in column if cell.strip()]
    return len(filled) > 1 and len(set(filled)) == len(filled)


def preview(
    head: FileHead,
    mapping: TicketMapping | Mapping[str, str],
    *,
    rename_class: Callable[[str], str] = str,
    shown: int = 8,
) -> Preview:
    """How the rows of `head` would be read. Raises BadInput for a mapping without number or arrival."""
    try:
        chosen = mapping if isinstance(mapping, TicketMapping) else chosen_mapping(mapping)
    except ValueError as error:
        raise BadInput(str(error)) from error
    reader = RowReader(chosen, head.headers, rename_class)
    numbers = np.arange(head.header_row + 1, head.header_row + 1 + len(head.rows), dtype=np.int32)
    tickets, rejected, of_tickets = reader.read(list(head.rows), numbers)
    reasons = dict(zip(rejected.rows.tolist(), map(Reason, rejected.reasons.tolist()), strict=True))
    place = {row: at for at, row in enumerate(of_tickets.tolist())}
    mended = set(reader.mended_rows.tolist())
    lines = []
    for row, cells in zip(numbers.tolist(), head.rows, strict=True):
        if len(lines) == shown:
            break
        if any(cell.strip() for cell in cells):
            lines.append(_line(row, tickets, place.get(row), reasons.get(row), row in mended))
    refused = tuple(
        Fault(*reason_text(reason), file=head.file, row=row) for row, reason in reasons.items() if not reason.kept
    )
    kept = sum(reason.kept for reason in reasons.values())
    return Preview(tuple(lines), len(tickets) + len(refused), len(tickets), len(mended) + kept, refused)


def _line(row: int, tickets: Tickets, at: int | None, reason: Reason | None, mended: bool) -> ReadRow:
    words = reason_text(reason)[0] if reason is not None else _("clocks made to agree") if mended else ""
    if at is None:
        return ReadRow(row, fault=words)

    def clock(second: int) -> str:
        return "" if second == NEVER else f"{second // 3600 % 24:02d}:{second // 60 % 60:02d}:{second % 60:02d}"

    return ReadRow(
        row=row,
        number=bytes(tickets.number[at]).decode("utf-8", "replace"),
        service_class=tickets.classes[int(tickets.service_class[at])],
        day=date.fromordinal(int(tickets.day[at])).isoformat(),
        arrived=clock(int(tickets.arrived[at])),
        called=clock(int(tickets.called[at])),
        finished=clock(int(tickets.finished[at])),
        outcome=Outcome(int(tickets.outcome[at])),
        remark=words,
    )
