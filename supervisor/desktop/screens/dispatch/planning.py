"""A plan made for the screen, kept with the problem it answers: what is sent is this, and not one made anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from supervisor.dispatch.order_states import STANDING

MOST_MOVES = 5


@dataclass(frozen=True)
class Shown:
    """A plan, its problem, when it was made or last found to hold; `given` people had standing orders then."""

    problem: Any
    plan: Any
    seen: datetime
    given: int = 0


def settled(reader: Any, incident: str, asked: dict[str, Any]) -> dict[str, Any]:
    """On the pool: what the page asks as the optimiser takes it; people ordered already count against
    the commander's limit."""
    from supervisor.dispatch.ledger import orders

    limit, rest = asked["limit"], {name: what for name, what in asked.items() if name != "limit"}
    ordered = {one.person for one in orders(reader, incident, states=STANDING)}
    most = MOST_MOVES if limit is None else max(0, min(MOST_MOVES, limit - len(ordered)))
    return {**rest, "max_moves": most}


def planned(incident: Any, asked: dict[str, Any]) -> Callable[[Any], Shown]:
    """For the pool: the plan of an incident, without what other numbers of moves would come to."""

    def reading(reader: Any) -> Shown:
        from supervisor.app import people_in_meetings
        from supervisor.dispatch.ledger import orders
        from supervisor.dispatch.service import plan

        busy, told = people_in_meetings(reader), settled(reader, incident.subject, asked)
        problem, found = plan(
            reader, incident.kind, incident=incident.subject, in_meeting=busy, frontier=False, **told
        )  # fmt: skip
        given = {one.person for one in orders(reader, incident.subject, states=STANDING)}
        return Shown(problem, found, reader.now, len(given))

    return reading


def with_choices(shown: Shown) -> Callable[[Any], Shown]:
    """For the pool: the same problem with what other numbers of moves would come to."""

    def reading(_reader: Any) -> Shown:
        from supervisor.dispatch.optimiser.best import dispatch

        return replace(shown, plan=dispatch(shown.problem, frontier=True))

    return reading
