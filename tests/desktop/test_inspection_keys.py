"""The inspection sheet from the keyboard alone: every key does what the bar under the list says, nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections.picking import matching
from tests.desktop.keyboard import opened, sheet

Key = Qt.Key


def test_one_and_three_go_on_two_opens_the_detail(open_on: Any) -> None:
    h = open_on()
    first, second, third, *_rest = h.items
    h.press(Key.Key_1, Key.Key_2)
    assert h.focus() is h.view.detail.people.field, "2 leads into the first field at once"
    h.press(Key.Key_1, Key.Key_3)
    assert h.view.detail.people.field.text() == "13", "a figure typed in a field answers no item"
    page = h.book()
    assert page.answer(first).verdict == "pass"
    assert page.answer(second).verdict == "fail", "the finding is not overwritten"
    assert page.answer(third) is None
    h.press(Key.Key_Escape)
    assert h.view.current == second
    assert h.view.hasFocus(), "one Esc leads back to the item"
    assert h.book().answer(second).verdict == "fail"


def test_enter_walks_through_the_fields_and_takes_the_last(open_on: Any) -> None:
    h = open_on()
    person, label = h.page.snapshot.labels[7]
    h.press(Key.Key_2)
    h.type(label.split()[1])
    assert "↑↓" in h.hints(), "matches are listed: the bar says how to choose"
    h.press(Key.Key_Return)
    assert h.focus() is h.view.detail.people.field, "another person may follow"
    h.press(Key.Key_Return)
    assert h.focus() is h.view.detail.places.field
    h.type("柜台外侧")
    h.press(Key.Key_Return, Key.Key_Return)
    assert h.focus() is h.view.detail.cases
    h.type("3")
    h.press(Key.Key_Tab)
    assert h.focus() is h.view.detail.mended
    h.press(Key.Key_1)
    h.press(Key.Key_Return)
    assert h.focus() is h.view.detail.note
    h.type("seen twice")
    h.press(Key.Key_Return)
    assert h.view.hasFocus()
    assert h.view.current == h.items[1], "Enter in the last field goes on to the next item"
    given = h.book().answer(h.items[0])
    assert (given.persons, given.places, given.note) == ((person,), ("柜台外侧",), "seen twice")
    assert given.cases == 3, "the figure takes the place of the one that stood there"
    assert h.book().answer(h.items[1]) is None


def test_ctrl_enter_takes_the_detail_and_finishes_only_from_the_items(open_on: Any, desk: Desk) -> None:
    from supervisor.inspection import service

    h = open_on()
    h.press(Key.Key_2)
    h.type(h.page.snapshot.labels[7][1].split()[1])
    h.press((Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    h.settle()
    assert not opened(h.view), "in the detail the inspection is not finished"
    assert h.view.current == h.items[1]
    assert h.book().answer(h.items[0]).persons == (h.page.snapshot.labels[7][0],)
    for item in h.items[1:]:
        service.answer(desk.book, desk.actor, h.subject, item, "pass")
    h.qtbot.waitUntil(lambda: h.page.snapshot.sheet.score.answered == len(h.items), timeout=20_000)
    h.press((Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    h.settle()
    assert not opened(h.view), "the remark that this fault needs is missing"
    assert h.view.current == h.items[0], "the cursor stands where it is missing"
    h.press(Key.Key_N)
    h.type("nobody there")
    h.press(Key.Key_Return)
    h.qtbot.waitUntil(lambda: not h.page.snapshot.opened.gaps, timeout=20_000)
    h.press((Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    h.settle()
    form = sheet(h.view)
    assert h.book().inspection.state == "begun", "from the items it asks for the signatures"
    form.inspected.choose("none")
    h.press(Key.Key_Return)
    done = h.book()
    assert done.inspection.state == "finished"
    assert [(s.capacity, s.how) for s in done.signatures] == [("inspector", "login")]


def test_a_name_nobody_bears_is_not_thrown_away(open_on: Any) -> None:
    h = open_on()
    h.press(Key.Key_2)
    h.type("Nemo")
    h.press((Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    assert h.focus() is h.view.detail.people.field
    assert h.view.detail.people.field.text() == "Nemo"
    assert "Nemo" in h.view.detail.people.fault.text(), "it is said beside the field"
    assert h.view.detail.people.fault.isVisible()
    h.press(Key.Key_Backspace)
    assert not h.view.detail.people.fault.isVisible()


def test_a_person_is_found_by_the_first_letters_of_the_sounds(open_on: Any) -> None:
    from supervisor.desktop.widgets.sounds import initials

    h = open_on()
    _person, label = h.page.snapshot.labels[7]
    h.press(Key.Key_2)
    h.type(initials(label.split()[0]))
    found = h.view.detail.people.matches
    assert label in [found.item(n).text() for n in range(found.count())]


def test_ctrl_z_takes_back_one_answer_after_another(open_on: Any) -> None:
    h = open_on()
    h.press(Key.Key_1, Key.Key_1, Key.Key_3)
    h.settle()
    h.press((Key.Key_Z, Qt.KeyboardModifier.ControlModifier))
    page = h.book()
    assert page.answer(h.items[2]) is None
    assert page.answer(h.items[1]) is not None
    assert h.view.current == h.items[2], "it stands on the item that is open again"
    h.press((Key.Key_Z, Qt.KeyboardModifier.ControlModifier))
    assert h.book().answer(h.items[1]) is None


def test_the_bar_names_the_keys_of_the_moment(open_on: Any) -> None:
    h = open_on()
    on_items = h.hints()
    assert {"1", "2", "3", "N", "P", "Ctrl Z", "Ctrl ↵"} <= set(on_items)
    h.press(Key.Key_2)
    in_detail = h.hints()
    assert "1" not in in_detail
    assert {"Tab ↵", "Ctrl ↵", "Esc"} <= set(in_detail)
    assert in_detail["Ctrl ↵"] != on_items["Ctrl ↵"]
    h.press(Key.Key_Escape)
    assert {"1", "2", "3", "↵"} <= set(h.hints())


def test_a_place_item_asks_for_the_place_first_and_a_rate_for_the_rate(open_on: Any) -> None:
    h = open_on("environment")
    item = next(i for i in h.page.snapshot.sheet.template.items() if i.counts == "place")
    h.view.stand(item.id)
    h.settle()
    h.press(Key.Key_2)
    assert h.focus() is h.view.detail.places.field


def test_a_measured_rate_is_typed_in_per_cent(open_on: Any) -> None:
    h = open_on("internal_control")
    item = next(i for i in h.page.snapshot.sheet.template.items() if i.counts == "rate")
    h.view.stand(item.id)
    h.settle()
    h.press(Key.Key_2)
    assert h.focus() is h.view.detail.value
    h.focus().selectAll()  # type: ignore[attr-defined]
    h.type("3.5")
    h.press(Key.Key_Return)
    assert h.book().answer(item.id).value == pytest.approx(0.035)


def test_a_remark_typed_under_one_item_does_not_go_to_the_next(open_on: Any) -> None:
    h = open_on()
    h.press(Key.Key_N)
    h.type("queue rope torn")
    h.view._point(h.items[4])  # a click on another line while the remark is being typed
    page = h.book()
    assert page.notes == {h.items[0]: "queue rope torn"}
    assert h.view.detail.note.text() == ""


def test_a_remark_being_typed_is_kept_when_the_window_is_closed(open_on: Any) -> None:
    h = open_on()
    h.press(Key.Key_N)
    h.type("half a sen")
    h.window.close()
    assert h.book().notes == {h.items[0]: "half a sen"}


def test_opening_the_screen_leads_to_its_keys(open_on: Any) -> None:
    h = open_on()
    h.window.go("today")
    h.settle()
    h.window.go("inspections")
    h.settle()
    h.press(Key.Key_1)
    assert h.book().answer(h.items[0]).verdict == "pass"
    h.page.close_sheet()
    h.settle()
    h.window.go("today")
    h.window.go("inspections")
    h.settle()
    assert h.focus() is h.page.table.view, "without an open sheet, to the list"


def test_p_asks_for_a_picture_file(open_on: Any, tmp_path: Path) -> None:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QFileDialog

    h = open_on()
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    assert image.save(str(tmp_path / "hall.png"))
    h.press(Key.Key_P)
    (dialog,) = h.window.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(tmp_path / "hall.png")])
    dialog.reject()
    photos = h.book().photos
    assert [(p.item, p.name) for p in photos] == [(h.items[0], "hall.png")]
    h.qtbot.waitUntil(h.view.detail.photos.strip.isVisible, timeout=20_000)
    h.qtbot.keyClick(h.view, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert h.book().photos == (), "undo takes the photo off, not an answer"


def test_matching_prefers_what_begins_so() -> None:
    options = [("a", "Chen Wei 1007"), ("b", "Wei Min 2001"), ("c", "Li Hua 2007")]
    assert [v for v, _words in matching("wei", options)] == ["a", "b"]
    assert [v for v, _words in matching("007", options)] == ["a", "c"]
    assert [v for v, _words in matching("20", options)] == ["b", "c"]
    assert matching("wei", options, taken=("a",)) == [("b", "Wei Min 2001")]
    assert matching("  ", options) == []
