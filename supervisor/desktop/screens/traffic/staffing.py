"""The tab of people needed: by class of service and post, quarter-hour by quarter-hour, against who is planned."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.traffic.plots import StaffPlot
from supervisor.desktop.screens.traffic.reading import StaffLine
from supervisor.desktop.screens.traffic.sight_tables import wide
from supervisor.desktop.screens.traffic.staffing_reading import (
    PlaceLine,
    QuarterLine,
    StaffingSnapshot,
    read_staffing,
)
from supervisor.desktop.screens.traffic.tab import Span
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import Card, box, button, label, row
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import clock, listed, long_day, number, share, span
from supervisor.language import _

LEAST_HEIGHT = 520  # pixels before scaling: in a low window the page is scrolled


class StaffingTab(QWidget):
    """The classes with their posts; under the cursor a picture and the quarter-hours."""

    failed = Signal(object)
    was_put = Signal()
    spanned = Signal(object)

    def __init__(self, desk: Desk, ask_file: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.desk = desk
        self.day: date | None = None
        self.seen: StaffingSnapshot | None = None
        self.stale = True
        self._asked = 0
        theme = desk.theme
        self.places, self.quarters = place_table(theme), quarter_table(theme)
        self.plot = StaffPlot(theme)
        self.heading, self.spans = label("", "strong", wrap=True), label("", "small", wrap=True)
        copy = button(_("Copy table"), self._copy_places, "small")
        above = Card(_("People needed for the waiting target"), padding=12)
        above.head.addWidget(copy)
        above.add(self.places, 1)
        picture = Card(padding=14)
        picture.add(row(label(_("— planned   ┄ needed   red ground: too few"), "small"), None,
                        button(_("Show all"), self.plot.show_all, "small", tip="0"),
                        button(_("Copy picture"), self._copy_picture, "small", tip="Ctrl+Shift+C")))  # fmt: skip
        picture.add(self.plot, 1)
        below = Card(padding=12)
        below.add(row(self.heading, button(_("Copy table"), self._copy_quarters, "small",
                                           name=_("Copy the quarter-hours"))))  # fmt: skip
        below.add(self.spans)
        below.add(self.quarters, 1)
        self.setMinimumHeight(theme.px(LEAST_HEIGHT))
        top = row(spacing=16)
        top.addWidget(above, 3)
        top.addWidget(picture, 2)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(top, 1)
        whole.addWidget(below, 1)
        self.bare = EmptyState(
            _("What customers ask for is not known yet: take in files of the queue machine."),
            _("Take in a ticket file"), ask_file,
        )  # fmt: skip
        self.shown = QStackedWidget()
        self.shown.addWidget(box(whole))
        self.shown.addWidget(self.bare)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.shown)
        self.places.chosen.connect(self._chosen)
        self.places.opened.connect(lambda _line: self._into_quarters())
        QShortcut(QKeySequence("Ctrl+Shift+C"), self, self._copy_picture)
        self.first: QWidget = self.places.view

    def hasHeightForWidth(self) -> bool:
        """No: pictures take what room there is; wrapped texts would make the tab ask for their preferred height."""
        return False

    def take_span(self, _span: Span) -> None:
        """Weeks and classes of the other tabs say nothing here: it is about one day."""

    def take_day(self, day: date | None) -> None:
        """Look at another day; read when the tab is next shown."""
        if day is not None and day != self.day:
            self.day, self.stale = day, True

    def subtitle(self) -> str:
        """The small line under the page's title."""
        if self.seen is None:
            return ""
        parts = [long_day(self.seen.day)]
        if not self.seen.on_roster:
            parts.append(_("no roster for this day: what is needed cannot be held against it"))
        return " · ".join(parts)

    def refresh(self) -> None:
        """Read again in the background and show."""
        self.stale = False
        self._asked += 1
        asked, day, actor = self._asked, self.day, self.desk.actor

        def show(found: StaffingSnapshot) -> None:
            if asked == self._asked:
                self.put(found)
                self.was_put.emit()

        self.desk.load(self, lambda reader: read_staffing(reader, actor, day), show, self.failed.emit)

    def put(self, found: StaffingSnapshot) -> None:
        """Show a day."""
        self.seen, self.day = found, found.day
        self.shown.setCurrentIndex(0 if found.places else 1)
        self.places.put(list(found.places))
        if found.places and self.places.current() is None:
            worst = max(found.places, key=lambda one: sum(many for _a, _z, many in one.short_spans()))
            self.places.select(lambda line: line.subject == worst.subject)
        if (line := self.places.current()) is not None:
            self._chosen(line)

    def _chosen(self, line: PlaceLine) -> None:
        if self.seen is None or line is None:
            return
        self.heading.setText(f"{line.name} · {target_words(line)}")
        self.spans.setText(all_spans(line))
        self.spans.setVisible(bool(line.short_spans()))
        self.quarters.without(*(() if not line.post else ("customers", "within", "wait")))
        self.quarters.put(list(line.quarters))
        staff = StaffLine(line.subject, line.name, tuple(one.planned for one in line.quarters),
                          tuple(one.needed for one in line.quarters))  # fmt: skip
        self.plot.show_this(self.seen.first_minute, staff)

    def _into_quarters(self) -> None:
        self.quarters.view.setFocus()
        line = self.places.current()
        spans = line.short_spans() if line is not None else ()
        if not self.quarters.select(lambda one: not spans or one.start_minute == spans[0][0]):
            self.quarters.view.selectRow(0)

    def _copy_picture(self) -> None:
        line = self.places.current()
        if self.seen is not None and line is not None:
            title = _("People needed · {name} · {day}").format(name=line.name, day=long_day(self.seen.day))
            self.plot.copy_picture(title, _("— planned   ┄ needed   red ground: too few"))
            self.desk.say("good", _("The picture is on the clipboard."))

    def _copy_places(self) -> None:
        self._copy(self.places)

    def _copy_quarters(self) -> None:
        self._copy(self.quarters)

    def _copy(self, table: DataTable) -> None:
        table.view.clearSelection()
        table.copy()
        self.desk.say("good", _("The table is on the clipboard: paste it into Excel."))


