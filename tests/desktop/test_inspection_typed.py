"""However an item is left, what was typed for it goes into the book, to that item, and wipes nothing of others'."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from supervisor.desktop.desk import Desk
from tests.desktop.keyboard import opened

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def typed(h: Any, what: str = "") -> str:
    """Fail the first item and type a staff number into the people field; whose it is."""
    person, label = h.page.snapshot.labels[7]
    h.press(Key.Key_2)
    h.type(what or label.split()[1])
    return person


def click(h: Any, item: str, verdict: str) -> None:
    QTest.mouseClick(h.view.items.rows[item]._choices[verdict], Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("way", ["pass", "fail", "line", "escape", "finish"])
def test_a_name_being_typed_goes_with_its_item(open_on: Any, way: str) -> None:
    h = open_on()
    first, second, *_rest = h.items
    person = typed(h)
    if way in ("pass", "fail"):
        click(h, second, way)
    elif way == "line":
        QTest.mouseClick(h.view.items.rows[second], Qt.MouseButton.LeftButton)
    elif way == "escape":
        h.press(Key.Key_Escape)
    else:
        h.view.finish.click()
    page = h.book()
    assert page.answer(first).persons == (person,)
    other = page.answer(second)
    assert other is None or other.persons == ()
    assert h.view.detail.people.field.text() == ""


def test_a_name_being_typed_is_kept_when_the_window_closes(open_on: Any, desk: Desk) -> None:
    from supervisor.inspection import ledger

    h = open_on()
    first = h.items[0]
    person = typed(h)
    h.window.close()
    h.settle()
    with desk.book.read() as reader:
        answers = ledger.sheet(reader, h.subject).answers
    assert [a.persons for a in answers if a.item == first] == [(person,)]


@pytest.mark.parametrize("name", ["Nemo", "1"])
def test_a_name_of_nobody_or_of_several_is_said_and_stands_there_again(open_on: Any, name: str) -> None:
    h = open_on()
    first, second, *_rest = h.items
    typed(h, name)
    click(h, second, "fail")
    h.settle()
    assert h.book().answer(first).persons == (), "nobody is named by chance"
    assert h.view.detail.people.field.text() == "", "it does not go to the next item"
    assert [n for n in h.window.toasts.notices if name in n.happened]
    h.press(Key.Key_Escape, (Key.Key_Return, CONTROL))
    h.settle()
    assert not opened(h.view), "nothing is signed while a name is open"
    assert h.view.current == first
    assert h.view.detail.people.field.text() == name


def test_a_place_being_typed_goes_with_its_item(open_on: Any) -> None:
    h = open_on()
    first, second, *_rest = h.items
    h.press(Key.Key_2, Key.Key_Return)
    h.type("后院")
    click(h, second, "pass")
    assert h.book().answer(first).places == ("后院",)


@pytest.mark.parametrize("verdict", ["pass", "fail"])
def test_a_remark_being_typed_stays_with_its_item(open_on: Any, verdict: str) -> None:
    h = open_on()
    first, second, *_rest = h.items
    h.press(Key.Key_N)
    h.type("by the door")
    click(h, second, verdict)
    h.settle()
    assert dict(h.book().notes) == {first: "by the door"}
    QTest.mouseClick(h.view.items.rows[first], Qt.MouseButton.LeftButton)
    assert h.view.detail.note.text() == "by the door"


def test_a_remark_from_another_desk_is_shown_and_not_wiped(open_on: Any, desk: Desk) -> None:
    from supervisor.inspection import service

    h = open_on()
    first = h.items[0]
    h.press(Key.Key_N)
    service.set_note(desk.book, desk.actor, h.subject, first, "from the other desk")
    h.qtbot.waitUntil(lambda: h.view.detail.note.text() == "from the other desk", timeout=20_000)
    h.press(Key.Key_Escape)
    assert dict(h.book().notes) == {first: "from the other desk"}


def test_a_blank_at_the_end_is_not_taken_from_who_types_on(open_on: Any) -> None:
    h = open_on()
    h.press(Key.Key_N)
    h.type("two ")
    h.view.detail._pause.timeout.emit()
    h.settle()
    h.type("words")
    h.press(Key.Key_Return)
    assert dict(h.book().notes) == {h.items[0]: "two words"}


def test_going_from_one_remark_to_another_changes_neither(open_on: Any, desk: Desk) -> None:
    from supervisor.inspection import service

    h = open_on()
    first, second, *_rest = h.items
    service.set_note(desk.book, desk.actor, h.subject, first, "one")
    service.set_note(desk.book, desk.actor, h.subject, second, "two")
    h.page.open_sheet(h.subject)
    h.settle()
    for item, words in ((first, "one"), (second, "two"), (first, "one"), (second, "two")):
        QTest.mouseClick(h.view.items.rows[item], Qt.MouseButton.LeftButton)
        h.settle()
        assert h.view.detail.note.text() == words
    assert dict(h.book().notes) == {first: "one", second: "two"}


def test_a_picture_pasted_in_a_field_is_a_photo_of_the_item(open_on: Any) -> None:
    from PySide6.QtGui import QGuiApplication, QImage

    h = open_on()
    first = h.items[0]
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    QGuiApplication.clipboard().setImage(image)
    h.press(Key.Key_2, (Key.Key_V, CONTROL))
    h.settle()
    assert [photo.item for photo in h.book().photos] == [first]
    QGuiApplication.clipboard().setText("words")
    h.press((Key.Key_V, CONTROL))
    assert h.view.detail.people.field.text() == "words", "words are still words"
    assert not h.view.detail.note.acceptDrops(), "a file dropped on a field is for the item"


def test_a_remark_that_is_being_typed_is_not_called_saved(open_on: Any) -> None:
    h = open_on()
    saved = h.view.figures.kept.text()
    h.press(Key.Key_N)
    h.type("late")
    assert h.view.figures.kept.text() != saved
    h.qtbot.waitUntil(lambda: h.view.figures.kept.text() == saved, timeout=20_000)
    assert dict(h.book().notes) == {h.items[0]: "late"}, "a short while after the last key it is in the book"
    assert h.view.detail.note.hasFocus()


def test_after_the_finish_the_list_stands_on_the_finished_one(open_on: Any, desk: Desk) -> None:
    from supervisor.inspection import service
    from tests.desktop.keyboard import sheet

    h = open_on()
    for item in h.items:
        service.answer(desk.book, desk.actor, h.subject, item, "pass")
    h.qtbot.waitUntil(lambda: h.page.snapshot.sheet.score.answered == len(h.items), timeout=20_000)
    h.view.finish.click()
    h.settle()
    sheet(h.view).accept_signed()
    h.qtbot.waitUntil(lambda: h.page.table.current() is not None, timeout=20_000)
    h.settle()
    assert h.page.table.current().subject == h.subject
    h.window.activateWindow()
    h.qtbot.waitUntil(h.page.table.view.hasFocus, timeout=20_000)


def test_one_begun_from_the_plan_leads_back_to_the_plan(open_on: Any, desk: Desk) -> None:
    from supervisor.inspection import service
    from tests.desktop.keyboard import sheet

    h = open_on()
    items = h.items
    h.page.close_sheet()
    h.window.go("inspections", "plan")
    h.settle()
    h.window.go("inspections", h.subject)
    h.settle()
    for item in items:
        service.answer(desk.book, desk.actor, h.subject, item, "pass")
    h.qtbot.waitUntil(lambda: h.page.snapshot.sheet.score.answered == len(items), timeout=20_000)
    h.view.finish.click()
    h.settle()
    sheet(h.view).accept_signed()
    h.qtbot.waitUntil(lambda: h.page.tabs.current == "plan", timeout=20_000)


@pytest.mark.parametrize("away", [False, True])
def test_a_remark_the_book_cannot_take_stays_to_be_sent_again(
    open_on: Any, desk: Desk, monkeypatch: pytest.MonkeyPatch, away: bool
) -> None:
    from supervisor.inspection import service

    h = open_on()
    first, second, *_rest = h.items
    real = service.set_note

    def full(*_given: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(service, "set_note", full)
    h.press(Key.Key_N)
    h.type("nobody there")
    if away:
        QTest.mouseClick(h.view.items.rows[second], Qt.MouseButton.LeftButton)
    else:
        h.press(Key.Key_Escape)
    h.settle()
    assert h.book().notes == {}
    monkeypatch.setattr(service, "set_note", real)
    if away:
        h.view.ask_finish()
        h.settle()
        assert not opened(h.view), "nothing is signed without it"
        assert h.view.current == first
    assert h.view.detail.note.text() == "nobody there"
    QTest.mouseClick(h.view.items.rows[second], Qt.MouseButton.LeftButton)
    assert dict(h.book().notes) == {first: "nobody there"}
