"""People needed against people planned, by class of service and by post, quarter-hour by quarter-hour.

A class's posts share one queue, so what is needed is worked out for the class; it is then laid on its posts, first
where people are planned already, then where a place is free. What no place is left for is `unplaced`.
"""

from __future__ import annotations

from datetime import date

import msgspec
import numpy as np
from numpy.typing import NDArray

from supervisor.branch.ledger import posts
from supervisor.journal import Reader
from supervisor.roster.cover import without
from supervisor.roster.ledger import absences, duties, is_planned, lunches
from supervisor.traffic.outlook.cover import ALL, StaffView, staff_view
from supervisor.traffic.outlook.expectation import QUARTER
from supervisor.traffic.waiting.levels import FEW_CUSTOMERS, Target
from supervisor.traffic.waiting.patience import Behaviour
from supervisor.traffic.waiting.staffing import planned_levels, target_of

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]


class PostNeed(msgspec.Struct, frozen=True, eq=False):
    """A post by quarter-hour: people planned (parts count as parts) and needed there."""

    post: str
    name: str
    stations: int
    planned: Numbers
    needed: Whole


class ClassNeed(msgspec.Struct, frozen=True, eq=False):
    """A class of service by quarter-hour.

    needed: fewest people who keep the target; planned: people planned, parts as parts; within: share of who comes
    then and is served within the target, wait_minutes: his mean wait, both with the planned people (empty arrays on a
    day without a roster). unplaced: needed beyond the places of the class's posts. kept: share of the day's customers
    who are served in time as planned; None without a roster or customers.
    """

    service_class: str
    target: Target
    behaviour: Behaviour | None
    customers: Numbers
    needed: Whole
    planned: Numbers
    within: Numbers
    wait_minutes: Numbers
    unplaced: Whole
    kept: float | None
    posts: tuple[PostNeed, ...]

    def short(self) -> NDArray[np.bool_]:
        """Quarter-hours with fewer whole people planned than needed."""
        return np.floor(self.planned + 1e-9) < self.needed

    def missed(self) -> NDArray[np.bool_]:
        """Quarter-hours in which the planned people miss the target."""
        if not self.within.size:
            return np.zeros(self.needed.size, dtype=bool)
        return (self.within < self.target.share) & (self.customers >= FEW_CUSTOMERS)


class DayNeed(msgspec.Struct, frozen=True, eq=False):
    """A day's need by class; `on_roster`: whether anybody is planned at all, so that it can be held against it."""

    day: date
    first_minute: int
    quarters: int
    on_roster: bool
    classes: tuple[ClassNeed, ...]


def day_need(r: Reader, day: date) -> DayNeed:
    """Needed against planned people of a day. What is needed is known without a roster, too."""
    view = staff_view(r, day)
    on_roster = is_planned(r, day)
    ahead = view.forecast
    levels = planned_levels(ahead, view.planned) if on_roster else {}
    by_post = _planned_by_post(r, day, ahead.first_minute, ahead.quarters)
    nothing = np.zeros(0)
    made = []
    for name in ahead.classes:
        found, customers = levels.get(name), ahead.arrivals[name]
        needed = view.needed[name]
        laid, unplaced = _by_post(r, day, name, needed, by_post)
        total = float(customers.sum())
        made.append(
            ClassNeed(
                service_class=name,
                target=target_of(ahead, name),
                behaviour=ahead.behaviour.get(name),
                customers=customers,
                needed=needed,
                planned=_planned(view, name),
                within=nothing if found is None else found.within,
                wait_minutes=nothing if found is None else found.wait_minutes,
                unplaced=unplaced,
                kept=float(found.within @ customers) / total if found is not None and total > 0 else None,
                posts=laid,
            )
        )
    return DayNeed(day, ahead.first_minute, ahead.quarters, on_roster, tuple(made))


def _planned(view: StaffView, name: str) -> Numbers:
    return np.asarray(view.planned.get(name, np.zeros(view.forecast.quarters)), dtype=np.float64)


def _planned_by_post(r: Reader, day: date, first_minute: int, quarters: int) -> dict[str, Numbers]:
    """People by post and quarter-hour who are on duty there, neither absent nor at lunch."""
    away: dict[str, list[tuple[int, int]]] = {}
    for one in (*absences(r, day), *lunches(r, day)):
        away.setdefault(one.person, []).append((one.start_minute, one.end_minute))
    minutes: dict[str, Numbers] = {}
    for duty in duties(r, day):
        line = minutes.setdefault(duty.post, np.zeros(quarters * QUARTER))
        for start, end in without((duty.start_minute, duty.end_minute), away.get(duty.person, ())):
            line[max(start - first_minute, 0) : max(end - first_minute, 0)] += 1
    return {post: line.reshape(quarters, QUARTER).mean(axis=1) for post, line in minutes.items()}


def _by_post(
    r: Reader, day: date, name: str, needed: Whole, planned: dict[str, Numbers]
) -> tuple[tuple[PostNeed, ...], Whole]:
    """A class's need laid on its posts, and what finds no place."""
    places = [one for one in posts(r, day) if one.service_class and name in (one.service_class, ALL)]
    here = {one.subject: planned.get(one.subject, np.zeros(needed.size)) for one in places}
    laid = {one.subject: np.zeros(needed.size, dtype=np.int64) for one in places}
    rest = needed.copy()
    for limit in ("planned", "stations"):
        for one in places:
            most = np.floor(here[one.subject] + 1e-9).astype(np.int64) if limit == "planned" else one.stations
            more = np.minimum(rest, np.maximum(np.minimum(most, one.stations) - laid[one.subject], 0))
            laid[one.subject] += more
            rest -= more
    found = tuple(
        PostNeed(one.subject, str(one.name), one.stations, here[one.subject], laid[one.subject]) for one in places
    )
    return found, rest
