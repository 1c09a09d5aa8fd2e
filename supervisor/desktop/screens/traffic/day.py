"""The tab of one day: what came against the forecast, people planned and needed, peaks and classes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.traffic.day_tables import class_table, peak_table
from supervisor.desktop.screens.traffic.plots import DayPlot, StaffPlot
from supervisor.desktop.screens.traffic.reading import Snapshot
from supervisor.desktop.widgets.basics import Card, KeyFigure, button, label, row
from supervisor.desktop.widgets.forms import choice_box
from supervisor.desktop.widgets.read_plot import ReadPlot
from supervisor.desktop.wording import clock, listed, long_day, number
from supervisor.language import _

HEAD_HEIGHT, ROW_HEIGHT, WHOLE_ROWS = 42, 36, 5  # pixels before scaling; classes shown without scrolling


class DayTab(QWidget):
    """Figures, two pictures, two tables. It is given what it shows by the page."""

    def __init__(self, desk: Desk, ask_file: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.desk = desk
        self.snapshot: Snapshot | None = None
        theme = desk.theme
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.figures = [KeyFigure(t) for t in (_("Expected"), _("Came"), _("Mean wait"), _("Longest wait"))]
        top = row(spacing=16)
        for figure in self.figures:
            top.addWidget(figure, 1)
        layout.addLayout(top)
        self.day_plot, self.staff_plot = DayPlot(theme), StaffPlot(theme)
        self.curve = Card(_("Customers (per 15 minutes)"), padding=14)
        self.curve.head.addWidget(button(_("Show all"), self.day_plot.show_all, "small", tip="0"))
        self.curve.head.addWidget(button(_("Copy picture"), lambda: self.copy(self.day_plot), "small",
                                         tip="Ctrl+Shift+C"))  # fmt: skip
        self.legends = [label("", "small"), label(_("— planned   ┄ needed   red ground: too few"), "small")]
        for legend in self.legends:  # a line of its own, that asks for no width
            legend.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.curve.add(self.legends[0])
        self.curve.add(self.day_plot, 1)
        self.staff = Card(_("People (per 15 minutes)"), padding=14)
        self.of_class: QComboBox = choice_box([("", _("all classes"))], name=_("Class of service"))
        self.of_class.activated.connect(lambda _n: self._show_staff())
        self.staff.head.addWidget(self.of_class)
        self.staff.head.addWidget(button(_("Show all"), self.staff_plot.show_all, "small", tip="0"))
        self.staff.add(self.legends[1])
        self.staff.add(self.staff_plot, 1)
        plots = row(spacing=16)
        plots.addWidget(self.curve, 3)
        plots.addWidget(self.staff, 2)
        layout.addLayout(plots, 3)
        self.peaks, self.classes = peak_table(theme), class_table(theme, ask_file)
        peaks = Card(_("Peaks: one person fewer misses the target"), padding=12)
        peaks.add(self.peaks, 1)
        classes = Card(_("By class of service"), padding=12)
        classes.add(self.classes, 1)
        lower = row(spacing=16)
        lower.addWidget(peaks, 3)
        lower.addWidget(classes, 2)
        layout.addLayout(lower, 2)
        QShortcut(QKeySequence("Ctrl+Shift+C"), self, self._copy_read).setContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        self.first = self.day_plot

    def hasHeightForWidth(self) -> bool:
        """No: pictures take what room there is; wrapped texts would make the tab ask for their preferred height."""
        return False

    def subtitle(self) -> str:
        """The small line under the page's title."""
        snapshot = self.snapshot
        if snapshot is None:
            return ""
        known = snapshot.known
        since = (
            _("tickets from {first} to {last}").format(first=known[0], last=known[1]) if known else _("no tickets yet")
        )
        parts = [long_day(snapshot.day), since]
        if snapshot.known_minute is not None:
            parts.append(_("forecast with what came until {time}").format(time=clock(snapshot.known_minute)))
        return " · ".join(parts)

    def put(self, snapshot: Snapshot) -> None:
        """Show a day."""
        self.snapshot = snapshot
        self._show_figures(snapshot)
        self.legends[0].setText(_legend(snapshot))
        self.day_plot.show_this(snapshot)
        options = [(line.code, line.name or _("all classes")) for line in snapshot.staff]
        if [self.of_class.itemData(n) for n in range(self.of_class.count())] != [code for code, _name in options]:
            self.of_class.clear()
            for code, name in options:
                self.of_class.addItem(name, code)
        self.of_class.setVisible(len(options) > 1)
        self._show_staff()
        self.peaks.put(snapshot.peaks)
        self.classes.put(snapshot.classes)
        whole = self.desk.theme.px(HEAD_HEIGHT + ROW_HEIGHT * min(max(1, len(snapshot.classes)), WHOLE_ROWS))
        self.classes.setMinimumHeight(whole)  # so few lines stand there whole; only the page scrolls

    def _copy_read(self) -> None:
        """The picture that is being read; from elsewhere in the tab that of the customers."""
        self.copy(self.staff_plot if self.staff_plot.hasFocus() else self.day_plot)

    def copy(self, plot: ReadPlot) -> None:
        """One of the two pictures, on the clipboard."""
        if self.snapshot is None:
            return
        at = 0 if plot is self.day_plot else 1
        card = (self.curve, self.staff)[at]
        name = "" if not at else f" · {self.of_class.currentText()}"
        plot.copy_picture(f"{long_day(self.snapshot.day)} · {card.heading.text()}{name}", self.legends[at].text())
        self.desk.say("good", _("The picture is on the clipboard."))

    def _show_staff(self) -> None:
        if self.snapshot is None:
            return
        code = self.of_class.currentData()
        line = next((one for one in self.snapshot.staff if one.code == code), None)
        line = line or next(iter(self.snapshot.staff), None)
        if line is not None:
            self.staff_plot.show_this(self.snapshot.first_minute, line)
        self.staff_plot.setVisible(line is not None)

    def _show_figures(self, snapshot: Snapshot) -> None:
        expected, came = sum(snapshot.expected), snapshot.came
        low, high = snapshot.total_bands.get(80, (snapshot.total_low, snapshot.total_high))
        band = _("80% band {low}–{high}").format(low=round(low), high=round(high))
        self.figures[0].show_figure(
            _("{n} customers").format(n=round(snapshot.total)) if snapshot.history_days else "–",
            band if snapshot.history_days else "",
        )
        self.figures[1].show_figure(
            _("{n} customers").format(n=came) if came is not None else "–", _against(snapshot, expected)
        )
        target = _("target ≤ {n} min").format(n=f"{snapshot.target_minutes:g}")
        for figure, value in (
            (self.figures[2], snapshot.mean_wait_minutes),
            (self.figures[3], snapshot.longest_wait_minutes),
        ):
            figure.show_figure(_("{n} min").format(n=number(value)) if came else "–", target)


def _against(snapshot: Snapshot, expected: float) -> str:
    """How what came stands against the forecast: of a whole day, or of today's quarter-hours that are over."""
    if snapshot.came is None or not snapshot.history_days:
        return ""
    if snapshot.day < snapshot.today:
        return _("{difference:+d} against the forecast").format(difference=round(snapshot.came - expected))
    over = len(snapshot.actual)
    if snapshot.day > snapshot.today or not over:
        return ""
    difference = round(sum(snapshot.actual) - sum(snapshot.expected[:over]))
    until = clock(snapshot.first_minute + 15 * over)
    return _("{difference:+d} against the forecast until {time}").format(difference=difference, time=until)


def _legend(snapshot: Snapshot) -> str:
    levels = listed([f"{level}%" for level in sorted(snapshot.bands)])
    bands = _("shaded: {levels} bands").format(levels=levels)
    return "   ".join((_("— came"), _("┄ forecast"), bands, _("red ground: peak")))
