"""How taking back changes a case: an interest that was none, a join that was wrong, a side that was not chosen."""

from __future__ import annotations

import msgspec

from supervisor.complaints import events
from supervisor.complaints.kernel import course
from supervisor.journal import Entry, Rows

from .folds import end_pause, ms, pauses_in, put_pauses, put_step
from .tables import CASE, INTEREST, LEDGER

SETTLED_INSTANTS = ("settled", "replied", "ended")
SETTLED_FLAGS = ("with_head_office", "escalation_asked", "at_fault", "apologised", "on_the_spot", "accepted")
SETTLED_TEXTS = tuple(
    name for name in events.CaseSettled.__struct_fields__ if name not in (*SETTLED_INSTANTS, *SETTLED_FLAGS)
)


@LEDGER.on(events.InterestTakenBack)
def _interest_taken_back(rows: Rows, fact: events.InterestTakenBack, entry: Entry) -> None:
    for declared in fact.declared:
        rows.drop(INTEREST, declared)
    put_step(rows, entry, fact.person)


@LEDGER.on(events.ComplaintUnjoined)
def _unjoined(rows: Rows, fact: events.ComplaintUnjoined, entry: Entry) -> None:
    case = rows.get(CASE) or {}
    if case.get("state") == course.JOINED and case.get("before_join") and not case.get("erased"):
        state, ended_ms, asked, paused = msgspec.json.decode(case["before_join"])
        live = int(state in (course.OPEN, course.HANDLED, course.REPLIED))
        rows.change(CASE, state=state, live=live, ended_ms=ended_ms, escalation_asked=asked)
        rows.change(CASE, joined_to="", before_join="")
        if live and paused and (pauses := pauses_in(case)):  # the reason it stood still for was not gone
            pauses[-1][1] = None
            put_pauses(rows, pauses)
    put_step(rows, entry, fact.reason)


@LEDGER.on(events.ApartAcknowledged)
def _acknowledged(rows: Rows, fact: events.ApartAcknowledged, entry: Entry) -> None:
    put_step(rows, entry, fact.reason)


@LEDGER.on(events.CaseSettled)
def _settled(rows: Rows, fact: events.CaseSettled, entry: Entry) -> None:
    case = rows.get(CASE) or {}
    live = fact.state in (course.OPEN, course.HANDLED, course.REPLIED)
    if live and case.get("erased"):  # on a copy that did not hear of the decision
        put_step(rows, entry)
        return
    if not live:
        end_pause(rows, entry.at_ms)
    told = {name: getattr(fact, name) for name in SETTLED_TEXTS}
    flags = {name: None if getattr(fact, name) is None else int(getattr(fact, name)) for name in SETTLED_FLAGS}
    instants = {f"{name}_ms": ms(at) if (at := getattr(fact, name)) else None for name in SETTLED_INSTANTS}
    rows.change(CASE, live=int(live), **told, **flags, **instants)
    if fact.state != course.JOINED:
        rows.change(CASE, before_join="")
    put_step(rows, entry)
