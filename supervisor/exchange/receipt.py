"""Which inspections a bundle carries, computed alike on both sides, and the receipt that goes back.

The maker's list travels in the bundle; the taker computes his own from his book and holds the two against each other.
The receipt is signed by the taker's device and can be carried back: the maker then knows what arrived.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from supervisor.errors import BadInput, Damaged, why_unread
from supervisor.journal import Book, Reader
from supervisor.journal.extent import extents, touched
from supervisor.journal.receipts import sign_text, signed_by
from supervisor.language import _

SCHEMA, VERSION = "bundle.receipt", 1
PREFIX = "inspection:"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One inspection in a bundle. `entries` and `pictures` are what its `digest` covers, `answers` and `photos` what
    the ledger shows now."""

    subject: str
    number: str
    code: str
    name: str
    day: str
    inspector: str
    state: str
    answers: int
    photos: int
    entries: int
    pictures: int
    digest: str


class Checked(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the receipt: what arrived, and whether both sides have the same.

    `sent` is the maker's digest ("" where he did not list it), `sent_…` are his counts (-1: not listed). Digest and
    counts of entries and pictures speak of what the bundle held; answers and photos are what each ledger shows, and
    differ where the taker knows of more.
    """

    line: Line
    sent: str
    equal: bool
    sent_entries: int = -1
    sent_pictures: int = -1
    sent_answers: int = -1
    sent_photos: int = -1


def both(sent: int, here: int) -> str:
    """A count as it was sent and as it is here; once where that is the same, or nothing was said of it."""
    return str(here) if sent in (-1, here) else f"{sent} → {here}"


class Receipt(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a copy says it has taken in. `since` and `upto` bound what the bundle held, `vector` is all that the
    taker holds now; `ahead_ms` how far the maker's clock was
    certainly ahead of the taker's (negative: behind)."""

    schema: str
    version: int
    bundle: str
    branch: str
    made_by: str
    received_by: str
    made_ms: int
    received_ms: int
    ahead_ms: int
    since: dict[str, int]
    upto: dict[str, int]
    vector: dict[str, int]
    entries: int
    blobs: int
    inspections: tuple[Checked, ...]
    twins: int = 0  # entries that the taker holds under a number that another has too

    @property
    def whole(self) -> bool:
        """Whether every inspection arrived exactly as it was sent."""
        return all(one.equal for one in self.inspections)


def lines(r: Reader, since: Mapping[str, int], upto: Mapping[str, int]) -> tuple[Line, ...]:
    """The inspections about which something was entered between two vectors, oldest first."""
    from supervisor.branch.ledger import people
    from supervisor.inspection.ledger import template
    from supervisor.inspection.ledger.carried import carried

    store = r.store
    subjects = touched(store, PREFIX, since, upto)
    parts = extents(store, subjects, upto)
    named = {one.subject: one.name for one in people(r, active_only=False)}
    titles: dict[str, str] = {}
    found = []
    for one in carried(r, subjects):
        if one.digest not in titles:
            try:
                titles[one.digest] = str(template(r, one.digest).name)
            except KeyError:  # the check-list was not sent, or is not here yet
                titles[one.digest] = one.code
        part = parts[one.subject]
        found.append(
            Line(
                subject=one.subject, number=one.number, code=one.code, name=titles[one.digest], day=one.day,
                inspector=named.get(one.inspector, one.inspector), state=one.state, answers=one.answers,
                photos=one.photos, entries=part.entries, pictures=part.blobs, digest=part.digest,
            )
        )  # fmt: skip
    return tuple(found)


def checked(here: tuple[Line, ...], sent: tuple[Line, ...]) -> tuple[Checked, ...]:
    """Hold the maker's list against the taker's own; what did not arrive at all is named with an empty digest, what the
    maker did not list with an empty one of his."""
    own = {one.subject: one for one in here}
    found = []
    for one in sent:
        arrived = own.pop(one.subject, None)
        line = arrived or msgspec.structs.replace(one, answers=0, photos=0, entries=0, pictures=0, digest="")
        same = (line.digest, line.entries, line.pictures) == (one.digest, one.entries, one.pictures)
        found.append(
            Checked(
                line=line, sent=one.digest, equal=same, sent_entries=one.entries, sent_pictures=one.pictures,
                sent_answers=one.answers, sent_photos=one.photos,
            )
        )  # fmt: skip
    return (*found, *(Checked(line=line, sent="", equal=False) for line in own.values()))


class _Signed(msgspec.Struct, frozen=True):
    """The file: the receipt's text as it was signed, and by which key."""

    receipt: Receipt
    public_key: str
    signature: str


def to_file_text(book: Book, receipt: Receipt) -> bytes:
    """The receipt as a file, signed by this book's device over the compact JSON of `receipt`."""
    public_key, signature = sign_text(book, _text(receipt))
    body = msgspec.json.encode(_Signed(receipt, public_key.hex(), signature.hex()))
    return msgspec.json.format(body, indent=2)


def from_file(path: Path) -> tuple[Receipt, bytes]:
    """A receipt and the public key that signed it. Raises BadInput for what is none, Damaged for a changed one."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(_("{path} cannot be read: {why}.").format(path=path, why=why_unread(error))) from error
    try:
        found = msgspec.json.decode(content, type=_Signed)
        key, signature = bytes.fromhex(found.public_key), bytes.fromhex(found.signature)
    except (msgspec.MsgspecError, ValueError, UnicodeDecodeError) as error:
        raise BadInput(_("{path} is not a receipt of a bundle.").format(path=path)) from error
    if found.receipt.schema != SCHEMA or found.receipt.version != VERSION:
        raise BadInput(_("{path} is not a receipt of a bundle.").format(path=path))
    if not signed_by(key, signature, _text(found.receipt)):
        raise Damaged(
            _("{path} was changed after it was signed. Nothing was noted; ask for it again.").format(path=path)
        )
    return found.receipt, key


def _text(receipt: Receipt) -> bytes:
    return b"supervisor receipt\n" + msgspec.json.encode(receipt)
