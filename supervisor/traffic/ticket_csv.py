"""Tickets out again as a file in the branch's own layout: for the sample, for other programs, for trying the import."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from supervisor.traffic.tickets import DAY_SECONDS, NEVER, Outcome, Tickets

HEADERS = ("票号", "业务类型", "取号时间", "叫号时间", "结束时间", "结果", "窗口", "评价")
OUTCOME_WORDS = {Outcome.OPEN: "等待", Outcome.LEFT: "弃号", Outcome.SERVED: "已办理", Outcome.NEVER_THERE: "作废"}


def ticket_rows(tickets: Tickets) -> Iterator[tuple[str, ...]]:
    """Rows of text below `HEADERS`, in the order of the tickets."""
    days: dict[int, str] = {}
    columns = (tickets.day, tickets.number, tickets.arrived, tickets.called, tickets.finished, tickets.outcome)
    more = (tickets.service_class, tickets.server, tickets.rating)
    for day, number, arrived, called, finished, outcome, name, server, rating in zip(
        *(column.tolist() for column in (*columns, *more)), strict=True
    ):
        yield (
            number.decode(),
            tickets.classes[name],
            _moment(days, day, arrived),
            _moment(days, day, called),
            _moment(days, day, finished),
            OUTCOME_WORDS[Outcome(outcome)],
            tickets.servers[server] if tickets.servers else "",
            str(rating) if rating else "",
        )


def _moment(days: dict[int, str], day: int, second: int) -> str:
    if second == NEVER:
        return ""
    day, second = day + second // DAY_SECONDS, second % DAY_SECONDS
    text = days.get(day) or days.setdefault(day, date.fromordinal(day).isoformat())
    return f"{text} {second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


def write_ticket_csv(path: Path, parts: Iterable[Tickets]) -> int:
    """Write tickets as CSV (UTF-8 with BOM, so that Excel shows Chinese), whole or not at all; returns the rows."""
    count = 0
    temporary = path.with_name(f".{path.name}.part")
    try:
        with temporary.open("w", encoding="utf-8-sig", newline="") as handle:
            writer = csv.writer(handle)
            writer.writerow(HEADERS)
            for tickets in parts:
                writer.writerows(ticket_rows(tickets))
                count += len(tickets)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return count
