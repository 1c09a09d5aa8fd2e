"""Pictures that are read: close up and back, on the clipboard with their title, as a table, with axes in our words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from supervisor.desktop.widgets.axes import day_labels, day_ticks
from supervisor.language import use_language
from tests.desktop.traffic_page import Settle, keys, page, window

__all__ = ["page", "window"]  # fixtures
Key, Alt = Qt.Key, Qt.KeyboardModifier.AltModifier


def test_zoom_by_keys_wheel_and_back(qtbot: QtBot, page: Any, settle: Settle) -> None:
    keys(qtbot, settle, (Key.Key_2, Alt))
    plot = page.part("pattern").plot

    def width() -> float:
        (left, right), _upright = plot._box.viewRange()
        return right - left

    whole = width()
    keys(qtbot, settle, Key.Key_Plus, Key.Key_Plus)
    assert width() < 0.6 * whole
    assert plot.zoomed
    keys(qtbot, settle, Key.Key_End)
    (left, right), _upright = plot._box.viewRange()
    assert left <= plot.marks[plot.at].x <= right, "the place that is read is on show"
    page.part("pattern").refresh()
    settle()
    assert width() < 0.6 * whole, "read anew, the part on show stays"
    keys(qtbot, settle, Key.Key_0)
    assert width() == pytest.approx(whole)
    view = plot.plot.viewport()
    middle = QPointF(view.width() / 2, view.height() / 2)
    wheel = QWheelEvent(
        middle, QPointF(view.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, wheel)
    settle()
    assert width() < whole
    for _turn in range(40):
        keys(qtbot, lambda: None, Key.Key_Minus)
    assert width() == pytest.approx(whole), "never further than there is something to see"


def test_the_pointer_reads_what_it_rests_on(qtbot: QtBot, page: Any, settle: Settle) -> None:
    keys(qtbot, settle, (Key.Key_2, Alt))
    plot = page.part("pattern").plot
    place = 3 * plot.stride + 7
    spot = plot._box.mapViewToScene(QPointF(plot.marks[place].x, plot.marks[place].y))
    plot._hover(spot)
    assert QToolTip.text() == plot.marks[place].words
    assert "周四" in QToolTip.text()
    qtbot.mouseClick(plot.plot.viewport(), Qt.MouseButton.LeftButton, pos=plot.plot.mapFromScene(spot))
    settle()
    assert plot.at == place, "a click puts the reading mark there"
    plot._hover(QPointF(-5, -5))
    qtbot.waitUntil(lambda: not QToolTip.isVisible(), timeout=5000)


def test_the_picture_is_copied_twice_as_large_with_its_title(qtbot: QtBot, page: Any, settle: Settle) -> None:
    keys(qtbot, settle, (Key.Key_2, Alt))
    faces = page.part("pattern").faces
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(faces.plot, Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    image = QGuiApplication.clipboard().image()
    size = faces.plot.plot.size()
    assert image.width() == 2 * size.width()
    assert image.height() > 2 * size.height()
    ground = page.desk.theme.colour("surface")
    inked = sum(image.pixelColor(x, y) != ground for x in range(20, 400, 3) for y in range(16, 56, 3))
    assert inked > 20, "the title stands over it"
    assert faces.title
    coloured = image.pixelColor(image.width() // 2, image.height() // 2)
    assert coloured != ground


def test_f2_shows_the_week_as_a_table_and_it_is_copied_whole(qtbot: QtBot, page: Any, settle: Settle) -> None:
    keys(qtbot, settle, (Key.Key_2, Alt))
    tab = page.part("pattern")
    keys(qtbot, settle, Key.Key_F2)
    assert tab.figures.view.hasFocus()
    heat = tab.seen.made
    assert len(tab.figures.model.rows) == heat.customers.shape[1]
    assert tab.figures.model.index(3, 1).data() == f"{heat.customers[0][3]:.1f}"
    tab.faces.copy_table()
    lines = QGuiApplication.clipboard().text().rstrip("\n").split("\n")
    assert len(lines) == 1 + heat.customers.shape[1]
    assert lines[0].split("\t")[1:] == ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    keys(qtbot, settle, Key.Key_F2)
    assert tab.plot.hasFocus()


def test_axes_are_in_our_words_and_as_many_as_fit() -> None:
    use_language("zh")
    first, last = date(2025, 11, 21).toordinal(), date(2026, 11, 20).toordinal()
    for size in (300, 700, 1300):
        ticks = day_ticks(first, last, size)
        assert 2 <= len(ticks) <= size / 60
        assert all(date.fromordinal(one).day == 1 for one in ticks)
    labels = day_labels(day_ticks(first, last, 1300))
    assert labels[0].startswith("2025年")
    assert any(label.startswith("2026年") for label in labels)
    mondays = day_ticks(last - 40, last, 700)
    assert all(date.fromordinal(one).weekday() == 0 for one in mondays)
    assert day_labels(mondays)[0] == "10月12日"
    assert day_ticks(last - 3, last, 700) == [last - 3, last - 2, last - 1, last]
