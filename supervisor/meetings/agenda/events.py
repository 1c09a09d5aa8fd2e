"""What can happen to an agenda: a point gets other words, is added, struck out, moved; it is held; a measure is set.

The subject is `briefing:2026-11-20` or `review:2026-10`. Points are named by their key, which a draft gives them anew
each time it is made; so own words stay where they belong when the draft around them changes.
"""

from __future__ import annotations

from supervisor.journal import Event, event

from .records import Agenda


@event("agenda.worded", version=1, evidence=False, additive=True)
class PointWorded(Event):
    """Somebody put a point in own words; empty `text`: back to the draft, of which `drafted` is what it said then.
    `before` are the own words that he changed; None: an older program did not say.
    """

    section: str
    key: str
    text: str
    drafted: str = ""
    before: str | None = None


@event("agenda.added", version=1, evidence=False, additive=True)
class PointAdded(Event):
    """A point that no draft had."""

    section: str
    key: str
    text: str


@event("agenda.struck", version=1, evidence=False, additive=True)
class PointStruck(Event):
    """A point is left out, or taken in again (`struck` false)."""

    section: str
    key: str
    struck: bool = True


@event("agenda.ordered", version=1, evidence=False, additive=True)
class PointsOrdered(Event):
    """In which order the points of a section are taken; whatever is drafted later comes after them."""

    section: str
    keys: tuple[str, ...]


@event("agenda.held", version=1)
class AgendaHeld(Event):
    """It was held: every point as it stood, who led, who was there; minutes after midnight, None where nobody says."""

    agenda: Agenda
    chair: str
    present: tuple[str, ...]
    started_minute: int | None = None
    ended_minute: int | None = None
    meeting: str = ""
    sitting: str = ""


@event("agenda.held_taken_back", version=1)
class HeldTakenBack(Event):
    """That it was held was entered by mistake: it is a draft again, with whatever was written in it."""

    reason: str = ""


@event("agenda.measure_set", version=1, additive=True)
class MeasureSet(Event):
    """A review settled a measure; `action` is the corrective action that follows from it."""

    action: str
    text: str
