"""How taking back changes a case: an interest that was none, a join that was wrong."""

from __future__ import annotations

import msgspec

from supervisor.complaints import events
from supervisor.complaints.kernel import course
from supervisor.journal import Entry, Rows

from .folds import pauses_in, put_pauses, put_step
from .tables import CASE, INTEREST, LEDGER


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
