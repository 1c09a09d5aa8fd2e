"""A small branch with a week of work behind it, a desk over it, and ways to wait for the desktop's threads."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor.desktop.background import Background
from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Question
from supervisor.desktop.shell.window import Window
from supervisor.desktop.theme import Theme
from tests.desktop.hands import Hands

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 20)  # a Friday
NOW = datetime(2026, 11, 20, 9, 12, tzinfo=ZONE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The off-screen platform says this of windows with a least size and of lists under a field; no fault of ours."""
    said = ("propagateSizeHints", r"raise\(\)", "grabbing the keyboard")
    for item in items:
        if "desktop" in item.path.parts:
            item.add_marker(pytest.mark.qt_log_ignore(*said, extend=True))


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> None:
    """What the desktop remembers for a user is this test's alone: no other test's, and never the person's at work."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture(autouse=True)
def garbage_on_this_thread(nothing_left_behind: None) -> Iterator[None]:
    """As in the program, no other thread takes Qt's objects apart: not the pool's, not the test runner's own.

    What a test leaves is gone before the next: a theme paints every window there is.
    """
    gc.disable()
    yield
    if (app := QApplication.instance()) is not None:
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture(scope="module")
def nothing_left_behind() -> Iterator[None]:
    """What was there before the module is not gone through after each test, nor ever again: that costs a second.

    What others left by then is taken apart first, so that nothing is kept which nobody holds.
    """
    gc.collect()
    gc.freeze()
    yield
    gc.collect()
    gc.enable()


class FakeServices:
    """The shape the desktop asks of the composition root."""

    def __init__(self, book: Any, session: Any) -> None:
        self.book = book
        self.session = session

    @contextmanager
    def read(self) -> Iterator[Any]:
        with self.book.read() as reader:
            yield reader


@pytest.fixture
def services(sample_file: Path, tmp_path: Path) -> Iterator[FakeServices]:
    """A copy of the sample, opened on the morning of 2026-11-20, with its manager logged in."""
    import shutil

    from supervisor.access import automatic_session
    from supervisor.app import load_rooms
    from supervisor.journal import Book

    load_rooms()
    where = tmp_path / "copy.book"
    shutil.copy(sample_file, where)
    book = Book.open(where)
    book.set_now(lambda: NOW)
    with book.read() as reader:
        session = automatic_session(reader)
    yield FakeServices(book, session)
    book.close()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The look of this test alone: one that stayed would hold what follows its changes, and paint it in every test."""
    made = Theme(qapp, "light", 1.0)
    yield made
    made.deleteLater()


@pytest.fixture
def only_prices_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A meeting that is chosen has no start priced but those somebody points at, for tests that look at other things:
    all of a week take seconds of the processor. `test_meetings_dragging.py` and others look at that."""
    from supervisor.meetings.planner.price_table import PriceTable

    monkeypatch.setattr(PriceTable, "starts", lambda _table, _first, _last: iter(()))


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


@pytest.fixture
def asked() -> list[Question]:
    """The questions that screens asked; every one is answered with yes."""
    return []


@pytest.fixture
def desk(services: FakeServices, theme: Theme, background: Background, asked: list[Question]) -> Desk:
    def confirm(_owner: Any, question: Question, yes: Callable[[], object]) -> None:
        asked.append(question)
        yes()

    return Desk(services, theme, background, confirm=confirm)


SOON_MILLISECONDS = 120  # how long a page waits for a second announcement before it reads the book again


def brought_forward() -> bool:
    """What a widget has put off for so short a while comes at once; whether there was any."""
    timers = (timer for window in QApplication.topLevelWidgets() for timer in window.findChildren(QTimer))
    soon = [t for t in timers if t.isActive() and t.isSingleShot() and 0 < t.interval() <= SOON_MILLISECONDS]
    for timer in soon:
        timer.start(0)
    return bool(soon)


@pytest.fixture
def settle(qapp: QApplication, background: Background) -> Callable[[], None]:
    """Let everything under way arrive and be painted: it waits for what is under way and for nothing else."""
    events, flags = QEventLoop(), QEventLoop.ProcessEventsFlag

    def wait() -> None:
        until = time.monotonic() + 120  # far more than anything takes; other programs may be busy too
        while background.running or events.processEvents(flags.AllEvents) or brought_forward():
            assert time.monotonic() < until, "still running, or events without end"
            if background.running:
                events.processEvents(flags.WaitForMoreEvents)  # comes back at the latest when garbage is looked for

    return wait


@pytest.fixture
def open_on(qtbot: QtBot, desk: Desk, theme: Theme, settle: Callable[[], None]) -> Iterator[Callable[..., Hands]]:
    """`open_on(code)` begins an inspection by that check-list and opens the screen, which takes it up by itself."""
    windows: list[Window] = []

    def show(code: str = "discipline") -> Hands:
        from supervisor.inspection import service

        subject = service.begin(desk.book, desk.actor, code)
        window = Window(theme)
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        window.take(desk, "inspections")
        window.activateWindow()
        settle()
        return Hands(qtbot, desk, window, settle, subject)

    yield show
    for window in windows:
        window.close()
