"""One incident looked back at, over the page: found by Ctrl+K or in the list; printed, kept, and learnt from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.dispatch.past_page import PastPage
from supervisor.desktop.widgets.basics import button, label, scrolling
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.written_files import choose_target
from supervisor.language import Words, _

WIDEST, HIGHEST = 1120, 780  # as much of a large window as a page needs
SHARE = 0.92  # of a smaller one
SAVE_WORKBOOK = Words("保存工作簿…", "Save as a workbook…")
NOTE_LESSON = Words("记录教训…", "Note a lesson…")


@dataclass(frozen=True)
class Past:
    """The page of an incident, the courses a lesson may name, and what this person may do."""

    page: Any
    courses: tuple[tuple[str, str], ...]
    may_export: bool
    may_note: bool


def read_past(reader: Any, subject: str, actor: str) -> Past | None:
    """On the pool; None where there is no such incident."""
    from supervisor.access import Right, allowed
    from supervisor.overview.incident_page import incident_page
    from supervisor.training.ledger import courses

    page = incident_page(reader, subject)
    if page is None:
        return None
    export = allowed(reader, actor, Right.EXPORT_REPORT) and allowed(reader, actor, Right.READ_PEOPLE)
    known = tuple((one.code, f"{one.name} ({one.code})") for one in courses(reader))
    return Past(page, known, export, allowed(reader, actor, Right.DISPATCH))


def show_past(owner: QWidget, desk: Desk, subject: str) -> None:
    """Read an incident in the background and show it over the page."""
    actor = desk.actor

    def show(past: Past | None) -> None:
        if past is not None:
            PastSheet(owner, desk, subject, past).open()

    desk.load(owner, lambda reader: read_past(reader, subject, actor), show)


class PastSheet(Sheet):
    """The page with its buttons; it is read again when a lesson was noted."""

    def __init__(self, owner: QWidget, desk: Desk, subject: str, past: Past) -> None:
        super().__init__(owner.window(), past.page.title)
        self.desk, self.subject, self.past = desk, subject, past
        room = owner.window().size()
        wide = min(desk.theme.px(WIDEST), round(room.width() * SHARE))
        self.setFixedSize(wide, min(desk.theme.px(HIGHEST), round(room.height() * SHARE)))
        self.body.addWidget(label(f"{past.page.branch} · {past.page.subtitle}", "small"))
        self.content = PastPage(desk.theme)
        self.content.put(past.page)
        area = scrolling(self.content.inside)
        area.setAccessibleName(past.page.title)
        self.body.addWidget(area, 1)
        self.note = button(str(NOTE_LESSON), self.ask_lesson)
        self.note.setVisible(past.may_note)
        self.workbook = button(str(SAVE_WORKBOOK), self.ask_workbook)
        self.pdf = button(_("Save as PDF…"), self.ask_pdf)
        self.print = button(_("Print"), self.print_it)
        for part in (self.workbook, self.pdf, self.print):
            part.setVisible(past.may_export)
        for part in (self.note, self.workbook, self.pdf, self.print):
            self.buttons.addWidget(part)
        close = button(_("Close"), self.accept, "primary")
        close.setDefault(True)
        self.buttons.addWidget(close)

    def ask_lesson(self) -> None:
        """What was learnt, and the course that should teach it."""
        from supervisor.dispatch.afterwards.lessons import note_lesson

        desk, subject = self.desk, self.subject
        form = FormSheet(self, desk, str(NOTE_LESSON).rstrip("…"))
        hint = str(Words("一句话：下次要怎么做", "In a sentence: what to do next time"))
        form.lines("text", str(Words("教训", "Lesson")), hint=hint)
        none = str(Words("暂不指定", "none yet"))
        form.choice(
            "course", str(Words("由哪门课程来教", "Course that should teach it")), [("", none), *self.past.courses]
        )
        form.send(
            _("Enter"),
            lambda v: note_lesson(desk.book, desk.actor, subject, v["text"], course=v["course"] or ""),
            said=str(Words("已记录，“培训与证书”中已列入待办培训。", "Noted; a training is proposed under Training.")),
            done=lambda _lesson: self.again(),
        )

    def again(self) -> None:
        """Read the page anew."""
        actor = self.desk.actor

        def show(past: Past | None) -> None:
            if past is not None:
                self.past = past
                self.content.put(past.page)

        self.desk.load(self, lambda reader: read_past(reader, self.subject, actor), show)

    def ask_workbook(self) -> None:
        """Choose where the workbook is to lie."""
        choose_target(self, str(SAVE_WORKBOOK), self.past.page.title, self.write_workbook)

    def write_workbook(self, path: Path) -> None:
        """Write the workbook to `path` in the background."""
        desk, subject = self.desk, self.subject

        def work(_progress: Any) -> Path:
            from reports import incident_workbook

            return incident_workbook(desk.book, subject, path, actor=desk.actor)

        desk.long(self, work, done=self._written, failed=lambda notice: desk.said.emit(notice, None))

    def ask_pdf(self) -> None:
        """Choose where the page is to lie as PDF."""
        choose_target(
            self, _("Save as PDF…"), self.past.page.title, self.write_pdf, suffix="pdf", kind=_("PDF (*.pdf)")
        )

    def write_pdf(self, path: Path) -> None:
        """Write the page as PDF to `path` in the background."""
        desk, subject = self.desk, self.subject

        def work(_progress: Any) -> Path:
            from supervisor.desktop.printing import write_paper

            with desk.book.read() as r:
                paper = _paper(r, desk.actor, subject)
            return write_paper(paper, path)

        desk.long(self, work, done=self._written, failed=lambda notice: desk.said.emit(notice, None))

    def print_it(self) -> None:
        """Open the system's print dialog for the page."""
        from supervisor.desktop.printing import print_paper

        desk, subject = self.desk, self.subject
        actor = desk.actor
        desk.load(self, lambda reader: _paper(reader, actor, subject), lambda paper: print_paper(self, paper))

    def _written(self, path: Any) -> None:
        self.desk.say("good", _("Written: {path}").format(path=path))


def _paper(reader: Any, actor: str, subject: str) -> Any:
    from supervisor.desktop.printing import Paper
    from supervisor.overview.incident_paper import incident_paper

    found = incident_paper(reader, actor, subject)
    return Paper(found.html, found.title, foot=found.foot)
