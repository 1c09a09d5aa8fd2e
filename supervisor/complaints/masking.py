"""What remains visible of a customer's data: enough to tell two cases apart, not enough to reach anybody.

Names keep their first character, numbers their first three and last two digits, addresses their first six
characters. In free text, runs of digits that could be a phone, card or identity number and e-mail addresses
are masked in place. A conservative rule: what merely looks like such a number is masked too.
"""

from __future__ import annotations

import re

import msgspec

# digits of any script, with a blank, a dash or something that is not seen between two of them
_NUMBER = re.compile(r"(?<!\d)[+＋]?\d(?:[ \u00a0\-－\u200b-\u200f\u2060\ufeff]?\d){6,}[Xx]?(?!\d)")
# begun nowhere but where it could begin: from each letter of a long word again, a megabyte would take hours
_MAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")


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
    """`13812345678` → `138******78`; separators stay, short numbers vanish altogether."""
    digits = [i for i, character in enumerate(number) if character.isalnum()]
    hidden = set(digits[3:-2] if len(digits) >= 7 else digits)
    return "".join("*" if i in hidden else character for i, character in enumerate(number))


def mask_mail(mail: str) -> str:
    """`ming@example.com` → `m***@example.com`."""
    name, at, host = mail.strip().partition("@")
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
    """Free text with what looks like phone, card or identity numbers and mail addresses masked in place."""
    return _NUMBER.sub(lambda hit: mask_number(hit[0]), _MAIL.sub(lambda hit: mask_mail(hit[0]), text))
