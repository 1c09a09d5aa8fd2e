"""The traffic screen: a day against its forecast, its peaks, people planned and needed, and the usual week."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QDateEdit

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.screens.traffic.reading import ClassLine, PeakLine, Snapshot, read
from supervisor.desktop.widgets.basics import Card, KeyFigure, button, row
from supervisor.desktop.widgets.chosen_files import choose_source
from supervisor.desktop.widgets.forms import day_edit
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import long_day, number, span
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.desktop.screens.traffic.import_sheet import ImportSheet


class TrafficPage(Page):
    """One day at a time; plots are made when the screen is first shown."""

    key: ClassVar[str] = "traffic"
    watches: ClassVar[tuple[str, ...]] = ("traffic.", "roster.", "branch.")
    snapshot: Snapshot

    def build(self) -> None:
        from supervisor.desktop.screens.traffic.plots import DayPlot, WeekPlot

        theme = self.desk.theme
        self._day: Any = None
        self.day: QDateEdit = day_edit(self.desk.book.now().astimezone(self.desk.book.zone).date(), name=_("Day"))
        self.day.dateChanged.connect(self._day_changed)
        self.tools.addWidget(button("‹", lambda: self._step(-1), name=_("The day before"), shortcut="Alt+Left"))
        self.tools.addWidget(self.day)
        self.tools.addWidget(button("›", lambda: self._step(1), name=_("The day after"), shortcut="Alt+Right"))
        self.tools.addWidget(button(_("Take in a ticket file"), self.ask_file, "primary"))
        self.figures = [KeyFigure(t) for t in (_("Expected"), _("Came"), _("Mean wait"), _("Longest wait"))]
        top = row(spacing=16)
        for figure in self.figures:
            top.addWidget(figure, 1)
        self.body.addLayout(top)
        curve = Card(_("Customers (per 15 minutes)"))
        curve.note.setText(_("— came   ┄ forecast   ░ 80% band   ■ peak"))
        self.day_plot = DayPlot(theme)
        curve.add(self.day_plot, 1)
        week = Card(_("The usual week: customers per 15 minutes, last 8 weeks"))
        self.week_plot = WeekPlot(theme)
        week.add(self.week_plot, 1)
        plots = row(spacing=16)
        plots.addWidget(curve, 3)
        plots.addWidget(week, 2)
        self.body.addLayout(plots, 3)
        self.peaks = DataTable(
            theme,
            [
                Column("class", _("Class"), lambda p: p.name, width=-1, strong=True),
                Column(
                    "span",
                    _("From – to"),
                    lambda p: span(p.start_minute, p.end_minute),
                    lambda p: p.start_minute,
                    width=108,
                ),
                Column(
                    "customers",
                    _("Customers"),
                    lambda p: number(p.customers, 0),
                    lambda p: p.customers,
                    True,
                    width=84,
                    spare=True,
                ),
                Column(
                    "planned",
                    _("Planned"),
                    lambda p: number(p.planned),
                    lambda p: p.planned,
                    True,
                    width=76,
                    spare=True,
                ),
                Column("needed", _("Needed"), lambda p: str(p.needed), lambda p: p.needed, True, width=76),
                Column(
                    "wait", _("Wait (min)"), lambda p: number(p.wait_minutes), lambda p: p.wait_minutes, True, width=80
                ),
                Column("fewer", _("One fewer (min)"), _fewer, lambda p: p.one_fewer_minutes, True, width=112),
            ],
            name=_("Peaks"),
            empty=EmptyState(_("No peak: one person fewer would still keep the waiting target all day.")),
        )
        peaks = Card(_("Peaks: one person fewer misses the target"), padding=12)
        peaks.add(self.peaks, 1)
        self.classes = DataTable(
            theme,
            [
                Column("name", _("Class"), lambda c: c.name, width=-1, strong=True),
                Column(
                    "expected", _("Expected"), lambda c: number(c.expected, 0), lambda c: c.expected, True, width=72
                ),
                Column(
                    "came",
                    _("Came"),
                    lambda c: "–" if c.came is None else str(c.came),
                    lambda c: -1 if c.came is None else c.came,
                    True,
                    width=60,
                    spare=True,
                ),
                Column(
                    "service",
                    _("Service (min)"),
                    lambda c: number(c.service_minutes),
                    lambda c: c.service_minutes,
                    True,
                    width=98,
                    spare=True,
                ),
                Column(
                    "people",
                    _("People at the worst"),
                    _people,
                    lambda c: c.planned - c.needed,
                    status=_enough,
                    width=150,
                ),
            ],
            name=_("Service classes"),
            empty=EmptyState(_("No ticket file has been taken in yet."), _("Take in a ticket file"), self.ask_file),
        )
        classes = Card(_("By class of service"), padding=12)
        classes.add(self.classes, 1)
        lower = row(spacing=16)
        lower.addWidget(peaks, 3)
        lower.addWidget(classes, 2)
        self.body.addLayout(lower, 2)

    def read(self, reader: Any) -> Snapshot:
        return read(reader, self._day)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        if self._day is None:
            self._day = snapshot.day
        self.day.blockSignals(True)
        self.day.setDate(snapshot.day)  # type: ignore[arg-type]
        self.day.blockSignals(False)
        known = snapshot.known
        since = (
            _("tickets from {first} to {last}").format(first=known[0], last=known[1]) if known else _("no tickets yet")
        )
        self.say_subtitle(f"{long_day(snapshot.day)} · {since}")
        expected, came = sum(snapshot.expected), sum(snapshot.actual)
        self.figures[0].show_figure(
            _("{n} customers").format(n=round(expected)) if snapshot.history_days else "–",
            _("80% band {low}–{high}").format(low=round(snapshot.total_low), high=round(snapshot.total_high)),
        )
        difference = round(came - expected)
        over = snapshot.day < snapshot.today and came
        self.figures[1].show_figure(
            _("{n} customers").format(n=round(came)) if came else "–",
            _("{difference:+d} against the forecast").format(difference=difference) if over else "",
        )
        target = _("target ≤ {n} min").format(n=f"{snapshot.target_minutes:g}")
        for figure, value in (
            (self.figures[2], snapshot.mean_wait_minutes),
            (self.figures[3], snapshot.longest_wait_minutes),
        ):
            figure.show_figure(_("{n} min").format(n=number(value)) if came else "–", target)
        self.day_plot.show_this(snapshot)
        self.week_plot.show_this(snapshot)
        self.peaks.put(snapshot.peaks)
        self.classes.put(snapshot.classes)

    def ask_file(self) -> None:
        """Choose a ticket file; its columns are shown before it is taken in."""
        kinds = [_("Tickets (*.csv *.tsv *.txt *.xlsx *.xls)")]
        choose_source(self, _("Take in a ticket file"), kinds, self.take_file)

    def take_file(self, path: Path) -> ImportSheet:
        """Show which column of a file is which, with its first rows; it is taken in from there."""
        from supervisor.desktop.screens.traffic.import_sheet import ImportSheet

        sheet = ImportSheet(self, self.desk, path)
        sheet.open_file()
        return sheet

    def _step(self, days: int) -> None:
        if self.snapshot is not None:
            self._day = self.snapshot.day + timedelta(days=days)
            self.refresh()

    def _day_changed(self) -> None:
        self._day = self.day.date().toPython()
        self.refresh()


def _fewer(peak: PeakLine) -> str:
    return number(peak.one_fewer_minutes)


def _people(line: ClassLine) -> str:
    return _("{planned} of {needed} needed").format(planned=number(line.planned, 0), needed=line.needed)


def _enough(line: ClassLine) -> str:
    return "good" if line.planned >= line.needed else "warning"


def make(desk: Desk) -> TrafficPage:
    """The page of the rail."""
    return TrafficPage(desk, _("Traffic"))
