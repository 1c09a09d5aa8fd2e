"""The top bar: which branch, which day, open or closed, search, who is at the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy

from supervisor.desktop.icons import icon
from supervisor.desktop.theme import Theme, restyle
from supervisor.desktop.widgets.basics import label, pill, set_pill
from supervisor.desktop.widgets.keyed_button import KeyedButton
from supervisor.desktop.widgets.worded import unmarked
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.desktop.shell.facts import ShellFacts


class TopBar(QFrame):
    """Facts of the day, the search field and the person's menu."""

    def __init__(
        self,
        theme: Theme,
        find: Callable[[], object],
        log_out: Callable[[], object],
        go: Callable[..., object] = lambda _key, _about=None: None,
    ) -> None:
        super().__init__()
        self.setObjectName("top")
        self.setFixedHeight(theme.px(52))
        self._theme = theme
        self.branch = label(_("Branch supervisor console"), "heading")
        self.day = label("", "muted")
        self.opening = pill("", "quiet", sign=False)
        self.opening.hide()
        self.alarm = QPushButton()
        self.alarm.setProperty("kind", "alarm")
        self.alarm.clicked.connect(lambda _checked=False: go("dispatch"))
        self.alarm.hide()
        self.sample = QPushButton(_("Sample data"))
        self.sample.setProperty("kind", "sample")
        self.sample.setToolTip(_("Every figure in this book is made up. Press here to begin a book of your own."))
        self.sample.clicked.connect(lambda _checked=False: go("settings", "book"))
        self.sample.hide()
        self.search = KeyedButton(_("Search people, inspections, complaints, commands…"), "Ctrl K")
        self.search.setObjectName("search")
        self.search.setAccessibleName(_("Search people, inspections, complaints, commands (Ctrl+K)"))
        self.search.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.search.setMinimumWidth(theme.px(240))
        self.search.clicked.connect(lambda _checked=False: find())
        self.person = QPushButton(_("Nobody is logged in"))
        self.person.setObjectName("person")
        self.person.setAccessibleName(_("Who is logged in"))
        menu = QMenu(self.person)
        menu.addAction(_("Log out"), log_out)
        self.person.setMenu(menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 0, 12, 0)
        layout.setSpacing(14)
        for part in (self.branch, self.day, self.opening, self.alarm):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.search)
        layout.addWidget(self.sample)
        layout.addWidget(self.person)
        self.take_colours()

    def take_colours(self) -> None:
        """Colour the icons anew after the theme changed."""
        self.search.setIcon(icon("search", self._theme.palette.muted, 16))
        self.person.setIcon(icon("person", self._theme.palette.muted, 18))

    def put(self, facts: ShellFacts) -> None:
        """Show the facts of the day."""
        from supervisor.desktop.wording import long_day, span

        self.branch.setText(facts.branch)
        self.day.setText(long_day(facts.today))
        self.opening.show()
        if facts.opening is None:
            set_pill(self.opening, _("closed today"), "quiet", sign=False)
        else:
            hours = span(*facts.opening)
            if facts.open_now:
                set_pill(self.opening, _("open {hours}").format(hours=hours), "good")
            else:
                set_pill(self.opening, _("closed now, hours {hours}").format(hours=hours), "quiet", sign=False)
        self._put_alarm(facts)
        self.sample.setVisible(facts.sample)
        who = " · ".join(part for part in (facts.person, facts.role) if part)
        self.person.setText(unmarked(who) or _("Nobody is logged in"))
        self.person.setAccessibleName(_("Logged in: {who}").format(who=who))

    def _put_alarm(self, facts: ShellFacts) -> None:
        """The small marker on every page while a surge, an outage or a drill runs; it leads to Dispatch."""
        self.alarm.setVisible(bool(facts.alarms))
        self.search.setMinimumWidth(self._theme.px(110 if facts.alarms else 240))  # the search gives way to it
        if not facts.alarms:
            return
        from supervisor.desktop.wording import listed

        names = [f"{name} {start:%H:%M}" for name, start, _drill in facts.alarms]
        drills = all(drill for _name, _start, drill in facts.alarms)
        if self.alarm.property("drill") != drills:
            self.alarm.setProperty("drill", drills)
            restyle(self.alarm)
        first = f"{names[0]} +{len(names) - 1}" if len(names) > 1 else names[0]
        self.alarm.setText(f"◆ {_('Drill')} · {first}" if drills else f"▲ {first}")
        words = _("Running since {what}. Open Dispatch").format(what=listed(names))
        self.alarm.setToolTip(words)
        self.alarm.setAccessibleName(words)
