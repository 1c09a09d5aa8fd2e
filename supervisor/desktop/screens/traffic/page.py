"""The traffic screen: a day against its forecast, the usual week, waits, bottlenecks and ratings, each in its tab."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDateEdit, QSizePolicy

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.screens.traffic.reading import Snapshot, read
from supervisor.desktop.widgets.basics import box, button, clear, column
from supervisor.desktop.widgets.chosen_files import choose_source
from supervisor.desktop.widgets.forms import day_edit
from supervisor.desktop.widgets.tabs import Tabs
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.desktop.screens.traffic.import_history import FilesSheet
    from supervisor.desktop.screens.traffic.import_sheet import ImportSheet
    from supervisor.desktop.screens.traffic.tab import SightTab, Span

LIVE_MILLISECONDS = 60_000  # today goes on by itself
OF_A_DAY = ("day", "staffing")
_MODULES = {
    "pattern": "pattern", "waits": "waits", "bottlenecks": "bottleneck_tab", "ratings": "ratings",
    "staffing": "staffing",
}  # fmt: skip


class _Tabs(Tabs):
    """Goes into what a tab is about; a focus proxy would make Tab pass over all that stands before it."""

    def __init__(self, changed: Callable[[str], object], into: Callable[[], object]) -> None:
        super().__init__(changed)
        self._into = into

    def enter(self) -> None:
        self._into()


class TrafficPage(Page):
    """`about` is a day as 2026-11-20, or the key of a tab. Plots are made when a tab is first shown."""

    key: ClassVar[str] = "traffic"
    watches: ClassVar[tuple[str, ...]] = ("traffic.", "roster.", "branch.", "access.")
    snapshot: Snapshot

    def build(self) -> None:
        from supervisor.desktop.screens.traffic.day import DayTab

        self._day: date | None = None
        self.day: QDateEdit = day_edit(self.desk.book.now().astimezone(self.desk.book.zone).date(), name=_("Day"))
        self.day.dateChanged.connect(self._day_changed)
        self._day_tools = (
            button("‹", lambda: self._step(-1), name=_("The day before"), shortcut="Alt+Left", tip="Alt+←"),
            self.day,
            button("›", lambda: self._step(1), name=_("The day after"), shortcut="Alt+Right", tip="Alt+→"),
            button(_("Today"), self._to_today, name=_("To today")),
        )
        for tool in self._day_tools:
            self.tools.addWidget(tool)
        self.tools.addWidget(button(_("Files taken in"), self.show_files))
        self.tools.addWidget(button(_("Take in a ticket file"), self.ask_file, "primary"))
        self.day_tab = DayTab(self.desk, self.ask_file)
        self.parts: dict[str, Any] = {}
        self._span: Span | None = None
        self.tabs = _Tabs(self._tab_shown, self._into)
        self.tabs.add("day", _("The day"), self.day_tab)
        for key, title in (
            ("pattern", _("Usual week")), ("waits", _("Waits")), ("bottlenecks", _("Bottlenecks")),
            ("ratings", _("Ratings")), ("staffing", _("People needed")),
        ):  # fmt: skip
            self.tabs.add(key, title, box(column()))
        self.body.setSpacing(12)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.tabs.stack, 1)
        self._live = QTimer(self)
        self._live.setInterval(LIVE_MILLISECONDS)
        self._live.timeout.connect(self._go_on)
        self._live.start()

    # one day ---------------------------------------------------------------------------------------------------------
    def read(self, reader: Any) -> Snapshot:
        return read(reader, self._day)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        if self._day is None:
            self._day = snapshot.day
        self._show_day()
        self.day_tab.put(snapshot)
        if self.tabs.current == "day":
            self.say_subtitle(self.day_tab.subtitle())

    def _show_day(self) -> None:
        """The day that is looked at, in its field."""
        self.day.blockSignals(True)
        self.day.setDate(self._day)  # type: ignore[arg-type]
        self.day.blockSignals(False)

    def _step(self, days: int) -> None:
        shown = self._day or (self.snapshot.day if self.snapshot is not None else None)
        if shown is not None and self.tabs.current in OF_A_DAY:
            self._day = shown + timedelta(days=days)
            self.refresh()

    def _to_today(self) -> None:
        self._day = self.desk.book.now().astimezone(self.desk.book.zone).date()
        self.refresh()

    def _day_changed(self) -> None:
        self._day = self.day.date().toPython()  # type: ignore[assignment]
        self.refresh()

    def _go_on(self) -> None:
        """Today's picture goes on with the clock."""
        on_show = self.isVisible() and self.tabs.current == "day" and self.snapshot is not None
        if on_show and self.snapshot.day == self.snapshot.today:
            self.refresh()

    # all tabs --------------------------------------------------------------------------------------------------------
    def open_about(self, about: Any) -> None:
        super().open_about(about)
        self.about = None
        if str(about) in self.tabs.buttons:
            self.tabs.show_tab(str(about))
            return
        try:
            self._day = date.fromisoformat(str(about))
        except ValueError:
            return
        self.tabs.show_tab("day")

    def refresh(self) -> None:
        """Read what is on show: the day, or another tab."""
        key = self.tabs.current
        if key == "day":
            super().refresh()
            return
        self._stale = False
        part = self.part(key)
        if key == "staffing":
            part.take_day(self._day)
        part.refresh()

    def changed(self, change: Any) -> None:
        kinds = tuple(change.kinds)
        if not kinds or any(str(kind).startswith(self.watches) for kind in kinds):
            for part in self.parts.values():
                part.stale = True
            self._day_stale = True
        super().changed(change)

    _day_stale = False

    def part(self, key: str) -> Any:
        """A tab beside the day; built when it is first asked for."""
        if key not in self.parts:
            module = import_module(f"{__package__}.{_MODULES[key]}")
            made: SightTab = module.make(self.desk, self.ask_file)
            holder = self.tabs.stack.widget(list(self.tabs.buttons).index(key))
            layout = holder.layout() if holder is not None else None
            assert layout is not None
            layout.addWidget(made)
            self.parts[key] = made
            if self._span is not None:
                made.take_span(self._span)
            made.was_put.connect(lambda: self._part_read(key))
            made.failed.connect(self._part_failed)
            made.spanned.connect(self._spanned)
        return self.parts[key]

    def _into(self) -> None:
        """Into the picture or the table that its tab is about."""
        key = self.tabs.current
        (self.day_tab if key == "day" else self.part(key)).first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _tab_shown(self, key: str) -> None:
        """The tab on show alone says how much room is needed."""
        shown, hidden = QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored
        for place in range(self.tabs.stack.count()):
            widget, policy = self.tabs.stack.widget(place), shown if list(self.tabs.buttons)[place] == key else hidden
            assert widget is not None
            widget.setSizePolicy(policy, policy)
        for tool in self._day_tools:
            tool.setVisible(key in OF_A_DAY)
        if key == "day":
            self.say_subtitle(self.day_tab.subtitle())
            if self._day_stale or self.snapshot is None or self.snapshot.day != self._day:
                self._day_stale = False
                self.refresh()
            return
        part = self.part(key)
        if key == "staffing":
            part.take_day(self._day)
        self.progress.hide()
        self.say_subtitle(part.subtitle())
        if part.stale:
            part.refresh()

    def _spanned(self, span: Span) -> None:
        """One span of days and class for all tabs."""
        self._span = span
        for part in self.parts.values():
            part.take_span(span)

    def _part_read(self, key: str) -> None:
        if key == "staffing":
            self._day = self.parts[key].day
            self._show_day()
        if self.tabs.current == key:
            clear(self._notices)
            self.say_subtitle(self.parts[key].subtitle())
            self.shown_data.emit()

    def _part_failed(self, notice: Any) -> None:
        self.notify(notice)
        self.shown_data.emit()

    # files -----------------------------------------------------------------------------------------------------------
    def ask_file(self) -> None:
        """Choose a ticket file; its columns are shown before it is taken in."""
        kinds = [_("Tickets (*.csv *.tsv *.txt *.log *.xlsx *.xlsm *.xls *.ods)"), _("All files (*)")]
        choose_source(self, _("Take in a ticket file"), kinds, self.take_file)

    def show_files(self) -> FilesSheet:
        """The files taken in, each of which can be withdrawn."""
        from supervisor.desktop.screens.traffic.import_history import FilesSheet

        sheet = FilesSheet(self, self.desk)
        sheet.open_list()
        return sheet

    def take_file(self, path: Path) -> ImportSheet:
        """Show which column of a file is which, with its first rows; it is taken in from there."""
        from supervisor.desktop.screens.traffic.import_sheet import ImportSheet

        sheet = ImportSheet(self, self.desk, path)
        sheet.open_file()
        return sheet


def make(desk: Desk) -> TrafficPage:
    """The page of the rail."""
    return TrafficPage(desk, _("Traffic"))
