"""Nobody is moved in a closed hall: the answer outside opening hours, with the reason and without figures."""

from __future__ import annotations

from datetime import datetime

from supervisor.branch.ledger import opening
from supervisor.dispatch.problem.model import Plan
from supervisor.journal import Reader
from supervisor.language import Words


def why_closed(r: Reader, at: datetime) -> Words | None:
    """Why nobody is to be moved at an instant at which the doors are closed; None while they are open."""
    local = at.astimezone(r.zone)
    hours = opening(r, local.date())
    if hours is None:
        return Words("当天网点不营业，无须调人。", "The branch is closed on that day: nobody is to be moved.")
    if hours.open_minute <= local.hour * 60 + local.minute < hours.close_minute:
        return None
    span = "–".join(f"{minute // 60:02d}:{minute % 60:02d}" for minute in (hours.open_minute, hours.close_minute))
    return Words(f"现在不在营业时间（{span}），无须调人。", f"Outside opening hours ({span}): nobody is to be moved.")


def closed_plan(why: Words) -> Plan:
    """The plan of a closed hall: no moves, no waits, no shortages, nothing proved; only why."""
    return Plan(
        moves=(), waits=(), before_minutes=0.0, after_minutes=0.0, before_low_minutes=0.0, before_high_minutes=0.0,
        after_low_minutes=0.0, after_high_minutes=0.0, proven=False, gap_minutes=0.0, frontier=(), why_nothing=(why,),
    )  # fmt: skip
