"""How long sight takes on the five-year book: `python -m tests.benchmarks.sight_pace read BOOK` prints JSON.

The period is the one in which the book has most inspections; processor milliseconds of the reading (on the pool) and of
painting what was read (on the UI thread), the middle of some turns.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
TURNS = 3


class Services:
    """What a screen is given: the book, and who looks at it."""

    def __init__(self, book: Any, session: Any) -> None:
        self.book, self.session = book, session

    @contextmanager
    def read(self) -> Iterator[Any]:
        """A reader of the book."""
        with self.book.read() as reader:
            yield reader


def _spent(work: Callable[[], Any]) -> tuple[float, Any]:
    before = time.process_time()
    made = work()
    return 1000 * (time.process_time() - before), made


def read(where: str) -> dict[str, Any]:
    """Each view of the whole period, read and painted."""
    with tempfile.TemporaryDirectory() as folder:
        return _read(Path(shutil.copy(where, folder)))


def _read(where: Path) -> dict[str, Any]:
    from PySide6.QtWidgets import QApplication

    from supervisor.access import Role, automatic_session
    from supervisor.access.ledger import users
    from supervisor.app import load_rooms
    from supervisor.desktop.background import Background
    from supervisor.desktop.desk import Desk
    from supervisor.desktop.screens.inspections.sight import SightTab
    from supervisor.desktop.screens.inspections.sight_reading import Wish
    from supervisor.desktop.screens.inspections.sight_reading import read as reading
    from supervisor.desktop.theme import Theme
    from supervisor.inspection.ledger import newest_inspections
    from supervisor.journal import Book

    load_rooms()
    app = QApplication([])
    book = Book.open(where)
    with book.read() as r:
        newest = newest_inspections(r, 1)[0].day
        session = automatic_session(r)
        actor = next(user.person for user in users(r) if Role.MANAGER in user.roles)
    at = datetime(newest.year, newest.month, newest.day, 18, tzinfo=book.zone) + timedelta(days=1)
    book.set_now(lambda: at)
    theme, background = Theme(app, "light", 1.0), Background()
    tab = SightTab(Desk(Services(book, session), theme, background))
    tab.resize(1200, 760)
    tab.show()
    found: dict[str, Any] = {}
    for view in ("heat", "trend", "repeats", "inspectors"):
        wish = Wish(view=view, weeks="52")
        readings, paintings = [], []
        for _turn in range(TURNS):
            with book.read() as r:
                spent, snapshot = _spent(lambda r=r, wish=wish: reading(r, actor, wish))
            readings.append(spent)
            tab.wish, tab.snapshot = wish, snapshot
            found |= {"inspections": snapshot.inspections, "findings": snapshot.findings}
            paintings.append(_spent(lambda snapshot=snapshot: (tab.put(snapshot), app.processEvents()))[0])
        found[view] = {"read": median(readings), "put": median(paintings)}
    tab.close()
    background.close()
    book.close()
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"read": read}[sys.argv[1]](*sys.argv[2:])))
