"""A register that grows costs in proportion and no more: no question for each line, no pass over all for each of them.

Times are of the processor and compared with each other; the figures by the clock are in `tests/benchmarks`.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event

from supervisor.complaints.register.ledger import found_cases, listed, pressing_limits
from supervisor.complaints.register.lines import Lines, Listed
from supervisor.complaints.retention.service import how_many_due, proposal
from supervisor.desktop.screens.complaints.choices import STANDINGS, allowed
from supervisor.desktop.screens.complaints.naming import Naming
from supervisor.desktop.screens.complaints.reading import read
from supervisor.desktop.screens.complaints.whole import arranged, mended
from supervisor.journal import Reader
from supervisor.overview.owed_care import owed_to_customers
from tests.benchmarks.many_complaints import fill
from tests.complaints.team import Team, found

FEW, MANY = 2_500, 10_000
WORDS = ("现", "现金", "0", "ts", "2026", "x9", "人员1")
ANY = dict.fromkeys(("channel", "class_code", "cause_code", "person", "owner", "kind"), "") | {"since": 0}


def lines(count: int) -> Lines:
    """Made-up lines, every second of a live case."""
    chance = random.Random(count)
    begun = 1_760_000_000_000
    rows = [
        Listed(
            subject=f"complaint:{n:019d}", number=f"TS-MA-{n:06d}", day=f"2026-{n % 12 + 1:02d}-{n % 28 + 1:02d}",
            received_ms=begun + chance.randrange(30_000_000_000), channel=chance.choice(["phone", "letter", "spoken"]),
            class_code=chance.choice(["cash", "card"]), cause_code=chance.choice(["waiting", "attitude"]),
            person=f"person:{n % 40}", first_taker="person:1", owner=f"person:{n % 30}",
            state="open" if n % 2 else "closed", live=n % 2, head_office=0, with_head_office=0, escalation_asked=0,
            group_size=0, paused_reason="", clock="aim" if n % 2 else "",
            due_ms=begun + n * 60_000 if n % 2 else 0, warn_ms=begun if n % 2 else 0,
        )
        for n in range(count)
    ]  # fmt: skip
    return Lines.of(rows)


NAMING = Naming(
    people={f"person:{n}": f"人员{n}" for n in range(40)}, classes={"cash": "现金业务", "card": "银行卡"},
    causes={"waiting": "等候时间长", "attitude": "服务态度"}, roots={}, reasons={}, zone=UTC,
    channels={"phone": "电话", "letter": "来信", "spoken": "当面"}, states={"open": "处理中", "closed": "已办结"},
    clocks={"aim": "支行目标时限"},
)  # fmt: skip


def worked(rows: Lines) -> None:
    """Arranged, found, narrowed, sorted by every heading, and mended, as the screen does it."""
    now = 1_770_000_000_000
    cases = arranged(NAMING, rows)
    for standing in STANDINGS:
        kept = allowed(rows, {**ANY, "standing": standing}, now, frozenset())
        for word in WORDS:
            cases.arranged((word,), kept, 2, descending=True)
    for column in range(len(cases.columns)):
        cases.arranged((), None, column, descending=False)
    newer = Lines.of(rows[:20])
    assert len(mended(NAMING, cases, newer, frozenset([rows[30].subject])).rows) == len(rows) - 1


def test_four_times_the_lines_cost_about_four_times_as_much() -> None:
    few, many = lines(FEW), lines(MANY)

    def cost(rows: Lines) -> float:
        taken = []
        for _again in range(2):
            begun = time.thread_time()
            worked(rows)
            taken.append(time.thread_time() - begun)
        return min(taken)

    cost(lines(100))
    assert cost(many) <= 9 * cost(few), "twice as much as in proportion: a pass over all lines for each of them is 16"


@pytest.fixture
def team(book: Any) -> Team:
    return found(book)


def test_no_question_is_asked_for_each_case(team: Team) -> None:
    """How often the database is asked does not depend on how many cases there are, old ones and live ones."""

    def asked() -> dict[str, int]:
        questions: dict[str, Callable[[Reader], object]] = {
            "list": lambda r: listed(r, team.manager),
            "screen": lambda r: read(r, team.manager, None, "", frozenset()),
            "limits": lambda r: pressing_limits(r, team.manager),
            "today": lambda r: owed_to_customers(r, r.now, {}, team.manager),
            "due": lambda r: how_many_due(r, team.manager),
            "to erase": lambda r: proposal(r, team.manager),
            "command line": lambda r: found_cases(r, team.manager, datetime(1900, 1, 1).date(), r.today, among={}),
        }
        counts = {}
        for name, question in questions.items():
            with team.book.read() as r:
                counts[name] = 0

                def count(*_told: object, name: str = name) -> None:
                    counts[name] += 1

                question(r)  # once before: what is kept in memory is there
            with team.book.read() as r:
                event.listen(r.connection.engine, "before_cursor_execute", count)
                question(r)
                event.remove(r.connection.engine, "before_cursor_execute", count)
        return counts

    fill(team.book, 40, live=20)
    before = asked()
    fill(team.book, 160, live=80, seed=2)
    after = asked()
    apart = {name: (before[name], after[name]) for name in before if after[name] > before[name] + 15}
    assert not apart, "limits by day are asked for once a day of which there are cases, nothing for each case"
