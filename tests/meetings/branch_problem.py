"""A small branch for the meeting tests: three counters, a lobby, a back office, one weekday."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from supervisor.language import Words
from supervisor.meetings.problem.model import ClassDay, Day, Need, Person, Post, Problem, Span, Wish

MONDAY = date(2026, 11, 23)
SHIFT = {"start_minute": 8 * 60, "end_minute": 17 * 60 + 30}

PEOPLE = (
    Person(subject="person:t1", name="T1", role="teller", skills=("cash",)),
    Person(subject="person:t2", name="T2", role="teller", skills=("cash",)),
    Person(subject="person:t3", name="T3", role="teller", skills=("cash", "lobby")),
    Person(subject="person:l1", name="L1", role="lobby", skills=("lobby",), lobby_manager=True),
    Person(subject="person:a1", name="A1", role="authoriser", skills=("authorise", "cash"), authoriser=True),
    Person(subject="person:b1", name="B1", role="back", skills=("cash",)),
    Person(subject="person:b2", name="B2", role="back"),
)
POSTS = (
    Post(subject="post:cash", name=Words("现金"), service_class="c", skill="cash", stations=3, min_cover=1),
    Post(subject="post:lobby", name=Words("大堂"), service_class="g", skill="lobby", min_cover=0),
    Post(subject="post:sign", name=Words("授权"), skill="authorise"),
    Post(subject="post:back", name=Words("后台"), stations=9),
)
PLACES = {"t1": "cash", "t2": "cash", "t3": "cash", "l1": "lobby", "a1": "sign", "b1": "back", "b2": "back"}


def arrivals(busy: float = 4.0) -> tuple[float, ...]:
    """Customers per quarter-hour, 09:00 to 17:00: a hill in the morning, quiet after 15:00."""
    shape = [0.6, 0.8, 1, 1.2, 1.3, 1.3, 1.2, 1, 0.9, 0.8, 0.8, 0.8]
    return tuple(busy * (shape[n] if n < len(shape) else 0.7 if n < 24 else 0.3) for n in range(32))


def day(**changes: Any) -> Day:
    """The Monday of the small branch; keyword arguments replace fields."""
    mid = arrivals()
    few = tuple(0.3 for _ in mid)
    base = Day(
        day=MONDAY,
        open_minute=540,
        close_minute=1020,
        first_minute=540,
        duties=tuple(Span(person=f"person:{p}", post=f"post:{at}", **SHIFT) for p, at in PLACES.items()),
        classes=(
            ClassDay(
                service_class="c",
                arrivals=mid,
                low=tuple(0.8 * x for x in mid),
                high=tuple(1.2 * x for x in mid),
                service_minutes=7.0,
                patience_minutes=40.0,
            ),
            ClassDay(service_class="g", arrivals=few, low=few, high=few, service_minutes=2.0, patience_minutes=20.0),
        ),
    )
    return msgspec.structs.replace(base, **changes)


def wish(*needs: Need, minutes: int = 30, **changes: Any) -> Wish:
    """A training of half an hour inside opening hours unless told otherwise."""
    base = Wish(
        subject="meeting:1",
        title="Anti-fraud training",
        kind="training",
        minutes=minutes,
        needs=needs,
        first_day=MONDAY,
        last_day=MONDAY,
        earliest_minute=540,
        latest_minute=1020,
        inside_hours=True,
    )
    return msgspec.structs.replace(base, **changes)


def problem(*wishes: Wish, **changes: Any) -> Problem:
    """The small branch with these wishes; keyword arguments replace fields of the problem."""
    base = Problem(people=PEOPLE, posts=POSTS, days=(day(),), wishes=wishes)
    return msgspec.structs.replace(base, **changes)


def named(*short: str) -> tuple[Need, ...]:
    """Needs for people by name."""
    return tuple(Need(by="person", value=f"person:{one}") for one in short)
