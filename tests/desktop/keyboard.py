"""Filling forms as a person does: Tab to the named field, type, press Enter on the verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QPushButton, QWidget

from supervisor.desktop.questions import Sheet
from supervisor.desktop.widgets.forms import FormSheet

TABS = 60  # more than any form has fields


def sheet(page: QWidget) -> Any:
    """The sheet that is open over a page."""
    found = [s for s in page.window().findChildren(Sheet) if s.isVisible()]
    assert found, "no sheet is open"
    return found[-1]


def opened(page: QWidget) -> bool:
    """Whether a sheet is open: a button's shortcut presses it for a moment before it acts."""
    return any(s.isVisible() for s in page.window().findChildren(Sheet))


def fill(form: FormSheet, **values: Any) -> None:
    """Go to each field with Tab and type its value; a check box is set by the space bar."""
    for name, value in values.items():
        field = form._fields[name]
        target = field.focusProxy() or field
        reach(form, target)
        if isinstance(field, QCheckBox):
            if field.isChecked() != value:
                QTest.keyClick(field, Qt.Key.Key_Space)
        elif isinstance(field, QComboBox) and not field.isEditable():
            field.setCurrentIndex(field.findData(value))
        elif isinstance(field, QComboBox):
            line = field.lineEdit()
            assert line is not None
            line.selectAll()
            type_in(line, field.itemText(field.findData(value)))
        else:
            if hasattr(target, "selectAll"):
                target.selectAll()
            type_in(target, str(value))


def type_in(field: QWidget, text: str) -> None:
    """Key by key; letters that no keyboard has a key for arrive from the input method in one go."""
    if text.isascii():
        QTest.keyClicks(field, text)
        return
    from PySide6.QtGui import QInputMethodEvent

    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def reach(window: QWidget, target: QWidget) -> None:
    """Tab until the target has the focus; fails when Tab never gets there."""
    for _count in range(TABS):
        now = window.focusWidget()
        if now is target or (now is not None and now.parentWidget() is target):
            return
        QTest.keyClick(now or window, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {target.accessibleName() or target!r}")


def press(window: QWidget, words: str, place: int = -1) -> None:
    """Tab to the button with these words (the last of them unless said) and press the space bar."""
    found = [b for b in window.findChildren(QPushButton) if b.text() == words and b.isVisible()]
    assert found, f"no button {words!r}; there are {[b.text() for b in window.findChildren(QPushButton)]}"
    target = found[place]
    group = target.group()
    if group is not None and group.exclusive() and group.checkedButton() is not None:
        _along(window, target)
        return
    reach(window, target)
    QTest.keyClick(target, Qt.Key.Key_Space)


def _along(window: QWidget, target: QPushButton) -> None:
    """Of buttons that exclude each other Tab reaches the chosen one; arrow keys go on from there and choose."""
    now = target.group().checkedButton()
    reach(window, now)
    key = Qt.Key.Key_Right if now.x() < target.x() else Qt.Key.Key_Left
    while now is not target:
        QTest.keyClick(now, key)
        before, now = now, window.focusWidget()
        assert now is not before, f"the arrow keys do not reach {target.text()!r}"


def enter(form: Sheet, settle: Callable[[], None]) -> None:
    """Enter takes the verb of a sheet, whatever field one is in."""
    QTest.keyClick(form, Qt.Key.Key_Return)
    settle()
