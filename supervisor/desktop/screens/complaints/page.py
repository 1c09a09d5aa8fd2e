"""The complaints screen: four registers behind tabs, each a table with what can be done about its rows.

Texts are sealed and contact data masked; showing them is a command with a reason, and leaves an entry.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.screens.complaints.cases import CasesView
from supervisor.desktop.screens.complaints.clock_notice import ClockNotice
from supervisor.desktop.screens.complaints.comment_book import CommentBookView, ask_read
from supervisor.desktop.screens.complaints.export_form import ask_export
from supervisor.desktop.screens.complaints.figures import FiguresView
from supervisor.desktop.screens.complaints.praise import PraiseView, ask_praise
from supervisor.desktop.screens.complaints.promise_forms import ask_promise
from supervisor.desktop.screens.complaints.promises import PromisesView
from supervisor.desktop.screens.complaints.reading import CaseRead, Snapshot, read, read_one
from supervisor.desktop.screens.complaints.record import ask_new
from supervisor.desktop.screens.complaints.retention import RetentionView
from supervisor.desktop.widgets.basics import button
from supervisor.desktop.widgets.tabs import Tabs
from supervisor.language import _

TICK_MILLISECONDS = 60_000
_TAB_OF = {"complaint": "cases", "praise": "praise", "promise": "promises", "comment_book": "comment_book"}


class ComplaintsPage(Page):
    """`about` is a subject of one of the registers, a tab's name, `new`, `new_praise`, `new_promise`, `new_reading`,
    `export`."""

    key: ClassVar[str] = "complaints"
    watches: ClassVar[tuple[str, ...]] = (
        "complaints.", "complaint_links.", "complaint_settings.", "complaint_clock.", "promises.", "retention.",
        "branch.", "access.",
    )  # fmt: skip
    snapshot: Snapshot

    def build(self) -> None:
        self.open_case = ""
        self.wants_whole = True  # whether all lines of a long register are to be read, not those alone that changed
        self.touched: set[str] = set()
        self.repeats: frozenset[str] = frozenset()
        self._opening = 0  # which case is being opened
        self._recorded = ""  # a case that was just written down: its next step is taken from here
        self._shown = 0  # which reading is on show
        self._minute = QTimer(self)
        self._minute.timeout.connect(self._tick)
        self._minute.start(TICK_MILLISECONDS)
        self.asks: dict[str, QPushButton] = {}
        for words, ask, kind, keys in (
            (_("Comment book read"), ask_read, "", "Ctrl+Shift+R"),
            (_("Record praise"), ask_praise, "", "Ctrl+Shift+P"),
            (_("Record a promise"), ask_promise, "", "Ctrl+Shift+H"),
            (_("Record a complaint"), ask_new, "primary", "Ctrl+N"),
        ):
            self.asks[ask.__name__] = button(words, lambda ask=ask: ask(self), kind, shortcut=keys, tip=keys)
            self.tools.addWidget(self.asks[ask.__name__])
        self.cases = CasesView(self)
        self.promises = PromisesView(self)
        self.praise = PraiseView(self)
        self.book = CommentBookView(self)
        self.retention = RetentionView(self)
        self.tabs = Tabs()
        self.tabs.add("cases", _("Complaints"), self.cases)
        self.tabs.add("promises", _("Promises and call-backs"), self.promises)
        self.tabs.add("praise", _("Praise"), self.praise)
        self.tabs.add("comment_book", _("Comment book"), self.book)
        self.figures = FiguresView(self)
        self.tabs.add("figures", _("Figures"), self.figures)
        self.tabs.add("retention", _("Past their term"), self.retention)
        self.clock = ClockNotice(self)
        self.body.addWidget(self.clock)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.tabs.stack, 1)

    def read(self, reader: Any) -> Snapshot:
        return read(reader, self.desk.actor, self.about, self.open_case, frozenset(self.touched))

    def reload(self) -> None:
        self.wants_whole = True
        super().reload()

    def show_new(self, subject: str) -> None:
        """Something was put on record: it is opened, a case with the cursor on its next step."""
        self._recorded = subject
        super().show_new(subject)

    def changed(self, change: Any) -> None:
        if all(str(kind).startswith("complaints.") for kind in change.kinds):
            self.touched |= change.subjects
        elif change.touches("branch", "access", "complaint_settings") or not change.kinds:
            self.wants_whole = True
        super().changed(change)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        about, self.about = self.about, None
        self._opening += 1
        self.repeats = snapshot.repeats
        self.clock.put(snapshot.clock, snapshot.may("manage_settings"))
        unread = sum(1 for day in snapshot.days if not day.read)
        self.asks["ask_read"].setVisible(snapshot.may("handle_complaint"))
        self.tabs.buttons["comment_book"].setVisible(snapshot.may("read_complaints"))
        self.open_case = snapshot.file.complaint.subject if snapshot.file is not None else ""
        self.cases.put(snapshot, self.open_case)
        self.tabs.count("comment_book", unread)
        self._shown += 1
        for part in (self.promises, self.praise, self.book, self.figures, self.retention):
            if about or part.isVisible():
                part.put(snapshot, str(about or ""))
            else:  # what nobody looks at comes after the first lines are painted, one after the other
                QTimer.singleShot(0, part, partial(self._put_behind, part, snapshot, self._shown))
        self._say(snapshot.now)
        if about:
            self._go(str(about))
        if self._recorded and self._recorded == self.open_case:
            self.cases.card.go_to_steps()
        self._recorded = ""

    def _put_behind(self, part: Any, snapshot: Snapshot, number: int) -> None:
        if number == self._shown:
            part.put(snapshot, "")

    def _say(self, now: datetime) -> None:
        """What waits and what is late, at an instant."""
        live = len(self.snapshot.live)
        owed = [p for p in self.snapshot.promises if p.owed]
        late = self.cases.late() + sum(1 for p in owed if p.late(now))
        self.say_subtitle(
            _("{wanted} need somebody today · {live} cases and {owed} promises open · {late} past a limit").format(
                wanted=self.snapshot.wanted, live=live, owed=len(owed), late=late
            )
        )
        self.tabs.count("cases", live)
        self.tabs.count("promises", len(owed))

    def _tick(self) -> None:
        """A minute has gone: what warns or is late now is painted so; nothing is read."""
        if self.snapshot is not None and self.isVisible():
            now = self.desk.book.now()
            self.cases.tick(now)
            self._say(now)

    def _go(self, about: str) -> None:
        asks = {
            "new": ("cases", ask_new),
            "new_praise": ("praise", ask_praise),
            "new_promise": ("promises", ask_promise),
            "new_reading": ("comment_book", ask_read),
            "export": ("cases", ask_export),
        }
        if about in asks:
            tab, ask = asks[about]
            self.tabs.show_tab(tab)
            ask(self)
            return
        tab = _TAB_OF.get(about.partition(":")[0], about)
        if tab in self.tabs.buttons:
            self.tabs.show_tab(tab)
        if about.startswith("complaint:") and about != self.open_case:
            self.desk.say("info", _("This case is not yours to read: it is with head office or about yourself."))

    def choose_case(self, subject: str) -> None:
        """Open another case of the register: it alone is read."""
        if subject == self.open_case or self.snapshot is None:
            return
        self.open_case = subject
        self._opening += 1
        number, actor = self._opening, self.desk.actor

        def show(case: CaseRead) -> None:
            if number == self._opening:
                self.snapshot = replace(self.snapshot, case=case)
                self.cases.card.put(case)

        self.desk.load(self, lambda reader: read_one(reader, actor, subject), show)

    def open_number(self, subject: str) -> None:
        """Open a case that another one names, with the cursor on its line where the list shows it."""
        self.tabs.show_tab("cases")
        if not self.cases.go_to(subject):
            self.choose_case(subject)

    def name_of(self, person: str) -> str:
        """A person's name; whoever is nobody of the branch belongs to head office."""
        return self.snapshot.naming.person(person) if self.snapshot else "–"


def make(desk: Desk) -> ComplaintsPage:
    """The page of the rail."""
    return ComplaintsPage(desk, _("Complaints"))
