"""Taking a bundle in, and the receipt: what arrived, held against what was sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from supervisor.desktop.background import Progress
from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.settings.contradictions import ContradictionsSheet
from supervisor.desktop.screens.settings.receipts import ReceiptLine, receipt_table
from supervisor.desktop.theme import restyle
from supervisor.desktop.widgets.basics import button, column, label
from supervisor.desktop.widgets.chosen_files import choose_source
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.desktop.widgets.written_files import choose_target
from supervisor.language import _, listed

Then = Callable[[], object]


def ask_bundle(owner: QWidget, desk: Desk, then: Then = lambda: None) -> None:
    """Choose a bundle; it is taken in at once, as that may be done any number of times."""
    filters = [_("Bundles (*.bundle)"), _("All files (*)")]
    choose_source(owner, _("Take in a bundle"), filters, lambda path: TakeInSheet(owner, desk, path, then).begin())


def ask_receipt(owner: QWidget, desk: Desk, then: Then = lambda: None) -> None:
    """Choose a receipt that came back."""
    filters = [_("Receipts (*.receipt)"), _("All files (*)")]
    choose_source(owner, _("Read a receipt"), filters, lambda path: ReceiptSheet(owner, desk, path, then).begin())


class TakeInSheet(Sheet):
    """Progress, then the receipt; asks for a passphrase where the book's own does not fit."""

    def __init__(self, parent: QWidget, desk: Desk, path: Path, then: Then = lambda: None) -> None:
        super().__init__(parent.window(), _("Take in the bundle {file}").format(file=path.name))
        self._desk, self._path, self._then = desk, path, then
        self.taken: Any = None
        self.setMinimumWidth(desk.theme.px(860))
        self.words = label(_("What is known already is passed over; cut off, it goes on where it stood."), "muted",
                           wrap=True)  # fmt: skip
        self.body.addWidget(self.words)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(_("Passphrase of the bundle"))
        self.passphrase.setPlaceholderText(_("Passphrase of the bundle"))
        self.passphrase.hide()
        self.body.addWidget(self.passphrase)
        self.work = LongWork(desk)
        self.body.addWidget(self.work)
        self.outcome = column(spacing=10)
        self.body.addLayout(self.outcome)
        self.stop = button(_("Cancel"), self.reject)
        self.verb = button(_("Take in"), self.take, "primary")
        self.verb.setDefault(True)
        self.buttons.addWidget(self.stop)
        self.buttons.addWidget(self.verb)

    def begin(self) -> None:
        """Open and take in at once."""
        self.open()
        self.take()

    def take(self) -> None:
        """Take the bundle in, in the background."""
        desk, path, word = self._desk, self._path, self.passphrase.text() or None

        def work(progress: Progress) -> Any:
            from supervisor.exchange.contradictions import contradictions
            from supervisor.exchange.service import take_bundle
            from supervisor.journal.bundle_in import WrongPassphrase

            try:
                taken = take_bundle(
                    desk.book, desk.actor, path, passphrase=word, progress=progress.report, initiator="settings"
                )
            except WrongPassphrase as wrong:
                return str(wrong), 0
            with desk.services.read() as reader:
                return taken, len(contradictions(reader))

        self.say("")
        self.verb.setEnabled(False)
        self.work.start(
            _("Taking in the bundle {file}").format(file=path.name), work, self._show, failed=self._not_taken
        )

    def _not_taken(self, notice: Any) -> None:
        self.verb.setEnabled(True)
        self.verb.setText(_("Take in again"))
        if notice is None:
            self.say(_("Stopped. What was taken by then is kept; take it in again to go on."))
        else:
            self.say(" ".join(part for part in (notice.happened, notice.cure) if part))

    def _show(self, came: tuple[Any, int]) -> None:
        taken, waiting = came
        if isinstance(taken, str):
            self.verb.setEnabled(True)
            self.say(taken)
            self.passphrase.show()
            self.passphrase.selectAll()
            self.passphrase.setFocus()
            return
        self.taken = taken
        self.passphrase.hide()
        self.words.setText("\n".join(notes_of(taken)))
        self.words.setProperty("role", "")
        restyle(self.words)
        receipt = taken.receipt
        lines = [
            ReceiptLine(one.line, one.sent, one.equal, (one.sent_answers, one.sent_photos))
            for one in reversed(receipt.inspections)
        ]
        self.outcome.addWidget(receipt_table(self._desk.theme, lines, yes=_("same"), no=_("differs")))
        self.verb.hide()
        self.stop.setText(_("Close"))
        self.stop.setAccessibleName(_("Close"))
        if waiting:
            words = _("Contradictions ({n})…").format(n=waiting)
            self.buttons.addWidget(button(words, self.ask_contradictions))
        save = button(_("Save the receipt…"), self.ask_save, "primary")
        self.buttons.addWidget(save)
        save.setFocus()
        self._then()

    def ask_contradictions(self) -> None:
        """Go on to what two copies changed apart."""
        parent: Any = self.parent()
        self.accept()
        ContradictionsSheet(parent, self._desk, self._then).open_list()

    def ask_save(self) -> None:
        """Choose where the receipt is to lie, to be carried back."""
        choose_target(
            self, _("Where the receipt is to lie"), f"{self._path.stem}.receipt", self.save, suffix="receipt",
            kind=_("Receipts (*.receipt)"),
        )  # fmt: skip

    def save(self, path: Path) -> None:
        """Write the receipt."""
        desk, receipt = self._desk, self.taken.receipt

        def work() -> Path:
            from supervisor.exchange.receipt import to_file_text
            from supervisor.journal.bundle_out import written_whole

            text = to_file_text(desk.book, receipt)
            with written_whole(path) as target:
                target.write(text)
            return path

        desk.command(self, work, done=lambda _path: self.accept(),
                     said=_("The receipt is saved: {path}").format(path=path))  # fmt: skip

    def reject(self) -> None:
        """Cancel: while it is being taken in, stop that first and stay."""
        if self.work.busy:
            self.work.cancel.click()
            return
        super().reject()


