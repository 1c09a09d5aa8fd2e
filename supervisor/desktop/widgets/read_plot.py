"""A plot that is read: by the pointer, by the keyboard, close up, and as a picture on the clipboard.

What it draws it also says: each place has words, for the pointer's hint, the line below and a screen reader.
Wheel, dragged box and + − zoom; 0 shows all again; arrows move the reading mark; Enter opens what lies behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QToolTip

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import label
from supervisor.desktop.widgets.themed_plot import ThemedPlot
from supervisor.language import _

CLOSER = 0.7  # what a step of + leaves of the width
HEAD = 54  # pixels before scaling over a copied picture, for its title
SHARPER = 2  # times the size on screen


class Mark(NamedTuple):
    """A place of a plot and what it says; `words` of an empty place are empty."""

    x: float
    y: float
    words: str


class _Box(pg.ViewBox):
    """Zooms by wheel and by a dragged box, in our own colours; `both`: upright as well as along."""

    def __init__(self, theme: Theme, *, both: bool) -> None:
        super().__init__(enableMenu=False)
        self.setMouseMode(self.RectMode)
        self.setMouseEnabled(x=True, y=both)
        self._both = both
        self._own = theme

    def showAxRect(self, ax: Any, **kwargs: Any) -> None:
        shown = ax.normalized()
        (left, right), (low, high) = self.viewRange()
        if shown.width() < (right - left) / 50 or (self._both and shown.height() < (high - low) / 50):
            return  # a click that slipped is no box
        if not self._both:
            shown = QRectF(shown.left(), low, shown.width(), high - low)
        super().showAxRect(shown, padding=0, **kwargs)

    def updateScaleBox(self, p1: Any, p2: Any) -> None:
        self.rbScaleBox.setPen(pg.mkPen(self._own.colour("accent"), width=1))
        ground = self._own.colour("accent")
        ground.setAlpha(50)
        self.rbScaleBox.setBrush(pg.mkBrush(ground))
        super().updateScaleBox(p1, p2)


class ReadPlot(ThemedPlot):
    """Subclasses draw in `_paint`, call `_limits` there and put `marks`; `stride` marks stand in a row of a grid."""

    moved = Signal(int)
    opened = Signal(int)

    def __init__(
        self, theme: Theme, name: str, *, least_height: int = 150, axes: Mapping[str, Any] | None = None,
        both: bool = False, said_lines: int = 1,
    ) -> None:  # fmt: skip
        self._box = _Box(theme, both=both)
        self.marks: Sequence[Mark] = ()
        self.stride = 0
        self.at = -1
        self._home: tuple[float, float, float, float] | None = None
        self._cursor: Any = None
        self._zoomed = False
        super().__init__(theme, name, least_height=least_height, axes=axes, view=self._box)
        self._box.setMouseEnabled(x=True, y=both)
        self._box.sigRangeChangedManually.connect(self._by_hand)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.said = label("", "small", wrap=True)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._said_lines = said_lines
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.said)
        self.said.setFixedHeight(self.said.fontMetrics().lineSpacing() * said_lines + 4)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.plot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # it asks for 480 pixels
        for side in ("left", "bottom"):
            self.plot.getAxis(side).enableAutoSIPrefix(False)
        scene = self.plot.scene()
        scene.sigMouseMoved.connect(self._hover)
        scene.sigMouseClicked.connect(self._clicked)

    # for those who draw ----------------------------------------------------------------------------------------------
    def _limits(self, left: float, right: float, low: float, high: float) -> None:
        """All there is to be seen; a part that a person looks at stays on show while all of it stays the same."""
        home = (left, right, low, high)
        same, self._home = home[:2] == (self._home or ())[:2], home
        self._box.setLimits(
            xMin=left, xMax=right, yMin=min(low, high), yMax=max(low, high), minXRange=(right - left) / 60
        )
        if not (same and self._zoomed):
            self.show_all()
        elif not self._box.state["mouseEnabled"][1]:
            self.plot.setYRange(low, high, padding=0)

    def _cursor_at(self, mark: Mark) -> Any:
        """What shows where one reads: an upright line unless said otherwise."""
        pen = pg.mkPen(self._theme.colour("muted"), width=1.4, style=Qt.PenStyle.DotLine)
        return pg.InfiniteLine(mark.x, angle=90, pen=pen)

    def _again(self) -> None:
        self._cursor = None
        super()._again()
        self.plot.getAxis("bottom").setHeight(self._theme.px(25))  # by itself it forgets the lower half of a large p
        if self.at >= len(self.marks):
            self.at = -1
        if hasattr(self, "said"):
            self.said.setFixedHeight(self.said.fontMetrics().lineSpacing() * self._said_lines + 4)
            self._show_mark()

    # reading ---------------------------------------------------------------------------------------------------------
    def read_at(self, place: int) -> None:
        """Put the reading mark on a place."""
        if not self.marks:
            return
        self.at = min(max(place, 0), len(self.marks) - 1)
        self._bring_into_view()
        self._show_mark()
        self.moved.emit(self.at)

    def nearest(self, x: float, y: float) -> int:
        """The place next to a point; in a grid the field it lies in."""
        (left, right), (low, high) = self._box.viewRange()
        wide, tall = (right - left) or 1.0, (high - low) or 1.0
        weight = 1.0 if self.stride else 0.0
        return min(
            range(len(self.marks)),
            key=lambda n: ((self.marks[n].x - x) / wide) ** 2 + weight * ((self.marks[n].y - y) / tall) ** 2,
            default=-1,
        )

    def show_all(self) -> None:
        """The whole of it again."""
        if self._home is not None:
            left, right, low, high = self._home
            self.plot.setXRange(left, right, padding=0)
            self.plot.setYRange(low, high, padding=0)
        self._zoomed = False

    def zoom(self, factor: float) -> None:
        """Closer (below 1) or further about the reading mark, else about the middle."""
        (left, right), _upright = self._box.viewRange()
        middle = self.marks[self.at].x if self.at >= 0 else (left + right) / 2
        middle = min(max(middle, left), right)
        self._zoomed = True
        self.plot.setXRange(middle - (middle - left) * factor, middle + (right - middle) * factor, padding=0)

    @property
    def zoomed(self) -> bool:
        """Whether a part is on show."""
        return self._zoomed

    def picture(self, title: str, note: str = "") -> QPixmap:
        """The plot at twice its size under a title and a line of explanation."""
        theme, size = self._theme, self.plot.size()
        head = theme.px(HEAD)
        made = QPixmap(size.width() * SHARPER, (size.height() + head) * SHARPER)
        made.setDevicePixelRatio(SHARPER)
        made.fill(theme.colour("surface"))
        painter = QPainter(made)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        wide, line = size.width() - theme.px(24), theme.px(24)
        for text, font, ink, top in (
            (title, theme.font(16, bold=True), "text", theme.px(6)), (note, theme.font(12), "muted", theme.px(30))
        ):  # fmt: skip
            painter.setFont(font)
            painter.setPen(theme.colour(ink))
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, wide)
            painter.drawText(QRectF(theme.px(12), top, wide, line), Qt.AlignmentFlag.AlignVCenter, cut)
        self.plot.render(painter, QRectF(0, head, size.width(), size.height()), self.plot.viewport().rect())
        painter.end()
        return made

    def copy_picture(self, title: str, note: str = "") -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setPixmap(self.picture(title, note))

    def _show_mark(self) -> None:
        if self._cursor is not None:
            self.plot.removeItem(self._cursor)
            self._cursor = None
        words = self.marks[self.at].words if self.at >= 0 else ""
        if self.at >= 0 and self.hasFocus():
            self._cursor = self._cursor_at(self.marks[self.at])
            self._cursor.setZValue(20)
            self.plot.addItem(self._cursor, ignoreBounds=True)
        self.said.setText(words or (_("Arrow keys read, + − zoom, 0 shows all.") if self.marks else ""))
        if words:
            self.setAccessibleDescription(words)

    def _bring_into_view(self) -> None:
        (left, right), _upright = self._box.viewRange()
        x, wide = self.marks[self.at].x, right - left
        if x < left or x > right:
            start = x - wide * 0.1 if x < left else x - wide * 0.9
            self.plot.setXRange(start, start + wide, padding=0)

    def _by_hand(self, *_axes: Any) -> None:
        self._zoomed = True

    def _under(self, place: Any) -> int:
        """The place under a point of the scene, -1 outside."""
        if not self.marks or not self._box.sceneBoundingRect().contains(place):
            return -1
        point = self._box.mapSceneToView(place)
        return self.nearest(point.x(), point.y())

    def _hover(self, place: Any) -> None:
        at = self._under(place)
        words = self.marks[at].words if at >= 0 else ""
        where: QPoint = self.plot.mapToGlobal(self.plot.mapFromScene(place))
        if words:
            QToolTip.showText(where, words, self.plot)
        else:
            QToolTip.hideText()

    def _clicked(self, event: Any) -> None:
        at = self._under(event.scenePos())
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if at >= 0:
            self.read_at(at)
            if event.double():
                self.opened.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), max(1, self.stride)
        keys = Qt.Key
        steps = {keys.Key_Left: -1, keys.Key_Right: 1}
        if self.stride:
            steps |= {keys.Key_Up: -row, keys.Key_Down: row}
        if key in steps and self.marks:
            there = self.at + steps[keys(key)] if self.at >= 0 else 0
            if 0 <= there < len(self.marks):
                self.read_at(there)
        elif key in (keys.Key_Home, keys.Key_End) and self.marks:
            first = max(self.at, 0) // row * row if self.stride else 0
            last = first + row - 1 if self.stride else len(self.marks) - 1
            self.read_at(first if key == keys.Key_Home else last)
        elif key in (keys.Key_Plus, keys.Key_Equal):
            self.zoom(CLOSER)
        elif key in (keys.Key_Minus, keys.Key_Underscore):
            self.zoom(1 / CLOSER)
        elif key == keys.Key_0:
            self.show_all()
        elif key in (keys.Key_Return, keys.Key_Enter) and self.at >= 0:
            self.opened.emit(self.at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.at < 0 and self.marks and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.read_at(0)
        else:
            self._show_mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_mark()
