"""What the dispatcher is asked in a drill, and what each way of ordering people would have come to.

The manager's own plans and the rules that he is compared with see the same: who waits as far as he can know it, the
forecast of the scene corrected by who came, and the roster. Only hindsight is told who will really come.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import inf

import numpy as np

from supervisor.dispatch.optimiser.best import dispatch, greedy
from supervisor.dispatch.problem.model import QUARTER_MINUTES, Away, ClassQueue, Kept, Person, Post, Problem, Stay
from supervisor.incidents.playbooks import Playbook

from .hall import AWAY, Hall, Order, down_spans
from .scenes import Scene

HORIZON = 8  # quarter-hours a plan looks ahead
MOVE_PRICE = 10.0
MOST_MOVES = 5
FAR = 2 * 24 * 60
LOOK_BACK = 15.0  # minutes of who came that correct the forecast
MOST_FACTOR = 5.0
CORRECTED_QUARTERS = 4  # how far ahead what was seen is believed; then the forecast stands as it was
KEPT_MINUTES = 60.0

Rows = Mapping[int, tuple[float, ...]]
Choose = Callable[[Hall, int], list[Order]]


def forecast(hall: Hall, minute: float, playbook: Playbook, quarters: int = HORIZON) -> Rows:
    """Customers expected at each post by quarter-hour from a minute: the scene's forecast times the playbook's factor,
    or times what came of it in the last quarter-hour when that is more. Before the alarm: the forecast as it is."""
    scene = hall.scene
    found = {}
    arrived, queue = np.array(hall.play.arrived), np.array(hall.play.queue, dtype=int)
    recent = queue[(arrived > minute - LOOK_BACK) & (arrived <= minute)]
    for at, post in enumerate(scene.posts):
        row = _ahead(post.expected or post.arrivals, scene.start_minute, minute, quarters)
        if minute >= scene.alarm_minute:
            usual = _between(post.expected or post.arrivals, scene.start_minute, minute - LOOK_BACK, minute)
            came = int((recent == at).sum())
            seen = (came + 1.0) / (usual + 1.0)
            factor = min(max(playbook.factor_of(post.code, _guide(scene)), seen), MOST_FACTOR)
            row = [n * (factor if place < CORRECTED_QUARTERS else 1.0) for place, n in enumerate(row)]
        found[at] = tuple(row)
    return _through_outage(scene, minute, found)


def truth(hall: Hall, minute: float, quarters: int = HORIZON) -> Rows:
    """Customers who will really come at each post, by quarter-hour from a minute."""
    arrived, queue = np.array(hall.play.arrived), np.array(hall.play.queue, dtype=int)
    edges = minute + QUARTER_MINUTES * np.arange(quarters + 1) + 1e-9
    return {
        at: tuple(float(n) for n in np.histogram(arrived[queue == at], edges)[0]) for at in range(len(hall.scene.posts))
    }


def problem_at(
    hall: Hall, minute: float, rows: Rows, *, standing: Mapping[str, float] | None = None, kind: str = "",
    pinned: Sequence[str] = (), most_moves: int = MOST_MOVES,
) -> Problem | None:  # fmt: skip
    """What the dispatcher is asked at a minute; None when nobody is there. standing: who waits by post (the truth where
    left out); rows: who is expected. Whoever waits for a post that is down, and who comes for it meanwhile, is asked
    for in the quarter-hour in which it comes back."""
    scene = hall.scene
    counted = dict(hall.waiting() if standing is None else standing)
    people = tuple(_person(hall, at, minute, pinned) for at in people_left(hall, minute))
    if not people:
        return None
    classes = []
    for at, post in enumerate(scene.posts):
        row, stands = _held_back(scene, at, minute, list(rows[at]), float(counted.get(post.code, 0)))
        classes.append(
            ClassQueue(
                service_class=post.code,
                arrivals=tuple(round(n, 4) for n in row),
                service_minutes=post.service_minutes,
                patience_minutes=post.patience_minutes,
                service_scv=post.service_scv,
                standing=stands,
            )
        )
    return Problem(
        kind=kind or scene.kind,
        now_minute=int(minute),
        people=people,
        posts=tuple(
            Post(
                subject=post.code, name=post.name, service_class=post.code, skill=post.code, stations=post.stations,
                min_cover=post.min_cover, handover_minutes=post.handover_minutes,
            )
            for post in scene.posts
        ),
        classes=tuple(classes),
        guide_class=_guide(scene),
        move_price_minutes=MOVE_PRICE,
        max_moves=most_moves,
        kept=tuple(_kept(hall, minute)),
    )  # fmt: skip


def by_dispatcher(playbook: Playbook) -> Choose:
    """The optimiser, as the product asks it."""

    def choose(hall: Hall, minute: int) -> list[Order]:
        problem = problem_at(hall, minute, forecast(hall, minute, playbook))
        return planned(problem, hall, minute) if problem is not None else []

    return choose


def by_greedy(playbook: Playbook) -> Choose:
    """Again and again the single move that helps most."""

    def choose(hall: Hall, minute: int) -> list[Order]:
        problem = problem_at(hall, minute, forecast(hall, minute, playbook))
        if problem is None:
            return []
        people = people_left(hall, minute)
        found = []
        for number, goal in greedy(problem).items():
            if goal.first == 0:
                end = minute + QUARTER_MINUTES * goal.last if goal.last < HORIZON else inf
                found.append(Order(people[number], goal.post, minute, end))
        return [one for one in found if hall.heading(one.person, minute) != one.queue]

    return choose


def by_hindsight() -> Choose:
    """The optimiser told who will come; a plan that would have made customers wait longer is not ordered."""

    def choose(hall: Hall, minute: int) -> list[Order]:
        problem = problem_at(hall, minute, truth(hall, minute))
        orders = planned(problem, hall, minute) if problem is not None else []
        if not orders:
            return []
        alone, tried = hall.copy(), hall.copy()
        for order in orders:
            tried.order(order)
        return orders if tried.finish().waiting_minutes < alone.finish().waiting_minutes else []

    return choose


def planned(problem: Problem, hall: Hall, minute: float) -> list[Order]:
    """The orders of the best plan of a problem that hold at once."""
    posts = {post.code: at for at, post in enumerate(hall.scene.posts)}
    people = {code: at for at, code in enumerate(hall.play.presence.people)}
    return [
        Order(people[move.person], posts[move.to_post], minute, move.until_minute or inf)
        for move in dispatch(problem, frontier=False).moves
        if move.from_minute <= minute and move.to_post != move.from_post
    ]


def people_left(hall: Hall, minute: float) -> list[int]:
    """People who are there or still to come."""
    return [at for at, spells in enumerate(hall.play.presence.spells) if spells[-1].end > minute]


def _guide(scene: Scene) -> str:
    return scene.outage.guide if scene.outage is not None else ""


def _ahead(row: Sequence[float], start: int, minute: float, quarters: int) -> list[float]:
    return [
        _between(row, start, minute + QUARTER_MINUTES * at, minute + QUARTER_MINUTES * (at + 1))
        for at in range(quarters)
    ]


def _between(row: Sequence[float], start: int, first: float, last: float) -> float:
    """Customers of a row of quarter-hours between two minutes."""
    if not row:
        return 0.0
    edges = start + QUARTER_MINUTES * np.arange(len(row) + 1)
    come = np.concatenate(([0.0], np.cumsum(row)))
    return float(np.interp(last, edges, come) - np.interp(first, edges, come))


def _through_outage(scene: Scene, minute: float, rows: dict[int, tuple[float, ...]]) -> Rows:
    """The forecast with those who turn elsewhere during an outage that has begun; hindsight knows them already."""
    outage = scene.outage
    if outage is None or scene.recorded or minute < outage.start_minute:
        return rows
    number = {post.code: at for at, post in enumerate(scene.posts)}
    found = {at: list(row) for at, row in rows.items()}
    for code, down in outage.posts.items():
        at = number[code]
        for quarter, came in enumerate(rows[at]):
            begin = minute + QUARTER_MINUTES * quarter
            part = min(max(outage.end_minute - begin, 0.0), QUARTER_MINUTES) / QUARTER_MINUTES
            stopped = came * part * down.share
            found[at][quarter] -= stopped * (down.leaves + down.asks + sum(down.diverts.values()))
            if down.asks:
                found[number[outage.guide]][quarter] += stopped * down.asks
            for other, share in down.diverts.items():
                found[number[other]][quarter] += stopped * share
    return {at: tuple(max(n, 0.0) for n in row) for at, row in found.items()}


def _held_back(scene: Scene, post: int, minute: float, row: list[float], standing: float) -> tuple[list[float], float]:
    """Arrivals and queue of a post as service can meet them: what comes while it is down is there when it is back."""
    for start, end in down_spans(scene, post):
        if not start <= minute < end:
            continue
        place = int((end - minute) // QUARTER_MINUTES)
        held, standing = standing + sum(row[:place]), 0.0
        row = [0.0] * min(place, len(row)) + row[place:]
        if place < len(row):
            row[place] += held
    return row, standing


def _person(hall: Hall, person: int, minute: float, pinned: Sequence[str]) -> Person:
    presence, scene = hall.play.presence, hall.scene
    spells = presence.spells[person]
    marks = {edge for spell in spells for edge in (spell.start, spell.end)}
    marks |= {edge for order in hall.orders[person] for edge in (order.start, order.end)}
    edges = [float(minute), *sorted(mark for mark in marks if minute < mark < FAR), float(FAR)]
    stretches = [(a, b, hall.stands(person, a), hall.heading(person, a)) for a, b in pairwise(edges)]
    start = next((goal for _a, _b, _post, goal in stretches if goal != AWAY), spells[-1].queue)
    code = scene.people[person].code
    return Person(
        subject=code,
        name=str(scene.people[person].name),
        skills=tuple(scene.posts[at].code for at in sorted(presence.skills[person] | {start})),
        at=scene.posts[start].code,
        later=tuple(
            Stay(post=scene.posts[post].code, start_minute=int(a), end_minute=int(b))
            for a, b, post, _goal in stretches
            if post not in (AWAY, start)
        ),
        away=tuple(
            Away(start_minute=int(a), end_minute=max(round(b), int(a) + 1), kind="off")
            for a, b, post, _goal in stretches
            if post == AWAY
        ),
        pinned=code in pinned,
    )


def _kept(hall: Hall, minute: float) -> list[Kept]:
    """Orders of the last hour that still hold, so that taking one back costs."""
    found = []
    for person in people_left(hall, minute):
        own = [
            order for order in hall.orders[person] if order.queue != AWAY and hall.post_of(order.queue) == order.queue
        ]
        for order in own[-1:]:
            spell = next((s for s in hall.play.presence.spells[person] if s.start <= order.start < s.end), None)
            holds = minute - order.start <= KEPT_MINUTES and order.end > minute
            if spell is not None and holds and spell.queue != order.queue == hall.heading(person, minute):
                posts = hall.scene.posts
                found.append(
                    Kept(
                        person=hall.scene.people[person].code,
                        from_post=posts[spell.queue].code,
                        to_post=posts[order.queue].code,
                        from_minute=int(order.start),
                        until_minute=0 if order.end >= FAR else int(order.end),
                        done=True,
                    )
                )
    return found
