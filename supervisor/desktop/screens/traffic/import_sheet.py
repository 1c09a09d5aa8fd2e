"""Taking in a ticket file: which column is which, the first rows as they would be read, and what is refused and why.

Nothing is written until the verb is pressed; then the file is taken in on the background, and the same sheet shows what
became of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.traffic.import_reading import (
    Look,
    field_words,
    importing,
    layout_words,
    look,
    outcome_words,
    preview_of,
)
from supervisor.desktop.widgets.basics import column, label
from supervisor.desktop.widgets.forms import choice_box
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.notices import Notice
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.language import _

ORDER = ("number", "arrived", "called", "finished", "day", "service_class", "outcome", "server", "rating")
NEEDED = ("number", "arrived")
ACROSS = 5
SETTLE_MILLISECONDS = 60  # several columns changed at once cause one preview


class ImportSheet(Sheet):
    """The sheet over the window; `open_file` reads the file's top and opens it."""

    def __init__(self, parent: QWidget, desk: Desk, path: Path) -> None:
        super().__init__(parent.window(), _("Take in {file}").format(file=path.name))
        self._desk, self._path = desk, path
        self._look: Look | None = None
        self._asked = 0
        self.over = False
        self.boxes: dict[str, QComboBox] = {}
        theme = desk.theme
        room = parent.window().width()
        self.setMinimumWidth(min(theme.px(1060), max(theme.px(720), room - theme.px(80))))
        self.layout_note = label(_("Reading the file…"), "muted", wrap=True)
        self.body.addWidget(self.layout_note)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(6)
        self.body.addLayout(self.grid)
        self.first = label(_("The first rows as they would be read"), "heading")
        self.body.addWidget(self.first)
        self.rows = _preview_table(desk, self)
        high = parent.window().height()
        self.rows.setFixedHeight(max(theme.px(146), min(theme.px(332), high - theme.px(490))))
        self.body.addWidget(self.rows)
        self.sums = label("", wrap=True)
        self.body.addWidget(self.sums)
        self.refused = _refused_table(desk)
        self.refused.setFixedHeight(theme.px(132))
        self.refused.hide()
        self.body.addWidget(self.refused)
        self.work = LongWork(desk)
        self.body.addWidget(self.work)
        self.verb = self.add_buttons(_("Take in"), self.take_in)
        self.verb.setEnabled(False)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._preview)

    def open_file(self) -> None:
        """Read the top of the file on the pool and show the sheet at once."""
        self._desk.load(self, lambda reader: look(reader, self._path), self._show_look, self._fail)
        self.open()

    def columns(self) -> dict[str, str]:
        """Field -> header as chosen now, "" for none."""
        return {field: str(box.currentData() or "") for field, box in self.boxes.items()}

    def take_in(self) -> None:
        """Take the file in with these columns."""
        if self._look is None or self.work.busy:
            return
        self.say("")
        self._enable(False)
        words = _("Taking in {file}").format(file=self._path.name)
        self.work.start(words, importing(self._desk, self._path, self._look, self.columns()), self._done)
        self._watch()

    def reject(self) -> None:
        """Cancel: while the file is being taken in, stop that first and stay."""
        if self.work.busy:
            self.work.cancel.click()
            return
        super().reject()

    def _watch(self) -> None:
        """Let the fields be used again once the work has ended without a result (cancelled or refused)."""
        if self.work.busy:
            QTimer.singleShot(100, self, self._watch)
        elif not self.over:
            self._enable(True)

    def _enable(self, on: bool) -> None:
        self.verb.setEnabled(on)
        for box in self.boxes.values():
            box.setEnabled(on and self._look is not None and not self._look.fixed)

    def _show_look(self, found: Look) -> None:
        self._look = found
        self.layout_note.setText(layout_words(found))
        options = [("", _("– none –")), *((header, header) for header in found.head.headers if header.strip())]
        for place, field in enumerate(ORDER):
            words = field_words(field) + (" *" if field in NEEDED else "")
            box = choice_box(options, name=words, value=found.columns[field])
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(lambda _place: self._settle.start(SETTLE_MILLISECONDS))
            box.setEnabled(not found.fixed)
            self.boxes[field] = box
            self.grid.addLayout(column(label(words, "small"), box, spacing=2), place // ACROSS, place % ACROSS)
        self.boxes[ORDER[0]].setFocus()
        self._preview()

    def _preview(self) -> None:
        found = self._look
        if found is None:
            return
        self._asked += 1
        asked, chosen = self._asked, self.columns()
        lacking = [field_words(field) for field in NEEDED if not chosen[field]]
        if lacking:
            self.say(_("Say which column is: {fields}.").format(fields="、".join(lacking)))
            self._put((), "", ())
            self.verb.setEnabled(False)
            return

        def show(seen: Any) -> None:
            if asked == self._asked:
                self._show_preview(seen)

        self._desk.load(self, lambda _reader: preview_of(found, chosen), show, self._fail)

    def _show_preview(self, seen: Any) -> None:
        assert self._look is not None
        self.say("")
        text = _("Of the first {n} rows {taken} are tickets ({repaired} of them repaired), {refused} are refused.")
        if not self._look.head.more:
            text = _("Of {n} rows {taken} are tickets ({repaired} of them repaired), {refused} are refused.")
        sums = text.format(n=seen.looked_at, taken=seen.taken, repaired=seen.repaired, refused=len(seen.refused))
        self._put(seen.shown, sums, seen.refused)
        self.verb.setEnabled(seen.taken > 0 and not self.work.busy)
        if not seen.taken:
            self.say(_("No row can be read with these columns: check the columns of the times."))

    def _put(self, rows: Any, sums: str, refused: Any) -> None:
        self.rows.put(rows)
        self.sums.setText(sums)
        self.refused.put(refused)
        self.refused.setVisible(bool(refused))

    def _done(self, report: Any) -> None:
        from supervisor.traffic.report import mended_text

        self.over = True
        self.first.setText(_("What became of the file"))
        self.rows.hide()
        self.layout_note.hide()
        for place in range(self.grid.count()):
            inner = self.grid.itemAt(place).layout()  # type: ignore[union-attr]
            for at in range(inner.count() if inner is not None else 0):
                inner.itemAt(at).widget().hide()  # type: ignore[union-attr]
        words = _("{new} new tickets on {days} days from {rows} rows; {known} were known already, {refused} refused.")
        lines = [
            words.format(
                new=report.new,
                days=len(report.days),
                rows=report.rows,
                known=report.known,
                refused=report.rejected_rows + report.refused_tickets,
            )
        ]
        if report.mended:
            lines.append(mended_text(report.mended))
        lines += [f"{count} × {text}" for text, count in report.reasons()]
        if report.refused_tickets:
            lines.append(
                _("{count} × of closed months ({first} to {last})").format(
                    count=report.refused_tickets, first=report.refused_days[0], last=report.refused_days[-1]
                )
            )
        self.sums.setText("\n".join(lines))
        self.refused.setFixedHeight(self._desk.theme.px(260))
        self.refused.put(report.faults)
        self.refused.setVisible(bool(report.faults))
        self.verb.hide()
        close: Any = self.buttons.itemAt(self.buttons.count() - 2).widget()  # type: ignore[union-attr]
        close.setText(_("Close"))
        close.setAccessibleName(_("Close"))
        close.setFocus()
        self._desk.say("good" if not report.rejected_rows else "warning", lines[0])
        self.adjustSize()

    def _fail(self, notice: Notice) -> None:
        self.layout_note.hide()
        self.say(notice.happened)
        self.verb.setEnabled(False)


def _preview_table(desk: Desk, sheet: ImportSheet) -> DataTable:
    def name(row: Any) -> str:
        return sheet_classes(sheet).get(row.service_class, str(row.service_class))

    columns: list[Column[Any]] = [
        Column("row", _("Row"), lambda r: str(r.row), lambda r: r.row, True, width=56),
        Column("number", _("Ticket"), lambda r: r.number, width=88, strong=True),
        Column("class", _("Class"), name, width=128),
        Column("day", _("Day"), lambda r: r.day, width=104),
        Column("arrived", _("Taken"), lambda r: r.arrived, width=86),
        Column("called", _("Called up"), lambda r: r.called, width=86),
        Column("finished", _("Finished"), lambda r: r.finished, width=86),
        Column("outcome", _("Outcome"), lambda r: outcome_words(r.outcome), width=112),
        Column("verdict", _("As read"), _verdict, status=_status, width=-1),
    ]
    empty = EmptyState(_("The first rows appear here once the columns are chosen."))
    return DataTable(desk.theme, columns, name=_("First rows"), empty=empty)


def sheet_classes(sheet: ImportSheet) -> dict[str, str]:
    """Class code -> its name in the branch."""
    return dict(sheet._look.class_names) if sheet._look is not None else {}


def _verdict(row: Any) -> str:
    return row.fault or row.remark or _("is taken")


def _status(row: Any) -> str:
    return "bad" if row.fault else "warning" if row.remark else "good"


def _refused_table(desk: Desk) -> DataTable:
    columns: list[Column[Any]] = [
        Column("row", _("Row"), lambda f: str(f.row), lambda f: f.row, True, width=76),
        Column("why", _("Why it is refused"), lambda f: f.problem, width=300),
        Column("cure", _("What to write instead"), lambda f: f.cure, width=-1),
    ]
    return DataTable(desk.theme, columns, name=_("Refused rows"))
