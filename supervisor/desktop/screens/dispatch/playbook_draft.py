"""What was typed into a playbook and not put in force: kept on this computer for who typed it.

A crash, a lock for want of anybody at the desk or a log-out loses nothing; closing the sheet by its button or Esc does.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import msgspec

from supervisor.desktop.theme import settings
from supervisor.incidents.playbooks import Playbook, to_json


class Draft(msgspec.Struct, frozen=True):
    """A playbook as typed, the reason given, and the digest of the one in force when it was begun."""

    playbook: Playbook
    reason: str
    base: str


def base_of(book: Playbook) -> str:
    """The digest of a playbook in force, to notice that another one is by now."""
    return sha256(to_json(book)).hexdigest()


def _key(desk: Any, kind: str) -> str:
    whose = sha256(f"{desk.book.branch}\n{desk.actor}".encode()).hexdigest()[:16]
    return f"playbook_draft/{whose}-{kind}"


def keep_draft(desk: Any, kind: str, draft: Draft) -> None:
    """Keep what is typed; the file is written at once."""
    kept = settings()
    kept.setValue(_key(desk, kind), msgspec.json.encode(draft).decode())
    kept.sync()


def kept_draft(desk: Any, kind: str) -> Draft | None:
    """What was typed and is kept; None where nothing is, or where it cannot be read any more."""
    text = str(settings().value(_key(desk, kind), "") or "")
    try:
        return msgspec.json.decode(text, type=Draft) if text else None
    except msgspec.DecodeError:
        return None


def drop_draft(desk: Any, kind: str) -> None:
    """Let go what was typed."""
    kept = settings()
    if kept.contains(_key(desk, kind)):
        kept.remove(_key(desk, kind))
        kept.sync()
