"""The settings screen takes in the branch's workbook: looked at first, faults named by their cell, then entered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.settings.exchange import ImportSheet, save
from tests.desktop import keyboard
from tests.desktop.on_screen import Settle
from tests.desktop.settings_page import (
    again_arrived,  # noqa: F401  (fixtures, by their own names)
    desk_now,  # noqa: F401
    one,
    settings_on_show,  # noqa: F401
)


def test_a_workbook_is_looked_at_mended_and_taken_in(
    shown: Any, desk: Desk, again: Callable[[], None], settle: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "branch.xlsx"
    save(desk, shown, path, filled=True)
    settle()
    with desk.book.read() as reader:
        entries = reader.vector()
    workbook = load_workbook(path)
    sheet = workbook["人员"]
    sheet.cell(4, 3, "顾问")
    sheet.cell(60, 1, "9002")
    sheet.cell(60, 2, "新来的")
    workbook.save(path)
    look = ImportSheet(shown.people, desk, path)
    settle()
    assert not look.verb.isEnabled()
    (fault,) = look.table.model.rows  # type: ignore[union-attr]
    assert (fault.sheet, fault.row, fault.column) == ("人员", 60, "C")
    assert fault.cure
    sheet.cell(60, 3, "柜员")
    workbook.save(path)
    look.look()
    settle()
    outcomes = [(x.what, x.outcome) for x in look.table.model.rows if x.outcome != "unchanged"]  # type: ignore[union-attr]
    assert [how for _what, how in sorted(outcomes)] == ["changed", "added"]
    told = [str(look.table.proxy.index(0, column).data()) for column in range(4)]  # type: ignore[union-attr]
    assert "→ 顾问" in told[3], "what is changed stands first and says how"
    with desk.book.read() as reader:
        assert reader.vector() == entries, "looking writes nothing"
    assert look.verb.isEnabled()
    look.take()
    again()
    assert not keyboard.opened(shown)
    assert one(desk, "9002").role == "柜员"
