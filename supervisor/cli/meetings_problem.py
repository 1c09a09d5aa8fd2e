"""A problem and its answer out of the book as one file, and solved again elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from cyclopts import App

from supervisor.cli.context import OptionalOutput, Output, reading, refuse_existing, say
from supervisor.cli.meetings_shared import meeting_of, week_of
from supervisor.errors import BadInput
from supervisor.language import _

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
        output.write_bytes(solved_to_json(found))
        say(_("{file}: {wishes} meetings, {placed} placed.").format(
            file=output, wishes=len(found.problem.wishes), placed=sum(bool(one.sittings) for one in found.plan.answers)
        ))  # fmt: skip
        return 0

    @group.command
    def solve(file: Path, *, seconds: float | None = None, output: OptionalOutput = None) -> int:
        """Solve a problem file elsewhere: no book needed. Of a file with its answer it says whether they agree (exit 4
        if not)."""
        from supervisor.meetings.problem.model import to_json
        from supervisor.meetings.service import solve_again

        found = solve_again(file, seconds)
        if output is None:
            say(to_json(found.plan).decode())
        else:
            output.write_bytes(to_json(found.plan))
            say(str(output))
        if found.agrees is None:
            return 0
        sys.stderr.write(_agreement(found) + "\n")
        return 0 if found.agrees else DIFFERS


def _agreement(found: Any) -> str:
    if found.agrees:
        return _("The answer is the one in the file.")
    words = _("The answer is another than in the file: {here} customer-minutes here, {there} there.")
    return words.format(here=f"{found.plan.price_minutes:g}", there=f"{found.before.price_minutes:g}")
