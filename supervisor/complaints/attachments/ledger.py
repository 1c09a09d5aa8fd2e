"""The files of each case and who looked at what is sealed in it, when and why."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, String, select

from supervisor.complaints import events
from supervisor.complaints.events import ContactUnmasked
from supervisor.complaints.texts.sealing import read_text
from supervisor.journal import Entry, Ledger, Reader, Rows

from .kinds import kind_of

LEDGER = Ledger("complaint_files", version=1)


def _text(name: str) -> Column[Any]:
    return Column(name, String, nullable=False)


def _whole(name: str) -> Column[Any]:
    return Column(name, BigInteger, nullable=False)


FILE = LEDGER.table(
    "file", Column("digest", String), _text("name"), _text("name_digest"), _text("media_type"), _whole("size"),
    _whole("at_ms"), _text("actor"), _text("entry"), key=("digest",),
)  # fmt: skip
LOOK = LEDGER.table(
    "look", Column("entry", String), _whole("at_ms"), _text("actor"), _text("reason"), _text("digest"),
    _whole("saved"), key=("entry",),
)  # fmt: skip


class Attachment(msgspec.Struct, frozen=True):
    """A sealed file of a case; `name` stands here only where an entry of old has it in plain."""

    name: str
    name_digest: str
    media_type: str
    digest: str
    size: int
    at: datetime
    actor: str

    @property
    def kind(self) -> str:
        """Picture, paper, sound or film."""
        return kind_of(self.media_type)


class Look(msgspec.Struct, frozen=True):
    """One look at what is sealed: of the texts (`digest` is ""), of a file, or a copy of it `saved` outside."""

    at: datetime
    actor: str
    reason: str
    digest: str
    saved: bool


@LEDGER.on(events.ComplaintAttached)
def _attached(rows: Rows, fact: events.ComplaintAttached, entry: Entry) -> None:
    rows.put(
        FILE, digest=fact.digest, name=fact.name, name_digest=fact.name_digest, media_type=fact.media_type,
        size=fact.size, at_ms=entry.at_ms, actor=entry.actor, entry=entry.id,
    )  # fmt: skip


@LEDGER.on(ContactUnmasked)
def _unmasked(rows: Rows, fact: ContactUnmasked, entry: Entry) -> None:
    rows.put(LOOK, entry=entry.id, at_ms=entry.at_ms, actor=entry.actor, reason=fact.reason, digest="", saved=0)


@LEDGER.on(events.AttachmentOpened)
def _opened(rows: Rows, fact: events.AttachmentOpened, entry: Entry) -> None:
    rows.put(
        LOOK, entry=entry.id, at_ms=entry.at_ms, actor=entry.actor, reason=fact.reason, digest=fact.digest,
        saved=int(fact.saved),
    )  # fmt: skip


def attachments(r: Reader, subject: str) -> list[Attachment]:
    """The files sealed in a case, in the order in which they were added."""
    rows = r.rows(select(FILE).where(FILE.c.subject == subject).order_by(FILE.c.at_ms, FILE.c.entry))
    return [
        Attachment(row.name, row.name_digest, row.media_type, row.digest, row.size, _instant(row.at_ms), row.actor)
        for row in rows
    ]


def whole_name(r: Reader, subject: str, file: Attachment) -> str:
    """A file's own name; "" once the case was erased, unless an entry of old has it in plain."""
    return read_text(r, subject, file.name_digest) if file.name_digest else file.name


def looks(r: Reader, subject: str) -> list[Look]:
    """Who looked at what is sealed in a case, newest first."""
    rows = r.rows(select(LOOK).where(LOOK.c.subject == subject).order_by(LOOK.c.at_ms.desc(), LOOK.c.entry.desc()))
    return [Look(_instant(row.at_ms), row.actor, row.reason, row.digest, bool(row.saved)) for row in rows]


def _instant(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)
