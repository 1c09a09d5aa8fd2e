"""Words about a promise or praise that stand in an entry for ever: they name nobody who is sealed under it."""

from __future__ import annotations

from collections.abc import Iterable

from supervisor.complaints.rights.checks import plain_in
from supervisor.complaints.texts.masking import Contact
from supervisor.complaints.texts.plain import plain_words
from supervisor.complaints.texts.sealing import read_contact
from supervisor.journal import Reader

from .ledger import call_back, contact_digest


def plain_of(r: Reader, subject: str, text: str, field: str = "", people: Iterable[Contact] = ()) -> str:
    """`plain_words` for an entry about praise, a promise or a case: neither `people` nor whoever is sealed under it, or
    under the case that the promise belongs to, may be named.
    """
    promise = call_back(r, subject)
    own = read_contact(r, subject, contact_digest(r, subject))
    return plain_in(r, promise.complaint if promise else subject, plain_words(text, field, (*people, own)), field)
