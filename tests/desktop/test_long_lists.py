"""A list of a hundred thousand lines: found and sorted like a short one, under Qt's own model tester, at once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEventLoop, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.arrangement import Arrangement
from supervisor.desktop.widgets.models import ROW, Column, RowsModel, RowsProxy
from supervisor.desktop.widgets.sounds import by_sound
from supervisor.desktop.widgets.table import COPIED_AT_ONCE, DataTable

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal
MANY = 100_000


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line of a test."""

    subject: str
    cause: str
    day: str


COLUMNS = [
    Column[Line]("subject", "Subject", lambda r: r.subject, width=120),
    Column[Line]("cause", "Cause", lambda r: r.cause, width=-1),
    Column[Line]("day", "Day", lambda r: r.day, width=120, status=lambda _r: "good"),
]


def lines(count: int) -> list[Line]:
    chance = random.Random(1)
    causes = ("等候时间长", "服务态度", "Fees disputed")
    return [
        Line(f"TS-A1-{n:06d}", chance.choice(causes), f"20{chance.randrange(20, 27)}-{chance.randrange(1, 13):02d}")
        for n in range(count)
    ]


def subject(table: DataTable) -> str:
    """What the cursor is on."""
    return getattr(table.current(), "subject", "")


@pytest.fixture
def table(qtbot: QtBot, theme: Theme) -> Callable[[int], DataTable]:
    def made(count: int) -> DataTable:
        table = DataTable(theme, COLUMNS, name="Lines")
        qtbot.addWidget(table)
        table.resize(700, 500)
        table.show()
        table.put(Arrangement(COLUMNS, lines(count)).prepare())
        return table

    return made


WORDS = st.lists(st.sampled_from(["", "1", "12", "Fee", "FEES", "服务", "2023", "等候 1", "zz"]), max_size=6)


@given(WORDS, st.integers(-1, 2), st.booleans(), st.none() | st.integers(1, 4))
def test_found_and_sorted_as_if_every_line_were_asked(
    typed: list[str], column: int, descending: bool, every: int | None
) -> None:
    """Whatever was typed before: what was found for fewer letters is used again and must not be missed or stay."""
    rows = lines(60)
    allowed = None if every is None else [number % every == 0 for number in range(60)]
    arrangement = Arrangement(COLUMNS, rows)
    for text in [*typed, ""]:
        words = tuple(text.casefold().split())
        wanted = [
            number
            for number, row in enumerate(rows)
            if all(word in f"{row.subject}\t{row.cause}\t{row.day}".casefold() for word in words)
            and (allowed is None or allowed[number])
        ]
        if column >= 0:
            name = COLUMNS[column].name
            wanted.sort(key=lambda number: by_sound(getattr(rows[number], name)), reverse=descending)
        assert list(arrangement.arranged(words, allowed, column, descending)) == wanted


def test_what_points_at_a_line_goes_along_with_it(qapp: object) -> None:
    model = RowsModel(COLUMNS, lines(30))
    proxy = RowsProxy(model)
    tester = QAbstractItemModelTester(proxy, STRICT)
    marks = [QPersistentModelIndex(proxy.index(number, 1)) for number in (0, 7, 29)]
    before = [mark.data(ROW) for mark in marks]
    for act in (
        lambda: proxy.sort(2, Qt.SortOrder.DescendingOrder),
        lambda: proxy.sort(1),
        lambda: proxy.allow([number in (0, 7, 12, 29) for number in range(30)]),
        lambda: proxy.sort(-1),
        lambda: proxy.allow(None),
    ):
        act()
        assert [mark.data(ROW) for mark in marks] == before
    proxy.find("000007")
    assert [mark.isValid() for mark in marks] == [False, True, False]
    proxy.find("")
    assert proxy.rowCount() == 30
    assert tester is not None


def test_a_cursor_whose_line_is_filtered_out_takes_the_next_that_stays(table: Callable[[int], DataTable]) -> None:
    shown = table(40)
    said: list[str] = []
    shown.view.selectRow(12)
    shown.chosen.connect(lambda line: said.append(line.subject))
    shown.allow([number in (3, 20, 30) for number in range(40)])
    assert (subject(shown), said) == ("TS-A1-000020", ["TS-A1-000020"])
    shown.allow([number == 3 for number in range(40)])
    assert subject(shown) == "TS-A1-000003", "none after it: the last one before"
    shown.allow(None)
    assert subject(shown) == "TS-A1-000003"
    assert len(said) == 2, "who stays is not said again"
    shown.allow([number == 3 for number in range(40)])
    shown.allow([number in (9, 30) for number in range(40)])
    assert subject(shown) == "TS-A1-000009", "of those shown before none stays: the next one"
    shown.allow(None)
    assert shown.view.verticalHeader().count() == 40


def test_a_letter_typed_and_a_heading_clicked_cost_less_than_a_tenth_of_a_second(
    table: Callable[[int], DataTable],
) -> None:
    """Of the processor, painting included; `tests/benchmarks` looks at the clock as well."""
    shown = table(MANY)

    def cost(act: Callable[[], object]) -> float:
        begun = time.thread_time()
        act()
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return time.thread_time() - begun

    cost(lambda: shown.keep("x"))
    costs = {text: cost(lambda text=text: shown.keep(text)) for text in ("7", "77", "77 服", "77 服务", "", "fee 2023")}
    shown.keep("")
    shown.select(lambda line: line.subject.endswith("77777"))
    for column in range(3):
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            costs[f"{column} {order}"] = cost(lambda c=column, o=order: shown.view.sortByColumn(c, o))
    assert max(costs.values()) <= 0.1, costs
    assert subject(shown) == "TS-A1-077777"


def test_many_lines_are_copied_while_work_goes_on(qtbot: QtBot, table: Callable[[int], DataTable]) -> None:
    shown = table(2 * COPIED_AT_ONCE + 10)
    QGuiApplication.clipboard().clear()
    shown.copy()
    assert QGuiApplication.clipboard().text() == "", "the first lines are read, the window goes on"
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() != "")
    copied = QGuiApplication.clipboard().text().splitlines()
    assert len(copied) == 2 * COPIED_AT_ONCE + 11
    assert copied[-1].startswith(f"TS-A1-{2 * COPIED_AT_ONCE + 9:06d}\t")
