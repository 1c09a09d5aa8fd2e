"""The card that writes a workbook: where to, what name, with a password or without; then the path, or why not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit

from supervisor.desktop.background import Progress
from supervisor.desktop.screens.reports.jobs import Job, writer
from supervisor.desktop.screens.reports.preview import PreviewSheet
from supervisor.desktop.screens.reports.target import Target
from supervisor.desktop.widgets.basics import Card, button, clear, column, label, row
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.desktop.widgets.notices import Notice, NoticeFrame
from supervisor.desktop.widgets.written_files import tell_written
from supervisor.language import _


class ExportCard(Card):
    """Writes the `job` it was given; the folder is the same on every card, as long as the program runs."""

    def __init__(self, page: Any, heading: str, *, name: str = "") -> None:
        super().__init__(heading)
        self._page = page
        self.job: Job | None = None
        self.folder = QLineEdit(str(page.folder.path))
        self.folder.setAccessibleName(_("Folder"))
        self.folder.textChanged.connect(self._folder_typed)
        page.folder.changed.connect(self._folder_elsewhere)
        where = row(label(_("Folder"), "small"), spacing=8)
        where.addWidget(self.folder, 1)
        where.addWidget(button(_("Choose a folder…"), self.ask_folder))
        self.add(where)
        self._place = Target(page, lambda: self.job.about.file if self.job is not None else "")
        self.name = self._place.line
        self.add(self.name)
        self.protect = QCheckBox(_("A password opens it"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(_("Password of the workbook"))
        self.password.setPlaceholderText(_("Password of the workbook"))
        self.password.hide()
        self.protect.toggled.connect(self._protect)
        self.preview = button(_("Preview"), self.ask_preview, shortcut="Ctrl+P", tip="Ctrl+P")
        self.write_now = button(
            _("Export to Excel"), self.ask_write, "primary", shortcut="Ctrl+E", tip="Ctrl+E",
            name=name or _("Export to Excel"),
        )  # fmt: skip
        locked = row(self.protect, spacing=8)
        locked.addWidget(self.password, 1)
        locked.addStretch(0)
        self.add(locked)
        self.add(row(None, self.preview, self.write_now, spacing=8))
        self.work = LongWork(page.desk)
        self.add(self.work)
        self.result = column()
        self.add(self.result)
        self.body.addStretch(1)

    def put(self, job: Job | None) -> None:
        """Take something to write; what was said of the last stays until something else is written."""
        if job != self.job:
            clear(self.result)
        self.job = job
        self._show_name()

    @property
    def target(self) -> Path | None:
        """The file that would be written; None while nothing is chosen."""
        return self._place.path

    def ask_folder(self) -> None:
        """Choose the folder in the system's own dialog."""
        dialog = QFileDialog(self.window(), _("Choose a folder"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()

    def ask_preview(self) -> None:
        """Show what would be written, without writing it anywhere."""
        if self.job is not None:
            PreviewSheet(self._page, self.job)

    def ask_write(self) -> None:
        """Write; ask first when that would replace an older file."""
        path = self.target
        if path is None:
            self._page.desk.say("info", _("Choose what the workbook is about, and a folder."))
        else:
            self._place.write(path, self.write)

    def write(self, path: Path) -> None:
        """Write it to `path`, with progress; the result or the reason stays on the card."""
        assert self.job is not None
        clear(self.result)
        password = self.password.text() if self.protect.isChecked() else None
        writing = writer(self._page.desk, self.job)

        def work(progress: Progress) -> Path:
            from reports import underway
            from reports.sealed import opened_by

            progress.report(-1, _("Writing {file}").format(file=path.name))
            with underway.watched(progress.report), opened_by(password):
                writing(path)
            return path

        self._idle(False)
        self.work.start(_("Writing {file}").format(file=path.name), work, self._written, failed=self._not_written)

    def _written(self, path: Path) -> None:
        self._idle(True)
        tell_written(self.result, path)

    def _not_written(self, notice: Notice | None) -> None:
        self._idle(True)
        if notice is None:
            notice = Notice("info", _("Cancelled. Nothing of it was kept."))
        self.result.addWidget(NoticeFrame(notice))

    def _idle(self, idle: bool) -> None:
        focused = self.window().focusWidget()
        self.write_now.setEnabled(idle)
        self.preview.setEnabled(idle)
        if not idle and focused in (self.write_now, None):
            self.work.cancel.setFocus()
        elif idle and not self.result.count():
            self.write_now.setFocus()

    def _protect(self, wanted: bool) -> None:
        self.password.setVisible(wanted)
        if wanted:
            self.password.setFocus()
        else:
            self.password.clear()

    def _folder_typed(self, text: str) -> None:
        self._page.folder.put(text)
        self._show_name()

    def _folder_elsewhere(self, text: str) -> None:
        if text != self.folder.text():
            self.folder.setText(text)

    def _show_name(self) -> None:
        self._place.show()
        self.write_now.setEnabled(self.target is not None and not self.work.busy)
        self.preview.setEnabled(self.job is not None and not self.work.busy)
