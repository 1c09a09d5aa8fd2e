"""The card that writes a workbook: what of three things, about what, into which folder; then the path, or why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QLineEdit

from supervisor.desktop.background import Progress
from supervisor.desktop.questions import Question
from supervisor.desktop.widgets.basics import Card, button, clear, column, label, row
from supervisor.desktop.widgets.choices import choice_buttons
from supervisor.desktop.widgets.forms import choice_box, chosen
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.desktop.widgets.notices import Notice, NoticeFrame
from supervisor.desktop.widgets.written_files import documents, file_name, tell_written
from supervisor.errors import Problem
from supervisor.language import _

KINDS = ("month", "inspection", "person")
Write = Callable[[Path], Path]


@dataclass(frozen=True)
class Choices:
    """What can be written of a month: inspections and people as (subject or number, words, name of the file)."""

    month: str
    inspections: tuple[tuple[str, str, str], ...]
    people: tuple[tuple[str, str, str], ...]
    whole_branch: bool


class ExportCard(Card):
    """Three kinds as buttons; the folder stays as chosen while the program runs."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("Write a workbook"))
        self._page = page
        self._choices: Choices | None = None
        theme = page.desk.theme
        titles = {"month": _("The month"), "inspection": _("One inspection"), "person": _("One person")}
        self.kinds = choice_buttons(self, titles, self.choose)
        line = row(*self.kinds.values(), spacing=6)
        self.about = choice_box([], name=_("About"), searchable=True)
        self.about.setMinimumWidth(theme.px(320))
        self.about.currentTextChanged.connect(lambda _text: self._show_name())
        line.addWidget(self.about)
        self.none = label(_("No inspection was finished in this month."), "muted")
        line.addWidget(self.none)
        line.addStretch(1)
        self.add(line)
        self.folder = QLineEdit(str(documents()))
        self.folder.setAccessibleName(_("Folder"))
        self.folder.textChanged.connect(lambda _text: self._show_name())
        self.write_now = button(
            _("Export to Excel"), self.ask_write, "primary", shortcut="Ctrl+E", tip="Ctrl+E",
            name=_("Export the month to Excel"),
        )  # fmt: skip
        below = row(label(_("Folder"), "small"), spacing=8)
        below.addWidget(self.folder, 1)
        below.addWidget(button(_("Choose a folder…"), self.ask_folder))
        below.addWidget(self.write_now)
        self.add(below)
        self.name = label("", "small", wrap=True)
        self.add(self.name)
        self.work = LongWork(page.desk)
        self.add(self.work)
        self.result = column()
        self.add(self.result)
        self._kind = "month"
        self.kinds["month"].setChecked(True)

    @property
    def kind(self) -> str:
        """What is to be written: month, inspection or person."""
        return self._kind

    def put(self, choices: Choices, about: str) -> None:
        """Offer what the month holds; `about` is an inspection or a person to begin with."""
        self._choices = choices
        for kind in ("month", "inspection"):
            self.kinds[kind].setVisible(choices.whole_branch)
        kind = about.partition(":")[0]
        if kind in KINDS:
            self._kind = kind
        elif not choices.whole_branch:
            self._kind = "person"
        self.choose(self._kind, about)

    def choose(self, kind: str, about: str = "") -> None:
        """Take one of the three kinds; the list beside it follows."""
        self._kind = kind
        self.kinds[kind].setChecked(True)
        options = self._options()
        wanted = about or (self.about.currentData() if self.about.isVisible() else "")
        self.about.clear()
        for subject, words, _file in options:
            self.about.addItem(words, subject)
        place = self.about.findData(wanted)
        self.about.setCurrentIndex(max(place, 0) if options else -1)
        completer = self.about.completer()
        if completer is not None:
            completer.setModel(self.about.model())
        self.about.setVisible(kind != "month" and bool(options))
        self.none.setVisible(kind == "inspection" and not options)
        self._show_name()

    @property
    def target(self) -> Path | None:
        """The file that would be written; None while nothing is chosen."""
        name = self._file()
        folder = self.folder.text().strip()
        return Path(folder).expanduser() / file_name(name) if name and folder else None

    def ask_folder(self) -> None:
        """Choose the folder in the system's own dialog."""
        dialog = QFileDialog(self.window(), _("Choose a folder"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()

    def ask_write(self) -> None:
        """Write; ask first when that would replace an older file."""
        path = self.target
        if path is None:
            self._page.desk.say("info", _("Choose what the workbook is about, and a folder."))
        elif path.is_file():
            question = Question(
                _("Replace {file}?").format(file=path.name),
                _("A file of this name is in the folder already."),
                _("Replace"),
            )
            self._page.desk.confirm(self, question, lambda: self.write(path))
        else:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write what is chosen to `path`, with progress; the result or the reason stays on the card."""
        clear(self.result)
        writing = self._writer()

        def work(progress: Progress) -> Path | Problem:
            progress.report(-1, _("Writing {file}").format(file=path.name))
            try:
                return writing(path)
            except Problem as problem:
                return problem

        def done(result: Path | Problem) -> None:
            if isinstance(result, Problem):
                self.result.addWidget(NoticeFrame(Notice("bad", str(result))))
            else:
                tell_written(self.result, result)

        self.work.start(_("Writing {file}").format(file=path.name), work, done)

    def _writer(self) -> Write:
        assert self._choices is not None
        desk, month, kind, subject = self._page.desk, self._choices.month, self._kind, chosen(self.about)

        def write(path: Path) -> Path:
            from reports import inspection_workbook, month_workbook, person_workbook

            if kind == "month":
                return month_workbook(desk.book, month, path, actor=desk.actor)
            if kind == "inspection":
                return inspection_workbook(desk.book, subject or "", path, actor=desk.actor)
            return person_workbook(desk.book, _number(desk.book, subject), month, path, actor=desk.actor)

        return write

    def _options(self) -> tuple[tuple[str, str, str], ...]:
        if self._choices is None or self._kind == "month":
            return ()
        return self._choices.inspections if self._kind == "inspection" else self._choices.people

    def _file(self) -> str:
        if self._choices is None:
            return ""
        if self._kind == "month":
            return _("branch-month-{month}.xlsx").format(month=self._choices.month)
        found = chosen(self.about)
        return next((file for subject, _words, file in self._options() if subject == found), "")

    def _show_name(self) -> None:
        path = self.target
        self.name.setText(_("Will be written: {path}").format(path=path) if path else "")
        self.write_now.setEnabled(path is not None)


def _number(book: Any, person: str | None) -> str:
    """The staff number of a person's subject."""
    from supervisor.branch.ledger import people

    with book.read() as reader:
        return next((p.no for p in people(reader, active_only=False) if p.subject == person), "")
