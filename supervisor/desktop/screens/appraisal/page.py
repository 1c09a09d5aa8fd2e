"""The appraisal screen: the month's ranking, its appeals and the rule book, with the month's own course above them."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QComboBox

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.questions import Question
from supervisor.desktop.screens.appraisal.appeals import AppealsView
from supervisor.desktop.screens.appraisal.fairness.view import FairnessView
from supervisor.desktop.screens.appraisal.month_line import MonthLine
from supervisor.desktop.screens.appraisal.own_findings import OwnFindingsView
from supervisor.desktop.screens.appraisal.ranking import RankingView
from supervisor.desktop.screens.appraisal.reading import Snapshot, read
from supervisor.desktop.screens.appraisal.rules import RulesView
from supervisor.desktop.signing import SignSheet
from supervisor.desktop.theme import restyle
from supervisor.desktop.widgets.basics import button, clear, column
from supervisor.desktop.widgets.forms import choice_box
from supervisor.desktop.widgets.notices import Notice, NoticeFrame
from supervisor.desktop.widgets.tabs import Tabs
from supervisor.desktop.wording import money, month_words
from supervisor.language import _


class AppraisalPage(Page):
    """One month; `about` is a person's, an appeal's or an own finding's subject, or a tab's name."""

    key: ClassVar[str] = "appraisal"
    watches: ClassVar[tuple[str, ...]] = (
        "appraisal.", "inspection.", "complaints.", "promises.", "training.", "roster.", "month.", "book.",
    )  # fmt: skip
    snapshot: Snapshot

    def build(self) -> None:
        theme = self.desk.theme
        self._month = ""
        self.choice: QComboBox = choice_box([], name=_("Month"))
        self.choice.setMinimumWidth(theme.px(150))
        self.choice.activated.connect(self._chosen)
        self.tools.addWidget(self.choice)
        self.what_if = button(_("What if…"), self.try_something, shortcut="Ctrl+J", tip="Ctrl+J")
        self.tools.addWidget(self.what_if)
        self.export = button(_("Export Excel"), lambda: self.desk.go("reports", "month"))
        self.tools.addWidget(self.export)
        self.publish = button(_("Publish"), self.ask_publish, "primary")
        self.sign = button(_("Sign and lock"), self.ask_sign, "primary")
        self.reopen = button(_("Open the month again"), self.ask_reopen)
        for made in (self.publish, self.sign, self.reopen):
            self.tools.addWidget(made)
        self.month_line = MonthLine()
        self.problem = column()
        self.ranking = RankingView(self)
        self.appeals = AppealsView(self)
        self.rules = RulesView(self)
        self.mine = OwnFindingsView(self)
        self.tabs = Tabs()
        self.tabs.add("ranking", _("Ranking"), self.ranking)
        self.tabs.add("appeals", _("Appeals"), self.appeals)
        self.tabs.add("rules", _("Rule book"), self.rules)
        self.tabs.add("mine", _("My findings"), self.mine)
        self.fairness = FairnessView(self)
        self.tabs.add("fairness", _("Fairness"), self.fairness)
        self.body.setSpacing(12)
        self.body.addWidget(self.month_line)
        self.body.addWidget(self.tabs)
        self.body.addLayout(self.problem)
        self.body.addWidget(self.tabs.stack, 1)

    @property
    def table(self) -> Any:
        """The ranking's table."""
        return self.ranking.table

    @property
    def person(self) -> Any:
        """The card of the person who is open."""
        return self.ranking.person

    def read(self, reader: Any) -> Snapshot:
        return read(reader, self._month, self.desk.actor, str(self.about or ""))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._month = snapshot.month
        self.choice.clear()
        for month in snapshot.months:
            self.choice.addItem(month_words(int(month[:4]), int(month[5:])), month)
        self.choice.setCurrentIndex(snapshot.months.index(snapshot.month) if snapshot.month in snapshot.months else 0)
        self.say_subtitle(self._rule_book(snapshot))
        self.month_line.put(snapshot)
        state = snapshot.state.state
        self.what_if.setVisible(snapshot.collected is not None)
        self.export.setVisible(snapshot.may("export_report"))
        self.publish.setVisible(snapshot.may("score_month") and state != "signed")
        self.publish.setEnabled(bool(snapshot.lines))
        self.publish.setProperty("kind", "" if state == "published" else "primary")
        restyle(self.publish)
        self.publish.setText(_("Publish again") if state == "published" else _("Publish"))
        self.sign.setVisible(snapshot.may("lock_month") and state == "published")
        self.reopen.setVisible(snapshot.may("reopen_month") and state == "signed")
        clear(self.problem)
        if snapshot.problem:
            cure = _("Put a rule book in force first: see the tab Rule book.")
            notice = Notice("warning", snapshot.problem, cure=cure)
            self.problem.addWidget(
                NoticeFrame(
                    notice, action_text=_("Rule book"), action=lambda: self.tabs.show_tab("rules"), closable=False
                )
            )
        about, self.about = str(self.about or ""), None
        self.ranking.put(snapshot, about if about.startswith("person:") else "")
        self.appeals.put(snapshot, about if about.startswith("appeal:") else "")
        self.rules.put(snapshot)
        self.fairness.put(snapshot)
        self.mine.put(snapshot, about if about.startswith("finding:") else "")
        self.tabs.count("appeals", sum(1 for a in snapshot.appeals if a.upheld is None))
        tab = {"person": "ranking", "appeal": "appeals", "finding": "mine"}.get(about.partition(":")[0], about)
        if tab in self.tabs.buttons:
            self.tabs.show_tab(tab)
        if about == "what_if":
            self.try_something()

    def try_something(self) -> None:
        """What would the month come to if…; nothing is saved."""
        self.tabs.show_tab("ranking")
        self.ranking.begin_what_if()

    def ask_publish(self) -> None:
        """Show the scores to each person; appeals run from then."""
        from supervisor.appraisal import service

        desk, month = self.desk, self._month
        days = self.snapshot.scored.rulebook.appeal_days
        question = Question(
            _("Publish the scores of {month}?").format(month=month),
            _("Everybody may read the own score and appeal within {n} days.").format(n=days),
            _("Publish"),
        )
        desk.confirm(
            self,
            question,
            lambda: desk.command(self, lambda: service.publish(desk.book, desk.actor, month), said=_("Published.")),
        )

    def ask_sign(self) -> None:
        """Sign with the password and lock over exactly the evidence held now."""
        from supervisor.appraisal import service

        desk, month, scored = self.desk, self._month, self.snapshot.scored
        follows = _(
            "{people} people, fines {fines}. Later evidence of this month is kept and listed, but does not count."
        )
        words = follows.format(people=len(scored.people), fines=money(service.fines_cents(scored)))
        form = SignSheet(self, desk, _("Sign and lock {month}?").format(month=month), words)
        if self.snapshot.appeal_until is not None and self.snapshot.today <= self.snapshot.appeal_until:
            form.lines("reason", _("Why it cannot wait until the last day for appeals"))
        form.sign(
            _("Sign and lock"),
            lambda v: service.lock(desk.book, desk.actor, month, reason=v.get("reason", "")),
            said=_("Signed and locked."),
        )

    def ask_reopen(self) -> None:
        """Open a signed month again, with the reason and a signature."""
        from supervisor.appraisal import service

        desk, month = self.desk, self._month
        words = _("What was signed stays on record. The month must then be published and signed anew.")
        form = SignSheet(self, desk, _("Open {month} again?").format(month=month), words)
        form.lines("reason", _("Reason"))
        form.sign(
            _("Open again"),
            lambda v: service.reopen(desk.book, desk.actor, month, reason=v["reason"]),
            said=_("The month is open again."),
        )

    @staticmethod
    def _rule_book(snapshot: Snapshot) -> str:
        if snapshot.scored is None or snapshot.in_force is None:
            return ""
        book, since = snapshot.scored.rulebook, snapshot.in_force.month
        return _("rule book {name} {version}, in force since {month}").format(
            name=book.name, version=book.version, month=month_words(int(since[:4]), int(since[5:]))
        )

    def _chosen(self, place: int) -> None:
        self._month = self.choice.itemData(place)
        self.refresh()


def make(desk: Desk) -> AppraisalPage:
    """The page of the rail."""
    return AppraisalPage(desk, _("Staff appraisal"))
