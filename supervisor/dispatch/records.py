"""What dispatch keeps: proposals, orders, plans made again, counts and ticked steps, as they are read."""

from __future__ import annotations

import msgspec

from supervisor.dispatch.problem.changes import PlanLine
from supervisor.dispatch.problem.model import ClassWait, Move, Shortage
from supervisor.language import Words


class Proposal(msgspec.Struct, frozen=True):
    """A plan that was proposed; waits in customer-minutes, `problem` the digest of the saved problem."""

    subject: str
    proposal: str
    incident: str
    kind: str
    at_ms: int
    minute: int
    problem: str
    moves: tuple[Move, ...]
    waits: tuple[ClassWait, ...]
    before_minutes: float
    after_minutes: float
    proven: bool
    gap_minutes: float
    shortages: tuple[Shortage, ...]


class Order(msgspec.Struct, frozen=True):
    """A move that was sent. `state` is ordered, heard, declined, done, returned, withdrawn (taken back by who sent it)
    or doubled (the same move was sent on another copy before: `twin`); `state_minute` since when.

    `heard_minute`: when he said that he had heard it (0: never). `back_minute`: when he is ordered back (0: nobody said
    so), with why and what to say; `move.until_minute` is that minute then. `declined_ms`, `hold_minutes`: when he
    declined, and for how long he is not asked again."""

    subject: str
    order: str
    incident: str
    proposal: str
    at_ms: int
    minute: int
    person: str
    move: Move
    state: str
    state_minute: int
    reason: str
    heard_minute: int = 0
    back_minute: int = 0
    back_reason: Words = Words("")
    back_say: Words = Words("")
    declined_ms: int = 0
    hold_minutes: int = 0
    twin: str = ""


class Again(msgspec.Struct, frozen=True):
    """The plan made again at a minute: see `events.PlanMadeAgain`."""

    minute: int
    previous: str
    proposal: str
    proposed: bool
    gain_minutes: float
    price_minutes: float
    kept: tuple[PlanLine, ...]
    new: tuple[PlanLine, ...]
    dropped: tuple[PlanLine, ...]


class Counted(msgspec.Struct, frozen=True):
    """Who stood waiting when somebody counted, by class."""

    at_ms: int
    minute: int
    actor: str
    waiting: dict[str, int]


class StepDone(msgspec.Struct, frozen=True):
    """A playbook step that was ticked, by whom and when."""

    step: str
    minute: int
    at_ms: int
    actor: str
    note: str


class OrderClash(msgspec.Struct, frozen=True):
    """Two answers to one order from copies that did not know of each other: `over` stands, `said` came to it. Entries
    are digests (hex)."""

    subject: str
    order: str
    entry: str
    said: str
    over: str
    over_entry: str
