"""The bar over the ranking while something is tried: that it is only a try, what is tried, and the way out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from supervisor.desktop.widgets.basics import button, label, pill, row
from supervisor.language import _


class WhatIfBar(QFrame):
    """Says on a coloured ground that nothing is saved."""

    def __init__(self, levers: Callable[[], object], back: Callable[[], object], leave: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.said = label("", wrap=True)
        self.levers = button(_("Weights and points"), levers, "small", tip="L")
        self.back = button(_("Begin anew"), back, "small")
        self.leave = button(_("Leave (Esc)"), leave, "smallprimary")
        line = row(pill(_("What if: nothing is saved"), "warning"), spacing=8)
        line.addWidget(self.said, 1)
        for made in (self.levers, self.back, self.leave):
            line.addWidget(made)
        line.setContentsMargins(12, 6, 12, 6)
        self.setLayout(line)

    def say(self, waived: int, weights: int, points: int, moved: int) -> None:
        """What is tried, and how many people it moves."""
        parts = []
        if waived:
            parts.append(_("{n} lines waived or let count").format(n=waived))
        if weights:
            parts.append(_("{n} weights changed").format(n=weights))
        if points:
            parts.append(_("{n} rules changed").format(n=points))
        if not parts:
            self.said.setText(_("Space on a line tries it without; L turns weights and points."))
            return
        people = _("{n} people would have another score, place, grade or money.").format(n=moved)
        self.said.setText("；".join(parts) + " · " + people)
