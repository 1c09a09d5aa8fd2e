"""The left rail: ten screens, their shortcuts, and how much waits in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QKeySequence, QPainter, QPainterPath, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from supervisor.desktop.icons import icon_image
from supervisor.desktop.screens import Screen, screens
from supervisor.desktop.theme import Theme
from supervisor.language import _

ROOMY_PIXELS = 1150
TAB_FOCUS, LEFT_MIDDLE, MIDDLE = 0x1, 0x81, 0x84  # of Qt.FocusPolicy and Qt.AlignmentFlag, as `basics.PLAIN_TEXT`
ALARM_SCREEN = "dispatch"  # what counts here is not work that waits but an incident that runs


def _counted(screen: str) -> str:
    """What the badge of a screen counts, in words."""
    if screen == ALARM_SCREEN:
        return _("{count} running")
    return {
        "complaints": _("{count} need somebody today"),
        "actions": _("{count} overdue"),
        "inspections": _("{count} under way"),
    }.get(screen, _("{count} waiting"))


class RailButton(QAbstractButton):
    """One entry: icon, title, and a badge with a count when something waits."""

    def __init__(self, screen: Screen, theme: Theme) -> None:
        super().__init__()
        self.screen_key = screen.key
        self._theme = theme
        self.count = 0
        self.setText(screen.title)
        self.setCheckable(True)
        self.setProperty("focusPolicy", TAB_FOCUS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tip = f"{screen.title} · {screen.shortcut}"
        self.setToolTip(self._tip)
        self.setAccessibleName(screen.title)

    def put_count(self, count: int) -> None:
        """Show how many things wait; 0 shows nothing."""
        self.count = count
        waiting = _counted(self.screen_key).format(count=count)
        self.setAccessibleName(f"{self.text()}, {waiting}" if count else self.text())
        self.setToolTip(f"{self._tip} · {waiting}" if count else self._tip)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(38))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.fillPath(_rounded(ground, 6), theme.colour("accent_soft" if self.isChecked() else "hover"))
        if self.hasFocus():
            painter.strokePath(_rounded(ground, 6), QPen(theme.colour("accent"), 1.5))
        ink = theme.colour("accent" if self.isChecked() else "muted")
        side, left = theme.px(18), theme.px(10)
        picture = icon_image(self.screen_key, ink.name(), side, self.devicePixelRatioF())
        painter.drawImage(QRectF(left, (self.height() - side) / 2, side, side), picture)
        painter.setFont(theme.font(bold=self.isChecked()))
        if self.isChecked():  # otherwise the pen is the text's colour already; choosing one loads all of `Qt`
            painter.setPen(theme.colour("accent"))
        badge = 62 if self.screen_key == ALARM_SCREEN else 48
        taken = badge if self.count else 16
        words = QRectF(
            left + side + theme.px(10),
            0,
            self.width() - left - side - theme.px(taken),
            self.height(),
        )
        painter.drawText(words, LEFT_MIDDLE, _fitting(painter, self.text(), int(words.width())))
        if self.count:
            self._paint_badge(painter)
        painter.end()

    def _paint_badge(self, painter: QPainter) -> None:
        theme = self._theme
        painter.setFont(theme.font(12))
        text = str(self.count) if self.count < 100 else "99+"
        text = f"▲ {text}" if self.screen_key == ALARM_SCREEN else text
        width = max(theme.px(22), painter.fontMetrics().horizontalAdvance(text) + theme.px(12))
        height = theme.px(18)
        place = QRectF(self.width() - width - theme.px(10), (self.height() - height) / 2, width, height)
        loud = self.screen_key == ALARM_SCREEN
        painter.fillPath(_rounded(place, height / 2), theme.colour("bad" if loud else "bad_soft"))
        painter.setPen(theme.colour("surface" if loud else "bad"))
        painter.drawText(place, MIDDLE, text)


def _rounded(place: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(place, radius, radius)
    return path


def _fitting(painter: QPainter, text: str, width: int) -> str:
    metrics = painter.fontMetrics()
    if metrics.horizontalAdvance(text) <= width:
        return text
    from PySide6.QtCore import Qt

    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


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
