"""What another device said of an inspection: apart from one's own while under way, too late once finished."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from supervisor.desktop.desk import Desk
from supervisor.inspection import service
from supervisor.journal import Book
from tests.desktop.conftest import NOW
from tests.desktop.keyboard import sheet

Key = Qt.Key


def words(widget: QWidget) -> str:
    kinds = (QLabel, QPushButton)
    return "\n".join(one.text() for kind in kinds for one in widget.findChildren(kind) if one.isVisibleTo(widget))


@pytest.fixture
def laptop(desk: Desk, tmp_path: Path) -> Iterator[Callable[[], Book]]:
    """A copy of the book as it stands, a device of its own."""
    made: list[Book] = []

    def copy() -> Book:
        where = tmp_path / "laptop.book"
        with desk.book.read() as reader:
            assert reader.today
        shutil.copy(desk.book.where, where)
        for extra in ("-wal", "-shm"):
            if Path(f"{desk.book.where}{extra}").exists():
                shutil.copy(f"{desk.book.where}{extra}", f"{where}{extra}")
        made.append(Book.open(where))
        made[0].set_now(lambda: NOW)
        return made[0]

    yield copy
    for book in made:
        book.close()


def answer_yes(view: QWidget) -> None:
    """Enter on the question that is open over the sheet."""
    QTest.keyClick(sheet(view), Key.Key_Return)


def photo() -> bytes:
    from PySide6.QtGui import QImage

    from supervisor.desktop.pictures import png

    image = QImage(120, 80, QImage.Format.Format_RGB32)
    image.fill(0x446688)
    return png(image)


@pytest.fixture
def late(open_on: Any, desk: Desk, laptop: Callable[[], Book]) -> Any:
    """A finished inspection, and what a laptop brings that knew nothing of the finish."""
    h = open_on()
    for item in h.items:
        service.answer(desk.book, desk.actor, h.subject, item, "pass")
    away = laptop()
    first, second, third, *_rest = h.items
    service.answer(away, desk.actor, h.subject, first, "fail", cases=2, note="badge missing")
    service.set_note(away, desk.actor, h.subject, second, "counter was closed")
    service.attach_photo(away, desk.actor, h.subject, third, photo(), name="door.jpg")
    service.finish(desk.book, desk.actor, h.subject)
    desk.book.merge(away.export(desk.book.vector()))
    h.page.open_sheet(h.subject)
    h.settle()
    return h


def test_what_came_late_is_shown_at_its_item_and_left_aside(late: Any, desk: Desk) -> None:
    h, view = late, late.view
    first, second, third, *_rest = h.items
    assert view.late.isVisible(), "above the items it is said that something came"
    seen = []
    for _item in range(3):
        view.late.show_next()
        h.settle()
        seen.append((view.current, words(view.detail.late)))
    assert [item for item, _words in seen] == [first, second, third]
    assert "badge missing" in seen[0][1]
    assert "counter was closed" in seen[1][1]
    before = [w.text() for w in view.items.rows[first].findChildren(QLabel)]
    assert any("▲" in one for one in before)
    score = h.book().score
    for item in (first, second, third):
        view.stand(item)
        h.settle()
        h.window.activateWindow()
        view.setFocus()
        h.qtbot.waitUntil(view.hasFocus, timeout=20_000)
        assert "L" in h.hints()
        h.press(Key.Key_L)
        h.settle()
        assert view.detail.late.waiting, "one key alone puts nothing away: it could not be taken back"
        answer_yes(view)
        h.settle()
        h.qtbot.waitUntil(lambda: not view.detail.late.waiting, timeout=20_000)
    page = h.book()
    assert {clash.why for clash in page.clashes} == {"seen"}
    assert page.score == score, "nothing of it counts"
    h.settle()
    assert not view.late.isVisible()
    assert words(view.detail.late), "what came late stays readable"
    assert "L" not in h.hints()


def test_from_what_came_late_the_inspection_is_corrected(late: Any, desk: Desk) -> None:
    from supervisor.desktop.widgets.forms import FormSheet

    h, view = late, late.view
    view.late.show_next()
    h.settle()
    door = next(b for b in view.detail.late.findChildren(QPushButton) if b.toolTip() == "R")
    door.click()
    h.settle()
    form = next(f for f in h.window.findChildren(FormSheet) if f.isVisible())
    form._fields["reason"].setText("the laptop saw more")
    form.verb.click()
    h.settle()
    assert h.page.snapshot.sheet.inspection.revises == h.subject


def test_answers_given_apart_are_both_shown_until_one_is_given_anew(
    open_on: Any, desk: Desk, laptop: Callable[[], Book]
) -> None:
    h = open_on()
    first = h.items[0]
    away = laptop()
    service.answer(away, desk.actor, h.subject, first, "fail", cases=3, note="three badges")
    service.answer(desk.book, desk.actor, h.subject, first, "pass")
    desk.book.merge(away.export(desk.book.vector()))
    h.page.open_sheet(h.subject)
    h.settle()
    h.view.stand(first)
    h.settle()
    shown = words(h.view.detail.late)
    assert "▲" in shown
    h.press(Key.Key_1)
    assert h.book().clashes == ()
    h.view.stand(first)
    h.settle()
    assert h.view.detail.late.isHidden()


def test_a_surge_that_began_meanwhile_marks_the_inspection(open_on: Any, desk: Desk) -> None:
    from supervisor.incidents.service import declare

    h = open_on()
    assert not h.page.during.isVisible()
    declare(desk.book, desk.actor, kind="surge")
    h.settle()
    h.qtbot.waitUntil(h.page.during.isVisible, timeout=20_000)
    assert h.page.during.text()


def test_an_inspection_begun_by_mistake_is_given_up_with_a_reason_and_taken_back(open_on: Any, desk: Desk) -> None:
    from supervisor.desktop.widgets.forms import FormSheet

    h = open_on()
    items = h.items
    h.press(Key.Key_1, Key.Key_N)
    h.type("wrong list")
    h.press(Key.Key_Escape, Key.Key_X)
    h.settle()
    form = next(f for f in h.window.findChildren(FormSheet) if f.isVisible())
    form.verb.click()
    h.settle()
    assert form.isVisible(), "not without a reason"
    form._fields["reason"].setText("wrong check-list")
    form.verb.click()
    h.settle()
    page = h.book()
    assert (page.inspection.state, page.inspection.reason) == ("abandoned", "wrong check-list")
    assert page.notes == {items[1]: "wrong list"}, "what was typed is on record"
    assert h.page.snapshot.opened is None, "the list is on show"
    assert h.subject not in {row.subject for row in h.page.list.table.model.rows}
    h.page.open_sheet(h.subject)
    h.settle()
    assert "wrong check-list" in h.view.late.words.text()
    assert h.view.late.resume.isVisible()
    assert not h.view.give_up.isVisible()
    desk.undo()
    h.settle()
    assert h.book().inspection.state == "begun"
    h.qtbot.waitUntil(h.view.give_up.isVisible, timeout=20_000)
    assert not h.view.late.isVisible()
