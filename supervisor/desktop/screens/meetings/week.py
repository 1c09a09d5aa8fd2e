"""The week as a calendar over the heat of its traffic: sittings are chosen, taken in hand by mouse or keys, and put at
another start while their price follows."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from supervisor.desktop import garbage
from supervisor.desktop.screens.meetings.grid import STEP_MINUTES, Grid, hours_of, lanes_of
from supervisor.desktop.screens.meetings.hand import ACTIONS, STEPS, Hand, tip_under
from supervisor.desktop.screens.meetings.painting import Painting
from supervisor.desktop.screens.meetings.reading import Snapshot
from supervisor.desktop.screens.meetings.saying import (
    first_reason,
    movable,
    start_words,
    tip_of,
    waits,
)
from supervisor.desktop.theme import Theme
from supervisor.language import _

DRAG_PIXELS = 6
BELONG_TO_THE_PAGE = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier


class WeekView(QWidget):
    """`chosen` is sent with a sitting (or None); `lifted`, `moved` and `dropped` while one is in the hand, `given_up`
    when it goes back; `wanted` with what a key asks to do with the chosen one; `priced` with the milliseconds from a
    move to its painted price. `price` looks a start up."""

    chosen = Signal(object)
    lifted = Signal(object)
    moved = Signal(object, object, int)
    dropped = Signal(object, object, int)
    given_up = Signal()
    wanted = Signal(str)
    priced = Signal(float)

    def __init__(self, theme: Theme, price: Callable[[date, int], Any]) -> None:
        super().__init__()
        self._theme, self._price = theme, price
        self._snapshot: Snapshot | None = None
        self.current: Any = None
        self.hand: Hand | None = None
        self._pressed: tuple[QPointF, Any, float] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Meetings of the week over the expected customers"))
        self.setMinimumSize(theme.px(460), theme.px(420))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(820), self._theme.px(620))

    def put(self, snapshot: Snapshot) -> None:
        """Show a week; what is in the hand stays there if it can still be moved."""
        self._snapshot = snapshot
        self.current = self._same(self.current)
        hand = self.hand
        if hand is not None:
            hand.held = self._same(hand.held)
            if hand.held is None or not movable(hand.held):
                self.give_up()
        self.update()

    def _same(self, held: Any) -> Any:
        key = (held.meeting, held.sitting) if held is not None else None
        every = self._snapshot.sittings if self._snapshot is not None else ()
        return next((one for one in every if (one.meeting, one.sitting) == key), None)

    def grid(self) -> Grid:
        """Where everything lies at the present size."""
        theme, snapshot = self._theme, self._snapshot
        plot = QRectF(theme.px(48), theme.px(28), self.width() - theme.px(52), self.height() - theme.px(34))
        if snapshot is None:
            return Grid(plot, (), 480, 1080)
        first, last = hours_of(snapshot.days, snapshot.sittings)
        least = theme.px(17)
        lanes = lanes_of(snapshot.sittings, least * (last - first) / max(1.0, plot.height()))
        return Grid(plot, tuple(one.day for one in snapshot.days), first, last, least, lanes)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        snapshot = self._snapshot
        if snapshot is not None:
            paint = Painting(painter, self._theme, self.grid())
            paint.ground(snapshot, snapshot.now)
            paint.busy(snapshot.busy)
            hand = self.hand
            for held in snapshot.sittings:
                in_hand = hand is not None and held is hand.held
                paint.sitting(held, current=held is self.current, focused=self.hasFocus(), faint=in_hand)
            if hand is not None:
                found = self._price(hand.day, hand.start)
                paint.hand(hand.held, hand.day, hand.start, found, snapshot.names)
                if found is not None and hand.moved_at:
                    self.priced.emit((time.perf_counter() - hand.moved_at) * 1000)
                    hand.moved_at = 0.0
        painter.end()

    # choosing ----------------------------------------------------------------------------------------------------
    def choose(self, held: Any) -> None:
        """Mark a sitting and tell about it."""
        self.current = held
        words = tip_of(held).replace("\n", " · ") if held is not None else ""
        self.setAccessibleDescription(words)
        self.chosen.emit(held)
        self.update()

    def _at(self, point: QPointF) -> Any:
        grid = self.grid()
        for held in reversed(self._snapshot.sittings if self._snapshot else ()):
            box = grid.box_of(held)
            if box is not None and box.contains(point):
                return held
        return None

    def _walk(self, key: int) -> None:
        """Arrow keys choose: up and down by time, left and right the nearest of the next day that has one."""
        held = list(self._snapshot.sittings) if self._snapshot else []
        if not held:
            return
        if self.current not in held:
            self.choose(held[0])
            return
        days, minutes = STEPS[key]
        if minutes:
            step = 1 if minutes > 0 else -1
            self.choose(held[(held.index(self.current) + step) % len(held)])
            return
        here = self.current.plan
        others = sorted({one.plan.day for one in held if (one.plan.day - here.day).days * days > 0})
        if others:
            day = others[0] if days > 0 else others[-1]
            near = [one for one in held if one.plan.day == day]
            self.choose(min(near, key=lambda one: abs(one.plan.start_minute - here.start_minute)))

    # in the hand -------------------------------------------------------------------------------------------------
    def lift(self, held: Any, *, grip: float = 0.0, by_key: bool = True) -> bool:
        """Take a sitting in hand; False where it may not be moved."""
        if held is None or not movable(held):
            return False
        garbage.not_now()
        self.hand = Hand(held, held.plan.day, held.plan.start_minute, grip, by_key, time.perf_counter())
        self.lifted.emit(held)
        self._say_hand()
        self.update()
        return True

    def carry(self, day: date, start: int) -> None:
        """Bring what is in the hand to another start."""
        hand = self.hand
        if hand is not None and (hand.day, hand.start) != (day, start):
            garbage.not_now()
            hand.day, hand.start, hand.moved_at = day, start, time.perf_counter()
            self._say_hand()
            self.update()

    def price_arrived(self) -> None:
        """More prices are known."""
        if self.hand is not None:
            self._say_hand()
            self.update()

    def give_up(self) -> None:
        """It goes back to where it was."""
        if self.hand is not None:
            self.hand = None
            self.given_up.emit()
        self._pressed = None
        self.update()

    def drop(self) -> None:
        """Put it where it is now."""
        hand, self.hand, self._pressed = self.hand, None, None
        if hand is not None:
            plan = hand.held.plan
            if (hand.day, hand.start) == (plan.day, plan.start_minute):
                self.given_up.emit()
            else:
                self.dropped.emit(hand.held, hand.day, hand.start)
        self.update()

    def _say_hand(self) -> None:
        hand = self.hand
        if hand is None:
            return
        found = self._price(hand.day, hand.start)
        names = self._snapshot.names if self._snapshot is not None else {}
        words = (start_words(hand.day, hand.start), waits(found), first_reason(found, names))
        self.setAccessibleDescription(" · ".join(part for part in words if part))
        self.moved.emit(hand.held, hand.day, hand.start)

    def _step(self, key: int) -> None:
        hand, grid = self.hand, self.grid()
        if hand is None:
            return
        days, minutes = STEPS[key]
        number = grid.number_of(hand.day)
        day = hand.day if number is None else grid.days[max(0, min(len(grid.days) - 1, number + days))]
        plan = hand.held.plan
        start = hand.start + minutes
        if minutes and hand.start % STEP_MINUTES:  # from an odd minute to the next quarter-hour
            start = start // STEP_MINUTES * STEP_MINUTES + (STEP_MINUTES if minutes < 0 else 0)
        self.carry(day, grid.within(start, plan.end_minute - plan.start_minute))

    # events ------------------------------------------------------------------------------------------------------
    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QHelpEvent) and kind == QEvent.Type.ToolTip and self._snapshot is not None:
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self)
            return True
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.hand is not None:
            if event.modifiers() & BELONG_TO_THE_PAGE:
                return super().event(event)
            event.accept()  # Enter and Escape belong to the hand
            return True
        return super().event(event)

    def tip_at(self, point: QPointF) -> str:
        """The figures under a point."""
        return tip_under(self.grid(), self._snapshot, self._at(point), point) if self._snapshot is not None else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.hand is not None:  # in hand by the keys: a click puts it there
            slot = self._slot(event.position())
            if slot is not None:
                self.carry(*slot)
            self.drop()
            return
        held = self._at(event.position())
        if held is not None and event.button() == Qt.MouseButton.LeftButton:
            grip = self.grid().minute(event.position().y()) - held.plan.start_minute
            self._pressed = (event.position(), held, grip)
        if held is not self.current or held is not None:
            self.choose(held)

    def _slot(self, point: QPointF) -> tuple[date, int] | None:
        hand = self.hand
        if hand is None:
            return None
        return self.grid().slot(point, hand.grip, hand.held.plan.end_minute - hand.held.plan.start_minute)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        where, held, grip = self._pressed
        if self.hand is None:
            far = (event.position() - where).manhattanLength() > DRAG_PIXELS
            if not far or not self.lift(held, grip=grip, by_key=False):
                return
        slot = self._slot(event.position())
        if slot is not None:
            self.carry(*slot)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._pressed = None
        if self.hand is not None and not self.hand.by_key:
            self.drop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.modifiers() & BELONG_TO_THE_PAGE:
            super().keyPressEvent(event)  # Alt with an arrow is another week, in hand or not
        elif self.hand is not None and (enter or key == Qt.Key.Key_Escape):
            self.drop() if enter else self.give_up()
        elif key in STEPS and (self.hand is not None or (shift and self.lift(self.current))):
            self._step(key)
        elif key in STEPS:
            self._walk(key)
        elif enter and self.current is not None:
            if not self.lift(self.current):
                self.wanted.emit("fixed")
        elif key in ACTIONS and self.current is not None and self.hand is None:
            self.wanted.emit(ACTIONS[key])
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.hand is not None and self.hand.by_key and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.give_up()
        self.update()
