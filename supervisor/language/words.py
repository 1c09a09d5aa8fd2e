"""Names that exist in both languages, as data.

A module of its own because msgspec takes longer to load than everything a window needs before it is painted.
"""

from __future__ import annotations

import msgspec

from .chosen import language


class Words(msgspec.Struct, frozen=True):
    """A name that exists in both languages, as data rather than as a translated text."""

    zh: str
    en: str = ""

    def __str__(self) -> str:
        return (self.zh if language() == "zh" else self.en) or self.zh or self.en
