"""The planner: all meetings placed together so that customers wait least, with proof or the gap that is left.

In this order: as many meetings as can be; none at a peak that can be elsewhere; as few as can be of those asked for
missing one; the fewest customer-minutes of waiting, after the best stand-ins; what is preferred (wished time, optional
people, overtime); as few published sittings moved as possible. One meeting alone is placed by trying every start;
several by the model of `together.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from ..problem.model import Answer, Block, Clash, Plan, Problem, Sitting, Status, Wish
from .answers import Answers
from .batches import add_batches
from .clashes import clashes
from .items import agenda_of
from .search import TOLERANCE_MINUTES, TOLERANCE_SHARE, Chosen
from .settling import Settling
from .starts import Desk, sitting_of, try_start
from .together import Together
from .watch import Progress, Watch

SECONDS = 30.0
"""How long a plan is searched for at most, unless somebody says otherwise."""


def plan(problem: Problem, *, seconds: float | None = SECONDS, progress: Progress | None = None) -> Plan:
    """Place all wishes together. Never raises for an impossible wish: its answer has no sitting and says why.

    seconds: time after which the best plan found is returned with its gap (None: no limit); every start is priced and
    one plan worked out in any case, which takes about a second for a week. progress: asked every few hundredths of a
    second, told the best price and the bound so far; the search ends with the plan it has when it returns False, and
    at once, without a plan, when it raises.
    """
    desk = Desk(problem)
    agenda = agenda_of(problem)
    add_batches(desk, agenda)
    watch = Watch(seconds, progress)
    together = Together(desk, agenda, watch)
    chosen = together.solve() if agenda.items else Chosen([], [], 0.0, 0.0, True)
    answers = Answers(desk, agenda, together.columns, chosen, Settling(desk), watch.unwanted).all()
    clash = clashes(together, chosen) if chosen.left_out else ()
    return _told(problem, chosen, answers, clash)


def place_at(
    desk: Desk,
    wish: Wish,
    day: date,
    start_minute: int,
    *,
    batch: int = 1,
    batches: int = 1,
    only: tuple[str, ...] | None = None,
) -> tuple[Sitting, tuple[Block, ...]]:
    """One start chosen by a person: the sitting with its price, and every rule it breaks (peaks included)."""
    pricer = desk.pricer(day)
    members = (
        None
        if only is None
        else frozenset(pricer.floor.person_number[p] for p in only if p in pricer.floor.person_number)
    )
    start = try_start(desk.problem, wish, pricer, start_minute, members)
    return sitting_of(pricer, start, batch, batches), (*start.blocks, *start.peaks)


def _explained(clash: Clash, blocks_of: Mapping[str, tuple[Block, ...]]) -> Clash:
    """A meeting that cannot be held at all by itself clashes with the rules that its own answer names."""
    if len(clash.meetings) != 1 or clash.rules:
        return clash
    blocks = blocks_of.get(clash.meetings[0], ())
    return msgspec.structs.replace(clash, rules=tuple(dict.fromkeys(one.rule for one in blocks)), blocks=blocks)


def _told(problem: Problem, chosen: Chosen, answers: tuple[Answer, ...], clash: tuple[Clash, ...]) -> Plan:
    status = Status.PROVEN if chosen.proven else Status.GAP
    gap = max(0.0, chosen.minutes - chosen.bound)
    told = []
    blocks_of: dict[str, tuple[Block, ...]] = {one.meeting: one.blocks for one in answers if not one.sittings}
    explained = tuple(_explained(one, blocks_of) for one in clash)
    for one in answers:
        own = tuple(each for each in explained if one.meeting in each.meetings)
        state = Status.INFEASIBLE if not one.sittings and (own or chosen.proven) else status
        changes = {"status": state, "clash": own if not one.sittings else ()}
        if len(answers) == 1 and one.sittings:
            changes |= {"bound_minutes": round(chosen.bound, 1), "gap_minutes": round(gap, 1)}
        told.append(msgspec.structs.replace(one, **changes))
    stood = {(one.meeting, one.sitting.day, one.sitting.start_minute) for one in problem.standing}
    planned = {one.meeting for one in answers}
    now = {(one.meeting, sitting.day, sitting.start_minute) for one in answers for sitting in one.sittings}
    return Plan(
        answers=tuple(told),
        status=status if any(one.sittings for one in answers) or not answers else Status.INFEASIBLE,
        price_minutes=round(chosen.minutes, 1),
        bound_minutes=round(min(chosen.bound, chosen.minutes), 1),
        gap_minutes=0.0 if chosen.proven else round(gap, 1),
        moved=sum(one not in now for one in stood if one[0] in planned),
        clash=explained,
        tolerance_minutes=_tolerance(chosen.minutes) if chosen.proven else None,
    )


def _tolerance(minutes: float) -> float:
    """Within how many customer-minutes a plan of this price is proven: prices are told in tenths, so half a tenth; of
    dear plans a small share, never more than a minute."""
    return round(max(TOLERANCE_MINUTES, min(TOLERANCE_SHARE * minutes, 1.0)), 2)
