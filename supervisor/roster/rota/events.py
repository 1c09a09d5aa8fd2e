"""What can happen to the duty rota. Subjects: `rota_area:…`, `rota:YYYY-MM-DD`, `rota_swap:…`, `setting:rota`,
`setting:rota_order`.

Two copies that plan the same day contradict one another visibly; what is done is additive, and so is asking to swap.
"""

from __future__ import annotations

from datetime import date

import msgspec

from supervisor.journal import Event, event
from supervisor.language import Words


@event("roster.rota_area_set", version=1, evidence=False)
class AreaSet(Event):
    """From `valid_from` the area reads like this; see `records.Area` for what each field means."""

    name: Words
    who: str
    valid_from: date
    every: str = "day"
    weekdays: tuple[int, ...] = ()
    weeks: str = "every"
    most: int = 0
    counted: str = "working"
    people: tuple[str, ...] = ()
    role: str = ""
    place: str = ""
    tasks: str = ""
    order: int = 0


@event("roster.rota_area_stopped", version=1, evidence=False)
class AreaStopped(Event):
    """From `day` on nobody looks after it any more; what was stays in the record."""

    day: date
    reason: str = ""


@event("roster.rota_weeks_counted", version=1, evidence=False)
class WeeksCounted(Event):
    """How odd and even weeks are counted from now on: `month` (the n-th such weekday) or `iso` (through the year)."""

    counting: str


@event("roster.rota_areas_ordered", version=1, evidence=False)
class AreasOrdered(Event):
    """In this order areas are shown, printed and given their people; those not named follow."""

    areas: tuple[str, ...]


class PlannedTurn(msgspec.Struct, frozen=True):
    """One area of a day; see `records.Turn`."""

    area: str
    person: str = ""
    manner: str = "turn"
    fixed: bool = False


@event("roster.rota_planned", version=1)
class RotaPlanned(Event):
    """All turns of a day, in place of any before. `source`: plan, or undo."""

    turns: tuple[PlannedTurn, ...]
    source: str = "plan"


@event("roster.rota_given", version=1)
class TurnGiven(Event):
    """One area of the day is somebody's from now on: set by hand with a reason, or by a swap that was agreed to."""

    area: str
    person: str
    reason: str = ""
    swap: str = ""
    fixed: bool = True
    manner: str = "turn"


@event("roster.rota_done", version=1, additive=True)
class TurnDone(Event):
    """The area was looked after; `person` did it (empty: the cleaner, or everyone)."""

    area: str
    person: str = ""
    note: str = ""


@event("roster.rota_done_withdrawn", version=1, additive=True)
class DoneWithdrawn(Event):
    """It was ticked by mistake."""

    area: str
    reason: str = ""


@event("roster.rota_swap_asked", version=1, additive=True)
class SwapAsked(Event):
    """`person` asks `other` to take his turn at `area` on `day`; in return for the other's turn where one is named."""

    person: str
    other: str
    day: date
    area: str
    other_day: date | None = None
    other_area: str = ""
    reason: str = ""


@event("roster.rota_swap_answered", version=1)
class SwapAnswered(Event):
    """The other agreed, and the turns change hands with it, or refused."""

    agreed: bool
    note: str = ""


@event("roster.rota_swap_withdrawn", version=1)
class SwapWithdrawn(Event):
    """Whoever asked no longer asks."""

    reason: str = ""
