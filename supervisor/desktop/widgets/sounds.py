"""Chinese names by the first letters of their sounds, `ljg` for 刘建国, and texts in the order of their sounds."""

from __future__ import annotations

from functools import lru_cache

# The first character of each initial among the 3,755 common characters, which GB 2312 keeps in the order of sounds.
_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_LETTERS = "abcdefghjklmnopqrstwxyz"
_BOUNDS = tuple(zip((c.encode("gb2312") for c in _FIRST), _LETTERS, strict=True))
_LAST = "座".encode("gb2312")


def by_sound(text: str) -> bytes:
    """What a text is sorted by: common Chinese characters by their sounds, behind figures and Latin letters."""
    return text.encode("gb18030", "replace")


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """First letters of the sounds of a Chinese text, Latin letters and digits as they are; rare characters left out."""
    found = ""
    for letter in text.casefold():
        if letter.isascii():
            found += letter if letter.isalnum() else ""
            continue
        try:
            code = letter.encode("gb2312")
        except UnicodeEncodeError:
            continue
        if _BOUNDS[0][0] <= code <= _LAST:
            found += [sound for bound, sound in _BOUNDS if bound <= code][-1]
    return found
