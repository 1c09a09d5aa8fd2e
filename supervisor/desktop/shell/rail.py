"""The left rail: ten screens, their shortcuts, and how much waits in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from supervisor.desktop.icons import icon_image
from supervisor.desktop.screens import Screen, screens
from supervisor.desktop.theme import Theme
from supervisor.language import _

ROOMY_PIXELS = 1150


class RailButton(QAbstractButton):
    """One entry: icon, title, and a badge with a count when something waits."""

    def __init__(self, screen: Screen, theme: Theme) -> None:
        super().__init__()
        self.screen_key = screen.key
        self._theme = theme
        self.count = 0
        self.setText(screen.title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(f"{screen.title} · {screen.shortcut}")
        self.setAccessibleName(screen.title)

    def put_count(self, count: int) -> None:
        """Show how many things wait; 0 shows nothing."""
        self.count = count
        waiting = _("{count} waiting").format(count=count)
        self.setAccessibleName(f"{self.text()}, {waiting}" if count else self.text())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(38))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(theme.colour("accent_soft" if self.isChecked() else "hover"))
            painter.drawRoundedRect(ground, 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            painter.drawRoundedRect(ground, 6, 6)
        ink = theme.colour("accent" if self.isChecked() else "muted")
        side, left = theme.px(18), theme.px(10)
        picture = icon_image(self.screen_key, ink.name(), side, self.devicePixelRatioF())
        painter.drawImage(QRectF(left, (self.height() - side) / 2, side, side), picture)
        painter.setFont(theme.font(bold=self.isChecked()))
        painter.setPen(theme.colour("accent" if self.isChecked() else "text"))
        words = QRectF(
            left + side + theme.px(10),
            0,
            self.width() - left - side - theme.px(48 if self.count else 16),
            self.height(),
        )
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if self.count:
            self._paint_badge(painter)
        painter.end()

    def _paint_badge(self, painter: QPainter) -> None:
        theme = self._theme
        painter.setFont(theme.font(12))
        text = str(self.count) if self.count < 100 else "99+"
        width = max(theme.px(22), painter.fontMetrics().horizontalAdvance(text) + theme.px(12))
        height = theme.px(18)
        place = QRectF(self.width() - width - theme.px(10), (self.height() - height) / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("bad_soft"))
        painter.drawRoundedRect(place, height / 2, height / 2)
        painter.setPen(theme.colour("bad"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


class Rail(QFrame):
    """All entries; `go` is called with a screen's key."""

    def __init__(self, theme: Theme, go: Callable[[str], object], window: QWidget) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(_("Screens"))
        self.buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 12)
        layout.setSpacing(2)
        for screen in screens():
            entry = RailButton(screen, theme)
            entry.clicked.connect(lambda _checked=False, key=screen.key: go(key))
            shortcut = QShortcut(QKeySequence(screen.shortcut), window)
            shortcut.activated.connect(lambda key=screen.key: go(key))
            self._group.addButton(entry)
            self.buttons[screen.key] = entry
            layout.addWidget(entry)
        layout.addStretch(1)
        self._theme = theme
        self.fit(window.width())

    def fit(self, window_width: int) -> None:
        """Take less room in a small window."""
        roomy = window_width / self._theme.text_scale >= ROOMY_PIXELS
        self.setFixedWidth(self._theme.px(184 if roomy else 136))

    def mark(self, key: str) -> None:
        """Show which screen is open."""
        self.buttons[key].setChecked(True)

    def put_allowed(self, keys: tuple[str, ...]) -> None:
        """Show only the screens that the person may open."""
        for key, entry in self.buttons.items():
            entry.setVisible(key in keys)

    def put_counts(self, counts: Mapping[str, int]) -> None:
        """How much waits in each screen."""
        for key, entry in self.buttons.items():
            entry.put_count(counts.get(key, 0))
