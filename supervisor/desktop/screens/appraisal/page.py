"""The appraisal screen: the month's course with its next step above, and the month itself in tabs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QComboBox

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.screens.appraisal.course.month_line import MonthLine
from supervisor.desktop.screens.appraisal.course.reading import read_course
from supervisor.desktop.screens.appraisal.course.steps import OtherSteps, next_step, other_steps
from supervisor.desktop.screens.appraisal.parts import offered, parts
from supervisor.desktop.screens.appraisal.reading import Snapshot, read
from supervisor.desktop.theme import restyle
from supervisor.desktop.widgets.basics import button, clear, column
from supervisor.desktop.widgets.forms import choice_box
from supervisor.desktop.widgets.low import Low
from supervisor.desktop.widgets.notices import Notice, NoticeFrame
from supervisor.desktop.widgets.tabs import Tabs
from supervisor.desktop.wording import month_words
from supervisor.language import _


class AppraisalPage(Page):
    """One month; `about` is a person's, an appeal's or an own finding's subject, or a tab's name."""

    key: ClassVar[str] = "appraisal"
    watches: ClassVar[tuple[str, ...]] = (
        "appraisal.", "numbers.", "inspection.", "complaints.", "promises.", "training.", "roster.", "month.", "book.",
    )  # fmt: skip
    snapshot: Snapshot

    def build(self) -> None:
        theme = self.desk.theme
        self._month = ""
        self._actor = ""
        self.choice: QComboBox = choice_box([], name=_("Month"))
        self.choice.setMinimumWidth(theme.px(164))
        self.choice.activated.connect(self._chosen)
        self.tools.addWidget(self.choice)
        self.what_if = button(_("What if…"), self.try_something, shortcut="Ctrl+J", tip="Ctrl+J")
        self.export = button(_("Export Excel"), lambda: self.desk.go("reports", "month"))
        self.more = button(_("Other steps…"), lambda: OtherSteps(self).open())
        self.step = button("", self._ask_next, "primary")
        for made in (self.what_if, self.export, self.more, self.step):
            self.tools.addWidget(made)
            made.hide()
        self.month_line = MonthLine()
        self.problem = column()
        self.tabs = Tabs(self._show_part)
        self._unread: dict[str, str] = {}  # parts that do not show the snapshot yet, with what is wanted of each
        self.parts = {part.key: part for part in parts()}
        self.views: dict[str, Any] = {key: part.view(self) for key, part in self.parts.items()}
        for key, part in self.parts.items():
            self.tabs.add(key, part.title, self.views[key])
        self.body.setSpacing(12)
        self.body.addWidget(self.month_line)
        self.body.addWidget(self.tabs)
        self.body.addLayout(self.problem)
        self.body.addWidget(Low(self.tabs.stack), 1)

    @property
    def table(self) -> Any:
        """The ranking's table."""
        return self.views["ranking"].table

    @property
    def person(self) -> Any:
        """The card of the person who is open."""
        return self.views["ranking"].person

    def read(self, reader: Any) -> Snapshot:
        found = read(reader, self._month, self.desk.actor, str(self.about or ""))
        return replace(found, course=read_course(reader, found.month, found.actor, found.all_people))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._month = snapshot.month
        self.choice.clear()
        for month in snapshot.months:
            self.choice.addItem(month_words(int(month[:4]), int(month[5:])), month)
        self.choice.setCurrentIndex(snapshot.months.index(snapshot.month) if snapshot.month in snapshot.months else 0)
        self.say_subtitle(self._rule_book(snapshot))
        self.month_line.put(snapshot)
        self.what_if.setVisible(snapshot.collected is not None)
        self.export.setVisible(snapshot.may("export_report"))
        self._put_steps(snapshot)
        self._put_problem(snapshot)
        about, self.about = str(self.about or ""), None
        kind = about.partition(":")[0]
        wanted = about if ":" in about else ""
        asked = next((key for key, part in self.parts.items() if part.about == kind and wanted), about)
        self._unread = {key: wanted if key == asked else "" for key in self.parts}
        self.tabs.count("appeals", sum(1 for a in snapshot.appeals if a.upheld is None))
        self.tabs.count("late", len(snapshot.scored.late) if snapshot.scored is not None else 0)
        keys = offered(snapshot, self.parts)
        self.tabs.offer(*keys)
        if asked in keys:
            self.tabs.show_tab(asked)
        elif snapshot.actor != self._actor and not snapshot.all_people:
            self.tabs.show_tab("own" if "own" in keys else keys[0])
        self._actor = snapshot.actor
        self._show_part(self.tabs.current)
        if about == "what_if":
            self.try_something()

    def try_something(self) -> None:
        """What would the month come to if…; nothing is saved."""
        self.tabs.show_tab("ranking")
        self.views["ranking"].begin_what_if()

    def _show_part(self, key: str) -> None:
        """Parts that nobody looks at are filled once somebody does."""
        wanted = self._unread.pop(key, None)
        if wanted is not None:
            self.views[key].put(self.snapshot, wanted)

    def _put_steps(self, snapshot: Snapshot) -> None:
        step = next_step(snapshot)
        self.step.setVisible(step is not None)
        if step is not None:
            self.step.setProperty("kind", "primary" if step.forward else "")
            restyle(self.step)
            self.step.setText(step.verb)
            self.step.setAccessibleName(step.verb)
            self.step.setToolTip(step.follows)
        self.more.setVisible(bool(other_steps(snapshot)))

    def _ask_next(self) -> None:
        if (step := next_step(self.snapshot)) is not None:
            step.ask(self)

    def _put_problem(self, snapshot: Snapshot) -> None:
        clear(self.problem)
        if snapshot.problem:
            cure = _("Put a rule book in force first: see the tab Rule book.")
            notice = Notice("warning", snapshot.problem, cure=cure)
            self.problem.addWidget(
                NoticeFrame(
                    notice, action_text=_("Rule book"), action=lambda: self.tabs.show_tab("rules"), closable=False
                )
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
