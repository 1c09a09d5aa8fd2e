"""Naming the folder of the queue machine, once for a computer: two laptops see the same folder by different paths."""

from __future__ import annotations

import platform
from hashlib import sha256
from pathlib import Path

from supervisor.access import Right, require
from supervisor.branch.faults import WrongField
from supervisor.journal import Book, Reader
from supervisor.language import _
from supervisor.traffic.events import FolderWatched
from supervisor.traffic.files.ledger import watched_folder

LEAST_SECONDS, MOST_SECONDS = 15, 3600


def computer() -> str:
    """What this computer is called."""
    return platform.node() or "-"


def folder_here(r: Reader) -> FolderWatched | None:
    """The folder that is watched on this computer, None where none is named."""
    return watched_folder(r, computer())


def watch_folder(book: Book, actor: str, folder: str, *, pattern: str = "", seconds: int = 60) -> None:
    """Name the folder that this computer looks at; an empty one ends it.

    Raises Refused without the right, WrongField for a folder that is not there or a time between looks that is none.
    """
    where = str(Path(folder).expanduser().absolute()) if folder.strip() else ""
    if where and not Path(where).is_dir():
        raise WrongField("folder", _("There is no such folder: {folder}").format(folder=where))
    if not LEAST_SECONDS <= seconds <= MOST_SECONDS:
        words = _("Between two looks lie {least} to {most} seconds.")
        raise WrongField("seconds", words.format(least=LEAST_SECONDS, most=MOST_SECONDS))
    if any(sign in pattern for sign in "/\\"):
        raise WrongField("pattern", _("Write the names of files, as *.csv, without a folder."))
    fact = FolderWatched(computer=computer(), folder=where, pattern=pattern.strip(), seconds=seconds)
    with book.write(actor) as w:
        require(w, actor, Right.IMPORT_TRAFFIC)
        before = watched_folder(w, fact.computer)
        if before != fact and (before is not None or where):
            w.append(f"ticket-watch:{sha256(fact.computer.encode()).hexdigest()[:32]}", fact)
