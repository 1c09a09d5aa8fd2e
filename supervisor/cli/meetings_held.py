"""Holding a meeting: it begins, who came, it ends, minutes, and actions that follow from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from cyclopts import App

from supervisor.cli.context import day_of, opened, person_of, say
from supervisor.cli.meetings_shared import minute_of, numbers_of, sitting_of, when
from supervisor.language import _

HELD = ("running", "ended")


def register(group: App) -> None:
    """Add start, attend, end, minutes and action."""

    @group.command
    def start(
        wanted: str, *, day: str | None = None, batch: int | None = None, at: str | None = None, absent: str = ""
    ) -> int:  # fmt: skip
        """A sitting begins, now or at a time such as 08:15; `--absent` are staff numbers of who did not come."""
        from supervisor.meetings.service import start as begin

        with opened() as app:
            with app.read() as r:
                held = sitting_of(r, wanted, day, batch, ("placed", "published"))
                away = {person_of(r, one) for one in numbers_of(absent)}
            came = [one for one in held.plan.people if one not in away]
            begin(app.book, app.actor, held.meeting, held.sitting, attending=came, minute=minute_of(at))
        say(_("{title} has begun with {n} people.").format(title=held.title, n=len(came)))
        return 0

    @group.command
    def attend(
        wanted: str, person: str, mark: Literal["present", "late", "left", "absent", "excused"], *,
        day: str | None = None, batch: int | None = None, at: str | None = None, note: str = "",
    ) -> int:  # fmt: skip
        """Log how somebody attended; saying it again corrects it. `--at` is when he came or left.

        Who came late and left early is entered twice, once late and once left; `present` takes both away.
        """
        from supervisor.meetings.service import attend as log

        with opened() as app:
            with app.read() as r:
                held, who = sitting_of(r, wanted, day, batch, HELD), person_of(r, person)
            log(app.book, app.actor, held.meeting, held.sitting, who, mark, minute=minute_of(at), note=note, also=True)
        say(_("Entered."))
        return 0

    @group.command
    def end(
        wanted: str, *, day: str | None = None, batch: int | None = None, at: str | None = None, text: str = ""
    ) -> int:  # fmt: skip
        """A running sitting ends, now or at a time such as 08:35; `--text` is what was settled."""
        from supervisor.together import end_sitting as over

        with opened() as app:
            with app.read() as r:
                held = sitting_of(r, wanted, day, batch, ("running",))
            over(app.book, app.actor, held.meeting, held.sitting, minutes_text=text, minute=minute_of(at))
        say(_("{title}, {when}: over.").format(title=held.title, when=when(held.plan)))
        return 0

    @group.command
    def minutes(
        wanted: str, text: str = "", *, decision: Sequence[str] | None = None, day: str | None = None,
        batch: int | None = None,
    ) -> int:  # fmt: skip
        """Write the minutes of a sitting, and what was decided.

        `--decision` is given once for each, as WHAT, WHAT|STAFF-NO or WHAT|STAFF-NO|2026-12-01. Without a text the one
        that stands is kept; decisions that are named replace all that stood.
        """
        from supervisor.meetings.service import write_minutes

        with opened() as app:
            with app.read() as r:
                held = sitting_of(r, wanted, day, batch, HELD)
                given = tuple(_decision(r, one, n) for n, one in enumerate(decision or (), 1)) or held.decisions
            write_minutes(app.book, app.actor, held.meeting, held.sitting, text or held.minutes_text, given)
        say(_("The minutes are kept, with {n} decisions.").format(n=len(given)))
        return 0

    @group.command
    def action(
        wanted: str, code: str, *, owner: str = "", due: str | None = None, severity: str = "minor",
        day: str | None = None, batch: int | None = None,
    ) -> int:  # fmt: skip
        """Make a corrective action of a decision; the meeting is its source."""
        from supervisor.actions.ledger import action as action_of
        from supervisor.meetings.service import raise_decision

        with opened() as app:
            with app.read() as r:
                held = sitting_of(r, wanted, day, batch, HELD)
                who = person_of(r, owner) if owner else ""
                until = day_of(due, r.today) if due else None
            subject = raise_decision(
                app.book, app.actor, held.meeting, held.sitting, code, owner=who, due=until, severity=severity
            )
            with app.read() as r:
                raised = action_of(r, subject)
        if raised is not None:
            say(_("{number} {title}, due {due}.").format(number=raised.number, title=raised.title, due=raised.due))
        return 0


def _decision(r: Any, text: str, number: int) -> Any:
    from supervisor.meetings.events import Decision

    what, owner, due = [*(part.strip() for part in text.replace("｜", "|").split("|")), "", ""][:3]
    return Decision(
        code=str(number), text=what, owner=person_of(r, owner) if owner else "",
        due=day_of(due, r.today) if due else None,
    )  # fmt: skip
