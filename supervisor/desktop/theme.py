"""From named colours to a window: Qt palette, stylesheet, fonts and text size, light or dark.

The choice is `system`, `light` or `dark`; with `system` the window follows the desktop while it runs. Chinese font
families come first by name, otherwise Qt may pick Japanese forms of the characters.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QWidget

import resources
from supervisor.desktop.icons import icon_image
from supervisor.desktop.palette import PALETTES, Palette

FAMILIES = (
    "Noto Sans CJK SC", "Microsoft YaHei UI", "Microsoft YaHei", "Source Han Sans SC", "PingFang SC",
    "WenQuanYi Micro Hei", "Segoe UI", "sans-serif",
)  # fmt: skip
CHOICES = ("system", "light", "dark")
ORGANISATION, APPLICATION = "branch-supervisor", "desktop"
BASE_PIXELS = 14
_SYSTEM_BASE_PIXELS = 13  # what desktops call normal size, in logical pixels


def settings() -> QSettings:
    """What this computer's user chose: theme, text size, language, the window's place."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, ORGANISATION, APPLICATION)


def system_text_scale() -> float:
    """How much larger than usual the desktop sets its text: 1.0 is usual; between 1 and 2."""
    pixels = QFontInfo(QApplication.font()).pixelSize()
    return min(2.0, max(1.0, pixels / _SYSTEM_BASE_PIXELS)) if pixels > _SYSTEM_BASE_PIXELS + 2 else 1.0


class Theme(QObject):
    """Colours, fonts and sizes of one running application. `changed` is sent after a new look is in force."""

    changed = Signal()

    def __init__(self, application: QApplication, choice: str = "system", text_scale: float | None = None) -> None:
        super().__init__(application)
        self._application = application
        self.text_scale = text_scale or system_text_scale()
        self.choice = choice
        self._pictures = QTemporaryDir()
        application.setStyle("Fusion")
        self.palette: Palette = self._chosen()
        application.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    def choose(self, choice: str, text_scale: float | None = None) -> None:
        """Take `system`, `light` or `dark`, and a text size (1.25 = 125 %) if one is given."""
        if choice not in CHOICES:
            raise ValueError(f"theme {choice!r}: one of {CHOICES}")
        self.choice = choice
        if text_scale:
            self.text_scale = text_scale
        self.palette = self._chosen()
        self._apply()

    def px(self, size: float) -> int:
        """`size` pixels at the present text size."""
        return max(1, round(size * self.text_scale))

    def colour(self, name: str) -> QColor:
        """A colour by its name in the palette."""
        return QColor(_tokens(self.palette)[name])

    def font(self, size: float = BASE_PIXELS, *, bold: bool = False) -> QFont:
        """The application's font with tabular digits, `size` pixels before scaling."""
        font = QFont()
        font.setFamilies(list(FAMILIES))
        font.setPixelSize(self.px(size))
        font.setFeature(QFont.Tag("tnum"), 1)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def look_again(self) -> None:
        """Ask the system itself, now that there is time to, whether it is dark; the first look went by its palette."""
        if self.choice == "system" and self._chosen() is not self.palette:
            self.choose("system")

    def _system_changed(self) -> None:
        if self.choice == "system":
            self.choose("system")

    def _chosen(self) -> Palette:
        if self.choice != "system":
            return PALETTES[self.choice]
        if self._application.property("themed"):  # its palette is ours by now and says nothing of the system
            from PySide6.QtCore import Qt  # slow to load: not before the window is painted

            dark = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        else:
            system = self._application.palette()
            dark = system.window().color().lightness() < system.windowText().color().lightness()
        return PALETTES["dark" if dark else "light"]

    def _apply(self) -> None:
        self._application.setPalette(qt_palette(self.palette))
        self._application.setProperty("themed", True)
        self._application.setFont(self.font())
        self._application.setStyleSheet(self._stylesheet())
        self.changed.emit()

    def _stylesheet(self) -> str:
        tokens = dict(_tokens(self.palette))
        for name, colour in (("chevron", "muted"), ("chevron_up", "muted"), ("tick", "on_accent")):
            path = Path(self._pictures.path()) / f"{name}-{self.palette.name}.png"
            if not path.exists():
                icon_image(name, tokens[colour], 12, 2).save(str(path))
            tokens[name] = path.as_posix()
        return stylesheet(tokens, self.text_scale)


@cache
def _tokens(palette: Palette) -> dict[str, str]:
    return palette.tokens()


@cache
def _template() -> str:
    return (Path(resources.__path__[0]) / "styles" / "supervisor.qss").read_text(encoding="utf-8")


def stylesheet(tokens: dict[str, str], text_scale: float) -> str:
    """The stylesheet with names replaced by colours and `@14` by 14 px at the text size."""
    sized = re.sub(r"@(\d+)", lambda found: f"{max(1, round(int(found[1]) * text_scale))}px", _template())
    return re.sub(r"\$([a-z_]+)", lambda found: tokens[found[1]], sized)


def qt_palette(palette: Palette) -> QPalette:
    """Qt's own roles from our names, for whatever a stylesheet does not reach (Qt's dialogs, calendars)."""
    roles = QPalette.ColorRole
    made = QPalette()
    for role, name in {
        roles.Window: "background", roles.WindowText: "text", roles.Base: "surface", roles.AlternateBase: "field",
        roles.Text: "text", roles.Button: "surface", roles.ButtonText: "text", roles.BrightText: "bad",
        roles.ToolTipBase: "text", roles.ToolTipText: "surface", roles.Highlight: "accent",
        roles.HighlightedText: "on_accent", roles.Link: "accent", roles.LinkVisited: "accent",
        roles.PlaceholderText: "muted", roles.Mid: "border", roles.Midlight: "border", roles.Light: "surface",
        roles.Dark: "edge", roles.Shadow: "edge", roles.Accent: "accent",
    }.items():  # fmt: skip
        made.setColor(role, QColor(_tokens(palette)[name]))
    for role in (roles.Text, roles.ButtonText, roles.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.muted))
    return made


def restyle(widget: QWidget) -> None:
    """Make a widget look at the stylesheet again after one of its properties changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
