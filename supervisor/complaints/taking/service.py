"""One sitting, one command: register, settle where it was settled on the spot, seal the files; and keep drafts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from supervisor.access import Right, require
from supervisor.branch.faults import WrongField
from supervisor.complaints.attachments.service import attach_within, check_file, plain_name
from supervisor.complaints.service import register, settle_on_the_spot
from supervisor.errors import BadInput
from supervisor.journal import Book, Reader, new_id

from . import events
from .ledger import drafts


class NewFile(msgspec.Struct, frozen=True):
    """A file to be sealed with the complaint."""

    name: str
    data: bytes


class Settled(msgspec.Struct, frozen=True):
    """What a complaint that was settled on the spot is handled and answered with."""

    at_fault: bool
    facts: str
    answer: str
    measure: str = ""
    apologised: bool = False
    accepted: bool | None = None  # asked on the spot, never assumed
    at: datetime | None = None  # when it was settled; now unless said


class OpenedDraft(msgspec.Struct, frozen=True):
    """A draft as its writer left it: values of the form by field, files."""

    values: dict[str, Any]
    files: tuple[NewFile, ...] = ()


def take_down(
    book: Book,
    actor: str,
    *,
    settled: Settled | None = None,
    files: Sequence[NewFile] = (),
    draft: str = "",
    **given: Any,
) -> str:
    """Register a complaint (`given` as `service.register` takes it) with all that came with it; returns its subject.

    All goes on record or nothing. `draft` is the draft it was taken from, which goes. Raises what the single commands
    raise; a file that cannot be taken is the field `files`.
    """
    for one in files:
        try:
            check_file(plain_name(one.name), one.data)
        except BadInput as error:
            raise WrongField("files", str(error)) from None
    with book.batch():
        subject = register(book, actor, **given)
        if files:
            with book.write(actor) as w:
                for one in files:
                    attach_within(w, subject, name=one.name, data=one.data)
        if settled is not None:
            settle_on_the_spot(
                book, actor, subject, at_fault=settled.at_fault, facts=settled.facts, answer=settled.answer,
                measure=settled.measure, apologised=settled.apologised, accepted=settled.accepted, at=settled.at,
            )  # fmt: skip
        if draft:
            drop_draft(book, actor, draft)
    return subject


def keep_draft(book: Book, actor: str, opened: OpenedDraft, instead_of: str = "") -> str:
    """Put aside what was typed, sealed for its writer; returns the draft's subject. The older one goes."""
    with book.write(actor) as w:
        require(w, actor, Right.RECORD_COMPLAINT)
        subject = f"complaint_draft:{new_id()}"
        digest = w.seal(subject, msgspec.msgpack.encode(opened))
        w.append(subject, events.DraftKept(digest=digest))
    if instead_of:
        drop_draft(book, actor, instead_of)
    return subject


def open_draft(r: Reader, actor: str, subject: str) -> OpenedDraft | None:
    """What stands in a draft of one's own; None where it is not there (any more) or is somebody else's."""
    mine = next((one for one in drafts(r, actor) if one.subject == subject), None)
    data = r.unseal(subject, mine.digest) if mine is not None else None
    return msgspec.msgpack.decode(data, type=OpenedDraft) if data is not None else None


def drop_draft(book: Book, actor: str, subject: str) -> None:
    """Throw a draft of one's own away for good; nothing happens where it is gone already."""
    with book.write(actor) as w:
        if any(one.subject == subject for one in drafts(w, actor)):
            w.append(subject, events.DraftDropped())
            w.erase(subject)
