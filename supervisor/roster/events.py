"""What can happen to the roster of a day. Subject `roster:YYYY-MM-DD`; times are minutes after midnight.

The rules for making a roster (how long lunch is, how many days in a row) are settings under `setting:roster`.
"""

from __future__ import annotations

import msgspec

from supervisor.journal import Event, event


class PlannedDuty(msgspec.Struct, frozen=True):
    """A person on a post from `start_minute` to `end_minute`."""

    person: str
    post: str
    start_minute: int
    end_minute: int


class PlannedLunch(msgspec.Struct, frozen=True):
    """A person at lunch."""

    person: str
    start_minute: int
    end_minute: int


@event("roster.day_planned", version=1)
class DayPlanned(Event):
    """The whole plan of a day, in place of any before it. `source` says where it came from: plan, import,
    person.
    """

    duties: tuple[PlannedDuty, ...]
    lunches: tuple[PlannedLunch, ...] = ()
    source: str = "person"


@event("roster.plan_withdrawn", version=1)
class PlanWithdrawn(Event):
    """The day counts as not planned any more: no duties, no lunches; absences stay."""

    reason: str = ""


@event("roster.duty_changed", version=1)
class DutyChanged(Event):
    """All duties of one person on the day, in place of those before; none means that the person does not
    work.
    """

    person: str
    duties: tuple[PlannedDuty, ...]
    reason: str = ""


@event("roster.lunch_set", version=1)
class LunchSet(Event):
    """When a person eats on the day; None, None: no lunch planned."""

    person: str
    start_minute: int | None = None
    end_minute: int | None = None


@event("roster.absence_recorded", version=1, additive=True)
class AbsenceRecorded(Event):
    """A person is away: `kind` is leave, sick, training, business, absent or late."""

    person: str
    kind: str
    start_minute: int
    end_minute: int
    note: str = ""


@event("roster.absence_withdrawn", version=1)
class AbsenceWithdrawn(Event):
    """The absence that began then did not take place."""

    person: str
    start_minute: int
    reason: str = ""


@event("roster.rules_set", version=1, evidence=False)
class RulesSet(Event):
    """How rosters are made; see `planner.Rules` for what each figure means."""

    prepare_minutes: int
    wrap_up_minutes: int
    lunch_minutes: int
    lunch_from_minute: int
    lunch_to_minute: int
    days_per_week: int
    days_in_a_row: int
    longest_shift_minutes: int
