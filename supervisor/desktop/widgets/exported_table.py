"""A table on screen as an Excel workbook: the rows shown, in the order shown, with all columns.

Who sees a table may write it, as he may copy it; what is masked on screen is masked in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.background import Progress
from supervisor.desktop.desk import Desk
from supervisor.desktop.palette import SIGNS
from supervisor.desktop.questions import Sheet
from supervisor.desktop.widgets.basics import button, label
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.desktop.widgets.models import RowsProxy
from supervisor.desktop.widgets.notices import Notice
from supervisor.desktop.widgets.written_files import choose_target, show_file, show_folder
from supervisor.errors import Problem
from supervisor.language import _

EXPORT_KEY = "Ctrl+Shift+S"
WIDTH = 640  # pixels before text scaling: a path is long
MARGINS = 48  # of a sheet, left and right together


def ask_table_export(owner: QWidget, name: str, proxy: RowsProxy) -> None:
    """Ask where the table called `name` is to lie, write it there, and show where it lies."""
    try:
        desk = Desk.of(owner)
    except LookupError:
        return

    def ask(today: date) -> None:
        choose_target(
            owner, _("Export this table to Excel"), f"{name} {today}.xlsx",
            lambda path: WrittenTable(owner, desk, name, proxy).write(path),
        )  # fmt: skip

    desk.load(owner, lambda reader: reader.today, ask)


class WrittenTable(Sheet):
    """Stays over the window while a table is written; then says where it lies, or why it does not."""

    def __init__(self, owner: QWidget, desk: Desk, title: str, proxy: RowsProxy) -> None:
        super().__init__(owner.window(), _("Export this table to Excel"))
        self.setMinimumWidth(desk.theme.px(WIDTH))
        self.desk = desk
        self._title = title
        self._columns = proxy.columns
        self._rows = (proxy.rows, proxy.shown)  # as they are now: neither is changed, both are replaced
        many = len(proxy.shown)
        self.body.addWidget(label(_("{table}: {n:,} lines").format(table=title, n=many), "muted", wrap=True))
        self.work = LongWork(desk)
        self.body.addWidget(self.work)
        self.outcome = label("", wrap=True)
        self.outcome.hide()
        self.body.addWidget(self.outcome)
        self.enough = button(_("Close"), self.reject, "primary")
        self.enough.setDefault(True)
        self.buttons.addWidget(self.enough)

    def write(self, path: Path) -> None:
        """Write the table to `path`, with progress."""
        self.open()
        rows, shown = self._rows
        said = _("Writing {file}").format(file=path.name)

        def work(progress: Progress) -> Path | Problem:
            progress.report(-1, said)
            try:
                _write(
                    self.desk,
                    self._title,
                    self._columns,
                    _cells(self._columns, rows, shown),
                    len(shown),
                    path,
                    progress,
                )
            except Problem as problem:
                return problem
            return path

        self.work.start(said, work, self._told, failed=self._not_done)

    def reject(self) -> None:
        if not self.work.busy:
            super().reject()

    def _told(self, result: Path | Problem) -> None:
        if isinstance(result, Problem):
            self._say_there(Notice("bad", str(result)))
            return
        self.outcome.setText(f"{SIGNS['good']} " + _("Written: {path}").format(path=result))
        self.buttons.insertWidget(0, button(_("Open the folder"), lambda: show_folder(result)))
        self.buttons.insertWidget(1, button(_("Open the file"), lambda: show_file(result)))
        self._settled()

    def _not_done(self, notice: Notice | None) -> None:
        self._say_there(notice or Notice("info", _("Cancelled. Nothing of it was kept.")))

    def _say_there(self, notice: Notice) -> None:
        self.outcome.setText(f"{SIGNS[notice.status]} {notice.happened} {notice.cure}".strip())
        self._settled()

    def _settled(self) -> None:
        """Nothing is under way any more: as high as what is said, Enter closes."""
        self.outcome.show()
        self.outcome.setMinimumHeight(self.outcome.heightForWidth(self.width() - MARGINS))
        self.adjustSize()
        self.enough.setFocus()


def _write(
    desk: Desk, title: str, columns: Sequence[Any], cells: Iterator[list[tuple[str, Any]]], many: int, path: Path,
    progress: Progress,
) -> None:  # fmt: skip
    from reports.opening import report_of
    from reports.table_export import Seen, table_workbook

    with desk.services.read() as r:
        report = report_of(desk.book, r, "table", actor=desk.actor, about=title)
    note = f"{report.proof.branch} · {report.proof.made_at:%Y-%m-%d %H:%M}"
    seen = [Seen(one.title, one.numeric, one.name) for one in columns]
    table_workbook(report, title, seen, cells, path, note=note, many=many, progress=progress.report)


def _cells(columns: Sequence[Any], rows: Sequence[Any], shown: Sequence[int]) -> Iterator[list[tuple[str, Any]]]:
    """Row by row what each cell shows, with the day that it sorts by where it shows one."""
    for number in shown:
        item = rows[int(number)]
        yield [(one.text(item) or "", one.sort(item) if one.sort is not None else None) for one in columns]
