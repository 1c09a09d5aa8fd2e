"""The folder of the queue machine: which it is on this computer, how its files are read, how the last look went."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFileDialog

from supervisor.access.rights import Right
from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.settings.tables import BranchTab
from supervisor.desktop.widgets.basics import Card, button, column, label, row
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import clock
from supervisor.language import _

LEAST, MOST = 15, 3600


class QueueTab(BranchTab):
    """What is watched, with buttons to name it, to look now and to end it; below it the files as last seen."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        theme = self.desk.theme
        self._folder: Any = None
        self.change = button(_("Folder…"), self.ask_folder, "smallprimary", name=_("Name the queue machine's folder"))
        self.now = button(_("Look now"), self.look_now, "small")
        self.end = button(_("Stop watching"), self.stop, "small")
        self.state = label("", "strong", wrap=True)
        self.about = label("", "small", wrap=True)
        card = Card(padding=12)
        card.add(row(label(_("Folder of the queue machine"), "heading"), None, self.end, self.now, self.change))
        card.add(self.state)
        card.add(self.about)
        self.table = DataTable(
            theme,
            [
                Column("file", _("File"), lambda f: f.file, width=220, strong=True),
                Column("tickets", _("Tickets of today"), lambda f: str(f.tickets), lambda f: f.tickets, True,
                       width=110),
                Column("newest", _("Newest"), lambda f: clock(f.newest_minute) if f.newest_minute >= 0 else "–",
                       lambda f: f.newest_minute, width=80),
                Column("state", _("State"), _state, status=_status, width=-1),
            ],
            name=_("Files of the queue machine"),
            empty=EmptyState(_("No file has been seen yet. Name the folder into which the queue machine writes.")),
        )  # fmt: skip
        card.add(self.table, 1)
        self.setLayout(column(card, spacing=16))
        if self.desk.folder_watch is not None:
            self.desk.folder_watch.looked.connect(self._show)

    def put(self, snapshot: Any) -> None:
        """Show the folder that is named."""
        self._folder = snapshot.folder
        watch = self.desk.folder_watch
        if watch is not None and watch.named != self._folder:
            watch.look()
        self._show()

    def ask_folder(self) -> None:
        """Name the folder, the files meant in it and how often it is looked at."""
        from supervisor.traffic.watching.naming import watch_folder

        if not self.change.isEnabled():
            return
        desk, before = self.desk, self._folder
        form = FieldForm(self, desk, _("Folder of the queue machine"), width=600)
        form.note(_("Files are read by the columns that were said when a file with the same headings was imported: "
                    "import one by hand first (Traffic) where the machine's headings are not known."))  # fmt: skip
        path = form.text("folder", _("Folder, as this computer sees it"), before.folder if before else "")

        def choose() -> None:
            dialog = QFileDialog(form, _("Folder of the queue machine"), path.text())
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.fileSelected.connect(path.setText)
            dialog.finished.connect(lambda _code: dialog.deleteLater())
            dialog.open()

        browse = button(_("Choose…"), choose, "small", name=_("Choose the folder"))
        browse.setAutoDefault(False)
        form.body.addLayout(row(browse, None))
        form.halves()
        form.text("pattern", _("Names of files, empty for every table"), before.pattern if before else "", "*.csv")
        form.number("seconds", _("Seconds between two looks"), before.seconds if before else 60, LEAST, MOST)
        form.halves(False)

        def put(folder: str, pattern: str, seconds: int) -> None:
            watch_folder(desk.book, desk.actor, folder, pattern=pattern, seconds=seconds)

        def put_back() -> None:
            put(*((before.folder, before.pattern, before.seconds) if before else ("", "", 60)))

        form.send(
            _("Save"), lambda v: put(v["folder"], v["pattern"], v["seconds"]), said=_("The folder is saved."),
            undo=lambda _none: Undo(_("folder of the queue machine"), put_back),
        )  # fmt: skip

    def look_now(self) -> None:
        """Look without waiting for the minute."""
        if self.desk.folder_watch is not None:
            self.desk.folder_watch.look()

    def stop(self) -> None:
        """Watch no folder on this computer any more."""
        from supervisor.traffic.watching.naming import watch_folder

        desk, before = self.desk, self._folder
        if before is None:
            return
        desk.command(
            self, lambda: watch_folder(desk.book, desk.actor, ""), said=_("No folder is watched any more."),
            undo=lambda _none: Undo(
                _("folder of the queue machine"),
                lambda: watch_folder(desk.book, desk.actor, before.folder, pattern=before.pattern,
                                     seconds=before.seconds),
            ),
        )  # fmt: skip

    def _show(self) -> None:
        session, watch = self.desk.services.session, self.desk.folder_watch
        may = session is not None and session.may(Right.IMPORT_TRAFFIC)
        named = self._folder
        self.change.setEnabled(may)
        self.now.setEnabled(may and named is not None and watch is not None)
        self.end.setEnabled(may and named is not None)
        if named is None:
            self.state.setText(_("No folder is watched on this computer."))
            self.about.setText(
                _("Where the queue machine writes a file of its tickets (grown or rewritten through the day), name its "
                  "folder once: new tickets are then taken in by themselves, and Dispatch knows who waits.")
            )  # fmt: skip
            self.table.put(())
            return
        self.state.setText(named.folder)
        last = watch.last if watch is not None and watch.named == named else None
        told = [named.pattern or _("every table"), _("every {n} s").format(n=named.seconds)]
        if last is not None:
            told.append(_("looked at {time}").format(time=f"{last.at:%H:%M}"))
        fault = watch.fault if watch is not None and watch.named == named else ""
        self.about.setText(fault or " · ".join(told))
        self.table.put(last.files if last is not None else ())


def _state(file: Any) -> str:
    if file.fault:
        return str(file.fault).replace("\n", " ")
    return _("its last line waits for its end") if file.waits_for_end else _("is read")


def _status(file: Any) -> str:
    return "warning" if file.fault else "good"
