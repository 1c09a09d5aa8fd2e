"""The keys that are valid at this moment, in as many lines as they need."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from supervisor.desktop.widgets.basics import clear, key_hint
from supervisor.desktop.widgets.flow import flow

Hints = tuple[tuple[str, str], ...]  # (key cap, what it does)


class KeyBar(QWidget):
    """A bar under a list; it is rebuilt whenever what the keys do changes."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.shown: Hints = ()
        self._line = flow(spacing=10)
        self.setLayout(self._line)

    def put(self, hints: Hints) -> None:
        """Show these; the same ones are left as they are."""
        if hints == self.shown:
            return
        self.shown = hints
        clear(self._line)
        for key, meaning in hints:
            self._line.addWidget(key_hint(key, meaning))
        self.setAccessibleName(" · ".join(f"{key} {meaning}" for key, meaning in hints))
        self.updateGeometry()
