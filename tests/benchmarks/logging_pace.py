"""How fast an inspection is logged: `python -m tests.benchmarks.logging_pace pace BOOK` prints JSON.

On a copy of the five-year book, in our window off screen: a check-list of 120 items is opened and answered from the
keyboard. A time runs from the key press until the answer is painted and its entry is committed. Beside the clock the
processor's time of the whole process is taken, which other programs hardly change.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from supervisor.app import load_rooms
from supervisor.desktop.background import Background
from supervisor.desktop.desk import Desk
from supervisor.desktop.shell.window import Window
from supervisor.desktop.start import application
from supervisor.desktop.theme import Theme, settings
from supervisor.inspection import service
from supervisor.inspection.template import Item, Section, Template
from supervisor.journal import Book
from supervisor.language import Words, use_language

ITEMS, OPENINGS, ANSWERS = 120, 12, 240
PAUSE_SECONDS = 0.12  # between two keys: somebody very fast
LONG_PAUSE_SECONDS = 0.95  # now and then: the sheet is read from the book again, into the next answer


def long_list() -> Template:
    """A check-list of 120 items in eight sections, every fourth remembering earlier breaches."""

    def item(section: int, number: int) -> Item:
        words = Words(f"第{section}部分第{number}项：柜面整洁，物品摆放规范，标识齐全", f"Item {section}.{number}")
        return Item(
            id=f"S{section}-{number}", clause="B1", words=words, points_c=200, per_case_c=100,
            counts="person_time" if number % 2 else "place", first_is_reminder=number % 4 == 0,
        )  # fmt: skip

    sections = tuple(
        Section(id=f"S{n}", name=Words(f"第{n}部分", f"Part {n}"), items=tuple(item(n, i) for i in range(1, 16)))
        for n in range(1, 9)
    )
    return Template(
        code="bench120", version="1", name=Words("一百二十项", "120 items"), base_c=24_000, sections=sections
    )


class Services:
    """The shape the desktop asks for."""

    def __init__(self, book: Book, session: Any) -> None:
        self.book, self.session = book, session

    @contextmanager
    def read(self) -> Any:
        with self.book.read() as reader:
            yield reader


class Painted(QObject):
    """Notes that a widget was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.seen = True
        return super().eventFilter(watched, event)


def pace(where: str) -> dict[str, Any]:
    """Milliseconds of openings and answers: (clock, processor) each."""
    load_rooms()
    use_language("zh")
    app = application()
    book = Book.open(where)
    from supervisor.access import automatic_session

    service.activate_template(book, "system", long_list(), valid_from=date(2020, 1, 1))
    with book.read() as reader:
        session = automatic_session(reader)
    background = Background()
    window = Window(Theme(app, "light", 1.0))
    desk = Desk(Services(book, session), window.theme, background, parent=window)  # type: ignore[arg-type]
    settings().setValue("inspections/one_by_one", False)

    def settle(seconds: float = 0.0) -> None:
        until, quiet = time.monotonic() + seconds, 0
        while quiet < 5 or time.monotonic() < until:
            app.processEvents()
            time.sleep(0.005)
            quiet = 0 if background.running else quiet + 1

    window.show()
    window.take(desk, "inspections")
    window.activateWindow()
    settle()
    page: Any = window.pages["inspections"]
    view = page.sheet
    painted = Painted()

    tick = QTimer()
    tick.start(4)  # so that waiting for events ends

    def wait() -> None:
        """Sleep until something happens: a loop that only asks would use up the processor it is to measure."""
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def until_painted(subject: str) -> tuple[float, float]:
        start, used = time.perf_counter(), time.process_time()
        page.open_sheet(subject)
        while page.snapshot.opened is None or page.snapshot.sheet.inspection.subject != subject or not view.isVisible():
            wait()
        painted.seen = False
        view.update()
        while not painted.seen:
            wait()
        return (time.perf_counter() - start) * 1000, (time.process_time() - used) * 1000

    view.installEventFilter(painted)
    subjects = [service.begin(book, desk.actor, "bench120") for _number in range(OPENINGS)]
    settle(0.3)
    opened: list[tuple[float, float]] = []
    for subject in subjects:
        opened.append(until_painted(subject))
        settle(0.1)
        page.close_sheet()
        settle()
    view.removeEventFilter(painted)
    answered: list[tuple[float, float]] = []
    keys = [Qt.Key.Key_1] * 12 + [Qt.Key.Key_2, Qt.Key.Key_3]
    for number in range(ANSWERS):
        if number % ITEMS == 0:
            page.open_sheet(subjects[number // ITEMS])
            settle(0.3)
            view.items.build_all()
            settle(0.3)
        item, key = view.current, keys[number % len(keys)]
        line = view.items.rows[item]
        line.installEventFilter(painted)
        painted.seen = False
        start, used = time.perf_counter(), time.process_time()
        QTest.keyClick(QApplication.focusWidget(), key)
        while view.recorder.live.unsaved or not painted.seen:
            wait()
        app.processEvents()  # that it is kept is painted as well
        answered.append(((time.perf_counter() - start) * 1000, (time.process_time() - used) * 1000))
        line.removeEventFilter(painted)
        if key == Qt.Key.Key_2:
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
            view.go_on(1)
        until = time.monotonic() + (PAUSE_SECONDS if number % 12 else LONG_PAUSE_SECONDS)
        while time.monotonic() < until:
            app.processEvents()
            time.sleep(0.002)
    tick.stop()
    settle(1.2)
    with book.read() as reader:
        from supervisor.inspection.ledger import sheet

        kept = sum(len(sheet(reader, subject).answers) for subject in subjects)
    window.close()
    background.close()
    book.close()
    return {"opened": opened, "answered": answered, "kept": kept}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "five-years.book"
        shutil.copy(sys.argv[2], copied)
        os.environ["XDG_CONFIG_HOME"] = folder
        sys.stdout.write(json.dumps(pace(str(copied))) + "\n")
