"""The month's ranking, and at its right where one person's points come from; both, too, as they would be if something
were otherwise."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from supervisor.desktop.screens.appraisal.explaining.card import PersonCard
from supervisor.desktop.screens.appraisal.rank_table import RankCard
from supervisor.desktop.screens.appraisal.reading import RankLine, Snapshot
from supervisor.desktop.screens.appraisal.what_if.bar import WhatIfBar
from supervisor.desktop.screens.appraisal.what_if.levers import LeversCard
from supervisor.desktop.screens.appraisal.what_if.shifts import ShiftLine, shift_table
from supervisor.desktop.screens.appraisal.what_if.trial import Trial, real_line, rules_used
from supervisor.desktop.widgets.basics import Card, column, row
from supervisor.language import _


class RankingView(QWidget):
    """Table at the left, account at the right; `begin_what_if` puts the tries in their place."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page = page
        self._snapshot: Snapshot | None = None
        self._filling = False  # rows are being put: whose account is shown is said once, afterwards
        self.ranks = RankCard(page)
        self.table = self.ranks.table
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _line: self.person.table.view.setFocus())
        self.person = PersonCard(page)
        self.trial = Trial(page.desk, self._show_tried)
        self.bar = WhatIfBar(self.turn_levers, self.try_anew, self.end_what_if)
        self.bar.hide()
        self.shifts = shift_table(page.desk.theme)
        self.shifts.chosen.connect(self._choose_tried)
        self.shifts.opened.connect(lambda _line: self.person.table.view.setFocus())
        self._tried: Any = None
        self.levers = LeversCard(page, self._ask)
        self.tries = Card(padding=12)
        self.tries.add(self.shifts, 1)
        line = row(spacing=16)
        for part, wide in ((self.ranks, 10), (self.tries, 10), (self.person, 11), (self.levers, 11)):
            line.addWidget(part, wide)
        for part in (self.tries, self.levers):
            part.hide()
        whole = column(self.bar, spacing=8)
        whole.addLayout(line, 1)
        self.setLayout(whole)
        self._keys = [self._key("Esc", self.end_what_if), self._key("L", self.turn_levers)]

    @property
    def trying(self) -> bool:
        """Whether something is being tried."""
        return self.trial.snapshot is not None

    def put(self, snapshot: Snapshot, wanted: str) -> None:
        """Show a month; `wanted` is a person to open."""
        self._snapshot, self._filling = snapshot, True
        self.ranks.put(snapshot, wanted)
        self._filling = False
        if self.trying and (snapshot.collected is None or snapshot.month != self.trial.snapshot.month):
            self.end_what_if()
        if self.trying:
            self.trial.begin(snapshot)
            self.levers.put(snapshot.scored.rulebook, rules_used(snapshot))
            self._ask()
            return
        current = self.table.current()
        self.person.put(snapshot, next((r for r in snapshot.lines if current and r.person == current.person), None))

    def begin_what_if(self) -> None:
        """Go into trying; where that cannot be, say why."""
        snapshot = self._snapshot
        if snapshot is None or snapshot.collected is None or snapshot.scored is None:
            self._page.desk.say("info", _("There is no month on show whose scores could be tried."))
            return
        if self.trying:
            return
        self.trial.begin(snapshot)
        self.person.trying = self._toggle
        self.person.real = lambda line: real_line(self._snapshot, self.person.whose, line) if self._snapshot else None
        self.levers.put(snapshot.scored.rulebook, rules_used(snapshot))
        self._show_mode(True)
        self._ask()
        self.person.table.view.setFocus()

    def end_what_if(self) -> None:
        """Back to what is; nothing is kept of what was tried."""
        if not self.trying:
            return
        self.trial.end()
        self.levers.back()
        self.person.trying = None
        self.person.real = None
        self._tried = None
        chosen = self.shifts.current()
        self._show_mode(False)
        if chosen is not None:
            self.table.select(lambda r: r.person == chosen.subject)
        if self._snapshot is not None:
            self._choose(self.table.current())
        self.table.view.setFocus()

    def try_anew(self) -> None:
        """Take back all that is tried and stay."""
        self.trial.clear()
        self.levers.back()
        self._ask()

    def turn_levers(self) -> None:
        """The weights and points in the place of the account, or the account again."""
        if not self.trying:
            return
        there = not self.levers.isHidden()
        self._show_levers(not there)
        place = self.person.table.view if there else self.levers.entrance
        if place is not None:
            place.setFocus()

    def _show_levers(self, there: bool) -> None:
        self.person.setVisible(not there)
        self.levers.setVisible(there)

    def _toggle(self, person: RankLine, line: Any) -> bool:
        if not self.trial.toggle(person.person, line):
            return False
        self._ask()
        return True

    def _ask(self) -> None:
        if self.trying:
            self.trial.ask(*self.levers.tried())

    def _show_tried(self, what: Any, snapshot: Snapshot, moved: tuple[Any, ...]) -> None:
        self._tried, self._filling = snapshot, True
        by_person = {line.person: line for line in snapshot.lines}
        current = self.shifts.current() or self.table.current()
        self.shifts.put([ShiftLine(each, by_person[each.before.person]) for each in moved])
        wanted = current.subject if current is not None else ""
        if self.shifts.current() is None and not self.shifts.go_to(wanted):
            self.shifts.view.selectRow(0)
        self._filling = False
        shown = self.shifts.current()
        self.person.put(snapshot, shown.line if shown is not None else None)
        self.bar.say(
            self.trial.lines, len(what.weights_c), len(what.points_c), sum(1 for each in moved if each.changed)
        )

    def _show_mode(self, trying: bool) -> None:
        self.bar.setVisible(trying)
        self.ranks.setVisible(not trying)
        self.tries.setVisible(trying)
        self._show_levers(False)
        for key in self._keys:
            key.setEnabled(trying)

    def _key(self, keys: str, act: Any) -> QShortcut:
        made = QShortcut(QKeySequence(keys), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(act)
        made.setEnabled(False)
        return made

    def _choose(self, line: RankLine | None) -> None:
        if self._page.snapshot is not None and not self.trying and not self._filling:
            self.person.put(self._page.snapshot, line)

    def _choose_tried(self, line: ShiftLine) -> None:
        if self._tried is not None and not self._filling:
            self.person.put(self._tried, line.line)
