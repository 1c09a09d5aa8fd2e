"""The week painted: the heat of its customers, the cards of its sittings, and the card in the hand with its price."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen

from supervisor.desktop.palette import mix
from supervisor.desktop.screens.meetings.grid import STEP_MINUTES, Grid
from supervisor.desktop.screens.meetings.reading import DayColumn, Snapshot
from supervisor.desktop.screens.meetings.saying import added, card_title, first_reason, state_of, waits
from supervisor.desktop.theme import Theme
from supervisor.desktop.wording import clock, column_day, span
from supervisor.language import _

LEFT, MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
RIGHT, CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignCenter
STATE_SIGNS = {"locked": "■", "running": "●", "ended": "✓", "cancelled": "×"}


class Painting:
    """Paints one grid; fonts and colours are the theme's."""

    def __init__(self, painter: QPainter, theme: Theme, grid: Grid) -> None:
        self.painter, self.theme, self.grid = painter, theme, grid

    def ground(self, snapshot: Snapshot, now: tuple[date, int] | None) -> None:
        """Hours, days and the heat of the expected customers under them."""
        painter, theme, grid = self.painter, self.theme, self.grid
        high = max((v for d in snapshot.days for v in d.customers), default=1.0) or 1.0
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("muted"))
        for minute in range(-(-grid.first // 60) * 60, grid.last + 1, 60):
            place = QRectF(0, grid.y(minute) - 9, grid.plot.left() - theme.px(6), 18)
            painter.drawText(place, RIGHT | MIDDLE, clock(minute))
        for number, day in enumerate(snapshot.days):
            column = grid.column(number)
            today = day.day == snapshot.today
            painter.setFont(theme.font(13, bold=today))
            painter.setPen(theme.colour("accent" if today else "text"))
            heading = QRectF(column.left(), 0, column.width(), theme.px(24))
            words = _("{day} · today").format(day=column_day(day.day)) if today else column_day(day.day)
            if painter.fontMetrics().horizontalAdvance(words) > heading.width():
                words = column_day(day.day)  # in bold and the colour of today as it is
            painter.drawText(heading, CENTRE, words)
            painter.setFont(theme.font(12))
            self._heat(column, day, high)
            if now is not None and now[0] == day.day and grid.first <= now[1] <= grid.last:
                painter.setPen(QPen(theme.colour("info"), 2))
                painter.drawLine(QPointF(column.left(), grid.y(now[1])), QPointF(column.right(), grid.y(now[1])))

    def _heat(self, column: QRectF, day: DayColumn, high: float) -> None:
        painter, palette, grid = self.painter, self.theme.palette, self.grid
        painter.fillRect(column, QColor(palette.field))
        if day.opening is None:
            painter.setPen(self.theme.colour("muted"))
            painter.drawText(column, CENTRE, _("closed that day"))
            return
        for place, customers in enumerate(day.customers):
            minute = day.first_minute + STEP_MINUTES * place
            if not grid.first <= minute < grid.last:
                continue
            top, bottom = grid.y(minute), grid.y(minute + STEP_MINUTES)
            shade = QColor(mix(palette.surface, palette.accent, 0.05 + 0.45 * (customers / high) ** 1.6))
            painter.fillRect(QRectF(column.left(), top, column.width(), bottom - top - 1), shade)
        for start, end in day.peaks:  # a bar with feet at the edge: a shape, not only a colour
            painter.setPen(QPen(self.theme.colour("bad"), 2))
            top, bottom = grid.y(start) + 1, grid.y(end) - 2
            edge = column.left() + 1
            painter.drawLine(QPointF(edge, top), QPointF(edge, bottom))
            for foot in (top, bottom):
                painter.drawLine(QPointF(edge, foot), QPointF(edge + 5, foot))

    def busy(self, busy: Iterable[Any]) -> None:
        """What is taken by things outside the book, as hatched strips at the right of their days."""
        for one in busy:
            box = self.grid.busy_box(one)
            if box is not None:
                self.painter.fillRect(box, QColor(self.theme.palette.field))
                self.painter.fillRect(box, QBrush(self.theme.colour("muted"), Qt.BrushStyle.BDiagPattern))

    def sitting(self, held: Any, *, current: bool, focused: bool, faint: bool = False) -> None:
        """A card where it stands; `faint` while it is in the hand and shown elsewhere."""
        box = self.grid.box_of(held)
        if box is None:
            return
        painter, palette = self.painter, self.theme.palette
        past = held.state in ("ended", "cancelled")
        bad = held.plan.at_peak
        ground = palette.bad_soft if bad else palette.field if past else palette.surface
        edge = palette.bad if bad else palette.muted if past else palette.accent
        painter.setOpacity(0.45 if faint else 1.0)
        painter.setBrush(QColor(palette.accent_soft if current and not bad else ground))
        pen = QPen(QColor(edge), 2.6 if current else 1.4)
        if held.state == "placed":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(box, 5, 5)
        if current and focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("text"), 1, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 7, 7)
        self._words(held, box.adjusted(6, 1, -5, -1))
        painter.setOpacity(1.0)

    def _words(self, held: Any, inner: QRectF) -> None:
        """Title and price on one line; a title too long for it takes more lines where the card is high enough. The
        whole of it stands in the tool tip."""
        painter, theme = self.painter, self.theme
        sign = STATE_SIGNS.get(state_of(held), "")
        title, price = " ".join(part for part in (sign, card_title(held)) if part), added(held.plan.price_minutes)
        painter.setFont(theme.font(12))
        metrics = painter.fontMetrics()
        room = inner.width() - metrics.horizontalAdvance(price) - 6
        if metrics.horizontalAdvance(title) > room:
            painter.setFont(theme.font(11))
            metrics = painter.fontMetrics()
            room = inner.width() - metrics.horizontalAdvance(price) - 6
        lines = max(1, int(inner.height() // metrics.height()))
        if metrics.horizontalAdvance(title) > room and lines == 1:  # the name counts more than the price beside it
            price, room = "", inner.width()
        parts = folded(title, metrics, room, inner.width(), min(lines, 3))
        if lines > len(parts):
            start, end = held.plan.start_minute, held.plan.end_minute
            times = span(start, end)
            parts.append(times if metrics.horizontalAdvance(times) <= inner.width() else clock(start))
        height = min(inner.height(), float(metrics.height())) if lines == 1 else float(metrics.height())
        for place, words in enumerate(parts):
            top = inner.top() + (max(0.0, inner.height() - height) / 2 if lines == 1 else place * height)
            where = QRectF(inner.left(), top, inner.width(), height)
            times = place == len(parts) - 1 and place > 0 and words[:1].isdigit()
            painter.setPen(theme.colour("muted" if times else "text"))
            painter.drawText(where, LEFT | MIDDLE, words)
            if place == 0:
                painter.setPen(theme.colour("muted"))
                painter.drawText(where, RIGHT | MIDDLE, price)

    def hand(self, held: Any, day: date, start: int, priced: Any, names: Any) -> QRectF | None:
        """The card in the hand at a start, with its price and the first rule that start breaks; returns what was
        painted over."""
        minutes = held.plan.end_minute - held.plan.start_minute
        box = self.grid.box(day, start, minutes)
        if box is None:
            return None
        painter, theme, palette = self.painter, self.theme, self.theme.palette
        bad = priced is not None and bool(priced.blocks)
        ink = palette.muted if priced is None else palette.bad if bad else palette.accent
        ground = palette.surface if priced is None else palette.bad_soft if bad else palette.accent_soft
        lines = [
            (_("{title} (in hand) {time}").format(title=card_title(held), time=clock(start)), 12, False),
            (waits(priced), 14, True),
            (first_reason(priced, names), 12, False),
        ]
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(ink), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box, 5, 5)
        place = self._bubble(box, lines)
        if place is not box:
            painter.setPen(QPen(QColor(ink), 1.4))
            painter.drawRoundedRect(place, 5, 5)
        top = place.top() + 3
        for words, size, bold in lines:
            painter.setFont(theme.font(size, bold=bold))
            metrics = painter.fontMetrics()
            line = QRectF(place.left() + 7, top, place.width() - 12, metrics.height())
            painter.setPen(QColor(ink if priced is None or bad or bold else palette.text))
            painter.drawText(
                line, LEFT | MIDDLE, metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(line.width()))
            )
            top += metrics.height()
        return box.united(place)

    def _bubble(self, box: QRectF, lines: list[tuple[str, int, bool]]) -> QRectF:
        """Where the words of the card in the hand stand: in it where they fit, else in a flag beside it."""
        fonts = [QFontMetrics(self.theme.font(size, bold=bold)) for _words, size, bold in lines]
        height = sum(one.height() for one in fonts) + 8.0
        wide = max(one.horizontalAdvance(words) for one, (words, _s, _b) in zip(fonts, lines, strict=True)) + 16.0
        if height <= box.height() and wide <= box.width():
            return box
        plot = self.grid.plot
        width = min(max(wide, box.width()), plot.width() * 0.55)
        left = box.right() + 4 if box.right() + 4 + width <= plot.right() else box.left() - 4 - width
        top = min(max(plot.top(), box.top()), plot.bottom() - height)
        return QRectF(max(plot.left(), left), top, width, height)


def folded(words: str, metrics: QFontMetrics, first: float, others: float, most: int) -> list[str]:
    """Words over at most `most` lines of these widths in pixels, the last one cut short with dots where need be."""
    found: list[str] = []
    rest = words
    while rest and len(found) < most - 1 and metrics.horizontalAdvance(rest) > (others if found else first):
        room, taken = (others if found else first), len(rest)
        while taken > 1 and metrics.horizontalAdvance(rest[:taken]) > room:
            taken -= 1
        found.append(rest[:taken])
        rest = rest[taken:]
    if rest:
        found.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, int(others if found else first)))
    return found
