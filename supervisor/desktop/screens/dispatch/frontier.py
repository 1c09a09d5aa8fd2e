"""How many moves are worth it: waiting that is left after none, one, two … moves, to choose from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from supervisor.desktop.palette import mix
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import Card, button, label, row
from supervisor.language import _, listed

SAME_MINUTES = 1.0  # customer-minutes between two bars that a person would call equal


class FrontierCard(Card):
    """Bars to choose from; what more moves would bring is said in words."""

    def __init__(self, theme: Theme, choose: Callable[[int], object], lift: Callable[[], object] | None = None) -> None:
        super().__init__(_("How many moves are worth it (minutes of waiting left)"))
        self.heading.setWordWrap(True)
        self.bars = Bars(theme)
        self.bars.asked.connect(choose)
        self.words = label("", "small", wrap=True)
        self.add(self.bars)
        self.add(self.words)
        self.limit = label("", "small", wrap=True)
        self.lift = button(_("Lift the limit"), lift, "small")
        self.add(row(self.limit, None, self.lift, spacing=8))
        self._put_limit(None, 0)

    def _put_limit(self, limit: int | None, ordered: int) -> None:
        words = _("At most {n} people in this incident; {ordered} of them are ordered.")
        self.limit.setText(words.format(n=limit, ordered=ordered) if limit is not None else "")
        for part in (self.limit, self.lift):
            part.setVisible(limit is not None)

    def put(self, plan: Any, limit: int | None = None, ordered: int = 0) -> None:
        """Show a plan's frontier; `limit` the commander's own for the whole incident, `ordered` people count in it."""
        self._put_limit(limit, ordered)
        points = plan.frontier if plan is not None else ()
        self.setVisible(plan is None or plan.reckoned)
        pairs = [(p.moves, p.waiting_minutes) for p in points]
        self.bars.put(pairs, len(plan.moves) if plan is not None else 0)
        self.words.setText(enough_words(pairs))
        self.words.setVisible(bool(pairs))


def enough_words(points: list[tuple[int, float]]) -> str:
    """From how many moves on more of them save nothing."""
    if len(points) < 2:
        return ""
    least = min(waiting for _moves, waiting in points)
    moves = next(n for n, waiting in points if waiting <= least + SAME_MINUTES)
    if moves == 0:
        return _("No move saves anything: leave people where they are.")
    if moves == points[-1][0]:
        return _("Each further move still saves something. Click a bar to plan with so many.")
    if moves == 1:
        return _("One move is enough: more save nothing. Click a bar to plan with so many.")
    return _("{n} moves are enough: more save nothing. Click a bar to plan with so many.").format(n=moves)


def _plain_enter(event: QKeyEvent) -> bool:
    """Enter alone; with Ctrl or Alt it belongs to the page."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held == Qt.KeyboardModifier.NoModifier


class Bars(QWidget):
    """One bar a number of moves; `asked` is sent with the number that was clicked or entered."""

    asked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._points: list[tuple[int, float]] = []
        self._chosen = 0
        self._at = 0
        self.setFixedHeight(theme.px(104))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Waiting by number of moves"))

    def put(self, points: list[tuple[int, float]], chosen: int) -> None:
        """(moves, minutes of waiting) pairs; the chosen one is filled."""
        if (points, chosen) == (self._points, self._chosen):
            return
        self._points, self._chosen, self._at = points, chosen, chosen
        said = listed(_("{moves} moves: {n} min").format(moves=m, n=round(w)) for m, w in points)
        self.setAccessibleDescription(said)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _plain_enter(event):
            event.accept()  # the chosen bar's, not the page's
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._points and self.width():
            place = int(event.position().x() // (self.width() / len(self._points)))
            self._ask(self._points[max(0, min(len(self._points) - 1, place))][0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        known = [moves for moves, _waiting in self._points]
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and known:
            place = known.index(self._at) if self._at in known else 0
            self._at = known[max(0, min(len(known) - 1, place + step))]
            self.update()
        elif (_plain_enter(event) or Qt.Key(event.key()) == Qt.Key.Key_Space) and known:
            self._ask(self._at)
        else:
            super().keyPressEvent(event)

    def _ask(self, moves: int) -> None:
        self._at = moves
        self.update()
        self.asked.emit(moves)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12))
        line = painter.fontMetrics().height() + 2
        high = max((w for _m, w in self._points), default=1.0) or 1.0
        slot = self.width() / max(1, len(self._points))
        room = self.height() - 2 * line
        for place, (moves, waiting) in enumerate(self._points):
            height = max(2.0, room * waiting / high)
            width = min(slot - 12, theme.px(44))
            left = place * slot + (slot - width) / 2
            chosen = moves == self._chosen
            painter.setPen(Qt.PenStyle.NoPen)
            shade = theme.palette.accent if chosen else mix(theme.palette.surface, theme.palette.accent, 0.3)
            painter.setBrush(QColor(shade))
            painter.drawRoundedRect(QRectF(left, line + room - height, width, height), 3, 3)
            if self.hasFocus() and moves == self._at:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(theme.colour("text"))
                painter.drawRoundedRect(QRectF(left - 3, 0.5, width + 6, self.height() - 1), 4, 4)
            painter.setPen(theme.colour("text"))
            above = QRectF(place * slot, room - height, slot, line)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(round(waiting)))
            painter.setPen(theme.colour("text" if chosen else "muted"))
            below = QRectF(place * slot, line + room, slot, line)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, _("{n} moved").format(n=moves))
        if not self._points:
            painter.setPen(theme.colour("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _("calculating…"))
        painter.end()
