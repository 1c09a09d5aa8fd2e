"""What the sheet of an agenda shows, as one snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class AgendaSnapshot:
    """The agenda as it stands, how it was held (None: not yet), people by subject, who is on duty, its sitting."""

    agenda: Any
    held: Any
    names: Mapping[str, str]
    people: tuple[tuple[str, str], ...]
    on_duty: frozenset[str]
    sitting: Any
    may_change: bool
    today: date


def read_agenda(reader: Any, subject: str, actor: str) -> AgendaSnapshot:
    """On the pool."""
    from supervisor.access import Right, allowed
    from supervisor.branch.ledger import people
    from supervisor.meetings.agenda.ledger import held
    from supervisor.roster.ledger import absences, duties
    from supervisor.together import agenda_now, sitting_of_agenda

    agenda, known = agenda_now(reader, subject), people(reader, active_only=False)
    day = agenda.day
    away = {one.person for one in absences(reader, day) if one.start_minute == 0 and one.end_minute >= 24 * 60}
    there = {one.person for one in duties(reader, day)} - away
    here = list(people(reader, on=day))
    here.sort(key=lambda one: (one.subject not in there, one.no))
    return AgendaSnapshot(
        agenda=agenda,
        held=held(reader, subject),
        names={one.subject: one.name for one in known},
        people=tuple((one.subject, one.name) for one in here),
        on_duty=frozenset(there),
        sitting=sitting_of_agenda(reader, subject),
        may_change=allowed(reader, actor, Right.RUN_MEETING),
        today=reader.today,
    )
