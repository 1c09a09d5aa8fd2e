"""Sight on the desktop: pictures with their tables, read and walked by the keyboard, each person within his rights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections.sight_reading import VIEWS, Wish, read
from supervisor.desktop.screens.inspections.sight_words import empty_words
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.laid import widgets_laid
from supervisor.language import use_language

Settle = Callable[[], None]
Key = Qt.Key


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> Any:
    use_language("zh")
    made = Window(theme)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.take(desk, "inspections")
    made.activateWindow()
    settle()
    made.go("inspections", "sight")
    settle()
    yield made.pages["inspections"].part("sight")
    made.close()


def press(qtbot: QtBot, settle: Settle, widget: Any, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(widget, key)
    settle()


def test_from_a_field_to_its_findings_to_the_inspection(qtbot: QtBot, tab: Any, settle: Settle) -> None:
    heat = tab.heat
    heat.setFocus()
    row, column = heat.heat.rows[heat.at[0]], heat.heat.columns[heat.at[1]]
    cell = heat.heat.cell(row, column)
    assert cell.rate.faults > 0
    assert str(cell.rate.faults) in heat.accessibleDescription()
    assert {f.subject for f in tab.findings.model.rows} == set(cell.findings)
    press(qtbot, settle, heat, Key.Key_Return)
    assert tab.findings.view.hasFocus()
    found = tab.findings.current()
    press(qtbot, settle, tab.findings.view, Key.Key_Return)
    page: Any = tab.window().pages["inspections"]
    assert page.snapshot.sheet.inspection.number == found.number


def test_arrows_walk_and_stay_inside(qtbot: QtBot, tab: Any, settle: Settle) -> None:
    heat = tab.heat
    press(qtbot, settle, heat, Key.Key_End, *[Key.Key_Down] * 40)
    assert heat.at == (len(heat.heat.rows) - 1, len(heat.heat.columns) - 1)
    press(qtbot, settle, heat, Key.Key_Home, *[Key.Key_Up] * 40, Key.Key_Left)
    assert heat.at == (0, 0)
    before = heat.accessibleDescription()
    press(qtbot, settle, heat, Key.Key_Right)
    assert heat.accessibleDescription() != before
    assert tab.heading.text() == heat.accessibleDescription()


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_says_in_words_and_copies_as_picture_and_table(tab: Any, settle: Settle, view: str) -> None:
    tab.ask(view=view)
    settle()
    assert tab.views[view].isChecked()
    if tab.shown.currentIndex() == 1:
        assert tab.bare.words.text()
        return
    tab.copy_picture()
    assert not QGuiApplication.clipboard().image().isNull()
    tab.copy_table()
    lines = QGuiApplication.clipboard().text().rstrip("\n").split("\n")
    assert len(lines) > 1
    assert len({line.count("\t") for line in lines}) == 1
    picture = tab.heat if view == "heat" else tab.plots[view]
    assert picture.accessibleName()
    assert picture.accessibleDescription()


def test_the_table_behind_the_map_says_the_same(qtbot: QtBot, tab: Any, settle: Settle) -> None:
    press(qtbot, settle, tab.heat, Key.Key_F2)
    table = widgets_laid(tab.as_table.layout())[0]
    heat = tab.heat.heat
    assert [line.subject for line in table.model.rows] == list(heat.rows)
    shown = {
        (row, column): table.model.index(n, 1 + m).data()
        for n, row in enumerate(heat.rows) for m, column in enumerate(heat.columns)
    }  # fmt: skip
    for field, text in shown.items():
        rate = heat.cell(*field).rate
        assert text.startswith(f"{rate.faults}/") if rate.faults else text in ("·", "", "·*")
    press(qtbot, settle, table.view, Key.Key_F2)
    assert tab.faces.currentIndex() == 0


def test_filters_narrow_down_and_an_empty_choice_says_what_to_do(tab: Any, settle: Settle) -> None:
    whole = tab.snapshot.inspections
    tab.ask(template="appearance")
    settle()
    assert 0 < tab.snapshot.inspections < whole
    assert all(row.startswith("appearance/") for row in tab.heat.heat.rows)
    assert tab.boxes["template"].currentData() == "appearance"
    tab.ask(place="nowhere")
    settle()
    assert tab.shown.currentIndex() == 1
    assert "更长" in tab.bare.words.text()


def test_every_line_of_a_trend_shows_its_findings(tab: Any, settle: Settle) -> None:
    for axis in ("item", "person", "place", "hour"):
        tab.ask(view="trend", axis=axis)
        settle()
        table = tab.tables["trend"]
        for line in table.model.rows[:4]:
            table.select(lambda item, key=line.subject: item.subject == key)
            settle()
            assert len(tab.behind.model.rows) == line.it.total.faults + line.it.total.waived


def test_who_may_not_read_people_sees_himself_and_no_inspectors(desk: Desk) -> None:
    from supervisor.access import Role
    from supervisor.access.service import add_user
    from supervisor.journal import SYSTEM

    add_user(desk.book, SYSTEM, login="one", person="person:one", name="one", roles=[Role.COMPLAINT_HANDLER])
    with desk.book.read() as reader:
        barred = read(reader, "person:one", Wish(view="inspectors"))
        own = read(reader, "person:one", Wish(view="trend", axis="person"))
    assert barred.barred
    assert barred.inspectors == ()
    assert empty_words(barred)
    assert own.own
    assert own.rows == {}


def test_a_change_while_it_is_open_is_shown(qtbot: QtBot, tab: Any, desk: Desk) -> None:
    from supervisor.inspection.whole import log_inspection

    before = tab.snapshot.inspections
    log_inspection(desk.book, desk.actor, "appearance", [], others_pass=True)
    qtbot.waitUntil(lambda: tab.snapshot.inspections == before + 1, timeout=20_000)


def test_consequences_of_a_month_stand_in_words_with_what_is_behind_them(
    tab: Any, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    from supervisor.branch.ledger import people
    from supervisor.inspection.whole import log_inspection

    with desk.book.read() as r:
        who = people(r)[3]
    row = {"item": "F2", "verdict": "fail", "persons": [who.subject], "cases": 3, "note": "x"}
    log_inspection(desk.book, "system", "branch_fines", [row], others_pass=True)
    tab.ask(view="follows", template="branch_fines")
    settle()
    table = tab.tables["follows"]
    assert table.isVisible()
    assert not tab.faces.isVisible()
    assert not tab.boxes["place"].isVisible()
    (line,) = [one for one in table.model.rows if one.it.person == who.subject]
    assert (line.name, line.it.item, line.it.more_than) == (who.name, "F2", 2)
    assert line.it.cases >= 3
    table.select(lambda one: one.subject == line.subject)
    tab._line_chosen("follows", line)
    assert {one.subject for one in tab.behind.model.rows} == set(line.it.findings)
    assert line.it.consequence in tab.said.text()
    tab.ask(view="heat", template="")
    settle()
    assert tab.faces.isVisible()
    assert tab.boxes["place"].isVisible()


@pytest.mark.parametrize("axis", ["item", "person", "place", "hour"])
def test_looks_counted_together_give_the_figures_of_each_by_itself(desk: Desk, axis: Any) -> None:
    from datetime import timedelta

    from supervisor.inspection.sight.ledger import seen, seen_together
    from supervisor.inspection.sight.reading import labels
    from supervisor.inspection.sight.trends import GRIDS, heat_map, trends
    from supervisor.inspection.whole import log_inspection

    for _turn in range(3):
        log_inspection(desk.book, desk.actor, "appearance", [], others_pass=True)
    with desk.book.read() as reader:
        last = reader.today
        span = (last - timedelta(days=90), last)
        each, together = seen(reader, *span), seen_together(reader, *span)
        sections = labels(reader, each).sections
        assert labels(reader, together) == labels(reader, each)
    assert together.inspections == each.inspections == len(each.looks)
    assert len(together.looks) < len(each.looks)
    assert together.hits == each.hits
    assert trends(together, axis) == trends(each, axis)
    for grid in GRIDS:
        assert heat_map(together, grid, sections) == heat_map(each, grid, sections)


def test_what_is_read_anew_leaves_one_where_one_was(qtbot: QtBot, tab: Any, settle: Settle) -> None:
    heat = tab.heat
    heat.setFocus()
    press(qtbot, settle, heat, Key.Key_Home, *[Key.Key_Up] * 40, Key.Key_Down, Key.Key_Right)
    assert heat.at == (1, 1)
    tab.refresh()
    settle()
    assert heat.at == (1, 1), "the same map: the cursor stays on its field"
    press(qtbot, settle, heat, Key.Key_F2)
    table = widgets_laid(tab.as_table.layout())[0]
    table.view.selectRow(2)
    kept = table.current().subject
    assert table.view.hasFocus()
    tab.refresh()
    settle()
    assert tab.faces.currentWidget() is tab.as_table, "the table is not turned back into the picture"
    table = widgets_laid(tab.as_table.layout())[0]
    assert table.current().subject == kept
    assert table.view.hasFocus()
    tab.ask(view="trend")
    settle()
    trend = tab.tables["trend"]
    trend.view.selectRow(1)
    kept = trend.current().subject
    tab.refresh()
    settle()
    assert trend.current().subject == kept
    assert tab.plots["trend"].accessibleDescription().startswith(trend.current().name)


def test_a_line_is_filled_once_and_a_long_list_is_cut_with_a_word(
    tab: Any, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    from supervisor.desktop.screens.inspections import sight_tables

    monkeypatch.setattr(sight_tables, "MOST_ROWS", 2)
    filled: list[int] = []
    monkeypatch.setattr(tab.behind, "put", lambda rows: filled.append(len(rows)))
    tab.ask(view="trend")
    settle()
    assert filled == [2]
    most = tab.tables["trend"].current().it.total
    assert str(most.faults + most.waived) in tab.said.text()


def test_views_and_filters_wrap_in_a_laptops_window(tab: Any, settle: Settle) -> None:
    tab.desk.theme.choose("light", 1.25)
    tab.window().resize(1180, 720)
    for view in VIEWS:
        tab.ask(view=view)
        settle()
        shown = [*tab.views.values(), *tab.boxes.values(), *tab.grids.values(), *tab.axes.values(), *tab.copying]
        for one in shown:
            if one.isVisible():
                there = one.mapTo(tab, one.rect().topLeft()).x()
                assert 0 <= there <= there + one.width() <= tab.parentWidget().width(), (view, one.accessibleName())
