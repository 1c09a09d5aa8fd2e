"""The list of inspections: what a laptop still has to hand in, and those older than the newest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections import log_list, make, reading
from supervisor.desktop.screens.inspections.log_columns import HANDED_IN
from supervisor.exchange import service as exchange
from supervisor.inspection import service
from supervisor.language import use_language


def snapshot(book: Any, actor: str) -> Any:
    with book.read() as reader:
        return reading.read(reader, "", actor, book=book)


def test_a_laptop_knows_what_it_has_not_handed_in(desk: Desk, tmp_path: Path) -> None:
    home, actor = desk.book, desk.actor
    here = service.begin(home, actor, "discipline")
    assert not snapshot(home, actor).hands_in, "no other copy is known"
    exchange.make_bundle(home, actor, tmp_path / "out", full=True)
    laptop, _taken = exchange.start_from_bundle(str(tmp_path / "laptop.book"), tmp_path / "out")
    try:
        laptop.set_now(home.now)
        there = service.begin(laptop, actor, "discipline")
        shown = snapshot(laptop, actor)
        assert shown.hands_in
        state = {row.subject: row.handed_in for row in shown.rows}
        assert state[there] is False
        assert state[here] is True
        exchange.make_bundle(laptop, actor, tmp_path / "back")
        taken = exchange.take_bundle(home, actor, tmp_path / "back")
        from supervisor.exchange.receipt import to_file_text

        (tmp_path / "r").write_bytes(to_file_text(home, taken.receipt))
        exchange.read_receipt(laptop, actor, tmp_path / "r")
        assert all(row.handed_in for row in snapshot(laptop, actor).rows)
    finally:
        laptop.close()


def test_older_ones_come_at_a_key_press(
    qtbot: QtBot, desk: Desk, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_language("zh")
    with desk.book.read() as reader:
        everything = len(reading.read(reader, "", desk.actor).rows)
    assert everything > 3
    few = everything - 2
    monkeypatch.setattr(log_list, "SHOWN", few)
    page = make(desk)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.refresh()
    settle()
    assert len(page.snapshot.rows) == few
    assert page.table.view.isColumnHidden(page.table.model.column_number(HANDED_IN)), "no laptop"
    assert page.list.older.isVisible()
    assert page.list.older.focusPolicy() & Qt.FocusPolicy.TabFocus
    page.list.older.setFocus()
    qtbot.keyClick(page.list.older, Qt.Key.Key_Space)
    settle()
    assert len(page.snapshot.rows) == everything
    assert not page.list.older.isVisible()
