"""The areas of the duty rota on screen: added, changed, put in order, stopped, and how weeks are counted."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.roster.rota import service
from tests.desktop.roster_page import (
    Settle,
    keep,
    page_on_show,  # noqa: F401  (fixtures, by their own names)
)
from tests.desktop.test_rota_tab import Key, month, on_rota, opened


def test_an_area_is_added_by_its_form_changed_and_stopped(qtbot: QtBot, desk: Desk, page: Any, settle: Settle) -> None:
    tab = on_rota(page, settle)
    tab.show_part("areas")
    tab.new.click()
    form = opened(page)
    fields = form._fields
    qtbot.keyClick(form, Key.Key_Return)
    settle()
    assert form.isVisible()
    assert form.fault.text()
    fields["zh"].setText("绿植")
    fields["often"].setCurrentIndex(fields["often"].findData("week:odd"))
    fields["weekdays"].boxes[2].setChecked(True)
    fields["people"].list.item(5).setCheckState(Qt.CheckState.Checked)
    fields["tasks"].setText("浇水")
    qtbot.keyClick(form, Key.Key_Return)
    settle()
    keep(page, settle)
    line = next(one for one in tab.table.model.rows if one.name == "绿植")
    assert (line.area.every, line.area.weeks, line.area.weekdays) == ("week", "odd", (3,))
    assert len(line.area.people) == 1
    assert "单周周三" in line.often
    assert tab.table.select(lambda one: one.name == "绿植")
    tab.change.click()
    form = opened(page)
    assert form._fields["people"].value() == list(line.area.people), "the form begins with what holds"
    form._fields["often"].setCurrentIndex(0)
    qtbot.keyClick(form, Key.Key_Return)
    settle()
    keep(page, settle)
    assert next(one for one in tab.table.model.rows if one.name == "绿植").area.every == "day"
    tab.table.select(lambda one: one.name == "绿植")
    tab.stop.click()
    qtbot.keyClick(opened(page), Key.Key_Return)
    settle()
    with desk.book.read() as reader:
        course = service.find_course(reader, line.subject)
        assert course.on(reader.today) is None
    desk.undo()
    settle()
    with desk.book.read() as reader:
        course = service.find_course(reader, line.subject)
        assert course.on(reader.today) is not None, "taken back, it counts again"


def test_days_of_odd_or_even_weeks_are_chosen_in_the_form(qtbot: QtBot, desk: Desk, page: Any, settle: Settle) -> None:
    tab = on_rota(page, settle)
    tab.show_part("areas")
    tab.new.click()
    fields = opened(page)._fields
    fields["zh"].setText("门前")
    fields["often"].setCurrentIndex(fields["often"].findData("day:even"))
    for weekday in (0, 3):
        fields["weekdays"].boxes[weekday].setChecked(True)
    qtbot.keyClick(opened(page), Key.Key_Return)
    settle()
    keep(page, settle)
    tab.table.select(lambda one: one.name == "门前")
    for _turn in range(2):  # as it was given, and kept by a change of something else
        area = tab.table.current().area
        assert (area.every, area.weeks, area.weekdays) == ("day", "even", (1, 4))
        tab.change.click()
        form = opened(page)
        form._fields["tasks"].setText("扫雪")
        qtbot.keyClick(form, Key.Key_Return)
        settle()
        keep(page, settle)


def test_areas_change_places_by_a_key_and_back(qtbot: QtBot, desk: Desk, page: Any, settle: Settle) -> None:
    tab = on_rota(page, settle)
    tab.show_part("areas")
    before = [one.name for one in tab.table.model.rows]
    tab.table.select(lambda one: one.name == before[0])
    settle()
    assert tab.down.isEnabled()
    assert tab.down.isVisible()
    assert page.isActiveWindow(), "a key is looked up as a shortcut of the active window"
    QTest.keyClick(page.windowHandle(), Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle()
    keep(page, settle)
    assert [one.name for one in tab.table.model.rows] == [before[1], before[0], *before[2:]]
    assert tab.table.current().name == before[0], "the cursor goes with it"
    shown = [str(area.name) for area in tab.shown.month.areas]
    assert shown.index(before[1]) < shown.index(before[0])
    desk.undo()
    settle()
    keep(page, settle)
    assert [one.name for one in tab.table.model.rows] == before


def test_how_weeks_are_counted_is_chosen_and_taken_back(qtbot: QtBot, desk: Desk, page: Any, settle: Settle) -> None:
    tab = on_rota(page, settle)
    tab.show_part("areas")
    assert tab.weeks.currentData() == "month"
    tab.weeks.setFocus()
    qtbot.keyClick(tab.weeks, Key.Key_Down)
    settle()
    assert month(desk, page.today).counting == "iso"
    desk.undo()
    settle()
    keep(page, settle)
    assert month(desk, page.today).counting == "month"
    assert tab.weeks.currentData() == "month"


def test_without_areas_the_tab_says_what_to_do(qtbot: QtBot, desk: Desk, page: Any, settle: Settle) -> None:
    from supervisor.desktop.screens.roster.rota_reading import RotaShown

    tab = on_rota(page, settle)
    rota = month(desk, page.today)
    bare = msgspec.structs.replace(rota, areas=(), slots={}, tallies=(), swaps=())
    tab.put(RotaShown(bare, {}, {}, (), (), (), ()))
    assert tab.stack.currentWidget() is tab.pages["nothing"]
    assert not tab.propose.isVisible()
    texts = [one.text() for one in tab.empty.findChildren(type(tab.hint))]
    assert any("采用" in text for text in texts)
