"""Ten surges and outages with the plan of the dispatcher, played customer by customer by ciw."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

import ciw
import ciw.dists
import msgspec
import numpy as np

from supervisor.dispatch.judging.judge import Judge
from supervisor.dispatch.optimiser.best import dispatch
from supervisor.dispatch.problem.goals import NOWHERE
from supervisor.dispatch.problem.model import Away, ClassQueue, Person, Plan, Post, Problem, Stay
from supervisor.dispatch.waiting.waits import Evaluator
from supervisor.language import Words
from tests.dispatch.surge_problem import numbered
from tests.traffic.ciw_oracle import AFTER, Counter, Times
from tests.traffic.queue_simulation import QUARTER, Case

NOW = 600
LUNCH = (Away(start_minute=630, end_minute=660, kind="lunch"),)


class Watched(ciw.Simulation):
    """A simulation that remembers when those who were called away had finished."""

    departures: list[float]


class Leaving(Counter):
    """A counter that remembers when those who are called away have finished with the customer before them."""

    def take_servers_off_duty(self, preemption=False) -> None:
        """As the counter; each departure in order."""
        at_work = [one for one in self.servers if not one.offduty][self.c :]
        self.simulation.departures.extend(
            max(self.next_event_date, one.cust.service_end_date) if one.busy else self.next_event_date
            for one in at_work
        )
        super().take_servers_off_duty(preemption)


class Played(NamedTuple):
    """Mean wait in minutes of a class by the dispatcher and by ciw, with ciw's standard error."""

    service_class: str
    told: float
    played: float
    error: float

    @property
    def miss(self) -> float:
        """How far the dispatcher is off, in units of the bound: 5 % or 10 seconds."""
        return abs(self.told - self.played) / max(0.05 * self.played, 1 / 6)

    @property
    def beyond_chance(self) -> float:
        """The same allowing for two standard errors of ciw."""
        return max(0.0, abs(self.told - self.played) - 2 * self.error) / max(0.05 * self.played, 1 / 6)


def _queue(code: str, arrivals: list[float], **changes) -> ClassQueue:
    base = ClassQueue(service_class=code, arrivals=tuple(arrivals), service_minutes=6.0, patience_minutes=30.0)
    return msgspec.structs.replace(base, **changes)


def _branch(classes: tuple[ClassQueue, ...], **changes) -> Problem:
    """A branch of thirteen: cash, business without cash, the lobby, and a back office from which people come."""

    def person(n: int, at: str, *skills: str, **more) -> Person:
        return Person(subject=f"person:{n}", name=f"P{n}", at=f"post:{at}", skills=skills, **more)

    posts = (
        Post(subject="post:cash", name=Words("现金柜"), service_class="c", skill="cash", stations=6, min_cover=1),
        Post(subject="post:other", name=Words("非现金柜"), service_class="n", skill="other", stations=5, min_cover=1),
        Post(subject="post:lobby", name=Words("大堂"), service_class="g", skill="lobby", stations=6, min_cover=1),
        Post(subject="post:back", name=Words("后台"), stations=9),
    )
    people = (
        *(person(n, "cash", "cash") for n in range(3)), *(person(n, "other", "other", "cash") for n in range(3, 6)),
        *(person(n, "lobby", "lobby", lobby_manager=n == 6) for n in range(6, 8)),
        person(8, "back", "cash"), person(9, "back", "other", "lobby"), person(10, "back", "cash", "other"),
        person(11, "back", authoriser=True), person(12, "back"),
    )  # fmt: skip
    base = Problem(
        kind="surge", now_minute=NOW, people=people, posts=posts, classes=classes, guide_class="g", max_moves=3
    )
    return msgspec.structs.replace(base, **changes)


def _changed(problem: Problem, **people: dict) -> Problem:
    staff = (msgspec.structs.replace(one, **people.get(one.name, {})) for one in problem.people)
    return msgspec.structs.replace(problem, people=tuple(staff))


def cases() -> dict[str, Problem]:
    """Ten problems by name."""
    other, lobby = _queue("n", [4.0] * 8, service_minutes=8.0), _queue("g", [6.0] * 8, service_minutes=2.5)
    cash = _queue("c", [6.0] * 8)
    tripled = _queue("c", [6.0, 6.0, 18.0, 18.0, 18.0, 6.0, 6.0, 6.0])
    doubled = _queue("n", [5.0, 5.0, 10.0, 10.0, 10.0, 10.0, 5.0, 5.0], service_minutes=8.0, service_scv=1.5)
    lunches = _branch((tripled, other, lobby))
    shifts = _changed(
        _branch((_queue("c", [10.0] * 8, standing=8.0), other, lobby)),
        P0={"away": (Away(start_minute=645, end_minute=1440, kind="off"),)},
        P1={"later": (Stay(post="post:other", start_minute=630, end_minute=675),)},
        P8={"away": (Away(start_minute=0, end_minute=660, kind="off"),)},
        P10={"later": (Stay(post="post:cash", start_minute=615, end_minute=705),)},
    )
    down = _queue("c", [8.0] * 8, standing=20.0, share_stopped=1.0, leaves=0.25, diverts={"n": 0.25})
    half = _queue("c", [12.0] * 8, standing=12.0, share_stopped=0.5, leaves=0.0, diverts={"n": 0.5})
    shared = (
        _queue("c", [14.0] * 4 + [4.0] * 4, standing=10.0),
        _queue("n", [2.0] * 4 + [8.0] * 4, service_minutes=8.0),
        lobby,
    )
    only = _changed(
        _branch(shared), P8={"pinned": True}, P9={"pinned": True}, P10={"pinned": True}, P11={"pinned": True}
    )
    return {
        "surge to three times in one class": _branch((tripled, other, lobby)),
        "surge to twice, uneven service": _branch((cash, doubled, lobby)),
        "both surges at once": _branch((tripled, doubled, lobby)),
        "outage of an hour, then open again": _branch((down, other, lobby), kind="core_outage", outage_quarters=4),
        "people change at quarter-hours": shifts,
        "forty stand": _branch((_queue("c", [7.0] * 8, standing=40.0), other, lobby)),
        "half of a class is down and turns to another": _branch((half, other, lobby), kind="core_outage"),
        "impatient customers": _branch((msgspec.structs.replace(tripled, patience_minutes=7.0), doubled, lobby)),
        "lunches in a surge": _changed(lunches, P1={"away": LUNCH}, P4={"away": LUNCH}, P8={"away": LUNCH}),
        "two classes share people by moves": only,
    }


