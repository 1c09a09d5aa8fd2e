"""Taking in a ticket file of a layout nobody has described: guessed, previewed, corrected, taken in, cancelled."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.traffic.import_history import FilesSheet
from supervisor.desktop.screens.traffic.import_sheet import ImportSheet
from supervisor.desktop.widgets.form_body import room_over
from supervisor.desktop.widgets.forms import choice_box
from supervisor.desktop.widgets.table import DataTable
from supervisor.language import use_language
from supervisor.traffic.files.ledger import files_taken, kept_classes, kept_mappings

Settle = Callable[[], None]
HEAD = "流水,业务大类,领号时刻,呼叫时刻,离席时刻,窗口编号\n"


def lines(count: int, day: str = "2026-11-20") -> str:
    rows = [
        f"Z{n:05d},个人现金,{day} 08:{n % 50:02d}:12,{day} 08:{n % 50:02d}:40,{day} 09:15:30,3" for n in range(count)
    ]
    return "\n".join(rows) + "\n"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    path = tmp_path / "machine.csv"
    bad = "Z90001,个人现金,2026-11-20 08:30:00,2026-11-20 08:01:00,2026-11-20 08:40:00,3\n"
    bad += ",个人现金,2026-11-20 08:31:00,,,\n"
    mended = "Z90002,个人现金,2026-11-20 08:30:10,2026-11-20 08:30:08,2026-11-20 08:40:00,3\n"
    path.write_text(HEAD + lines(6) + bad + mended, encoding="utf-8")
    return path


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, settle: Settle) -> Callable[[Path], ImportSheet]:
    """The sheet over the traffic page for a file, shown and settled."""
    from supervisor.desktop.screens import make_page

    def make(path: Path) -> ImportSheet:
        page: Any = make_page("traffic", desk)
        qtbot.addWidget(page)
        page.resize(1180, 780)
        page.show()
        settle()
        sheet = page.take_file(path)
        settle()
        qtbot.wait(120)
        settle()
        return sheet

    return make


def test_a_new_layout_is_guessed_shown_and_taken_in_and_remembered(
    qtbot: QtBot, desk: Desk, settle: Settle, opened: Callable[[Path], ImportSheet], machine: Path
) -> None:
    use_language("zh")
    sheet = opened(machine)
    chosen = sheet.columns()
    assert (chosen["number"], chosen["arrived"], chosen["finished"], chosen["rating"]) == (
        "流水",
        "领号时刻",
        "离席时刻",
        "",
    )
    rows = sheet.rows.model.rows
    assert len(rows) == 8
    assert [row.row for row in rows if row.fault] == [8, 9]
    assert sheet.refused.model.rows[0].row == 8
    assert "可导入 7 行（其中修正 1 行），不能导入 2 行" in sheet.sums.text()
    qtbot.mouseClick(sheet.verb, Qt.MouseButton.LeftButton)
    settle()
    assert "新增 7 张票" in sheet.sums.text()
    assert sheet.rows.isHidden()
    assert [fault.row for fault in sheet.refused.model.rows] == [8, 9]
    with desk.book.read() as r:
        assert files_taken(r)[0].new_count == 7
        (kept,) = kept_mappings(r).values()
    assert kept["arrived"] == "领号时刻"
    sheet.reject()
    again = opened(machine)
    assert again.layout_note.text() == "已按上次为同类文件选定的列读取。"


def test_a_column_chosen_by_hand_changes_the_preview_and_none_asks_for_one(
    settle: Settle, qtbot: QtBot, opened: Callable[[Path], ImportSheet], machine: Path
) -> None:
    use_language("zh")
    sheet = opened(machine)

    def choose(field: str, header: str) -> None:
        box = sheet.boxes[field]
        box.setCurrentIndex(box.findData(header))
        box.activated.emit(box.currentIndex())
        qtbot.wait(120)
        settle()

    choose("called", "")
    assert not any(row.called for row in sheet.rows.model.rows)
    choose("arrived", "")
    assert "请指定哪一列是：取号时间" in sheet.fault.text()
    assert not sheet.verb.isEnabled()
    choose("arrived", "业务大类")
    assert "没有一行能读取" in sheet.fault.text()
    assert not sheet.verb.isEnabled()
    choose("arrived", "领号时刻")
    assert sheet.verb.isEnabled()


def test_a_running_import_is_cancelled_and_nothing_of_it_is_kept(
    desk: Desk, settle: Settle, opened: Callable[[Path], ImportSheet], machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import supervisor.traffic.intake as intake

    monkeypatch.setattr(intake, "CHUNK_ROWS", 50)
    machine.write_text(HEAD + lines(20_000), encoding="utf-8")
    sheet = opened(machine)
    with desk.book.read() as r:
        before = len(files_taken(r))
    sheet.take_in()
    assert sheet.work.busy
    assert not sheet.boxes["number"].isEnabled()
    sheet.reject()  # Esc while it runs stops the work and leaves the sheet
    settle()
    assert not sheet.work.busy
    assert sheet.isVisible()
    with desk.book.read() as r:
        assert len(files_taken(r)) == before


def test_a_file_that_cannot_be_read_says_so_in_the_sheet(opened: Callable[[Path], ImportSheet], tmp_path: Path) -> None:
    use_language("zh")
    path = tmp_path / "odd.csv"
    path.write_text("1,2\n3,4\n")
    sheet = opened(path)
    assert "没有列名行" in sheet.fault.text()
    assert not sheet.verb.isEnabled()


def test_the_sheet_speaks_chinese_names_its_controls_and_keeps_qts_contract(
    opened: Callable[[Path], ImportSheet], machine: Path
) -> None:
    use_language("zh")
    sheet = opened(machine)
    tables = sheet.findChildren(DataTable)
    _testers = [QAbstractItemModelTester(t.model, QAbstractItemModelTester.FailureReportingMode.Fatal) for t in tables]
    texts = [w.text() for w in (*sheet.findChildren(QLabel), *sheet.findChildren(QAbstractButton))]
    texts += [column.title for table in tables for column in table.model.columns]
    assert [t for t in texts if re.search(r"[A-Za-z]{4,}", t.replace("machine.csv", ""))] == []
    assert all(box.accessibleName() for box in sheet.findChildren(type(choice_box([], name="x"))))


def test_counts_dates_and_classes_are_asked_for_before_anything_is_taken(
    desk: Desk, settle: Settle, qtbot: QtBot, opened: Callable[[Path], ImportSheet], tmp_path: Path
) -> None:
    use_language("zh")
    path = tmp_path / "machine.csv"
    path.write_text(
        "流水,业务大类,领号时刻,呼叫时刻,离席时刻\nA1,贵宾室,11/3/2026 8:05,11/3/2026 8:09,11/3/2026 8:15\n",
        encoding="utf-8",
    )
    sheet = opened(path)
    assert "日期有两种读法" in sheet.fault.text()
    assert not sheet.verb.isEnabled()

    def choose(box: Any, value: str) -> None:
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
        qtbot.wait(120)
        settle()

    choose(sheet.choices.order, "mdy")
    (row,) = sheet.rows.model.rows
    assert (row.day, row.service_class) == ("2026-11-03", "贵宾室")
    assert list(sheet.choices.classes) == ["贵宾室"]
    code = str(sheet.choices.classes["贵宾室"].itemData(1))
    choose(sheet.choices.classes["贵宾室"], code)
    assert sheet.rows.model.rows[0].service_class == code
    choose(sheet.choices.kind, "counts")
    assert sheet.counts.isVisibleTo(sheet)
    assert not sheet.verb.isEnabled()
    choose(sheet.choices.kind, "tickets")
    sheet.take_in()
    settle()
    with desk.book.read() as r:
        before = files_taken(r)[0]
        assert (before.new_count, kept_classes(r)) == (1, {"贵宾室": code})
    sheet.withdraw()
    settle()
    with desk.book.read() as r:
        assert files_taken(r)[0].withdrawn_ms


def test_the_files_taken_in_are_listed_and_one_is_withdrawn_by_keyboard(
    desk: Desk, settle: Settle, qtbot: QtBot, opened: Callable[[Path], ImportSheet], machine: Path
) -> None:
    use_language("zh")
    sheet = opened(machine)
    sheet.take_in()
    settle()
    assert desk.last_step is not None
    sheet.reject()
    window = sheet.parentWidget()
    assert window is not None
    files = FilesSheet(window, desk)
    files.open_list()
    settle()
    files.table.select(lambda one: one.file == "machine.csv")
    files.withdraw()
    assert "再按一次" in files.fault.text()
    files.withdraw()
    settle()
    assert files.table.model.rows[0].withdrawn_ms
    files.withdraw()
    assert "仍在计入" in files.fault.text()
    files.reject()


@pytest.mark.parametrize("high", [720, 900])
def test_the_sheet_stays_inside_the_window_however_much_it_shows(
    qtbot: QtBot, settle: Settle, opened: Callable[[Path], ImportSheet], tmp_path: Path, high: int
) -> None:
    """New classes and refused rows come after the sheet is open; its verbs stay on show, and the middle scrolls."""
    use_language("zh")
    path = tmp_path / "machine.csv"
    bad = "".join(f"B{n},贵宾室,2026-11-20 08:30:00,2026-11-20 08:01:00,,3\n" for n in range(30))
    names = "".join(f"C{n},业务{n}号,2026-11-20 08:{n:02d}:00,,,3\n" for n in range(12))
    path.write_text(HEAD + lines(6) + bad + names, encoding="utf-8")
    sheet = opened(path)
    window = sheet.parentWidget()
    assert window is not None
    window.resize(1180, high)
    sheet.reject()
    settle()
    sheet = ImportSheet(window, sheet._desk, path)
    sheet.open_file()
    for _again in range(3):
        settle()
        qtbot.wait(80)
    assert len(sheet.choices.classes) == 7
    assert sheet.refused.isVisible()
    for _state in ("preview", "done"):
        frame = window.frameGeometry()
        assert frame.contains(sheet.geometry()), (frame, sheet.geometry())
        shown = [one for one in (sheet.verb, sheet.back) if one.isVisible()]
        assert shown
        assert all(sheet.rect().contains(one.geometry()) for one in shown)
        everything = sheet.middle.widget()
        assert everything is not None
        assert sheet.height() >= room_over(sheet) - 1 or everything.height() <= sheet.middle.height() + 1, (
            "as tall as it needs"
        )
        if sheet.verb.isVisible():
            sheet.take_in()
            settle()
            qtbot.wait(80)
            settle()


def test_a_table_of_hours_is_shown_and_taken_in(
    desk: Desk, settle: Settle, opened: Callable[[Path], ImportSheet], tmp_path: Path
) -> None:
    use_language("zh")
    path = tmp_path / "machine.csv"
    path.write_text("日期,8点,9点,10点\n2026-11-19,4,8,12\n合计,4,8,12\n", encoding="utf-8")
    sheet = opened(path)
    assert "交叉" in sheet.layout_note.text()
    assert sheet.boxes["count"].currentText() == "3 列"
    assert [(row.arrived, row.customers) for row in sheet.counts.model.rows[:3]] == [
        ("08:00:00", 4), ("09:00:00", 8), ("10:00:00", 12)]  # fmt: skip
    assert sheet.verb.isEnabled()
    sheet.take_in()
    settle()
    with desk.book.read() as r:
        assert files_taken(r)[0].kind == "counts"
    sheet.reject()
    window = sheet.parentWidget()
    assert window is not None
    files = FilesSheet(window, desk)
    files.open_list()
    settle()
    (kind,) = (column for column in files.table.model.columns if column.name == "kind")
    assert kind.text(files.table.model.rows[0]) == "分时人数"
    files.reject()


def test_of_a_file_that_cannot_be_read_nothing_else_is_shown(
    opened: Callable[[Path], ImportSheet], tmp_path: Path
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(bytes(range(256)) * 4)
    sheet = opened(path)
    assert sheet.fault.isVisible()
    assert not any(part.isVisible() for part in (sheet.first, sheet.rows, sheet.counts))
