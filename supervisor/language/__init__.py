"""Words on screen and paper, in Chinese or English.

Source texts are English and pass through `_` when they are shown (never when a module is imported); data that is
bilingual by nature (check-list items, post names) is held as `Words`. One catalogue serves core, reports, CLI and
desktop: `resources/locale/zh_CN/`.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import resources

from .chosen import LANGUAGES, language, use_language

if TYPE_CHECKING:
    from .words import Words

__all__ = ["LANGUAGES", "Words", "_", "language", "listed", "plural", "use_language"]


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language != "zh":
        return gettext.NullTranslations()
    source = Path(resources.__path__[0]) / "locale" / "zh_CN" / "LC_MESSAGES" / "supervisor.mo"
    if not source.is_file():
        return gettext.NullTranslations()
    with source.open("rb") as handle:
        return gettext.GNUTranslations(handle)


def _(text: str) -> str:
    """The text in the language in force."""
    return _catalogue(language()).gettext(text)


def plural(one: str, many: str, count: int) -> str:
    """The form of a text that goes with `count`."""
    return _catalogue(language()).ngettext(one, many, count)


def listed(names: Iterable[str]) -> str:
    """Names one after the other, parted as the language in force parts them."""
    return ("、" if language() == "zh" else ", ").join(names)


def __getattr__(name: str) -> Any:
    """`Words` is loaded when it is first asked for: the window is painted without it."""
    if name == "Words":
        from .words import Words

        globals()[name] = Words
        return Words
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
