"""The set-up workbook: looked at before it is taken in, saved empty to fill in, saved as the branch stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDir, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog

from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.settings.words import kind_word
from supervisor.desktop.widgets.basics import button, label
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.notices import Notice, notice_of
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import listed
from supervisor.errors import BadInput, Fault
from supervisor.language import _, language


@dataclass(frozen=True)
class Looked:
    """What a look at a file gave: lines that would be taken, or the faults for which none is."""

    found: Any
    message: str = ""
    faults: tuple[Fault, ...] = ()


def _folder() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()


def ask_import(owner: Any) -> None:
    """Choose a workbook; it is shown before anything of it is taken."""
    dialog = QFileDialog(owner.window(), _("Take in a workbook"), _folder())
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([_("Workbooks (*.xlsx *.xls *.ods)"), _("All files (*)")])
    dialog.fileSelected.connect(lambda path: ImportSheet(owner, owner.desk, Path(path)))
    dialog.finished.connect(lambda _code: dialog.deleteLater())
    dialog.open()


def ask_save(owner: Any, *, filled: bool) -> None:
    """Choose where the workbook is to lie."""
    title = _("Save what the branch has now") if filled else _("Save an empty workbook to fill in")
    dialog = QFileDialog(owner.window(), title, _folder())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("xlsx")
    dialog.setNameFilter(_("Excel workbook (*.xlsx)"))
    dialog.selectFile(_("branch-set-up.xlsx") if filled else _("branch-set-up-empty.xlsx"))
    dialog.fileSelected.connect(lambda path: save(owner.desk, owner, Path(path), filled=filled))
    dialog.finished.connect(lambda _code: dialog.deleteLater())
    dialog.open()


def save(desk: Desk, owner: Any, path: Path, *, filled: bool) -> None:
    """Write the workbook in the background and say where it lies."""

    def work(_progress: Any) -> Path:
        from reports.branch_form import write_branch_form
        from supervisor.branch.sheets import current_sheets, empty_sheets

        if not filled:
            return write_branch_form(empty_sheets(), path)
        with desk.book.read() as reader:
            return write_branch_form(current_sheets(reader), path)

    desk.long(
        owner, work,
        done=lambda written: desk.say("good", _("The set-up workbook is saved: {path}").format(path=written)),
        failed=lambda notice: desk.said.emit(notice, None),
    )  # fmt: skip


class ImportSheet(Sheet):
    """What of a workbook would be new, changed or the same; or every fault with its cell and what to write instead."""

    def __init__(self, owner: Any, desk: Desk, path: Path) -> None:
        super().__init__(owner.window(), _("Take in {file}").format(file=path.name))
        self._desk, self._owner, self.path = desk, owner, path
        theme = desk.theme
        self.setMinimumWidth(theme.px(860))
        self.words = label(_("Reading the workbook…"), wrap=True)
        self.body.addWidget(self.words)
        self.table: DataTable | None = None
        self.again = button(_("Look at it again"), self.look)
        self.again.hide()
        self.buttons.insertWidget(0, self.again)
        self.add_buttons(_("Take it in"), self.take)
        last = self.buttons.itemAt(self.buttons.count() - 1)
        self.verb: Any = last.widget() if last is not None else None
        self.verb.setEnabled(False)
        self.open()
        self.look()

    def look(self) -> None:
        """Read and compare without writing anything."""
        desk, path = self._desk, self.path

        def work() -> Looked:
            from supervisor.branch.set_up import preview_branch

            try:
                return Looked(preview_branch(desk.book, desk.actor, path))
            except BadInput as problem:
                return Looked(None, str(problem).splitlines()[0], problem.faults)

        self.say("")
        desk.background.command(work, owner=self, done=self._show, failed=self._failed)

    def take(self) -> None:
        """Take all of it in, in one command."""
        from supervisor.branch.set_up import import_branch

        desk, path = self._desk, self.path

        def done(result: Any) -> None:
            self.accept()
            desk.say("good", _("Added {added}, changed {changed}, unchanged {unchanged}.").format(
                added=result.added, changed=result.changed, unchanged=result.unchanged))  # fmt: skip

        self.verb.setEnabled(False)
        desk.command(self, lambda: import_branch(desk.book, desk.actor, path), done=done, failed=self._refused)

    def _show(self, looked: Looked) -> None:
        table = self._faults(looked) if looked.found is None else self._lines(looked.found)
        if self.table is not None:
            self.body.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = table
        table.setMinimumHeight(self._desk.theme.px(300))
        self.body.addWidget(table, 1)
        ready = looked.found is not None and bool(looked.found.added + looked.found.changed)
        self.verb.setEnabled(ready)
        self.again.setVisible(looked.found is None)
        (self.verb if ready else self.again if looked.found is None else table.view).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def _lines(self, found: Any) -> DataTable:
        counts = _("Added {added}, changed {changed}, unchanged {unchanged}.").format(
            added=found.added, changed=found.changed, unchanged=found.unchanged)  # fmt: skip
        follows = (
            _("Nothing has been taken in yet. Nobody leaves because a line is missing.")
            if found.added + found.changed
            else _("The branch has all of this already: there is nothing to take in.")
        )
        slips = listed([f"{kind_word(kind)} {code}" for kind, code in found.unnamed])
        warning = "\n" + _("▲ Nobody has named these, so look whether they are slips: {codes}").format(codes=slips)
        self.words.setText(f"{counts} {follows}" + (warning if slips else ""))
        order = {"added": 0, "changed": 1, "unchanged": 2}
        table = DataTable(
            self._desk.theme,
            [
                Column("outcome", _("What happens"), lambda one: outcome_words(one.outcome),
                       lambda one: order[one.outcome], status=lambda one: _STATUS[one.outcome], width=130),
                Column("sheet", _("Sheet"), lambda one: sheet_name(one.sheet), width=140),
                Column("what", _("Line"), lambda one: one.what, width=-1, strong=True),
            ],
            name=_("What would be taken in"), empty=EmptyState(_("The workbook holds no line.")), sort_by="outcome",
        )  # fmt: skip
        table.put(found.lines)
        return table

    def _faults(self, looked: Looked) -> DataTable:
        how = _("All of a workbook is taken in or nothing: mend these cells, save it, look again.")
        self.words.setText(f"{looked.message}\n{how}" if looked.faults else "")
        table = DataTable(
            self._desk.theme,
            [
                Column("sheet", _("Sheet"), lambda one: one.sheet or "–", width=110),
                Column("row", _("Row"), lambda one: str(one.row or "–"), lambda one: one.row, True, width=60),
                Column("column", _("Column"), lambda one: one.column or "–", width=60),
                Column("problem", _("What is wrong"), lambda one: one.problem, width=240, strong=True),
                Column("cure", _("What to write instead"), lambda one: one.cure or "–", width=-1),
            ],
            name=_("Faults of the workbook"), empty=EmptyState(looked.message),
        )  # fmt: skip
        table.put(looked.faults)
        return table

    def _refused(self, notice: Notice) -> None:
        self.verb.setEnabled(True)
        self.say(notice.happened)

    def _failed(self, error: Exception) -> None:
        self.words.setText("")
        self.say(notice_of(error, writing=False).happened)


_STATUS = {"added": "good", "changed": "info", "unchanged": "quiet"}


def outcome_words(outcome: str) -> str:
    """What becomes of a line."""
    return {"added": _("new"), "changed": _("changed"), "unchanged": _("stays")}[outcome]


def sheet_name(key: str) -> str:
    """A sheet as it is called in the language in force."""
    from supervisor.branch.forms import SHEETS

    names = SHEETS[key][0]
    return names[0] if language() == "zh" else names[-1]
