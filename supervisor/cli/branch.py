"""Branch and roster: set-up workbooks in, a day's posts out."""

from __future__ import annotations

from pathlib import Path

from cyclopts import App

from supervisor.cli.context import Output, day_of, emit, minute_text, names, opened, reading, say, table
from supervisor.language import _


def register(app: App) -> None:
    """Add the commands of `supervisor branch` and `supervisor roster`."""
    branch = App(name="branch", help="people, posts, hours, calendar")
    roster = App(name="roster", help="who is on which post")
    app.command(branch)
    app.command(roster)

    @branch.command(name="import")
    def branch_import(file: Path) -> int:
        """Take in people, posts, hours and calendar from a workbook; all of it or nothing."""
        from supervisor.branch.set_up import import_branch

        with opened() as app:
            done = import_branch(app.book, app.actor, file)
        say(_("Added {added}, changed {changed}, unchanged {unchanged}.").format(
            added=done.added, changed=done.changed, unchanged=done.unchanged
        ))  # fmt: skip
        return 0

    @branch.command
    def people(*, json: bool = False) -> int:
        """Everybody who works here."""
        from supervisor.branch import ledger

        with reading() as (_app, r):
            found = ledger.people(r)
        if json:
            emit("branch.people", 1, {"people": found})
        else:
            table(
                (_("No."), _("Name"), _("Job"), _("Skills")),
                [(p.no, p.name, p.role, " ".join(sorted(p.skills))) for p in found],
            )
        return 0

    @roster.command(name="import")
    def roster_import(file: Path) -> int:
        """Take in a month's roster from a workbook; all of it or nothing."""
        from supervisor.roster.service import import_roster

        with opened() as app:
            done = import_roster(app.book, app.actor, file)
        say(str(done))
        return 0

    @roster.command
    def show(day: str | None = None, *, json: bool = False) -> int:
        """Who is on which post on a day, who is away, who eats when."""
        from supervisor.branch.ledger import posts
        from supervisor.roster import ledger

        with reading() as (_app, r):
            when = day_of(day, r.today)
            duties, away, lunches = ledger.duties(r, when), ledger.absences(r, when), ledger.lunches(r, when)
            known, places = names(r), {p.subject: str(p.name) for p in posts(r)}
        if json:
            emit("roster.day", 1, {"day": when, "duties": duties, "absences": away, "lunches": lunches})
            return 0
        meal = {x.person: f"{minute_text(x.start_minute)}-{minute_text(x.end_minute)}" for x in lunches}
        table(
            (_("Post"), _("Person"), _("From"), _("To"), _("Lunch")),
            [
                (places.get(d.post, d.post), known.get(d.person, d.person), minute_text(d.start_minute),
                 minute_text(d.end_minute), meal.get(d.person, ""))
                for d in duties
            ],
            empty=_("No roster is planned for {day}.").format(day=when),
        )  # fmt: skip
        if away:
            say(_("Away: {names}").format(names=", ".join(f"{known.get(a.person, a.person)} ({a.kind})" for a in away)))
        return 0

    @roster.command(name="print")
    def roster_print(day: str | None = None, *, output: Output) -> int:
        """Write a day's roster as a page to print (HTML)."""
        from supervisor.roster.printing import print_day

        with reading() as (_app, r):
            output.write_text(print_day(r, day_of(day, r.today)), encoding="utf-8")
        say(str(output))
        return 0
