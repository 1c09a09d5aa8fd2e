"""What the sheet of an agenda shows, as one snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class AgendaSnapshot:
    """The agenda as it stands, how it was held (None: not yet), people by subject, who is on duty, its sitting; `draft`
    is what it was made from, without what people changed."""

    agenda: Any
    draft: Any
    held: Any
    names: Mapping[str, str]
    people: tuple[tuple[str, str], ...]
    on_duty: frozenset[str]
    sitting: Any
    may_change: bool
    today: date


def read_agenda(reader: Any, subject: str, actor: str, draft: Any = None) -> AgendaSnapshot:
    """On the pool. With a `draft` that is known already only what people changed is read: drafting takes a forecast."""
    from supervisor.access import Right, allowed
    from supervisor.branch.ledger import people
    from supervisor.meetings.agenda.ledger import edits, held
    from supervisor.meetings.agenda.merging import merged
    from supervisor.roster.ledger import absences, duties
    from supervisor.together import agenda_draft, sitting_of_agenda

    done, known = held(reader, subject), people(reader, active_only=False)
    if done is None and draft is None:
        draft = agenda_draft(reader, subject)
    agenda = done.agenda if done is not None else merged(draft, edits(reader, subject))
    day = agenda.day
    away = {one.person for one in absences(reader, day) if one.start_minute == 0 and one.end_minute >= 24 * 60}
    there = {one.person for one in duties(reader, day)} - away
    here = list(people(reader, on=day))
    here.sort(key=lambda one: (one.subject not in there, one.no))
    return AgendaSnapshot(
        agenda=agenda,
        draft=draft,
        held=done,
        names={one.subject: one.name for one in known},
        people=tuple((one.subject, one.name) for one in here),
        on_duty=frozenset(there),
        sitting=sitting_of_agenda(reader, subject),
        may_change=allowed(reader, actor, Right.RUN_MEETING),
        today=reader.today,
    )
