"""An incident looked back at: how fast orders went, who was away how long, what the playbook missed, and the month.

Pure: what happened comes as facts with their instants (`afterwards_reading` reads them); nothing here knows a clock.
Predicted against realised waits are reckoned in `afterwards_waits`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from statistics import median

import msgspec

from supervisor.dispatch.problem.model import Move
from supervisor.incidents.playbooks import Playbook
from supervisor.incidents.steps import StepState


class Line(msgspec.Struct, frozen=True):
    """One line of the timeline. `what` is declared, corrected, commander, noted, ended, reopened, counted, proposed,
    ordered, heard, declined, done, withdrawn, asked_again, order_settled, return_ordered, returned, replanned, step,
    step_back, suspended, resumed or lesson; `about` is the subject or code it speaks of (an order's person, a step's
    code), `minutes` what belongs to it: the customer-minutes before and after and the number of moves of a proposal,
    whole minutes late of a step, minutes left of what is suspended; `post` where an order sends to, or what became of
    something suspended; `seconds` since the order."""

    at: datetime
    what: str
    person: str = ""
    about: str = ""
    text: str = ""
    post: str = ""
    counts: dict[str, int] = {}
    minutes: tuple[float, ...] = ()
    seconds: int | None = None


class OrderStory(msgspec.Struct, frozen=True):
    """One order from the call to the way back. Seconds count from when it was sent; None: that did not happen, or
    nobody noted it. A move was `made` where somebody noted the person on the post: an order that was declined or never
    answered moved nobody. `away_minutes`: how long he was there, None where it was not made; `gone`: when that ended,
    None while he is still there. `own`: the commander's own move, of no proposal."""

    order: str
    person: str
    move: Move
    proposal: str
    sent: datetime
    heard_seconds: int | None
    on_post_seconds: int | None
    declined_seconds: int | None
    reason: str
    returned: datetime | None
    away_minutes: float | None
    state: str
    gone: datetime | None = None

    @property
    def made(self) -> bool:
        """Whether the person was on the post: the one meaning of a move that was made."""
        return self.away_minutes is not None

    @property
    def own(self) -> bool:
        """Whether no proposal asked for it."""
        return not self.proposal


ANSWERS = frozenset(("declined", "done"))
"""The first of these that is entered stands: nobody who is on the post has declined, nor the other way round."""


class OrderFact(msgspec.Struct, frozen=True):
    """One thing that happened to an order: `what` is ordered, heard, declined, done, return_ordered or returned.
    `latest`: when the order ends by itself, at its own end or when the branch closes that day (None: not known)."""

    at: datetime
    what: str
    order: str
    move: Move | None = None
    proposal: str = ""
    reason: str = ""
    latest: datetime | None = None


def order_stories(facts: Iterable[OrderFact], over: datetime, *, running: bool = False) -> list[OrderStory]:
    """The orders as they were sent. `over`: until when somebody was away at most who was never told to return: the end
    of the incident, or now while it is `running`."""
    found: dict[str, dict[str, OrderFact]] = {}
    for fact in sorted(facts, key=lambda one: (one.at, one.what != "ordered")):
        known = found.setdefault(fact.order, {})
        if fact.what == "ordered":
            known["ordered"] = fact
        elif fact.what == "return_ordered":
            known[fact.what] = fact  # the last word on when he goes back
        elif "ordered" in known and not (fact.what in ANSWERS and known.keys() & ANSWERS):
            known.setdefault(fact.what, fact)
    return [_story(known, over, running) for known in found.values() if "ordered" in known]


def _story(known: Mapping[str, OrderFact], over: datetime, running: bool) -> OrderStory:
    sent = known["ordered"]
    assert sent.move is not None

    def seconds(what: str) -> int | None:
        return max(0, round((known[what].at - sent.at).total_seconds())) if what in known else None

    returned, declined, done = known.get("returned"), known.get("declined"), known.get("done")
    away, gone = None, None
    if done is not None:
        told = known.get("return_ordered")
        latest = (told.latest if told is not None else None) or sent.latest
        if returned is not None and returned.at.date() == sent.at.date():
            gone = returned.at
        elif latest is not None and (latest <= over or returned is not None):
            gone = latest  # an order is one of its day: nobody stands on the post over night
        elif not running or returned is not None:
            gone = over if returned is None else min(over, returned.at)
        away = max(0.0, ((gone or over) - done.at).total_seconds() / 60)
    state = next((what for what in ("declined", "done", "heard") if what in known), "ordered")
    if state == "done" and returned is not None:
        state = "returned"
    return OrderStory(
        order=sent.order,
        person=sent.move.person,
        move=sent.move,
        proposal=sent.proposal,
        sent=sent.at,
        heard_seconds=seconds("heard"),
        on_post_seconds=seconds("done"),
        declined_seconds=seconds("declined"),
        reason=declined.reason if declined is not None else "",
        returned=returned.at if returned is not None else None,
        away_minutes=None if away is None else round(away, 1),
        state=state,
        gone=gone,
    )


def first_order_seconds(start: datetime, stories: Sequence[OrderStory]) -> int | None:
    """Seconds from the declared start to the first order; None where none was sent."""
    return max(0, round((min(one.sent for one in stories) - start).total_seconds())) if stories else None


