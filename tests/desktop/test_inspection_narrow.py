"""The inspection sheet in a laptop's window, in both languages: no words, no button and no field are cut."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from supervisor.language import use_language

Key = Qt.Key


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_on_the_sheet_is_cut_in_a_laptops_window(open_on: Any, language: str) -> None:
    use_language(language)
    h = open_on()
    window = h.window
    window.resize(1180, 720)
    h.view.show_one_by_one(False, remember=False)
    h.settle()
    h.press(Key.Key_2, Key.Key_Escape)  # the gate fails: lines below say that they are passed over
    h.settle()
    h.page.close_sheet()
    h.settle()
    h.page.open_sheet(h.subject)  # laid out anew with what it holds already
    h.settle()
    view = h.view
    for item in h.items[:6]:
        row = view.items.rows[item]
        for words in row.findChildren(QLabel):
            if words.isVisibleTo(row) and words.wordWrap():
                assert words.height() >= words.heightForWidth(words.width()), (item, words.text())
    for one in (view.finish, view.mode, view.give_up):
        assert one.width() >= one.sizeHint().width(), one.text()
        left = one.mapTo(window, one.rect().topLeft()).x()
        assert left + one.width() <= window.width(), one.text()
    inside = view.side.widget()
    assert inside.width() <= view.side.viewport().width(), "the side's fields are as wide as there is room"
