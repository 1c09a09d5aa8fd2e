"""The same customer again, from the command line: cases linked, parted, joined, and found."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cyclopts import App

from supervisor.cli.complaints_said import say_matches
from supervisor.cli.complaints_shared import Flag, case_in, case_named
from supervisor.cli.context import day_of, emit, opened, say, table
from supervisor.language import _


def register(group: App) -> None:
    """Add the commands to `supervisor complaints`."""
    _binding(group)
    _finding(group)


def _two(wanted: str, other: str, work: Any) -> int:
    with case_named(wanted) as (app, subject):
        with app.read() as r:
            second = case_in(r, other).subject
        work(app, subject, second)
    say(_("Recorded."))
    return 0


def _binding(group: App) -> None:
    @group.command
    def link(wanted: str, other: str, *, kind: str = "repeat", knowingly: Flag = False) -> int:
        """Say that two cases come from one customer: who complained again, or of the same matter twice."""
        from supervisor.complaints import service

        return _two(wanted, other, lambda app, a, b: service.link(
            app.book, app.actor, a, b, kind, knowingly=knowingly))  # fmt: skip

    @group.command
    def unlink(wanted: str, other: str, *, reason: str) -> int:
        """Say that two linked cases have nothing to do with each other."""
        from supervisor.complaints import service

        return _two(wanted, other, lambda app, a, b: service.unlink(app.book, app.actor, a, b, reason))

    @group.command
    def join(wanted: str, main: str, *, knowingly: Flag = False) -> int:
        """End a duplicate as joined to the earlier case, whose limits count."""
        from supervisor.complaints import service

        return _two(wanted, main, lambda app, a, b: service.join(app.book, app.actor, a, b, knowingly=knowingly))

    @group.command
    def unjoin(wanted: str, *, reason: str) -> int:
        """Undo a join: the case stands again where it stood, its limits counted from when it was heard."""
        from supervisor.complaints import service

        with case_named(wanted) as (app, subject):
            service.unjoin(app.book, app.actor, subject, reason)
        say(_("Recorded."))
        return 0


def _finding(group: App) -> None:
    @group.command
    def similar(wanted: str, *, json: bool = False) -> int:
        """Cases of perhaps the same customer as this one; of those you may not read only that there is one."""
        from supervisor.complaints.repeats.finding import similar as found_for

        with opened() as app, app.read() as r:
            case = case_in(r, wanted)
            matches = found_for(r, app.actor, case.subject)
        if json:
            emit("complaints.similar", 1, {"number": case.number, "matches": matches})
        else:
            say_matches(matches)
        return 0

    @group.command
    def repeats(*, first: str | None = None, last: str | None = None, apply: Flag = False, json: bool = False) -> int:
        """Cases of one customer that nobody linked yet (two laptops wrote them down apart); `--apply` links them.

        Of the last 31 days unless named.
        """
        from supervisor.access import Right, require
        from supervisor.complaints import service
        from supervisor.complaints.repeats.linking import unlinked
        from supervisor.complaints.repeats.words import KINDS
        from supervisor.complaints.rights.privacy import readable

        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.READ_COMPLAINTS)
                end = day_of(last, r.today)
                begin = day_of(first, end - timedelta(days=30))
                found = [
                    {"number": later.number, "other": one.case.number, "kind": one.kind, "days_apart": one.days_apart}
                    for later, one in unlinked(r, begin, end)
                    if readable(r, app.actor, later) and readable(r, app.actor, one.case)
                ]
            if apply:
                service.link_found(app.book, app.actor, begin, end)
        if json:
            emit("complaints.repeats", 1, {"first": begin, "last": end, "unlinked": found, "applied": apply})
            return 0
        table(
            (_("Complaint"), _("With"), _("What it is"), _("Days apart")),
            [(one["number"], one["other"], KINDS[one["kind"]], one["days_apart"]) for one in found],
            empty=_("Nothing is left unlinked."),
        )
        return 0
