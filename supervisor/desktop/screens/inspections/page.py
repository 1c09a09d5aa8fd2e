"""The inspection screen: tabs, the first of which is the log: a list, and in its place the sheet that is open.

While a sheet is open the line of tabs gives way to it; whoever logs has nothing else on the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.screens.inspections.beginning import ask_new
from supervisor.desktop.screens.inspections.log_list import LogList
from supervisor.desktop.screens.inspections.on_paper import PaperTools
from supervisor.desktop.screens.inspections.parts import Part, make_part, parts, titles
from supervisor.desktop.screens.inspections.reading import Snapshot, read, with_list
from supervisor.desktop.screens.inspections.sheet import QUIET_MILLISECONDS, SheetView
from supervisor.desktop.screens.inspections.words import course_words, incident_words
from supervisor.desktop.screens.resuming import OPEN_INSPECTION
from supervisor.desktop.theme import settings
from supervisor.desktop.widgets.basics import box, button, clear, column, pill, set_pill
from supervisor.desktop.widgets.notices import Notice
from supervisor.desktop.widgets.tabs import Tabs
from supervisor.language import _

_ANSWERS = frozenset(
    f"inspection.{what}" for what in ("answer_given", "answer_cleared", "note_set", "photo_attached", "photo_removed")
)


class InspectionsPage(Page):
    """List, sheet and the other tabs; `about` is an inspection's or a finding's subject, `new`, a tab or its subject.

    The first time it is shown it takes up the inspection that this person has under way, where it stood.
    """

    key: ClassVar[str] = "inspections"
    watches: ClassVar[tuple[str, ...]] = ("inspection.", "actions.", "incidents.", "branch.")
    snapshot: Snapshot

    def build(self) -> None:
        theme = self.desk.theme
        self._open, self._closed, self._came_from = "", "", ""
        self._resume = True
        self._ask_new = False
        self._known: Snapshot | None = None  # list, people and places as read last
        self._before: Snapshot | None = None
        self._last = str(settings().value(OPEN_INSPECTION, ""))
        self.during = pill("", "warning")
        self.during.hide()
        self.beside_title.addWidget(self.during)
        self.back = button("‹ " + _("All inspections"), self.close_sheet, "link")
        self.new = button(_("Log an inspection"), self.ask_new, "primary", tip="Ctrl+N", shortcut="Ctrl+N")
        self.tools.addWidget(self.back)
        self.tools.addWidget(self.new)
        self.list = LogList(theme, self.ask_new, self.reload)
        self.table, card = self.list.table, self.list.card
        self.table.opened.connect(lambda item: self.open_sheet(item.subject))
        self.sheet = SheetView(self.desk, self.close_sheet, self.open_sheet)
        self.sheet.finished = self._finished
        self.sheet.quiet.timeout.connect(self.refresh)
        self.sheet.recorder.reread.connect(self.refresh)
        self.stack = QStackedWidget()
        self.stack.addWidget(card)
        self.stack.addWidget(self.sheet)
        self._places = {place.key: place for place in parts()}
        self.parts: dict[str, Part] = {}
        self.tabs = Tabs(self._tab_shown)
        for key, title in titles().items():
            self.tabs.add(key, title, self.stack if key == "log" else box(column()))
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.tabs.stack, 1)
        self.score = self.sheet.figures
        self.tools.insertWidget(0, self.score)
        self.paper = PaperTools(self.desk, lambda: self._open)
        self.tools.insertWidget(1, self.paper)
        self._show_part(False)

    def open_about(self, about: Any) -> None:
        super().open_about(about)
        if about is None:
            return
        self._resume = False
        kind = str(about).partition(":")[0]
        tab = next((p.key for p in self._places.values() if kind == p.key or kind in p.kinds), "log")
        if tab != "log":
            self._open = ""
            self.part(tab).open_about(about)
            self.about = None
        elif about == "new":
            self._open, self._ask_new = "", True
        elif isinstance(about, str):
            self._open = about
            self._came_from = self.tabs.current if self.tabs.current == "plan" else ""
        if tab != self.tabs.current:
            self.tabs.show_tab(tab)

    def refresh(self) -> None:
        """Read what is on show: the log, or another tab."""
        part = self.parts.get(self.tabs.current)
        if part is None:
            self._before = self._known
            if self.list.ask() and self._before is not None:
                self._before = replace(self._before, listed=False)
            super().refresh()
            return
        self._stale = False
        part.refresh()

    def reload(self) -> None:
        self.list.changed()
        super().reload()

    def showEvent(self, event: QShowEvent) -> None:
        if self._known is not None and self._known.hands_in:
            self._stale = True
            self.list.changed()  # a receipt read meanwhile is no entry, so nobody told
        super().showEvent(event)

    def part(self, key: str) -> Part:
        """A tab beside the log; built when it is first asked for."""
        if key not in self.parts:
            made = make_part(self._places[key], self.desk)
            holder = self.tabs.stack.widget(list(self.tabs.buttons).index(key))
            layout = holder.layout() if holder is not None else None
            assert layout is not None
            layout.addWidget(made)
            self.parts[key] = made
            made.was_put.connect(lambda: self._part_read(made))
            made.failed.connect(self._part_failed)
            made.is_slow.connect(self._part_slow)
            for tool in made.tools:
                self.tools.addWidget(tool)
        return self.parts[key]

    def read(self, reader: Any) -> Snapshot:
        return read(
            reader, self._open, self.desk.actor, resume=self._resume, last=self._last, before=self._before,
            most=self.list.most, book=self.desk.book,
        )  # fmt: skip

    def changed(self, change: Any) -> None:
        kinds, subjects = set(change.kinds), set(change.subjects)
        opened = self.snapshot.opened.sheet.inspection.subject if self.snapshot and self.snapshot.opened else ""
        if kinds and kinds <= _ANSWERS:
            if self.stack.currentIndex() == 1 and opened in subjects:
                self.list.changed()
                self.sheet.quiet.start(QUIET_MILLISECONDS)  # what was just given stands on the sheet already
                return
        elif kinds and any(str(kind).startswith(("branch.", "inspection.template")) for kind in kinds):
            self._known = None
        self.list.changed()
        super().changed(change)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._known = replace(snapshot, opened=None)
        if snapshot.listed:
            if self._before is None or not self._before.listed:
                self.list.was_read()
            self.list.put(snapshot)
        asked, self.about = self.about, None
        if self.tabs.current != "log":
            return  # another tab was opened while this was read
        if snapshot.opened is not None:
            inspection = snapshot.sheet.inspection
            self._open, self._resume = inspection.subject, False
            self.sheet.put(snapshot)
            self._remember(inspection.subject if inspection.state == "begun" else "")
            if asked:
                self.sheet.stand(snapshot.opened.stands)
            where = f" · {inspection.place}" if inspection.place else ""
            self.title.setText(f"{snapshot.sheet.template.name}{where}")
            self.say_subtitle(course_words(snapshot, self.desk.book.zone))
            during = incident_words(snapshot)
            set_pill(self.during, during, "warning")
            self.during.setVisible(bool(during))
            self._show_part(True)
            if not snapshot.listed and not snapshot.rows:
                self.desk.load(self, self._list_reading(snapshot), self._take_list)
        else:
            self._open, self._resume = "", False
            self.during.hide()
            self.title.setText(_("Inspections"))
            under_way = sum(1 for r in snapshot.rows if r.state == "begun")
            self.say_subtitle(_("{count} under way").format(count=under_way) if under_way else "")
            self._show_part(False)
            closed, self._closed = self._closed, ""
            if closed and self.isVisible():
                self.table.select(lambda row: row.subject == closed)
                self.table.view.setFocus()
        if self._ask_new:
            self._ask_new = False
            self.ask_new()

    def open_sheet(self, subject: str) -> None:
        """Open an inspection."""
        self._open, self._resume = subject, False
        self.refresh()

    def _finished(self) -> None:
        """Back to where it was begun: the plan, or the list."""
        came_from, self._came_from = self._came_from, ""
        self.close_sheet()
        if came_from:
            self.tabs.show_tab(came_from)
            self.tabs.enter()

    def close_sheet(self) -> None:
        """Back to the list, onto the line of the inspection that was open."""
        self._closed, self._open, self._resume = self._open, "", False
        self._remember("")
        self.refresh()

    def _take_list(self, snapshot: Snapshot) -> None:
        """The list, read while an inspection was on show already."""
        self.list.was_read()
        self.snapshot = replace(self.snapshot, rows=snapshot.rows, listed=True)
        self._known = replace(self.snapshot, opened=None)
        self.list.put(snapshot)

    def _list_reading(self, snapshot: Snapshot) -> Callable[[Any], Snapshot]:
        most, book = self.list.most, self.desk.book
        return lambda reader: with_list(reader, snapshot, most, book)

    def _remember(self, subject: str) -> None:
        """Which inspection is open, on this computer: after a crash it opens again, whatever else is under way."""
        if subject != self._last:
            self._last = subject
            QTimer.singleShot(0, self, lambda: settings().setValue(OPEN_INSPECTION, self._last))

    def ask_new(self) -> None:
        """Choose check-list, place and source, then begin."""
        if self.snapshot is not None:
            ask_new(self, self.desk, self.snapshot, self.open_sheet)

    def _show_part(self, sheet: bool) -> None:
        self.stack.setCurrentIndex(1 if sheet else 0)
        self._dress()

    def _dress(self) -> None:
        """Header and focus follow what is on show: the list, a sheet, or another tab."""
        key = self.tabs.current
        log = key == "log"
        sheet = log and self.stack.currentIndex() == 1
        self.tabs.setVisible(bool(self._places) and not sheet)
        self.back.setVisible(sheet)
        self.paper.setVisible(sheet)
        self.score.setVisible(sheet)
        self.new.setVisible(log and not sheet)
        for other, part in self.parts.items():
            for tool in part.tools:
                tool.setVisible(other == key)
        shown: QWidget = self.parts[key] if not log else self.sheet if sheet else self.table.view
        self.setFocusProxy(shown)
        if not log:
            self.title.setText(_("Inspections"))
            self.say_subtitle(self.parts[key].subtitle())

    def _tab_shown(self, key: str) -> None:
        if key != "log":
            self.part(key)
        self._dress()
        self.refresh()

    def _part_read(self, part: Part) -> None:
        self.progress.hide()
        clear(self._notices)
        key = next(k for k, p in self.parts.items() if p is part)
        self.tabs.count(key, part.waiting())
        if key == self.tabs.current:
            self._dress()
        self.shown_data.emit()

    def _part_slow(self) -> None:
        self.progress.setText(_("Reading the book…"))
        self.progress.show()

    def _part_failed(self, notice: Notice) -> None:
        self.progress.hide()
        self.notify(notice)
        self.shown_data.emit()


def make(desk: Desk) -> InspectionsPage:
    """The page of the rail."""
    return InspectionsPage(desk, _("Inspections"))
