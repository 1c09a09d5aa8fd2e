"""What is done about promises from the command line: made, tried, kept, passed on; the comment book read."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cyclopts import App

from supervisor.cli.complaints_shared import case_in
from supervisor.cli.context import day_of, instant_of, one_of, opened, person_of, say
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.app import App as Opened


def register(group: App) -> None:
    """Add the writing commands of `supervisor promises`."""
    _made(group)
    _ended(group)
    _comment_book(group)


def _made(group: App) -> None:
    @group.command
    def add(
        *, owner: str, due: str | None = None, matter: str = "", service: str = "", name: str = "", phone: str = "",
        told: list[str] | None = None, complaint: str = "",
    ) -> int:  # fmt: skip
        """Record a promise; a kind of service (--service) brings its check-list and its time.

        Without --told every line of the list counts as told; given once or more, only those lines do.
        """
        from supervisor.complaints.promises.ledger import call_back
        from supervisor.complaints.promises.service import promise
        from supervisor.complaints.texts.masking import Contact

        with opened() as app:
            with app.read() as r:
                person = person_of(r, owner)
                case = case_in(r, complaint).subject if complaint else ""
            subject = promise(
                app.book, app.actor, owner=person, due=instant_of(app, due) if due else None, matter=matter,
                service_kind=service, contact=Contact(name=name, phone=phone), told_once=told,
                complaint=case,
            )  # fmt: skip
            with app.read() as r:
                made = call_back(r, subject)
        if made is not None:
            say(f"{made.number}  {made.due.astimezone(app.book.zone):%Y-%m-%d %H:%M}  {made.matter}")
            if made.not_told:
                say(_("Not everything told yet: {n} lines are left.").format(n=len(made.not_told)))
        return 0

    @group.command(name="try")
    def tried(wanted: str, *, note: str = "") -> int:
        """Say that the customer was called and not reached."""
        from supervisor.complaints.promises.service import record_try

        with opened() as app:
            record_try(app.book, app.actor, _promise_of(app, wanted), note)
        say(_("Recorded."))
        return 0

    @group.command
    def hand(wanted: str, *, to: str, reason: str = "") -> int:
        """Hand a promise over to somebody else."""
        from supervisor.complaints.promises.service import hand_over_promise

        with opened() as app:
            with app.read() as r:
                person = person_of(r, to)
            hand_over_promise(app.book, app.actor, _promise_of(app, wanted), person, reason)
        say(_("Recorded."))
        return 0

    @group.command
    def postpone(wanted: str, *, due: str, reason: str) -> int:
        """Record another time that was agreed with the customer."""
        from supervisor.complaints.promises.service import postpone_promise

        with opened() as app:
            postpone_promise(app.book, app.actor, _promise_of(app, wanted), instant_of(app, due), reason)
        say(_("Recorded."))
        return 0


def _ended(group: App) -> None:
    @group.command
    def keep(wanted: str, *, result: str = "", outcome: str = "") -> int:
        """Say that a promise was kept, now."""
        from supervisor.complaints.promises.service import keep_promise

        with opened() as app:
            keep_promise(app.book, app.actor, _promise_of(app, wanted), result, outcome=outcome)
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


def _comment_book(group: App) -> None:
    @group.command(name="comment-book")
    def comment_book(
        *, day: str | None = None, new: int = 0, answered: int = 0, with_contact: int = 0, replied: int = 0,
        letters: int = 0, copied: int = 0, note: str = "",
    ) -> int:  # fmt: skip
        """Say that the comment book was read (today unless named)."""
        from supervisor.complaints.promises.service import read_comment_book

        with opened() as app:
            with app.read() as r:
                read_on = day_of(day, r.today)
            read_comment_book(
                app.book, app.actor, day=read_on, new_comments=new, answered=answered, note=note,
                with_contact=with_contact, replied=replied, letters=letters, copied=copied,
            )  # fmt: skip
        say(_("Recorded."))
        return 0


def _promise_of(app: Opened, wanted: str) -> str:
    from supervisor.complaints.promises.ledger import call_backs

    with app.read() as r:
        return one_of(call_backs(r, r.now - timedelta(days=366)), wanted, _("promise")).subject
