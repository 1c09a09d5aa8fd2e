"""A first look at a file nobody has described yet: headers, first rows, and which column is probably which.

The guess goes by the words of the headers and, where these say nothing, by what stands in the columns: a column of
times is an arrival, a call or an end; few times and small whole numbers are counts. A person sees the guess with the
first rows as they would be read (`preview.py`), and corrects it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np

from supervisor.errors import BadInput, Fault
from supervisor.language import _
from supervisor.traffic.intake.choosing import chosen_tables
from supervisor.traffic.intake.headings import Headings, named, plain, simple
from supervisor.traffic.intake.mapping import COUNT_HEADERS, COUNTS, NEEDED, OWN_HEADERS, TICKETS, Recogniser
from supervisor.traffic.intake.moments import DATE_ONLY, FULL, MISSING, TIME_ONLY, Spelling, read_moments
from supervisor.traffic.intake.recognising import recognise
from supervisor.traffic.intake.source import Source, Table, open_source, top_of

SAMPLE_ROWS = 5_000
_LOOK_ROWS = 60
HINTS: dict[str, tuple[str, ...]] = {
    "arrived": ("取号", "取票", "到达", "领号", "抽号", "出票", "arriv", "issue", "taken", "came"),
    "called": ("叫号", "呼叫", "受理", "开始", "call", "start", "begin", "serve"),
    "finished": ("结束", "办结", "完成", "离开", "end", "finish", "complete", "left", "gone"),
    "day": ("日期", "date", "day"),
    "waited": ("等候", "等待", "候时", "wait"),
    "served": ("时长", "用时", "duration", "服务时间", "办理时间", "service time"),
    "rating": ("评价", "满意", "rating", "satisf"),
    "outcome": ("结果", "状态", "情况", "outcome", "status", "state"),
    "server": ("窗口", "柜台", "柜员", "window", "counter", "teller", "server", "desk"),
    "number": ("票号", "号码", "序号", "流水", "编号", "号", "ticket", "number", "no", "nr", "id"),
    "service_class": ("业务", "类别", "类型", "队列", "class", "type", "service", "queue"),
}
_COUNT_HINTS: dict[str, tuple[str, ...]] = {
    "start": ("时段", "时间", "小时", "start", "time", "hour", "interval"),
    "day": ("日期", "date", "day"),
    "count": ("人数", "客流", "数量", "取号", "笔数", "count", "calls", "customers", "arrivals", "number", "volume"),
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
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    from_1904: bool = False
    damaged: bool = False


def look_at(path: Path, known: Recogniser = recognise, most: int = SAMPLE_ROWS) -> FileHead:
    """The headers and first rows of a file. Raises BadInput when it cannot be read or has no row of headers."""
    source = open_source(Path(path))
    chosen, left = chosen_tables(source, known)
    table, headings = chosen[0]
    if headings.mapping is None:
        table, headings = _unknown(source)
        left = tuple(one.name for one in source.tables if one is not table)
    rows = top_of(source, table, headings.last_row + most + 1)
    below = tuple(tuple(row) for row in rows[headings.last_row : headings.last_row + most])
    return FileHead(
        source.name, headings.names, headings.last_row, below, len(rows) > headings.last_row + most,
        table.name, left, source.from_1904, bool(source.damaged),
    )  # fmt: skip


def _unknown(source: Source) -> tuple[Table, Headings]:
    """The first table with a row that names columns. Raises BadInput without any."""
    first = source.tables[0].name
    for table in source.tables:
        top = top_of(source, table)
        for at, row in enumerate(top):
            if table.hidden and len(source.tables) > 1:
                break
            if _names(row):
                following = top[at + 1] if at + 1 < len(top) else []
                both = _two_rows(row, following)
                return table, Headings(both or named(row), at + 2 if both else at + 1, None)
    raise BadInput(
        _("{file} has no row with the names of its columns.").format(file=source.name),
        (
            Fault(
                _("none of the first rows looks like a row of headings"),
                _("Put a row with a name over each column on top of the file."),
                file=source.name,
                sheet=first,
                row=1,
            ),
        ),
    )


def _two_rows(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """The headings of two rows where the upper one is merged over several columns; empty otherwise."""
    if not _names(lower, 1) or all(plain(cell) for cell in upper):
        return ()
    width = max(len(upper), len(lower))
    cells = [[str(row[at]).strip() if at < len(row) else "" for at in range(width)] for row in (upper, lower)]
    over, joined = "", []
    for high, low in zip(*cells, strict=True):
        over = high or over
        joined.append(f"{over} {low}".strip() if low and not high else (low and f"{high} {low}".strip()) or high)
    return named(joined)


def _names(row: Sequence[str], least: int = 2) -> bool:
    """Whether a row names columns: two texts or more, none a time or a number."""
    filled = [plain(cell) for cell in row if plain(cell)]
    if len(filled) < least or len(set(filled)) < min(len(filled), 2):
        return False
    times = read_moments(filled).kind >= TIME_ONLY
    return not times.any() and not any(cell.replace(".", "", 1).isdigit() for cell in filled)


def guess(head: FileHead, kind: str = TICKETS) -> dict[str, str]:
    """Field -> header, as far as it can be guessed; number and arrived (or start and count) may be missing."""
    headers = [header for header in head.headers if plain(header)]
    free = dict.fromkeys(headers)
    found: dict[str, str] = {}
    table, hints = (OWN_HEADERS, HINTS) if kind == TICKETS else (COUNT_HEADERS, _COUNT_HINTS)

    def take(field: str, header: str | None) -> None:
        if header is not None and field not in found:
            found[field] = header
            free.pop(header, None)

    columns = {header: _column(head, header) for header in headers}
    for field, names in table.items():
        take(field, next((header for name in names for header in free if simple(header) == simple(name)), None))
    for field, words in hints.items():
        if field not in found:
            fits = _fits(field, columns, kind == COUNTS)
            take(field, next((h for word in words for h in free if word in plain(h) and fits(h)), None))
    if kind == COUNTS:
        return _counts_by_content(found, free, columns)
    times = sorted((header for header in free if _share(columns[header], (FULL, TIME_ONLY)) > 0.5), key=_when(columns))
    for field in _TIMES:
        if field not in found and times:
            take(field, times.pop(0))
    if "number" not in found:
        take("number", next((h for h in free if _distinct(columns[h]) and not _share(columns[h], (FULL,))), None))
    return found


def _counts_by_content(
    found: dict[str, str], free: Mapping[str, None], columns: Mapping[str, list[str]]
) -> dict[str, str]:
    """Counts by what stands in the columns: all that hold whole numbers, but for their sum, are classes."""
    times = [header for header in free if _share(columns[header], (FULL, TIME_ONLY)) > 0.5]
    if "start" not in found and times:
        found["start"] = times[0]
    totals = ("合计", "总计", "小计", "total", "sum")
    if "count" not in found:
        whole = [h for h in free if h not in times and _whole(columns[h]) and not any(t in plain(h) for t in totals)]
        if whole:
            found["count"] = "|".join(whole)
    return found


def kind_of_table(head: FileHead) -> str:
    """Tickets or counts: by which of the two can be guessed in full; tickets where both can."""
    if all(field in guess(head) for field in NEEDED[TICKETS]):
        return TICKETS
    return COUNTS if all(field in guess(head, COUNTS) for field in NEEDED[COUNTS]) else TICKETS


def _column(head: FileHead, header: str) -> list[str]:
    at = head.headers.index(header)
    return [row[at] for row in head.rows[:_LOOK_ROWS] if len(row) > at]


def _share(column: list[str], kinds: tuple[int, ...]) -> float:
    """The share of a column that is moments of these kinds; a date of any order will do."""
    filled = [cell for cell in column if cell.strip()]
    if not filled:
        return 0.0
    kind = np.max([read_moments(filled, spelling=Spelling(order)).kind for order in ("", "dmy", "mdy")], axis=0)
    filled_kind = kind[kind != MISSING]
    return float(np.isin(filled_kind, kinds).mean()) if filled_kind.size else 0.0


def _fits(field: str, columns: Mapping[str, list[str]], counting: bool) -> Callable[[str], bool]:
    """Whether what stands in a column can be this field: times for times, a date for the day, no times for others."""
    if field in _TIMES:
        return lambda header: _share(columns[header], (FULL, TIME_ONLY)) > 0.5 or not any(columns[header])
    if field == "day":
        return lambda header: _share(columns[header], (DATE_ONLY,)) > 0.5
    if field == "count":
        return lambda header: _whole(columns[header])
    if field == "service_class" and counting:
        return lambda header: not _whole(columns[header]) and _share(columns[header], (FULL, TIME_ONLY)) < 0.5
    if field == "start":
        return lambda header: not _whole(columns[header]) or _share(columns[header], (FULL, TIME_ONLY)) > 0.5
    return lambda header: _share(columns[header], (FULL,)) < 0.5


def _whole(column: list[str]) -> bool:
    filled = [cell.strip() for cell in column if cell.strip()]
    return bool(filled) and sum(cell.isdigit() and len(cell) < 5 for cell in filled) > 0.8 * len(filled)


def _when(columns: Mapping[str, list[str]]) -> Callable[[str], float]:
    """The usual second of a column of times: an arrival comes before a call, a call before an end."""

    def middle(header: str) -> float:
        moments = read_moments([cell for cell in columns[header] if cell.strip()])
        return float(np.median(moments.day.astype(np.int64) * 86_400 + moments.second))

    return middle


def _distinct(column: list[str]) -> bool:
    filled = [cell for cell in column if cell.strip()]
    return len(filled) > 1 and len(set(filled)) == len(filled)