def moved(stories: Sequence[OrderStory]) -> list[tuple[str, float]]:
    """Who was moved and for how many minutes, the longest first; whoever was never on the post is left out. Where one
    order followed another before he returned, his time is counted once."""
    spans: dict[str, list[tuple[float, float]]] = {}
    for one in stories:
        if one.away_minutes is not None:
            begun = one.sent.timestamp() + (one.on_post_seconds or 0)
            spans.setdefault(one.person, []).append((begun, begun + 60 * one.away_minutes))
    found = [(person, round(_covered(own) / 60, 1)) for person, own in spans.items()]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _covered(spans: list[tuple[float, float]]) -> float:
    total, reached = 0.0, float("-inf")
    for start, end in sorted(spans):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total


def missed(states: Sequence[StepState]) -> list[StepState]:
    """Steps whose minute has passed and that nobody ticked, as the playbook orders them."""
    return [one for one in states if one.state == "late"]


def done_late(states: Sequence[StepState]) -> list[StepState]:
    """Steps that were ticked after their minute."""
    return [one for one in states if one.state == "done_late"]


class Suspended(msgspec.Struct, frozen=True):
    """Something that stopped for the incident: since when, how many minutes of it were left, and what became of it:
    `where` is empty while it is still to be caught up, else placed, caught_up, given_up or taken_back (`text` says
    more)."""

    about: str
    title: str
    since: datetime
    left_minutes: float
    where: str = ""
    text: str = ""


def suspensions(lines: Sequence[Line]) -> list[Suspended]:
    """What was suspended, in the order it was, with what became of it last. `lines` in order of time."""
    found: dict[str, Suspended] = {}
    for line in lines:
        if line.what == "suspended":
            found[line.about] = Suspended(line.about, line.text, line.at, line.minutes[0] if line.minutes else 0.0)
        elif line.what == "resumed" and line.about in found:
            found[line.about] = msgspec.structs.replace(found[line.about], where=line.post, text=line.text)
    return list(found.values())


def head_office(playbook: Playbook, states: Sequence[StepState]) -> StepState | None:
    """The step by which head office is told: the one that names it and is due when the playbook says that it is told;
    None where the playbook has no such step."""
    for state in states:
        step = state.step
        names = "总行" in step.text.zh or "head office" in step.text.en.casefold()
        if names and not step.restart and step.after_minutes == playbook.head_office_after_minutes:
            return state
    return None


class IncidentFigures(msgspec.Struct, frozen=True):
    """What one incident adds to its month. Waits in customer-minutes; `saved` is what the moves really made were
    expected to save, `predicted` and `realised` the waiting of those classes whose tickets allow the comparison (None:
    none does), `inside` of `judged` classes within the range. `lost` until it ended, None: no tickets."""

    incident: str
    number: str
    kind: str
    day: date
    minutes: float
    first_order_seconds: int | None
    orders: int
    saved: float
    predicted: float | None
    realised: float | None
    inside: int
    judged: int
    lost: int | None
    steps_late: int
    steps_missed: int
    lessons: int
    lessons_open: int


class KindFigures(msgspec.Struct, frozen=True):
    """The incidents of one kind in a month: how many, and how long they lasted together."""

    kind: str
    incidents: int
    minutes: float


class MonthOfIncidents(msgspec.Struct, frozen=True):
    """A month's incidents, drills left out; None where nothing could be measured."""

    kinds: tuple[KindFigures, ...] = ()
    incidents: int = 0
    minutes: float = 0.0
    with_orders: int = 0
    first_order_median_seconds: float | None = None
    first_order_p90_seconds: float | None = None
    saved: float = 0.0
    predicted: float | None = None
    realised: float | None = None
    inside: int = 0
    judged: int = 0
    lost: int | None = None
    lost_known: int = 0  # incidents whose tickets are there
    steps_late: int = 0
    steps_missed: int = 0
    lessons: int = 0
    lessons_open: int = 0


def month_of(rows: Sequence[IncidentFigures]) -> MonthOfIncidents:
    """The month's incidents together; kinds with most incidents first. The 90th percentile is the nearest rank: nine
    incidents in ten had their first order within it."""
    by_kind: dict[str, list[IncidentFigures]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    kinds = [KindFigures(kind, len(own), round(sum(one.minutes for one in own), 1)) for kind, own in by_kind.items()]
    first = sorted(row.first_order_seconds for row in rows if row.first_order_seconds is not None)
    lost = [row.lost for row in rows if row.lost is not None]
    return MonthOfIncidents(
        kinds=tuple(sorted(kinds, key=lambda one: (-one.incidents, one.kind))),
        incidents=len(rows),
        minutes=round(sum(row.minutes for row in rows), 1),
        with_orders=len(first),
        first_order_median_seconds=float(median(first)) if first else None,
        first_order_p90_seconds=float(first[-(-9 * len(first) // 10) - 1]) if first else None,
        saved=round(sum(row.saved for row in rows), 1),
        predicted=_sum(row.predicted for row in rows),
        realised=_sum(row.realised for row in rows),
        inside=sum(row.inside for row in rows),
        judged=sum(row.judged for row in rows),
        lost=sum(lost) if lost else None,
        lost_known=len(lost),
        steps_late=sum(row.steps_late for row in rows),
        steps_missed=sum(row.steps_missed for row in rows),
        lessons=sum(row.lessons for row in rows),
        lessons_open=sum(row.lessons_open for row in rows),
    )


def _sum(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known), 1) if known else None