def notes_of(taken: Any) -> list[str]:
    """What a person must know of an import, a line each; what needs an eye begins with its sign."""
    from supervisor.exchange.clocks import clock_words, dated_words

    arrival = taken.arrival
    lines = [
        _("From device {device}: {entries} new entries ({known} known), {blobs} new attachments ({blobs_known} "
          "known).").format(device=arrival.header.device, entries=arrival.entries, known=arrival.entries_known,
                            blobs=arrival.blobs, blobs_known=arrival.blobs_known)
    ]  # fmt: skip
    if arrival.first_contact:
        lines.append("▲ " + _("This book meets that device for the first time. Its key is {fingerprint}: compare it "
                              "with what that computer shows.").format(fingerprint=arrival.fingerprint))  # fmt: skip
    if arrival.twins:
        lines.append("▲ " + _("Entries that were written twice with different content: {entries}. Both are kept; "
                              "somebody copied a book and wrote on in both.").format(
                                  entries=listed(arrival.twins[:10])))  # fmt: skip
    for ahead_ms, theirs in ((arrival.ahead_ms, True), (arrival.told_ms, False)):
        if ahead_ms:
            lines.append("▲ " + clock_words(ahead_ms, theirs=theirs))
    if arrival.dated_ahead_ms:
        lines.append("▲ " + dated_words(arrival.dated_ahead_ms))
    if arrival.newer:
        lines.append("▲ " + _("{count} entries were written by a newer version of this program: they are kept, and "
                              "shown once this one is updated.").format(count=arrival.newer))  # fmt: skip
    if taken.logins:
        lines.append(_("May log in here now: {logins}").format(logins=listed(taken.logins)))
    found = taken.receipt.inspections
    if found:
        whole = sum(1 for one in found if one.equal)
        lines.append(_("{whole} of {count} inspections arrived exactly as they were sent.").format(
            whole=whole, count=len(found)))  # fmt: skip
    return lines


class ReceiptSheet(Sheet):
    """What the other copy says it has, held against this book."""

    def __init__(self, parent: QWidget, desk: Desk, path: Path, then: Then = lambda: None) -> None:
        super().__init__(parent.window(), _("Receipt {file}").format(file=path.name))
        self._desk, self._path, self._then = desk, path, then
        self.setMinimumWidth(desk.theme.px(860))
        self.words = label(_("Reading the receipt…"), wrap=True)
        self.body.addWidget(self.words)
        self.verb = button(_("Close"), self.accept, "primary")
        self.buttons.addWidget(self.verb)

    def begin(self) -> None:
        """Read the receipt and note what it says."""
        desk, path = self._desk, self._path

        def work() -> Any:
            from supervisor.exchange.service import read_receipt

            return read_receipt(desk.book, desk.actor, path)

        self.open()
        desk.command(self, work, done=self._show, failed=lambda notice: self.say(notice.happened))

    def _show(self, back: Any) -> None:
        from supervisor.exchange.clocks import clock_words

        lines = [_("Not handed in yet: {count}").format(count=back.not_handed_in)]
        if back.receipt.ahead_ms:
            lines.append("▲ " + clock_words(back.receipt.ahead_ms, theirs=False))
        self.words.setText("\n".join(lines))
        rows = [ReceiptLine(line, line.digest, same) for line, same in reversed(back.inspections)]
        self.body.addWidget(receipt_table(self._desk.theme, rows, yes=_("handed in"), no=_("not handed in")))
        self.verb.setFocus()
        self._then()
