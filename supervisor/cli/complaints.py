"""Complaints from the command line: the register, one case, a new one."""

from __future__ import annotations

from datetime import timedelta

from cyclopts import App

from supervisor.cli import complaints_figures
from supervisor.cli.context import day_of, emit, names, opened, person_of, reading, say, table
from supervisor.errors import BadInput
from supervisor.language import _


def register(app: App) -> None:
    """Add the commands of `supervisor complaints`."""
    group = App(name="complaints", help="register and course of complaints")
    app.command(group)
    _complaints(group)
    complaints_figures.register(group)


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
