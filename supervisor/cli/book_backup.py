"""Backups, restoring and compacting at the command line."""

from __future__ import annotations

from pathlib import Path

from cyclopts import App

from supervisor.cli.context import CONTEXT, emit, opened, say
from supervisor.language import _


def register(group: App) -> None:
    """Add `supervisor book backup`, `restore` and `compact`."""

    @group.command
    def backup(directory: Path, *, prune: bool = False, days: int | None = None, json: bool = False) -> int:
        """Copy the whole book to a new file in a folder, under the same passphrase.

        With --prune older backups of this book that were made on this computer are deleted, since they hold what has
        been erased meanwhile.
        """
        from supervisor.access import Right, require
        from supervisor.complaints.settings.ledger import figures
        from supervisor.journal.backup import make_backup, stale
        from supervisor.journal.backup import prune as throw_away

        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.BACK_UP_BOOK)
                limit = figures(r).backup_days if days is None else days
            made = make_backup(app.book, directory)
            gone = throw_away(app.book, limit) if prune else []
            with app.read() as r:
                left = [one for one in stale(r) if one.erased_since]
        if json:
            emit("book.backup", 1, {
                "path": made.path, "entries": made.entries, "made": made.made, "deleted": [one.path for one in gone],
                "holding_erased": left,
            })  # fmt: skip
            return 0
        say(_("Backed up to {path}: {entries} entries.").format(path=made.path, entries=made.entries))
        for one in gone:
            say(_("Deleted: {path}").format(path=one.path))
        for one in left:
            say(_("{path} was made before {count} cases were erased and still holds them: delete it.").format(
                path=one.path, count=one.erased_since
            ))  # fmt: skip
        return 0

    @group.command
    def restore(file: Path, *, to: Path, json: bool = False) -> int:
        """Make a book from a backup, at a place where nothing stands; what was erased since is erased again.

        That is: what this computer knows to be erased. What other copies erased comes with their next bundle.
        """
        from supervisor.app import load_rooms
        from supervisor.journal.backup import restore as bring_back

        load_rooms()
        book, again = bring_back(file, to, CONTEXT.passphrase_of(file))
        try:
            with book.read() as r:
                entries = r.store.one("SELECT COUNT(*) FROM journal")[0]
        finally:
            book.close()
        if json:
            emit("book.restore", 1, {"path": str(to.absolute()), "entries": entries, "erased_again": again})
        else:
            say(_("Restored to {path}: {entries} entries.").format(path=to, entries=entries))
            if again:
                say(_("{count} cases that had been erased since the backup were erased again.").format(count=again))
            say(_("Take in the bundles of the other copies next: they bring what was written and erased since."))
        return 0

    @group.command
    def compact(*, json: bool = False) -> int:
        """Write the book anew without what was deleted in it, and clear its log away. It may take a while.

        What no program can reach: blocks the disk itself still holds, backups, and bundles that left before.
        """
        from supervisor.access import Right, require
        from supervisor.journal.compacting import compact as write_anew

        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.BACK_UP_BOOK)
            done = write_anew(app.book)
        if json:
            emit("book.compact", 1, {
                "before_bytes": done.before_bytes, "after_bytes": done.after_bytes, "whole": done.whole,
            })  # fmt: skip
        else:
            say(_("Compacted: {before} KB before, {after} KB now.").format(
                before=done.before_bytes >> 10, after=done.after_bytes >> 10
            ))  # fmt: skip
            if not done.whole:
                say(_("Another program is reading the book: its log is cleared away when that ends."))
        return 0
