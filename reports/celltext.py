"""What a cell can hold of a text, and how it is written where the library would take it for its own marks.

XlsxWriter lets a text that stands between `<r>` and `</r>` through as markup (which shows something else, or leaves a
workbook that nothing opens), and of `_x005F_x000D_` it escapes only the first half.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

LONGEST_TEXT = 32767  # of a cell in units of UTF-16, by Excel's own limit
LONGEST_PROPERTY = 255
LONGEST_FOOTER = 200  # of 255, the rest being its marks, the name of the sheet and the number of the page

_LOOKS_ESCAPED = re.compile("_(?=x[0-9a-fA-F]{4}_)")  # with a look ahead, so that none hides behind another
_TO_MARK = re.compile("[&<>_\x00-\x20\x7f\u3000\ufffe\uffff]")  # what makes a text not its own markup
_TWICE = re.compile("_x[0-9a-fA-F]{4}_x[0-9a-fA-F]{4}_")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_HALF = re.compile("[\ud800-\udfff]")
_NO_LINE = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029\ufffe\uffff]+")


def fitting(text: str) -> str:
    """As much of a text as a cell holds, with … where more would follow. Excel counts in units of UTF-16: a rare
    character or a smiley takes two. Half of such a pair, which no file can hold, is written by its number."""
    return units(whole_pairs(text), LONGEST_TEXT)


def units(text: str, most: int) -> str:
    """As much of a text as has at most so many units of UTF-16, with … where more would follow."""
    if len(text) * 2 <= most:
        return text
    coded = text.encode("utf-16-le", "replace")
    if len(coded) <= most * 2:
        return text
    return coded[: (most - 1) * 2].decode("utf-16-le", "ignore") + "…"


def whole_pairs(text: str) -> str:
    """The text with half a pair written by its number: \\ud800."""
    if text.isascii() or _HALF.search(text) is None:
        return text
    return _HALF.sub(lambda hit: f"\\u{ord(hit[0]):04x}", text)


def plain_line(text: str) -> str:
    """The text for a place that is no cell (the name of a sheet, the foot of a page, a property of the file): one
    line, without signs that such a place cannot hold."""
    return " ".join(_NO_LINE.sub(" ", whole_pairs(text)).split())


def misread(text: str) -> bool:
    """Whether the library would write something else than this text."""
    return (text.startswith("<r>") and text.endswith("</r>")) or _TWICE.search(text) is not None


def one_run(text: str) -> str:
    """The text as the finished markup of a run without a look of its own, in which nothing is left to escape: its
    underscores stand by number, which only XML reads."""
    return f'<r><t xml:space="preserve">{escape(by_number(text)).replace("_", "&#95;")}</t></r>'


def by_number(text: str) -> str:
    """The text as a part of a workbook holds it: what XML cannot hold stands by number, and so does what only looks as
    if it did."""
    return _UNSEEN.sub(lambda hit: f"_x{ord(hit[0]):04X}_", _LOOKS_ESCAPED.sub("_x005F_", text))


def property_text(text: str) -> str:
    """The text as a property of the file."""
    return units(plain_line(text), LONGEST_PROPERTY)


def footer_text(text: str) -> str:
    """The text in the foot of a printed page, where & begins a mark and the whole has an end."""
    line = plain_line(text)
    while len((shown := line.replace("&", "&&")).encode("utf-16-le")) > LONGEST_FOOTER * 2:
        line = units(line, max(1, len(line.encode("utf-16-le")) // 2 - 8))
    return shown


def as_markup(text: str) -> str:
    """The text, which fits a cell, as the markup that stands in a cell of its own."""
    if _TO_MARK.search(text) is None:
        return f"<t>{text}</t>"
    return f'<t xml:space="preserve">{escape(by_number(text))}</t>'
