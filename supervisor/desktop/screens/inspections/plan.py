"""The tab of the plan: what is due, done, missed and to come; its rules; spot checks drawn by chance.

Enter on a line begins the inspection it asks for, with check-list, source, place and person filled in, or opens the one
that was made; E excuses a missed one; the month beside the list shows one day alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import chain
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections import plan_forms as forms
from supervisor.desktop.screens.inspections.parts import Part
from supervisor.desktop.screens.inspections.plan_month import PlanMonth
from supervisor.desktop.screens.inspections.plan_reading import Snapshot, month_of, read
from supervisor.desktop.screens.inspections.plan_tables import checks_table, draws_table, rules_table
from supervisor.desktop.widgets.basics import Card, beside, box, button, column, label, row
from supervisor.desktop.widgets.choices import choice_buttons
from supervisor.desktop.widgets.key_bar import KeyBar
from supervisor.desktop.widgets.table import filter_field, table_card
from supervisor.desktop.wording import month_words, share, short_day
from supervisor.language import _

LISTS = ("checks", "rules", "draws")


class PlanTab(Part):
    """Three lists under one another's buttons; `about` is a planned check, a rule or a draw."""

    snapshot: Snapshot

    def build(self) -> None:
        theme, desk = self.desk.theme, self.desk
        today = desk.book.now().astimezone(desk.book.zone).date()
        self.first, self.last = today - timedelta(days=today.weekday()), today + timedelta(days=6 - today.weekday())
        self.parts = choice_buttons(
            self, {"checks": _("Calendar of checks"), "rules": _("Rules"), "draws": _("Spot checks")}, self.show_list
        )
        self.spans = choice_buttons(self, {"week": _("By week"), "month": _("By month")}, self.show_span)
        self.span = label("", "strong")
        self.before = button("‹", lambda: self.step(-1), "small", name=_("The span before"), shortcut="Alt+Left")
        self.after = button("›", lambda: self.step(1), "small", name=_("The span after"), shortcut="Alt+Right")
        self.moving = box(row(self.before, self.span, self.after, *self.spans.values(), spacing=6))
        self.verbs = {
            "checks": [
                button(_("Print…"), lambda: forms.print_month(self), "small"),
                button(_("Excuse…"), self.excuse, "small", tip="E"),
                button(_("Begin"), self.begin_current, "smallprimary", tip="Enter"),
            ],
            "rules": [
                button(_("Take up the usual rules"), self.take_up, "small"),
                button(_("Stop…"), self.stop, "small", tip="Del"),
                button(_("New rule…"), lambda: forms.ask_rule(self), "smallprimary", shortcut="Ctrl+N", tip="Ctrl+N"),
            ],
            "draws": [
                button(_("Prove"), self.prove, "small", tip="Enter"),
                button(_("Draw spot checks…"), lambda: forms.ask_draw(self), "smallprimary", shortcut="Ctrl+N",
                       tip="Ctrl+N"),
            ],
        }  # fmt: skip
        line = row(*self.parts.values(), None, self.moving, *chain(*self.verbs.values()), spacing=6)
        self.tables = {
            "checks": checks_table(theme, self.take_up), "rules": rules_table(theme, self.take_up),
            "draws": draws_table(theme, desk.book.zone, lambda: forms.ask_draw(self)),
        }  # fmt: skip
        self.tables["checks"].opened.connect(self.open_check)
        self.tables["rules"].opened.connect(lambda line: forms.ask_rule(self, line))
        self.tables["draws"].opened.connect(lambda _line: self.prove())
        self.tables["checks"].chosen.connect(lambda _line: self._hint())
        _on_key(self.tables["checks"].view, "E", self.excuse)
        _on_key(self.tables["rules"].view, "Del", self.stop)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._calendar())
        self.stack.addWidget(table_card(self.tables["rules"], _("Filter: rule, check-list…"), theme.px(280)))
        self.stack.addWidget(table_card(self.tables["draws"], _("Filter: number, seed…"), theme.px(280)))
        self.body.addWidget(box(column(box(line), spacing=12)))
        self.body.addWidget(self.stack, 1)
        self.setFocusProxy(self.tables["checks"].view)
        self.spans["week"].setChecked(True)
        self.show_list("checks")

    def _calendar(self) -> QWidget:
        theme, table = self.desk.theme, self.tables["checks"]
        self.month = PlanMonth(theme)
        self.month.chosen.connect(lambda _day: self._fill())
        self.keys = KeyBar()
        card = Card(padding=12)
        hint = filter_field(table, _("Filter: check, person…"), theme.px(280))
        card.add(row(hint, None, label(_("Ctrl+C copies for Excel"), "small")))
        card.add(table, 1)
        card.add(self.keys)
        side = Card(" ")
        self.month_card = side
        side.add(self.month)
        self.figure = label("–", "figure")
        self.counts = label("", "small", wrap=True)
        self.note = label(_("Sundays and holidays without checks stay empty; a day shows the worst of what was made "
                            "or due on it. Enter on a day shows it alone."), "small", wrap=True)  # fmt: skip
        for part in (self.figure, self.counts, self.note):
            side.add(part)
        side.body.addStretch(1)
        return box(beside(card, side, theme.px(340)))

    # reading and showing -----------------------------------------------------------------------------------------
    def read(self, reader: Any) -> Snapshot:
        return read(reader, self.first, self.last, self.desk.actor, str(self.about or ""))

    def open_about(self, about: Any) -> None:
        super().open_about(about)
        kind, _colon, rest = str(about).partition(":")
        if kind == "spot_draw" and "/" not in rest:
            self.show_list("draws")
        elif kind == "plan_rule" and "/" not in rest:
            self.show_list("rules")
        elif "/" in rest:
            self.show_list("checks")

    def put(self, snapshot: Snapshot) -> None:
        self.first, self.last = snapshot.first, snapshot.last
        self._fill()
        self.tables["rules"].put(snapshot.rules)
        self.tables["draws"].put(snapshot.draws)
        marks: dict[date, list[str]] = {}
        for one in snapshot.month:
            made = one.line.standing.made  # what is made stands on its day, and not on one that has not come
            marks.setdefault(made.day if made is not None else one.line.occurrence.last, []).append(one.status)
        month = month_of(self.first)[0]
        self.month.put(month, snapshot.today, {day: tuple(found) for day, found in marks.items()}, snapshot.closed)
        self.month_card.heading.setText(month_words(month.year, month.month))
        whole = self.first.day == 1 and self.last == month_of(self.first)[1]
        self.span.setText(
            month_words(self.first.year, self.first.month) if whole
            else f"{short_day(self.first)} – {short_day(self.last)}"
        )  # fmt: skip
        self._say_figures(snapshot.figures)
        for each in (*self.verbs["rules"], *self.verbs["draws"]):
            each.setEnabled(snapshot.may_plan)
        about, self.about = self.about, None
        for table in self.tables.values():
            if about and table.select(lambda one: one.subject == about):
                table.view.setFocus()
        if not self.tables["checks"].view.selectionModel().hasSelection():  # entered by key, Qt alone takes row one
            self._stand_on_next()
        self._hint()

    def subtitle(self) -> str:
        owed = self.waiting()
        return _("{n} checks of this span are due or overdue").format(n=owed) if owed else ""

    def waiting(self) -> int:
        if self.snapshot is None:
            return 0
        return sum(one.state in ("due", "overdue") for one in self.snapshot.rows)

    def show_list(self, key: str) -> None:
        """Show the calendar of checks, the rules or the draws."""
        self.parts[key].setChecked(True)
        self.stack.setCurrentIndex(LISTS.index(key))
        self.moving.setVisible(key == "checks")
        for other, buttons in self.verbs.items():
            for each in buttons:
                each.setVisible(other == key)
        self.setFocusProxy(self.tables[key].view)

    def show_span(self, key: str) -> None:
        """Show a week or a month around the days on show."""
        self.spans[key].setChecked(True)
        today = self.snapshot.today if self.snapshot is not None else self.first
        day = today if self.first <= today <= self.last else self.first
        self._go_to(day)

    def step(self, way: int) -> None:
        """The span before or after."""
        self._go_to(self.last + timedelta(days=1) if way > 0 else self.first - timedelta(days=1))

    def _go_to(self, day: date) -> None:
        if self.spans["month"].isChecked():
            self.first, self.last = month_of(day)
        else:
            self.first = day - timedelta(days=day.weekday())
            self.last = self.first + timedelta(days=6)
        self.month.day = None
        self.again()

    def again(self) -> None:
        """Read the span on show."""
        self.refresh()

    def _fill(self) -> None:
        if self.snapshot is None:
            return
        day, rows = self.month.day, self.snapshot.rows
        if day is not None:
            rows = [r for r in self.snapshot.month if r.line.occurrence.first <= day <= r.line.occurrence.last]
        self.tables["checks"].put(rows)

    def _stand_on_next(self) -> None:
        table = self.tables["checks"]
        for state in ("overdue", "due", "missed", "coming", ""):
            if table.select(lambda one, state=state: state in ("", one.state)):
                return

    def _say_figures(self, found: Any) -> None:
        self.figure.setText(share(found.coverage) if found.coverage is not None else "–")
        owed = found.in_time + found.late + found.missed
        words = _("made of {all} due in the span: in time {in_time}, late {late}, missed {missed}").format(
            all=owed, in_time=found.in_time, late=found.late, missed=found.missed
        )
        self.counts.setText(words + (_("; excused {excused}").format(excused=found.excused) if found.excused else ""))

    def _hint(self) -> None:
        line = self.tables["checks"].current()
        hints: list[tuple[str, str]] = [("↑↓", _("move"))]
        if line is not None and line.inspection:
            hints.append(("↵", _("open the inspection")))
        elif self._may_begin(line):
            hints.append(("↵", _("begin this check")))
        excusable = self._may_excuse(line)
        if excusable:
            hints.append(("E", _("excuse")))
        self.keys.put(tuple(hints))
        self.verbs["checks"][1].setEnabled(excusable)
        self.verbs["checks"][2].setEnabled(line is not None and bool(line.inspection or self._may_begin(line)))
        self.verbs["checks"][2].setText(_("Open the record") if line is not None and line.inspection else _("Begin"))

    def _may_begin(self, line: Any) -> bool:
        return bool(line and self.snapshot.may_inspect and line.state in ("due", "overdue", "coming"))

    def _may_excuse(self, line: Any) -> bool:
        return bool(line and self.snapshot.may_excuse and line.state in ("missed", "overdue", "due"))

    # steps --------------------------------------------------------------------------------------------------------
    def begin_current(self) -> None:
        """Begin the check under the cursor, or open its inspection."""
        line = self.tables["checks"].current()
        if line is not None:
            self.open_check(line)

    def open_check(self, line: Any) -> None:
        """Open the inspection of a check, or begin it."""
        from supervisor.inspection.plan import service as plan_service

        desk = self.desk
        if line.inspection:
            desk.go("inspections", line.inspection)
        elif self._may_begin(line):
            desk.command(
                self, lambda: plan_service.begin_planned(desk.book, desk.actor, line.subject),
                done=lambda subject: desk.go("inspections", subject),
            )  # fmt: skip
        else:
            desk.say("info", _("This check cannot be made any more; the branch manager may excuse it."))

    def excuse(self) -> None:
        """Ask for the reason and excuse the check under the cursor."""
        line = self.tables["checks"].current()
        if self._may_excuse(line):
            forms.ask_excuse(self, line)

    def take_up(self) -> None:
        """Set the usual rules from today on."""
        forms.take_up(self)

    def stop(self) -> None:
        """Ask from when the rule under the cursor is to stand still."""
        line = self.tables["rules"].current()
        if line is None or not line.active:
            self.desk.say("info", _("Choose a rule in force in the list first."))
        elif self.snapshot.may_plan:
            forms.ask_stop(self, line)

    def prove(self) -> None:
        """Draw again from what is kept and say whether it gives the same."""
        line = self.tables["draws"].current()
        if line is None:
            self.desk.say("info", _("Choose a draw in the list first."))
        else:
            forms.show_proof(self, line)


def _on_key(view: QWidget, key: str, step: Callable[[], object]) -> None:
    """A key of a list; the list itself would take a letter for the beginning of a name to go to."""
    act = QAction(view)
    act.setShortcut(QKeySequence(key))
    act.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    act.triggered.connect(step)
    view.addAction(act)


def make(desk: Desk) -> PlanTab:
    """The tab beside the log."""
    return PlanTab(desk)
