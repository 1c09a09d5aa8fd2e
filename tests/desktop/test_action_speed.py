"""The actions screen under quick hands: two keys on two places, a verb twice, the focus, photos."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.actions.likes import LikesSheet
from supervisor.desktop.screens.actions.photos_field import PhotosField
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.forms import FormSheet
from tests.desktop.on_screen import Settle, window_on

from .test_action_keys import others, raised, state

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> Iterator[Window]:
    with window_on("actions", qtbot, desk, theme, settle) as made:
        yield made


def opened(window: Any, subject: str, settle: Settle) -> Any:
    window.go("actions", subject)
    settle()
    page: Any = window.pages["actions"]
    page.table.view.setFocus()
    return page


def test_two_quick_keys_tick_two_places(window: Any, qtbot: QtBot, desk: Desk, settle: Settle) -> None:
    from supervisor.actions.ledger import likes, linked

    subject = raised(desk, "badge", others(desk)[0], places=("cash",))
    page = opened(window, subject, settle)
    qtbot.keyClick(page.table.view, Key.Key_L)
    settle()
    sheet = next(s for s in window.findChildren(LikesSheet) if s.isVisible())
    assert sheet.list.count() > 2
    qtbot.keyClick(sheet.list, Key.Key_1)  # both before the first is kept
    qtbot.keyClick(sheet.list, Key.Key_2)
    settle()
    with desk.book.read() as reader:
        found = [one.result for one in likes(reader, subject)]
        assert found[:3] == ["in_order", "same_fault", ""]
        assert len(linked(reader, subject)) == 1
    assert sheet.list.currentRow() == 2
    sheet.accept()


def test_the_focus_stays_with_the_steps_or_goes_to_the_table(
    window: Any, qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    subject = raised(desk, "door", others(desk)[0])
    page = opened(window, subject, settle)
    window.activateWindow()
    take = next(b for b in page.detail.findChildren(QPushButton) if b.toolTip() == "T" and b.isVisible())
    take.setFocus()
    qtbot.keyClick(take, Key.Key_Space)
    settle()
    qtbot.waitUntil(lambda: page.detail.action.state == "taken_up", timeout=20_000)
    assert page.table.view.hasFocus(), "the step that was taken is gone: the next key is the table's"
    note = next(b for b in page.detail.findChildren(QPushButton) if b.toolTip() == "N" and b.isVisible())
    note.setFocus()
    page.refresh()
    settle()
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.toolTip() == "N"


def test_a_photo_is_small_before_the_form_is_sent_and_one_that_is_none_is_said_at_once(
    window: Any, qtbot: QtBot, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    subject = raised(desk, "door", others(desk)[0])
    page = opened(window, subject, settle)
    qtbot.keyClick(page.table.view, Key.Key_D)
    settle()
    form = next(f for f in window.findChildren(FormSheet) if f.isVisible())
    field: Any = form.findChild(PhotosField)
    image = QImage(3000, 2000, QImage.Format.Format_RGB32)
    image.fill(0x112233)
    assert image.save(str(tmp_path / "big.png"))
    (tmp_path / "none.jpg").write_bytes(b"no picture")
    field.put([tmp_path / "big.png", tmp_path / "none.jpg"])
    assert not form.verb.isEnabled(), "the form waits for its pictures, the book's own thread for nobody"
    qtbot.waitUntil(lambda: not field.busy, timeout=20_000)
    assert form.verb.isEnabled()
    assert "none.jpg" in form.fault.text()
    (picture,) = field.value()
    assert QImage.fromData(picture).width() == 1600
    form.verb.click()
    form.verb.click()
    settle()
    assert len(state(desk, subject).after) == 1
