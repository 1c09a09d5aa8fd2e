"""One point of an agenda as a line that is written in: saved while it is typed, struck out, moved, put back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QTextEdit

from supervisor.desktop.widgets.basics import RowFrame, box, button, column, label, pill, row
from supervisor.desktop.widgets.worded import plain_tip
from supervisor.language import _

MOST_AROUND = 14  # pixels of padding and border, before the style is known
SAVING_MILLISECONDS = 700
"""After the last key: what was typed is then kept, whatever happens to the machine."""


class PointEdit(QTextEdit):
    """Plain words, as many lines as they need. Enter goes on, Alt+arrows move the point, Ctrl+Delete strikes it."""

    settled = Signal()  # somebody stopped typing, or went elsewhere
    stepped = Signal(int)  # up or down in the order
    struck = Signal()
    left = Signal()  # Enter: on to the next

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self.setAcceptRichText(False)
        self.setPlainText(text)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(1)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(SAVING_MILLISECONDS)
        self._quiet.timeout.connect(self.settled)
        self.textChanged.connect(self._typed)
        self._fit()

    def _typed(self) -> None:
        self._quiet.start()
        self._fit()

    def _fit(self) -> None:
        around = max(0, self.height() - self.viewport().height())  # padding and border of the style
        tall = max(round(self.document().size().height()), self.fontMetrics().height()) + min(around, MOST_AROUND)
        if self.height() != tall:
            self.setFixedHeight(tall)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    @property
    def unkept(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self._quiet.isActive()

    def flush(self) -> None:
        """Keep at once what was typed and not kept yet."""
        if self._quiet.isActive():
            self._quiet.stop()
            self.settled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.flush()
            self.left.emit()
        elif held == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif held == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_Delete:
            self.struck.emit()
        else:
            super().keyPressEvent(event)


class PointRow(RowFrame):
    """A point with what can be done with it. `word(text)`, `strike(struck)` and `step(±1)` are the sheet's."""

    def __init__(
        self, point: Any, *, fixed: bool, last: bool, word: Callable[[str], object], strike: Callable[[bool], object],
        step: Callable[[int], object],
    ) -> None:  # fmt: skip
        super().__init__(last=last, side=0)
        self.point = point
        self._word = word
        self.edit: PointEdit | None = None
        shown = column(spacing=2)
        if fixed or point.struck:
            words = label(point.text, "muted" if point.struck else "", wrap=True)
            if point.struck:
                font = words.font()
                font.setStrikeOut(True)
                words.setFont(font)
            shown.addWidget(words)
        else:
            self.edit = PointEdit(point.text, _("Point: {text}").format(text=point.text))
            self.edit.settled.connect(self.save)
            self.edit.stepped.connect(step)
            self.edit.struck.connect(lambda: strike(True))
            shown.addWidget(self.edit)
        about = row(spacing=6)
        if point.own:
            mine = pill(_("own words"), "info")
            if point.drafted:
                mine.setToolTip(plain_tip(_("The draft says: {text}").format(text=point.drafted)))
            about.addWidget(mine)
        said = _("Somebody else wrote: {text}").format(text=point.rival) if point.rival else ""
        if point.detail or said:
            about.addWidget(label(" · ".join(filter(None, (said, point.detail))), "small", wrap=True), 1)
        if about.count():
            about.addStretch(0)
            shown.addLayout(about)
        self.line.addLayout(shown, 1)
        if not fixed:
            self.line.addWidget(box(self._verbs(point, strike, step)), 0, Qt.AlignmentFlag.AlignTop)

    def _verbs(self, point: Any, strike: Callable[[bool], object], step: Callable[[int], object]) -> Any:
        if point.struck:
            name = _("Take in again: {text}").format(text=point.text)
            return row(button(_("List it again"), lambda: strike(False), "small", name=name), spacing=4)
        made = row(spacing=4)
        if point.own and point.drafted:
            name = _("Back to the draft: {text}").format(text=point.drafted)
            made.addWidget(button(_("Draft"), lambda: self._word(""), "small", name=name, tip=point.drafted))
        up, down, out = (_("Move up: {text}"), _("Move down: {text}"), _("Strike out: {text}"))
        text = point.text
        made.addWidget(button("↑", lambda: step(-1), "small", name=up.format(text=text), tip="Alt+↑"))
        made.addWidget(button("↓", lambda: step(1), "small", name=down.format(text=text), tip="Alt+↓"))
        made.addWidget(button("✕", lambda: strike(True), "small", name=out.format(text=text), tip="Ctrl+Delete"))
        return made

    def typing(self) -> bool:
        """Whether somebody is in the middle of writing here."""
        return self.edit is not None and self.edit.unkept

    def save(self) -> None:
        """Keep what stands in the line, if it is something else than before."""
        if self.edit is not None:
            text = " ".join(self.edit.toPlainText().split())
            if text != self.point.text:
                self._word(text)

    def flush(self) -> None:
        """Keep at once what was typed and not kept yet."""
        if self.edit is not None:
            self.edit.flush()
