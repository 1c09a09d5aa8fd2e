"""The planner's problem as the book knows it: people, posts, rosters and forecasts of the days, wishes, what stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

import msgspec

from supervisor.branch.key_people import authorisers, lobby_managers, lobby_posts
from supervisor.branch.ledger import opening, people, posts
from supervisor.journal import Reader
from supervisor.roster.ledger import day_roster
from supervisor.traffic.outlook.today import ALL, StaffView, staff_views

from ..ledger import caps, rooms, sittings, standing_sittings
from ..limits.ledger import most_at_once
from ..maintenance.gate import guarded, when_ready
from ..problem.model import CAPS_MINUTES, ClassDay, Day, PeakSpan, Person, Post, Problem, Span, Taken, Wish
from ..requests.order import in_order
from ..requests.wanted import wanted_wishes
from .meanwhile import newest


def problem_of(
    r: Reader,
    days: Iterable[date],
    wanted: Collection[str] | None = None,
    extra: tuple[Wish, ...] = (),
    loose: Collection[str] = (),
) -> Problem:
    """The problem of planning the open requests (of `wanted` subjects only, when given) on these days.

    Sittings that are published, locked or were held stand; all others of the wished meetings may be placed anew, and so
    may the published ones of `loose` meetings (at the price of stability). `extra` are wishes that are only asked about
    and not in the book.
    """
    chosen = tuple(sorted(days))
    members, places = people(r), posts(r)
    lasting = {one.subject: one.skills for one in people(r, on=max((*chosen, r.today)))}
    may_sign, lobby = authorisers(r, members, places), lobby_managers(members, lobby_posts(r, places))
    views = dict(zip(chosen, staff_views(r, chosen), strict=True))
    pooled = bool(views) and all(view.forecast.classes == (ALL,) for view in views.values())
    movable = None if wanted is None and not extra else {*(wanted or ()), *(one.subject for one in extra)}
    taken = tuple(one for day in chosen for one in guarded(r, day, standing_sittings(r, day, movable, loose)))
    halls = rooms(r)
    asked = wanted_wishes(r, chosen, wanted, loose)
    alone = {one.subject for one in asked if "#" in one.subject}
    standing = tuple(
        Taken(meeting=own if (own := f"{one.meeting}#{one.occurrence}") in alone else one.meeting, title=one.title,
              sitting=one.plan)
        for day in chosen
        for one in sittings(r, day, day, ("published",))
        if one.meeting in loose and not one.locked
    )  # fmt: skip
    return Problem(
        people=tuple(
            Person(
                subject=one.subject,
                name=one.name,
                role=one.role,
                skills=tuple(sorted(one.skills & lasting.get(one.subject, one.skills))),
                authoriser=one.subject in may_sign,
                lobby_manager=one.subject in lobby,
            )
            for one in members
        ),
        posts=tuple(
            Post(
                subject=one.subject,
                name=one.name,
                service_class=ALL if pooled and one.service_class else one.service_class,
                skill=one.skill,
                stations=one.stations,
                min_cover=one.min_cover,
                dual_control=one.dual_control,
            )
            for one in places
        ),
        days=tuple(_day(r, day, views[day]) for day in chosen),
        wishes=tuple(when_ready(r, one) for one in (*asked, *in_order(r, extra))),
        taken=taken,
        standing=standing,
        caps_minutes={**CAPS_MINUTES, **caps(r)},
        rooms=tuple(one.name for one in halls),
        seats={one.name: one.seats for one in halls if one.seats},
        lunch_rooms=tuple(one.name for one in halls if one.lunch),
        most_at_once=most_at_once(r),
        rests_on={subject: newest(r, subject) for subject in {one.subject.partition("#")[0]: 0 for one in asked}},
    )


def week_of(day: date) -> tuple[date, ...]:
    """The seven days, Monday to Sunday, of the week that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return tuple(monday + timedelta(days=n) for n in range(7))


def staffed(r: Reader, day: date) -> Day:
    """A day with its hours and roster alone: who is on which post, away or at lunch."""
    hours = opening(r, day)
    roster = day_roster(r, day)
    return Day(
        day=day,
        open_minute=hours.open_minute if hours else None,
        close_minute=hours.close_minute if hours else None,
        earliest_minute=_earliest(r, day),
        duties=tuple(
            Span(person=d.person, post=d.post, start_minute=d.start_minute, end_minute=d.end_minute)
            for d in roster.duties
        ),
        absences=tuple(
            Span(person=a.person, kind=a.kind, start_minute=a.start_minute, end_minute=a.end_minute)
            for a in roster.absences
        ),
        lunches=tuple(
            Span(person=one.person, start_minute=one.start_minute, end_minute=one.end_minute) for one in roster.lunches
        ),
    )


def _day(r: Reader, day: date, view: StaffView) -> Day:
    expected = view.forecast
    low, high = expected.levels()
    return msgspec.structs.replace(
        staffed(r, day),
        first_minute=expected.first_minute,
        classes=tuple(
            ClassDay(
                service_class=code,
                arrivals=_row(expected.arrivals[code]),
                low=_row(low * expected.arrivals[code]),
                high=_row(high * expected.arrivals[code]),
                service_minutes=expected.service_minutes[code],
                patience_minutes=expected.patience_minutes[code],
                service_scv=round(expected.service_scv.get(code, 1.0), 3),
            )
            for code in expected.classes
        ),
        peaks=tuple(
            PeakSpan(service_class=p.service_class, start_minute=p.start_minute, end_minute=p.end_minute)
            for p in view.peaks
        ),
    )


def _earliest(r: Reader, day: date) -> int:
    """Nothing begins in the past: on the present day the next full quarter-hour, on days gone by never."""
    if day != r.today:
        return 0 if day > r.today else 24 * 60
    now = r.now.astimezone(r.zone)
    return -(-(now.hour * 60 + now.minute) // 15) * 15


def _row(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(round(float(value), 4) for value in values)
