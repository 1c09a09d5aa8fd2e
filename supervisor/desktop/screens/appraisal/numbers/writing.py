"""What the tab writes: the empty form of a month, the weekly sheets as a workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from supervisor.desktop.widgets.written_files import choose_target
from supervisor.language import _


def ask_form(view: Any) -> None:
    """Choose where the empty form of the month is to lie."""
    month = view.month

    def work(path: Path) -> Path:
        from reports import write_numbers_form

        with view.desk.book.read() as reader:
            return write_numbers_form(reader, month, path)

    _ask(view, _("Save the empty form"), _("own-numbers-{month}.xlsx").format(month=month), work)


def ask_weekly(view: Any) -> None:
    """Choose where the workbook of the week's sheets is to lie."""
    sheets = view.shown.sheets

    def work(path: Path) -> Path:
        from reports import weekly_workbook

        return weekly_workbook(view.desk.book, sheets, path, actor=view.desk.actor)

    _ask(view, _("Save the weekly sheets"), _("weekly-{day}.xlsx").format(day=sheets[0].first), work)


def _ask(view: Any, title: str, name: str, work: Callable[[Path], Path]) -> None:
    desk = view.desk

    def save(path: Path) -> None:
        desk.long(
            view, lambda _progress: work(path),
            done=lambda written: desk.say("good", _("Saved: {path}").format(path=written)),
            failed=lambda notice: desk.said.emit(notice, None),
        )  # fmt: skip

    choose_target(view, title, name, save)
