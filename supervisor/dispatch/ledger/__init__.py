"""Dispatch as it stands: proposals, orders and ticked playbook steps of each incident."""

from __future__ import annotations

import msgspec
from sqlalchemy import select

from supervisor.dispatch.order_states import OPEN, STANDING, UNSHOWN
from supervisor.dispatch.problem.model import ClassWait, Move, Shortage
from supervisor.dispatch.records import Again, Counted, Order, OrderClash, Proposal, StepDone
from supervisor.journal import Reader
from supervisor.language import Words

from . import folds
from .answers import answers_to_orders
from .tables import AGAIN, CLASH, COUNT, LEDGER, ORDER, PROPOSAL, STEP

__all__ = [
    "LEDGER", "OPEN", "STANDING", "Again", "Counted", "Order", "OrderClash", "Proposal", "StepDone",
    "answers_to_orders", "counted", "folds",
    "made_again", "order_clashes", "orders", "proposals", "steps_done", "subject_of",
]  # fmt: skip


def subject_of(incident: str) -> str:
    """The dispatch subject of an incident; of the hall on a calm day where there is none (empty)."""
    return f"dispatch:{incident.partition(':')[2] or incident or 'hall'}"


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
    """Orders of an incident (of all when None) in the order they were given, in these states if any are named;
    else without those taken back by who sent them, and without the second of two that two copies sent of one move."""
    query = select(ORDER).order_by(ORDER.c.at_ms, ORDER.c.order)
    if incident is not None:
        query = query.where(ORDER.c.subject == subject_of(incident))
    query = query.where(ORDER.c.state.in_(states) if states else ORDER.c.state.not_in(UNSHOWN))
    found = []
    for row in r.rows(query):
        values = dict(row._mapping)
        values["move"] = msgspec.json.decode(values["move"], type=Move)
        del values["until_minute"], values["entry"]
        for name in ("back_reason", "back_say"):
            values[name] = msgspec.json.decode(values[name], type=Words)
        found.append(Order(**values))
    return found


def order_clashes(r: Reader) -> list[OrderClash]:
    """Answers to orders that two copies gave apart and that cannot both be true, until a person decides."""
    query = select(CLASH).order_by(CLASH.c.subject, CLASH.c.order, CLASH.c.entry)
    return [OrderClash(**row._mapping) for row in r.rows(query)]


def made_again(r: Reader, incident: str) -> list[Again]:
    """How often the plan of an incident was made again, the newest last; only what was recorded."""
    query = select(AGAIN).where(AGAIN.c.subject == subject_of(incident)).order_by(AGAIN.c.at_ms)
    return [msgspec.json.decode(row.body, type=Again) for row in r.rows(query)]


def counted(r: Reader, incident: str) -> Counted | None:
    """The newest count of an incident, of the hall without one (empty); None while nobody has counted."""
    row = r.row(select(COUNT).where(COUNT.c.subject == subject_of(incident)).order_by(COUNT.c.at_ms.desc()).limit(1))
    if row is None:
        return None
    return Counted(row.at_ms, row.minute, row.actor, msgspec.json.decode(row.waiting, type=dict[str, int]))


def steps_done(r: Reader, incident: str) -> dict[str, StepDone]:
    """Ticked playbook steps of an incident by the step's code."""
    query = select(STEP).where(STEP.c.subject == subject_of(incident), STEP.c.done == 1)
    return {row.step: StepDone(row.step, row.minute, row.at_ms, row.actor, row.note) for row in r.rows(query)}
