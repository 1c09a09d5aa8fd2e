"""Which book to open, and why one did not open; no window in here.

The place of the book that a person last chose is remembered in this user's data folder, never its passphrase nor the
password of a database.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from supervisor.errors import BadInput, Problem
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.app import App

REMEMBERED = "last-book.txt"
SAMPLE = "sample.book"


class NotOpened(BadInput):
    """No book is open. `where` is the place that was tried, empty where there was none to try; `locked` says that the
    file asks for a passphrase (or is no book at all, which nobody can tell without it).
    """

    def __init__(self, message: str, where: str = "", *, locked: bool = False) -> None:
        super().__init__(message)
        self.where = where
        self.locked = locked


def open_first(named: str | None, passphrase: str | None = None) -> App:
    """The book to begin with: the one named, else the one last chosen, else the usual place, else the sample branch.

    The sample is made where it is missing (some ten seconds). Raises NotOpened.
    """
    from supervisor.app import default_book

    where = named or remembered()
    if not where:
        where = str(default_book()) if default_book().exists() else make_sample()
    return open_book(where, passphrase)


def open_book(where: str, passphrase: str | None = None) -> App:
    """Open a book at a path or PostgreSQL address. Raises NotOpened with a clear message; nothing is changed."""
    from supervisor.app import App
    from supervisor.journal import is_keyed, is_url

    url = is_url(where)
    keyed = not url and is_keyed(where)
    if keyed and not passphrase:
        raise NotOpened(_("This book asks for its passphrase."), where, locked=True)
    try:
        return App.open(where, passphrase if keyed else None)
    except Problem as problem:
        if keyed and _wrong_key(problem):
            words = _("That is not the passphrase, or the file is not a book. Nothing was changed.")
            raise NotOpened(words, where, locked=True) from problem
        raise NotOpened(str(problem), where, locked=keyed) from problem


def _wrong_key(problem: Problem) -> bool:
    return isinstance(problem, BadInput) and "not a database" in str(problem.__cause__).lower()


def make_sample(tell=lambda _text: None) -> str:
    """The place of the sample branch, made first where it is not there yet."""
    from supervisor.app import data_folder

    place = data_folder() / SAMPLE
    if not place.exists() or place.with_name(f"{SAMPLE}.making").exists():  # no import of the maker for a mere look
        from supervisor.demo.build import build

        place.parent.mkdir(parents=True, exist_ok=True)
        build(place, tell=tell).close()
    return str(place)


def remembered() -> str:
    """The place that `remember` kept; empty where there is none."""
    from supervisor.app import data_folder

    try:
        return (data_folder() / REMEMBERED).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def remember(where: str) -> None:
    """Keep the place for the next start; a full or read-only disk is no reason to fail."""
    from supervisor.app import data_folder
    from supervisor.journal.place import without_password

    try:
        folder = data_folder()
        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / f".{REMEMBERED}.{os.getpid()}"
        temporary.write_text(without_password(where), encoding="utf-8")
        os.replace(temporary, folder / REMEMBERED)
    except OSError:
        pass
