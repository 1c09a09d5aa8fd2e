"""The row of headings: under titles, in two rows, merged, with units, doubled, or in Chinese and English at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

WITHIN = 20  # a title or two may stand above the headings
_UNIT = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_PASSED = re.compile(r"[\s_*:：.。\-/'\"=]+")


@dataclass(frozen=True, slots=True)
class Headings:
    """The names of the columns, the number of the last row that they take, and what the layout is (None: unknown)."""

    names: tuple[str, ...]
    last_row: int
    mapping: Any


def plain(header: object) -> str:
    """A header as compared: no blanks around, no byte-order mark, case folded."""
    return str(header or "").replace("\ufeff", "").strip().casefold()


def simple(header: object) -> str:
    """A header as looked up: without units in brackets, blanks and signs, full-width letters made plain."""
    text = unicodedata.normalize("NFKC", plain(header))
    return _PASSED.sub("", _UNIT.sub("", text)) or _PASSED.sub("", text)


def letter(column: int) -> str:
    """The letter that a spreadsheet gives the column (0 is A)."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def named(row: Sequence[object]) -> tuple[str, ...]:
    """Headers each once: a second 时间 is "时间 (2)", a column without a name among others is "[F]"."""
    texts = [re.sub(r"\s+", " ", str(cell or "").replace("\ufeff", "")).strip(" '\"=") for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    seen: dict[str, int] = {}
    names = []
    for at, text in enumerate(texts):
        name = text or f"[{letter(at)}]"
        seen[plain(name)] = seen.get(plain(name), 0) + 1
        names.append(name if seen[plain(name)] == 1 else f"{name} ({seen[plain(name)]})")
    return tuple(names)


def find(
    top: Sequence[Sequence[str]], known: Callable[[Sequence[object]], Any], words: frozenset[str]
) -> Headings | None:
    """The headings among the first rows that `known` understands; None without. `words`: simple texts of headings."""
    for rows in (1, 2):
        for at in range(min(len(top), WITHIN) - rows + 1):
            names = named(top[at]) if rows == 1 else _joined(top[at], top[at + 1])
            mapping = known(names) if names else None
            if mapping is not None:
                last = at + rows
                while last < len(top) and repeats(top[last], words):
                    last += 1  # the same headings again, in the other language
                return Headings(names, last, mapping)
    return None


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Two rows of headings as one: the lower where it says something, else the upper; nothing where they do not fit."""
    below = sum(bool(str(cell).strip()) for cell in lower)
    if below < 2 or sum(bool(str(cell).strip()) for cell in upper) < 2:
        return ()
    width = max(len(upper), len(lower))
    cells = [[str(row[at]).strip() if at < len(row) else "" for at in range(width)] for row in (upper, lower)]
    return named([low or high for high, low in zip(*cells, strict=True)])


def repeats(row: Sequence[object], words: frozenset[str]) -> bool:
    """Whether a row is headings: two words of them at least, and half of what it says."""
    texts = [simple(cell) for cell in row if plain(cell)]
    found = sum(text in words for text in texts)
    return found >= 2 and found * 2 >= len(texts)


def ungarbled(text: str) -> str:
    """What a text said before another program read its bytes in a wrong encoding; empty where it seems sound."""
    for wrong in ("gb18030", "latin-1", "cp1252"):
        try:
            sound = text.encode(wrong).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if sound != text and any("\u4e00" <= sign <= "\u9fff" for sign in sound):
            return sound
    return "?" if "锟斤" in text or "\ufffd" in text else ""
