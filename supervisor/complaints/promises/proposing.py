"""What a kind of service proposes for a promise made now: the lines to tell, and the time to promise."""

from __future__ import annotations

from datetime import datetime

from supervisor.branch.ledger import opening, working_days_after
from supervisor.complaints.settings.kinds import ServiceKind
from supervisor.journal import Reader

from .due import due_at


def proposed_due(r: Reader, kind: ServiceKind, now: datetime) -> datetime | None:
    """When a promise of this kind made at an instant is due, by the branch's hours and calendar; None as agreed."""
    return due_at(
        now.astimezone(r.zone).replace(second=0, microsecond=0),
        minutes=kind.promise_minutes,
        working_days=kind.promise_working_days,
        opening=lambda day: opening(r, day),
        working_day_after=lambda day, n: working_days_after(r, day, n),
    )


def left_out(kind: ServiceKind | None, told: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of a check-list that were not told, by either of their languages."""
    if kind is None:
        return ()
    lines = [line for _group, lines in kind.grouped() for line in lines]
    return tuple(str(line) for line in lines if not {line.zh, line.en, str(line)} & set(told))
