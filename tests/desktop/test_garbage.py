"""Nothing of Qt is taken apart by a thread of the pool: that ends the program without a word, once in some hours."""

from __future__ import annotations

import gc
import threading
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractListModel, QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supervisor.desktop import garbage
from supervisor.desktop.background import Background, Progress
from supervisor.desktop.garbage import Garbage

died: Counter[bool] = Counter()


class Cyclic(QAbstractListModel):
    """A model of a closed table: held by nothing but itself, its timer still runs."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self
        self.timer = QTimer(self)
        self.timer.start(1)

    def __del__(self) -> None:
        died[threading.current_thread() is threading.main_thread()] += 1


class Told:
    """Something that says on which thread its last holder let go of it."""

    def __init__(self, heard: list[bool]) -> None:
        self.heard = heard

    def __del__(self) -> None:
        self.heard.append(threading.current_thread() is threading.main_thread())


def many_objects(_progress: Progress) -> int:
    return sum(len([[] for _ in range(3000)]) for _ in range(200))


@pytest.fixture
def searching(qapp: QApplication) -> Iterator[None]:
    """Python searches for garbage by itself, as in any program, until something pauses it."""
    gc.enable()
    gc.collect()
    yield
    gc.collect()
    gc.disable()


def test_qt_objects_die_on_the_ui_thread_whatever_the_pool_does(qtbot: QtBot, searching: None) -> None:
    died.clear()
    background = Background()
    done: list[object] = []
    for _ in range(6):
        background.long(many_objects, owner=None, done=done.append, failed=done.append)
    while len(done) < 6 or not died[True]:
        for _ in range(40):
            Cyclic()
        qtbot.wait(5)
    background.close()
    assert done == [600_000] * 6
    assert died[True]
    assert not died[False]


def test_work_and_what_came_of_it_are_let_go_on_the_ui_thread(qtbot: QtBot) -> None:
    background = Background()
    heard: list[bool] = []
    for _ in range(50):
        used = Told(heard)
        background.read(lambda used=used: (used, Told(heard)), owner=None, done=id, failed=id)
        del used
    gone, used = QObject(), Told(heard)
    background.read(lambda used=used: 1 // len(used.heard[:0]), owner=gone, done=id, failed=id)
    del used
    gone.deleteLater()
    qtbot.waitUntil(lambda: background.running == 0)
    gc.collect()
    background.close()
    assert heard == [True] * 101


def test_python_searches_again_once_the_last_threads_are_gone(searching: None) -> None:
    first, second = Garbage(), Garbage()
    assert not gc.isenabled()
    first.close()
    assert not gc.isenabled()
    second.close()
    assert gc.isenabled()
    second.close()
    assert gc.isenabled()


def test_after_the_rush_the_modules_are_never_gone_through(qtbot: QtBot, searching: None) -> None:
    died.clear()
    held = Garbage()
    held.rest(30)
    before = gc.get_freeze_count()
    try:
        qtbot.waitUntil(lambda: gc.get_freeze_count() > before)
        for _ in range(1000):
            Cyclic()
        qtbot.waitUntil(lambda: died[True] >= 1)
    finally:
        held.close()
        gc.unfreeze()


def test_older_garbage_waits_while_something_is_in_the_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[int] = []
    monkeypatch.setattr(garbage.gc, "collect", lambda generation=9: collected.append(generation))
    monkeypatch.setattr(garbage.gc, "get_count", lambda: (10_000, 10_000, 10_000))
    monkeypatch.setattr(garbage._pause, "until", 0.0)
    garbage.not_now()
    garbage.collect_due()
    assert collected == [0]
    monkeypatch.setattr(garbage._pause, "until", garbage._pause.until - garbage.PAUSE_SECONDS)
    garbage.collect_due()
    assert collected == [0, 0, 1, 2]
    monkeypatch.undo()
