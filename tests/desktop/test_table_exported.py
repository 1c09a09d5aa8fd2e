"""Ctrl+Shift+S on any table writes what it shows to Excel: filtered, sorted, all columns, real figures, proved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from supervisor.desktop.widgets import exported_table
from supervisor.desktop.widgets.exported_table import WrittenTable
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable
from supervisor.reporting.standing import history


@dataclass(frozen=True)
class Line:
    """A row of the table."""

    no: str
    name: str
    wait: float
    day: date


COLUMNS = [
    Column[Line]("no", "编号", lambda one: one.no),
    Column[Line]("name", "姓名", lambda one: one.name),
    Column[Line]("wait", "等候", lambda one: f"{one.wait:.1f} 分钟", lambda one: one.wait, True, spare=True),
    Column[Line]("day", "日期", lambda one: f"{one.day:%m-%d}", lambda one: one.day),
]
LINES = [Line(f"{n:04d}", "=张三" if n % 2 else "李四", n / 2, date(2026, 11, 1 + n)) for n in range(20)]


@pytest.fixture
def shown(qtbot, desk, theme, tmp_path, monkeypatch):
    """A table in a window with a desk; the system's dialog answers with a path."""
    asked: list[str] = []

    def choose(_owner, _title, name, write, **_more):
        asked.append(name)
        write(tmp_path / name)

    monkeypatch.setattr(exported_table, "choose_target", choose)
    window = QWidget()
    window.desk = desk
    layout = QVBoxLayout(window)
    table = DataTable(theme, COLUMNS, name="整改清单", sort_by="no", descending=True)
    layout.addWidget(table)
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    table.put(LINES)
    table.view.setFocus()
    yield table, asked
    window.close()


def test_by_keyboard_alone(qtbot, shown, settle, desk, tmp_path):
    table, asked = shown
    table.keep("张三")
    qtbot.keyClick(table.view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert asked == ["整改清单 2026-11-20.xlsx"]
    path = tmp_path / asked[0]
    book = load_workbook(path)
    assert book.worksheets[-1]["A1"].value == "branch-supervisor.manifest"
    sheet = book["整改清单"]
    heads, *rows = sheet.iter_rows(min_row=3, values_only=True)
    assert heads == ("编号", "姓名", "等候（分钟）", "日期")
    assert [row[0] for row in rows] == [f"{n:04d}" for n in range(19, 0, -2)]
    assert [row[2] for row in rows] == [n / 2 for n in range(19, 0, -2)]
    assert rows[0][3].date() == date(2026, 11, 20)
    assert {cell.data_type for (cell,) in sheet.iter_rows(min_row=4, min_col=2, max_col=2)} == {"s"}
    with desk.book.read() as r:
        (noted, *_rest) = history(r, desk.actor)
    assert (noted.kind, noted.file) == ("table", path.name)
    told = table.window().findChild(WrittenTable)
    for words in told.findChildren(QLabel):
        assert words.height() >= words.heightForWidth(words.width()), words.text()
    texts = [one.text() for one in told.findChildren(QPushButton)]
    assert any("文件夹" in text for text in texts)
    qtbot.keyClick(told.enough, Qt.Key.Key_Return)
    settle()
    assert table.window().findChild(WrittenTable) is None
    assert table.view.hasFocus() or not table.window().isActiveWindow()


def test_what_cannot_be_written_is_said_there(qtbot, shown, settle, tmp_path):
    table, _asked = shown
    target = tmp_path / "整改清单 2026-11-20.xlsx"
    target.mkdir()
    qtbot.keyClick(table.view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle()
    told = table.window().findChild(WrittenTable)
    assert any("已有同名文件夹" in one.text() for one in told.findChildren(QLabel))
    assert list(Path(target).iterdir()) == []


def test_it_stands_in_the_menu_of_every_table(shown):
    table, _asked = shown
    assert "将本表导出到 Excel…" in [one.text() for one in table.view.actions()]