def target_words(line: PlaceLine) -> str:
    """80% within 10 min."""
    return _("target: {share} within {minutes} min").format(
        share=share(line.target_share), minutes=f"{line.target_minutes:g}"
    )


def short_words(line: PlaceLine) -> str:
    """When too few are planned, and how many are missing; enough where they are not."""
    if not line.on_roster:
        return _("no roster")
    spans = line.short_spans()
    if not spans:
        return _("enough people")
    start, end, _many = spans[0]
    words = _("{n} short").format(n=max(many for _a, _z, many in spans))
    more = _(" · {n} times in all").format(n=len(spans)) if len(spans) > 1 else ""
    return f"{words} · {span(start, end)}{more}"


def all_spans(line: PlaceLine) -> str:
    """Every stretch in which too few are planned; empty where there is none."""
    spans = [_("{span}: {n} short").format(span=span(a, z), n=many) for a, z, many in line.short_spans()]
    return listed(spans)


def _status(line: PlaceLine) -> str:
    return "quiet" if not line.on_roster else "warning" if line.short_spans() else "good"


def place_table(theme: Theme) -> DataTable:
    """Classes, each followed by its posts, as the day has them."""
    return DataTable(
        theme,
        [
            Column("name", _("Class / post"), lambda p: f"　└ {p.name}" if p.post else p.name, strong=True),
            Column("short", _("Too few people"), short_words, lambda p: sum(n for _a, _z, n in p.short_spans()),
                   status=_status, width=-1),
            Column("most", _("Most needed"), lambda p: str(p.most_needed), lambda p: p.most_needed, True,
                   width=wide(_("Most needed"))),
            Column("places", _("Places"), lambda p: str(p.stations), lambda p: p.stations, True,
                   width=wide(_("Places")), spare=True),
            Column("hours", _("Hours needed"), lambda p: number(p.person_hours), lambda p: p.person_hours, True,
                   width=wide(_("Hours needed")), spare=True),
            Column("kept", _("In time as planned"), lambda p: "–" if p.kept is None else share(p.kept),
                   lambda p: -1.0 if p.kept is None else p.kept, True, width=wide(_("In time as planned")), spare=True),
        ],
        name=_("People needed by class and post"),
    )  # fmt: skip


def quarter_table(theme: Theme) -> DataTable:
    """The quarter-hours of a class or a post."""
    return DataTable(
        theme,
        [
            Column("time", _("Time"), lambda q: clock(q.start_minute), lambda q: q.start_minute, width=84, strong=True),
            Column("needed", _("Needed"), lambda q: str(q.needed), lambda q: q.needed, True, width=84),
            Column("planned", _("Planned"), lambda q: number(q.planned), lambda q: q.planned, True, width=84),
            Column("state", _("Enough?"), _state_words, lambda q: -q.short, status=_quarter_status, width=-1),
            Column("customers", _("Customers"), lambda q: _figure(q.customers), lambda q: q.customers or 0.0, True,
                   width=96),
            Column("within", _("In time"), lambda q: "–" if q.within is None else share(q.within),
                   lambda q: q.within or 0.0, True, width=96),
            Column("wait", _("Wait (min)"), lambda q: _figure(q.wait_minutes), lambda q: q.wait_minutes or 0.0, True,
                   width=96),
        ],
        name=_("Quarter-hours"),
    )  # fmt: skip


def _figure(value: float | None) -> str:
    return "–" if value is None else number(value)


def _state_words(one: QuarterLine) -> str:
    if one.short:
        return _("{count} short").format(count=one.short)
    return _("target missed") if one.missed else _("enough people")


def _quarter_status(one: QuarterLine) -> str:
    return "bad" if one.missed else "warning" if one.short else "good"


def make(desk: Desk, ask_file: Any) -> StaffingTab:
    """The tab."""
    return StaffingTab(desk, ask_file)
