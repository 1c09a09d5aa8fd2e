"""Facts beside checks and items that come and go: from the keyboard alone, nothing lost, the focus kept."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from supervisor.desktop.desk import Desk
from supervisor.desktop.theme import settings
from tests.desktop.hands import in_force

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def h(desk: Desk, open_on: Any) -> Any:
    in_force(desk.book)
    return open_on("asking")


def stand(h: Any, item: str) -> None:
    h.view.stand(item)
    h.settle()
    assert h.view.hasFocus()


def given(h: Any) -> dict[str, str]:
    return {a.item: a.text for a in h.book().answers if a.verdict == "given"}


def test_each_kind_of_fact_is_given_from_the_keyboard(h: Any) -> None:
    stand(h, "read")
    h.press(Key.Key_Return)
    assert h.view.current == "atms", "what is only read is passed by Enter"
    h.press(Key.Key_1, Key.Key_2)
    assert h.focus() is h.view.detail.fact.text, "a figure begins the number"
    h.press(Key.Key_Return, Key.Key_Return)
    assert h.view.current == "share"
    h.press(Key.Key_Return)
    h.type("0.25")
    h.press((Key.Key_Return, CTRL))
    assert h.view.current == "shift"
    h.press(Key.Key_1)
    assert h.view.current == "posters", "one choice goes on by itself"
    h.press(Key.Key_3, Key.Key_1, Key.Key_Down)
    assert h.view.current == "since"
    h.press(Key.Key_Return)
    h.type("2026/11/2")
    h.press(Key.Key_Return, Key.Key_Return)
    assert h.view.current == "said"
    h.press(Key.Key_Return)
    h.type("门口有积水")
    h.press((Key.Key_Return, CTRL))
    wanted = {"atms": "12", "share": "0.25", "shift": "early", "posters": "early none", "since": "2026-11-02"}
    assert given(h) == {**wanted, "said": "门口有积水"}
    assert h.view.items.rows["posters"].fact.text() == "选项 early、选项 none"


def test_no_number_stays_in_its_field_and_a_constraint_is_said_beside_it(h: Any) -> None:
    stand(h, "atms")
    h.press(Key.Key_Return)
    h.type("many")
    h.press(Key.Key_Return)
    editor = h.view.detail.fact
    assert h.focus() is editor.text, "it is not left"
    assert "many" in editor.fault.text()
    assert "atms" not in given(h)
    editor.text.selectAll()
    h.type("40")
    h.press((Key.Key_Return, CTRL))
    assert given(h)["atms"] == "40", "kept as it was seen"
    h.press(Key.Key_Up)
    assert editor.fault.isVisible()
    assert "一至二十台" in editor.fault.text()
    for item in ("cards", "tidy", "door"):
        h.view.answer(item, "pass")
    h.settle()
    h.view.ask_finish()
    assert h.view.current == "atms", "this item stops the finish: its rule says so"
    assert h.book().inspection.state == "begun"


def test_a_conditional_item_comes_goes_and_keeps_its_answer(h: Any) -> None:
    rows = h.view.items.rows
    assert rows["why"].isHidden()
    h.press(Key.Key_2, Key.Key_Escape)
    assert not rows["why"].isHidden(), "at once, before the book has it"
    h.press(Key.Key_Down, Key.Key_3)
    assert h.view.current == "tidy"
    stand(h, "cards")
    h.press(Key.Key_1)
    assert rows["why"].isHidden()
    assert h.view.current == "tidy", "what is not asked is passed over"
    assert h.view.hasFocus()
    assert h.book().answer("why").verdict == "na", "kept"
    h.press(Key.Key_Up, Key.Key_2, Key.Key_Escape)
    assert not rows["why"].isHidden()
    assert h.view.recorder.answer("why").verdict == "na", "and there again"


def test_a_section_is_asked_only_when_it_applies(h: Any) -> None:
    rows = h.view.items.rows
    assert rows["dark"].isHidden()
    before = h.view.recorder.live.sheet.score.items
    stand(h, "shift")
    h.press(Key.Key_2)
    assert not rows["dark"].isHidden()
    assert h.view.figures.progress.text() == f"1 / {before + 2}"
    stand(h, "lamp")
    h.settle()
    h.press((Key.Key_Z, CTRL))
    h.settle()
    h.qtbot.waitUntil(lambda: rows["dark"].isHidden(), timeout=20_000)
    assert h.view.current == "shift", "undo stands where it took something back"
    assert given(h) == {}


def test_undo_takes_back_remarks_too(h: Any) -> None:
    h.press(Key.Key_N)
    h.type("first")
    h.press(Key.Key_Return)
    stand(h, "cards")
    h.press(Key.Key_N)
    h.view.detail.note.selectAll()
    h.type("second")
    h.press(Key.Key_Escape)
    assert h.book().notes["cards"] == "second"
    h.press((Key.Key_Z, CTRL))
    assert h.book().notes["cards"] == "first"
    h.press((Key.Key_Z, CTRL))
    assert "cards" not in h.book().notes


def test_one_item_after_the_other_is_as_good_as_the_page_and_remembered(h: Any) -> None:
    h.press(Key.Key_V)
    focus = h.view.focus
    assert focus.area.isVisible()
    assert settings().value("inspections/one_by_one") in (True, "true")
    assert "问 cards" in focus.words.text()
    for made in focus.answers.values():
        assert made.height() >= 44, "for a finger"
    focus.answers["fail"].click()
    h.press(Key.Key_Escape)
    assert "−2.0" in focus.cost.text()
    h.press(Key.Key_Right)
    assert "问 why" in focus.words.text(), "the item that the fault asks for"
    focus.on.click()
    assert h.view.current == "tidy"
    h.press(Key.Key_Left, Key.Key_3)
    assert h.book().answer("why").verdict == "na"
    stand(h, "shift")
    assert focus.fact.isVisible()
    assert not focus.answers["pass"].isVisible()
    h.press(Key.Key_V)
    assert not focus.area.isVisible()


def test_what_the_book_refuses_goes_back_with_a_sentence(h: Any) -> None:
    from supervisor.inspection import service

    service.abandon(h.desk.book, h.desk.actor, h.subject, reason="another device")
    h.press(Key.Key_1)
    assert h.view.recorder.answer("cards").verdict == "pass", "on show at once"
    h.settle()
    assert h.view.recorder.answer("cards") is None
    assert h.window.toasts.notices, "and said why"
    assert h.view.recorder.live.unsaved == frozenset()
