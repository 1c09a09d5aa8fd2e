"""Staff and roster: the week's grid with its gaps, one day as a list, the duty rota, the training, a tab each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.screens.roster.clip import Clip
from supervisor.desktop.screens.roster.day import DayTab
from supervisor.desktop.screens.roster.reading import (
    Snapshot,
    read_day_shown,
    read_training_shown,
    read_week_shown,
)
from supervisor.desktop.screens.roster.rota import RotaTab
from supervisor.desktop.screens.roster.training import TrainingTab
from supervisor.desktop.screens.roster.week import WeekTab
from supervisor.desktop.widgets.basics import box, button, row
from supervisor.desktop.widgets.choices import choice_buttons
from supervisor.desktop.widgets.forms import day_edit
from supervisor.desktop.wording import long_day, month_words
from supervisor.language import _

TABS = ("week", "day", "rota", "training")


class RosterPage(Page):
    """`about` is a tab's name, a date, or what to do at once: leave, import, test, certificate."""

    key: ClassVar[str] = "roster"
    watches: ClassVar[tuple[str, ...]] = ("roster.", "branch.", "training.", "journal.month")
    snapshot: Snapshot

    def build(self) -> None:
        from supervisor.access.rights import Right

        session = self.desk.services.session
        self.may_plan = session.may(Right.PLAN_ROSTER)
        self.may_record = session.may(Right.RECORD_ABSENCE)
        self.may_train = session.may(Right.RECORD_TRAINING)
        self.may_teach = session.may(Right.MANAGE_TRAINING)
        self.tab = "week"
        self.day = self.today
        self.draft: Any = None
        self.draft_source = ""
        self.clip = Clip(self)
        self._tools()
        self._tab_line()
        self.week = WeekTab(self)
        self.days = DayTab(self)
        self.rota = RotaTab(self)
        self.training = TrainingTab(self)
        self.stack = QStackedWidget()
        for part in (self.week, self.days, self.rota, self.training):
            self.stack.addWidget(part)
        self.body.addWidget(self.stack, 1)
        self.show_tab("week", read=False)

    @property
    def today(self) -> date:
        """The branch's business date."""
        return self.desk.book.now().astimezone(self.desk.book.zone).date()

    @property
    def monday(self) -> date:
        """The Monday of the week on show."""
        return self.day - timedelta(days=self.day.weekday())

    def read(self, reader: Any) -> Snapshot:
        tab = self.tab
        if tab == "day":
            return Snapshot(tab, day=read_day_shown(reader, self.day))
        if tab == "rota":
            from supervisor.desktop.screens.roster.rota_reading import read_rota_shown

            return Snapshot(tab, rota=read_rota_shown(reader, self.day))
        if tab == "training":
            return Snapshot(tab, training=read_training_shown(reader))
        return Snapshot(tab, week=read_week_shown(reader, self.day, self.draft))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        if snapshot.week is not None:
            self.say_subtitle(f"{long_day(self.monday)} – {long_day(self.monday + timedelta(days=6))}")
            self.week.put(snapshot.week)
        elif snapshot.day is not None:
            self.say_subtitle(long_day(snapshot.day.day))
            self.days.put(snapshot.day)
        elif snapshot.rota is not None:
            self.say_subtitle(month_words(self.day.year, self.day.month))
            self.rota.put(snapshot.rota)
        elif snapshot.training is not None:
            self.say_subtitle(_("Courses, results, certificates and drills of two years"))
            self.training.put(snapshot.training)
        about, self.about = self.about, None
        if about is not None:
            self._begin(about)

    def show_tab(self, key: str, *, read: bool = True) -> None:
        """Show one of the tabs."""
        self.tab = key
        self.tabs[key].setChecked(True)
        self.stack.setCurrentIndex(TABS.index(key))
        for part in self.when:
            part.setVisible(key != "training")
        for name, part in self.tool.items():
            wanted = self.may_record if name == "leave" else self.may_plan if name in ("copy", "propose") else True
            part.setVisible(key == "week" and wanted)
        self.print.setVisible(key != "training")
        if key == "rota":
            self.rota.grid.setFocus()
        if read:
            self.refresh()

    def go_to(self, day: date) -> None:
        """Show another week or day; a draft that nobody took is let go."""
        if self.draft is not None and not self.monday <= day <= self.monday + timedelta(days=6):
            self.draft = None
        self.day = day
        self.date.blockSignals(True)
        self.date.setDate(day)  # type: ignore[arg-type]
        self.date.blockSignals(False)
        self.refresh()

    def step(self, way: int) -> None:
        """One week, one day or one month on or back."""
        if self.tab == "rota":
            self.go_to((self.day.replace(day=15) + timedelta(days=30 * way)).replace(day=1))
            return
        self.go_to(self.day + timedelta(days=way * (7 if self.tab == "week" else 1)))

    def set_squares(self, cells: Sequence[Any], what: str, *, source: str = "person", said: str = "") -> None:
        """Write squares; Ctrl+Z puts back what stood there."""
        from supervisor.desktop.screens.roster.forms import undo_of
        from supervisor.roster.week_service import set_cells

        desk, wanted = self.desk, list(cells)
        if not wanted:
            return
        desk.command(
            self, lambda: set_cells(desk.book, desk.actor, wanted, source=source), said=said,
            undo=lambda before: undo_of(self, before, what), done=lambda _before: self.refresh(),
        )  # fmt: skip

    def _tools(self) -> None:
        from supervisor.desktop.screens.roster import files, importing

        self.tool: dict[str, QPushButton] = {
            "copy": button(_("Copy last week"), lambda: self.week.ask_draft("copy"), tip="Ctrl+D", shortcut="Ctrl+D"),
            "propose": button(_("Propose a roster"), lambda: self.week.ask_draft("plan"), tip="Ctrl+G",
                              shortcut="Ctrl+G"),
            "leave": button(_("Record leave"), self.week_leave, tip="Ctrl+N", shortcut="Ctrl+N"),
            "files": button(_("Excel")),
        }  # fmt: skip
        menu = QMenu(self.tool["files"])
        if self.may_plan:
            menu.addAction(_("Take in a roster workbook…"), lambda: importing.ask_file(self))
        menu.addAction(_("Save this week as a workbook…"), lambda: files.ask_save(self, filled=True))
        menu.addAction(_("Save an empty workbook for this week…"), lambda: files.ask_save(self, filled=False))
        self.tool["files"].setMenu(menu)
        self.tool["files"].setAccessibleName(_("Excel: take in, save, template"))
        self.print = button(_("Print"), name=_("Print or save as PDF"))
        paper = QMenu(self.print)
        paper.addAction(_("Print…"), lambda: files.print_shown(self))
        paper.addAction(_("Save as PDF…"), lambda: files.ask_pdf(self))
        self.print.setMenu(paper)
        for part in (*self.tool.values(), self.print):
            self.tools.addWidget(part)

    def _tab_line(self) -> None:
        names = {
            "week": _("Roster of the week"),
            "day": _("Roster of a day"),
            "rota": _("Duty rota"),
            "training": _("Training and certificates"),
        }
        self.tabs = choice_buttons(self, names, self.show_tab)
        line = row(*self.tabs.values(), spacing=6)
        line.addStretch(1)
        self.date = day_edit(self.day, name=_("Day"))
        self.date.dateChanged.connect(lambda day: self.go_to(day.toPython()))
        back = button(
            "‹", lambda: self.step(-1), "small", name=_("Earlier week, day or month"), shortcut="Alt+Left", tip="Alt+←"
        )
        on = button(
            "›", lambda: self.step(1), "small", name=_("Later week, day or month"), shortcut="Alt+Right", tip="Alt+→"
        )
        now = button(_("today"), lambda: self.go_to(self.today), "small")
        self.when = (back, self.date, on, now)
        for part in self.when:
            line.addWidget(part)
        self.body.addWidget(box(line))

    def week_leave(self) -> None:
        """Leave for the person under the cursor, beginning on the day under it."""
        from supervisor.desktop.screens.roster.forms import ask_leave

        if self.snapshot is None or self.snapshot.week is None or self.draft is not None:
            return
        place = self.week.grid.week_model.place(self.week.grid.currentIndex())
        person = place[0] if place is not None else self.snapshot.week.week.people[0].subject
        ask_leave(self, person, place[1] if place is not None and place[1] is not None else self.day)

    def _begin(self, about: Any) -> None:
        from supervisor.desktop.screens.roster import importing

        if isinstance(about, date):
            self.go_to(about)
        elif about in TABS:
            self.show_tab(about, read=about != self.snapshot.tab)
        elif isinstance(about, str) and about.startswith("rota_swap:"):
            self._show_swap(about)
        elif about in ("test", "certificate", "course"):
            if self.snapshot.tab == "training":
                self.training.begin(about)
            else:
                self.about = about
                self.show_tab("training")
        elif self.snapshot.tab != "week":
            self.about = about
            self.show_tab("week")
        elif about == "leave":
            self.week_leave()
        elif about == "import":
            importing.ask_file(self)

    def _show_swap(self, swap: str) -> None:
        """The month of a swap that is asked for, with the turn under the cursor."""
        if self.snapshot.tab != "rota" or self.snapshot.rota is None:
            self.about = swap
            self.show_tab("rota")
            return
        wanted = next((one for one in self.snapshot.rota.month.swaps if one.subject == swap), None)
        if wanted is None:
            return
        if (wanted.day.year, wanted.day.month) != (self.day.year, self.day.month):
            self.about = swap
            self.go_to(wanted.day)
            return
        self.rota.grid.setCurrentIndex(self.rota.grid.rota_model.find((wanted.day, wanted.area)))


def make(desk: Desk) -> RosterPage:
    """The page of the rail."""
    return RosterPage(desk, _("Staff and roster"))
