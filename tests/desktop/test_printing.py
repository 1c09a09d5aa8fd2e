"""Printing leaves the window free and tells how it went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.printing import Paper, print_paper

Settle = Callable[[], None]


class Sheet(Page):
    """Any page; what is printed stands elsewhere."""

    key = "sheet"

    def build(self) -> None:
        pass

    def read(self, reader: Any) -> None:
        pass

    def show_snapshot(self, snapshot: Any) -> None:
        pass


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settle: Settle) -> Sheet:
    made = Sheet(desk, "Any")
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def chosen_printer(page: Sheet, path: Path) -> QPrintDialog:
    """The dialog that was opened, with a PDF for its printer."""
    (dialog,) = page.findChildren(QPrintDialog)
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return dialog


def test_the_window_is_free_while_pages_are_painted(page: Sheet, desk: Desk, settle: Settle, tmp_path: Path) -> None:
    from pypdf import PdfReader

    told: list[Any] = []
    desk.said.connect(lambda notice, _step: told.append(notice))
    path = tmp_path / "out.pdf"
    print_paper(page, Paper("<p>值日表</p>", "值日表", foot="foot"))
    chosen_printer(page, path).done(int(QDialog.DialogCode.Accepted))
    assert desk.background.running == 1, "painted on the pool"
    settle()
    text = PdfReader(path).pages[0].extract_text()
    assert "值日表" in text
    assert "foot" in text
    assert [(notice.status, "值日表" in notice.happened) for notice in told] == [("info", True), ("good", True)]
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("out") or one.suffix == ".part"] == [
        "out.pdf"
    ]


@pytest.mark.qt_log_ignore("QPainter::begin", "propagateSizeHints", extend=True)
def test_a_printer_that_takes_nothing_is_told(page: Sheet, desk: Desk, settle: Settle, tmp_path: Path) -> None:
    told: list[Any] = []
    desk.said.connect(lambda notice, _step: told.append(notice))
    print_paper(page, Paper("<p>x</p>", "x"))
    chosen_printer(page, tmp_path / "no folder" / "out.pdf").done(int(QDialog.DialogCode.Accepted))
    settle()
    assert [(notice.status, notice.error_name) for notice in told] == [("info", ""), ("bad", "BadInput")]


def test_nothing_is_printed_when_the_dialog_is_put_away(
    page: Sheet, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    print_paper(page, Paper("<p>x</p>", "x"))
    chosen_printer(page, tmp_path / "out.pdf").done(int(QDialog.DialogCode.Rejected))
    settle()
    assert not (tmp_path / "out.pdf").exists()
