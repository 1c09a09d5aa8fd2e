"""The register as a workbook (投诉登记簿): which days, masked unless a reason is given, written with progress."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from supervisor.desktop.background import Progress
from supervisor.desktop.screens.complaints.figures_reading import PERIODS, Wish, days_of
from supervisor.desktop.screens.complaints.figures_views import period_titles
from supervisor.desktop.widgets.basics import button, column, label
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.desktop.widgets.written_files import choose_target, tell_written
from supervisor.language import _


def may_export(snapshot: Any) -> bool:
    """Whether to offer it at all; the report checks again."""
    return snapshot is not None and snapshot.may("export_report") and snapshot.may("read_complaints")


def ask_export(page: Any) -> None:
    """Open the sheet, or say whose right is missing."""
    if may_export(page.snapshot):
        ExportSheet(page).open()
    else:
        page.desk.say("info", _("You may not export the register: ask the branch manager."))


class ExportSheet(FieldForm):
    """Days and whether texts are opened; then the place, the writing, and where the file lies."""

    def __init__(self, page: Any) -> None:
        super().__init__(page, page.desk, _("Export the register of complaints"), width=560)
        self._page = page
        today = page.snapshot.today
        self.period = self.choice("period", _("Heard in"), list(zip(PERIODS, period_titles(), strict=True)), "month")
        self.period.currentIndexChanged.connect(lambda _place: self._fit())
        self.halves()
        self.day("first", _("First day"), today.replace(day=1))
        self.day("last", _("Last day"), today)
        self.halves(False)
        self.choice("channel", _("Channel"), [("", _("any")), *page.snapshot.naming.channels.items()])
        self.opened = self.check("opened", _("With names, telephones and words as they were said"))
        self.opened.toggled.connect(lambda _on: self._fit())
        self.text("reason", _("Reason (it is kept with your name)"))
        self.advice = self.note("")
        self.work = LongWork(page.desk)
        self.body.addWidget(self.work)
        self.outcome = column(spacing=10)
        self.body.addLayout(self.outcome)
        self.stop = button(_("Cancel"), self.reject)
        self.verb = button(_("Choose the place and write…"), self.ask_place, "primary")
        self.verb.setDefault(True)
        self.buttons.addWidget(self.stop)
        self.buttons.addWidget(self.verb)
        self._fit()

    def _fit(self) -> None:
        own = self.period.currentData() == "own"
        for name in ("first", "last"):
            self.show_field(name, own)
        self.show_field("opened", self._page.snapshot.may("unmask"))
        opened = self.opened.isChecked()
        self.show_field("reason", opened)
        self.advice.setText(
            _("Each case opened so is on record with your name and reason. Keep the file as the register itself.")
            if opened
            else _("Names, telephones and identity numbers are masked.")
        )

    def ask_place(self) -> None:
        """Look at the fields, then choose where the file is to lie."""
        self.say("")
        given = self.values()
        first, last = days_of(Wish(given["period"], given["first"], given["last"]), self._page.snapshot.today)
        if given["opened"] and not given["reason"].strip():
            self.blame("reason", _("Write why you need to see the customer's data."))
            return
        name = _("Register of complaints {first} – {last}").format(first=first, last=last)
        choose_target(self, _("Where the register is to lie"), name, lambda path: self.write(path, first, last))

    def write(self, path: Path, first: Any, last: Any) -> None:
        """Write it in the background, with progress."""
        desk, given = self._desk, self.values()
        reason = given["reason"] if given["opened"] else ""

        def work(progress: Progress) -> int:
            from reports.complaint_register import complaint_register

            return complaint_register(
                desk.book, first, last, path, actor=desk.actor, reason=reason, channel=given["channel"],
                tell=progress.report,
            )  # fmt: skip

        self.verb.setEnabled(False)
        self.work.start(_("Writing {file}").format(file=path.name), work, lambda many: self._show(many, path),
                        failed=self._not_written)  # fmt: skip

    def _not_written(self, notice: Any) -> None:
        self.verb.setEnabled(True)
        if notice is not None:
            self.say(" ".join(part for part in (notice.happened, notice.cure) if part))

    def _show(self, many: int, path: Path) -> None:
        for name in self._fields:
            self.show_field(name, False)
        self.advice.hide()
        tell_written(self.outcome, path)
        self.outcome.addWidget(label(_("{count} complaints").format(count=f"{many:,}"), "small"))
        self.verb.hide()
        self.stop.setText(_("Close"))
        self.stop.setAccessibleName(_("Close"))
        self.stop.setFocus()
        self._grow()

    def reject(self) -> None:
        """Cancel: while it is being written, stop that first and stay."""
        if self.work.busy:
            self.work.cancel.click()
            return
        super().reject()
