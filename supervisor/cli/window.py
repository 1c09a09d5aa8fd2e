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
    """Open the desktop on a book; where this computer has none yet, the window offers to open or make one."""
    from supervisor.desktop import run
    from supervisor.language import use_language

    use_language(language_of(options.lang))

    def open_services() -> App:
        from supervisor.desktop.books.opening import open_first

        return open_first(options.book, passphrase or os.environ.get("SUPERVISOR_PASSPHRASE"))

    return run(open_services)
