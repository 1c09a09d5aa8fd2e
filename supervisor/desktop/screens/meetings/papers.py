"""What leaves the screen: the notice to the people, the week on paper or as PDF, and the calendar as an .ics file."""

from __future__ import annotations

from datetime import timedelta
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from supervisor.desktop.questions import Sheet
from supervisor.desktop.widgets.basics import button
from supervisor.desktop.widgets.written_files import choose_target
from supervisor.language import _


class NoticeSheet(Sheet):
    """The notice of the week; it can be changed before it is copied or printed."""

    def __init__(self, page: Any, text: str) -> None:
        super().__init__(page.window(), _("Notice to the people"))
        self._page = page
        self.text = QPlainTextEdit(text)
        self.text.setAccessibleName(_("Notice to the people"))
        self.text.setTabChangesFocus(True)
        self.setMinimumSize(page.desk.theme.px(640), page.desk.theme.px(500))
        self.body.addWidget(self.text)
        self.buttons.addWidget(button(_("Close"), self.reject))
        self.buttons.addWidget(button(_("Print"), self.print_it))
        copy = button(_("Copy"), self.copy, "primary")
        copy.setDefault(True)
        self.buttons.addWidget(copy)

    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._page.desk.say("good", _("The notice is on the clipboard."))
        self.accept()

    def print_it(self) -> None:
        """Open the system's print dialog."""
        from supervisor.desktop.printing import print_html

        print_html(self._page, as_html(self.text.toPlainText()), _("Notice to the people"))


def as_html(text: str) -> str:
    """The text as a page: the first line its heading, line breaks and indents kept."""
    heading, _mark, rest = text.partition("\n")
    body = escape(rest).replace("   ", "&emsp;").replace("\n", "<br>")
    return f"<h2>{escape(heading)}</h2><p style='font-size:12pt;line-height:150%'>{body}</p>"


def show_notice(page: Any) -> None:
    """Draft the notice of the week on show and open it."""
    first = page.monday
    last = first + timedelta(days=6)

    def reading(reader: Any) -> str:
        from supervisor.branch.ledger import branch_profile
        from supervisor.meetings.announcing.staff_notice import staff_notice
        from supervisor.meetings.ledger import sittings
        from supervisor.meetings.service import names_of

        held = sittings(reader, first, last)
        return staff_notice(held, names_of(reader), branch_profile(reader).name, first, last)

    page.desk.load(page, reading, lambda text: NoticeSheet(page, text).open())


def ask_calendar(page: Any) -> None:
    """Choose where the calendar of the week is to lie."""
    name = _("meetings-{day}.ics").format(day=page.monday.isoformat())
    choose_target(
        page, _("Save the calendar"), name, lambda path: save_calendar(page, path),
        suffix="ics", kind=_("Calendar (*.ics)"),
    )  # fmt: skip


def save_calendar(page: Any, path: Path) -> None:
    """Write the week on show as an .ics file and say how many sittings it holds."""
    desk, first = page.desk, page.monday

    def reading(reader: Any) -> int:
        from supervisor.meetings.announcing.calendar_file import export_calendar
        from supervisor.meetings.service import names_of

        return export_calendar(reader, path, first, first + timedelta(days=6), names_of(reader))

    words = _("The calendar is written, {n} sittings: {path}")
    desk.load(page, reading, lambda n: desk.say("good", words.format(n=n, path=path)))


def print_week(page: Any) -> None:
    """Open the system's print dialog for the week on show, A4 across."""

    def show(paper: Any) -> None:
        from supervisor.desktop.printing import print_paper

        print_paper(page, paper)

    page.desk.load(page, lambda reader: week_paper(reader, page.snapshot), show)


def week_paper(reader: Any, snapshot: Any) -> Any:
    """The week as a page to print."""
    from supervisor.branch.ledger import branch_profile
    from supervisor.desktop.printing import Paper
    from supervisor.desktop.screens.meetings.saying import week_words
    from supervisor.desktop.screens.meetings.week_paper import week_html

    branch = branch_profile(reader).name
    html = week_html(branch, snapshot.monday, snapshot.days, snapshot.sittings, snapshot.names)
    title = _("Meetings · {week}").format(week=week_words(snapshot.monday))
    return Paper(html, title, landscape=True, foot=f"{branch} · {title}")


def ask_problem(page: Any, held: Any) -> None:
    """Choose where the problem that a sitting was placed by is to lie, with its answer."""
    name = _("problem-{number}.json").format(number=held.number)
    choose_target(
        page, _("Save problem and answer"), name, lambda path: save_problem(page, held.meeting, path),
        suffix="json", kind=_("Problem and answer (*.json)"),
    )  # fmt: skip


def save_problem(page: Any, meeting: str, path: Path) -> None:
    """Write the problem of a meeting and its answer as one file, which can be solved again elsewhere."""
    desk = page.desk

    def reading(reader: Any) -> int:
        from supervisor.meetings.problem.file import solved_to_json
        from supervisor.meetings.service import solved_meeting

        found = solved_meeting(reader, meeting)
        path.write_bytes(solved_to_json(found))
        return len(found.problem.wishes)

    words = _("Problem and answer are written, {n} meetings: {path}")
    desk.load(page, reading, lambda n: desk.say("good", words.format(n=n, path=path)))
