"""Small problems in which every rule of dispatch is at work at once, at random."""

from __future__ import annotations

import msgspec
import numpy as np

from supervisor.dispatch.problem.model import Away, BreakWindow, ClassQueue, Kept, Person, Post, Problem, Stay
from supervisor.language import Words

NOW = 600


def with_all_rules(seed: int, people: int = 5, posts: int = 4, quarters: int = 4, moves: int = 2) -> Problem:
    """Hand-over, two-person posts, minimum cover, pairs that exclude each other, an authoriser, a lobby manager,
    lunches, leave, meetings, reliefs, pinned people, orders sent before, an outage with diverts and leavers: each with
    a chance, so that all meet. The last post serves no queue; the last class is the guide's."""
    draw = np.random.default_rng([5, seed])

    def chance(share: float) -> bool:
        return bool(draw.random() < share)

    classes = 2 if posts < 5 else 3
    codes = [f"k{n}" for n in range(classes)]
    places = []
    for n in range(posts):
        code = codes[n % classes] if n < posts - 1 else ""
        places.append(
            Post(
                subject=f"post:{n}", name=Words(f"岗{n}"), service_class=code, skill=f"s{n % 3}" if chance(0.7) else "",
                stations=int(draw.integers(1, 4)) if code else people, min_cover=int(draw.choice([0, 0, 1, 2])),
                dual_control=chance(0.25), handover_minutes=int(draw.choice([0, 0, 5, 12, 20, 40])),
            )
        )  # fmt: skip
    names = [place.subject for place in places]
    staff, kept = [], []
    for n in range(people):
        skills = tuple(f"s{k}" for k in range(3) if chance(0.6))
        fits = [place.subject for place in places if not place.skill or place.skill in skills] or [names[-1]]
        at = "" if chance(0.05) else str(draw.choice(fits))
        away = []
        if chance(0.35):
            start = NOW - 15 + 15 * int(draw.integers(0, quarters))
            away.append(Away(start_minute=start, end_minute=start + 30, kind="lunch"))
        if chance(0.15):
            away.append(Away(start_minute=NOW + int(draw.integers(0, 15 * quarters)), end_minute=1440, kind="off"))
        later = ()
        if chance(0.2):
            start = NOW + 15 * int(draw.integers(1, quarters))
            later = (Stay(post=str(draw.choice(fits)), start_minute=start, end_minute=start + 30),)
        staff.append(
            Person(
                subject=f"person:{n}", name=f"P{n}", skills=skills, at=at, away=tuple(away), later=later,
                in_meeting_until=NOW + int(draw.integers(5, 60)) if chance(0.2) else 0, releasable=chance(0.7),
                pinned=chance(0.1), authoriser=chance(0.3), lobby_manager=chance(0.25),
                been=(str(draw.choice(names)),) if chance(0.2) else (),
            )
        )  # fmt: skip
        if at and chance(0.15):
            kept.append(Kept(person=f"person:{n}", from_post=str(draw.choice(names)), to_post=at, done=chance(0.5)))
    outage = chance(0.4)
    queues = []
    for n, code in enumerate(codes):
        others = [other for other in codes if other != code]
        shares = draw.dirichlet(np.ones(len(others) + 2))
        queues.append(
            ClassQueue(
                service_class=code, arrivals=tuple(np.round(draw.gamma(2.0, 2.0, quarters), 2).tolist()),
                service_minutes=float(round(draw.uniform(3, 9), 1)),
                patience_minutes=float(round(draw.uniform(10, 60))),
                service_scv=float(draw.choice([0.6, 1.0, 1.6])), standing=float(draw.integers(0, 25)),
                share_stopped=float(draw.choice([0.0, 0.5, 1.0])) if outage and n < classes - 1 else 0.0,
                leaves=float(shares[0]), diverts=dict(zip(others, shares[1:-1].tolist(), strict=True)),
            )
        )  # fmt: skip
    pairs = [tuple(sorted(draw.choice(names, 2, replace=False).tolist())) for _n in range(int(draw.integers(0, 3)))]
    return Problem(
        kind="surge", now_minute=NOW, people=tuple(staff), posts=tuple(places), classes=tuple(queues),
        guide_class=codes[-1] if chance(0.8) else "", outage_quarters=int(draw.integers(0, quarters + 1)),
        move_price_minutes=float(draw.choice([0.0, 5.0, 10.0, 25.0])), max_moves=moves, kept=tuple(kept),
        incompatible=tuple((str(a), str(b)) for a, b in pairs),
    )  # fmt: skip


def with_wishes(problem: Problem, seed: int) -> Problem:
    """The problem with pins to posts and with limits between which its lunches may be shifted."""
    draw = np.random.default_rng([6, seed])
    names = [place.subject for place in problem.posts]
    staff = []
    for one in problem.people:
        lunch = any(away.kind == "lunch" for away in one.away)
        window = BreakWindow(earliest_minute=NOW, latest_minute=NOW + 90, minutes=30) if lunch else None
        pin = str(draw.choice(names)) if draw.random() < 0.2 else ""
        staff.append(msgspec.structs.replace(one, break_window=window, pinned_to=pin))
    return msgspec.structs.replace(problem, people=tuple(staff))
