"""Making a bundle: for a new laptop, or for a copy that was heard of before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.background import Progress
from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.settings.receipts import ReceiptLine, receipt_table
from supervisor.desktop.widgets.basics import button, column, label
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.desktop.widgets.written_files import choose_target, tell_written
from supervisor.language import _, listed

LEAST_PASSPHRASE = 8
LAPTOP, ALL = "laptop", "all"


class TakeOutSheet(FieldForm):
    """For whom, who may log in there, and the passphrase; then the list of what went into the file."""

    def __init__(self, parent: QWidget, desk: Desk, done: Callable[[], object] = lambda: None) -> None:
        super().__init__(parent, desk, _("Take out to a laptop, or hand in"), width=760)
        self._done = done
        self.made: Any = None
        options = [(LAPTOP, _("A new laptop: everything, to begin its book with")), (ALL, _("Anybody: everything"))]
        self.purpose = self.choice("purpose", _("For whom"), [*self._known(), *options])
        self.purpose.currentIndexChanged.connect(lambda _place: self._fit())
        self.logins = self.text("logins", _("Who else may log in there (log-ins parted by commas)"))
        self.halves()
        self.secret("passphrase", _("Passphrase of the bundle"))
        self.secret("again", _("The passphrase once more"))
        self.halves(False)
        self.advice = self.note("")
        self.work = LongWork(desk)
        self.body.addWidget(self.work)
        self.outcome = column(spacing=10)
        self.body.addLayout(self.outcome)
        self.stop = button(_("Cancel"), self.reject)
        self.verb = button(_("Choose the place and write…"), self.ask_place, "primary")
        self.verb.setDefault(True)
        self.buttons.addWidget(self.stop)
        self.buttons.addWidget(self.verb)
        self._fit()

    def _known(self) -> list[tuple[str, str]]:
        from supervisor.exchange.service import copies

        with self._desk.services.read() as reader:
            return [
                (one.device, _("Copy {code}: only what it lacks").format(code=one.device[-3:].upper()))
                for one in copies(reader)
            ]

    def _fit(self) -> None:
        laptop, keyed = self.purpose.currentData() == LAPTOP, self._desk.book.keyed
        self.show_field("logins", laptop)
        for name in ("passphrase", "again"):
            self.show_field(name, not keyed)
        words = (
            _("The bundle is encrypted with the passphrase of this book; the laptop's book gets the same.")
            if keyed
            else _("This book is not encrypted. Give the bundle a passphrase: log-ins go along only then.")
        )
        self.advice.setText(words)

    def ask_place(self) -> None:
        """Look at the fields, then choose where the file is to lie."""
        self.say("")
        given = self.values()
        if given["passphrase"] != given["again"]:
            self.blame("again", _("The two are not the same: type it once more."))
        elif given["passphrase"] and len(given["passphrase"]) < LEAST_PASSPHRASE:
            self.blame("passphrase", _("Use at least {n} characters.").format(n=LEAST_PASSPHRASE))
        else:
            today = self._desk.book.now().astimezone(self._desk.book.zone).date().isoformat()
            name = f"{self._desk.book.branch}-{today}.bundle"
            choose_target(
                self, _("Where the bundle is to lie"), name, self.write, suffix="bundle",
                kind=_("Bundles (*.bundle)"),
            )  # fmt: skip

    def write(self, path: Path) -> None:
        """Write the bundle in the background, with progress."""
        desk, given = self._desk, self.values()
        purpose = given["purpose"]
        logins = given["logins"].replace(",", " ").replace("，", " ").split() if purpose == LAPTOP else []

        def work(progress: Progress) -> Any:
            from supervisor.exchange.service import make_bundle

            return make_bundle(
                desk.book, desk.actor, path, to="" if purpose in (LAPTOP, ALL) else purpose, full=purpose == ALL,
                laptop=purpose == LAPTOP, logins=logins, passphrase=given["passphrase"] or None,
                progress=progress.report,
            )  # fmt: skip

        self.verb.setEnabled(False)
        self.work.start(_("Writing {file}").format(file=path.name), work, lambda made: self._show(made, path),
                        failed=self._not_made)  # fmt: skip

    def _not_made(self, notice: Any) -> None:
        self.verb.setEnabled(True)
        if notice is not None:
            self.say(" ".join(part for part in (notice.happened, notice.cure) if part))

    def _show(self, made: Any, path: Path) -> None:
        self.made = made
        for name in self._fields:
            self.show_field(name, False)
        self.advice.hide()
        tell_written(self.outcome, path)
        header = made.header
        words = _("{entries} entries, {blobs} pictures and other attachments, {size} MB.").format(
            entries=f"{header.entries:,}", blobs=f"{header.blobs:,}", size=f"{made.size_bytes / 1e6:.1f}")  # fmt: skip
        notes = [words]
        if made.logins:
            notes.append(_("May log in there: {logins}").format(logins=listed(made.logins)))
        if not made.encrypted:
            notes.append("▲ " + _("It is not encrypted: whoever finds the file can read all of it, customers' contact "
                                  "data too. Delete it when it has been taken in."))  # fmt: skip
        self.outcome.addWidget(label("\n".join(notes), wrap=True))
        lines = [ReceiptLine(one, one.digest, None) for one in reversed(made.inspections)]
        table = receipt_table(self._desk.theme, lines, yes="", no="")
        self.outcome.addWidget(table)
        self.verb.hide()
        self.stop.setText(_("Close"))
        self.stop.setAccessibleName(_("Close"))
        self.stop.setFocus()
        self._grow()
        self._done()

    def reject(self) -> None:
        """Cancel: while it is being written, stop that first and stay."""
        if self.work.busy:
            self.work.cancel.click()
            return
        super().reject()
