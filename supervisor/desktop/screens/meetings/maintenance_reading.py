"""What the check-list of a maintenance window shows, as one snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class WindowSnapshot:
    """A window with its check-list, what is missing, who is there at its time, and its sitting (None: no time yet)."""

    meeting: Any
    checks: Any
    lacking: Mapping[str, str]
    inside: bool
    people: tuple[tuple[str, str], ...]
    names: Mapping[str, str]
    sitting: Any
    may_plan: bool
    today: date


def read_window(reader: Any, subject: str, actor: str) -> WindowSnapshot:
    """On the pool. A list that nobody began yet starts from what the last one told customers."""
    import msgspec

    from supervisor.access import Right, allowed
    from supervisor.branch.ledger import people
    from supervisor.meetings.ledger import meeting, sittings_of
    from supervisor.meetings.maintenance.gate import inside_hours, missing_points, there_on
    from supervisor.meetings.maintenance.ledger import check_list, last_told
    from supervisor.meetings.maintenance.points import covered

    known, found = meeting(reader, subject), check_list(reader, subject)
    open_ones = [one for one in sittings_of(reader, subject) if one.state in ("placed", "published", "running")]
    if found.slot is None and (before := last_told(reader)) is not None:
        found = msgspec.structs.replace(found, channels=before.channels, nearest=before.nearest)
    everybody = {one.subject: one.name for one in people(reader, active_only=False)}
    here: list[tuple[str, str]] = []
    if found.slot is not None:
        there = there_on(reader, found.slot, subject)
        here = [(who, everybody[who]) for who, spans in there.items() if who in everybody and spans
                and covered(found.slot, spans) != [(found.slot.start_minute, found.slot.end_minute)]]  # fmt: skip
    lacks = missing_points(reader, subject, found.slot) if found.slot is not None else ()
    return WindowSnapshot(
        meeting=known, checks=found, lacking={one.point: str(one.why) for one in lacks},
        inside=found.slot is not None and inside_hours(reader, found.slot),
        people=tuple(sorted(here, key=lambda one: one[1])), names=everybody,
        sitting=open_ones[0] if open_ones else None, may_plan=allowed(reader, actor, Right.PLAN_MEETINGS),
        today=reader.today,
    )  # fmt: skip
