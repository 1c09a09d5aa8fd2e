"""Work leaves the UI thread and comes back to it; nothing is delivered to what is gone or after closing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from supervisor.desktop.background import Background, Cancelled, Progress


def test_results_arrive_on_the_ui_thread(qtbot: QtBot, background: Background) -> None:
    heard: list[tuple[str, object, bool]] = []
    ui = threading.get_ident()

    def done(result: object) -> None:
        heard.append(("done", result, threading.get_ident() == ui))

    def failed(error: Exception) -> None:
        heard.append(("failed", type(error), threading.get_ident() == ui))

    background.read(lambda: threading.get_ident() != ui, owner=None, done=done, failed=failed)
    background.read(lambda: 1 // 0, owner=None, done=done, failed=failed)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert set(heard) == {("done", True, True), ("failed", ZeroDivisionError, True)}
    assert background.running == 0


def test_commands_run_one_after_another_in_their_order(qtbot: QtBot, background: Background) -> None:
    order: list[int] = []
    threads: set[int] = set()

    def work(number: int) -> Callable[[], None]:
        def run() -> None:
            threads.add(threading.get_ident())
            time.sleep(0.002 if number % 2 else 0)
            order.append(number)

        return run

    arrived: list[object] = []
    for number in range(20):
        background.command(work(number), owner=None, done=arrived.append, failed=arrived.append)
    qtbot.waitUntil(lambda: len(arrived) == 20)
    assert order == list(range(20))
    assert len(threads) == 1


def test_nothing_is_delivered_to_an_owner_that_is_gone(qtbot: QtBot, background: Background) -> None:
    gate = threading.Event()
    owner = QObject()
    heard: list[object] = []
    background.read(gate.wait, owner=owner, done=heard.append, failed=heard.append)
    owner.deleteLater()
    qtbot.wait(20)
    gate.set()
    qtbot.waitUntil(lambda: background.running == 0)
    assert heard == []


def test_long_work_reports_and_stops_when_cancelled(qtbot: QtBot, background: Background) -> None:
    shares: list[float] = []
    ends: list[str] = []

    def work(progress: Progress) -> None:
        for step in range(10_000):
            progress.report(step / 10_000, "step")
            time.sleep(0.001)

    task = background.long(
        work, owner=None, done=lambda _r: ends.append("done"), failed=lambda _e: ends.append("failed"),
        progressed=lambda share, _text: shares.append(share), stopped=lambda: ends.append("stopped"),
    )  # fmt: skip
    assert task is not None
    qtbot.waitUntil(lambda: len(shares) > 3)
    task.cancel()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == ["stopped"]
    assert shares == sorted(shares)


def test_closing_waits_drops_reads_but_carries_commands_out(qtbot: QtBot) -> None:
    background = Background(pool_threads=1)
    carried: list[int] = []
    heard: list[object] = []
    for number in range(5):
        background.command(
            lambda n=number: (time.sleep(0.005), carried.append(n)), owner=None, done=heard.append, failed=heard.append
        )
    background.long(
        lambda progress: [progress.report(0.5) or time.sleep(0.005) for _ in range(1000)],
        owner=None, done=heard.append, failed=heard.append,
    )  # fmt: skip
    background.close()
    assert carried == [0, 1, 2, 3, 4], "a command that was given is never lost"
    qtbot.wait(30)
    assert heard == []
    assert background.read(lambda: 1, owner=None, done=heard.append, failed=heard.append) is None


def test_cancelled_progress_raises() -> None:
    progress = Progress(lambda _share, _text: None)
    progress.report(0.1)
    progress.cancel()
    try:
        progress.report(0.2)
    except Cancelled:
        return
    raise AssertionError("a cancelled piece of work went on")


def test_work_that_came_to_its_end_is_done_whatever_was_pressed_meanwhile(qtbot: QtBot, background: Background) -> None:
    """A file that was written is not told as cancelled."""
    begun, gate, heard = threading.Event(), threading.Event(), []

    def work(_progress: Progress) -> str:
        begun.set()
        gate.wait()
        return "written"

    task = background.long(
        work, owner=None, done=heard.append, failed=heard.append, stopped=lambda: heard.append("stopped")
    )
    assert task is not None
    assert begun.wait(10)
    task.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["written"]
