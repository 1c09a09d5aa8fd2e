"""When two customers are one, and two complaints one matter: pure rules over contact data.

A shared telephone number is proof. Two people who both left numbers and share none are never the same, whatever else
agrees. Without numbers to compare, the same mail address, or the same name at the same address, is proof. A name alone
proves nothing (there are many 王伟): it is at most a hint, and only within the few days of a duplicate.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

import msgspec

from supervisor.complaints.texts.masking import Contact

SAME, PERHAPS, NAMESAKE, OTHER = 3, 2, 1, 0
DUPLICATE, REPEAT, HINT = "duplicate", "repeat", "perhaps"
SHORTEST_NUMBER, LONGEST_NUMBER, SHORTEST_ADDRESS = 7, 16, 6  # more digits than 0086 0755 12345678: two numbers
NEAR = 0.6  # share of common letter pairs from which two texts tell the same

_PARTS = re.compile(r"[/,;、|\n\r\t]|或|及|和|\bor\b|\band\b", re.IGNORECASE)
_EXTENSION = re.compile(r"(?:转|轉|分机|分機|ext(?:ension)?\.?|x|#)[\s:：]*([0-9]{1,6})\D*$", re.IGNORECASE)
_DASHED = re.compile(r"^\D*(0[0-9]{2,3})\D+([0-9]{7,8})\D+([0-9]{1,6})\D*$")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")  # matched against the whole
_MAIL = re.compile(r"[^\s@,;/、]+@[^\s@,;/、]+\.[^\s@,;/、]+")
_TITLES = re.compile(r"(?:先生|女士|小姐|太太|老师|同志|经理|大爷|大妈|阿姨|师傅)$|^(?:mr|mrs|ms|miss|dr)(?=.)")
_NUMERALS = frozenset("一二三四五六七八九十百千")


class Windows(msgspec.Struct, frozen=True):
    """Within how many days the same matter is a duplicate, and the same customer a repeat complainant."""

    duplicate_days: int = 7
    repeat_days: int = 365


class Customer(msgspec.Struct, frozen=True):
    """Contact data as they are compared: numbers with their extension ("" where none), mails, name, address."""

    phones: frozenset[tuple[str, str]] = frozenset()
    mails: frozenset[str] = frozenset()
    name: str = ""
    address: str = ""

    def __bool__(self) -> bool:
        return bool(self.phones or self.mails or self.name)

    def marks(self) -> frozenset[str]:
        """Under what another contact of the same customer is found; a name's own mark begins with "n"."""
        found = {f"p{number}" for number, _extension in self.phones} | {f"m{mail}" for mail in self.mails}
        if self.name:
            found.add(f"n{self.name}")
            if self.address:
                found.add(f"a{self.name}\0{self.address}")
        return frozenset(found)


def customer(contact: Contact) -> Customer:
    """Contact data in the form in which they are compared."""
    return Customer(
        phones=phones(contact.phone),
        mails=frozenset(mail.casefold().strip(".<>") for mail in _MAIL.findall(_plain(contact.mail))),
        name=name_of(contact.name),
        address=address_of(contact.address),
    )


def phones(text: str) -> frozenset[tuple[str, str]]:
    """The telephone numbers in a field, each with its extension: digits only, without 86, without a leading 0 before a
    mobile number. What is too short to belong to one customer, or one digit over and over, is none.
    """
    found: set[tuple[str, str]] = set()
    for part in _PARTS.split(_plain(text)):
        for piece in part.split() if _count(part) > LONGEST_NUMBER else [part]:
            number, extension = _number(piece)
            if len(number) >= SHORTEST_NUMBER and len(set(number)) > 1:
                found.add((number, extension))
    return frozenset(found)


def _number(text: str) -> tuple[str, str]:
    extension = ""
    if dashed := _DASHED.match(text):
        text, extension = dashed[1] + dashed[2], dashed[3]
    elif (hit := _EXTENSION.search(text)) and _count(text[: hit.start()]) >= SHORTEST_NUMBER:
        text, extension = text[: hit.start()], hit[1]
    digits = "".join(one for one in text if "0" <= one <= "9")
    country = digits.startswith("0086") or (digits.startswith("86") and "+" in text)
    if country:
        digits = digits.removeprefix("00").removeprefix("86")
    elif digits.startswith("86") and _MOBILE.fullmatch(digits[2:]):
        digits = digits[2:]
    if digits.startswith("0") and _MOBILE.fullmatch(digits[1:]):
        digits = digits[1:]
    if country and not digits.startswith("0") and not _MOBILE.fullmatch(digits):
        digits = f"0{digits}"
    return digits, extension


def _count(text: str) -> int:
    return sum("0" <= one <= "9" for one in text)


def name_of(text: str) -> str:
    """A name without blanks, dots and titles; "" for what is no whole name (王先生)."""
    letters = "".join(one for one in _plain(text).casefold() if unicodedata.category(one).startswith("L"))
    letters = _TITLES.sub("", letters)
    return letters if len(letters) > 1 else ""


def address_of(text: str) -> str:
    """An address without blanks and marks; "" for what names no house."""
    kept = "".join(one for one in _plain(text).casefold() if one.isalnum())
    exact = any(one.isdigit() or one in _NUMERALS for one in kept)
    return kept if exact and len(kept) >= SHORTEST_ADDRESS else ""


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def likeness(one: Customer, other: Customer) -> int:
    """`SAME` customer, `PERHAPS` the same, a `NAMESAKE`, or an `OTHER`."""
    if any(number == there and not (a and b and a != b) for number, a in one.phones for there, b in other.phones):
        return SAME
    named = bool(one.name) and one.name == other.name
    proof = bool(one.mails & other.mails) or (named and bool(one.address) and one.address == other.address)
    if one.phones and other.phones:
        return PERHAPS if proof else OTHER
    if proof:
        return SAME
    return NAMESAKE if named else OTHER


def closest(some: Iterable[Customer], others: Iterable[Customer]) -> int:
    """The greatest likeness between any of a case's customers and any of another's."""
    others = tuple(others)
    return max((likeness(one, other) for one in some for other in others), default=OTHER)


def near(one: str, other: str) -> bool:
    """Whether two texts tell the same: most pairs of neighbouring letters are common to both."""
    a, b = _pairs(one), _pairs(other)
    return bool(a and b) and 2 * len(a & b) / (len(a) + len(b)) >= NEAR


def _pairs(text: str) -> set[str]:
    letters = [one for one in _plain(text).casefold() if one.isalnum()]
    return {a + b for a, b in pairwise(letters)}


def kind_of(alike: int, days: int, windows: Windows, *, same_matter: bool, over: bool) -> str:
    """What a case is to another `days` away: `DUPLICATE`, `REPEAT`, `HINT` or "" for nothing.

    `over`: the earlier one had ended when the later was heard, so that the same matter is a complaint again.
    """
    if alike == SAME and days <= windows.duplicate_days and same_matter and not over:
        return DUPLICATE
    if alike == SAME:
        return REPEAT if days <= windows.repeat_days else ""
    if alike == PERHAPS:
        return HINT if days <= windows.repeat_days else ""
    return HINT if alike == NAMESAKE and days <= windows.duplicate_days and same_matter else ""
