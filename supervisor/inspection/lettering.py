"""Letters nobody sees: names that break in pieces, words that show nothing or are shown the wrong way round. Pure."""

from __future__ import annotations

import re
import unicodedata

_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_REFERENCE = re.compile(r"\$\{[^{}]*\}")


def is_hidden(letter: str) -> bool:
    """Whether a letter is not shown: a control, one without width, one that turns the direction of writing."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") and letter not in "\n\t\r"


def is_whole(name: str) -> bool:
    """Whether a name is one word that can be stored among others and found again."""
    return name.split() == [name] and not any(map(is_hidden, name))


def in_one(name: str) -> str:
    """The name as one word: an underscore for blanks, without letters that nobody sees."""
    return "_".join("".join(letter for letter in name if not is_hidden(letter)).split()) or "A"


def turning_in(words: str) -> str:
    """Letters that turn the direction of writing by what they are called, such as U+202E; "" where there are none."""
    return ", ".join(f"U+{ord(letter):04X}" for letter in dict.fromkeys(words) if letter in _TURNING)


def shown(words: str) -> bool:
    """Whether anything of it can be seen."""
    return any(not is_hidden(letter) and not letter.isspace() for letter in words)


def references_in(words: str) -> list[str]:
    """Answers of other lines that the words would show, as ${name}; a check-list's words are shown as they stand."""
    return _REFERENCE.findall(words)
