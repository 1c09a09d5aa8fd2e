"""Everything the book knows of one incident once it is looked back at: read from its journal, its playbook, the problem
kept with each proposal and the tickets of its days. Of what is missing it says that it is missing.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import msgspec

from supervisor.dispatch.afterwards.facts import facts_of
from supervisor.dispatch.afterwards.page import (
    IncidentFigures,
    Line,
    OrderStory,
    Suspended,
    done_late,
    first_order_seconds,
    head_office,
    missed,
    moved,
    suspensions,
)
from supervisor.dispatch.afterwards.page import order_stories as stories_of
from supervisor.dispatch.afterwards.waits import (
    ClassCompared,
    Done,
    Ground,
    came,
    compared,
    expected,
    ground,
    lost_between,
)
from supervisor.dispatch.events import ProposalMade
from supervisor.dispatch.problem.model import QUARTER_MINUTES, Problem
from supervisor.dispatch.problem.reading import problem_from_json
from supervisor.errors import BadInput
from supervisor.incidents.ledger import Incident, incident, incidents, playbook_of
from supervisor.incidents.playbooks import Playbook
from supervisor.incidents.steps import StepState, steps_due
from supervisor.journal import Reader
from supervisor.traffic.ledger import tickets_of
from supervisor.traffic.tickets import Tickets
from supervisor.training.proposals.ledger import Proposed, proposed_by

QUARTERS_UNKNOWN = 8  # horizon of a proposal whose problem is not in this copy of the book: what is usual


class ProposalLook(msgspec.Struct, frozen=True):
    """One proposal held against what came: its horizon on its day (minutes after midnight), how many of its moves were
    sent and how many `made` (see `OrderStory`), how far the tickets reach (`ground`, the newest at `tickets_until`),
    and the classes. `kept`: its problem is in this book, so that a range can be given. `followed`: moves of a later
    proposal were made within its horizon, which it did not know of.

    `saved_minutes`: what its own moves really made were expected to save beyond those of earlier proposals, in
    customer-minutes. A move of the commander's own counts with the proposal before it."""

    proposal: str
    at: datetime
    day: date
    from_minute: int
    until_minute: int
    moves: int
    sent: int
    made: int
    proven: bool
    ground: Ground
    tickets_until: int | None
    kept: bool
    classes: tuple[ClassCompared, ...]
    total: ClassCompared
    saved_minutes: float
    followed: bool = False


class LostClass(msgspec.Struct, frozen=True):
    """Customers of a class who went unserved while the incident ran."""

    service_class: str
    customers: int


class Afterwards(msgspec.Struct, frozen=True):
    """One incident looked back at. `looks` are the proposals from which moves were made, else the last one proposed;
    `saved_minutes` is what these were expected to save, each move once;
    `lost` None where no day of it has tickets, `days_without` its days without any. `told_head_office`: when the step
    was ticked. `other` are lines of the timeline that are in no step: remarks and moves of the commander's own."""

    incident: Incident
    end: datetime
    running: bool
    timeline: tuple[Line, ...]
    orders: tuple[OrderStory, ...]
    moved: tuple[tuple[str, float], ...]
    first_order_seconds: int | None
    proposals: int
    looks: tuple[ProposalLook, ...]
    saved_minutes: float
    lost: tuple[LostClass, ...] | None
    days_without: tuple[date, ...]
    playbook: Playbook
    steps: tuple[StepState, ...]
    missed: tuple[StepState, ...]
    late: tuple[StepState, ...]
    other: tuple[Line, ...]
    suspended: tuple[Suspended, ...]
    told_head_office: StepState | None
    lessons: tuple[Proposed, ...]

    @property
    def minutes(self) -> float:
        """How long it lasted (so far, while it runs)."""
        return round((self.end - self.incident.start).total_seconds() / 60, 1)


