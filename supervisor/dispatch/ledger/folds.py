"""How each event changes the rows of its incident's dispatch. A merge folds a subject anew in the order of the clocks,
so that copies that met hold the same, whichever bundle came first.
"""

from __future__ import annotations

from typing import Any

import msgspec

from supervisor.dispatch.events import (
    AskedAgain,
    MoveDeclined,
    MoveDone,
    MoveHeard,
    MoveOrdered,
    OrderSettled,
    OrderWithdrawn,
    PlanMadeAgain,
    PlaybookStepDone,
    ProposalMade,
    Returned,
    ReturnOrdered,
    WaitingCounted,
)
from supervisor.dispatch.order_states import OPEN, TAKES, clashes_with
from supervisor.dispatch.problem.model import Move
from supervisor.dispatch.records import Again
from supervisor.journal import Entry, Rows
from supervisor.language import Words

from .tables import AGAIN, CLASH, COUNT, LEDGER, ORDER, PROPOSAL, SENT, STEP


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
    person, twin = fact.move.person, ""
    if fact.proposal:  # a command sends a move once: a second is of a copy that did not know of the first
        known = rows.get(SENT, fact.proposal, person)
        first = None if known is None else rows.get(ORDER, known["order"])
        if first is not None and first["state"] != "withdrawn":
            twin = first["order"]
        else:
            rows.put(SENT, proposal=fact.proposal, person=person, order=fact.order)
    rows.put(
        ORDER,
        order=fact.order,
        incident=fact.incident,
        proposal=fact.proposal,
        at_ms=entry.at_ms,
        minute=fact.minute,
        person=person,
        move=_text(fact.move),
        state="doubled" if twin else "ordered",
        state_minute=fact.minute,
        reason="",
        heard_minute=0,
        until_minute=fact.move.until_minute,
        back_minute=0,
        back_reason=_text(Words("")),
        back_say=_text(Words("")),
        declined_ms=0,
        hold_minutes=0,
        twin=twin,
        entry=entry.digest.hex(),
    )


def _standing(rows: Rows, order: str) -> dict[str, Any] | None:
    """The order that an answer is about: of two of one move, the one that stands."""
    known = rows.get(ORDER, order)
    return rows.get(ORDER, known["twin"]) if known is not None and known["state"] == "doubled" else known


def _answer(rows: Rows, order: str, said: str, minute: int, entry: Entry, **more: Any) -> None:
    """Take an answer where the order is in a state that takes it. An answer given on a copy that did not know of
    another changes nothing that was settled before; where both cannot be true it is kept to be told."""
    known = _standing(rows, order)
    if known is None:
        return
    if said in TAKES.get(known["state"], ()):
        rows.change(ORDER, known["order"], state=said, state_minute=minute, entry=entry.digest.hex(), **more)
    elif clashes_with(known["state"], said):
        rows.put(
            CLASH, order=known["order"], entry=entry.digest.hex(), said=said, over=known["state"],
            over_entry=known["entry"],
        )  # fmt: skip


@LEDGER.on(MoveHeard)
def _heard(rows: Rows, fact: MoveHeard, entry: Entry) -> None:
    known = _standing(rows, fact.order)
    if known is not None:
        rows.change(ORDER, known["order"], heard_minute=known["heard_minute"] or fact.minute)
        _answer(rows, fact.order, "heard", fact.minute, entry)


@LEDGER.on(MoveDeclined)
def _declined(rows: Rows, fact: MoveDeclined, entry: Entry) -> None:
    held = {"declined_ms": entry.at_ms, "hold_minutes": fact.hold_minutes}
    _answer(rows, fact.order, "declined", fact.minute, entry, reason=fact.reason, **held)


@LEDGER.on(AskedAgain)
def _asked_again(rows: Rows, fact: AskedAgain, _entry: Entry) -> None:
    rows.change(ORDER, fact.order, hold_minutes=0)


@LEDGER.on(MoveDone)
def _done(rows: Rows, fact: MoveDone, entry: Entry) -> None:
    _answer(rows, fact.order, "done", fact.minute, entry)


@LEDGER.on(OrderWithdrawn)
def _withdrawn(rows: Rows, fact: OrderWithdrawn, entry: Entry) -> None:
    known = rows.get(ORDER, fact.order)
    if known is None:
        return
    if known["state"] == "doubled":
        rows.change(ORDER, fact.order, state="withdrawn", state_minute=fact.minute, twin="")
        return
    _answer(rows, fact.order, "withdrawn", fact.minute, entry)
    others = [one for one in rows.all(ORDER) if one["twin"] == fact.order] if known["proposal"] else []
    for one in others if known["state"] in OPEN else ():  # what was sent a second time stands now
        rows.change(ORDER, one["order"], state="ordered", twin="")
        rows.put(SENT, proposal=one["proposal"], person=one["person"], order=one["order"])
        for later in others[1:]:
            rows.change(ORDER, later["order"], twin=one["order"])
        break


@LEDGER.on(OrderSettled)
def _settled(rows: Rows, fact: OrderSettled, entry: Entry) -> None:
    known = rows.get(ORDER, fact.order)
    if known is None:
        return
    for one in fact.entries:
        rows.drop(CLASH, fact.order, one)
    if known["state"] != fact.state:
        more = {"reason": "", "hold_minutes": 0} if fact.state != "declined" else {"reason": fact.said}
        rows.change(
            ORDER, fact.order, state=fact.state, state_minute=fact.minute, entry=entry.digest.hex(), **more
        )  # fmt: skip


@LEDGER.on(ReturnOrdered)
def _back_ordered(rows: Rows, fact: ReturnOrdered, _entry: Entry) -> None:
    known = _standing(rows, fact.order)
    if known is None:
        return
    move = msgspec.json.decode(known["move"], type=Move)
    until = fact.back_minute or known["until_minute"]  # who reads where people stand reads the move
    rows.change(
        ORDER,
        known["order"],
        move=_text(msgspec.structs.replace(move, until_minute=until)),
        back_minute=fact.back_minute,
        back_reason=_text(fact.reason),
        back_say=_text(fact.say),
    )


@LEDGER.on(PlanMadeAgain)
def _again(rows: Rows, fact: PlanMadeAgain, entry: Entry) -> None:
    rows.put(AGAIN, at_ms=entry.at_ms, minute=fact.minute, body=_text(Again(**{
        name: getattr(fact, name) for name in Again.__struct_fields__
    })))  # fmt: skip


@LEDGER.on(Returned)
def _returned(rows: Rows, fact: Returned, entry: Entry) -> None:
    _answer(rows, fact.order, "returned", fact.minute, entry)


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


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
