"""The items of a check-list as lines: number, words, what each cost so far, three answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QPushButton, QVBoxLayout

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.desktop.theme import Theme, restyle
from supervisor.desktop.widgets.basics import RowFrame, clear, column, label, row, scrolling
from supervisor.desktop.wording import MINUS, listed, points
from supervisor.language import _


class ItemRow(RowFrame):
    """`choose` is told item and verdict; `pointed` that the line was clicked."""

    def __init__(
        self,
        theme: Theme,
        number: int,
        item: Any,
        choose: Callable[[str, str], object],
        pointed: Callable[[str], object],
    ) -> None:
        super().__init__(height=theme.px(50))
        self._item, self._pointed = item, pointed
        place = label(str(number), "muted")
        place.setFixedWidth(theme.px(24))
        self.words = label(str(item.words), wrap=True)
        self.detail = label("", "bad", wrap=True)
        self.detail.hide()
        texts = column(self.words, self.detail, spacing=2)
        self.line.addWidget(place)
        self.line.addLayout(texts, 1)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._choices: dict[str, QPushButton] = {}
        answers = row(spacing=4)
        for verdict, text, style in (
            ("pass", "✓ " + _("in order"), "pass"),
            ("fail", "✕ " + _("not in order"), "fail"),
            ("na", "— " + _("not applicable"), "not_applicable"),
        ):
            made = QPushButton(text)
            made.setCheckable(True)
            made.setProperty("kind", "choice")
            made.setProperty("answer", style)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            bold = QFontMetrics(theme.font(bold=True)).horizontalAdvance(text)  # as wide as it is when chosen
            made.setMinimumWidth(bold + theme.px(30))
            made.setAccessibleName(f"{item.words}: {text}")
            made.clicked.connect(lambda _checked=False, v=verdict: choose(item.id, v))
            self._group.addButton(made)
            self._choices[verdict] = made
            answers.addWidget(made)
        self.line.addLayout(answers)
        self.setAccessibleName(f"{number}. {item.words}")

    def put(self, answer: Any, line: Any, people: Mapping[str, str], clash: bool, writable: bool) -> None:
        """Show an answer and what it costs."""
        self.choose(answer.verdict if answer is not None else "")
        for made in self._choices.values():
            made.setEnabled(writable)
        parts: list[str] = []
        if clash:
            parts.append(_("▲ two devices answered differently: answer again"))
        if answer is not None and answer.verdict == "fail":
            if answer.cases > 1:
                parts.append(_("{count} cases").format(count=answer.cases))
            if answer.persons:
                parts.append(listed([people.get(p, p) for p in answer.persons]))
            if line is not None and line.lost_c:
                parts.append(f"{MINUS}{points(line.lost_c)}")
        if answer is not None and answer.note:
            parts.append(answer.note)
        self.detail.setText(" · ".join(parts))
        self.detail.setVisible(bool(parts))

    def choose(self, verdict: str) -> None:
        """Show which answer is chosen; none with an empty word."""
        self._group.setExclusive(False)
        for name, made in self._choices.items():
            made.setChecked(name == verdict)
        self._group.setExclusive(True)

    def mark(self, current: bool) -> None:
        """Frame the line that the keys speak to."""
        wanted = "true" if current else "false"
        if self.property("current") != wanted:
            self.setProperty("current", wanted)
            restyle(self)
            QApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))  # the frame's width has changed with it

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pointed(self._item.id)


class ItemList:
    """All items under their sections, with a cursor; `area` is the widget."""

    def __init__(self, desk: Desk, choose: Callable[[str, str], object], pointed: Callable[[str], object]) -> None:
        self._desk, self._choose, self._pointed = desk, choose, pointed
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.area = scrolling(self._lines)
        self.rows: dict[str, ItemRow] = {}
        self.current = ""

    def fill(self, template: Any) -> None:
        """Lay out a check-list."""
        clear(self._lines)
        self.rows.clear()
        number = 0
        for section in template.sections:
            heading = label(str(section.name), "strong", wrap=True)
            heading.setContentsMargins(8, 10, 8, 4)
            self._lines.addWidget(heading)
            for item in section.items:
                number += 1
                entry = ItemRow(self._desk.theme, number, item, self._choose, self._pointed)
                self.rows[item.id] = entry
                self._lines.addWidget(entry)
        self._lines.addStretch(1)

    def put(self, snapshot: Snapshot, answer_of: Callable[[str], Any], writable: bool) -> None:
        """Show the answers; `answer_of` knows those that are on their way to the book."""
        sheet = snapshot.sheet
        lines = {line.item: line for line in sheet.score.lines}
        clashing = {c.item for c in sheet.clashes if c.why == "clash"}
        for item, entry in self.rows.items():
            entry.put(answer_of(item), lines.get(item), snapshot.people, item in clashing, writable)

    def number(self, item: str) -> int:
        """The place of an item on the list, from 1."""
        return list(self.rows).index(item) + 1

    def stand(self, item: str) -> None:
        """Put the cursor on an item, on the first where there is none such."""
        self.current = item if item in self.rows else next(iter(self.rows), "")

    def move(self, step: int) -> None:
        """Move the cursor up or down, not beyond the ends."""
        order = list(self.rows)
        if order:
            at = order.index(self.current) if self.current in order else 0
            self.current = order[max(0, min(len(order) - 1, at + step))]

    def mark(self) -> None:
        """Frame the line under the cursor and bring it into view."""
        for item, entry in self.rows.items():
            entry.mark(item == self.current)
        if self.current in self.rows:
            self.area.ensureWidgetVisible(self.rows[self.current], 0, 40)
