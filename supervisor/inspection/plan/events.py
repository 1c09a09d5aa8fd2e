"""What can happen to the plan of inspections: rules set and stopped, spot checks drawn, one occurrence excused.

What is due, done or missed is no event: it is computed on reading from rules, calendar and inspections, so that every
copy of the book says the same whatever the order in which laptops came home.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from supervisor.journal import Event, event
from supervisor.language import Words


@event("inspection.plan_rule_set", evidence=False)
class PlanRuleSet(Event):
    """From `valid_from` the rule reads like this; a later date is a change, the earlier versions stay in the record."""

    name: Words
    code: str
    every: str
    valid_from: date
    times: int = 1
    source: str = ""
    place: str = ""
    whom: tuple[str, ...] = ()
    doer: str = ""
    role: str = ""
    counted: str = "working"
    weekdays: tuple[int, ...] = ()
    from_nth: int = 0
    to_nth: int = 0
    from_minute: int = 0
    to_minute: int = 1440
    grace_days: int = 0
    spread: bool = False
    reason: str = ""


@event("inspection.plan_rule_stopped", evidence=False)
class PlanRuleStopped(Event):
    """What is not due before `day` is no longer owed; what was stays in the record."""

    day: date
    reason: str = ""


class DrawnCheck(msgspec.Struct, frozen=True, kw_only=True):
    """One spot check as it was drawn: who is to be checked when and where, by which check-list, by whom."""

    day: date
    minute: int
    person: str
    place: str
    inspector: str
    code: str
    source: str = "on_site"
    peak: bool = False


@event("inspection.spot_checks_drawn")
class SpotChecksDrawn(Event):
    """Spot checks were drawn for a span of days: `method` with `seed` over the inputs in a blob gave `checks`.

    `chance` and `head` bind the seed to this entry (see `draw`). They replace what the draws `over` had for those days
    after `since`, and `reason` says why it was drawn again; a draw that did not know of another replaces nothing of it.
    """

    number: str
    seed: str
    method: str
    first: date
    last: date
    since: datetime
    inputs: str
    checks: tuple[DrawnCheck, ...]
    wanted: int = 0
    reason: str = ""
    chance: str = ""
    head: str = ""
    over: tuple[str, ...] = ()


@event("inspection.draws_settled")
class DrawsSettled(Event):
    """Of several draws for the same days that did not know of each other, these stand; of the others what is after
    `since` does not."""

    draws: tuple[str, ...]
    keep: tuple[str, ...]
    since: datetime
    reason: str = ""


@event("inspection.occurrence_excused", additive=True)
class OccurrenceExcused(Event):
    """One planned check that was not made does not count as missed, with the manager's reason."""

    occurrence: str
    reason: str


@event("inspection.excuse_withdrawn", additive=True)
class ExcuseWithdrawn(Event):
    """It counts after all (also the undo of an excuse)."""

    occurrence: str
    reason: str = ""
