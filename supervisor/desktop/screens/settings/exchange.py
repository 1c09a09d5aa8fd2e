"""The set-up workbook: looked at before it is taken in, saved empty to fill in, saved as the branch stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from supervisor.branch.alterations import outcome_words, sheet_name, told
from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.settings.words import kind_word
from supervisor.desktop.widgets.chosen_files import choose_workbook
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.notices import notice_of
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.widgets.workbook_look import WorkbookLook, refused_cells
from supervisor.desktop.widgets.written_files import choose_target
from supervisor.desktop.wording import listed
from supervisor.errors import BadInput, Fault
from supervisor.language import _


@dataclass(frozen=True)
class Looked:
    """What a look at a file gave: lines that would be taken, or the faults for which none is."""

    found: Any
    message: str = ""
    faults: tuple[Fault, ...] = ()


def ask_import(owner: Any) -> None:
    """Choose a workbook; it is shown before anything of it is taken."""
    choose_workbook(owner, _("Take in a workbook"), lambda path: ImportSheet(owner, owner.desk, path))


def ask_save(owner: Any, *, filled: bool) -> None:
    """Choose where the workbook is to lie."""
    title = _("Save what the branch has now") if filled else _("Save an empty workbook to fill in")
    name = _("branch-set-up.xlsx") if filled else _("branch-set-up-empty.xlsx")
    choose_target(owner, title, name, lambda path: save(owner.desk, owner, path, filled=filled))


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


class ImportSheet(WorkbookLook):
    """What of a workbook would be new, changed or the same; or every fault with its cell and what to write instead."""

    def __init__(self, owner: Any, desk: Desk, path: Path) -> None:
        self.table: DataTable | None = None
        super().__init__(owner, desk, path, width=860)

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
        failed = lambda error: self._not_read(notice_of(error, writing=False))  # noqa: E731
        desk.background.command(work, owner=self, done=self._show, failed=failed)

    def take(self) -> None:
        """Take all of it in, in one command."""
        from supervisor.branch.set_up import import_branch

        desk, path = self._desk, self.path

        def done(result: Any) -> None:
            self.accept()
            desk.say("good", _("Added {added}, changed {changed}, unchanged {unchanged}.").format(
                added=result.added, changed=result.changed, unchanged=result.unchanged))  # fmt: skip

        self.verb.setEnabled(False)
        desk.command(self, lambda: import_branch(desk.book, desk.actor, path), done=done, failed=self._not_taken)

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
        order = {"changed": 0, "added": 1, "unchanged": 2}
        table = DataTable(
            self._desk.theme,
            [
                Column("outcome", _("What happens"), lambda one: outcome_words(one.outcome),
                       lambda one: order[one.outcome], status=lambda one: _STATUS[one.outcome], width=130),
                Column("sheet", _("Sheet"), lambda one: sheet_name(one.sheet), width=140),
                Column("what", _("Line"), lambda one: one.what, width=240, strong=True),
                Column("changes", _("What changes"), lambda one: told(one.sheet, one.changes), width=-1),
            ],
            name=_("What would be taken in"), empty=EmptyState(_("The workbook holds no line.")), sort_by="outcome",
        )  # fmt: skip
        table.put(found.lines)
        return table

    def _faults(self, looked: Looked) -> DataTable:
        how = _("All of a workbook is taken in or nothing: mend these cells, save it, look again.")
        self.words.setText(f"{looked.message}\n{how}" if looked.faults else "")
        table = refused_cells(self._desk.theme, _("Faults of the workbook"), looked.message)
        table.put(looked.faults)
        return table


_STATUS = {"added": "good", "changed": "info", "unchanged": "quiet"}
