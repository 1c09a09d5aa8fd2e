"""Opening another book: its file or its address, and its passphrase when it asks for one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.branch.faults import WrongField
from supervisor.desktop.books.opening import NotOpened, open_book, remember
from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.basics import button
from supervisor.desktop.widgets.chosen_files import choose_source
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.notices import Notice
from supervisor.language import _

Opened = Callable[[Any], object]


class OpenSheet(FieldForm):
    """A place and, for a locked book, its passphrase. `opened` is given the services of the book once it is open.

    Until then nothing is changed: a book that is open now stays open.
    """

    for_nobody = True

    def __init__(self, parent: QWidget, desk: Desk, opened: Opened, problem: NotOpened | None = None) -> None:
        where = problem.where if problem is not None else ""
        locked = problem is not None and problem.locked
        heading = _("Passphrase of {book}").format(book=Path(where).name) if locked else _("Open a book")
        super().__init__(parent, desk, heading)
        self._opened = opened
        self._locked = False
        self.place = self.text("where", _("File of the book, or address of a database"), where)
        self.place.setPlaceholderText(_("…/branch.book  or  postgresql://name@server/book"))
        self.place.textEdited.connect(lambda _text: self._ask_passphrase(False))
        self.passphrase = self.secret("passphrase", _("Passphrase"))
        self.buttons.insertWidget(0, button(_("Choose a file…"), self.ask_file))
        self._ask_passphrase(locked)
        self.send(_("Open the book"), self._work, done=self._done)
        if locked and problem is not None:
            self.blame("passphrase", str(problem))
        elif problem is not None and str(problem):
            self.blame("where", str(problem))

    def ask_file(self) -> None:
        """Choose the file in the system's own dialog."""
        begin = Path(self.place.text() or Path.home()).parent
        choose_source(self, _("Open a book"), [_("Books (*.book)"), _("All files (*)")], self.choose, begin)

    def choose(self, path: Path) -> None:
        """A file was chosen: put it down and try it."""
        self.place.setText(str(path))
        self._ask_passphrase(False)
        self.press()

    def _work(self, given: dict[str, Any]) -> Any:
        where = given["where"]
        if not where:
            raise WrongField("where", _("Name the file of the book or the address of a database."))
        try:
            services = open_book(where, self.passphrase.text() if self._locked else None)
        except NotOpened as problem:
            self._locked = problem.locked
            raise WrongField("passphrase" if problem.locked else "where", str(problem)) from problem
        remember(where)
        return services

    def _done(self, services: Any) -> None:
        self.passphrase.clear()
        self._opened(services)

    def _refused(self, notice: Notice) -> None:
        self._ask_passphrase(self._locked)
        super()._refused(notice)

    def _ask_passphrase(self, wanted: bool) -> None:
        self._locked = wanted
        self.show_field("passphrase", wanted)
        if not wanted:
            self.passphrase.clear()
