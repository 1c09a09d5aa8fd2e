"""The list of a person's lines: words wrapped under one another at the left, the figures in columns at the right.

A table, so that arrow keys walk its lines, Enter opens one, and Ctrl+C copies them all into Excel.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from supervisor.desktop.screens.appraisal.explaining.rows import (
    COMPONENT,
    GROUP,
    LINE,
    SUM,
    Row,
    points_words,
    total_words,
)
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.models import ROW, Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.language import _

WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
SIDE, ABOVE, DEEPER = 8, 6, 14
_CHIP, _ARROW = "source", "arrow"
ROOM = 400  # pixels before scaling from which there is room for the source in words


class AccountTable(DataTable):
    """Rows of an account; `asked` is sent with a row whose source is clicked."""

    asked = Signal(object)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(
            theme,
            [
                Column("what", _("What counts"), Row.words, width=-1),
                Column("points", _("In part"), points_words, numeric=True, width=64),
                Column("total", _("In total"), total_words, numeric=True, width=64),
                Column(_CHIP, _("Source"), _chip, width=76),
                Column(_ARROW, "", _arrow, width=34),
            ],
            name=name,
            empty=EmptyState(_("The ranking shows whose score can be explained here.")),
        )
        self.view.setSortingEnabled(False)
        self.view.setWordWrap(True)
        self.view.setItemDelegate(_LineDelegate(theme, self))
        self.view.setVerticalScrollMode(self.view.ScrollMode.ScrollPerPixel)
        self.view.clicked.connect(self._clicked)
        self.view.horizontalHeader().setSectionsClickable(False)
        self.view.horizontalHeader().sectionResized.connect(lambda *_sizes: self._later.start(0))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.fit_heights)

    def put_account(self, rows: list[Row]) -> None:
        """Show these rows; the line under the cursor stays under it where it is still there."""
        self.put(rows)
        self._make_room()
        self.fit_heights()

    def fit_heights(self) -> None:
        """Give every row the height that its words need at the present width."""
        header, width = self.view.verticalHeader(), self.view.columnWidth(0)
        for number, row in enumerate(self.model.rows):
            height = height_of(self._theme, row, width)
            if header.sectionSize(number) != height:
                header.resizeSection(number, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
        self._later.start(0)

    def _make_room(self) -> None:
        """Say the source in words only where there is room for them."""
        self.without(_CHIP if self.width() < self._theme.px(ROOM) else _ARROW)

    def _clicked(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if self.model.columns[index.column()].name in (_CHIP, _ARROW) and row.opens:
            self.asked.emit(row)


def _chip(row: Row) -> str:
    return f"{row.source} ›" if row.source else "›" if row.opens else ""


def _arrow(row: Row) -> str:
    return "›" if row.opens else ""


def _fonts(theme: Theme, row: Row) -> tuple[Any, Any]:
    return theme.font(bold=row.level in (COMPONENT, SUM)), theme.font(12)


def _indent(theme: Theme, row: Row) -> int:
    return theme.px({COMPONENT: 0, GROUP: DEEPER, LINE: 2 * DEEPER, SUM: 0}[row.level])


def _head(row: Row) -> str:
    return f"{row.title} · {row.mark}" if row.mark else row.title


def height_of(theme: Theme, row: Row, width: int) -> int:
    """The height of a row whose words have this width."""
    room = max(width - _indent(theme, row) - theme.px(SIDE) - theme.px(4), 20)
    title, about = _fonts(theme, row)
    height = QFontMetrics(title).boundingRect(QRect(0, 0, room, 9999), WRAP, _head(row)).height()
    if row.about:
        height += QFontMetrics(about).boundingRect(QRect(0, 0, room, 9999), WRAP, row.about).height() + theme.px(2)
    return height + 2 * theme.px(ABOVE)


class _LineDelegate(QStyledItemDelegate):
    """Draws the words of a row under one another, and its figures level with their first line."""

    def __init__(self, theme: Theme, table: AccountTable) -> None:
        super().__init__(table.view)
        self._theme = theme

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        row: Row = index.data(ROW)
        theme, cell = self._theme, option.rect
        own = QStyleOptionViewItem(option)
        own.state &= ~QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]
        option.widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, own, painter, option.widget)
        painter.save()
        inside = cell.adjusted(theme.px(SIDE // 2), theme.px(ABOVE), -theme.px(SIDE // 2), -theme.px(ABOVE))
        name = index.model().columns[index.column()].name  # type: ignore[attr-defined]
        if name == "what":
            self._words(painter, inside.adjusted(_indent(theme, row), 0, 0, 0), row)
        elif name in (_CHIP, _ARROW):
            self._chip(painter, inside, _chip(row) if name == _CHIP else _arrow(row))
        else:
            title, _about = _fonts(theme, row)
            painter.setFont(title)
            painter.setPen(theme.colour("bad" if row.bad else "text"))
            right = int(Qt.AlignmentFlag.AlignRight) | int(Qt.AlignmentFlag.AlignTop)
            painter.drawText(inside, right, str(index.data() or ""))
        painter.restore()

    def _words(self, painter: QPainter, inside: QRect, row: Row) -> None:
        theme = self._theme
        title, about = _fonts(theme, row)
        painter.setFont(title)
        painter.setPen(theme.colour("text"))
        used = painter.drawText(inside, WRAP, _head(row))
        if row.about:
            painter.setFont(about)
            painter.setPen(theme.colour("muted"))
            painter.drawText(inside.adjusted(0, used.height() + theme.px(2), 0, 0), WRAP, row.about)

    def _chip(self, painter: QPainter, inside: QRect, text: str) -> None:
        if not text:
            return
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12))
        width = painter.fontMetrics().horizontalAdvance(text) + theme.px(12)
        ground = QRect(
            max(inside.right() - width, inside.left()), inside.top(), min(width, inside.width()), theme.px(20)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_soft"))
        painter.drawRoundedRect(ground, 4, 4)
        painter.setPen(theme.colour("accent"))
        painter.drawText(ground, int(Qt.AlignmentFlag.AlignCenter), text)
