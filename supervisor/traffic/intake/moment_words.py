"""Texts of moments brought to one plain spelling before they are read by position.

Machines write 下午 2:05, ２０２６年１１月３日, 3-Nov-2026 or 2026-11-03T00:05:12Z. What a whole column has in common is
replaced at once; the few texts that are left are rewritten one by one, each different text once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta

BRANCH_OFFSET_MINUTES = 480  # all of China keeps one time; a moment with an offset of its own is brought to it
_MARK = "\x1f"
_WORDS = (
    ("年", "-"), ("月", "-"), ("日", " "), ("号", " "), ("时", ":"), ("点", ":"), ("分", ":"), ("秒", " "),
    ("上午", "A"), ("凌晨", "A"), ("清晨", "A"), ("早上", "A"), ("早晨", "A"), ("中午", "N"), ("下午", "P"),
    ("傍晚", "P"),
    ("晚上", "E"), ("无", ""), ("空", ""), ("未叫号", ""), ("未办理", ""), ("\u00a0", " "), ("\u200b", ""),
    ("\ufeff", ""),
    ("–", "-"), ("—", "-"), ("‘", " "), ("’", " "), ("。", "."),
)  # fmt: skip
_WEEKDAY = re.compile(r"[(（]?(?:星期|礼拜|周)[一二三四五六日天][)）]?")
_NOTHING = frozenset(
    ("NULL", "NONE", "N/A", "NA", "NAN", "NAT", "NIL", "-", "--", "---", "/", "\\N", "#N/A", "(NULL)", "<NULL>", "?",
     "*",
     "-:-", "--:--", "--:--:--", "----", ":", "::", "- -", "//", "....", "..", ".")
)  # fmt: skip
_MONTHS = {
    name: at
    for at, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_DAY_MONTH = re.compile(r"(?<![\dA-Za-z])(\d{1,2})[-\s/.]*([A-Za-z]{3,9})[-\s/.,]+(\d{4}|\d{2})(?!\d)")
_MONTH_DAY = re.compile(r"(?<![A-Za-z])([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_UNIX = re.compile(r"[A-Za-z]{3}\s+([A-Za-z]{3})\s+(\d{1,2})\s+(\d{1,2}:\d\d:\d\d)\s+(?:[A-Z]{3,4}\s+)?(\d{4})")
_OFFSET = re.compile(
    r"(.*\d{1,2}:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(Z|(?:UTC|GMT)?\s*([+-])(\d\d):?(\d\d)?)", re.IGNORECASE
)


def plain_words(column: Sequence[str]) -> list[str]:
    """The column with Chinese words, full-width signs and weekdays brought to ASCII; other signs become "?"."""
    text = _MARK.join(column)
    signs = {sign for sign in set(text) if sign > "\x7f"}
    if any("\uff00" <= sign <= "\uffef" or sign == "\u3000" for sign in signs):
        text = unicodedata.normalize("NFKC", text)
    if "星" in signs or "周" in signs or "礼" in signs:
        text = _WEEKDAY.sub(" ", text)
    for word, instead in sorted(_WORDS, key=lambda pair: -len(pair[0])):
        if word[0] in signs:
            text = text.replace(word, instead)
    return text.encode("ascii", "replace").decode("ascii").split(_MARK)


def says_nothing(text: str) -> bool:
    """Whether a text without digits means that there is no moment."""
    return not text.strip(" \t'\"=") or text.strip(" \t'\"=").upper() in _NOTHING


def rewritten(text: str) -> str | None:
    """A rare spelling as `2026-11-03 08:05:12`: names of months, offsets from UTC. None for what is no moment."""
    found = _UNIX.search(text)
    if found and found.group(1).casefold() in _MONTHS:
        month, day, clock, year = found.groups()
        return f"{year}-{_MONTHS[month.casefold()]:02d}-{int(day):02d} {clock}"
    for pattern, day_at, month_at in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        found = pattern.search(text)
        if found and found.group(month_at)[:3].casefold() in _MONTHS:
            month = _MONTHS[found.group(month_at)[:3].casefold()]
            year = found.group(3) if len(found.group(3)) == 4 else f"20{found.group(3)}"
            rest = (text[: found.start()] + " " + text[found.end() :]).strip(" ,")
            return f"{year}-{month:02d}-{int(found.group(day_at)):02d} {rest}".strip()
    found = _OFFSET.fullmatch(text.strip())
    if found:
        return _in_branch(found)
    return None


def _in_branch(found: re.Match[str]) -> str | None:
    """A moment with an offset of its own, on the branch's clock."""
    text, mark, sign, hours, minutes = found.groups()
    offset = 0
    if mark.upper() != "Z":
        offset = (int(hours) * 60 + int(minutes or 0)) * (-1 if sign == "-" else 1)
    try:
        moment = datetime.fromisoformat(text.strip().replace("/", "-").replace(" ", "T"))
    except ValueError:
        return None
    return f"{moment + timedelta(minutes=BRANCH_OFFSET_MINUTES - offset):%Y-%m-%d %H:%M:%S}"
