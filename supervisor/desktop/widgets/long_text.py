"""A long text where it is read: in lines of its own that scroll, a very long one in pages that can be turned.

A label measures and paints all it holds each time: a megabyte would hold the window for half a minute.
"""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from supervisor.desktop.widgets.basics import button, label, row
from supervisor.desktop.widgets.worded import seen, worded
from supervisor.language import _

LETTERS, LINES = 1_500, 60  # that a label shows; more get a frame of their own
PAGE = 10_000  # letters


def said(text: str, name: str, high: int) -> QWidget:
    """A text as it was typed, under its name; `high` is how many pixels a long one takes."""
    if len(text) <= LETTERS and text.count("\n") + text.count("\r") <= LINES:
        return label(worded(text), wrap=True)
    return LongText(text, name, high)


class LongText(QWidget):
    """A text that scrolls; `page` is the one on show, from 0."""

    def __init__(self, text: str, name: str, high: int) -> None:
        super().__init__()
        self.setObjectName("bare")
        whole = seen(text)
        self.pages = [whole[start : start + PAGE] for start in range(0, len(whole), PAGE)]
        self.page = 0
        self.field = QPlainTextEdit()
        self.field.setReadOnly(True)
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName(name)
        self.field.setFixedHeight(high)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.field)
        self.where = label("", "small")
        self.back = button(_("Page before"), lambda: self.turn(-1), "small")
        self.on = button(_("Next page"), lambda: self.turn(1), "small")
        if len(self.pages) > 1:
            inside.addLayout(row(self.where, None, self.back, self.on))
        self.turn(0)

    def turn(self, by: int) -> None:
        """Show another page."""
        self.page = min(max(self.page + by, 0), len(self.pages) - 1)
        self.field.setPlainText(self.pages[self.page])
        count = len(self.pages)
        self.where.setText(_("Page {n} of {count}").format(n=self.page + 1, count=count))
        self.back.setEnabled(self.page > 0)
        self.on.setEnabled(self.page < count - 1)
