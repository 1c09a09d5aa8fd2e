"""What is put right in an incident that is declared, at the command line: who commands, which kind, since when."""

from __future__ import annotations

from typing import Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.context import emit, instant_of, names, opened, person_of, say
from supervisor.cli.dispatch_orders import lately, running_of
from supervisor.errors import BadInput
from supervisor.language import _, listed

Commander = Annotated[str, Parameter(help="staff number or name of who commands from now on")]
Kind = Annotated[str, Parameter(help="the kind it is, by code; without it the kind stays")]
Start = Annotated[str | None, Parameter(help="when it began, as 10:30; without it the start stays")]
Named = Annotated[str, Parameter(help="number of the incident; without it the one that runs, or ran last today")]


def register(group: App) -> None:
    """Add them to `supervisor dispatch`."""

    @group.command(name="hand-over")
    def hand_over(person: Commander, *, reason: str = "", incident: str = "", json: bool = False) -> int:
        """Hand the command to another person, in every incident that runs: one commander on site."""
        from supervisor.incidents import service
        from supervisor.incidents.ledger import running

        with opened() as app:
            _may(app)
            found = _any_running(app) if not incident else running_of(app, incident)
            with app.read() as r:
                who = person_of(r, person)
            service.hand_over(app.book, app.actor, found.subject, who, reason=reason)
            with app.read() as r:
                led = [one for one in running(r, r.now, drills=True) if one.commander == who]
                called = names(r).get(who, "")
        if json:
            emit("dispatch.commander", 1, {"commander": who, "incidents": led})
        else:
            numbers = listed(one.number for one in led)
            say(_("{name} commands now: {numbers}.").format(name=called, numbers=numbers))
        return 0

    @group.command
    def correct(incident: Named = "", *, kind: Kind = "", start: Start = None, reason: str, json: bool = False) -> int:
        """Put a wrong kind or start of an incident right, with the reason; what was said before stays in its course."""
        from supervisor.incidents import service
        from supervisor.incidents.kinds import KINDS
        from supervisor.incidents.ledger import incident as incident_of

        with opened() as app:
            _may(app)
            if not kind and not start:
                raise BadInput(_("Say which kind it is, or when it began."))
            found = lately(app, incident)
            begun = instant_of(app, start) if start else found.start
            service.correct(app.book, app.actor, found.subject, kind=kind or found.kind, start=begun, reason=reason)
            with app.read() as r:
                now = incident_of(r, found.subject)
            zone = app.book.zone
        assert now is not None
        if json:
            emit("dispatch.corrected", 1, {"incident": now})
        else:
            since = f"{now.start.astimezone(zone):%m-%d %H:%M}"
            say(_("{number}: {kind}, since {start}.").format(number=now.number, kind=KINDS[now.kind].name, start=since))
        return 0


def _any_running(app: Any) -> Any:
    """One of the incidents that run in earnest: the command goes over in all of them. Raises BadInput."""
    from supervisor.incidents.ledger import running

    with app.read() as r:
        found = running(r, r.now)
    return found[0] if found else running_of(app, "")


def _may(app: Any) -> None:
    from supervisor.access import Right, require

    with app.read() as r:
        require(r, app.actor, Right.DECLARE_INCIDENT)
