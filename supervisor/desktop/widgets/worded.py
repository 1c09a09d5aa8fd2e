"""What people and customers typed, for the eye: every letter in its place, nothing that commands, nothing out of sight.

The text that is kept stays as it was typed; this is only how it is put on the screen.
"""

from __future__ import annotations

import re

ON_ONE_LINE = 300  # letters of a text in a list; all of it stands on its card
LONGEST_TIP = 2000  # letters
_HARMLESS_TIP = 60  # letters on one line that a tip shows whole without markup, which alone makes Qt break lines

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
# a word of letters, digits and signs that no window would break, each with the marks that belong to it; of Chinese
# letters and of pictures every window breaks
_LETTER = (
    "[!-~\u00a0-\u02ff\u0370-\u1fff\u2010-\u2027\u2030-\u205f\u2070-\u20cf\u2100-\u25ff"
    "\ue000-\uf8ff\ufb00-\ufdff\ufe30-\ufefe\uff00-\uffff\U000f0000-\U0010ffff]"
)
_MARKS = "[\u0300-\u036f\u200c-\u200f\u2060-\u206f\u20d0-\u20ff\ufe00-\ufe2f\U000e0000-\U000e0fff]"
_UNBROKEN = re.compile(f"(?:{_LETTER}{_MARKS}*+){{16}}(?={_LETTER})")
_OPPORTUNITY = "\u200b"


def seen(text: str) -> str:
    """Control characters, and those that turn what follows around, by their number, as in the terminal."""
    if text.isprintable():
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _COMMANDS.sub(lambda hit: f"<U+{ord(hit[0]):04X}>", plain)


def worded(text: str) -> str:
    """The same for a label that breaks its lines: it may break very long words, too, which else were cut."""
    return _UNBROKEN.sub(lambda hit: hit[0] + _OPPORTUNITY, seen(text))


def brief(text: str) -> str:
    """As much of a text as a line of a list shows."""
    if len(text) <= ON_ONE_LINE and text.isprintable():
        return text
    short = text if len(text) <= ON_ONE_LINE else f"{text[:ON_ONE_LINE]}…"
    return " ".join(seen(short).split())


def unmarked(text: str) -> str:
    """A text for a button, a box or a line of a menu, which take & for the sign of a key and leave it out."""
    return text.replace("&", "&&")


def plain_tip(text: str) -> str:
    """A text for a tip: Qt reads a tip that looks like markup as markup, and would fetch what it names; others it
    puts on one line however long they are."""
    from html import escape

    short = worded(text if len(text) <= LONGEST_TIP else f"{text[:LONGEST_TIP]}…")
    if len(short) <= _HARMLESS_TIP and not set("<&") & set(short):
        return short
    return f'<div style="white-space: pre-wrap">{escape(short)}</div>'
