"""The board painted: posts with who stands there, and what a person in the hand would change over a post."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from supervisor.desktop.screens.dispatch.board_grid import HEAD, PAD, Cell
from supervisor.desktop.theme import Theme
from supervisor.desktop.wording import listed

LEFT, MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight


class Painting:
    """Paints cells; fonts and colours are the theme's, made once for a look."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.fonts = {(size, bold): theme.font(size, bold=bold) for size in (11, 12, 13, 14) for bold in (False, True)}
        names = ("text", "muted", "accent", "bad", "warning", "info", "good", "border", "surface", "accent_soft",
                 "bad_soft", "warning_soft", "field")  # fmt: skip
        self.inks: dict[str, QColor] = {name: theme.colour(name) for name in names}

    def cell(self, painter: QPainter, cell: Cell, *, current: bool = False, focused: bool = False) -> None:
        """One cell as it stands; `current` is the chosen person."""
        if cell.kind == "zone":
            self._say(painter, cell.rect, cell.words[0], 12, "muted", bold=True)
        elif cell.kind == "post":
            self._frame(painter, cell)
        elif cell.kind == "coming":
            self._say(painter, cell.rect, cell.words[0], 12, "accent", bold=True)
        else:
            self._person(painter, cell, current, focused)

    def _frame(self, painter: QPainter, cell: Cell) -> None:
        box, scale = cell.rect, self.theme.text_scale
        painter.setBrush(self.inks["surface" if not cell.key.startswith("elsewhere:") else "field"])
        painter.setPen(QPen(self.inks["accent" if cell.marked else "border"], 2 if cell.marked else 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        head = QRectF(box.left() + PAD * scale, box.top() + PAD * scale / 2, box.width() - 2 * PAD * scale,
                      HEAD * scale)  # fmt: skip
        name, beside, empty = cell.words
        room = self._say(painter, head, beside, 11, cell.side_role, right=True)
        self._say(painter, head.adjusted(0, 0, -room, 0), name, 12, "muted")
        if empty:
            below = head.translated(0, HEAD * scale)
            self._say(painter, below, f"▲ {empty}" if cell.role == "bad" else empty, 12, cell.role)

    def _person(self, painter: QPainter, cell: Cell, current: bool, focused: bool) -> None:
        box = cell.rect
        if current:
            painter.setBrush(self.inks["accent_soft"])
            painter.setPen(QPen(self.inks["accent"], 1.4, Qt.PenStyle.SolidLine if focused else Qt.PenStyle.DotLine))
            painter.drawRoundedRect(box.adjusted(-2, 0.5, 2, -0.5), 4, 4)
        upper = QRectF(box.left(), box.top() + 1, box.width(), box.height() / 2)
        lower = QRectF(box.left(), box.top() + box.height() / 2 - 1, box.width(), box.height() / 2)
        name, beside, state = cell.words
        room = self._say(painter, upper, beside, 11, cell.side_role, right=True)
        self._say(painter, upper.adjusted(0, 0, -room, 0), name, 13, "muted" if cell.marked else "text", bold=True)
        sign = {"bad": "▲ ", "warning": "◆ "}.get(cell.role, "")
        room = self._say(painter, lower, sign + state if state else "", 11, cell.role or "muted", right=True)
        self._say(painter, lower.adjusted(0, 0, -room, 0), listed(cell.tags), 11, "muted")

    def hand(self, painter: QPainter, cell: Cell, target: Cell | None, lines: tuple[tuple[str, str], ...],
             bubble: QRectF) -> None:  # fmt: skip
        """Somebody in the hand: his place faint, the post under the hand framed, and what that would mean."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.inks["muted"], 1.2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(cell.rect.adjusted(-2, 0.5, 2, -0.5), 4, 4)
        role = lines[0][1] if lines else "accent"
        if target is not None:
            painter.setPen(QPen(self.inks[role], 2.4, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(target.rect.adjusted(1, 1, -1, -1), 6, 6)
        if not lines:
            return
        painter.setBrush(self.inks["bad_soft" if role == "bad" else "warning_soft" if role == "warning" else
                                   "accent_soft"])  # fmt: skip
        painter.setPen(QPen(self.inks[role], 1.4))
        painter.drawRoundedRect(bubble, 5, 5)
        top = bubble.top() + 4
        for place, (words, ink) in enumerate(lines):
            high = self.line_height(place)
            self._say(painter, QRectF(bubble.left() + 8, top, bubble.width() - 16, high), words,
                      14 if place == 0 else 12, ink, bold=place == 0)  # fmt: skip
            top += high

    def flag(self, cell: Cell | None, lines: tuple[tuple[str, str], ...], width: float, height: float) -> QRectF:
        """Where what is told of a post stands: under it, or over it where the board ends; empty where nothing is."""
        if cell is None or not lines:
            return QRectF()
        high = sum(self.line_height(place) for place in range(len(lines))) + 8
        wide = min(max(self.theme.px(250), cell.rect.width()), width - 4.0)
        left = min(max(2.0, cell.rect.left()), width - wide - 2)
        top = cell.rect.bottom() + 3 if cell.rect.bottom() + 3 + high <= height else cell.rect.top() - high - 3
        return QRectF(left, max(1.0, top), wide, high)

    def line_height(self, place: int) -> float:
        """Pixels of a line of the flag in the hand."""
        return (22.0 if place == 0 else 18.0) * self.theme.text_scale

    def _say(self, painter: QPainter, box: QRectF, words: str, size: int, role: str, *, bold: bool = False,
             right: bool = False) -> float:  # fmt: skip
        """Words on one line, cut with dots where they are too long; returns the pixels they take."""
        if not words:
            return 0.0
        painter.setFont(self.fonts[size, bold])
        metrics = painter.fontMetrics()
        wide = metrics.horizontalAdvance(words)
        if wide > box.width():
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, int(box.width())))
        painter.setPen(self.inks.get(role, self.inks["muted"]))
        painter.drawText(box, (RIGHT if right else LEFT) | MIDDLE, words)
        return min(wide, box.width()) + 6.0
