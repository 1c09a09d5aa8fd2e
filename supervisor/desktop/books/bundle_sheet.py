"""A laptop's first day: its book is made from the bundle that the branch's computer has written for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.background import Progress
from supervisor.desktop.books.new_sheet import free_place
from supervisor.desktop.books.opening import remember
from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.basics import button
from supervisor.desktop.widgets.chosen_files import choose_source
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.long_work import LongWork
from supervisor.language import _


class BundleBookSheet(FieldForm):
    """The bundle, its passphrase, the place of the new book. `opened` is given the services of the book once it is."""

    def __init__(self, parent: QWidget, desk: Desk, opened: Callable[[Any], object]) -> None:
        super().__init__(parent, desk, _("Begin a laptop's book"), width=640)
        self._opened = opened
        self.bundle = self.text("bundle", _("Bundle that the branch's computer has written"))
        self.passphrase = self.secret("passphrase", _("Passphrase of the bundle"))
        self.place = self.text("where", _("File of the laptop's book"), free_place())
        self.note(_("The book takes the passphrase of its bundle. Log in as on the branch's computer."))
        self.work = LongWork(desk)
        self.body.addWidget(self.work)
        self.buttons.insertWidget(0, button(_("Choose the bundle…"), self.ask_file))
        self.verb = self.add_buttons(_("Make the book from it"), self.make)

    def ask_file(self) -> None:
        """Choose the bundle in the system's own dialog."""
        filters = [_("Bundles (*.bundle)"), _("All files (*)")]
        choose_source(self, _("Take in a bundle"), filters, lambda path: self.bundle.setText(str(path)))

    def make(self) -> None:
        """Make the book in the background, with progress."""
        self.say("")
        if not self.bundle.text().strip():
            self.blame("bundle", _("Name the bundle."))
            return
        if not self.place.text().strip():
            self.blame("where", _("Say where the book is to lie."))
            return
        path, where = Path(self.bundle.text().strip()), Path(self.place.text().strip()).expanduser()
        word = self.passphrase.text() or None

        def work(progress: Progress) -> Any:
            from supervisor.app import App, data_folder, load_rooms
            from supervisor.exchange.service import start_from_bundle

            load_rooms()
            if where.parent == data_folder():
                where.parent.mkdir(parents=True, exist_ok=True)
            book, _taken = start_from_bundle(str(where), path, passphrase=word, progress=progress.report)
            book.close()
            remember(str(where))
            return App.open(str(where), word if _keyed(where) else None)

        self.verb.setEnabled(False)
        self.work.start(
            _("Taking in the bundle {file}").format(file=path.name), work, self._made, failed=self._not_made
        )

    def _made(self, services: Any) -> None:
        self.passphrase.clear()
        self.accept()
        self._opened(services)

    def _not_made(self, notice: Any) -> None:
        self.verb.setEnabled(True)
        if notice is None:
            return
        if notice.error_name == "WrongPassphrase":
            self.blame("passphrase", notice.happened)
        else:
            self.say(" ".join(part for part in (notice.happened, notice.cure) if part))

    def reject(self) -> None:
        """Cancel: while the book is being made, stop that first and stay."""
        if self.work.busy:
            self.work.cancel.click()
            return
        super().reject()


def _keyed(where: Path) -> bool:
    from supervisor.journal import is_keyed

    return is_keyed(where)
