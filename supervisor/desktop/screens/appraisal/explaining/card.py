"""Where one person's points come from: every line with what it costs in its component and in the total.

All by the keyboard: arrow keys walk the lines, Enter shows what stands behind one, letters waive and appeal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from supervisor.desktop.screens.appraisal.appeals import ask_appeal
from supervisor.desktop.screens.appraisal.event import show_event
from supervisor.desktop.screens.appraisal.explaining.account import AccountTable
from supervisor.desktop.screens.appraisal.explaining.rows import Row, rows_of
from supervisor.desktop.screens.appraisal.explaining.waiving import ask_count, ask_waive, may_count_again, may_waive
from supervisor.desktop.screens.appraisal.reading import RankLine, Snapshot
from supervisor.desktop.widgets.basics import Card, button, row
from supervisor.desktop.widgets.key_bar import KeyBar
from supervisor.desktop.wording import points
from supervisor.language import _

Try = Callable[[RankLine, Any], bool]


class PersonCard(Card):
    """One person's account. `trying` is given while something is only tried: the space bar then tries a line without,
    and `real` gives the line as it stands in the book, which can be waived for good."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("Choose a person"))
        self.heading.setWordWrap(True)
        self._page = page
        self._snapshot: Snapshot | None = None
        self._person: RankLine | None = None
        self.trying: Try | None = None
        self.real: Callable[[Any], Any] | None = None
        self.table = AccountTable(page.desk.theme, _("Where the score comes from"))
        self.table.asked.connect(self._open)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(lambda _row: self._offer())
        self.add(self.table, 1)
        self.keys = KeyBar()
        self.open_button = button(
            _("What is behind it"), lambda: self._open(self.table.current()), "small", tip="Enter"
        )
        self.try_button = button(_("Try without it (Space)"), self.try_line, "smallprimary", tip="Space")
        self.waive_button = button(_("Waive"), self.waive, "small", tip="W")
        self.appeal_button = button(_("Appeal"), self.appeal, "small", tip="A")
        self.buttons = row(
            self.open_button, self.try_button, self.waive_button, self.appeal_button, self.keys, spacing=6
        )
        self.buttons.setStretch(4, 1)
        self.buttons.addStretch(1)
        self.add(self.buttons)
        for key, act in (("W", self.waive), ("A", self.appeal), ("Space", self.try_line)):
            short = QShortcut(QKeySequence(key), self.table.view)
            short.setContext(Qt.ShortcutContext.WidgetShortcut)
            short.activated.connect(act)
        self._offer()

    @property
    def whose(self) -> Any:
        """The person whose account it is, None for nobody."""
        return self._person

    def put(self, snapshot: Snapshot, line: RankLine | None) -> None:
        """Show a person's month."""
        same = self._person is not None and line is not None and self._person.person == line.person
        self._snapshot, self._person = snapshot, line
        if line is None:
            self.heading.setText(_("Choose a person"))
            self.note.setText("")
            self.table.put_account([])
            self._offer()
            return
        from supervisor.appraisal.statement.lines import statement
        from supervisor.appraisal.statement.words import node_names, source_of, source_words

        score, book = line.score, snapshot.scored.rulebook
        total = points(score.total_points_c) if score.total_points_c is not None else "–"
        self.heading.setText(_("{name}: where {total} comes from").format(name=score.name, total=total))
        self.note.setText(_("{n} records looked at").format(n=score.pieces))

        def source(one: Any) -> str:
            code = source_of(one, book)
            return str(source_words(code)) if code and one.evidence else ""

        made = rows_of(
            statement(score), snapshot.items, node_names(book), snapshot.checks, source,
            lambda one: mark_of(snapshot, line, one),
        )  # fmt: skip
        made += [Row(f"note|{note}", 3, "▲ " + note, "", None, None) for note in score.notes]
        self.table.put_account(made)
        if not same or self.table.current() is None:
            self.table.view.scrollToTop()
            if not self.table.select(lambda each: each.bad):
                self.table.view.selectRow(0)
        self._offer()

    def open_line(self) -> None:
        """Show what stands behind the line under the cursor."""
        self._open(self.table.current())

    def waive(self) -> None:
        """Waive the line under the cursor for good, or let it count again."""
        line = self._standing()
        if line is None or self._person is None or self._snapshot is None:
            return
        if may_waive(self._snapshot, self._person, line):
            ask_waive(self._page, self._person, line)
        elif may_count_again(self._snapshot, self._person, line):
            ask_count(self._page, self._person, line)

    def try_line(self) -> None:
        """While something is tried: try without the line under the cursor, or with it again."""
        line = self._line()
        if self.trying is None or line is None or self._person is None:
            return
        if not self.trying(self._person, line):
            self._page.desk.say("info", _("Only a line with a piece of evidence can be waived."))

    def appeal(self) -> None:
        """Appeal against the line under the cursor."""
        current = self.table.current()
        if current is not None and self._may_appeal(current.line):
            ask_appeal(self._page, current.line, current.title)

    def _open(self, chosen: Row | None) -> None:
        if chosen is not None and chosen.opens and self._person is not None:
            show_event(self._page, self._person.name, chosen.title, chosen.line, self._person.person)

    def _line(self) -> Any:
        current = self.table.current()
        return current.line if current is not None else None

    def _standing(self) -> Any:
        """The line under the cursor as it stands in the book."""
        line = self._line()
        return self.real(line) if self.real is not None and line is not None else line

    def _may_appeal(self, line: Any) -> bool:
        """One's own line of a published month, while the days for it run, and not twice."""
        s, person = self._snapshot, self._person
        return (
            s is not None and person is not None and line is not None and bool(line.evidence)
            and person.person == s.actor and s.appeal_until is not None and s.today <= s.appeal_until
            and (line.points_c < 0 or line.money_cents < 0) and s.appeal_of(person.person, line.evidence) is None
        )  # fmt: skip

    def _offer(self) -> None:
        """Show what can be done with the line under the cursor."""
        line, snapshot, person = self._standing(), self._snapshot, self._person
        current = self.table.current()
        opens = current is not None and current.opens
        again = waives = False
        if line is not None and snapshot is not None and person is not None:
            again = may_count_again(snapshot, person, line)
            waives = again or may_waive(snapshot, person, line)
        tries = self.trying is not None and line is not None and bool(line.evidence)
        self.waive_button.setText(self._waive_words(again))
        for made, there in (
            (self.open_button, opens), (self.try_button, tries), (self.waive_button, waives),
            (self.appeal_button, self._may_appeal(line)),
        ):  # fmt: skip
            made.setVisible(bool(there))
        self.keys.put((("↑↓", _("walk the lines")),) if self._person else ())
        self.keys.setVisible(self.trying is None)  # the buttons of a try need the room

    def _waive_words(self, again: bool) -> str:
        if self.trying is not None:
            return _("Let it count for good…") if again else _("Waive for good…")
        return _("Let it count") if again else _("Waive")


def mark_of(snapshot: Snapshot, person: RankLine, line: Any) -> str:
    """What is special about a line: that it is not simply counted, what became of an appeal against it."""
    from supervisor.appraisal.statement.words import kind_words

    parts = []
    if line.kind not in ("start", "counted", "measure"):
        parts.append(str(kind_words(line.kind)))
    known = snapshot.appeal_of(person.person, line.evidence) if line.evidence else None
    if known is not None:
        parts.append({None: _("appealed"), True: _("appeal upheld"), False: _("appeal rejected")}[known.upheld])
    return " · ".join(parts)
