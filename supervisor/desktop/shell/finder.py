"""Ctrl+K: any person, inspection, complaint, action or command, from the keyboard.

Commands are found at once; records come from a search of the book in the background a moment after the last key.
Before anything is typed, what was used last stands first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QStackedWidget, QVBoxLayout, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.shell.ranking import ranked, recent_first
from supervisor.desktop.widgets.basics import label
from supervisor.language import _

PAUSE_MILLISECONDS = 150
REMEMBERED = 6


@dataclass(frozen=True)
class Found:
    """One line of the palette: what it is, its words, and what choosing it does.

    `key` tells it from all others; `sort`, `names`, `number` and `current` are what it is ranked by.
    """

    kind: str
    text: str
    detail: str
    choose: Callable[[], object]
    key: str = ""
    sort: str = "record"
    names: tuple[str, ...] = ()
    number: str = ""
    current: bool = False


class Recent(QObject):
    """What the person at this desk chose last, the latest first. It lives as long as the desk and is never written
    down: names from a keyed book do not belong into a settings file.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._actor = ""
        self._lines: list[Found] = []

    @classmethod
    def of(cls, desk: Desk) -> Recent:
        """The one of this desk."""
        return desk.findChild(cls) or cls(desk)

    def lines(self, actor: str) -> list[Found]:
        """What this person chose; nothing of who was here before."""
        return list(self._lines) if actor == self._actor else []

    def add(self, actor: str, line: Found) -> None:
        """Remember a choice."""
        kept = [one for one in self.lines(actor) if one.key != line.key]
        self._actor, self._lines = actor, [line, *kept][:REMEMBERED]


class FoundModel(QAbstractListModel):
    """The lines now on show."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Found] = []

    def put(self, lines: Sequence[Found]) -> None:
        """Replace all lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return "   ".join(part for part in (f"[{line.kind}]", line.text, line.detail) if part)
        return None


class Finder(QDialog):
    """The palette itself; `search` is called on the pool with a reader and the words."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        commands: Sequence[Found],
        search: Callable[[Any, str], list[Any]],
        line_of: Callable[[Any], Found],
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Search"))
        self._desk, self._commands, self._search, self._line_of = desk, tuple(commands), search, line_of
        self._records: list[Found] = []
        self._waiting = False  # for records that answer what is typed
        self._at_once = False  # Enter was pressed before they came
        self._build()
        width, height = desk.theme.px(620), desk.theme.px(440)
        over = parent.window()
        width, height = min(width, over.width() - 40), min(height, over.height() - 80)
        corner = over.mapToGlobal(over.rect().topLeft())
        self.setGeometry(corner.x() + (over.width() - width) // 2, corner.y() + desk.theme.px(60), width, height)
        self._show_lines()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            now = self.list.currentIndex().row()
            if event.key() == Qt.Key.Key_Down:
                self._put_cursor(min(now + 1, self.model.rowCount() - 1))
                return True
            if event.key() == Qt.Key.Key_Up:
                self._put_cursor(max(now - 1, 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._at_once = self._waiting and not self.model.lines
                self._choose(now)
                return True
        return False

    def _typed(self, text: str) -> None:
        self._records, self._at_once = [], False
        self._waiting = bool(text.strip())
        self._show_lines()
        self._pause.start(PAUSE_MILLISECONDS)

    def _look(self) -> None:
        words = self.field.text().strip()
        if not words:
            return

        def show(results: list[Any]) -> None:
            if words == self.field.text().strip():
                self._waiting = False
                self._records = [self._line_of(result) for result in results]
                self._show_lines()
                if self._at_once:
                    self._choose(0)

        self._desk.load(self, lambda reader: self._search(reader, words), show)

    def _show_lines(self) -> None:
        words, row = self.field.text().strip(), self.list.currentIndex().row()
        marked = self.model.lines[row].key if row > 0 and self._records else ""
        if words:
            lines = ranked(words, [*self._commands, *self._records])
        else:
            lines = recent_first(self._commands, Recent.of(self._desk).lines(self._desk.actor))
        self.model.put(lines)
        self._put_cursor(next((i for i, line in enumerate(lines) if marked and line.key == marked), 0))
        self._say_nothing(words if not lines else "")

    def _say_nothing(self, words: str) -> None:
        """Where nothing answers: say so, and what can be searched for."""
        self.parts.setCurrentIndex(1 if words else 0)
        if words and self._waiting:
            self.nothing.setText(_("Searching…"))
        elif words:
            tries = _("Try a name, a staff number, the last digits of a number, a day as 2026-11-20, or what to do.")
            self.nothing.setText(_("No result for “{words}”.").format(words=words) + "\n\n" + tries)

    def _put_cursor(self, line: int) -> None:
        if 0 <= line < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(line, 0))

    def _choose(self, line: int) -> None:
        if 0 <= line < len(self.model.lines):
            chosen = self.model.lines[line]
            Recent.of(self._desk).add(self._desk.actor, chosen)
            self.accept()
            chosen.choose()

    def _build(self) -> None:
        self.field = QLineEdit()
        self.field.setObjectName("find")
        self.field.setPlaceholderText(_("A name, a number, or what you want to do"))
        self.field.setAccessibleName(_("Search"))
        self.model = FoundModel()
        self.list = QListView()
        self.list.setAccessibleName(_("Found"))
        self.list.setModel(self.model)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        self.nothing = label("", "muted", wrap=True)
        self.nothing.setContentsMargins(24, 24, 24, 24)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.parts = QStackedWidget()
        self.parts.addWidget(self.list)
        self.parts.addWidget(self.nothing)
        self.hint = label(_("↑ ↓ move · Enter open · Esc close"), "small")
        self.hint.setContentsMargins(14, 6, 14, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(4)
        for part in (self.field, self.parts, self.hint):
            layout.addWidget(part)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._look)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
