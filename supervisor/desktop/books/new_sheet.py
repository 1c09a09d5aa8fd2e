"""A new book for a branch: where it is to lie, whose it is, who logs in first, and a passphrase if it has one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from supervisor.branch.faults import WrongField
from supervisor.desktop.books.opening import remember
from supervisor.desktop.desk import Desk
from supervisor.desktop.shell.window import Window
from supervisor.desktop.widgets.basics import button
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.language import _

LEAST_PASSPHRASE = 8


class NewBookSheet(FieldForm):
    """Everything a first day needs, on one sheet. `opened` is given the new book's services, its manager logged in."""

    for_nobody = True

    def __init__(self, parent: QWidget, desk: Desk, opened: Callable[[Any], object]) -> None:
        super().__init__(parent, desk, _("New book for a branch"), width=640)
        self._opened = opened
        self.note(_("The book begins with the shipped check-lists and rules; people, posts and hours come next."))
        self.halves()
        self.text("branch", _("Name of the branch"))
        self.text("branch_no", _("Branch number (may stay empty)"))
        self.text("manager", _("Name of its manager"))
        self.text("no", _("Manager's staff no."), "0001")
        self.text("login", _("Login"), "manager")
        self.secret("password", _("Password, 8 characters or more"))
        self.secret("password_again", _("The password once more"))
        self.halves(False)
        self.place = self.text("where", _("File of the book, or address of an empty database"), free_place())
        self.halves()
        self.secret("passphrase", _("Passphrase (may stay empty)"))
        self.secret("passphrase_again", _("The passphrase once more"))
        self.note(
            _("With a passphrase the file is encrypted and asks for it at every start. Keep it safe: without it nobody "
              "can open the book, not even the maker of this program.")
        )  # fmt: skip
        self.buttons.insertWidget(0, button(_("Choose the place…"), self.ask_file))
        self.send(_("Make the book"), make_book, done=opened)

    def ask_file(self) -> None:
        """Choose where the file is to lie."""
        dialog = QFileDialog(self, _("Place of the new book"), str(Path(self.place.text() or Path.home()).parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # a book is never written over
        dialog.setDefaultSuffix("book")
        dialog.setNameFilter(_("Books (*.book)"))
        dialog.selectFile(Path(self.place.text()).name)
        dialog.fileSelected.connect(self.place.setText)
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()


def show_what_is_next(window: Window) -> None:
    """A new book opens where its branch is set up."""
    if window.desk is not None:
        window.go("settings", "people")
        window.desk.say("good", _("The new book is ready. Next: people, posts, opening hours."))


def free_place() -> str:
    """Where a new book is proposed to lie: the usual place, or beside it where one lies there already."""
    from supervisor.app import default_book

    usual = default_book()
    place, number = usual, 2
    while place.exists():
        place = usual.with_name(f"{usual.stem}-{number}{usual.suffix}")
        number += 1
    return str(place)


def make_book(given: dict[str, Any]) -> Any:
    """Make the book of what was filled in, log its manager in and return the services. Raises WrongField."""
    from supervisor.app import App
    from supervisor.errors import Problem
    from supervisor.founding import FirstDay, found_book, problem_of
    from supervisor.journal import is_url

    names = ("branch", "branch_no", "manager", "no", "login", "password")
    first = FirstDay(**{name: given[name] for name in names})
    field, problem = problem_of(first)
    if problem:
        raise WrongField(field, problem)
    if given["password"] != given["password_again"]:
        raise WrongField("password_again", _("The two are not the same: type it once more."))
    where, passphrase = given["where"], given["passphrase"]
    if not where:
        raise WrongField("where", _("Say where the book is to lie."))
    if passphrase != given["passphrase_again"]:
        raise WrongField("passphrase_again", _("The two are not the same: type it once more."))
    if passphrase and is_url(where):
        raise WrongField("passphrase", _("A database is guarded by its server: leave the passphrase empty."))
    if passphrase and len(passphrase) < LEAST_PASSPHRASE:
        raise WrongField("passphrase", _("Use at least {n} characters.").format(n=LEAST_PASSPHRASE))
    if not is_url(where) and Path(where).expanduser() != Path(where):
        where = str(Path(where).expanduser())
    if not is_url(where) and not Path(where).suffix:
        where += ".book"
    try:
        if not is_url(where):
            _usual_folder(Path(where).parent)
        app = App(found_book(where, first, passphrase or None), None)
    except Problem as problem:
        raise WrongField("where", str(problem)) from problem
    app.log_in(first.login, first.password)
    remember(where)
    return app


def _usual_folder(folder: Path) -> None:
    """The user's data folder is made when it is not there yet; any other has to be there."""
    from supervisor.app import data_folder

    if folder == data_folder():
        folder.mkdir(parents=True, exist_ok=True)
