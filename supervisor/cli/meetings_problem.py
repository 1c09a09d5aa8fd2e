"""A problem and its answer out of the book as one file, and solved again elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cyclopts import App

from supervisor.cli.context import OptionalOutput, Output, reading, refuse_existing, say, write_out
from supervisor.cli.meetings_shared import meeting_of, week_of
from supervisor.errors import BadInput
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.meetings.planning.saved import SolvedAgain
    from supervisor.meetings.problem.model import Plan

DIFFERS = 4


def register(group: App) -> None:
    """Add problem and solve."""

    @group.command
    def problem(wanted: str = "", *, output: Output, week: str | None = None, force: bool = False) -> int:
        """Write a problem and its answer to one JSON file: of a meeting by number, or of a week with `--week`.

        `meetings solve FILE` solves it again, here or elsewhere, and says whether the answer is the same.
        """
        from supervisor.access import Right, require
        from supervisor.meetings.problem.file import solved_to_json
        from supervisor.meetings.service import solved_meeting, solved_week

        if bool(wanted) == bool(week):
            raise BadInput(_("Name a meeting by its number, or a week with --week."))
        refuse_existing(output, force)
        with reading() as (app, r):
            require(r, app.actor, Right.PLAN_MEETINGS)
            if week:
                found = solved_week(r, week_of(week, r.today))
            else:
                found = solved_meeting(r, meeting_of(r, wanted, cancelled=True).subject)
        write_out(output, solved_to_json(found))
        asked = {one.meeting for one in found.plan.answers}  # a daily one that has all its days asks for nothing
        lacking = {one.meeting for one in found.plan.answers if not one.sittings}
        say(_("{file}: {wishes} meetings, {placed} placed.").format(
            file=output, wishes=len(asked), placed=len(asked - lacking)
        ))  # fmt: skip
        return 0

    @group.command
    def solve(
        file: Path, *, seconds: float | None = None, output: OptionalOutput = None, force: bool = False
    ) -> int:  # fmt: skip
        """Solve a problem file elsewhere: no book needed. Of a file with its answer it says whether they agree (exit 4
        if not; a search that was cut short cannot say it)."""
        from supervisor.meetings.problem.model import to_json
        from supervisor.meetings.service import solve_again

        if output is not None:
            refuse_existing(output, force)
        found = solve_again(file, seconds)
        if output is None:
            say(to_json(found.plan).decode())
        else:
            write_out(output, to_json(found.plan))
        if found.before is None:
            return 0
        sys.stderr.write(_agreement(found, found.before) + "\n")
        return DIFFERS if found.agrees is False else 0


def _agreement(found: SolvedAgain, before: Plan) -> str:
    if found.agrees:
        return _("The answer is the one in the file.")
    if found.agrees is False:
        words = _("The answer is another than in the file: {here} customer-minutes here, {there} there.")
    elif found.cut_short:
        words = _("The search was cut short here, so the answers may differ: {here} customer-minutes here, {there} "
                  "there.")  # fmt: skip
    else:
        words = _("The search for the answer in the file was cut short, so the answers may differ: {here} "
                  "customer-minutes here, {there} there.")  # fmt: skip
    return words.format(here=f"{found.plan.price_minutes:g}", there=f"{before.price_minutes:g}")
