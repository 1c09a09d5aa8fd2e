"""The list of 100,000 complaints in our window off screen: `python -m tests.benchmarks.complaint_pace list BOOK`.

A time runs from the key press until everything under way was painted, on the clock and of this thread's processor.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PATIENCE = 10.0  # seconds that a list may take to be painted
TYPED = ("现金 2024-", "等候", "T", "0", "员", "x9")  # of common letters and rare ones, of none


class Pace:
    """A window on the complaints of a book, and what each thing done there takes."""

    def __init__(self, book: str) -> None:
        from PySide6.QtWidgets import QApplication

        from supervisor.access import automatic_session
        from supervisor.app import load_rooms
        from supervisor.desktop.background import Background
        from supervisor.desktop.desk import Desk
        from supervisor.desktop.shell.window import Window
        from supervisor.desktop.theme import Theme
        from supervisor.journal import Book
        from tests.desktop.conftest import FakeServices

        load_rooms()
        self.app = QApplication([])
        self.book = Book.open(book)
        with self.book.read() as reader:
            session = automatic_session(reader)
        theme = Theme(self.app, "light", 1.0)
        self.background = Background()
        self.desk = Desk(FakeServices(self.book, session), theme, self.background)  # type: ignore[arg-type]
        self.window = Window(theme)
        self.window.resize(1440, 900)
        self.window.show()
        self.window.take(self.desk, "actions")
        self.window.activateWindow()
        self.quiet()

    @property
    def page(self) -> Any:
        """The complaints screen."""
        return self.window.pages["complaints"]

    def quiet(self) -> float:
        """Wait until nothing is under way; returns the longest piece of work (of the processor, in milliseconds) for
        which the window did not answer.
        """
        still, calm = 0.0, 0
        while calm < 5:
            begun = time.thread_time()
            self.app.processEvents()
            still = max(still, (time.thread_time() - begun) * 1000)
            time.sleep(0.002)
            calm = 0 if self.background.running else calm + 1
        return still

    def painted(self, act: Callable[[], object]) -> tuple[float, float]:
        """Milliseconds from `act` until the list (or what stands in its place) was painted: on the clock, of this
        thread. The card of the case under the cursor is read on the pool and follows.
        """
        table = self.page.cases.table
        seen, before = Painted(table), table.proxy.shown
        clock, processor = time.perf_counter(), time.thread_time()
        act()
        changed = table.proxy.shown is not before  # a blank behind a word keeps the same lines: nothing is painted
        while changed and not seen.done and time.perf_counter() - clock < PATIENCE:
            self.app.processEvents()
            seen.done = seen.done or table.currentWidget() is not table.view
        self.app.processEvents()
        took = (time.perf_counter() - clock) * 1000, (time.thread_time() - processor) * 1000
        seen.close()
        return took


class Painted(QObject):
    """Whether a list was painted since it was asked."""

    def __init__(self, table: Any) -> None:
        super().__init__()
        self.done = False
        self._watched = table.view.viewport()
        self._watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.done = self.done or event.type() == QEvent.Type.Paint
        return False

    def close(self) -> None:
        """Look no more."""
        self._watched.removeEventFilter(self)


def memory_mb() -> float:
    """What this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def listed(book: str) -> dict[str, Any]:
    """Opening, typing, sorting, choosing, and what the list weighs."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    pace = Pace(book)
    window = pace.window
    before = memory_mb()
    begun, processor = time.perf_counter(), time.process_time()
    window.go("complaints")
    while "complaints" not in window.pages or not pace.page.cases.rows:
        pace.app.processEvents()
        time.sleep(0.001)  # as a window waits for events: asking without a rest would take the pool's processor
    first, first_processor = time.perf_counter() - begun, time.process_time() - processor
    still = pace.quiet()
    whole, whole_processor = time.perf_counter() - begun, time.process_time() - processor
    view = pace.page.cases
    rows = len(view.rows)
    pace.quiet()
    weighs = memory_mb() - before
    view.words.setFocus()
    keys: dict[str, tuple[float, float]] = {}
    for typed in TYPED:
        for text in typed:
            keys[f"{view.words.text()}{text}"] = pace.painted(lambda t=text: _type(view.words, t))
            pace.quiet()
        for _letter in range(len(typed)):
            before = view.words.text()
            keys[f"back from {before}"] = pace.painted(lambda: QTest.keyClick(view.words, Qt.Key.Key_Backspace))
            pace.quiet()
    _type(view.words, "现金")
    pace.quiet()
    keys["cleared with Esc"] = pace.painted(lambda: QTest.keyClick(view.words, Qt.Key.Key_Escape))
    pace.quiet()
    sorts = {}
    table = view.table
    for number, column in enumerate(table.model.columns):
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            sorts[f"{column.name} {order.name}"] = pace.painted(lambda n=number, o=order: table.view.sortByColumn(n, o))
            pace.quiet()
    chips = {}
    for name, made in [*view.bar.chips.items(), ("all again", view.bar.chips["all"])]:
        if not made.isChecked():  # one that is pressed already changes nothing
            chips[name] = pace.painted(made.click)
            pace.quiet()
    for field, box in view.bar.boxes.items():
        box.setCurrentIndex(1)
        chips[f"{field} chosen"] = pace.painted(lambda box=box: box.activated.emit(1))
        pace.quiet()
        view.bar.let_go()
        pace.quiet()
    view.table.view.setFocus()
    opened = pace.painted(lambda: (QTest.keyClick(view.table.view, Qt.Key.Key_Down), pace.quiet()))
    registered = _registered(pace)
    pace.window.close()
    pace.background.close()
    pace.book.close()
    return {
        "rows": rows, "first_ms": first * 1000, "first_processor_ms": first_processor * 1000,
        "whole_ms": whole * 1000, "whole_processor_ms": whole_processor * 1000, "still_ms": still, "mb": weighs,
        "keys": keys, "sorts": sorts, "chips": chips, "opened_ms": opened[0], **registered,
    }  # fmt: skip


def _registered(pace: Pace) -> dict[str, float]:
    """Another case is written down meanwhile: until its line is there, and a letter typed while it is put there."""
    from supervisor.complaints import service

    view, book, page = pace.page.cases, pace.book, pace.page
    rows, longest = len(view.rows), 0.0
    before, clock = time.process_time(), time.perf_counter()
    page.touched.add(
        service.register(book, pace.desk.actor, channel="phone", text="x", class_code="cash", cause_code="waiting")
    )
    page.refresh()
    letters = []
    while len(view.rows) == rows and time.perf_counter() - clock < 60:
        letters.append(pace.painted(lambda: _type(view.words, "1"))[0])
        letters.append(pace.painted(view.words.clear)[0])
    there = (time.perf_counter() - clock) * 1000
    longest = pace.quiet()
    return {"line_there_ms": there, "letter_meanwhile_ms": max(letters, default=0.0), "still_after_ms": longest,
            "line_there_processor_ms": (time.process_time() - before) * 1000}  # fmt: skip


def _type(field: Any, text: str) -> None:
    """As an input method brings it."""
    from PySide6.QtGui import QInputMethodEvent
    from PySide6.QtWidgets import QApplication

    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def summed(times: dict[str, tuple[float, float]]) -> dict[str, Any]:
    """The middle and the longest of several, on the clock and of the processor."""
    clock, processor = zip(*times.values(), strict=True)
    return {
        "clock": statistics.median(clock), "clock_longest": max(clock),
        "processor": statistics.median(processor), "processor_longest": max(processor),
        "longest": max(times, key=lambda name: times[name][0]),
    }  # fmt: skip


if __name__ == "__main__":
    found = listed(sys.argv[2])
    for kind in ("keys", "sorts", "chips"):
        found[kind] = summed(found[kind])
    sys.stdout.write(json.dumps(found) + "\n")
