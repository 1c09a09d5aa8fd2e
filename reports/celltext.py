"""What a cell can hold of a text, and how it is written where the library would take it for its own marks.

XlsxWriter lets a text that stands between `<r>` and `</r>` through as markup (which shows something else, or leaves a
workbook that nothing opens), and of `_x005F_x000D_` it escapes only the first half.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

LONGEST_TEXT = 32767  # of a cell in units of UTF-16, by Excel's own limit

_LOOKS_ESCAPED = re.compile("_(?=x[0-9a-fA-F]{4}_)")  # with a look ahead, so that none hides behind another
_TWICE = re.compile("_x[0-9a-fA-F]{4}_x[0-9a-fA-F]{4}_")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def fitting(text: str) -> str:
    """As much of a text as a cell holds. Excel counts in units of UTF-16: a rare character or a smiley takes two."""
    if len(text) * 2 <= LONGEST_TEXT:
        return text
    units = text.encode("utf-16-le", "replace")
    if len(units) <= LONGEST_TEXT * 2:
        return text
    return units[: (LONGEST_TEXT - 1) * 2].decode("utf-16-le", "ignore") + "…"


def misread(text: str) -> bool:
    """Whether the library would write something else than this text."""
    return (text.startswith("<r>") and text.endswith("</r>")) or _TWICE.search(text) is not None


def one_run(text: str) -> str:
    """The text as the finished markup of a run without a look of its own, in which nothing is left to escape: its
    underscores stand by number, which only XML reads."""
    escaped = _UNSEEN.sub(lambda hit: f"_x{ord(hit[0]):04X}_", _LOOKS_ESCAPED.sub("_x005F_", text))
    return f'<r><t xml:space="preserve">{escape(escaped).replace("_", "&#95;")}</t></r>'
