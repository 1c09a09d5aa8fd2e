"""The table model under Qt's own model tester; sorting, filtering and copying by value, not by looks."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from supervisor.desktop.shell.finder import Found, FoundModel
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.arrangement import ranked
from supervisor.desktop.widgets.models import ROW, SORT, STATUS, Column, RowsModel, RowsProxy, as_tsv
from supervisor.desktop.widgets.table import DataTable, EmptyState, filter_field

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


@dataclass(frozen=True)
class Line:
    """A row of a test."""

    subject: str
    name: str
    value: float | None


COLUMNS = [
    Column[Line]("name", "Name", lambda r: r.name, status=lambda r: "bad" if r.value is None else "good"),
    Column[Line]("value", "Value", lambda r: "–" if r.value is None else f"{r.value:.1f}", lambda r: r.value, True),
]
LINES = [Line("a", "Ten", 10.0), Line("b", "Nine", 9.0), Line("c", "None", None), Line("d", "Two", 2.0)]


def test_model_keeps_qts_contract(qapp: object) -> None:
    model = RowsModel(COLUMNS)
    proxy = RowsProxy(model)
    testers = [QAbstractItemModelTester(model, STRICT), QAbstractItemModelTester(proxy, STRICT)]
    model.put(LINES)
    proxy.sort(1, Qt.SortOrder.DescendingOrder)
    proxy.find("n")
    model.put(LINES[:1])
    model.put([])
    found = FoundModel()
    testers.append(QAbstractItemModelTester(found, STRICT))
    found.put([Found("Person", "Li", "6001", lambda: None)])
    found.put([])
    assert len(testers) == 3


def test_sorts_by_value_and_not_by_text(qapp: object) -> None:
    proxy = RowsProxy(RowsModel(COLUMNS, LINES))
    proxy.sort(1)
    assert [proxy.index(i, 1).data() for i in range(4)] == ["–", "2.0", "9.0", "10.0"]
    assert proxy.index(3, 0).data(ROW) == LINES[0], "the row itself survives the proxy"
    assert proxy.index(3, 1).data(SORT) == 10.0
    assert proxy.index(0, 0).data(STATUS) == "bad"


def test_each_value_is_asked_once_for_sorting(qapp: object) -> None:
    """A year's findings are thousands of lines, sorted at every arrow key of the picture above them."""
    asked: list[str] = []

    def value(line: Line) -> float | None:
        asked.append(line.subject)
        return line.value

    model = RowsModel([Column[Line]("value", "Value", lambda r: "", value)])
    proxy = RowsProxy(model)
    proxy.sort(0, Qt.SortOrder.DescendingOrder)
    lines = [Line(f"{n}", "", (n * 7919) % 1000) for n in range(1000)]
    model.put(lines)
    assert [proxy.index(i, 0).data(ROW).value for i in range(1000)] == [float(n) for n in reversed(range(1000))]
    assert len(asked) == 1000
    model.put(lines[:3])
    assert [proxy.index(i, 0).data(ROW).subject for i in range(3)] == ["1", "2", "0"]


@given(st.lists(st.none() | st.integers(-3, 3) | st.text("ab", max_size=2) | st.sampled_from([0.5, 2.0])))
def test_ranks_put_nothing_first_and_like_with_like(values: list[object]) -> None:
    ranks = ranked(values)
    assert all(rank == 0 for rank, value in zip(ranks, values, strict=True) if value is None)
    present = [(rank, value) for rank, value in zip(ranks, values, strict=True) if value is not None]
    for rank, value in present:
        for other, against in present:
            if all(isinstance(one, int | float) for _rank, one in present):
                assert (rank < other) == (value < against)  # type: ignore[operator]
            elif any(isinstance(one, int | float) for _rank, one in present):
                assert (rank < other) == (str(value) < str(against))
            else:
                assert (rank < other) == (value < against)  # type: ignore[operator]


def test_the_cursor_stays_on_its_own_of_several_lines_about_one_subject(qtbot: QtBot, theme: Theme) -> None:
    @dataclass(frozen=True)
    class Entry(Line):
        id: str

    lines = [Entry("one", f"{n}", n, f"id{n}") for n in range(3)]
    table = DataTable(theme, COLUMNS, name="Lines")
    qtbot.addWidget(table)
    table.put(lines)
    table.view.selectRow(2)
    table.put(lines)
    assert table.current() == lines[2]
    table.put(lines[:2])
    assert table.current() is None


def test_an_empty_table_has_the_name_of_the_full_one(qtbot: QtBot, theme: Theme) -> None:
    table = DataTable(theme, COLUMNS, name="Lines", empty=EmptyState("Nothing yet."))
    qtbot.addWidget(table)
    assert (table.empty.accessibleName(), table.empty.accessibleDescription()) == ("Lines", "Nothing yet.")


