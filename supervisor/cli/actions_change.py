"""Changing a corrective action: handing it to others, and another due date by who decides on it."""

from __future__ import annotations

from typing import Annotated

from cyclopts import App, Parameter

from supervisor.cli.actions_shared import do, subject_of, until_of
from supervisor.cli.context import opened, person_of, say
from supervisor.errors import BadInput
from supervisor.language import _


def register(group: App) -> None:
    """Add the commands to `supervisor actions`."""

    @group.command
    def hand(
        wanted: str,
        *,
        owner: Annotated[str, Parameter(help="who answers for it; without it who does so now")] = "",
        doer: Annotated[str, Parameter(help="who does it; without it who does so now")] = "",
        reason: str = "",
    ) -> int:
        """Hand it to another who answers for it, or who does it; people by staff number."""
        from supervisor.actions import ledger
        from supervisor.actions.service import reassign

        if not owner and not doer:
            raise BadInput(_("Say to whom: --owner, --doer, or both."))
        with opened() as app:
            with app.read() as r:
                subject = subject_of(app, r, wanted)
                there = ledger.action(r, subject)
                by = person_of(r, owner) if owner else there.owner if there is not None else ""
                hands = person_of(r, doer) if doer else there.doer if there is not None else ""
            reassign(app.book, app.actor, subject, owner=by, doer=hands, reason=reason)
        say(_("Handed over."))
        return 0

    @group.command
    def due(
        wanted: str, day: Annotated[str, Parameter(help="the new date, as 2026-11-30")], *, reason: str
    ) -> int:  # fmt: skip
        """Set another due date, as the manager; who answers for it asks for more time with `extend`."""
        from supervisor.actions.dates import change_due

        until = until_of(day)
        if until is None:
            raise BadInput(_("Say until when: --due 2026-11-22."))
        return do(wanted, lambda book, actor, subject: change_due(book, actor, subject, until, reason=reason))
