"""A roster workbook looked at before it is taken in: what it would bring, what is refused and why, cell by cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from supervisor.desktop.desk import Undo
from supervisor.desktop.widgets.basics import label
from supervisor.desktop.widgets.chosen_files import choose_workbook
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.notices import Notice
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.widgets.workbook_look import WorkbookLook, refused_cells
from supervisor.desktop.wording import long_day, span
from supervisor.language import _


def ask_file(page: Any) -> None:
    """Choose a roster workbook; it is shown before anything of it is taken."""
    choose_workbook(page, _("Take in a roster workbook"), lambda path: RosterImport(page, path))


class RosterImport(WorkbookLook):
    """What a file would bring: refused cells first, then the lines that can be taken."""

    def __init__(self, page: Any, path: Path) -> None:
        self._page = page
        self.found: Any = None
        super().__init__(page, page.desk, path, width=820)

    def lay_out(self) -> None:
        """The refused cells above the lines."""
        theme = self._desk.theme
        self.refused = refused_cells(theme, _("Refused cells of the workbook"), _("Nothing is refused."))
        self.names: dict[str, str] = {}
        self.posts: dict[str, str] = {}
        self.lines = DataTable(
            theme,
            [
                Column("day", _("Day"), lambda one: long_day(one.day), lambda one: one.day, width=130),
                Column("person", _("Person"), lambda one: self.names.get(one.person, "–"), width=110, strong=True),
                Column("what", _("Post or absence"), self._what, width=-1),
                Column("span", _("From – to"), _times, lambda one: one.start_minute, width=120),
                Column("place", _("Place in the file"), lambda one: f"{one.sheet} {one.column}{one.row}", width=120),
            ],
            name=_("Lines that can be taken in"),
            empty=EmptyState(_("The workbook holds no line that can be taken in.")),
        )
        self.heading = label("", "strong")
        for part in (self.refused, self.heading, self.lines):
            self.body.addWidget(part)
            part.hide()

    def look(self) -> None:
        """Read and check without writing anything."""
        path = self.path
        self.say("")

        def reading(reader: Any) -> Any:
            from supervisor.branch.ledger import people, posts
            from supervisor.roster.taking_in import examine_roster

            names = {one.subject: one.name for one in people(reader, active_only=False)}
            return examine_roster(reader, path), names, {one.subject: str(one.name) for one in posts(reader)}

        self._desk.load(self, reading, self._show, self._not_read)

    def take(self) -> None:
        """Take it in, in one command; the refused cells stay out."""
        from supervisor.roster.service import import_roster
        from supervisor.roster.week_service import put_back

        desk, path, found = self._desk, self.path, self.found
        if found is None or not self.verb.isEnabled():
            return
        book, actor, page = desk.book, desk.actor, self._page

        def work() -> Any:
            before = _standing(book, found.days)
            return import_roster(book, actor, path, without_refused=bool(found.faults)), before

        def done(_result: Any) -> None:
            self.accept()
            page.draft = None
            page.go_to(found.days[0])

        self.verb.setEnabled(False)
        desk.command(
            self, work, done=done,
            said=_("{n} lines for {days} days are taken in.").format(n=len(found.lines), days=len(found.days)),
            undo=lambda result: Undo(_("{file} taken in").format(file=path.name),
                                     lambda: put_back(book, actor, result[1])),
            failed=self._not_taken,
        )  # fmt: skip

    def _show(self, read: Any) -> None:
        self.found, self.names, self.posts = read
        found = self.found
        self.refused.put(found.faults)
        self.refused.setVisible(bool(found.faults))
        self.lines.put(found.lines)
        self.lines.setVisible(bool(found.lines))
        self.heading.setText(_("{n} lines can be taken in").format(n=len(found.lines)))
        self.heading.setVisible(bool(found.lines))
        tall = self._desk.theme.px(190)
        self.refused.setFixedHeight(min(tall, self._desk.theme.px(40 + 37 * max(1, len(found.faults)))))
        self.lines.setMinimumHeight(tall)
        ready = bool(found.lines) and not found.locked
        if found.locked:
            text = _("The month of {day} is locked: its roster is evidence now.").format(day=found.locked[0])
        elif not found.faults:
            text = _("{n} lines for {days} days. Each day is planned anew; nothing has been taken in yet.")
        elif found.lines:
            text = _("{bad} cells are refused. Mend them, save the file and look again; or take the other {n} lines "
                     "in and enter the rest by hand.")  # fmt: skip
        else:
            text = _("{bad} cells are refused and nothing else is in the file.")
        self.words.setText(text.format(n=len(found.lines), days=len(found.days), bad=len(found.faults)))
        self.verb.setText(_("Take in without the refused") if found.faults and found.lines else _("Take it in"))
        self.verb.setAccessibleName(self.verb.text())
        self.verb.setEnabled(ready)
        self.again.setVisible(bool(found.faults))
        (self.again if found.faults else self.verb).setFocus(Qt.FocusReason.OtherFocusReason)

    def _what(self, one: Any) -> str:
        from supervisor.roster.words import absence_name

        return self.posts.get(one.post, "–") if one.post else absence_name(one.absence)

    def _not_read(self, notice: Notice) -> None:
        super()._not_read(notice)
        self.again.show()


def _times(one: Any) -> str:
    whole = (one.start_minute, one.end_minute) == (0, 1440)
    return _("all day") if whole else span(one.start_minute, one.end_minute)


def _standing(book: Any, days: Any) -> Any:
    """Every square of the days as they stand, for taking the import back."""
    from supervisor.branch.ledger import people
    from supervisor.roster.cells import cell_of
    from supervisor.roster.ledger import day_roster
    from supervisor.roster.week_service import Before

    cells: list[Any] = []
    unplanned: list[Any] = []
    with book.read() as reader:
        for day in days:
            now = day_roster(reader, day)
            cells += [cell_of(now, one.subject) for one in people(reader, on=day)]
            unplanned += [] if now.planned else [day]
    return Before(tuple(cells), tuple(unplanned))
