"""Head office's own form: what each name in it becomes, before anything is written; then the filled form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from supervisor.desktop.background import Cancelled, Progress
from supervisor.desktop.screens.reports.fields_sheet import FieldsSheet
from supervisor.desktop.screens.reports.path_line import PathLine
from supervisor.desktop.screens.reports.reading import Snapshot
from supervisor.desktop.screens.reports.target import Target
from supervisor.desktop.widgets.basics import Card, button, clear, column, label, row
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.notices import Notice, NoticeFrame
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.widgets.written_files import tell_written
from supervisor.language import Words, _

STATES: dict[str, tuple[str, Words]] = {
    "unknown": ("bad", Words("不认识", "unknown")),
    "unfilled": ("warning", Words("本月无数据", "no figure")),
    "filled": ("good", Words("已填", "filled")),
}


class FormTab(QWidget):
    """Choosing a form looks at it: nothing is written until the button is pressed."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page = page
        self._month = ""
        px = page.desk.theme.px
        card = Card(_("Head office's own form"))
        card.head.addWidget(button(_("Names that can stand in it…"), self.ask_fields, "small"))
        forms = (_("Workbooks (*.xlsx *.xlsm)"),)
        self.form = PathLine(str(Words("表格", "Form")), self.look, filters=forms, titles_width=px(48))
        card.add(self.form)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(_("Password of the form"))
        self.password.setPlaceholderText(_("Password of the form, then Enter"))
        self.password.returnPressed.connect(self._again)
        self.password.hide()
        card.add(self.password)
        told = _(
            "Names in double braces such as {example} become the month's figures; everything else in the form stays as "
            "it came."
        )
        self.words = label(told.format(example="{{投诉件数}}"), "small", wrap=True)
        card.add(self.words)
        self._place = Target(page, self._file_name)
        self.name = self._place.line
        self.write_now = button(_("Write the filled form"), self.ask_write, "primary", shortcut="Ctrl+E", tip="Ctrl+E")
        self.write_now.setEnabled(False)
        below = row(spacing=8)
        below.addWidget(self.name, 1)
        below.addWidget(self.write_now)
        card.add(below)
        self.work = LongWork(page.desk)
        card.add(self.work)
        self.result = column()
        card.add(self.result)
        columns: list[Column[Any]] = [
            Column("state", str(Words("结果", "Result")), lambda one: str(STATES[one[0]][1]), lambda one: _rank(one),
                   status=lambda one: STATES[one[0]][0], width=120),
            Column("sheet", _("Sheet"), lambda one: one[1].sheet, width=130),
            Column("cell", _("Cell"), lambda one: one[1].cell, width=80, strong=True),
            Column("name", str(Words("名称", "Name")), lambda one: one[1].name, width=230),
            Column("shown", str(Words("填入内容", "Becomes")), _becomes, width=-1),
        ]  # fmt: skip
        empty = EmptyState(_("Choose a form: every name in it stands here, with what it becomes."))
        self.table = DataTable(page.desk.theme, columns, name=_("Names in the form"), empty=empty)
        lower = Card(padding=12)
        lower.add(self.table, 1)
        whole = column(card, spacing=16)
        whole.addWidget(lower, 1)
        self.setLayout(whole)
        self.entrance = self.form.field
        page.folder.changed.connect(lambda _text: self._place.show())

    def put(self, snapshot: Snapshot) -> None:
        """Another month: a form that is chosen is looked at anew."""
        changed, self._month = snapshot.month != self._month, snapshot.month
        self._place.show()
        if changed and self.form.path is not None and not self.work.busy:
            self.look(self.form.path)

    @property
    def target(self) -> Path | None:
        """Where the filled form will lie; None while none is chosen."""
        return self._place.path

    def _file_name(self) -> str:
        form = self.form.path
        return "" if form is None else f"{form.stem} {self._month}{form.suffix}"

    def ask_fields(self) -> None:
        """Open the list of names that can stand in a form."""
        FieldsSheet(self._page, self._month)

    def look(self, form: Path) -> None:
        """Fill the form without keeping the result, and show what came of every name."""
        clear(self.result)
        self.table.put([])
        self.write_now.setEnabled(False)
        self._place.show()
        filling = self._filling(form)

        def work(progress: Progress) -> Any:
            from reports.recording import unrecorded
            from reports.writing import working_folder

            with working_folder() as room, unrecorded():
                return filling(room / f"look{form.suffix}", progress)

        self.work.start(_("Looking at {file}").format(file=form.name), work, self._show, failed=self._not_done)

    def ask_write(self) -> None:
        """Write; ask first when that would replace an older file."""
        path = self.target
        if path is not None and path == self.form.path:
            self.write(path)  # says that the form itself is kept
        elif path is not None:
            self._place.write(path, self.write)

    def write(self, path: Path) -> None:
        """Write the filled form."""
        clear(self.result)
        form = self.form.path
        assert form is not None
        filling = self._filling(form)

        def written(filled: Any) -> None:
            self._show(filled)
            tell_written(self.result, path)

        self.work.start(
            _("Writing {file}").format(file=path.name), lambda progress: filling(path, progress), written,
            failed=self._not_done,
        )  # fmt: skip

    def _filling(self, form: Path) -> Any:
        desk, month, password = self._page.desk, self._month, self.password.text() or None

        def fill(out: Path, progress: Progress) -> Any:
            from reports.filling import fill_form

            filled = fill_form(
                desk.book, form, month, out, actor=desk.actor, password=password,
                progress=progress.report, cancelled=lambda: progress.cancelled,
            )  # fmt: skip
            if filled is None:
                raise Cancelled
            return filled

        return fill

    def _again(self) -> None:
        if self.form.path is not None:
            self.look(self.form.path)

    def _show(self, filled: Any) -> None:
        self.password.setVisible(bool(self.password.text()))
        lines = [
            *(("unknown", one) for one in filled.unknown),
            *(("unfilled", one) for one in filled.unfilled),
            *(("filled", one) for one in filled.filled),
        ]
        self.table.put(lines)
        said = _("{n} filled, {unknown} unknown, {empty} without a figure").format(
            n=len(filled.filled), unknown=len(filled.unknown), empty=len(filled.unfilled)
        )
        grown = [
            _("{sheet}: row {row} became {n} rows").format(sheet=one.sheet, row=one.rows.split(":")[0], n=one.entries)
            for one in filled.expanded
        ]
        self.words.setText("\n".join([" · ".join([said, *grown]), *filled.notes]))
        self.write_now.setEnabled(True)
        if lines:
            self.table.select(lambda _one: True)

    def _not_done(self, notice: Notice | None) -> None:
        if notice is None:
            notice = Notice("info", _("Cancelled. Nothing of it was kept."))
        if notice.error_name == "NeedsPassword":
            self.password.show()
            self.password.setFocus()
        self.result.addWidget(NoticeFrame(notice))
        self.write_now.setEnabled(bool(self.table.model.rows))


def _rank(line: Any) -> int:
    return list(STATES).index(line[0])


def _becomes(line: Any) -> str:
    state, one = line
    if state == "unknown":
        return _("Did you mean {name}?").format(name=one.nearest) if one.nearest else _("No name is like it.")
    return one.shown if state == "filled" else "–"
