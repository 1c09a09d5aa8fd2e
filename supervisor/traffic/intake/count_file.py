"""A file of counts per interval, read from end to end: counts by day and class, and why a row is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from supervisor.traffic.figures import DaySummary
from supervisor.traffic.intake import chunks, share_done
from supervisor.traffic.intake.choosing import settled_order, unknown_order
from supervisor.traffic.intake.counting import Interval, days_of, interval_minutes, intervals, is_total
from supervisor.traffic.intake.date_order import ASK
from supervisor.traffic.intake.headings import Headings, plain, repeats
from supervisor.traffic.intake.mapping import WORDS, CountsMapping
from supervisor.traffic.intake.moments import Spelling
from supervisor.traffic.intake.overlaps import each_once, with_decimals
from supervisor.traffic.intake.reasons import Reason, Rejected, rejected, together
from supervisor.traffic.intake.rows import RowReader
from supervisor.traffic.intake.source import Source, Table, no_rows


@dataclass(frozen=True, slots=True, eq=False)
class CountFile:
    """What a file counts. `rows`: filled rows below the headings, each in a day or in `rejected`."""

    name: str
    digest: str
    sheet: str
    layout: str
    encoding: str
    rows: int
    minutes: int
    days: dict[date, DaySummary]
    rows_of: dict[date, int]
    rejected: Rejected
    unused_columns: tuple[str, ...]
    other_sheets: tuple[str, ...] = ()
    classes: dict[str, str] = field(default_factory=dict)
    found: tuple[Interval, ...] = ()
    repaired: Rejected = field(default_factory=lambda: rejected([], 0))


def read_count_file(
    source: Source,
    chosen: list[tuple[Table, Headings]],
    left: tuple[str, ...] = (),
    *,
    rename_class: Callable[[str], str] = str,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    today: date,
) -> CountFile:
    """The counts of the chosen tables of an open file. Raises as `read_tickets` does."""
    order = settled_order(chosen, today)
    if order == ASK:
        raise unknown_order(source.name)
    found: list[Interval] = []
    bad: list[Rejected] = []
    sheets, unused, classes, offset = [], {}, {}, 0

    def rename(text: str) -> str:
        classes[text] = rename_class(text)
        return classes[text]

    for table, headings in chosen:
        mapping: CountsMapping = headings.mapping
        place = {plain(name): at for at, name in reversed(list(enumerate(headings.names)))}
        written = {plain(name): name for name in reversed(headings.names)}
        spelling = Spelling(order, bool(mapping.day), source.from_1904)
        sheets.append((offset, table.name))
        done = 0
        for done, rows, last in chunks(source, table, headings.last_row, cancelled):
            numbers = np.arange(done - len(rows) + 1, done + 1, dtype=np.int32) + offset
            if source.torn and last and len(rows) > 1 and len(rows[-1]) < min(map(len, rows[-1001:-1])):
                bad.append(rejected(numbers[-1:], Reason.CUT_OFF))
                rows, numbers = rows[:-1], numbers[:-1]
            whole, kept = [], []
            for at, row in enumerate(rows):
                why = unlike_a_count(row, place.get(mapping.service_class, -1))
                if why is None:
                    whole.append(row)
                    kept.append(at)
                elif why:
                    bad.append(rejected(numbers[at : at + 1], why))
            if whole:
                new, no_start, no_count = intervals(whole, numbers[kept], place, mapping, written, rename, spelling)
                found += new
                bad += [rejected(no_start, Reason.BAD_START), rejected(no_count, Reason.NO_COUNT)]
            if progress is not None:
                progress(share_done(source, table, done, rows))
        offset += done
        used = set(mapping.columns())
        unused.update(dict.fromkeys(one for one in headings.names if plain(one) not in used and one[0] != "["))
    single, left_out = each_once(found, interval_minutes(found)) if found else ([], {})
    bad += [rejected([row], why) for row, why in left_out.items()]
    ahead = [one for one in single if one.day > today.toordinal()]
    single = [one for one in single if one.day <= today.toordinal()]
    bad.append(rejected(sorted({one.row for one in ahead}), Reason.FUTURE))
    names = tuple(sheets) if len(sheets) > 1 else ()
    refused = together(bad, names)
    if not refused.rows.size and not single:
        raise no_rows(source.name)
    minutes = interval_minutes(single) if single else 0
    rows_of = Counter(day for day, _row in {(one.day, one.row) for one in single})
    return CountFile(
        name=source.name,
        digest=source.digest,
        sheet="、".join(table.name for table, _headings in chosen),
        layout=chosen[0][1].mapping.name,
        encoding=source.encoding,
        rows=sum(rows_of.values()) + refused.rows.size,
        minutes=minutes,
        days=days_of(single, minutes),
        rows_of={date.fromordinal(day): count for day, count in rows_of.items()},
        rejected=refused,
        unused_columns=tuple(unused),
        other_sheets=left,
        classes=classes,
        found=tuple(single),
        repaired=together([rejected(with_decimals(single), Reason.DECIMALS)], names),
    )


def unlike_a_count(row: Sequence[str], class_at: int) -> Reason | int | None:
    """None for a row that counts; 0 for a blank one; else why it does not."""
    filled = [cell.strip() for cell in row if cell.strip()]
    if not filled:
        return 0
    if 0 <= class_at < len(row) and is_total(row[class_at]):
        return Reason.FOOT
    if repeats(filled, WORDS):
        return Reason.HEADINGS
    why = RowReader.unlike_a_ticket(row, Reason.BAD_START)
    return None if why == Reason.BAD_START else why
