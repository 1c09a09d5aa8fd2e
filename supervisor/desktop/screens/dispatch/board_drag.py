"""The floor as a board: people are chosen, taken in hand by mouse or keys and put on a post, while the waits follow."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from supervisor.desktop import garbage
from supervisor.desktop.screens.dispatch.board_grid import NOBODY_COMES, Cell, Coming, Grid, grid_of, nearest
from supervisor.desktop.screens.dispatch.board_still import Still
from supervisor.desktop.screens.dispatch.board_tile import Painting
from supervisor.desktop.screens.dispatch.facts import BoardFacts, PersonTile
from supervisor.desktop.screens.dispatch.tile_words import tile_words
from supervisor.desktop.theme import Theme
from supervisor.language import _

DRAG_PIXELS = 6
STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
BELONG_TO_THE_PAGE = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
Lines = tuple[tuple[str, str], ...]  # words and the role in which they are painted


@dataclass
class Hand:
    """Somebody in the hand, over a post (empty: over none)."""

    person: str
    post: str
    by_key: bool
    moved_at: float = 0.0  # when he came over this post; 0 once that was painted


class BoardView(QWidget):
    """`chosen` is sent with a person's tile (or None), `carried` with person and post while one is in the hand,
    `dropped` where he is put, `given_up` when he goes back, `pinned` with a person and "stay" or a post; `framed` with
    the milliseconds from a step of the hand to its painted waits. `told` says what a move would mean."""

    chosen = Signal(object)
    carried = Signal(str, str)
    dropped = Signal(str, str)
    given_up = Signal()
    pinned = Signal(str, str)
    menu_wanted = Signal(str, object)
    framed = Signal(float)

    def __init__(self, theme: Theme, told: Callable[[str, str], Lines]) -> None:
        super().__init__()
        self._theme, self._told = theme, told
        self.facts: BoardFacts | None = None
        self.grid = Grid((), 0.0)
        self.current = ""
        self.hand: Hand | None = None
        self._minute = 0
        self._coming: Coming = NOBODY_COMES
        self._pressed: tuple[QPointF, str] | None = None
        self._painting = Painting(theme)
        self._still = Still()
        theme.changed.connect(self._look_again)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Board of posts"))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(640), max(self._theme.px(60), int(self.grid.height) + 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(310), self.sizeHint().height())

    # what is shown ----------------------------------------------------------------------------------------------
    def put(self, facts: BoardFacts, coming: Coming = NOBODY_COMES) -> None:
        """Show the floor; what did not change is not painted again, and who is in the hand stays there."""
        self.facts, self._coming, self._minute = facts, coming, facts.minute
        there = {one.subject for one in facts.people()}
        if self.current not in there:
            self.current = ""
        if self.hand is not None and self.hand.person not in there:
            self.give_up()
        self._lay_out()

    def tick(self, minute: int) -> None:
        """A minute has passed: words that speak of it are painted anew."""
        if self.facts is not None and minute != self._minute:
            self._minute = minute
            self._lay_out()

    def _look_again(self) -> None:
        self._painting = Painting(self._theme)
        self._still.forget()
        self._lay_out()
        self.update()

    def _lay_out(self) -> None:
        if self.facts is None:
            return
        before, width = self.grid, max(1, self.width())
        self.grid = grid_of(self.facts, self._minute, width, self._theme.text_scale, self._coming)
        if before.height != self.grid.height:
            self.updateGeometry()
        self._redraw(*(set(before.cells) ^ set(self.grid.cells)))

    def _redraw(self, *cells: Cell | None) -> None:
        """Paint these anew, and nothing else."""
        for cell in cells:
            if cell is not None:
                place = cell.rect.adjusted(-4, -2, 4, 2).toAlignedRect()
                self._still.stale(place)
                self.update(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        still = self._still.picture(self, self._painting, self.grid.cells, self.current)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, still)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hand = self.hand
        here = self.grid.of(hand.person) if hand is not None else None
        if hand is not None and here is not None:
            lines = self._told(hand.person, hand.post) if hand.post else ()
            self._painting.hand(painter, here, self.grid.of(hand.post), lines, self._bubble(hand.post, lines))
        painter.end()
        if hand is not None and hand.moved_at:
            self.framed.emit((time.perf_counter() - hand.moved_at) * 1000)
            hand.moved_at = 0.0

    def _bubble(self, post: str, lines: Lines) -> QRectF:
        return self._painting.flag(self.grid.of(post), lines, self.width(), self.height())

    # choosing ---------------------------------------------------------------------------------------------------
    def person(self, subject: str) -> PersonTile | None:
        """Somebody on the board."""
        people = self.facts.people() if self.facts is not None else []
        return next((one for one in people if one.subject == subject), None)

    def choose(self, subject: str) -> None:
        """Mark a person and tell about him."""
        before, self.current = self.current, subject
        found = self.person(subject)
        self.setAccessibleDescription(self.tip_of(subject).replace("\n", " · ") if found is not None else "")
        self.chosen.emit(found)
        self._redraw(self.grid.of(before), self.grid.of(subject))

    def tip_of(self, subject: str) -> str:
        """Everything about a person."""
        found = self.person(subject)
        return tile_words(found, self._minute, self.facts.names) if found and self.facts is not None else ""

    # in the hand ------------------------------------------------------------------------------------------------
    def lift(self, subject: str, *, by_key: bool = True) -> bool:
        """Take somebody in hand; False where there is nobody."""
        found = self.person(subject)
        if found is None:
            return False
        garbage.not_now()
        self.choose(subject)
        self.hand = Hand(subject, found.post, by_key, time.perf_counter())
        self._say_hand()
        self.update()
        return True

    def carry(self, post: str) -> None:
        """Bring who is in the hand over another post (empty: over none)."""
        hand = self.hand
        if hand is None or hand.post == post:
            return
        garbage.not_now()
        old, hand.post, hand.moved_at = hand.post, post, time.perf_counter()
        self._say_hand()
        for one in (old, post):
            cell = self.grid.of(one)
            if cell is not None:
                lines = self._told(hand.person, one) if one else ()
                self.update(cell.rect.united(self._bubble(one, lines)).adjusted(-4, -4, 4, 4).toAlignedRect())

    def give_up(self) -> None:
        """He goes back to where he was."""
        if self.hand is not None:
            self.hand = None
            self.given_up.emit()
        self._pressed = None
        self.update()

    def drop(self) -> None:
        """Put him where he is now."""
        hand, self.hand, self._pressed = self.hand, None, None
        if hand is not None:
            found = self.person(hand.person)
            self.given_up.emit()
            if hand.post and found is not None and (hand.post != found.post or found.meeting_until or found.away):
                self.dropped.emit(hand.person, hand.post)
        self.update()

    def _say_hand(self) -> None:
        hand = self.hand
        if hand is not None and self.facts is not None:
            lines = self._told(hand.person, hand.post) if hand.post else ()
            words = [self.facts.names.get(hand.post, ""), *(line for line, _role in lines)]
            self.setAccessibleDescription(" · ".join(one for one in words if one))
            self.carried.emit(hand.person, hand.post)

    # events -----------------------------------------------------------------------------------------------------
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self.grid.at(QPointF(event.pos()), "person")
            QToolTip.showText(event.globalPos(), self.tip_of(cell.key) if cell is not None else "", self)
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.hand is not None:
            if event.modifiers() & BELONG_TO_THE_PAGE:
                return super().event(event)
            event.accept()  # Enter and Escape belong to the hand
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        post = self.grid.at(event.position(), "post")
        if self.hand is not None:  # in hand by the keys: a click puts him there
            self.carry(post.key if post is not None and not post.key.startswith("elsewhere:") else "")
            self.drop()
            return
        cell = self.grid.at(event.position(), "person")
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = (event.position(), cell.key)
        self.choose(cell.key if cell is not None else "")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        where, person = self._pressed
        if self.hand is None:
            far = (event.position() - where).manhattanLength() > DRAG_PIXELS
            if not far or not self.lift(person, by_key=False):
                return
        post = self.grid.at(event.position(), "post")
        self.carry(post.key if post is not None and not post.key.startswith("elsewhere:") else "")

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._pressed = None
        if self.hand is not None and not self.hand.by_key:
            self.drop()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        cell = self.grid.at(QPointF(event.pos()), "person")
        if cell is not None and self.hand is None:
            self.choose(cell.key)
            self.menu_wanted.emit(cell.key, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, hand = Qt.Key(event.key()), self.hand
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.modifiers() & BELONG_TO_THE_PAGE:
            super().keyPressEvent(event)
        elif hand is not None and key in STEPS:
            self.carry(nearest(self.grid, hand.post or hand.person, "post", STEPS[key]))
        elif hand is not None and enter:
            self.drop()
        elif hand is not None and key == Qt.Key.Key_Escape:
            self.give_up()
        elif hand is not None and key == Qt.Key.Key_P and hand.post:
            person, post = hand.person, hand.post
            self.give_up()
            self.pinned.emit(person, post)
        elif key in STEPS:
            self.choose(nearest(self.grid, self.current, "person", STEPS[key]))
        elif enter and self.current:
            self.lift(self.current)
        elif key == Qt.Key.Key_P and self.current:
            self.pinned.emit(self.current, "stay")
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.current and self.grid.cells and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.choose(nearest(self.grid, "", "person", (1, 0)))
        self._redraw(self.grid.of(self.current))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.hand is not None and self.hand.by_key and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.give_up()
        self._redraw(self.grid.of(self.current))
