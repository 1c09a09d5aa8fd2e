"""Dispatch as it stands: proposals, orders and ticked playbook steps of each incident."""

from __future__ import annotations

import msgspec
from sqlalchemy import BigInteger, Column, Float, String, select

from supervisor.journal import Entry, Ledger, Reader, Rows

from .events import MoveDeclined, MoveDone, MoveOrdered, PlaybookStepDone, ProposalMade, Returned, WaitingCounted
from .problem import ClassWait, Move, Shortage

LEDGER = Ledger("dispatch", version=2)
PROPOSAL = LEDGER.table(
    "proposal",
    Column("proposal", String),
    Column("incident", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("minute", BigInteger, nullable=False),
    Column("problem", String, nullable=False),
    Column("moves", String, nullable=False),
    Column("waits", String, nullable=False),
    Column("before_minutes", Float, nullable=False),
    Column("after_minutes", Float, nullable=False),
    Column("proven", BigInteger, nullable=False),
    Column("gap_minutes", Float, nullable=False),
    Column("shortages", String, nullable=False),
    key=("proposal",),
)
ORDER = LEDGER.table(
    "order",
    Column("order", String),
    Column("incident", String, nullable=False),
    Column("proposal", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("minute", BigInteger, nullable=False),
    Column("person", String, nullable=False),
    Column("move", String, nullable=False),
    Column("state", String, nullable=False),
    Column("state_minute", BigInteger, nullable=False),
    Column("reason", String, nullable=False),
    key=("order",),
    indexes=("state",),
)
COUNT = LEDGER.table(
    "count",
    Column("at_ms", BigInteger),
    Column("minute", BigInteger, nullable=False),
    Column("actor", String, nullable=False),
    Column("waiting", String, nullable=False),
    key=("at_ms",),
)
STEP = LEDGER.table(
    "step",
    Column("step", String),
    Column("incident", String, nullable=False),
    Column("done", BigInteger, nullable=False),
    Column("minute", BigInteger, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("actor", String, nullable=False),
    Column("note", String, nullable=False),
    key=("step",),
)


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
    """A move that was sent. `state` is ordered, declined, done or returned; `state_minute` since when."""

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


@LEDGER.on(ProposalMade)
def _proposed(rows: Rows, fact: ProposalMade, entry: Entry) -> None:
    rows.put(
        PROPOSAL,
        proposal=fact.proposal,
        incident=fact.incident,
        kind=fact.kind,
        at_ms=entry.at_ms,
        minute=fact.minute,
        problem=fact.problem,
        moves=_text(fact.moves),
        waits=_text(fact.waits),
        before_minutes=fact.before_minutes,
        after_minutes=fact.after_minutes,
        proven=int(fact.proven),
        gap_minutes=fact.gap_minutes,
        shortages=_text(fact.shortages),
    )


@LEDGER.on(MoveOrdered)
def _ordered(rows: Rows, fact: MoveOrdered, entry: Entry) -> None:
    rows.put(
        ORDER,
        order=fact.order,
        incident=fact.incident,
        proposal=fact.proposal,
        at_ms=entry.at_ms,
        minute=fact.minute,
        person=fact.move.person,
        move=_text(fact.move),
        state="ordered",
        state_minute=fact.minute,
        reason="",
    )


@LEDGER.on(MoveDeclined)
def _declined(rows: Rows, fact: MoveDeclined, _entry: Entry) -> None:
    rows.change(ORDER, fact.order, state="declined", state_minute=fact.minute, reason=fact.reason)


@LEDGER.on(MoveDone)
def _done(rows: Rows, fact: MoveDone, _entry: Entry) -> None:
    rows.change(ORDER, fact.order, state="done", state_minute=fact.minute)


@LEDGER.on(Returned)
def _returned(rows: Rows, fact: Returned, _entry: Entry) -> None:
    rows.change(ORDER, fact.order, state="returned", state_minute=fact.minute)


@LEDGER.on(WaitingCounted)
def _counted(rows: Rows, fact: WaitingCounted, entry: Entry) -> None:
    rows.put(COUNT, at_ms=entry.at_ms, minute=fact.minute, actor=entry.actor, waiting=_text(fact.waiting))


@LEDGER.on(PlaybookStepDone)
def _step(rows: Rows, fact: PlaybookStepDone, entry: Entry) -> None:
    rows.put(
        STEP,
        step=fact.step,
        incident=fact.incident,
        done=int(fact.done),
        minute=fact.minute,
        at_ms=entry.at_ms,
        actor=entry.actor,
        note=fact.note,
    )


def subject_of(incident: str) -> str:
    """The dispatch subject of an incident."""
    return f"dispatch:{incident.partition(':')[2] or incident}"


def proposals(r: Reader, incident: str) -> list[Proposal]:
    """Proposals of an incident, the newest last."""
    query = (
        select(PROPOSAL)
        .where(PROPOSAL.c.subject == subject_of(incident))
        .order_by(PROPOSAL.c.at_ms, PROPOSAL.c.proposal)
    )
    found = []
    for row in r.rows(query):
        values = dict(row._mapping)
        values["moves"] = msgspec.json.decode(values["moves"], type=tuple[Move, ...])
        values["waits"] = msgspec.json.decode(values["waits"], type=tuple[ClassWait, ...])
        values["shortages"] = msgspec.json.decode(values["shortages"], type=tuple[Shortage, ...])
        values["proven"] = bool(values["proven"])
        found.append(Proposal(**values))
    return found


def orders(r: Reader, incident: str | None = None, states: tuple[str, ...] = ()) -> list[Order]:
    """Orders of an incident (of all when None) in the order they were given, in these states if any are named."""
    query = select(ORDER).order_by(ORDER.c.at_ms, ORDER.c.order)
    if incident is not None:
        query = query.where(ORDER.c.subject == subject_of(incident))
    if states:
        query = query.where(ORDER.c.state.in_(states))
    found = []
    for row in r.rows(query):
        values = dict(row._mapping)
        values["move"] = msgspec.json.decode(values["move"], type=Move)
        found.append(Order(**values))
    return found


def counted(r: Reader, incident: str) -> Counted | None:
    """The newest count of an incident; None while nobody has counted."""
    row = r.row(select(COUNT).where(COUNT.c.subject == subject_of(incident)).order_by(COUNT.c.at_ms.desc()).limit(1))
    if row is None:
        return None
    return Counted(row.at_ms, row.minute, row.actor, msgspec.json.decode(row.waiting, type=dict[str, int]))


def steps_done(r: Reader, incident: str) -> dict[str, StepDone]:
    """Ticked playbook steps of an incident by the step's code."""
    query = select(STEP).where(STEP.c.subject == subject_of(incident), STEP.c.done == 1)
    return {row.step: StepDone(row.step, row.minute, row.at_ms, row.actor, row.note) for row in r.rows(query)}


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
