"""The tab of fairness: every picture by the keyboard, with its words and its table; each person within his rights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from supervisor.access import Role
from supervisor.access.service import add_user
from supervisor.appraisal.fairness import read
from supervisor.branch.ledger import people
from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.appraisal.fairness.pictures import PICTURES
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.laid import widgets_laid
from supervisor.errors import Refused
from supervisor.journal import SYSTEM
from supervisor.language import use_language

Settle = Callable[[], None]
Key = Qt.Key


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, theme: Theme, settle: Settle) -> Any:
    use_language("zh")
    made = Window(theme)
    qtbot.addWidget(made)
    made.resize(1180, 720)
    made.show()
    made.take(desk, "appraisal")
    made.activateWindow()
    settle()
    made.go("appraisal", "fairness")
    settle()
    page: Any = made.pages["appraisal"]
    yield page.views["fairness"]
    made.close()


def test_every_picture_is_walked_and_says_what_its_table_says(qtbot: QtBot, tab: Any, settle: Settle) -> None:
    """The words under the mark, the rows of the table and the figures of the kernel are the same."""
    for key in PICTURES:
        qtbot.mouseClick(tab.buttons[key], Qt.MouseButton.LeftButton)
        settle()
        picture = tab.picture
        assert not picture.bare, key
        assert tab.title.text() == picture.title
        place = tab.entrance
        place.setFocus(Qt.FocusReason.TabFocusReason)
        assert place.accessibleName() == picture.title
        first = tab.mark.text()
        assert first
        qtbot.keyClick(place, Key.Key_Down)
        qtbot.keyClick(place, Key.Key_Down)
        assert tab.mark.text() not in ("", first), key
        assert place.accessibleDescription() == tab.mark.text()
        qtbot.keyClick(tab, Key.Key_F2)
        settle()
        table: Any = next(iter(widgets_laid(tab.as_table.layout())))
        assert [row.cells for row in table.model.rows] == [row.cells for row in picture.rows]
        assert all(len(row.cells) == len(row.sorts) == len(picture.heads) for row in picture.rows)
        assert table.view.hasFocus()
        qtbot.keyClick(table.view, Key.Key_F2)
        settle()
        assert tab.faces.currentWidget() is not tab.as_table
        tab.copy_table()
        lines = QGuiApplication.clipboard().text().splitlines()
        assert len(lines) == len(picture.rows) + 1
        assert lines[0].split("\t") == [head for head, _numeric in picture.heads]


def test_the_last_row_of_many_is_scrolled_into_sight(qtbot: QtBot, tab: Any, settle: Settle) -> None:
    tab.show_picture("ranks")
    settle()
    tab.rows.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(tab.rows, Key.Key_End)
    settle()
    last = tab.found.chances[-1]
    assert tab.found.name(last.person) in tab.mark.text()
    bar = tab.rows.area.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    qtbot.keyClick(tab.rows, Key.Key_Home)
    assert bar.value() < bar.maximum()


def test_the_courses_change_line_and_month(qtbot: QtBot, tab: Any, settle: Settle) -> None:
    tab.show_picture("courses")
    settle()
    plot = tab.courses
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    names = [one.name for one in tab.picture.courses]
    assert plot.name == names[0]
    qtbot.keyClick(plot, Key.Key_Down)
    assert plot.name == names[1]
    qtbot.keyClick(plot, Key.Key_Left)
    assert tab.mark.text() == tab.picture.courses[1].words[len(tab.picture.columns) - 2]


def test_another_span_is_read_and_the_picture_stays(qtbot: QtBot, tab: Any, settle: Settle) -> None:
    tab.show_picture("often")
    settle()
    whole = tab.found.looks
    tab.span.setCurrentIndex(tab.span.findData(1))
    tab.span.activated.emit(tab.span.currentIndex())
    settle()
    assert tab.found.months == ("2026-11",)
    assert 0 < tab.found.looks < whole
    assert tab.key == "often"
    tab.copy_picture()
    assert not QGuiApplication.clipboard().pixmap().isNull()


def test_what_could_not_be_read_is_said_in_its_place(tab: Any, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    """And it is there again as soon as it can be read."""
    from supervisor.appraisal import fairness

    def refuse(*_asked: Any, **_more: Any) -> None:
        raise Refused("nein")

    with monkeypatch.context() as broken:
        broken.setattr(fairness, "read", refuse)
        tab.span.setCurrentIndex(tab.span.findData(3))
        tab.span.activated.emit(tab.span.currentIndex())
        settle()
        assert tab.faces.currentIndex() == 0
        assert tab.bare.words.text() == "nein"
    tab.span.activated.emit(tab.span.currentIndex())
    settle()
    assert tab.found.months[-1] == "2026-11"
    assert tab.faces.currentIndex() == 1


def test_nothing_is_cut_off_in_a_narrow_window(tab: Any, settle: Settle) -> None:
    for key in PICTURES:
        tab.show_picture(key)
        settle()
        face = tab.faces.currentWidget()
        assert face.width() >= 300, key
        assert face.height() >= 150, key
        assert tab.title.fontMetrics().horizontalAdvance(tab.title.text()) <= tab.title.width(), key


def test_what_matters_stands_below_the_ranking(tab: Any, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the ranking is there, also after it was read anew: once each."""
    from supervisor.appraisal import fairness

    monkeypatch.setattr(fairness, "sentences", lambda found: (f"{found.month} eins", "zwei", "drei"))
    page = tab._page
    page.tabs.show_tab("ranking")
    for _turn in range(2):
        page.refresh()
        settle()
        lines: Any = widgets_laid(page.views["ranking"].ranks.notes)
        said = [one.text() for one in lines]
        assert said[-2:] == ["▲ 2026-11 eins", "▲ zwei"]
        assert len(said) == len(set(said))


def test_staff_see_only_what_concerns_themselves(services: Any) -> None:
    """Every picture of one person alone names nobody else; what would compare people is bare and says why."""
    use_language("zh")
    book = services.book
    with book.read() as r:
        staff = people(r)
    person = staff[-1]
    add_user(book, SYSTEM, login="only-own", person=person.subject, name=person.name, roles=(Role.STAFF,))
    with book.read() as r:
        own = read(r, person.subject, "2026-11", months=2)
        everything = read(r, staff[0].subject, "2026-11", months=2)
    others = {one.name for one in staff if one.name != person.name}
    for key, make in PICTURES.items():
        picture = make(own)
        said = " ".join((*(row.words for row in picture.rows), *(row.name for row in picture.rows)))
        said += " ".join(words for one in picture.courses for words in one.words)
        assert not any(name in said for name in others), key
        assert not make(everything).bare, key
        if picture.bare:
            assert picture.empty, key
    assert PICTURES["matrix"](own).bare
    assert PICTURES["posts"](own).bare
    assert not PICTURES["ranks"](own).bare


def test_an_empty_month_says_so(tmp_path: Path) -> None:
    from supervisor.app import load_rooms
    from supervisor.branch.service import found_branch
    from supervisor.journal import Book

    load_rooms()
    with Book.create(str(tmp_path / "new.book"), branch="支行", zone="Asia/Shanghai") as book:
        found_branch(book, SYSTEM, name="支行")
        with book.read() as r:
            found = read(r, SYSTEM, "2026-11")
    for make in PICTURES.values():
        picture = make(found)
        assert picture.bare
        assert picture.empty
