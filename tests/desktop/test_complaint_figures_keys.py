"""The tab 分析 by keys alone: reached, its period and dimension chosen, down to the cases, out as a workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from supervisor.complaints import service
from supervisor.desktop.desk import Desk
from tests.desktop.keyboard import TABS
from tests.desktop.test_complaint_keys import ALT, CTRL, PRESSED, Keys, keys

__all__ = ["keys"]  # a fixture
Key = Qt.Key


def _saved(hands: Keys, path: Path) -> None:
    """What a person does in the system's own dialog, which no test can type into."""
    (dialog,) = hands.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    hands.settle()
    sheet = QApplication.activeModalWidget()
    (sheet or hands.window).activateWindow()  # as a window manager does once a dialog is closed
    QTest.qWait(PRESSED)
    hands.settle()


def _move(hands: Keys, figures: Any, view: str, along: Qt.Key, across: Qt.Key) -> None:
    """With the arrow keys to another view; the line of views may have broken into two."""
    for _count in range(TABS):  # the picture has the name of its view, too
        if hands.focus in figures.views.values():
            break
        QTest.keyClick(hands.focus, Key.Key_Tab)
    for _count in range(2 * len(figures.views)):
        if figures.view == view:
            return
        before = figures.view
        hands.press(along)
        if figures.view == before:
            hands.press(across)
    raise AssertionError(f"the arrow keys do not reach {view}, but {figures.view}")


def test_period_dimension_cases_and_workbook(keys: Callable[[], Keys], desk: Desk, tmp_path: Path) -> None:
    for cause in ("attitude", "attitude_cold", "waiting"):
        service.register(desk.book, desk.actor, channel="phone", text="x", class_code="cash", cause_code=cause)
    hands = keys()
    page: Any = hands.window.pages["complaints"]
    figures = page.figures
    hands.press(Key.Key_5, ALT)
    assert hands.focus is figures.faces["causes"].plot, "Alt+5 goes into the picture"

    hands.tab_to("Period")
    hands.press(Key.Key_Down)
    assert figures.shown.wish.period == "month_before"
    assert hands.focus is figures.periods, "the choice keeps the cursor"
    hands.press(Key.Key_Up)
    assert figures.shown.wish.period == "month"

    _move(hands, figures, "kinds", Key.Key_Right, Key.Key_Down)
    hands.tab_to("By")
    hands.press(Key.Key_Down)
    assert (figures.view, figures.kind, hands.focus) == ("kinds", "cause", figures.kinds)

    _move(hands, figures, "causes", Key.Key_Left, Key.Key_Up)
    hands.press(Key.Key_5, ALT)
    hands.press(Key.Key_Home)
    line = figures.lines[0]
    hands.press(Key.Key_Return)
    assert hands.focus is figures.behind.view
    assert len(figures.behind.model.rows) == line.cases
    subject = figures.behind.current().subject
    hands.press(Key.Key_Return)
    assert (page.tabs.stack.currentWidget(), page.open_case) == (page.cases, subject)

    hands.press(Key.Key_5, ALT)
    hands.press(Key.Key_E, CTRL)
    target = tmp_path / "figures.xlsx"
    _saved(hands, target)
    hands.settle()
    assert "Causes by Pareto" in load_workbook(target).sheetnames
    assert QApplication.focusWidget() is not None


def test_the_register_is_exported_masked_and_opened_only_with_a_reason(
    keys: Callable[[], Keys], desk: Desk, tmp_path: Path
) -> None:
    from supervisor.complaints.attachments.ledger import looks
    from supervisor.complaints.texts.masking import Contact

    subject = service.register(
        desk.book, desk.actor, channel="phone", text="he waited", class_code="cash", cause_code="waiting",
        contact=Contact(name="Wang Xiaoming", phone="13812345678"),
    )  # fmt: skip
    hands = keys()
    hands.press(Key.Key_E, CTRL)
    hands.tab_to("Choose the place and write…")
    hands.press(Key.Key_Return)
    masked = tmp_path / "masked.xlsx"
    _saved(hands, masked)
    assert hands.focus.accessibleName() == "Close", "it says where the file lies, and Enter closes it"
    hands.press(Key.Key_Return)
    assert "13812345678" not in _text(masked)

    hands.press(Key.Key_E, CTRL)
    hands.tick("With names, telephones and words as they were said")
    hands.tab_to("Choose the place and write…")
    hands.press(Key.Key_Return)
    assert not hands.window.findChildren(QFileDialog), "without a reason nothing is written"
    hands.type("Reason (it is kept with your name)", "head office asks for it")
    hands.tab_to("Choose the place and write…")
    hands.press(Key.Key_Return)
    whole = tmp_path / "whole.xlsx"
    _saved(hands, whole)
    assert "13812345678" in _text(whole)
    with desk.book.read() as r:
        assert [one.reason for one in looks(r, subject)] == ["head office asks for it"]


def _text(path: Path) -> str:
    return " ".join(str(cell) for sheet in load_workbook(path) for row in sheet.values for cell in row if cell)
