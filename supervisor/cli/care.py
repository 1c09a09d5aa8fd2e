"""Corrective actions and complaints."""

from __future__ import annotations

from datetime import timedelta

from cyclopts import App

from supervisor.cli.context import day_of, emit, names, one_of, opened, person_of, reading, say, table
from supervisor.errors import BadInput
from supervisor.language import _


def register(app: App) -> None:
    """Add the commands of `supervisor actions` and `supervisor complaints`."""
    actions = App(name="actions", help="corrective actions")
    complaints = App(name="complaints", help="register and course of complaints")
    app.command(actions)
    app.command(complaints)
    _actions(actions)
    _complaints(complaints)


def _actions(group: App) -> None:
    @group.command(name="list")
    def list_open(*, everything: bool = False, json: bool = False) -> int:
        """Open corrective actions, the most urgent first."""
        from supervisor.actions import ledger
        from supervisor.actions.words import STATES

        with reading() as (_app, r):
            found = ledger.actions(r) if everything else ledger.open_actions(r)
            who, today = names(r), r.today
        if json:
            emit("actions.list", 1, {"actions": found})
        else:
            table(
                (_("No."), _("Due"), _("State"), _("What"), _("Owner"), _("Doer")),
                [
                    (a.number, f"{a.due} !" if a.standing(today) == "overdue" else a.due,
                     STATES[a.state], a.title, who.get(a.owner, ""), who.get(a.doer, ""))
                    for a in found
                ],
            )  # fmt: skip
        return 0

    @group.command(name="raise")
    def raise_one(title: str, *, owner: str, doer: str = "", due: str | None = None, severity: str = "minor") -> int:
        """Raise a corrective action by hand; owner and doer by staff number."""
        from supervisor.actions.service import raise_action

        with opened() as app:
            with app.read() as r:
                by = person_of(r, owner)
                hand = person_of(r, doer) if doer else ""
                until = day_of(due, r.today) if due else None
            raise_action(app.book, app.actor, title=title, owner=by, doer=hand, due=until, severity=severity)
        say(_("Raised."))
        return 0

    def step(name: str, help_text: str) -> None:
        from supervisor.actions import ledger, service

        def command(wanted: str, *, note: str = "") -> int:
            with opened() as app:
                with app.read() as r:
                    subject = one_of(ledger.actions(r), wanted, _("action")).subject
                getattr(service, name)(app.book, app.actor, subject, note=note)
            say(_("Recorded."))
            return 0

        command.__doc__ = help_text
        group.command(command, name=name.split("_")[0])

    step("take_up", "Say that work on it has begun.")
    step("report_done", "Say that it is mended.")
    step("close_action", "Close it (never one's own).")


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
                (s.at.astimezone(app.book.zone).strftime("%Y-%m-%d %H:%M"), s.kind, who.get(s.actor, s.actor), s.note)
                for s in steps
            ],
        )
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
