"""The tab of people needed: classes and posts against the roster, by quarter-hour, of the day the page is on."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.traffic.outlook.need import day_need
from tests.desktop.traffic_page import Settle, keys, page, window

__all__ = ["page", "window"]  # fixtures
Key, Alt = Qt.Key, Qt.KeyboardModifier.AltModifier


def test_needed_and_planned_people_of_classes_and_posts_by_quarter_hour(
    qtbot: QtBot, page: Any, settle: Settle, desk: Desk
) -> None:
    keys(qtbot, settle, (Key.Key_6, Alt))
    tab = page.part("staffing")
    assert tab.places.view.hasFocus()
    with desk.book.read() as r:
        need = day_need(r, page.snapshot.day)
    assert need.on_roster
    of_class = {one.service_class: one for one in need.classes}
    assert [line.subject for line in tab.places.model.rows] == [
        subject
        for one in need.classes
        for subject in (f"class:{one.service_class}",
                        *(f"post:{one.service_class}:{post.post}" for post in one.posts))
    ]  # fmt: skip
    line = tab.places.current()
    one = of_class[line.subject.split(":")[1]]
    shown = tab.quarters.model.rows
    assert [q.needed for q in shown] == one.needed.tolist()
    np.testing.assert_allclose([q.planned for q in shown], one.planned)
    assert [q.short > 0 for q in shown] == one.short().tolist()
    assert [q.missed for q in shown] == one.missed().tolist()
    short = sum(int(c.short().sum()) for c in need.classes)
    assert sum(z - a for p in tab.places.model.rows if not p.post for a, z, _n in p.short_spans()) == 15 * short
    keys(qtbot, settle, Key.Key_Return)
    assert tab.quarters.view.hasFocus()
    if line.short_spans():
        assert tab.quarters.current().start_minute == line.short_spans()[0][0]
    assert tab.places.select(lambda place: bool(place.post))
    settle()
    post = next(p for c in need.classes for p in c.posts if p.post == tab.places.current().subject.split(":", 2)[2])
    assert [q.needed for q in tab.quarters.model.rows] == post.needed.tolist()
    tab._copy_places()
    assert len(QGuiApplication.clipboard().text().splitlines()) == len(tab.places.model.rows) + 1


def test_it_goes_with_the_day_of_the_page(qtbot: QtBot, page: Any, settle: Settle) -> None:
    keys(qtbot, settle, (Key.Key_6, Alt))
    tab, before = page.part("staffing"), page.snapshot.day
    keys(qtbot, settle, (Key.Key_Left, Alt))
    qtbot.waitUntil(lambda: (before - tab.seen.day).days == 1, timeout=10_000)
    assert page.day.date().toPython() == tab.seen.day
    keys(qtbot, settle, (Key.Key_1, Alt))
    qtbot.waitUntil(lambda: page.snapshot.day == tab.seen.day, timeout=10_000)
    assert QApplication.focusWidget() is not None
