"""Items that a failed gate passes over say so, in words and not by colour alone, in the list and one by one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

Key = Qt.Key


def test_what_a_failed_gate_passes_over_says_so(open_on: Any) -> None:
    h = open_on()
    view = h.view
    gate, passed = h.items[0], h.items[1:4]  # the check goes on at the fifth
    rows = view.items.rows
    assert all(rows[item].over is None for item in h.items)
    h.press(Key.Key_2, Key.Key_Escape)
    for item in passed:
        words = rows[item].over
        assert words.isVisible()
        assert words.text() == "因第 1 项未通过，本项不再检查"
        assert words.text() in rows[item].accessibleName(), "read aloud too"
        assert rows[item].words.property("role") == "muted"
    assert all(rows[item].over is None for item in h.items[4:])
    view.show_one_by_one(True, remember=False)
    h.press(Key.Key_Down)
    assert view.current == passed[0]
    assert view.focus.over.isVisible()
    assert "第 1 项" in view.focus.over.text()
    h.press(Key.Key_Up)
    assert not view.focus.over.isVisible()
    h.press(Key.Key_1)  # all is well after all
    assert h.book().answer(gate).verdict == "pass"
    assert not view.focus.over.isVisible()
    assert all(not rows[item].over.isVisibleTo(rows[item]) for item in passed)
    assert rows[passed[0]].words.property("role") == ""
