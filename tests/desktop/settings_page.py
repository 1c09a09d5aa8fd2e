"""The settings of the sample on show, and the forms that open over them, for their tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor.branch.ledger import people
from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.language import use_language
from tests.desktop import keyboard, on_screen
from tests.desktop.conftest import ZONE
from tests.desktop.on_screen import Settle, page_of


@pytest.fixture(name="desk")
def desk_now(desk: Desk) -> Desk:
    """The sample at the present moment: its people joined when it was made, and what follows has to come later."""
    desk.book.set_now(lambda: datetime.now(ZONE))
    return desk


@pytest.fixture(name="shown")
def settings_on_show(qtbot: QtBot, desk: Desk, settle: Settle) -> Any:
    """The settings over the sample, in Chinese."""
    use_language("zh")
    return page_of("settings", qtbot, desk, settle, (1208, 820))


@pytest.fixture(name="again")
def again_arrived(shown: Any, settle: Settle) -> Callable[[], None]:
    """Let what was commanded arrive on the page."""

    return lambda: on_screen.again(shown, settle)


def form(page: QWidget) -> Any:
    found = keyboard.sheet(page)
    assert isinstance(found, FieldForm)
    return found


def send(page: QWidget, again: Callable[[], None]) -> None:
    made = form(page)
    made.press()
    again()
    assert not keyboard.opened(page), [made.fault.text(), {n: made.blamed(n) for n in made._fields}]


def one(desk: Desk, no: str) -> Any:
    with desk.book.read() as reader:
        return next((p for p in people(reader, active_only=False) if p.no == no), None)
