"""Number formats that make a figure look like another: the cell holds what was signed, and shows something else."""

from __future__ import annotations

import re

_PLACES = re.compile(r"[0#?@]|general|[ymdhsgeb]", re.IGNORECASE)
_SCALED = re.compile(r"[0#?],+(?![,0#?])")
_UNITS = frozenset("万亿千百十KkMm%‰")


def disguises(form: str) -> bool:
    """Whether a number format shows digits of its own, a unit that makes more of a figure, or nothing of it."""
    if form.isdigit():  # one of those built into every program
        return False
    for place, section in enumerate(_sections(form)):
        own, rest = _parts(section)
        days = re.search("[ymdhs]", rest.replace("General", ""), re.IGNORECASE) is not None
        if any(sign.isnumeric() for sign in own) or re.search("[1-9]", rest):
            return True
        if not days and (_SCALED.search(rest) or _UNITS & set(own)):
            return True
        if place == 3 and "@" not in rest:  # for texts
            return True
        if place < 2 and not _PLACES.search(rest):  # for more than nought, and for less
            return True
    return False


def _sections(form: str) -> list[str]:
    """The parts of a format for figures above nought, below, for nought itself and for texts."""
    found, at, begun = [], 0, 0
    while at < len(form):
        if form[at] == '"':
            at = form.find('"', at + 1) % (len(form) + 1)
        elif form[at] == "\\":
            at += 1
        elif form[at] == ";":
            found.append(form[begun:at])
            begun = at + 1
        at += 1
    return [*found, form[begun:]]


def _parts(section: str) -> tuple[str, str]:
    """What a section shows of its own, and the rest of it."""
    own: list[str] = []

    def take(hit: re.Match[str]) -> str:
        own.append(hit[0].strip('"\\') if hit[0][0] != "[" else _currency(hit[0]))
        return ""

    rest = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', take, re.sub(r"[_*].", "", section))
    return "".join(own), rest


def _currency(bracket: str) -> str:
    """[$¥-804] shows ¥; colours and conditions show nothing."""
    return bracket[2:-1].split("-")[0] if bracket[:2] == "[$" else ""
