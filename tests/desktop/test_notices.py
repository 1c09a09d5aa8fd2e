"""Messages and figures are readable whole: several notices at once, a figure in its field, three words on a button."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QLabel,
    QLayout,
    QLayoutItem,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections.sign_part import SignPart
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import button, row
from supervisor.desktop.widgets.choices import choice_button
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.notices import Notice, NoticeFrame, Toasts

LONG = "营业期间厅堂始终有人值守，离岗有人接替（空岗不超过15分钟）"


@pytest.fixture
def ground(qtbot: QtBot, theme: Theme) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def test_notices_said_one_after_the_other_stand_whole(qtbot: QtBot, ground: QWidget) -> None:
    toasts = Toasts(ground)
    for status in ("bad", "warning"):
        toasts.say(Notice(status, f"{status} {LONG}", "nothing was changed", "try again"))
    qtbot.wait(20)
    frames = toasts.findChildren(NoticeFrame)
    assert len(frames) == 2
    for frame in frames:
        for words in frame.findChildren(QLabel):
            assert words.height() >= words.heightForWidth(words.width()), "cut off"
            assert frame.rect().contains(words.geometry())
    assert ground.rect().contains(toasts.geometry())


def test_what_would_pass_makes_room_first_where_there_is_none(qtbot: QtBot, ground: QWidget) -> None:
    toasts = Toasts(ground)
    toasts.say(Notice("bad", "stays"))
    for number in range(20):
        toasts.say(Notice("good", f"{number} {LONG}"))
    qtbot.wait(20)
    said = [one.happened for one in toasts.notices]
    assert said[0] == "stays"
    assert said[-1].startswith("19 ")
    assert len(said) == 2, "never a pile"
    assert ground.rect().contains(toasts.geometry())


def test_the_same_words_stand_once(qtbot: QtBot, ground: QWidget) -> None:
    toasts = Toasts(ground)
    for _time in range(5):
        toasts.say(Notice("warning", "not yours"))
        toasts.say(Notice("bad", LONG, "nothing was changed", "mend it", final=True))
    assert [one.happened for one in toasts.notices] == ["not yours", LONG]


def test_a_warning_leaves_by_itself_unless_one_is_on_it(
    qtbot: QtBot, ground: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supervisor.desktop.widgets.notices.WARNING_MILLISECONDS", 60)
    toasts = Toasts(ground)
    toasts.say(Notice("bad", "the program failed", details="Traceback"))
    toasts.say(Notice("warning", "not yours"))
    ground.activateWindow()
    closing = toasts.findChildren(NoticeFrame)[1].findChildren(QPushButton)[0]
    closing.setFocus()
    qtbot.wait(200)
    assert len(toasts.notices) == 2
    closing.clearFocus()
    qtbot.waitUntil(lambda: [one.happened for one in toasts.notices] == ["the program failed"], timeout=2000)


def test_a_notice_keeps_off_the_fields_to_be_filled(qtbot: QtBot, ground: QWidget) -> None:
    field = QPlainTextEdit(ground)
    field.setGeometry(480, 300, 400, 280)
    field.show()
    toasts = Toasts(ground)
    toasts.say(Notice("warning", LONG))
    assert not toasts.geometry().intersects(field.geometry())
    assert ground.rect().contains(toasts.geometry())
    field.hide()
    toasts.say(Notice("warning", "again"))
    assert toasts.geometry().left() > ground.width() // 3, "else in the lower right corner"


def test_a_figure_keeps_off_the_edge_of_its_field(qtbot: QtBot, ground: QWidget, desk: Desk) -> None:
    form = FormSheet(ground, desk, "days")
    field: QSpinBox = form.number("days", "days", 3, 0, 30)
    assert field.lineEdit().textMargins().left() >= 4
    form.reject()


def test_the_ways_to_sign_are_whole_words_however_the_other_side_signs(
    qtbot: QtBot, ground: QWidget, desk: Desk, theme: Theme
) -> None:
    from supervisor.desktop.screens.inspections.signing import WIDTH

    part = SignPart(desk, "x", ("drawn", "login", "refused", "absent", "none"), [("a", "a"), ("b", "b")])
    qtbot.addWidget(part)
    part.resize((theme.px(WIDTH) - 48 - 24) // 2, 300)
    part.show()
    for made in part.findChildren(QPushButton):
        if made in part.buttons.values():
            made.click()
            assert made.width() >= QFontMetrics(theme.font(bold=True)).horizontalAdvance(made.text()) + 16


@pytest.mark.parametrize("kind", ["primary", "small", "choice"])
def test_no_line_squeezes_a_button_below_its_words(qtbot: QtBot, ground: QWidget, theme: Theme, kind: str) -> None:
    words = ["Finish and sign", "Calendar of checks", "Inspectors compared"]
    made = [
        button(one, None, kind) if kind != "choice" else choice_button(one, lambda: None, QButtonGroup(ground))
        for one in words
    ]
    made[0].setText("Finish and sign the inspection")
    line = row(*made)
    line.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    ground.setLayout(line)
    ground.resize(200, 60)
    qtbot.wait(20)
    for one in made:
        one.setChecked(True)
        metrics = QFontMetrics(theme.font(bold=kind != "small"))
        assert one.width() >= metrics.horizontalAdvance(one.text()) + 16


def test_a_message_that_has_gone_leaves_nothing_that_the_next_object_is_taken_for(
    qtbot: QtBot, ground: QWidget
) -> None:
    """An item of a layout kept in Python after its widget: the next object at its address ends the program."""

    def items() -> int:
        every = shiboken6.getAllValidWrappers()
        return sum(isinstance(one, QLayoutItem) and not isinstance(one, QLayout) for one in every)

    toasts = Toasts(ground)
    before = items()
    for number in range(20):
        toasts.say(Notice("good", f"{number}"))
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
    assert [one.happened for one in toasts.notices] == ["18", "19"]
    assert items() == before
