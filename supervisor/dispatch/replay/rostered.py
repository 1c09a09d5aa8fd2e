"""Who was at work when, as the branch's own roster has it: no window has to be guessed from whom it served."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from supervisor.branch.ledger import people, posts
from supervisor.journal import Reader
from supervisor.traffic.outlook.cover import shifts_of

from .presence import Presence, Span, Spell


class Stand(NamedTuple):
    """Somebody on a post of a class from a minute of the day until another."""

    person: str
    service_class: str
    start: float
    end: float


class Rostered(NamedTuple):
    """A day's people at counters (staff numbers), and the classes that each may serve by the skills of the posts."""

    stands: tuple[Stand, ...]
    may_serve: dict[str, frozenset[str]]


def rostered(r: Reader, day: date) -> Rostered | None:
    """The roster of a day, less absences and lunches; None when nobody is rostered at a counter."""
    stands = tuple(
        Stand(one.server, one.service_class, float(one.start_minute), float(one.end_minute))
        for one in shifts_of(r, day)
    )
    if not stands:
        return None
    needed = [(post.service_class, post.skill) for post in posts(r, on=day) if post.service_class]
    may_serve = {
        one.no: frozenset(code for code, skill in needed if not skill or skill in one.skills)
        for one in people(r, active_only=False)
    }
    return Rostered(stands, may_serve)


def presence_by_roster(
    roster: Rostered, queues: tuple[str, ...], queue_of: dict[str, str], stopped: tuple[Span, ...]
) -> Presence | None:
    """The presence of a day from its roster; None when no post of the roster serves a class of the tickets."""
    place = {code: queues.index(queue) for code, queue in queue_of.items()}
    spells: dict[str, list[Spell]] = {}
    for one in sorted(roster.stands, key=lambda stand: (stand.person, stand.start)):
        if one.service_class in place and one.end > one.start:
            spells.setdefault(one.person, []).append(Spell(one.start, one.end, place[one.service_class]))
    if not spells:
        return None
    return Presence(
        people=tuple(spells),
        skills=tuple(
            frozenset(place[code] for code in roster.may_serve.get(person, frozenset()) if code in place)
            | {spell.queue for spell in own}
            for person, own in spells.items()
        ),
        spells=tuple(tuple(own) for own in spells.values()),
        stopped=stopped,
    )
