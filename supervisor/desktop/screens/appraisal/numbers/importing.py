"""A workbook of numbers looked at before it is taken in: what it adds and replaces, or each fault with its cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer

from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.appraisal.numbers.reading import figure_words
from supervisor.desktop.widgets.chosen_files import choose_source
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.notices import notice_of
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.widgets.workbook_look import WorkbookLook, refused_cells
from supervisor.language import _

_STATUS = {"added": "good", "replaced": "info", "same": "quiet"}
_ORDER = {"replaced": 0, "added": 1, "same": 2}


def ask_import(view: Any) -> None:
    """Choose a workbook; it is shown before anything of it is taken."""
    choose_source(view, _("Import figures"), [_("Workbooks (*.xlsx)"), _("All files (*)")],
                  lambda path: NumbersImport(view, path))  # fmt: skip


class NumbersImport(WorkbookLook):
    """What of a workbook is new, replaces a figure or is the same; or every fault and what to write instead."""

    def __init__(self, view: Any, path: Path) -> None:
        self._view = view
        self.table: DataTable | None = None
        super().__init__(view, view.desk, path, width=860)

    def look(self) -> None:
        """Read and compare without writing anything."""
        desk, path, month = self._desk, self.path, self._view.month

        def work() -> Any:
            from supervisor.appraisal.numbers.naming import called
            from supervisor.appraisal.numbers.service import look

            with desk.book.read() as reader:
                return look(reader, desk.actor, path, month), called(reader, month)

        self.say("")
        failed = lambda error: self._not_read(notice_of(error, writing=False))  # noqa: E731
        desk.background.command(work, owner=self, done=self._show, failed=failed)

    def take(self) -> None:
        """Take all of it in, in one command; undo takes the file back."""
        from supervisor.appraisal.numbers.service import take, withdraw_file

        desk, path, month = self._desk, self.path, self._view.month

        def done(_found: Any) -> None:
            self.accept()

        def undo(found: Any) -> Undo:
            file = f"numbers-file:{found.digest[:24]}"
            return Undo(_("an import"), lambda: withdraw_file(desk.book, desk.actor, file, reason=_("undone")))

        self.verb.setEnabled(False)
        desk.command(
            self, lambda: take(desk.book, desk.actor, path, month), done=done, said=_counts,
            undo=undo, failed=self._not_taken,
        )  # fmt: skip

    def _show(self, result: Any) -> None:
        found, word = result
        table = self._faults(found) if found.faults else self._lines(found, word)
        if self.table is not None:
            self.body.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = table
        table.setMinimumHeight(self._desk.theme.px(190))
        self.body.addWidget(table, 1)
        QTimer.singleShot(0, self, self.adjustSize)  # the words above may have become several lines
        ready = not found.faults and bool(found.count("added") + found.count("replaced"))
        self.verb.setEnabled(ready)
        self.again.setVisible(bool(found.faults))
        (self.verb if ready else self.again if found.faults else table.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lines(self, found: Any, word: Any) -> DataTable:
        follows = (
            _("Nothing has been taken in yet.")
            if found.count("added") + found.count("replaced")
            else _("The book has all of this already: there is nothing to take in.")
        )
        self.words.setText("\n".join([f"{_counts(found)} {follows}", *(f"▲ {note}" for note in found.notes)]))
        table = DataTable(
            self._desk.theme,
            [
                Column("outcome", _("What happens"), lambda one: outcome_words(one.outcome),
                       lambda one: _ORDER[one.outcome], status=lambda one: _STATUS[one.outcome], width=90),
                Column("name", _("Person"), lambda one: f"{one.read.name} {one.read.no}", width=120, strong=True),
                Column("measure", _("Indicator"), lambda one: word(one.read.key.source, one.read.key.item), width=-1),
                Column("when", _("Day or month"), lambda one: one.read.key.when, width=100),
                Column("value", _("Value"), lambda one: figure_words(one.read.value_c, one.read.cases), None, True,
                       width=84, strong=True),
                Column("before", _("Value before"), _before, None, True, width=84),
                Column("place", _("Cell"), lambda one: f"{one.read.sheet} {one.read.column}{one.read.row}", width=120),
            ],
            name=_("What would be taken in"), empty=EmptyState(_("The workbook holds no figure.")), sort_by="outcome",
        )  # fmt: skip
        table.put(found.lines)
        return table

    def _faults(self, found: Any) -> DataTable:
        how = _("All of a workbook is taken in or nothing: mend these cells, save it, look again.")
        said = _("The file cannot be taken in: {n} faults.").format(n=len(found.faults))
        self.words.setText(f"{said}\n{how}")
        table = refused_cells(self._desk.theme, _("Faults of the workbook"), said)
        table.put(found.faults)
        return table


def outcome_words(outcome: str) -> str:
    """What becomes of a figure."""
    return {"added": _("new"), "replaced": _("replaces"), "same": _("stays")}[outcome]


def _before(line: Any) -> str:
    return figure_words(line.before_c, line.cases_before) if line.outcome == "replaced" else ""


def _counts(found: Any) -> str:
    return _("Added {added}, replaced {replaced}, the same {same}.").format(
        added=found.count("added"), replaced=found.count("replaced"), same=found.count("same"))  # fmt: skip
