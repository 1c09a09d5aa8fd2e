"""Incidents that run now, with what to do next: what every screen must show while a surge or an outage lasts."""

from __future__ import annotations

from datetime import datetime

from supervisor.dispatch.ledger import orders
from supervisor.incidents.kinds import KINDS
from supervisor.incidents.ledger import Incident, running
from supervisor.journal import Reader
from supervisor.language import _

from .records import Alarm, IncidentLine


def incident_line(one: Incident) -> IncidentLine:
    """An incident as a line."""
    name = str(KINDS[one.kind].name) if one.kind in KINDS else one.kind
    return IncidentLine(one.subject, one.number, one.kind, name, one.start, one.end, one.commander)


def alarms(r: Reader, now: datetime) -> tuple[Alarm, ...]:
    """The incidents running at an instant, the longest-running first; drills too, named as such."""
    return tuple(_alarm(r, one) for one in running(r, now, drills=True))


def _alarm(r: Reader, one: Incident) -> Alarm:
    line = incident_line(one)
    sent = [order.state for order in orders(r, one.subject)]
    waiting, in_place = sent.count("ordered") + sent.count("heard"), sent.count("done")
    return Alarm(
        subject=one.subject,
        number=one.number,
        kind=one.kind,
        name=_("{kind} (drill)").format(kind=line.name) if one.drill else line.name,
        start=one.start,
        drill=one.drill,
        commander=one.commander,
        ordered=waiting,
        in_place=in_place,
        next=_next(waiting, in_place, sent_any=bool(sent)),
    )


def _next(waiting: int, in_place: int, *, sent_any: bool) -> str:
    """The one next step, by how far the moves have come."""
    if waiting:
        return _("Next: {n} moves are sent, not confirmed yet; tick each once the person stands there.").format(
            n=waiting
        )
    if in_place:
        return _("Next: {n} moves are in place; watch the queue, then let people return and end it.").format(n=in_place)
    if sent_any:
        return _("Next: everybody is back; end it, or calculate again.")
    return _("Next: look at the proposed moves, then send them.")
