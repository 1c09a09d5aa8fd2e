"""The desktop from the command line: the window first, the book and its libraries behind it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from supervisor.app import App


class Options(NamedTuple):
    """What may stand before a command, and alone opens the desktop."""

    book: str | None = None
    lang: str | None = None


def desktop_options(tokens: Sequence[str]) -> Options | None:
    """The options of a command line without a command; None for anything else (which the full parser reads)."""
    found: dict[str, str] = {}
    rest = list(tokens)
    while rest:
        name, mark, value = rest.pop(0).partition("=")
        if name not in ("--book", "--lang") or (not mark and not rest):
            return None
        found[name[2:]] = value if mark else rest.pop(0)
    if found.get("lang") not in (None, "zh", "en"):
        return None
    return Options(found.get("book"), found.get("lang"))


def language_of(lang: str | None) -> str:
    """The language asked for, else the system's, else Chinese."""
    return lang or ("en" if os.environ.get("LANG", "").startswith("en") else "zh")


def open_desktop(options: Options, passphrase: str | None = None) -> int:
    """Open the desktop on a book; where this computer has none yet, on a sample branch made first."""
    from supervisor.desktop import run
    from supervisor.language import use_language

    use_language(language_of(options.lang))

    def open_services() -> App:
        from supervisor.app import App, data_folder, default_book
        from supervisor.cli.context import CONTEXT

        CONTEXT.where = options.book
        if options.book is not None or default_book().exists():
            return App.open(options.book, passphrase or CONTEXT.passphrase())
        sample = data_folder() / "sample.book"
        if not sample.exists():
            from supervisor.demo.build import build

            sample.parent.mkdir(parents=True, exist_ok=True)
            build(sample).close()
        return App.open(sample)

    return run(open_services)