def afterwards(r: Reader, subject: str) -> Afterwards | None:
    """Look back at an incident; None where there is no such one."""
    found = incident(r, subject)
    if found is None:
        return None
    end = found.end or max(r.now, found.start)
    told = facts_of(r, found)
    ticked = {one.about: one.at for one in told.lines if one.what == "step"}
    for one in told.lines:  # in order of time: a tick taken back does not count
        if one.what == "step_back":
            ticked.pop(one.about, None)
        elif one.what == "step":
            ticked[one.about] = one.at
    book = playbook_of(r, found)
    states = tuple(steps_due(book, found.start, found.end, ticked, r.now))
    late_by = {state.code: state.late_minutes for state in states}
    stories = stories_of(told.orders, end, running=found.end is None)
    tickets: dict[date, Tickets] = {}
    looks = _looks(r, told.proposals, stories, tickets)
    lost, without = _lost(r, found.start, end, tickets)
    lines = tuple(
        msgspec.structs.replace(one, minutes=(float(late_by.get(one.about, 0)),)) if one.what == "step" else one
        for one in told.lines
    )
    own = {one.order for one in stories if one.own}
    return Afterwards(
        incident=found,
        end=end,
        running=found.end is None,
        timeline=lines,
        orders=tuple(stories),
        moved=tuple(moved(stories)),
        first_order_seconds=first_order_seconds(found.start, stories),
        proposals=len(told.proposals),
        looks=looks,
        saved_minutes=round(sum(one.saved_minutes for one in looks), 1),
        lost=lost,
        days_without=without,
        playbook=book,
        steps=states,
        missed=tuple(missed(states)),
        late=tuple(done_late(states)),
        other=tuple(one for one in lines if one.what == "noted" or (one.what == "ordered" and one.text in own)),
        suspended=tuple(suspensions(lines)),
        told_head_office=head_office(book, states),
        lessons=tuple(proposed_by(r, (subject,))),
    )


def figures_of(r: Reader, first: date, last: date) -> list[IncidentFigures]:
    """What each incident of these business days adds to its month; drills are left out."""
    found = []
    for one in incidents(r, first, last):
        seen = None if one.drill else afterwards(r, one.subject)
        if seen is not None:
            found.append(_figures(seen))
    return found


def _figures(seen: Afterwards) -> IncidentFigures:
    last = seen.looks[-1] if seen.looks else None
    judged = [row for row in last.classes if row.verdict] if last is not None else []
    return IncidentFigures(
        incident=seen.incident.subject,
        number=seen.incident.number,
        kind=seen.incident.kind,
        day=seen.incident.day,
        minutes=seen.minutes,
        first_order_seconds=seen.first_order_seconds,
        orders=len(seen.orders),
        saved=seen.saved_minutes,
        predicted=round(sum(row.made_minutes or 0.0 for row in judged), 1) if judged else None,
        realised=round(sum(row.realised_minutes or 0.0 for row in judged), 1) if judged else None,
        inside=sum(row.verdict == "inside" for row in judged),
        judged=len(judged),
        lost=None if seen.lost is None else sum(one.customers for one in seen.lost),
        steps_late=len(seen.late),
        steps_missed=len(seen.missed),
        lessons=len(seen.lessons),
        lessons_open=sum(one.state == "open" for one in seen.lessons),
    )


def saved_of(r: Reader, subject: str) -> float | None:
    """What the moves made in an incident were expected to save, in customer-minutes, as its page and its month say;
    None where there was no proposal."""
    seen = afterwards(r, subject)
    return seen.saved_minutes if seen is not None and seen.looks else None


def _looks(
    r: Reader, proposals: list[tuple[ProposalMade, datetime]], stories: list[OrderStory], days: dict[date, Tickets]
) -> tuple[ProposalLook, ...]:
    """Proposals from which moves were made, the earliest first; else the last one proposed."""
    used = {one.proposal for one in stories if one.made}
    chosen = [pair for pair in proposals if pair[0].proposal in used] or proposals[-1:]
    place = {made.proposal: number for number, (made, _at) in enumerate(chosen)}
    first: dict[str, int] = {}  # by order: the look that it counts with; one before all of them counts with none
    for one in stories:
        before = sum(at <= one.sent for _made, at in chosen) - 1
        first[one.order] = place.get(one.proposal, before)
    return tuple(_look(r, made, at, number, stories, first, days) for number, (made, at) in enumerate(chosen))


