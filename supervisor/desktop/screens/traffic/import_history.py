"""The files that were taken in, the latest first; each can be withdrawn from here."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.traffic.import_sheet import withdraw
from supervisor.desktop.widgets.basics import label
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.notices import Notice
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.language import _


class FilesSheet(Sheet):
    """The sheet over the window; Enter withdraws the file under the cursor, once it is asked for again."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent.window(), _("Files taken in"))
        self._desk = desk
        self._sure = ""
        theme = desk.theme
        self.setMinimumWidth(min(theme.px(960), max(theme.px(700), parent.window().width() - theme.px(80))))
        words = _("A file withdrawn counts no longer; what other files gave stays. The journal keeps both.")
        self.body.addWidget(label(words, "muted", wrap=True))
        columns: list[Column[Any]] = [
            Column("file", _("File"), lambda f: f.file, width=-1, strong=True),
            Column("kind", _("Kind"), _kind, width=88),
            Column("taken", _("Taken in"), self._moment, lambda f: f.taken_ms, width=140),
            Column("rows", _("Rows"), lambda f: str(f.row_count), lambda f: f.row_count, True, width=80),
            Column("new", _("New"), lambda f: str(f.new_count), lambda f: f.new_count, True, width=80),
            Column("refused", _("Refused"), _refused, lambda f: sum(f.rejected.values()), True, width=80),
            Column("state", _("State"), _state, status=lambda f: "warning" if f.withdrawn_ms else "good", width=96),
        ]
        empty = EmptyState(_("No ticket file has been taken in yet."))
        self.table = DataTable(theme, columns, name=_("Files taken in"), empty=empty)
        self.table.setMinimumHeight(theme.px(300))
        self.body.addWidget(self.table)
        self.verb = self.add_buttons(_("Withdraw this file"), self.withdraw, no=_("Close"))

    def open_list(self) -> None:
        """Read the files on the pool and show the sheet at once."""
        self._load()
        self.open()
        self.table.setFocus()

    def withdraw(self) -> None:
        """Withdraw the file under the cursor; the first time only say what follows."""
        file = self.table.current()
        if file is None or file.withdrawn_ms:
            self.say(_("Choose a file that still counts."))
            return
        if self._sure != file.file_digest:
            self._sure = file.file_digest
            words = _("{count} tickets or counts of {file} will count no longer. Press the button again to do it.")
            self.say(words.format(count=file.new_count, file=file.file))
            return
        desk, digest = self._desk, file.file_digest
        self.verb.setEnabled(False)

        def done(_result: Any) -> None:
            self._sure = ""
            self.say("")
            self.verb.setEnabled(True)
            self._load()

        def failed(notice: Notice) -> None:
            self.verb.setEnabled(True)
            self.say(notice.happened)

        said = _("{file} is withdrawn; its days are worked out again.").format(file=file.file)
        desk.command(self, lambda: withdraw(desk, digest), said=said, done=done, failed=failed)

    def _load(self) -> None:
        self._desk.load(self, _read, self.table.put, lambda notice: self.say(notice.happened))

    def _moment(self, file: Any) -> str:
        at = datetime.fromtimestamp(file.taken_ms / 1000, UTC).astimezone(self._desk.book.zone)
        return f"{at:%Y-%m-%d %H:%M}"


def _read(reader: Any) -> list[Any]:
    from supervisor.traffic.files.ledger import files_taken

    return files_taken(reader)


def _kind(file: Any) -> str:
    return _("counts per interval") if file.kind == "counts" else _("tickets")


def _refused(file: Any) -> str:
    return str(sum(file.rejected.values()))


def _state(file: Any) -> str:
    return _("withdrawn") if file.withdrawn_ms else _("still counts")
