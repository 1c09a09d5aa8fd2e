"""Meetings: ask for one, plan a week where customers pay least for it, see the calendar, hand it on."""

from __future__ import annotations

from datetime import timedelta

from cyclopts import App

from supervisor.cli import (
    meetings_agenda,
    meetings_ask,
    meetings_calendar,
    meetings_files,
    meetings_held,
    meetings_limits,
    meetings_problem,
    meetings_window,
)
from supervisor.cli.context import (
    OptionalOutput,
    Output,
    emit,
    names,
    one_of,
    opened,
    reading,
    refuse_existing,
    say,
    write_out,
)  # fmt: skip
from supervisor.cli.meetings_shared import show, week_of
from supervisor.cli.meetings_whole import show_whole
from supervisor.language import _


def register(app: App) -> None:
    """Add the commands of `supervisor meetings`."""
    group = App(name="meetings", help="requests, plan, calendar")
    app.command(group)
    meetings_ask.register(group)
    _planning(group)
    meetings_calendar.register(group)
    meetings_problem.register(group)
    meetings_files.register(group)
    meetings_held.register(group)
    meetings_agenda.register(group)
    meetings_window.register(group)
    meetings_limits.register(group)
    _papers(group)


def _planning(group: App) -> None:
    @group.command
    def plan(
        week: str | None = None, *, publish: bool = False, move_published: bool = False, json: bool = False
    ) -> int:  # fmt: skip
        """Plan all meetings asked for in the week of a day; `--publish` announces it.

        Locked sittings stay where they are, announced ones too unless `--move-published`.
        """
        from supervisor.meetings.service import names_of, plan_week

        with opened() as app:
            with app.read() as r:
                monday, who = week_of(week, r.today), names_of(r)
            found = plan_week(app.book, app.actor, monday, publish=publish, move_published=move_published)
        if json:
            told = ("status", "price_minutes", "bound_minutes", "gap_minutes", "tolerance_minutes", "moved", "clash")
            whole = {name: getattr(found, name) for name in told}
            emit("meetings.plan", 1, {"week": monday, "answers": found.answers, **whole})
        else:
            show(found.answers, who)
            show_whole(found, who)
        return 0

    @group.command
    def cancel(wanted: str, *, reason: str) -> int:
        """Cancel a meeting, with the reason."""
        from supervisor.meetings.ledger import meetings
        from supervisor.meetings.service import cancel as call_off

        with opened() as app:
            with app.read() as r:
                subject = one_of(meetings(r), wanted, _("meeting")).subject
            call_off(app.book, app.actor, subject, reason)
        say(_("Cancelled."))
        return 0


def _papers(group: App) -> None:
    @group.command
    def notice(*, week: str | None = None, output: OptionalOutput = None, force: bool = False) -> int:
        """The notice of a week's announced meetings, as text for the board or a message."""
        from supervisor.branch.ledger import branch_profile
        from supervisor.meetings.announcing.staff_notice import staff_notice
        from supervisor.meetings.ledger import sittings
        from supervisor.meetings.service import names_of

        if output is not None:
            refuse_existing(output, force)
        with reading() as (_app, r):
            monday = week_of(week, r.today)
            last = monday + timedelta(days=6)
            held = sittings(r, monday, last)
            text = staff_notice(held, names_of(r), branch_profile(r).name, monday, last)
        if output is None:
            say(text)
        else:
            write_out(output, text)
        return 0

    @group.command(name="print")
    def printweek_of(output: Output, *, week: str | None = None, force: bool = False) -> int:
        """Write a week's calendar as a page to print (HTML)."""
        from supervisor.meetings.announcing.calendar_file import export_print

        refuse_existing(output, force)
        with reading() as (_app, r):
            monday = week_of(week, r.today)
            export_print(r, output, monday, monday + timedelta(days=6), names(r))
        say(str(output))
        return 0
