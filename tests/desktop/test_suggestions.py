"""Drop-downs that are typed into: found by characters, sounds and codes; what fits nothing is said; Tab leaves."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.searchable import meant
from supervisor.desktop.widgets.sounds import sounds_like
from supervisor.desktop.widgets.suggesting import answers
from supervisor.language import use_language
from tests.desktop.care import Settle, show
from tests.desktop.keyboard import opened, sheet
from tests.desktop.typist import Typist

Key = Qt.Key


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("guashi", "银行卡 › 挂失补卡"), ("guas", "挂失"), ("gs", "挂失"), ("gsbk", "挂失补卡"), ("liujg", "刘建国"),
        ("LiuJianGuo", "刘建国"), ("liu jian guo", "刘建国"), ("yinhang", "银行卡"), ("lvyou", "旅游"),
        ("shuai", "利率"), ("ting", "刘婷"), ("atmtingji", "ATM 停机"),
    ],
)  # fmt: skip
def test_what_is_typed_in_latin_letters_is_heard(typed: str, text: str) -> None:
    assert sounds_like(typed, text)


@pytest.mark.parametrize(("typed", "text"), [("hushi", "挂失"), ("guashix", "挂失"), ("挂", "挂失"), ("", "挂失")])
def test_what_sounds_otherwise_is_not(typed: str, text: str) -> None:
    assert not sounds_like(typed, text)


def test_the_whole_sound_is_meant_before_a_part_of_another() -> None:
    assert meant("guashi", ["挂失补卡", "挂失", "解挂失"]) == [1]
    assert meant("zhangwei", ["张伟 6001", "张伟丽 6002"]) == [0]
    assert not sounds_like("jianguo", "刘建国", begins=True)


def test_a_code_is_found_as_the_words_are() -> None:
    assert answers("card_l", "银行卡 › 挂失补卡", "card_loss")
    assert not answers("card_l", "银行卡 › 挂失补卡")


@pytest.fixture
def form(qtbot: QtBot, desk: Desk, settle: Settle, own_home: object) -> Any:
    use_language("zh")
    page = show("complaints", qtbot, desk, settle)
    qtbot.keyClick(page, Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened(page))
    settle()
    return sheet(page)


def suggested(box: Any) -> list[str]:
    """What the list under a drop-down holds now."""
    model = box.completer().popup().model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_full_sounds_find_a_kind_of_business_and_tab_takes_it(form: Any) -> None:
    hands, box = Typist(), form._fields["class_code"]
    hands.press(Key.Key_Tab)
    hands.write("guashi")
    assert suggested(box) == ["银行卡 › 挂失补卡"]
    hands.press(Key.Key_Tab)
    assert QApplication.focusWidget() is form._fields["cause_code"]
    assert form.values()["class_code"] == "card_loss"


def test_what_fits_nothing_is_said_at_once_and_the_field_can_be_left_both_ways(form: Any) -> None:
    hands, box = Typist(), form._fields["cause_code"]
    hands.press(Key.Key_Tab, times=2)
    hands.write("qqzz")
    assert suggested(box) == ["没有与“qqzz”相符的选项"]
    assert not box.completer().popup().model().index(0, 0).flags(), "it is no choice"
    hands.press(Key.Key_Tab)
    assert QApplication.focusWidget() is form._fields["person"]
    assert form.values()["cause_code"] is None
    hands.press(Key.Key_Backtab)
    hands.write("paidui")
    hands.press(Key.Key_Backtab)
    assert QApplication.focusWidget() is form._fields["class_code"]
