"""What stands in one cell, as the model holds it: hundredths, cents, codes. Pure.

Each reader raises `Unreadable` with what is wrong and what to write instead; where the cell stands is added by who
asked. Full-width digits and letters, any case, and a unit behind a number (2.5 分, 50 元, 3 天) are taken as meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from supervisor.inspection.words import OWNER_ROLES
from supervisor.language import Words, _, language

from .columns import FLAGS, Column, meaning, plain, role_meant

NAME = re.compile(r"[^\W\d][\w.\-]*")
_UNIT = re.compile(r"(?:分|points?|元|yuan|rmb|cny|天|日|days?|个工作日|工作日)\Z", re.IGNORECASE)
LARGEST = Decimal(1_000_000)


class Unreadable(Exception):
    """A cell that cannot be read: `problem` and `cure`."""

    def __init__(self, problem: str, cure: str) -> None:
        super().__init__(problem)
        self.problem, self.cure = problem, cure


def folded(text: str) -> str:
    """Full-width letters, digits and signs as plain ones, without blanks around."""
    return unicodedata.normalize("NFKC", text).strip()


def number(text: str, heading: str) -> Decimal:
    """A number as people write it, unit and thousands commas left out."""
    bare = _UNIT.sub("", folded(text).replace("−", "-").lstrip("¥￥").strip()).strip()
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        bare = bare.replace(",", "")
    try:
        found = Decimal(bare)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise Unreadable(
            _("{heading}: “{text}” is no number.").format(heading=heading, text=text), _("Write a number such as 2.5.")
        )
    if abs(found) > LARGEST:
        raise Unreadable(
            _("{heading}: {text} is beyond all measure.").format(heading=heading, text=text),
            _("Write plain points, yuan or days."),
        )
    return found


def hundredths(text: str, heading: str) -> int:
    """Points or yuan as integer hundredths; at most two decimals."""
    found = number(text, heading) * 100
    if found != found.to_integral_value():
        raise Unreadable(
            _("{heading}: {text} has more than two decimals.").format(heading=heading, text=text),
            _("Write at most two decimals, such as 2.5 or 2.25."),
        )
    return int(found)


def whole(text: str, heading: str) -> int:
    """A whole number of days or cases."""
    found = number(text, heading)
    if found != found.to_integral_value():
        raise Unreadable(
            _("{heading}: {text} is not a whole number.").format(heading=heading, text=text),
            _("Write a whole number such as 3."),
        )
    return int(found)


def share(text: str, heading: str) -> float:
    """A fraction from 0 to 1, or a percentage with its sign."""
    bare = folded(text)
    found = number(bare.removesuffix("%"), heading)
    if bare.endswith("%"):
        found /= 100
    elif 1 <= found <= 100:
        raise Unreadable(
            _("{heading}: {text} would be {percent} %.").format(heading=heading, text=text, percent=f"{found * 100:f}"),
            _("A rate is a fraction: write {fraction} (or {text}%) for {text} per cent.").format(
                fraction=f"{(found / 100).normalize():f}", text=f"{found.normalize():f}"
            ),
        )
    if not 0 <= found < 1:
        raise Unreadable(
            _("{heading}: {text} is no share.").format(heading=heading, text=text),
            _("Write a fraction from 0 to 1, such as 0.02."),
        )
    return float(found)


def flag(text: str, heading: str) -> bool:
    """Yes or no, 是 or 否, in any case and width."""
    found = meaning("flag", FLAGS, text)
    if found is None:
        raise Unreadable(
            _("{heading}: “{text}” is neither yes nor no.").format(heading=heading, text=text), _("Write yes or no.")
        )
    return found == "yes"


def word(column: Column, text: str, heading: str) -> str:
    """The code of one of a column's words."""
    assert column.words is not None
    found = meaning(column.field, column.words, text)
    if found is None:
        raise Unreadable(
            _("{heading}: the word “{text}” is not known here.").format(heading=heading, text=text),
            _("Write one of: {words}.").format(words=_offered(column.words)),
        )
    return found


def role(text: str, heading: str, jobs: Mapping[str, str]) -> str:
    """A job of the shipped list in any of its names, or one the branch itself knows (`jobs`: plain word to job)."""
    found = role_meant(text) or jobs.get(plain(text))
    if found is None:
        raise Unreadable(
            _("{heading}: nobody knows the job “{text}”.").format(heading=heading, text=text),
            _("Write one of: {words}.").format(words=_offered(OWNER_ROLES)),
        )
    return found


def _offered(words: Mapping[str, Words]) -> str:
    return ("、" if language() == "zh" else ", ").join(str(name) for name in words.values())


def identifier(name: str) -> str:
    """The id that a legal XLSForm name stands for: an underscore before it makes `1.1.1` legal as `_1.1.1`."""
    return name[1:] if name.startswith("_") and len(name) > 1 else name


def legal_name(identifier: str) -> str:
    """The XLSForm name of an id; `identifier` reads it back."""
    return identifier if identifier[:1].isalpha() else f"_{identifier}"


def is_legal(name: str) -> bool:
    """Whether XLSForm takes it as a name: a letter or underscore first, then letters, digits, _ - and full stops."""
    return NAME.fullmatch(name) is not None
