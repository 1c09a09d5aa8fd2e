"""Where nobody does anything, nothing is laid out again: an open form must not keep the processor busy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.traffic.import_sheet import ImportSheet
from supervisor.desktop.widgets.form_body import FormBody
from supervisor.desktop.widgets.forms import FormSheet
from tests.desktop.on_screen import Settle


def laid_again(body: FormBody, qtbot: QtBot) -> int:
    """How often a form is laid out in a fifth of a second in which nobody touches it."""
    heard: list[None] = []
    body.refilled.connect(lambda: heard.append(None))
    qtbot.wait(200)
    return len(heard)


def test_an_open_form_is_laid_out_when_something_changes_and_then_rests(
    qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    under = QWidget()
    qtbot.addWidget(under)
    under.resize(1000, 700)
    under.show()
    form = FormSheet(under, desk, "Raise an action")
    form.text("title", "Title")
    form.lines("words", "Words")
    form.day("due", "Due", date(2026, 11, 20))
    form.send("Raise", lambda _values: None)
    settle()
    assert laid_again(form._scrolled, qtbot) == 0
    high = form.height()
    form.text("more", "More")
    settle()
    assert form.height() > high, "it makes room for what came"
    assert laid_again(form._scrolled, qtbot) == 0


def test_the_sheet_of_a_ticket_file_rests_too(qtbot: QtBot, desk: Desk, settle: Settle, tmp_path: Path) -> None:
    under = QWidget()
    qtbot.addWidget(under)
    under.resize(1200, 800)
    under.show()
    path = tmp_path / "tickets.csv"
    path.write_text("ticket,business,issued\nA001,1,2026-11-19 09:00:00\n", encoding="utf-8")
    sheet = ImportSheet(under, desk, path)
    sheet.open_file()
    settle()
    assert laid_again(sheet.middle, qtbot) == 0
