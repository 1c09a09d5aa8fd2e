"""The overview reads by index: a book of five years is answered as quickly as one of a month."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from supervisor.journal import Book, Reader
from supervisor.overview import briefing, month_figures, search, today

from .branch_day import DAY, made

GROWS = {  # tables that get longer year by year; whatever is short in every branch may be read whole
    "journal",
    "actions_action",
    "complaints_case",
    "complaints_step",
    "promises_call_back",
    "promises_praise",
    "inspection_inspection",
    "inspection_answer",
    "inspection_finding",
    "meetings_sitting",
    "roster_duty",
    "roster_absence",
    "rota_turn",
    "rota_done",
    "traffic_block",
    "training_test",
    "training_session",
}

ASKED: dict[str, Callable[[Reader], Any]] = {
    "today": lambda r: today(r, DAY, 570),
    "briefing": lambda r: briefing(r, DAY),
    "month": lambda r: month_figures(r, "2026-11"),
    "search number": lambda r: search(r, "147"),
    "search words": lambda r: search(r, "wait"),
}


@pytest.mark.parametrize("question", ASKED)
def test_no_table_that_grows_is_read_whole(book: Book, question: str) -> None:
    made(book)
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        if not many and statement.lstrip().upper().startswith("SELECT"):
            statements.append((statement, values))

    with book.read() as r:
        event.listen(r.connection, "before_cursor_execute", note)
        ASKED[question](r)
        event.remove(r.connection, "before_cursor_execute", note)
        whole = {}
        for statement, values in statements:
            for row in r.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values):
                found = re.match(r"SCAN (\w+)", row[3])
                if found and found[1] in GROWS:
                    whole[found[1]] = f"{row[3]}: {statement}"
    assert statements
    assert not whole
