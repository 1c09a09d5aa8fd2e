"""What a workbook says of itself: what it is about, by which book and device it was made, who signs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from supervisor.branch.ledger import branch_profile
from supervisor.journal import Book, Reader
from supervisor.journal.receipts import signing


class Head(NamedTuple):
    """The end of one device's chain as the book held it."""

    device: str
    seq: int
    digest: str


class About(NamedTuple):
    """What the manifest says beside the marks of the cells. `sign` is the device's pen."""

    kind: str  # month, person, inspection, incident, week, weekly, complaints, register, consolidation, table
    month: str
    about: str
    branch: str
    branch_no: str
    made_at: datetime
    book: str
    device: str
    public_key: bytes
    heads: tuple[Head, ...]
    sign: Callable[[bytes], bytes]

    @property
    def journal(self) -> str:
        """The digest over all heads."""
        return journal_digest(self.heads)


def about(book: Book, r: Reader, kind: str, *, month: str = "", about: str = "") -> About:
    """What a workbook of this kind, made now from the snapshot `r` of a book, says of itself.

    `about` names its subject within the kind: a staff number, the number of an inspection. Where this place of the
    book never wrote, its device begins now.
    """
    device, public_key, sign = signing(book)
    branch = branch_profile(r)
    return About(
        kind=kind, month=month, about=about, branch=branch.name, branch_no=branch.number,
        made_at=r.now.astimezone(r.zone), book=r.setting("book") or "", device=device, public_key=public_key,
        heads=tuple(Head(name, seq, digest.hex()) for name, seq, digest in r.heads()), sign=sign,
    )  # fmt: skip


def journal_digest(heads: Sequence[Head]) -> str:
    """One digest over the ends of all chains: `device seq digest`, a line each, in the order of the devices."""
    lines = (f"{head.device} {head.seq} {head.digest}\n" for head in sorted(heads))
    return sha256("".join(lines).encode()).hexdigest()
