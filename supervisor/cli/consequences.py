"""What follows from a month at the command line: who had more cases than a check-list allows."""

from __future__ import annotations

from typing import Annotated

from cyclopts import App, Parameter

from supervisor.cli.context import emit, month_of, opened, say, table
from supervisor.language import _

Month = Annotated[str | None, Parameter(help="such as 2026-11; this month unless told otherwise")]


def register(group: App) -> None:
    """Add `supervisor inspect consequences`."""

    @group.command
    def consequences(*, month: Month = None, template: str = "", json: bool = False) -> int:
        """Who had more cases in a month than a check-list allows, and what follows.

        One act counts once, what was waived or upheld on appeal not at all; each inspection is judged by the version
        of the check-list it was begun with. Who may not read people's records sees only his own.
        """
        from supervisor.inspection.sight.consequences import months_between, what_follows

        with opened() as app, app.read() as r:
            day = r.today if month is None else r.today.fromisoformat(f"{month_of(month)}-01")
            ((first, last),) = months_between(day, day)
            found = what_follows(r, app.actor, first, last, code=template)
        if json:
            emit("inspect.consequences", 1, {
                "month": f"{first:%Y-%m}",
                "consequences": [
                    {"person": one.person, "name": one.name, "template": one.template, "title": one.title,
                     "item": one.item, "checked": one.checked, "more_than": one.more_than, "cases": one.cases,
                     "day": one.day, "consequence": one.consequence, "findings": one.findings}
                    for one in found
                ],
            })  # fmt: skip
            return 0
        say(f"{first:%Y-%m}")
        table(
            (_("Person"), _("Check-list"), _("Item"), _("Cases"), _("More than"), _("Exceeded on"), _("What follows")),
            [
                (one.name, one.title, one.item or _("all items"), one.cases, one.more_than, one.day, one.consequence)
                for one in found
            ],
            empty=_("Nobody had more cases in this month than the check-lists allow."),
        )  # fmt: skip
        return 0
