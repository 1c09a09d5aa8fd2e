"""What the hands of an inspection sheet see of it: keys and questions know this much, the sheet itself knows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QPushButton

from supervisor.desktop.screens.inspections.detail import DetailCard
from supervisor.desktop.screens.inspections.items import ItemList
from supervisor.desktop.screens.inspections.recording import Recorder


class SheetFace(Protocol):
    """An inspection on show, with its items, the detail beside them, and what can be done with it."""

    recorder: Recorder
    detail: DetailCard
    items: ItemList
    give_up: QPushButton
    one_by_one: bool
    close_sheet: Callable[[], object]

    def hasFocus(self) -> bool: ...
    def kind(self) -> str: ...
    def correctable(self) -> bool: ...
    def answer(self, item: str, verdict: str) -> None: ...
    def go_on(self, step: int) -> None: ...
    def undo(self) -> None: ...
    def show_one_by_one(self, on: bool) -> None: ...
    def ask_revision(self) -> None: ...