def played(problem: Problem, runs: int) -> tuple[Plan, list[Played]]:
    """The plan, and each class's waits after its moves as told and as played."""
    plan = dispatch(problem, frontier=False)
    evaluator = Evaluator(problem)
    moves = numbered(problem, plan.moves)
    counts = Judge(evaluator).state(moves).counts
    servers = evaluator.servers(counts)
    joining = _joining(evaluator, moves)
    each: dict[int, list[float]] = {n: [] for n in range(len(problem.classes))}
    days = {}
    for number, one in enumerate(problem.classes):
        demand = evaluator.demand(number)
        days[number] = Case(
            demand.arrivals, one.service_minutes, one.patience_minutes, servers[number], round(demand.standing),
            one.service_scv, "gamma",
        )  # fmt: skip
        assert days[number].standing == demand.standing
    for run in range(runs):
        gone: dict[int, dict[float, list[float]]] = {}
        for number in sorted(days, key=lambda n: any(to == n for _from, to, _quarter in joining)):
            late = [gone.get(a, {}).get(QUARTER * q, []) for a, to, q in joining if to == number]
            when = [QUARTER * q for _a, to, q in joining if to == number]
            waited, gone[number] = _day(days[number], 1000 * number + run, [
                (at, times.pop(0)) for at, times in zip(when, late, strict=True) if times
            ])  # fmt: skip
            each[number].append(waited / days[number].customers if days[number].customers else 0.0)
    found = []
    for number, waits in each.items():
        if days[number].customers >= 1:
            told = plan.waits[number].after_mean_minutes
            error = float(np.std(waits) / np.sqrt(runs))
            found.append(Played(problem.classes[number].service_class, told, float(np.mean(waits)), error))
    return plan, found


def _joining(evaluator: Evaluator, moves) -> list[tuple[int, int, int]]:
    """Who goes from one class to another: from, to and the quarter, as the roster and the plan have it."""
    found = []
    of_post = {post: n for n, serves in enumerate(evaluator.serves) for post in np.flatnonzero(serves).tolist()}
    for person in range(len(evaluator.problem.people)):
        goal = moves.get(person)
        row = evaluator.where[person] if goal is None else evaluator.destination(person, goal)
        for quarter in range(1, len(row)):
            a, b = int(row[quarter - 1]), int(row[quarter])
            if NOWHERE not in (a, b) and a in of_post and b in of_post and of_post[a] != of_post[b]:
                found.append((of_post[a], of_post[b], quarter))
    return found


def _day(case: Case, seed: int, late: list[tuple[float, float]]) -> tuple[float, dict[float, list[float]]]:
    """Customer-minutes waited until the last is served, by ciw, and when those called away had finished, by quarter.
    `late`: who comes at a quarter-hour but is still with another class's customer until then."""
    rng = np.random.default_rng([79, seed])
    ciw.seed(seed)
    moments = np.concatenate([
        QUARTER * (quarter + rng.random(rng.poisson(customers))) for quarter, customers in enumerate(case.arrivals)
    ])  # fmt: skip
    busy = int(case.servers[0]) if case.standing else 0
    arrived = np.concatenate((np.zeros(case.standing + busy), np.sort(moments)))
    people, ends, quarter = [], [], 0
    for number, same in groupby(case.servers.tolist()):
        quarter += len(list(same))
        people.append(int(number))
        ends.append(QUARTER * quarter)
    ends[-1] = AFTER
    for at, until in late:
        people, ends = _without(people, ends, at, until)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*np.diff(arrived, prepend=0.0), float("inf")])],
        service_distributions=[Times(rng, case, busy)],
        reneging_time_distributions=[ciw.dists.Exponential(1 / case.patience)],
        number_of_servers=[ciw.Schedule(numbers_of_servers=people, shift_end_dates=ends)],
    )
    simulation = Watched(network, node_class=Leaving)
    simulation.departures = []
    simulation.simulate_until_max_time(QUARTER * len(case.arrivals) + 600)
    records = simulation.get_all_records(only=["service", "renege"])
    gone: dict[float, list[float]] = {}
    for moment in simulation.departures:
        gone.setdefault(QUARTER * (moment // QUARTER), []).append(moment)
    return float(sum(one.waiting_time for one in records)), gone


def _without(people: list[int], ends: list[float], at: float, until: float) -> tuple[list[int], list[float]]:
    """A schedule with one fewer from `at` to `until`."""
    edges = sorted({*ends, *({at, until} if until > at else ())} - {0.0})
    begins = [0.0, *edges[:-1]]
    numbers = []
    for begin in begins:
        here = next(n for n, end in zip(people, ends, strict=True) if begin < end)
        numbers.append(here - (at <= begin < until))
    return numbers, edges
