"""Placeholders in a text: found however their braces, blanks and letters were typed, and also where the text is cut
into runs of different looks in the middle of one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

_MARK = re.compile(r"[{｛]\s*[{｛]\s*([^{}｛｝]*?)\s*[}｝]\s*[}｝]")
_BROKEN = re.compile(r"[{｛]\s*[{｛][^{}｛｝]*|[^{}｛｝]*[}｝]\s*[}｝]")


class Mark(NamedTuple):
    """A placeholder in a text: from where to where, the name in it, and its options as (word, value)."""

    start: int
    end: int
    name: str
    options: tuple[tuple[str, str], ...]


def marks(text: str) -> list[Mark]:
    """Every placeholder of a text, from left to right."""
    found = []
    for hit in _MARK.finditer(text):
        name, *options = (part.strip() for part in unicodedata.normalize("NFKC", hit[1]).split("|"))
        pairs = (option.partition("=") for option in options)
        found.append(
            Mark(hit.start(), hit.end(), name, tuple((word.strip(), what.strip()) for word, _is, what in pairs))
        )
    return found


def broken(text: str) -> list[str]:
    """What begins or ends like a placeholder and is none."""
    left = _MARK.sub("", text)
    return [hit[0].strip() for hit in _BROKEN.finditer(left)]


def alone(text: str) -> Mark | None:
    """The placeholder that is all of a text, blanks around it aside."""
    found = marks(text)
    if len(found) == 1 and not (text[: found[0].start] + text[found[0].end :]).strip():
        return found[0]
    return None


def replaced(runs: Sequence[str], say: Callable[[Mark], str | None]) -> list[str] | None:
    """The runs of a text with each placeholder replaced (None: left as it is) in the run where it begins, and taken
    out of the runs that it goes on in; None where nothing was replaced."""
    whole = "".join(runs)
    changes = [(mark, said) for mark in marks(whole) if (said := say(mark)) is not None]
    if not changes:
        return None
    made, at = [], 0
    for run in runs:
        out, here = [], at
        for mark, said in changes:
            if mark.end <= at or mark.start >= at + len(run):
                continue
            out.append(whole[here : max(here, mark.start)])
            if mark.start >= at:
                out.append(said)
            here = min(mark.end, at + len(run))
        out.append(whole[here : at + len(run)])
        made.append("".join(out))
        at += len(run)
    return made
