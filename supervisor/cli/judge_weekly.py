"""The weekly sheet of client managers on the command line."""

from __future__ import annotations

from cyclopts import App

from supervisor.cli.context import OptionalOutput, day_of, emit, opened, person_of, say, table, workbook_name
from supervisor.cli.workbook_password import asked_for
from supervisor.language import _


def register(group: App) -> None:
    """Add `supervisor appraisal weekly`."""

    @group.command
    def weekly(
        day: str = "",
        *,
        person: str = "",
        output: OptionalOutput = None,
        force: bool = False,
        ask_password: bool = False,
        json: bool = False,
    ) -> int:
        """The week of each client manager against the standard and the weeks before, and what is open with him."""
        from reports import weekly_workbook
        from supervisor.appraisal.weekly.reading import week_sheets
        from supervisor.appraisal.weekly.words import (
            change_words,
            course_words,
            figure_words,
            owed_words,
            standard_words,
        )

        if output is not None:
            workbook_name(output, force)
        with opened() as app:
            with app.read() as r:
                wanted = day_of(day or None, r.today)
                found = week_sheets(r, app.actor, wanted, person_of(r, person) if person else "")
            if output is not None:
                with asked_for(ask_password):
                    weekly_workbook(app.book, found, output, actor=app.actor)
                say(str(output))
                return 0
        if json:
            emit("appraisal.weekly", 1, {"day": wanted, "sheets": found})
            return 0
        if not found:
            say(_("There is no client manager: nobody's job says so, and no record of one was brought in."))
        for sheet in found:
            say(f"{sheet.no} {sheet.name} {sheet.role} · {sheet.first} – {sheet.last}")
            table(
                (_("Indicator"), *(_("{n} weeks ago").format(n=n) for n in (3, 2, 1)), _("This week"), _("Change"),
                 _("Month so far"), _("Standard of the month")),
                [(one.name, *map(figure_words, one.weeks), change_words(one), figure_words(one.month_c),
                  standard_words(one)) for one in sheet.figures],
            )  # fmt: skip
            say(" · ".join(f"{name} {words}" for name, words in course_words(sheet)))
            for one in sheet.owed:
                say(owed_words(one))
        return 0
