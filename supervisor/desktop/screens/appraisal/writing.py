"""What is typed about a month and not in the book yet: kept while one looks elsewhere, and sent before one goes.

It goes into the book after a pause in typing, by its key, when somebody else's field is shown, and when whoever types
leaves. A refusal leaves it in its field.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from supervisor.desktop.desk import Desk

PAUSE_MILLISECONDS = 5_000
MOST_POINTS = 200.0


@dataclass(frozen=True)
class Said:
    """What stands in the fields: the words, points by code in hundredths, the grade."""

    text: str = ""
    values: tuple[tuple[str, int], ...] = ()
    grade: str = ""


class Writing(QObject):
    """`put` says whose words the fields are for and what the book has of them; `typed` after each change."""

    refused = Signal(str)

    def __init__(
        self, desk: Desk, read: Callable[[], Said], show: Callable[[Said], None], send: Callable[[str, Said], object]
    ) -> None:
        super().__init__()
        self._desk, self._read, self._show, self._send = desk, read, show, send
        self._key = ""
        self._open = False
        self._filling = False
        self._drafts: dict[str, Said] = {}  # what the book does not have yet, by key
        self._given: dict[str, Said] = {}  # what is on its way there
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)
        desk.leaving.connect(self._leave)

    @property
    def waiting(self) -> bool:
        """Whether something typed is not in the book yet."""
        return self._key in self._drafts

    def put(self, key: str, known: Said, *, is_open: bool) -> None:
        """These fields are about `key` now, of which the book has `known`."""
        if key != self._key:
            self.flush()
        self._key, self._open = key, is_open
        if self._drafts.get(key) == known:
            del self._drafts[key]
            self._given.pop(key, None)
        wanted = self._drafts.get(key, known)
        if self._read() != wanted:
            self._filling = True
            self._show(wanted)
            self._filling = False

    def typed(self) -> None:
        """Something in the fields was changed by hand."""
        if not self._filling and self._key and self._open:
            self._drafts[self._key] = self._read()
            self._timer.start(PAUSE_MILLISECONDS)

    def flush(self) -> bool:
        """Send what is not in the book yet; False where there is nothing to send, or no words."""
        self._timer.stop()
        key = self._key
        said = self._drafts.get(key)
        if said is None or not said.text or not self._open or self._given.get(key) == said:
            return False
        self._given[key] = said

        def failed(notice: Any) -> None:
            self._given.pop(key, None)
            self.refused.emit(notice.happened)

        self._desk.command(self, lambda: self._send(key, said), failed=failed)
        return True

    def _leave(self) -> None:
        self.flush()
        self._key = ""
        self._drafts.clear()
        self._given.clear()


def words_field(name: str, height: int) -> QPlainTextEdit:
    """A field for sentences, which says what belongs there while it is empty; Tab leaves it."""
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    made.setAccessibleName(name)
    made.setPlaceholderText(name)
    made.setFixedHeight(height)
    return made


def points_field(name: str, width: int) -> QLineEdit:
    """A short field for points, empty where none are given."""
    made = QLineEdit()
    made.setValidator(QDoubleValidator(0.0, MOST_POINTS, 2, made))
    made.setAccessibleName(name)
    made.setFixedWidth(width)
    return made


def points_in(field: QLineEdit) -> int | None:
    """Hundredths of a point, None where none are given."""
    try:
        return round(float(field.text()) * 100)
    except ValueError:
        return None


def show_points(field: QLineEdit, value_c: int | None) -> None:
    """Put points into their field."""
    field.setText("" if value_c is None else f"{value_c / 100:g}")


def weighs(rulebook: Any, source: str) -> bool:
    """Whether a rule book takes points from a source ("self", "review", "peer")."""
    if rulebook is None:
        return False
    named = any(each.source == source for each in (*rulebook.measures, *rulebook.rules))
    return named or any(part.start == "mean" and source in part.sources for part in rulebook.components)
