"""What remains visible of a customer's data: enough to tell two cases apart, not enough to reach anybody.

Names keep their first character, numbers their first three and last two digits, addresses their first six
characters. In free text, runs of digits that could be a phone, card or identity number and e-mail addresses
are masked in place. A conservative rule: what merely looks like such a number is masked too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

import msgspec

# Digits of any script however they are set: up to three blanks, dashes, dots, strokes, brackets or things not seen
# between two of them; a letter or what parts sentences and lists ends the number. The halves of the repeated group have
# nothing in common, so that a megabyte is read in one go.
NUMBER = re.compile(r"(?<!\d)[+＋]?\d(?:(?:[^\w，。；、,;:：!?！？]|_){0,3}\d){6,}[Xx]?")
# A day, a time of day or an amount with its commas is nobody's number.
HARMLESS = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?|\d{1,2}[:：]\d\d(?:[:：]\d\d)?|\d{1,3}(?:,\d{3})+(?:\.\d\d?)?)"
    r"(?!\d)"
)
# begun nowhere but where it could begin: from each letter of a long word again, a megabyte would take hours
MAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]+[@＠][\w\-]+(?:\.[\w\-]+)+")

_SHORTEST = {"name": 2, "phone": 5, "mail": 5, "address": 4}
"""Fewer letters of a field could be any word."""
_LONGEST_SPACED = 200
_BEFORE_STREET = re.compile(r"^.*[省市区县镇乡]")
_NOBODY = frozenset(
    (
        *("客户", "顾客", "储户", "匿名", "不详", "未知", "不明", "无名", "保密", "本人", "先生", "女士", "小姐"),
        *("customer", "client", "anonymous", "unknown", "none", "mr", "ms", "mrs"),
    )
)
"""What is written where a name would stand and names nobody."""
_TITLED = re.compile(r".{1,2}(先生|女士|小姐|同志|老师|阿姨|大爷|大妈|经理|总)|(mr|ms|mrs)\.? \w+", re.IGNORECASE)


class Contact(msgspec.Struct, frozen=True):
    """How a customer can be reached; every field may be empty."""

    name: str = ""
    phone: str = ""
    mail: str = ""
    address: str = ""

    def __bool__(self) -> bool:
        return any((self.name.strip(), self.phone.strip(), self.mail.strip(), self.address.strip()))


def mask_name(name: str) -> str:
    """`王小明` → `王**`; `John Smith` → `J*********`."""
    name = name.strip()
    return name[:1] + "*" * (len(name) - 1 if len(name) > 1 else 0) if len(name) != 1 else "*"


def mask_number(number: str) -> str:
    """`13812345678` → `138******78`; separators stay, short numbers vanish altogether, and so do words beside them."""
    places = [i for i, character in enumerate(number) if character.isalnum()]
    digits = [i for i in places if number[i].isdecimal() or number[i] in "Xx"]
    shown = {*digits[:3], *digits[-2:]} if len(digits) >= 7 else set()
    hidden = set(places) - shown
    return "".join("*" if i in hidden else character for i, character in enumerate(number))


def mask_mail(mail: str) -> str:
    """`ming@example.com` → `m***@example.com`; each of several by itself."""
    return ", ".join(_one_mail(one) for one in re.split(r"[,;，；、\s]+", mail.strip()))


def _one_mail(mail: str) -> str:
    name, at, host = mail.replace("＠", "@").partition("@")
    return f"{name[:1]}***{at}{host}" if at else "*" * len(name)


def mask_contact(contact: Contact) -> Contact:
    """The same contact, masked field by field."""
    address = contact.address.strip()
    return Contact(
        name=mask_name(contact.name) if contact.name.strip() else "",
        phone=mask_number(contact.phone.strip()),
        mail=mask_mail(contact.mail) if contact.mail.strip() else "",
        address=address[:6] + "***" if len(address) > 6 else "***" if address else "",
    )


def mask_text(text: str) -> str:
    """Free text with what looks like phone, card or identity numbers and mail addresses masked in place; days, times
    and amounts stay.
    """
    text = MAIL.sub(lambda hit: _one_mail(hit[0]), text)
    parts, end = [], 0
    for stays in HARMLESS.finditer(text):
        parts += [_without_numbers(text[end : stays.start()]), stays[0]]
        end = stays.end()
    return "".join((*parts, _without_numbers(text[end:])))


def _without_numbers(text: str) -> str:
    return NUMBER.sub(lambda hit: mask_number(hit[0]), text)


def mask_known(text: str, people: Iterable[Contact]) -> str:
    """Free text with what is known of these people masked wherever it stands in it: names, addresses, numbers, mail.

    Also where blanks stand between the letters. A name of one letter cannot be told from a word and stays.
    """
    for words, shown in sorted(_known(people), key=lambda pair: -len(pair[0])):
        text = _spaced(words).sub(lambda _hit, shown=shown: shown, text)
    return text


def known_in(text: str, people: Iterable[Contact]) -> str:
    """What of these people a text tells outright, "" when nothing: a surname with a title (王先生) leads to nobody."""
    flat = unicodedata.normalize("NFKC", text)
    hits = (
        _spaced(unicodedata.normalize("NFKC", words)).search(flat)
        for words, _shown in _known(people)
        if not _TITLED.fullmatch(words)
    )
    return next((hit[0] for hit in hits if hit), "")


def _known(people: Iterable[Contact]) -> Iterator[tuple[str, str]]:
    for whole in people:
        masked = mask_contact(whole)
        for field in whole.__struct_fields__:
            words = getattr(whole, field).strip()
            if len(words) >= _SHORTEST[field] and words.casefold() not in _NOBODY:
                yield words, getattr(masked, field)
        street = _BEFORE_STREET.sub("", whole.address.strip())
        if len(street) >= _SHORTEST["address"]:
            yield street, "***"


def _spaced(words: str) -> re.Pattern[str]:
    """These words with blanks anywhere between the letters; latin ones never within a longer word."""
    if len(words) > _LONGEST_SPACED:  # no name at all: as it stands, or making the pattern would take minutes
        return re.compile(re.escape(words), re.IGNORECASE)
    letters = r"[\s\u3000\u200b]*".join(re.escape(letter) for letter in words if not letter.isspace())
    before, after = (
        r"(?<![A-Za-z0-9])" if words[0].isascii() else "",
        r"(?![A-Za-z0-9])" if words[-1].isascii() else "",
    )
    return re.compile(before + letters + after, re.IGNORECASE)
