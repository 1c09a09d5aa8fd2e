"""Seeded planning problems of a branch of any size: people, posts, rosters, forecasts with hills, meetings by name.

The figures ask for 20 meetings of 4 to 20 people, 41 staff, five days of 36 quarter-hours and at most two meetings at
once; the arguments change each of these, so that the planner is not tuned to one problem.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from supervisor.language import Words
from supervisor.meetings.problem.model import ClassDay, Day, Need, PeakSpan, Person, Post, Problem, Span, Wish

MONDAY = date(2026, 11, 23)
FIRST_MINUTE = 510
QUARTER = 15

POSTS = (
    # code, share of the staff, service class, skill, minimum cover, two-person post, service minutes, patience
    ("cash", 0.27, "c", "cash", 3, True, 6.5, 35.0),
    ("personal", 0.2, "p", "advise", 2, False, 14.0, 45.0),
    ("corporate", 0.15, "b", "corporate", 1, False, 18.0, 60.0),
    ("lobby", 0.1, "g", "lobby", 1, False, 2.0, 15.0),
    ("sign", 0.08, "", "authorise", 1, False, 0.0, 0.0),
    ("back", 0.2, "", "", 1, False, 0.0, 0.0),
)


def meeting_problem(
    seed: int,
    *,
    meetings: int = 20,
    staff: int = 41,
    days: int = 5,
    quarters: int = 36,
    sizes: tuple[int, int] = (4, 20),
    load: float = 0.8,
    at_once: int = 2,
    lunches: bool = True,
    peaks: bool = True,
) -> Problem:
    """One problem; the same seed and sizes give the same problem. `load` is the share of working time that customers
    take on the whole of a day (hills go above it)."""
    rng = np.random.default_rng(seed)
    people, home = _people(rng, staff)
    week = tuple(_day(rng, n, people, home, quarters, load, lunches, peaks) for n in range(days))
    wishes = tuple(_wish(rng, n, people, home, days, quarters, sizes) for n in range(meetings))
    posts = tuple(
        Post(
            subject=f"post:{code}",
            name=Words(code),
            service_class=service,
            skill=skill,
            stations=max(1, sum(at == code for at in home.values()) + 1),
            min_cover=min(cover, sum(at == code for at in home.values()) // 2),
            dual_control=dual,
        )
        for code, _share, service, skill, cover, dual, _minutes, _patience in POSTS
    )
    return Problem(people=people, posts=posts, days=week, wishes=wishes, most_at_once=at_once)


def _people(rng: np.random.Generator, staff: int) -> tuple[tuple[Person, ...], dict[str, str]]:
    codes = [code for code, share, *_rest in POSTS for _n in range(max(2, round(share * staff)))][:staff]
    codes += ["back"] * (staff - len(codes))
    skill = {code: needed for code, _share, _service, needed, *_rest in POSTS}
    people, home = [], {}
    for number, code in enumerate(codes):
        skills = {skill[code]} | {one for one in ("cash", "lobby", "advise") if rng.random() < 0.25}
        subject = f"person:{number:02d}"
        home[subject] = code
        people.append(
            Person(
                subject=subject,
                name=f"P{number:02d}",
                role=code,
                skills=tuple(sorted(skills - {""})),
                authoriser=code == "sign" or (code == "corporate" and rng.random() < 0.4),
                lobby_manager=code == "lobby",
            )
        )
    return tuple(people), home


def _day(
    rng: np.random.Generator,
    number: int,
    people: tuple[Person, ...],
    home: dict[str, str],
    quarters: int,
    load: float,
    lunches: bool,
    peaks: bool,
) -> Day:
    last = FIRST_MINUTE + quarters * QUARTER
    classes, spans = [], []
    clock = np.arange(quarters) / quarters
    for code, _share, service, _skill, _cover, _dual, minutes, patience in POSTS:
        if not service:
            continue
        team = sum(at == code for at in home.values())
        hills = 0.55 + np.exp(-(((clock - rng.uniform(0.15, 0.3)) / 0.12) ** 2))
        hills += rng.uniform(0.4, 0.9) * np.exp(-(((clock - rng.uniform(0.6, 0.8)) / 0.12) ** 2))
        hills *= rng.uniform(0.85, 1.15) / hills.mean()
        rate = load * hills * team * QUARTER / minutes
        classes.append(
            ClassDay(
                service_class=service,
                arrivals=tuple(np.round(rate, 4).tolist()),
                low=tuple(np.round(0.85 * rate, 4).tolist()),
                high=tuple(np.round(1.15 * rate, 4).tolist()),
                service_minutes=minutes,
                patience_minutes=patience,
            )
        )
        busy = np.nonzero(hills * load > 1.15)[0]
        if peaks and len(busy):
            first, end = (FIRST_MINUTE + int(n) * QUARTER for n in (busy[0], busy[-1] + 1))
            spans.append(PeakSpan(service_class=service, start_minute=first, end_minute=min(end, first + 90)))
    noon = FIRST_MINUTE + (quarters // 3) * QUARTER
    eaten = tuple(
        Span(person=one.subject, start_minute=start, end_minute=start + 30)
        for n, one in enumerate(people)
        for start in (noon + (n % 4) * 30,)
    )
    return Day(
        day=MONDAY + timedelta(days=number),
        open_minute=FIRST_MINUTE,
        close_minute=last,
        first_minute=FIRST_MINUTE,
        duties=tuple(
            Span(person=one.subject, post=f"post:{home[one.subject]}", start_minute=FIRST_MINUTE, end_minute=last)
            for one in people
        ),
        lunches=eaten if lunches else (),
        classes=tuple(classes),
        peaks=tuple(spans),
    )


def _wish(
    rng: np.random.Generator,
    number: int,
    people: tuple[Person, ...],
    home: dict[str, str],
    days: int,
    quarters: int,
    sizes: tuple[int, int],
) -> Wish:
    """Named people, never more than half of any post, so that a meeting can be at some time."""
    size = int(rng.integers(sizes[0], sizes[1] + 1))
    left = {code: max(1, sum(at == code for at in home.values()) // 2) for code in set(home.values())}
    chosen: list[str] = []
    signers = [one.subject for one in people if one.authoriser]
    for n in rng.permutation(len(people)):
        one = people[int(n)]
        spare = not one.authoriser or len({*signers} - {*chosen}) > 1
        if len(chosen) < size and left[home[one.subject]] and spare:
            left[home[one.subject]] -= 1
            chosen.append(one.subject)
    minutes = int(rng.choice([15, 30, 30, 45, 60]))
    wished = int(rng.integers(0, quarters - minutes // QUARTER))
    first = int(rng.integers(0, days)) if rng.random() < 0.3 else 0
    return Wish(
        subject=f"meeting:{number:02d}",
        title=f"Meeting {number}",
        kind="training",
        minutes=minutes,
        needs=tuple(Need(by="person", value=one) for one in sorted(chosen)),
        first_day=MONDAY + timedelta(days=first),
        last_day=MONDAY + timedelta(days=days - 1),
        earliest_minute=FIRST_MINUTE,
        latest_minute=FIRST_MINUTE + quarters * QUARTER,
        inside_hours=True,
        wished_day=MONDAY + timedelta(days=int(rng.integers(first, days))) if rng.random() < 0.5 else None,
        wished_minute=FIRST_MINUTE + wished * QUARTER if rng.random() < 0.5 else None,
    )