def test_a_filter_that_fits_nothing_says_so_and_lets_go_by_escape(qtbot: QtBot, theme: Theme) -> None:
    table = DataTable(theme, COLUMNS, name="Lines")
    field = filter_field(table, "Filter", 200)
    for widget in (table, field):
        qtbot.addWidget(widget)
        widget.show()
    field.setText("nine")
    table.put(LINES)
    assert table.currentWidget() is table.view
    field.setText("nothing of the kind")
    assert table.nothing_fits is not None
    assert table.currentWidget() is table.nothing_fits
    table.put(LINES[:2])
    assert table.currentWidget() is table.nothing_fits, "also when it is read anew"
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_Escape)
    assert field.text() == ""
    assert table.currentWidget() is table.view
    field.setText("nothing of the kind")
    table.nothing_fits.findChildren(QPushButton)[0].click()
    assert table.proxy.rowCount() == 2
    table.put([])
    assert table.currentWidget() is table.empty


@pytest.mark.parametrize(("words", "kept"), [("", 4), ("n", 3), ("nine 9", 1), ("NINE", 1), ("nothing", 0)])
def test_filters_by_words_in_any_column(qapp: object, words: str, kept: int) -> None:
    proxy = RowsProxy(RowsModel(COLUMNS, LINES))
    proxy.find(words)
    assert proxy.rowCount() == kept


@given(st.text(max_size=12))
def test_a_copied_cell_never_breaks_the_table_or_becomes_a_formula(text: str) -> None:
    model = RowsModel([Column[Line]("name", "Name", lambda r: r.name)], [Line("a", text, 1.0)])
    lines = as_tsv(model, [0]).split("\n")
    assert len(lines) == 3
    cell = lines[1]
    assert "\t" not in cell
    assert not cell.startswith(("=", "+", "@"))


def test_copying_takes_headings_and_keeps_minus_numbers(qapp: object) -> None:
    model = RowsModel(COLUMNS, [Line("a", "=SUM(A1)", -3.0), Line("b", "-x", 1.0)])
    assert as_tsv(model, [0, 1]) == "Name\tValue\n'=SUM(A1)\t-3.0\n'-x\t1.0\n"


def test_table_shows_what_to_do_next_when_empty(qtbot: QtBot, theme: Theme) -> None:
    pressed: list[str] = []
    empty = EmptyState("Nothing yet.", "Begin", lambda: pressed.append("begin"))
    table = DataTable(theme, COLUMNS, name="Lines", empty=empty)
    qtbot.addWidget(table)
    table.put([])
    assert table.currentWidget() is empty
    table.put(LINES)
    assert table.currentWidget() is table.view
    assert table.select(lambda r: r.subject == "b")
    table.put([LINES[2], LINES[1]])
    assert table.current() == LINES[1], "the cursor stays on its row when rows arrive anew"
    table.copy()
    assert QGuiApplication.clipboard().text().count("\n") == 3


def test_columns_are_left_out_only_where_there_is_no_room(qtbot: QtBot, theme: Theme) -> None:
    columns = [
        Column[Line]("name", "Name", lambda r: r.name, width=-1),
        Column[Line]("value", "Value", lambda r: r.name, width=200, spare=True),
        Column[Line]("kept", "Kept", lambda r: r.name, width=200),
    ]
    table = DataTable(theme, columns, name="Lines")
    qtbot.addWidget(table)
    table.put([Line("a", "a name of so many words that it fills its column", 10.0)])
    table.resize(900, 300)
    table.show()
    assert not table.view.isColumnHidden(1)
    table.resize(380, 300)
    assert table.view.isColumnHidden(1)
    assert not table.view.isColumnHidden(2)
    table.resize(900, 300)
    assert not table.view.isColumnHidden(1)


def test_columns_give_what_they_do_not_hold_to_the_one_that_is_short(qtbot: QtBot, theme: Theme) -> None:
    """A title of many words was cut while a column of two signs beside it stood half empty."""
    columns = [
        Column[Line]("name", "Name", lambda r: r.name, width=-1),
        Column[Line]("value", "Value", lambda r: str(r.value), width=200),
        Column[Line]("spare", "Spare", lambda r: str(r.value), width=200, spare=True),
    ]
    table = DataTable(theme, columns, name="Lines")
    qtbot.addWidget(table)
    table.resize(640, 300)
    table.show()
    table.put([Line("a", "short", 10.0)])
    assert table.view.columnWidth(1) == theme.px(200)
    table.put([Line("a", "a title of so many words that it needs most of the width there is", 10.0)])
    assert table.view.columnWidth(1) < theme.px(100)
    assert table.view.columnWidth(0) > theme.px(400)
    assert not table.view.isColumnHidden(2)
    table.resize(1400, 300)
    assert table.view.columnWidth(1) == theme.px(200), "with room for all they are as wide as they are meant"
