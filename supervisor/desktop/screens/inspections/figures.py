"""Score and progress of the open inspection, and whether everything is kept; for the header of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import column, label, row
from supervisor.desktop.wording import points
from supervisor.language import _


class Figures(QWidget):
    """Kept or being saved, score, answered, and the buttons of the sheet."""

    def __init__(self, theme: Theme, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.kept = label("", "small")
        self.value, self.progress = label("–", "figure"), label("–", "figure")
        for made, width, height in ((self.kept, 112, 20), (self.value, 78, 34), (self.progress, 108, 34)):
            made.setFixedSize(theme.px(width), theme.px(height))  # so that a new figure lays out nothing anew
        self.setLayout(
            row(
                self.kept, column(None, label(_("score"), "small"), self.value, None, spacing=0),
                column(None, label(_("answered"), "small"), self.progress, None, spacing=0), *buttons, spacing=20,
            )
        )  # fmt: skip

    def put(self, score: Any, waiting: int, writable: bool) -> None:
        """Show a score; `waiting` is how much of what was given is not in the book yet."""
        self.kept.setVisible(writable)
        texts = (
            (self.kept, _("◌ {n} being saved…").format(n=waiting) if waiting else _("● all saved")),
            (self.value, points(score.percent_c) if score.percent_c is not None else "–"),
            (self.progress, f"{score.answered} / {score.items}"),
        )
        for target, text in texts:
            if target.text() != text:
                target.setText(text)
