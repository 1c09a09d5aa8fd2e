"""The heat map in a low window: its heads stay while the rows scroll, and the field under the cursor is on show."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from pytestqt.qtbot import QtBot

from supervisor.desktop.widgets.laid import widgets_laid
from tests.desktop.test_sight_tab import Settle, press, tab

__all__ = ["tab"]
Key = Qt.Key


def area_of(tab: Any) -> Any:
    return tab.faces.widget(0)


def on_show(tab: Any) -> QRect:
    """The field under the cursor, in the coordinates of what is seen of the map."""
    heat = tab.heat
    place = heat._field(*heat.at)
    return place.translated(heat.mapTo(area_of(tab).viewport(), QPoint(0, 0)))


def heads(tab: Any) -> Any:
    """The picture of the line of heads, right of the names."""
    names, _wide, _high, head = tab.heat._geometry()
    view = area_of(tab).viewport()
    return view.grab(QRect(names, 0, view.width() - names, head)).toImage()


def test_the_heads_stay_and_the_field_under_the_cursor_is_made_visible(qtbot: QtBot, tab: Any, settle: Settle) -> None:
    heat, view = tab.heat, area_of(tab).viewport()
    assert heat.height() > view.height(), "more rows than fit"
    heat.setFocus()
    press(qtbot, settle, heat, *[Key.Key_Up] * 40)
    before = heads(tab)
    press(qtbot, settle, heat, *[Key.Key_Down] * (len(heat.heat.rows) - 1))
    assert area_of(tab).verticalScrollBar().value() > 0
    assert heads(tab) == before
    head = heat._geometry()[3]
    assert view.rect().adjusted(0, head, 0, 0).contains(on_show(tab))
    for _each in range(2):
        press(qtbot, settle, heat, Key.Key_F2)
        qtbot.waitUntil(lambda: tab.faces.currentIndex() != 0, timeout=5_000)
        press(qtbot, settle, widgets_laid(tab.as_table.layout())[0].view, Key.Key_F2)
        qtbot.waitUntil(lambda: view.rect().adjusted(0, head, 0, 0).contains(on_show(tab)), timeout=5_000)
    for _row in range(len(heat.heat.rows)):
        press(qtbot, settle, heat, Key.Key_Up)
        assert view.rect().adjusted(0, head, 0, 0).contains(on_show(tab))
    assert heads(tab) == before
