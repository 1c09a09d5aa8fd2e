"""Attendance of a sitting, person by person, by the keyboard: arrows walk, a letter or Space says how one came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from supervisor.desktop.wording import clock
from supervisor.language import _

ROWS_SHOWN = 9
BOTH = "late_left"
"""The mark of the list for who came late and left early too."""
MARKS = ("present", "late", BOTH, "absent", "excused", "left")
KEYS = {
    Qt.Key.Key_P: "present", Qt.Key.Key_L: "late", Qt.Key.Key_A: "absent", Qt.Key.Key_E: "excused",
    Qt.Key.Key_G: "left",
}  # fmt: skip
SIGNS = {"present": "✓", "late": "◆", BOTH: "◆→", "absent": "×", "excused": "○", "left": "→"}
BESIDE = {("late", "left"): BOTH, ("left", "late"): BOTH, (BOTH, "late"): BOTH, (BOTH, "left"): BOTH}
"""What a letter makes of what was said before: late and left early do not exclude each other."""


def mark_names() -> dict[str, str]:
    """How somebody may attend."""
    from supervisor.meetings.words import MARK_NAMES

    names = {mark: str(words) for mark, words in MARK_NAMES.items()}
    return names | {BOTH: _(", ").join((names["late"], names["left"]))}


def mark_of(one: Any) -> str:
    """The mark of the list for what was logged of somebody."""
    return BOTH if one.left else one.mark


def with_times(name: str, one: Any) -> str:
    """Somebody's name with when he came late and left early, where that was said."""
    times = [clock(minute) for minute in (one.came_minute, one.gone_minute) if minute is not None]
    return " ".join((name, "–".join(times))) if times else name


class AttendanceList(QListWidget):
    """One line a person; `value()` are the marks that differ from those it began with."""

    def __init__(self, people: Sequence[tuple[str, str]], marks: Mapping[str, str]) -> None:
        super().__init__()
        self._before = dict(marks)
        self._names = dict(people)
        self.marks = {subject: marks.get(subject, "present") for subject, _name in people}
        for subject, _name in people:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, subject)
            self.addItem(item)
            self._show(item)
        if people:
            self.setCurrentRow(0)
            self.setFixedHeight(min(len(people), ROWS_SHOWN) * (self.sizeHintForRow(0) + 2) + 12)
        self.itemDoubleClicked.connect(self._next)

    def value(self) -> tuple[tuple[str, str], ...]:
        """(person, mark) of those whose mark was changed."""
        return tuple((who, mark) for who, mark in self.marks.items() if mark != self._before.get(who, "present"))

    def mark(self, item: QListWidgetItem, mark: str) -> None:
        """Say how somebody came."""
        self.marks[item.data(Qt.ItemDataRole.UserRole)] = mark
        self._show(item)

    def _show(self, item: QListWidgetItem) -> None:
        subject = item.data(Qt.ItemDataRole.UserRole)
        mark = self.marks[subject]
        item.setText(f"{SIGNS[mark]}  {self._names[subject]} · {mark_names()[mark]}")

    def _next(self, item: QListWidgetItem) -> None:
        now = self.marks[item.data(Qt.ItemDataRole.UserRole)]
        self.mark(item, MARKS[(MARKS.index(now) + 1) % len(MARKS)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item, key = self.currentItem(), Qt.Key(event.key())
        if item is not None and key in KEYS:
            now = self.marks[item.data(Qt.ItemDataRole.UserRole)]
            self.mark(item, BESIDE.get((now, KEYS[key]), KEYS[key]))
            self.setCurrentRow(min(self.currentRow() + 1, self.count() - 1))
        elif item is not None and key == Qt.Key.Key_Space:
            self._next(item)
        else:
            super().keyPressEvent(event)
