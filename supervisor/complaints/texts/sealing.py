"""How texts and contact data get under the seal of a case and back: UTF-8 text, contact as JSON."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from supervisor.journal import Reader, Writer

from .masking import Contact


def seal_text(w: Writer, subject: str, text: str) -> str:
    """Seal a text under the case; "" stays "". Lone surrogates are written visibly, the rest as it is."""
    return w.seal(subject, text.encode("utf-8", "backslashreplace")) if text else ""


def seal_contact(w: Writer, subject: str, contact: Contact) -> str:
    """Seal contact data under the case; "" when there is none."""
    if not contact:
        return ""
    return w.seal(subject, msgspec.json.encode(_cleaned(contact)))


def read_text(r: Reader, subject: str, digest: str) -> str:
    """The text, "" where there is none or the case has been erased."""
    data = r.unseal(subject, digest) if digest else None
    return data.decode() if data is not None else ""


def read_contact(r: Reader, subject: str, digest: str) -> Contact:
    """The contact data, empty where there is none or the case has been erased."""
    data = r.unseal(subject, digest) if digest else None
    return msgspec.json.decode(data, type=Contact) if data is not None else Contact()


def seal_contacts(w: Writer, subject: str, contacts: Sequence[Contact]) -> str:
    """Seal several people's contact data together; "" when there is nobody."""
    return w.seal(subject, msgspec.json.encode([_cleaned(one) for one in contacts])) if contacts else ""


def read_contacts(r: Reader, subject: str, digest: str) -> tuple[Contact, ...]:
    """The people's contact data, nobody where there is none or the case has been erased."""
    data = r.unseal(subject, digest) if digest else None
    return msgspec.json.decode(data, type=tuple[Contact, ...]) if data is not None else ()


def _cleaned(contact: Contact) -> dict[str, str]:
    return {
        name: getattr(contact, name).encode("utf-8", "backslashreplace").decode() for name in contact.__struct_fields__
    }