def _look(
    r: Reader, made: ProposalMade, at: datetime, number: int, stories: list[OrderStory], first: dict[str, int],
    days: dict[date, Tickets],
) -> ProposalLook:  # fmt: skip
    problem = _problem(r, made.problem)
    quarters = len(problem.classes[0].arrivals) if problem is not None and problem.classes else QUARTERS_UNKNOWN
    day, until = at.date(), made.minute + QUARTER_MINUTES * quarters
    tickets = _tickets(r, day, days)
    ends = datetime.combine(day, time(0), r.zone) + timedelta(minutes=until)
    reach, newest = ground(tickets, until, r.now >= ends)
    earlier = _made(at, day, [one for one in stories if first[one.order] < number], r)
    own = [one for one in stories if first[one.order] == number]
    breaks = made.breaks if any(one.made for one in own) else ()  # who follows none of a plan eats when he always does
    found = expected(problem, made.waits, earlier + _made(at, day, own, r), breaks)
    saved = _saved(problem, made, found.total.without_minutes, found.total.made_minutes, earlier, own)
    followed = any(one.made and at <= one.sent < ends for one in stories if first[one.order] > number)
    if reach in ("whole", "part"):
        classes = [row.service_class for row in found.classes]
        met = came(tickets, made.minute, until, classes)
        found = compared(found, met, judge=reach == "whole" and not followed)
    return ProposalLook(
        proposal=made.proposal,
        at=at,
        day=day,
        from_minute=made.minute,
        until_minute=until,
        moves=len(made.moves),
        sent=sum(one.proposal == made.proposal for one in stories),
        made=sum(one.proposal == made.proposal and one.made for one in stories),
        proven=made.proven,
        ground=reach,
        tickets_until=newest,
        kept=problem is not None,
        classes=found.classes,
        total=found.total,
        saved_minutes=saved,
        followed=followed,
    )


def _saved(
    problem: Problem | None, made: ProposalMade, without: float, after: float | None, earlier: list[Done],
    own: list[OrderStory],
) -> float:  # fmt: skip
    """What the moves of one proposal add to those of earlier ones; what each was to save where it cannot be reckoned
    (no more than the proposal promised), and nothing where none was made."""
    moved = [one for one in own if one.made]
    if not moved:
        return 0.0
    if after is None:
        each = sum(one.move.minutes_saved for one in moved)
        return round(min(each, made.before_minutes - made.after_minutes), 1)
    before = expected(problem, made.waits, earlier).total.made_minutes if earlier else without
    return round((without if before is None else before) - after, 1)


def _made(at: datetime, day: date, stories: list[OrderStory], r: Reader) -> list[Done]:
    """Where these orders really had people from a proposal's instant on. Its problem has those who were sent before it
    on their new posts: who returned meanwhile, or never came there, is put back."""
    found = []
    for one in stories:
        back = _minute(one.gone, day, r) if one.gone is not None else 0
        if one.sent >= at:
            if one.made:
                begun = one.sent + timedelta(seconds=one.on_post_seconds or 0)
                start = max(_minute(begun, day, r) - one.move.handover_minutes, _minute(one.sent, day, r))
                found.append(Done(one.person, one.move.to_post, max(start, one.move.from_minute), back))
        elif one.made and one.gone is not None and one.gone > at and one.move.from_post:
            found.append(Done(one.person, one.move.from_post, back))
        elif not one.made and one.move.from_post and _open_at(one, at):
            found.append(Done(one.person, one.move.from_post, _minute(at, day, r)))
    return found


def _open_at(one: OrderStory, at: datetime) -> bool:
    """Whether an order that was sent before an instant still stood then."""
    declined = one.declined_seconds
    over = one.returned if declined is None else one.sent + timedelta(seconds=declined)
    return over is None or over > at


def _minute(instant: datetime, day: date, r: Reader) -> int:
    """Minutes after the midnight that begins `day`."""
    return int((instant.astimezone(r.zone) - datetime.combine(day, time(0), r.zone)).total_seconds() // 60)


def _problem(r: Reader, digest: str) -> Problem | None:
    """The problem of a proposal; None where this copy of the book lacks it or it cannot be read."""
    try:
        return problem_from_json(r.blob(digest))
    except (KeyError, BadInput):
        return None


def _tickets(r: Reader, day: date, days: dict[date, Tickets]) -> Tickets:
    if day not in days:
        days[day] = tickets_of(r, day)
    return days[day]


def _lost(
    r: Reader, start: datetime, end: datetime, known: dict[date, Tickets]
) -> tuple[tuple[LostClass, ...] | None, tuple[date, ...]]:
    """Customers lost by class over all days of the incident that have tickets, and its days without any."""
    total: dict[str, int] = {}
    without: list[date] = []
    first, last = start.astimezone(r.zone).date(), end.astimezone(r.zone).date()
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    for day in days:
        tickets = _tickets(r, day, known)
        if not len(tickets):
            without.append(day)
            continue
        found = lost_between(tickets, max(0, _minute(start, day, r)), _minute(end, day, r) + 1)
        for code, many in found.items():
            total[code] = total.get(code, 0) + many
    if len(without) == len(days):
        return None, tuple(without)
    lost = sorted((LostClass(code, many) for code, many in total.items()), key=lambda one: -one.customers)
    return tuple(lost), tuple(without)
