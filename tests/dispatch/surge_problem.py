"""Problems for the dispatch tests: a small branch by hand, and random ones of any size."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import numpy as np

from supervisor.dispatch.problem.goals import Goal
from supervisor.dispatch.problem.model import QUARTER_MINUTES, Away, ClassQueue, Move, Person, Post, Problem
from supervisor.language import Words

PEOPLE = (
    Person(subject="person:t1", name="T1", skills=("cash",), at="post:cash"),
    Person(subject="person:t2", name="T2", skills=("cash",), at="post:cash"),
    Person(subject="person:b1", name="B1", skills=("cash",), at="post:back"),
    Person(subject="person:b2", name="B2", skills=(), at="post:back"),
    Person(subject="person:a1", name="A1", skills=("authorise", "cash"), at="post:sign", authoriser=True),
    Person(subject="person:l1", name="L1", skills=("lobby", "cash"), at="post:lobby", lobby_manager=True),
)
POSTS = (
    Post(subject="post:cash", name=Words("现金柜", "Cash"), service_class="c", skill="cash", stations=4, min_cover=1),
    Post(subject="post:lobby", name=Words("大堂", "Lobby"), service_class="g", skill="lobby", min_cover=1),
    Post(subject="post:sign", name=Words("授权", "Authorising"), skill="authorise"),
    Post(subject="post:back", name=Words("后台", "Back office"), stations=9),
)


def numbered(problem: Problem, moves: Iterable[Move]) -> dict[int, Goal]:
    """Moves of a plan as the judge reads them."""
    people = {one.subject: n for n, one in enumerate(problem.people)}
    posts = {one.subject: n for n, one in enumerate(problem.posts)}
    quarters = len(problem.classes[0].arrivals)

    def quarter(minute: int, otherwise: int) -> int:
        return (minute - problem.now_minute) // QUARTER_MINUTES if minute else otherwise

    return {
        people[move.person]: Goal(
            posts[move.to_post], quarter(move.from_minute, 0), quarter(move.until_minute, quarters)
        )
        for move in moves
    }


def queue(code: str, arrivals: float, standing: float = 0.0, quarters: int = 8, **changes: Any) -> ClassQueue:
    """A class with a level arrival rate per quarter-hour over two hours (8 quarters)."""
    level = (arrivals,) * quarters
    base = ClassQueue(
        service_class=code,
        arrivals=level,
        low=tuple(0.8 * x for x in level),
        high=tuple(1.2 * x for x in level),
        service_minutes=6.0,
        patience_minutes=45.0,
        standing=standing,
    )
    return msgspec.structs.replace(base, **changes)


def surge(**changes: Any) -> Problem:
    """Thirty wait for cash, two tellers serve; B1 in the back office could, A1 and L1 must not."""
    base = Problem(
        kind="surge",
        now_minute=600,
        people=PEOPLE,
        posts=POSTS,
        classes=(queue("c", 6.0, 30.0), queue("g", 1.0, service_minutes=2.0)),
        guide_class="g",
    )
    return msgspec.structs.replace(base, **changes)


def changed(problem: Problem, person: str, **changes: Any) -> Problem:
    """The problem with one person changed."""
    return msgspec.structs.replace(
        problem,
        people=tuple(
            msgspec.structs.replace(one, **changes) if one.subject == person else one for one in problem.people
        ),
    )


def random_problem(seed: int, people: int, posts: int, classes: int, quarters: int, lunches: bool = True) -> Problem:
    """A branch with queues at random; the same seed makes the same branch."""
    draw = np.random.default_rng(seed)
    codes = [f"k{n}" for n in range(classes)]
    made_posts = []
    for n in range(posts):
        code = codes[n % classes] if n < posts - 1 else ""
        made_posts.append(
            Post(
                subject=f"post:{n}",
                name=Words(f"岗{n}"),
                service_class=code,
                skill=f"s{n % classes}" if code else "",
                stations=int(draw.integers(1, 4)) if code else people,
                min_cover=int(draw.integers(0, 2)) if code else 0,
                dual_control=bool(draw.random() < 0.15),
            )
        )
    made_people = []
    for n in range(people):
        skills = tuple(f"s{k}" for k in range(classes) if draw.random() < 0.5)
        fits = [p.subject for p in made_posts if not p.skill or p.skill in skills]
        away = ()
        if lunches and draw.random() < 0.3:
            start = 600 + 15 * int(draw.integers(0, quarters))
            away = (Away(start_minute=start, end_minute=start + 30, kind="lunch"),)
        made_people.append(
            Person(
                subject=f"person:{n}",
                name=f"P{n}",
                skills=skills,
                at=str(draw.choice(fits)),
                away=away,
                authoriser=n == 0,
                lobby_manager=n == 1,
                pinned=bool(draw.random() < 0.05),
            )
        )
    queues = []
    for code in codes:
        arrivals = draw.gamma(2.0, 2.0, quarters)
        queues.append(
            ClassQueue(
                service_class=code,
                arrivals=tuple(float(round(x, 2)) for x in arrivals),
                low=tuple(float(round(0.7 * x, 2)) for x in arrivals),
                high=tuple(float(round(1.3 * x, 2)) for x in arrivals),
                service_minutes=float(round(draw.uniform(3, 9), 1)),
                patience_minutes=float(round(draw.uniform(20, 60), 1)),
                standing=float(draw.integers(0, 25)),
            )
        )
    return Problem(
        kind="surge",
        now_minute=600,
        people=tuple(made_people),
        posts=tuple(made_posts),
        classes=tuple(queues),
        guide_class=codes[-1],
    )
