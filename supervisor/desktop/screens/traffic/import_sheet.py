"""Taking in a ticket file: which column is which, the first rows as they would be read, and what is refused and why.

Nothing is written until the verb is pressed; then the file is taken in on the background, and the same sheet shows what
became of it, from where it can be withdrawn.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QWidget

from supervisor.desktop.desk import Desk, Undo
from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.traffic.import_choices import Choices
from supervisor.desktop.screens.traffic.import_reading import (
    Look,
    Said,
    field_words,
    importing,
    layout_words,
    look,
    preview_of,
)
from supervisor.desktop.screens.traffic.import_tables import count_table, refused_table, repaired_table, ticket_table
from supervisor.desktop.widgets.basics import button, column, label
from supervisor.desktop.widgets.form_body import FormBody, room_over
from supervisor.desktop.widgets.laid import widgets_laid
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.desktop.widgets.notices import Notice
from supervisor.language import _

SETTLE_MILLISECONDS = 60  # several columns changed at once cause one preview


class ImportSheet(Sheet):
    """The sheet over the window; `open_file` reads the file's top and opens it."""

    def __init__(self, parent: QWidget, desk: Desk, path: Path) -> None:
        super().__init__(parent.window(), _("Take in {file}").format(file=path.name))
        self._desk, self._path, self._under = desk, path, parent.window()
        self._look: Look | None = None
        self._asked = 0
        self._digest = ""
        self.over = False
        theme = desk.theme
        outer: Any = self.layout()
        place = outer.indexOf(self.body)
        outer.takeAt(place)
        self.body = column(spacing=10)
        self.middle = FormBody(self.body)  # scrolls where the sheet would be taller than the window
        self.middle.refilled.connect(lambda: self._fit() if self.isVisible() else None)
        outer.insertWidget(place, self.middle, 1)
        room = parent.window().width()
        self.setMinimumWidth(min(theme.px(1100), max(theme.px(720), room - theme.px(80))))
        self.layout_note = label(_("Reading the file…"), "muted", wrap=True)
        self.body.addWidget(self.layout_note)
        self.choices = Choices(lambda: self._settle.start(SETTLE_MILLISECONDS))
        self.choices.hide()
        self.body.addWidget(self.choices)
        self.first = label(_("The first rows as they would be read"), "heading")
        self.body.addWidget(self.first)
        self.rows, self.counts = ticket_table(desk, self._classes), count_table(desk, self._classes)
        high = parent.window().height()
        for table in (self.rows, self.counts):
            table.setFixedHeight(max(theme.px(128), min(theme.px(332), high - theme.px(590))))
            self.body.addWidget(table)
        self.counts.hide()
        self.sums = label("", wrap=True)
        self.body.addWidget(self.sums)
        self.refused = refused_table(desk)
        self.refused.setFixedHeight(min(theme.px(120), high // 7))
        self.refused.hide()
        self.body.addWidget(self.refused)
        self.repaired = repaired_table(desk)
        self.repaired.setFixedHeight(theme.px(150))
        self.repaired.hide()
        self.body.addWidget(self.repaired)
        self.work = LongWork(desk)
        outer.insertWidget(place + 1, self.work)
        self.verb = self.add_buttons(_("Take in"), self.take_in)
        self.verb.setEnabled(False)
        self.back = button(_("Withdraw this file"), self.withdraw)
        self.back.hide()
        self.buttons.addWidget(self.back)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._preview)

    @property
    def boxes(self) -> dict[str, QComboBox]:
        """The drop-down of each field."""
        return self.choices.boxes

    def open_file(self) -> None:
        """Read the top of the file on the pool and show the sheet at once."""
        self._desk.load(self, lambda reader: look(reader, self._path), self._show_look, self._fail)
        self.open()

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        super().showEvent(event)

    def say(self, fault: str) -> None:
        super().say(fault)
        if self.isVisible():
            self._fit()

    def _fit(self) -> None:
        """As tall as what it shows, never taller than the window, and in its middle: a sheet does not do so itself."""
        layout: Any = self.layout()
        self.middle.updateGeometry()  # else its last height is remembered
        layout.invalidate()
        wanted = max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height())
        self.resize(self.width(), min(wanted, room_over(self)))
        layout.activate()
        over = self._under.frameGeometry()
        self.move(over.center().x() - self.width() // 2, over.top() + max(0, (over.height() - self.height()) // 2))

    def columns(self) -> dict[str, str]:
        """Field -> header as chosen now, "" for none."""
        return dict(self.choices.said().columns)

    def take_in(self) -> None:
        """Take the file in with these columns."""
        if self._look is None or self.work.busy:
            return
        self.say("")
        self._enable(False)
        words = _("Taking in {file}").format(file=self._path.name)
        self.work.start(words, importing(self._desk, self._path, self._look, self.choices.said()), self._done)
        self._watch()

    def withdraw(self) -> None:
        """Take back the file that was just taken in."""
        desk, digest = self._desk, self._digest
        self.back.setEnabled(False)
        said = _("{file} is withdrawn; its days are worked out again.").format(file=self._path.name)

        def failed(notice: Notice) -> None:
            self.back.setEnabled(True)
            self.say(notice.happened)

        desk.command(
            self, lambda: withdraw(desk, digest), said=said, done=lambda _result: self.accept(),
            undo=lambda _result: None, failed=failed,
        )  # fmt: skip

    def reject(self) -> None:
        """Cancel: while the file is being taken in, stop that first and stay."""
        if self.work.busy:
            self.work.cancel.click()
            return
        super().reject()

    def _classes(self) -> dict[str, str]:
        """Class code -> its name in the branch."""
        return dict(self._look.class_names) if self._look is not None else {}

    def _watch(self) -> None:
        """Let the fields be used again once the work has ended without a result (cancelled or refused)."""
        if self.work.busy:
            QTimer.singleShot(100, self, self._watch)
        elif not self.over:
            self._enable(True)

    def _enable(self, on: bool) -> None:
        self.verb.setEnabled(on)
        self.choices.enable(on)

    def _show_look(self, found: Look) -> None:
        self._look = found
        words = layout_words(found)
        if found.head.sheet and found.head.other_sheets:
            others = "、".join(found.head.other_sheets[:4])
            words += " " + _("Sheet {sheet}; besides: {others}.").format(sheet=found.head.sheet, others=others)
        self.layout_note.setText(words)
        self.choices.show_look(found)
        self.choices.show()
        next(iter(self.boxes.values())).setFocus()
        self._preview()

    def _preview(self) -> None:
        found = self._look
        if found is None:
            return
        self._asked += 1
        asked, chosen = self._asked, self.choices.said()
        self.rows.setVisible(chosen.kind == "tickets")
        self.counts.setVisible(chosen.kind == "counts")
        lacking = [field_words(field) for field in self.choices.lacking()]
        if lacking:
            self.say(_("Say which column is: {fields}.").format(fields="、".join(lacking)))
            self._put((), "", ())
            self.verb.setEnabled(False)
            return

        def show(seen: Any) -> None:
            if asked == self._asked:
                self._show_preview(seen, chosen)

        self._desk.load(self, lambda _reader: preview_of(found, chosen), show, self._fail)

    def _show_preview(self, seen: Any, chosen: Said) -> None:
        assert self._look is not None
        self.say("")
        if chosen.kind == "counts":
            text = _("Of {n} rows {taken} are counts, {refused} are refused.")
        elif self._look.head.more:
            text = _("Of the first {n} rows {taken} are tickets ({repaired} of them repaired), {refused} are refused.")
        else:
            text = _("Of {n} rows {taken} are tickets ({repaired} of them repaired), {refused} are refused.")
        sums = text.format(n=seen.looked_at, taken=seen.taken, repaired=seen.repaired, refused=len(seen.refused))
        self._put(seen.shown, sums, seen.refused)
        self.choices.offer_classes(seen.classes)
        self.choices.updateGeometry()  # its rows came without a word to what holds it
        QTimer.singleShot(0, self, self._fit)
        self.verb.setEnabled(seen.taken > 0 and not self.work.busy)
        if seen.asks_order:
            self.say(_("Its dates can be read two ways: choose how dates are written."))
            self.choices.order.setFocus()
        elif not seen.taken:
            self.say(_("No row can be read with these columns: check the columns of the times."))

    def _put(self, rows: Any, sums: str, refused: Any) -> None:
        (self.rows if self.choices.said().kind == "tickets" else self.counts).put(rows)
        self.sums.setText(sums)
        self.refused.put(refused)
        self.refused.setVisible(bool(refused))

    def _done(self, report: Any) -> None:
        self.over = True
        self._digest = report.digest
        self.first.setText(_("What became of the file"))
        for part in (self.rows, self.counts, self.layout_note, self.choices, self.verb):
            part.hide()
        lines = [happened(report), *(f"{count} × {text}" for text, count in report.reasons()), *report.remarks()]
        self.sums.setText("\n".join(lines))
        self.refused.setFixedHeight(self._desk.theme.px(210))
        self.refused.put(report.faults)
        self.refused.setVisible(bool(report.faults))
        self.repaired.put(report.repairs)
        self.repaired.setVisible(bool(report.repairs))
        self.back.setVisible(bool(report.new))
        close: Any = widgets_laid(self.buttons)[-3]
        close.setText(_("Close"))
        close.setAccessibleName(_("Close"))
        close.setFocus()
        self._remember(report, lines[0])
        self.middle.verticalScrollBar().setValue(0)

    def _remember(self, report: Any, line: str) -> None:
        """Say what happened, and make Ctrl+Z withdraw the file."""
        desk, digest = self._desk, report.digest
        if not report.new:
            desk.say("info", line)
            return
        step = Undo(_("taking in {file}").format(file=report.file), lambda: withdraw(desk, digest))
        desk.command(self, lambda: None, said=line, undo=lambda _result: step)

    def _fail(self, notice: Notice) -> None:
        self.layout_note.hide()
        if self._look is None:  # nothing of the file can be shown
            for part in (self.first, self.rows, self.counts):
                part.hide()
        self.say(notice.happened)
        self.verb.setEnabled(False)


def withdraw(desk: Desk, digest: str) -> Any:
    """On the book's thread."""
    from supervisor.traffic.service import withdraw_file

    return withdraw_file(desk.book, desk.actor, digest)


def happened(report: Any) -> str:
    """The first line of what became of a file."""
    words = _("{new} new tickets on {days} days from {rows} rows; {known} were known already, {refused} refused.")
    if report.kind == "counts":
        words = _("{new} new counts on {days} days from {rows} rows; {known} were known already, {refused} refused.")
    return words.format(
        new=report.new, days=len(report.days), rows=report.rows, known=report.known,
        refused=report.rejected_rows + report.refused_tickets,
    )  # fmt: skip
