"""The book itself: make, look, prove, read anew."""

from __future__ import annotations

import os

from cyclopts import App

from supervisor.cli import book_backup
from supervisor.cli.context import CONTEXT, emit, opened, say, table
from supervisor.errors import BadInput
from supervisor.language import _, listed


def register(app: App) -> None:
    """Add the commands of `supervisor book`."""
    group = App(name="book", help="make, look at and prove a book")
    app.command(group)
    book_backup.register(group)

    @group.command
    def new(
        path: str, *, branch: str, manager: str, no: str = "0001", login: str = "manager", zone: str = "Asia/Shanghai",
        branch_no: str = "",
    ) -> int:  # fmt: skip
        """Make an empty book for a branch, with its manager as first user, the shipped check-lists and rule book.

        The manager's password comes from SUPERVISOR_PASSWORD; with SUPERVISOR_PASSPHRASE set the book is encrypted.
        """
        from supervisor.founding import FirstDay, found_book

        password = os.environ.get("SUPERVISOR_PASSWORD", "")
        if not password:
            raise BadInput(_("Set SUPERVISOR_PASSWORD to the manager's first password."))
        first = FirstDay(branch=branch, manager=manager, no=no, login=login, password=password, zone=zone,
                         branch_no=branch_no)  # fmt: skip
        found_book(path, first, os.environ.get("SUPERVISOR_PASSPHRASE")).close()
        say(_("Made {path}. Log in as {login}.").format(path=path, login=login))
        return 0

    @group.command
    def info(*, json: bool = False) -> int:
        """What the book is and holds."""
        with opened() as app, app.read() as r:
            from supervisor.branch.ledger import branch_profile, people
            from supervisor.journal.backup import stale
            from supervisor.journal.place import without_password

            entries, profile = r.store.one("SELECT COUNT(*) FROM journal")[0], branch_profile(r)
            document = {
                "book": without_password(app.book.where),
                "branch": profile.name or app.book.branch,
                "branch_no": profile.number,
                "zone": app.book.zone.key,
                "encrypted": app.book.keyed,
                "sample": app.session is not None and app.session.automatic,
                "entries": entries,
                "devices": [{"device": d, "last": n} for d, n in sorted(r.vector().items())],
                "people": len(people(r)),
                "paydays": profile.paydays,
                "pension_days": profile.pension_days,
                "backups": (backups := stale(r)),
            }
        if json:
            emit("book.info", 1, document)
        else:
            table(
                ("", ""),
                [
                    (_("Book"), document["book"]),
                    (_("Branch"), document["branch"]),
                    (_("Branch number"), document["branch_no"] or "–"),
                    (_("Encrypted"), _("yes") if document["encrypted"] else _("no")),
                    (_("Sample data"), _("yes, synthetic") if document["sample"] else _("no")),
                    (_("Entries"), entries),
                    (_("Devices"), ", ".join(f"{d['device']}:{d['last']}" for d in document["devices"])),
                    (_("Staff"), document["people"]),
                    (_("Paydays"), listed(map(str, document["paydays"]))),
                    (_("Pension days"), listed(map(str, document["pension_days"]))),
                ],
            )
            for one in backups:
                if one.erased_since:
                    say(_("{path} was made before {count} cases were erased and still holds them: delete it.").format(
                        path=one.path, count=one.erased_since
                    ))  # fmt: skip
        return 0

    @group.command
    def verify(*, full: bool = False, json: bool = False) -> int:
        """Recompute all chains and ledgers; exit 4 when something does not agree."""
        from supervisor.app import load_rooms
        from supervisor.journal import Book

        load_rooms()
        with Book.open(CONTEXT.book, CONTEXT.passphrase()) as book:
            verdict = book.verify(full=full)
        if json:
            emit("book.verify", 1, {
                "ok": verdict.ok, "entries": verdict.entries, "rows": verdict.rows, "blobs": verdict.blobs,
                "pending": verdict.pending, "erased_cases": verdict.erased, "problems": verdict.problems,
                "more_problems": verdict.more,
            })  # fmt: skip
        elif verdict.ok:
            say(_("Proved: {entries} entries, {rows} ledger rows agree.").format(
                entries=verdict.entries, rows=verdict.rows
            ))  # fmt: skip
            if verdict.erased:
                say(_("{count} cases were erased; nothing of them is left to read.").format(count=verdict.erased))
        else:
            for problem in verdict.problems:
                say(problem)
            say(_("{count} problems. Nothing was changed; keep this book and restore a backup.").format(
                count=len(verdict.problems) + verdict.more
            ))  # fmt: skip
        return 0 if verdict.ok else 4

    @group.command
    def rebuild() -> int:
        """Read all ledgers anew from the journal."""
        with opened() as app:
            count = app.book.rebuild()
        say(_("Ledgers read anew from {count} entries.").format(count=count))
        return 0
