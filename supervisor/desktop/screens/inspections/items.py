"""One item of a check-list as a line: number, words, what it cost so far, three answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton

from supervisor.desktop.theme import Theme, restyle
from supervisor.desktop.widgets.basics import RowFrame, column, label, row
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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pointed(self._item.id)
