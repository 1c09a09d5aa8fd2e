"""The tab of training: who holds which certificate until when, test results, courses, sessions and drills."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from supervisor.desktop.screens.roster.reading import TrainingShown
from supervisor.desktop.screens.roster.training_proposed import DROP as DROP_PROPOSED
from supervisor.desktop.screens.roster.training_proposed import HELD as HELD_PROPOSED
from supervisor.desktop.screens.roster.training_proposed import NAME, ask_drop, ask_held, proposed_lines, proposed_table
from supervisor.desktop.screens.roster.training_tables import (
    CertificateLine,
    CourseLine,
    ResultLine,
    SessionLine,
    certificates_table,
    courses_table,
    results_table,
    scene_words,
    sessions_table,
)
from supervisor.desktop.widgets.basics import box, button, column
from supervisor.desktop.widgets.choices import choice_buttons
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.widgets.table import table_card
from supervisor.desktop.wording import listed
from supervisor.language import Words, _

PARTS = ("certificates", "results", "courses", "sessions", "proposed")


class TrainingTab(QWidget):
    """Five lists under one another's buttons, and what can be entered."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        from supervisor.desktop.screens.roster import training_forms as forms

        self._page = page
        theme = page.desk.theme
        names = {
            "certificates": _("Certificates"),
            "results": _("Test results"),
            "courses": _("Courses"),
            "sessions": _("Trainings and drills held"),
            "proposed": str(NAME),
        }
        self.parts = choice_buttons(self, names, self.show_part)
        line = flow(*self.parts.values(), spacing=6, line_spacing=6)
        self.test = button(_("Enter a test result"), lambda: forms.ask_test(self), "smallprimary")
        self.certificate = button(_("Enter a certificate"), lambda: forms.ask_certificate(self), "small")
        self.session = button(_("Enter a training"), lambda: forms.ask_session(self), "small")
        self.course = button(_("New course"), lambda: forms.ask_course(self), "small")
        self.withdraw = button(_("Withdraw the certificate"), self._withdraw, "small")
        self.held = button(str(HELD_PROPOSED), lambda: self._settle(ask_held), "smallprimary")
        self.drop = button(str(DROP_PROPOSED), lambda: self._settle(ask_drop), "small")
        self._entering = (
            (self.course, page.may_teach), (self.session, page.may_train), (self.certificate, page.may_train),
            (self.test, page.may_train),
        )  # fmt: skip
        for part in (self.held, self.drop, self.withdraw, *(each for each, _may in self._entering)):
            line.addWidget(part)
        self.tables = {
            "certificates": certificates_table(theme), "results": results_table(theme),
            "courses": courses_table(theme), "sessions": sessions_table(theme, page.desk.book.zone),
            "proposed": proposed_table(theme),
        }  # fmt: skip
        self.tables["courses"].opened.connect(self._open_course)
        hint = _("Filter: name, course…")
        self.stack = QStackedWidget()
        for key in PARTS:
            self.stack.addWidget(table_card(self.tables[key], hint, theme.px(280)))
        layout = column(box(line), spacing=12)
        layout.addWidget(self.stack, 1)
        self.setLayout(layout)
        self.show_part("certificates")

    @property
    def page(self) -> Any:
        """The page that holds this tab."""
        return self._page

    def show_part(self, key: str) -> None:
        """Show one of the lists."""
        self.parts[key].setChecked(True)
        self.stack.setCurrentIndex(PARTS.index(key))
        self.withdraw.setVisible(key == "certificates" and self._page.may_teach)
        for part in (self.held, self.drop):
            part.setVisible(key == "proposed" and self._page.may_train)
        for (
            part,
            may,
        ) in self._entering:  # one thing at a time: what is proposed is settled, or something new is entered
            part.setVisible(may and key != "proposed")

    def put(self, shown: TrainingShown) -> None:
        """Show the record."""
        courses: Any = {one.code: str(one.name) for one in shown.courses}
        latest: dict[tuple[str, str], str] = {}
        for one in shown.certificates:  # those that run out first stand at the top
            latest[one.person, one.course] = one.subject
        self.tables["certificates"].put([
            CertificateLine(
                one.subject, one.person, shown.people.get(one.person, "–"), courses.get(one.course, one.course),
                one.reference, one.granted, one.valid_until, one.days_left(shown.today),
                latest[one.person, one.course] != one.subject,
            )
            for one in shown.certificates
        ])  # fmt: skip
        self.tables["results"].put([
            ResultLine(one.subject, shown.people.get(one.person, "–"), courses.get(one.course, one.course), one.day,
                       one.points_c, one.full_points_c, one.passed)
            for one in reversed(shown.results)
        ])  # fmt: skip
        self.tables["courses"].put([CourseLine(one, shown.skills) for one in shown.courses])
        held = [
            SessionLine(one.subject, _("training"), courses.get(one.course, one.course), one.start,
                        _("{n} min").format(n=one.minutes), shown.people.get(one.trainer, "–"),
                        listed([shown.people.get(who, "–") for who in one.participants]), None)
            for one in shown.sessions
        ]  # fmt: skip
        held += [
            SessionLine(one.subject, _("drill"), scene_words(one.scene, one.outcome), one.held,
                        _("{n} s to the last post").format(n=one.seconds), shown.people.get(one.commander, "–"),
                        listed([shown.people.get(who, "–") for who in one.participants]), one.passed)
            for one in shown.drills
        ]  # fmt: skip
        self.tables["sessions"].put(sorted(held, key=lambda one: one.start, reverse=True))
        self.tables["proposed"].put(proposed_lines(shown, courses))
        waiting = len(shown.proposed)
        self.parts["proposed"].setText(f"{NAME} {waiting}" if waiting else str(NAME))
        active = any(one.active for one in shown.courses)
        for part in (self.test, self.certificate, self.session, self.held):
            part.setEnabled(active)
            part.setToolTip("" if active else _("Define a course first."))

    def begin(self, about: str) -> None:
        """What the shell asked for: test, certificate or course."""
        wanted = {"test": self.test, "certificate": self.certificate, "course": self.course}[about]
        if self.parts["proposed"].isChecked():  # where these buttons are put away
            self.show_part("certificates")
        if not wanted.isHidden():
            wanted.click()

    def _open_course(self, line: Any) -> None:
        from supervisor.desktop.screens.roster.training_forms import ask_course

        if self._page.may_teach:
            ask_course(self, line.course)

    def _settle(self, ask: Any) -> None:
        """Ask about the proposed training under the cursor; about the only one without a choice."""
        rows = self.tables["proposed"].model.rows
        line = self.tables["proposed"].current() or (rows[0] if len(rows) == 1 else None)
        if line is None:
            self._page.desk.say("info", str(Words("请先在列表中选一项待办培训。", "Choose a proposed training first.")))
        else:
            ask(self, line)

    def _withdraw(self) -> None:
        from supervisor.desktop.screens.roster.training_forms import ask_withdraw

        line = self.tables["certificates"].current()
        if line is None:
            self._page.desk.say("info", _("Choose a certificate in the list first."))
        else:
            ask_withdraw(self, line)
