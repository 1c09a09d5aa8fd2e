"""Hands on the inspection sheet: keys pressed where the focus is, and what the book says of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor.desktop.desk import Desk
from supervisor.desktop.shell.window import Window

Settle = Callable[[], None]


class Hands:
    """A window with the sheet of a fresh inspection, and keys pressed where the focus is."""

    def __init__(self, qtbot: QtBot, desk: Desk, window: Window, settle: Settle, subject: str) -> None:
        self.qtbot, self.desk, self.window, self.settle, self.subject = qtbot, desk, window, settle, subject

    @property
    def page(self) -> Any:
        return self.window.pages["inspections"]

    @property
    def view(self) -> Any:
        return self.page.sheet

    @property
    def items(self) -> list[str]:
        return [item.id for item in self.page.snapshot.sheet.template.items()]

    def press(self, *pressed: Any) -> None:
        """Keys (or (key, modifier)) to whatever has the focus, one after another without waiting."""
        for one in pressed:
            key, modifier = one if isinstance(one, tuple) else (one, Qt.KeyboardModifier.NoModifier)
            self.qtbot.keyClick(self.focus(), key, modifier)

    def type(self, text: str) -> None:
        if text.isascii():
            self.qtbot.keyClicks(self.focus(), text)
        else:  # as an input method brings it
            self.focus().insert(text)  # type: ignore[attr-defined]

    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None, "something has the focus"
        return found

    def hints(self) -> dict[str, str]:
        return dict(self.view.keys.shown)

    def book(self) -> Any:
        from supervisor.inspection import ledger

        self.settle()
        with self.desk.book.read() as reader:
            return ledger.sheet(reader, self.subject)


def asking() -> Any:
    """A check-list with every kind of question, a conditional item and a conditional section."""
    from supervisor.inspection.template import Choice, Item, Section, Template
    from supervisor.language import Words

    def words(text: str) -> Words:
        return Words(text, text)

    def item(name: str, kind: str = "check", **more: Any) -> Item:
        points = {"points_c": 600, "per_case_c": 200} if kind == "check" else {"points_c": 0, "per_case_c": 0}
        asked = {"id": name, "clause": "B1", "words": words(f"问 {name}"), "kind": kind, **points, **more}
        return Item(**asked)

    choices = tuple(Choice(name=name, words=words(f"选项 {name}")) for name in ("early", "late", "none"))
    first = (
        item("cards", counts="person_time", evidence="photo", if_missing="stop"),
        item("why", relevant="${cards} = 'fail'"),
        item("tidy", counts="place"),
        item("read", "note"),
        item(
            "atms", "integer", constraint=". >= 1 and . <= 20", constraint_words=words("一至二十台"), if_missing="stop"
        ),
        item("share", "decimal"),
        item("shift", "choice", choices=choices),
        item("posters", "choices", choices=choices),
        item("since", "date"),
        item("said", "text"),
    )
    late = (item("dark"), item("lamp"))
    return Template(
        code="asking", version="1", name=words("样样都问"), base_c=3600,
        sections=(
            Section(id="S1", name=words("一"), items=first),
            Section(id="S2", name=words("二"), items=late, relevant="${shift} = 'late'"),
            Section(id="S3", name=words("三"), items=(item("door"),)),
        ),
    )  # fmt: skip


def in_force(book: Any) -> None:
    """Put that check-list in force."""
    from datetime import date

    from supervisor.inspection.service import activate_template

    activate_template(book, "system", asking(), valid_from=date(2026, 1, 1))
