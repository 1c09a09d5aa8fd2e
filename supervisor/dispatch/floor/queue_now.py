"""How many stand waiting now, by class: counted on the floor, else read from today's tickets, else expected.

A surge is declared because people wait; a plan that starts from an empty hall is no plan. Somebody counting is best. If
nobody has, the queue machine's tickets of the last minutes say it, and without those the forecast and the roster do.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec
import numpy as np

from supervisor.branch.ledger import service_classes
from supervisor.dispatch.floor.coming import FRESH_MINUTES
from supervisor.dispatch.floor.several import others_running
from supervisor.dispatch.ledger import Counted, counted
from supervisor.journal import Reader
from supervisor.traffic.ledger import tickets_of
from supervisor.traffic.outlook.today import QUARTER, staff_view
from supervisor.traffic.tickets import NEVER, Outcome, Tickets
from supervisor.traffic.waiting.hall import hall_course


class Standing(msgspec.Struct, frozen=True):
    """Customers waiting by class at a minute of the day, and how that is known. `by_class`: how it is known of each
    class, where somebody counted some of them only; `source` is the best of these, `minute` when that was."""

    waiting: dict[str, int]
    source: Literal["counted", "tickets", "expected"]
    minute: int
    by_class: dict[str, str] = {}


def standing_now(r: Reader, at: datetime, incident: str = "") -> Standing:
    """The best knowledge there is of who waits at an instant: counted in this incident (in another that runs, or in the
    hall before it was declared) in the last 20 minutes, else today's tickets if the newest is as fresh, else what
    forecast and roster lead to; by class, where only some were counted."""
    local = at.astimezone(r.zone)
    minute = local.hour * 60 + local.minute
    served = service_classes(r)
    found = _fresh_count(r, at, incident)
    if found is not None and set(served) <= set(found.waiting):
        return Standing(found.waiting, "counted", found.minute, dict.fromkeys(found.waiting, "counted"))
    waiting = waiting_in(tickets_of(r, local.date()), minute)
    rest: Literal["tickets", "expected"] = "tickets" if waiting is not None else "expected"
    known = {code: waiting.get(code, 0) for code in served} if waiting is not None else {}
    known = known or _expected(r, local, minute, served)
    by_class = dict.fromkeys(known, str(rest))
    if found is None:
        return Standing(known, rest, minute, by_class)
    return Standing(known | found.waiting, "counted", found.minute, by_class | dict.fromkeys(found.waiting, "counted"))


def _fresh_count(r: Reader, at: datetime, incident: str) -> Counted | None:
    """The newest count that still says something about now; None where nobody counted anything."""
    about = dict.fromkeys((incident, *(one.subject for one in others_running(r, at, incident)), ""))
    counts = [counted(r, one) for one in about]
    fresh = [
        one
        for one in counts
        if one is not None and -1 <= (at - r.local(one.at_ms)).total_seconds() / 60 <= FRESH_MINUTES
    ]
    newest = max(fresh, key=lambda one: one.at_ms, default=None)
    return newest if newest is not None and newest.waiting else None


def waiting_in(tickets: Tickets, minute: int) -> dict[str, int] | None:
    """Tickets of one day drawn but neither called nor given up at a minute, by class; None when the newest of them is
    older than `FRESH_MINUTES`, as in a file of the morning read in the afternoon."""
    second = minute * 60 + 59
    real = tickets.outcome != Outcome.NEVER_THERE
    drawn = real & (tickets.arrived != NEVER) & (tickets.arrived <= second)
    if not drawn.any() or second - int(tickets.arrived[drawn].max()) > FRESH_MINUTES * 60:
        return None
    called = (tickets.called != NEVER) & (tickets.called <= second)
    gone = (tickets.outcome == Outcome.LEFT) & ((tickets.finished == NEVER) | (tickets.finished <= second))
    done = (tickets.outcome == Outcome.SERVED) & (tickets.called == NEVER)
    waits = drawn & ~called & ~gone & ~done
    found = np.bincount(tickets.service_class[waits], minlength=len(tickets.classes))
    return {code: int(n) for code, n in zip(tickets.classes, found, strict=True)}


def _expected(r: Reader, local: datetime, minute: int, served: list[str]) -> dict[str, int]:
    """Who waits by forecast and roster at a minute: the course of the day from the opening on."""
    view = staff_view(r, local.date())
    ahead = view.forecast
    quarter = (minute - ahead.first_minute) // QUARTER
    found = dict.fromkeys(served, 0)
    for code in ahead.classes:
        people = view.planned.get(code)
        if people is None or not 0 < quarter <= len(people) or code not in found:
            continue
        course = hall_course(
            ahead.arrivals[code][:quarter],
            ahead.service_minutes.get(code, 5.0),
            ahead.patience_minutes.get(code, 30.0),
            people[:quarter],
            service_scv=ahead.service_scv.get(code, 1.0),
        )
        found[code] = round(float(course.standing[-1]))
    return found
