"""What the frame itself shows: the branch, the day, who is logged in, what waits in each screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePath
from typing import Any
from zoneinfo import ZoneInfo

from supervisor.desktop.services import Services


@dataclass(frozen=True)
class ShellFacts:
    """A snapshot for top bar, rail and status bar. `opening` holds minutes after midnight, None on a closed day."""

    branch: str
    today: date
    opening: tuple[int, int] | None
    open_now: bool
    person: str
    role: str
    sample: bool
    book: str
    encrypted: bool
    verified: tuple[datetime, bool] | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    alarms: tuple[tuple[str, datetime, bool], ...] = ()  # running incidents: what, since when, whether a drill
    idle_minutes: int = 0


def read_facts(services: Services, reader: Any) -> ShellFacts:
    """On the pool: the facts of this moment."""
    from supervisor.access.ledger import policy, sample_login
    from supervisor.branch.ledger import branch_profile, opening, person
    from supervisor.desktop.roles import role_words

    profile = branch_profile(reader)
    now = reader.now.astimezone(ZoneInfo(profile.zone))
    today = reader.today
    hours = opening(reader, today)
    minute = now.hour * 60 + now.minute
    session = services.session
    who = person(reader, session.person) if session is not None else None
    book = services.book
    alarms = _alarms(reader, now)
    return ShellFacts(
        branch=profile.name,
        today=today,
        opening=(hours.open_minute, hours.close_minute) if hours else None,
        open_now=hours is not None and hours.open_minute <= minute < hours.close_minute,
        person=who.name if who is not None else "",
        role=role_words(session.roles) if session is not None else "",
        sample=sample_login(reader) is not None,
        book=_book_name(book),
        encrypted=bool(book.keyed),
        verified=getattr(services, "last_verified", None),
        counts=_counts(reader, today, session.person if session is not None else "") | {"dispatch": len(alarms)},
        alarms=alarms,
        idle_minutes=policy(reader).idle_minutes,
    )


def _book_name(book: Any) -> str:
    place = str(book.where)
    return PurePath(place.split("?")[0]).name or "–"


def _alarms(reader: Any, now: datetime) -> tuple[tuple[str, datetime, bool], ...]:
    from supervisor.incidents.kinds import KINDS
    from supervisor.incidents.ledger import running

    names = {code: str(kind.name) for code, kind in KINDS.items()}
    found = running(reader, now, drills=True)
    return tuple((names.get(one.kind, one.kind), one.start.astimezone(now.tzinfo), one.drill) for one in found)


def _counts(reader: Any, today: date, actor: str) -> dict[str, int]:
    from supervisor.actions.ledger import overdue
    from supervisor.actions.privacy import seen
    from supervisor.inspection.ledger import open_inspections
    from supervisor.overview.owed_care import wanted_today

    return {
        "inspections": len(open_inspections(reader)),
        "actions": len(seen(reader, actor, overdue(reader, today))),
        "complaints": wanted_today(reader, actor) if actor else 0,
    }
