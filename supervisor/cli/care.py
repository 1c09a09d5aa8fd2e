"""Corrective actions, complaints, promises to customers and the comment book."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cyclopts import App
from msgspec.structs import asdict

from supervisor.cli.actions import register as register_actions
from supervisor.cli.context import day_of, emit, names, one_of, opened, person_of, reading, say, table
from supervisor.errors import BadInput
from supervisor.language import _


def register(app: App) -> None:
    """Add the commands of `supervisor actions` and `supervisor complaints`."""
    actions = App(name="actions", help="corrective actions")
    complaints = App(name="complaints", help="register and course of complaints")
    app.command(actions)
    app.command(complaints)
    promises = App(name="promises", help="promises to customers and the comment book")
    app.command(promises)
    register_actions(actions)
    _complaints(complaints)
    _promises(promises)


def _complaints(group: App) -> None:
    @group.command(name="list")
    def list_all(*, first: str | None = None, last: str | None = None, json: bool = False) -> int:
        """Complaints of a span of days (default the last 31), contact data masked."""
        from supervisor.access import Right, require
        from supervisor.complaints import ledger
        from supervisor.complaints.privacy import readable
        from supervisor.complaints.words import CHANNELS
        from supervisor.complaints.words import STATES as CASES

        with reading() as (app, r):
            require(r, app.actor, Right.READ_COMPLAINTS)
            end = day_of(last, r.today)
            everything = ledger.complaints(r, day_of(first, end - timedelta(days=30)), end)
            found = [case for case in everything if readable(r, app.actor, case)]
            who = names(r)
        if json:
            emit("complaints.list", 1, {"complaints": found})
        else:
            table(
                (_("No."), _("Received"), _("Channel"), _("State"), _("Owner")),
                [(c.number, c.day, CHANNELS[c.channel], CASES[c.state], who.get(c.owner, "")) for c in found],
            )
        return 0

    @group.command
    def show(wanted: str, *, json: bool = False) -> int:
        """One complaint with its course; texts as this person may read them."""
        from supervisor.complaints import ledger
        from supervisor.complaints.privacy import read_case
        from supervisor.complaints.words import STATES as CASES
        from supervisor.complaints.words import STEPS

        with reading() as (app, r):
            known = ledger.by_number(r, wanted) or ledger.complaint(r, wanted)
            if known is None:
                raise BadInput(_("There is no {what} {wanted}.").format(what=_("complaint"), wanted=wanted))
            case = read_case(r, app.actor, known.subject)
            steps = ledger.history(r, case.complaint.subject)
            who = names(r)
        if json:
            emit("complaints.show", 1, {"case": case, "history": steps})
            return 0
        say(f"{case.complaint.number}  {case.complaint.day}  {CASES[case.complaint.state]}")
        say(case.text)
        table(
            (_("When"), _("What"), _("By"), _("Note")),
            [
                (s.at.astimezone(app.book.zone).strftime("%Y-%m-%d %H:%M"), STEPS.get(s.kind, s.kind),
                 who.get(s.actor, s.actor), s.note)
                for s in steps
            ],
        )  # fmt: skip
        return 0

    @group.command
    def register(
        *, channel: str, text: str, class_code: str, cause_code: str, name: str = "", phone: str = "", about: str = ""
    ) -> int:
        """Register a complaint; text and contact data are sealed."""
        from supervisor.complaints.masking import Contact
        from supervisor.complaints.service import register as enter

        with opened() as app:
            with app.read() as r:
                person = person_of(r, about) if about else ""
            enter(
                app.book, app.actor, channel=channel, text=text, class_code=class_code, cause_code=cause_code,
                person=person, contact=Contact(name=name, phone=phone),
            )  # fmt: skip
        say(_("Registered."))
        return 0


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
