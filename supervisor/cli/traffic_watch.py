"""The queue machine's folder on the command line: looked at once, or every minute until it is stopped."""

from __future__ import annotations

from pathlib import Path
from time import sleep
from typing import Any

from cyclopts import App

from supervisor.cli.context import emit, minute_text, opened, say
from supervisor.errors import BadInput
from supervisor.language import _


def register(group: App) -> None:
    """Add `traffic watch`."""

    @group.command
    def watch(
        folder: Path | None = None, *, once: bool = False, every: int = 0, pattern: str = "", keep: bool = False,
        forget: bool = False, json: bool = False,
    ) -> int:  # fmt: skip
        """Take in tickets from the folder of the queue machine as they are written; without FOLDER, the one kept.

        Goes on until Ctrl+C; `--once` looks one time. Files are read by the columns that were said when a file with the
        same headings was imported. `--keep` names the folder for the desktop of this computer, `--forget` ends that.
        """
        from supervisor.access import Right, require
        from supervisor.traffic.watching.naming import folder_here, watch_folder
        from supervisor.traffic.watching.watch import Watch, known_words

        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.IMPORT_TRAFFIC)
                named = folder_here(r)
            if forget:
                watch_folder(app.book, app.actor, "")
                say(_("This computer watches no folder any more."))
                return 0
            if folder is None and named is None:
                raise BadInput(_("Name the folder into which the queue machine writes."))
            where = Path(folder) if folder is not None else Path(named.folder)  # type: ignore[union-attr]
            meant = pattern or (named.pattern if folder is None and named is not None else "")
            seconds = every or (named.seconds if named is not None else 60)
            if seconds < 1:
                raise BadInput(_("{value} is no such number").format(value=every))
            if keep:
                watch_folder(app.book, app.actor, str(where), pattern=meant, seconds=seconds)
            watched, first = Watch(where, meant), True
            while True:
                app.book.poll()
                with app.read() as r:
                    known = known_words(r)
                found = watched.enter(app.book, app.actor, watched.look(known))
                if first or found.new or found.changed or found.remarks:
                    _tell(watched, found, json)
                first = False
                if once:
                    return 2 if watched.fault else 0
                sleep(seconds)


def _tell(watched: Any, found: Any, json: bool) -> None:
    """What a look brought."""
    if json:
        emit("traffic.watch", 1, {
            "folder": str(watched.folder), "pattern": watched.pattern, "at": found.at.isoformat(timespec="seconds"),
            "new": found.new, "changed": found.changed,
            "newest": minute_text(found.newest_minute) if found.newest_minute >= 0 else None, "fault": watched.fault,
            "files": [
                {
                    "file": one.file, "tickets": one.tickets,
                    "newest": minute_text(one.newest_minute) if one.newest_minute >= 0 else None,
                    "waits_for_end": one.waits_for_end, "fault": one.fault,
                }
                for one in found.files
            ],
            "remarks": [{"file": one.file, "status": one.status, "words": one.words} for one in found.remarks],
        })  # fmt: skip
        return
    for one in found.remarks:
        say(one.words)
    text = _("{time}: {new} new tickets, {changed} of which more is known; the newest is of {newest}.")
    newest = minute_text(found.newest_minute) if found.newest_minute >= 0 else "–"
    say(text.format(time=f"{found.at:%H:%M}", new=found.new, changed=found.changed, newest=newest))
