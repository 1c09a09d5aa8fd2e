"""The steps of a playbook against the clock: what is due when, what is late, what was done late. Pure.

A step is due so many minutes after the incident began; a step of the restart so many after it ended, and never while it
runs. A step is late once its minute has passed: due at 10:05, it is late from 10:06 on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from .playbooks import Playbook, Step

State = Literal["waiting", "due", "late", "done", "done_late"]
MINUTE = timedelta(minutes=1)


class StepState(msgspec.Struct, frozen=True):
    """One step at an instant. `due` is None for the restart of an incident that has not ended; `late_minutes` counts
    whole minutes past it, until now or until it was ticked. `waiting`: its minute has not come; `due`: this minute."""

    step: Step
    due: datetime | None
    done: datetime | None
    late_minutes: int
    state: State

    @property
    def code(self) -> str:
        """The code by which the step is ticked."""
        return self.step.code

    @property
    def owner(self) -> str:
        """The role that owns it, as the playbook writes it."""
        return self.step.owner


def steps_due(
    playbook: Playbook, start: datetime, end: datetime | None, ticked: Mapping[str, datetime], now: datetime
) -> list[StepState]:
    """Every step at `now`, in the order they fall due, those of the restart last.

    start, end (None while it runs), now: aware instants. ticked: code of a step -> instant at which it was done; codes
    that the playbook does not know are passed over.
    """
    found = []
    for place, step in enumerate(playbook.steps):
        begun = end if step.restart else start
        due = begun + step.after_minutes * MINUTE if begun is not None else None
        found.append((step.restart, step.after_minutes, place, _state(step, due, ticked.get(step.code), now)))
    return [one[3] for one in sorted(found, key=lambda one: one[:3])]


def _state(step: Step, due: datetime | None, done: datetime | None, now: datetime) -> StepState:
    if due is None:
        return StepState(step, None, done, 0, "waiting" if done is None else "done")
    late = max(0, (_whole(done or now) - _whole(due)) // MINUTE)
    if done is not None:
        return StepState(step, due, done, late, "done_late" if late else "done")
    return StepState(step, due, None, late, "late" if late else "due" if _whole(now) == _whole(due) else "waiting")


def _whole(instant: datetime) -> datetime:
    """The minute an instant lies in, as clocks on a wall show it."""
    return instant.replace(second=0, microsecond=0)


def late_steps(states: list[StepState]) -> list[StepState]:
    """Those that are late and not done, the longest first."""
    return sorted((one for one in states if one.state == "late"), key=lambda one: -one.late_minutes)
