"""From one inspection under way straight to another: nothing of the first ends in the second."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from supervisor.desktop.desk import Desk

Key = Qt.Key


@pytest.mark.parametrize("second", ["discipline", "appearance"])
def test_a_remark_being_typed_stays_with_its_inspection(desk: Desk, open_on: Any, second: str) -> None:
    from supervisor.inspection import ledger, service

    h = open_on("discipline")
    first, item = h.subject, h.items[2]
    h.view.stand(item)
    h.settle()
    h.press(Key.Key_N)
    h.type("queue rope torn")
    other = service.begin(desk.book, desk.actor, second)
    h.window.go("inspections", other)
    h.settle()
    h.qtbot.waitUntil(lambda: h.page.snapshot.sheet.inspection.subject == other, timeout=20_000)
    h.settle()
    assert not h.window.toasts.notices
    assert h.view.detail.note.text() == ""
    assert h.view.current in h.items
    with desk.book.read() as reader:
        assert ledger.sheet(reader, first).notes == {item: "queue rope torn"}
        assert ledger.sheet(reader, other).notes == {}
    h.press(Key.Key_N)
    h.type("all seen")
    h.press(Key.Key_Return)
    h.settle()
    with desk.book.read() as reader:
        assert list(ledger.sheet(reader, other).notes.values()) == ["all seen"]
        assert ledger.sheet(reader, first).notes == {item: "queue rope torn"}
