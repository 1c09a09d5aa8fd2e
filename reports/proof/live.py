"""Which formulas come to something else once head office fills in the open cells: their values are not proved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from reports.proof.record import Area, SheetRecord

_REFERENCE = re.compile(
    r"(?:(?:'((?:[^']|'')*)'|([^\s!'\"(),;:=<>+\-*/^&{}]+))!)?"
    r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?(?![\w(])"
)
_WORD = re.compile(r"[A-Z_\u00a0-\U0010ffff][\w.\u00a0-\U0010ffff]*")
_TEXT = re.compile('"(?:[^"]|"")*"')
_WANDERING = ("OFFSET(", "INDIRECT(")  # where they read cannot be seen in their text
_WHOLE = re.compile(r"\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d+:\$?\d+")


def live_formulas(sheets: Sequence[SheetRecord], names: Mapping[str, str]) -> set[tuple[str, int, int]]:
    """(sheet, line, column) of every formula that reads an open cell, or one that does."""
    opened = [(sheet.name.upper(), area) for sheet in sheets for area in sheet.opened]
    if not opened:
        return set()
    meanings = {name.upper(): meaning.lstrip("=").upper() for name, meaning in names.items()}
    waiting = {
        (sheet.name, cell.line, cell.column): list(_reads(cell.formula[1:], capital, meanings))
        for sheet, capital in ((sheet, sheet.name.upper()) for sheet in sheets)
        for block in sheet.blocks
        for cell in block.formulas
    }
    found: set[tuple[str, int, int]] = set()
    while opened:
        fresh = {
            cell for cell, reads in waiting.items() if any(_meets(read, other) for read in reads for other in opened)
        }
        for cell in fresh:
            del waiting[cell]
        found |= fresh
        opened = [(sheet.upper(), Area(line, column, line, column)) for sheet, line, column in fresh]
    return found


def _reads(formula: str, sheet: str, meanings: Mapping[str, str]) -> Iterator[tuple[str, Area] | None]:
    """The ranges that a formula reads, names by their `meanings` (both in capitals); None where that cannot be told."""
    text = _TEXT.sub("", formula)
    if any(word in text for word in _WANDERING):
        yield None
    for quoted, plain, left, first, right, last in _REFERENCE.findall(text):
        own = (quoted.replace("''", "'") or plain or sheet).upper()
        column, row = _column(left), int(first) - 1
        yield own, Area(row, column, int(last) - 1 if last else row, _column(right) if right else column)
    if ":" in text and _WHOLE.search(_REFERENCE.sub("", text)):
        yield None
    if meanings:
        for word in meanings.keys() & set(_WORD.findall(text.upper())):
            yield from _reads(meanings[word], sheet, {})


def _meets(read: tuple[str, Area] | None, other: tuple[str, Area]) -> bool:
    if read is None:
        return True
    (sheet, one), (named, area) = read, other
    return sheet == named and not (
        one.last < area.first or area.last < one.first or one.right < area.left or area.right < one.left
    )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
