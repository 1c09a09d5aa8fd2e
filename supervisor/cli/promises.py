"""Promises to customers and the comment book from the command line."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cyclopts import App
from msgspec.structs import asdict

from supervisor.cli.context import day_of, emit, names, one_of, opened, reading, say, table
from supervisor.language import _


def register(app: App) -> None:
    """Add the commands of `supervisor promises`."""
    group = App(name="promises", help="promises to customers and the comment book")
    app.command(group)
    _promises(group)


def _promises(group: App) -> None:
    @group.command(name="list")
    def list_all(*, days: int = 31, json: bool = False) -> int:
        """Promises still owed, and those that fell due in the last days; no contact data."""
        from supervisor.access import Right, require
        from supervisor.complaints.ledger import call_backs
        from supervisor.complaints.words import CALL_BACK_KINDS, PROMISE_STATES

        with reading() as (app, r):
            require(r, app.actor, Right.READ_COMPLAINTS)
            found = call_backs(r, r.now - timedelta(days=days))
            who, now = names(r), r.now
        if json:
            emit("promises.list", 1, {"promises": [{**asdict(p), "state": p.state(now)} for p in found]})
            return 0
        table(
            (_("No."), _("Due"), _("State"), _("Kind"), _("What"), _("Owner")),
            [
                (p.number, p.due.astimezone(app.book.zone).strftime("%Y-%m-%d %H:%M"), PROMISE_STATES[p.state(now)],
                 CALL_BACK_KINDS[p.kind], p.matter, who.get(p.owner, ""))
                for p in found
            ],
        )  # fmt: skip
        return 0

    @group.command
    def keep(wanted: str, *, result: str = "") -> int:
        """Say that a promise was kept, now."""
        from supervisor.complaints.promises.service import keep_promise

        with opened() as app:
            keep_promise(app.book, app.actor, _promise_of(app, wanted), result)
        say(_("Recorded."))
        return 0

    @group.command(name="not-kept")
    def not_kept(wanted: str, *, reason: str) -> int:
        """End a promise that will not be kept, with the reason."""
        from supervisor.complaints.promises.service import give_up_promise

        with opened() as app:
            give_up_promise(app.book, app.actor, _promise_of(app, wanted), reason)
        say(_("Recorded."))
        return 0

    @group.command(name="comment-book")
    def comment_book(*, day: str | None = None, new: int = 0, answered: int = 0, note: str = "") -> int:
        """Say that the comment book was read (today unless named)."""
        from supervisor.complaints.promises.service import read_comment_book

        with opened() as app:
            with app.read() as r:
                read_on = day_of(day, r.today)
            read_comment_book(app.book, app.actor, day=read_on, new_comments=new, answered=answered, note=note)
        say(_("Recorded."))
        return 0


def _promise_of(app: Any, wanted: str) -> str:
    from supervisor.complaints.ledger import call_backs

    with app.read() as r:
        return one_of(call_backs(r, r.now - timedelta(days=366)), wanted, _("promise")).subject
