"""When the doors are open: the branch itself, its week, and the days of the year that are not like their weekday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from supervisor.access.rights import Right
from supervisor.desktop.screens.settings import hour_forms, target_forms
from supervisor.desktop.screens.settings.tables import BranchTab, days_table, week_table
from supervisor.desktop.screens.settings.words import branch_words, target_words
from supervisor.desktop.widgets.basics import Card, button, column, label, row
from supervisor.desktop.widgets.due_day import ask_due_day
from supervisor.desktop.widgets.table import EmptyState
from supervisor.desktop.wording import listed
from supervisor.language import _


@dataclass(frozen=True)
class SpecialDay:
    """A line of the calendar with its occasion in words."""

    subject: str
    day: date
    kind: str
    own: Any
    opening: Any
    occasion: str


class HoursTab(BranchTab):
    """The branch and its week on the left, the special days of a year on the right."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        theme = self.desk.theme
        self.name = label("", "strong", wrap=True)
        self.target = label("", "muted", wrap=True)
        self.paydays = label("", "muted", wrap=True)
        self.profile = button(_("Change…"), self.ask_profile, "small", name=_("Change the branch"))
        branch = Card(padding=12)
        self.targets = button(_("By class…"), self.ask_targets, "small", name=_("Waiting targets by class"))
        self.own_targets = label("", "muted", wrap=True)
        branch.add(row(label(_("The branch"), "heading"), None, self.targets, self.profile))
        for part in (self.name, self.target, self.own_targets, self.paydays):
            branch.add(part)
        self.due = label("", "muted", wrap=True)
        self.due_day = button(_("Due day…"), self.ask_due_day, "small")
        due = row(spacing=8)
        due.addWidget(self.due, 1)
        due.addWidget(self.due_day)
        branch.add(due)
        self.week = week_table(theme)
        self.week.opened.connect(lambda line: self.ask_hours(line))
        self.hours = button(_("Set hours…"), self.ask_hours, "smallprimary", shortcut="Ctrl+N", tip="Ctrl+N")
        weekly = Card(padding=12)
        weekly.add(row(label(_("Weekly hours"), "heading"), None, self.hours))
        weekly.add(self.week, 1)
        left = column(spacing=16)
        left.addWidget(branch)
        left.addWidget(weekly, 1)
        self.days = days_table(
            theme, EmptyState(_("Every day of this year follows its weekday. Holidays and days off are set here."),
                              _("Set a day…"), self.ask_day),
        )  # fmt: skip
        self.days.chosen.connect(lambda _line: self._fit())
        self.days.opened.connect(lambda line: self.ask_day(line))
        self.year = label("", "strong")
        self.day = button(_("Set a day…"), self.ask_day, "smallprimary", shortcut="Ctrl+D", tip="Ctrl+D")
        self.back = button(_("As usual again"), self.withdraw, "small")
        special = Card(padding=12)
        special.add(row(
            label(_("Special days"), "heading"),
            button("‹", lambda: self._step(-1), "small", name=_("The year before")), self.year,
            button("›", lambda: self._step(1), "small", name=_("The year after")), None, self.back, self.day,
        ))  # fmt: skip
        self.unknown = label("", "small", wrap=True)
        special.add(self.unknown)
        special.add(self.days, 1)
        line = row(spacing=16)
        line.addLayout(left, 5)
        line.addWidget(special, 6)
        self.setLayout(line)

    def put(self, snapshot: Any) -> None:
        """Show the branch, its week and the chosen year."""
        profile = snapshot.profile
        self.name.setText(branch_words(profile) if profile else _("The branch has no name yet."))
        self.target.setText(target_words(profile) if profile else "")
        own = [
            _("{name} {share} % within {minutes} min").format(
                name=snapshot.classes.get(code, code), share=f"{one.share * 100:g}", minutes=f"{one.minutes:g}"
            )
            for code, one in snapshot.targets.items()
        ]
        self.own_targets.setText(_("Of their own: {targets}").format(targets=listed(own)) if own else "")
        self.own_targets.setVisible(bool(own))
        paid, pensioned = (
            listed([str(day) for day in days]) or _("not set")
            for days in ((profile.paydays, profile.pension_days) if profile else ((), ()))
        )
        self.paydays.setText(
            _("Paydays: {paid} · pension days: {pensioned} (days of the month)").format(paid=paid, pensioned=pensioned)
        )
        from supervisor.reporting.words import rule_words

        self.due.setText(_("Month's report to head office: {day}").format(day=rule_words(snapshot.due_rule)))
        self.week.put(snapshot.week)
        self.year.setText(str(snapshot.year))
        self.unknown.setText(
            ""
            if snapshot.year_known
            else _("▲ This program does not know the holidays of {year} yet: weekends count as free until the branch "
                   "sets its days here.").format(year=snapshot.year)
        )  # fmt: skip
        self.unknown.setVisible(not snapshot.year_known)
        self.days.put([_special(line) for line in snapshot.days])
        if self.week.current() is None:
            self.week.view.selectRow(0)
        if self.days.current() is None and not self.days.select(lambda line: line.day >= snapshot.today):
            self.days.view.selectRow(self.days.proxy.rowCount() - 1)
        self._fit()

    def ask_profile(self) -> None:
        """Change name, waiting target, paydays and pension days."""
        if self.page.snapshot is not None:
            hour_forms.ask_profile(self)

    def ask_due_day(self) -> None:
        """Say when head office wants a month."""
        if self.page.snapshot is not None:
            ask_due_day(self, self.desk, self.page.snapshot.due_rule)

    def ask_targets(self) -> None:
        """Give classes of service waiting targets of their own."""
        if self.page.snapshot is not None:
            target_forms.ask_targets(self)

    def ask_hours(self, line: Any = None) -> None:
        """Set the hours of some weekdays."""
        if self.page.snapshot is not None:
            hour_forms.ask_hours(self, line)

    def ask_day(self, line: Any = None) -> None:
        """Say what one date is here."""
        if self.page.snapshot is not None:
            hour_forms.ask_day(self, line)

    def withdraw(self) -> None:
        """Let the date under the cursor follow the ordinary rules again."""
        line = self.days.current()
        if line is not None and line.own is not None:
            hour_forms.withdraw(self, line)

    def _step(self, years: int) -> None:
        if self.page.snapshot is not None:
            self.page.year = self.page.snapshot.year + years
            self.page.refresh()

    def _fit(self) -> None:
        session = self.desk.services.session
        may = session is not None and session.may(Right.MANAGE_BRANCH)
        for made in (self.profile, self.hours, self.day):
            made.setEnabled(may)
        self.due_day.setEnabled(session is not None and session.may(Right.MANAGE_SETTINGS))
        self.targets.setEnabled(session is not None and session.may(Right.MANAGE_TRAFFIC))
        line = self.days.current()
        self.back.setEnabled(may and line is not None and line.own is not None)


def _special(line: Any) -> SpecialDay:
    from supervisor.branch.workdays import holiday_words

    said = [line.own.note] if line.own is not None and line.own.note else []
    nation = str(holiday_words(line.name)) if line.name else ""
    occasion = listed([*said, *([nation] if nation and nation not in said else [])])
    return SpecialDay(line.subject, line.day, line.kind, line.own, line.opening, occasion)
