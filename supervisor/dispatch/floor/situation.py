"""The dispatcher's problem as the book knows it: who is where now, what is expected, what the incident stops.

People stand where the roster puts them, or where an order has sent them since. Who sits in a meeting, and who stands
waiting in the hall, the ledgers of lower floors cannot know: both are given by the caller.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

import numpy as np

from supervisor.branch.key_people import authorisers, guide_class, lobby_managers, lobby_posts
from supervisor.branch.ledger import opening, people, posts
from supervisor.branch.records import Post as Place
from supervisor.dispatch.floor.coming import Lines, Numbers, came_by_class, coming, together
from supervisor.dispatch.floor.several import effects
from supervisor.dispatch.ledger import STANDING, Order, orders
from supervisor.dispatch.ordering import declined_now
from supervisor.dispatch.playbooks import Playbook
from supervisor.dispatch.problem.model import (
    QUARTER_MINUTES,
    Away,
    BreakWindow,
    ClassQueue,
    Kept,
    Person,
    Post,
    Problem,
    Stay,
)
from supervisor.incidents.ledger import incident as incident_of
from supervisor.journal import Reader
from supervisor.roster.ledger import absences, duties, lunches, rules
from supervisor.roster.records import Duty
from supervisor.traffic.ledger import tickets_of
from supervisor.traffic.outlook.today import ALL, DayForecast, staff_view

DAY_MINUTES = 24 * 60


def problem_at(
    r: Reader,
    playbook: Playbook,
    at: datetime,
    *,
    standing: Mapping[str, float] | None = None,
    in_meeting: Mapping[str, int] | None = None,
    pinned: Collection[str] = (),
    pinned_to: Mapping[str, str] | None = None,
    home: Collection[str] = (),
    incident: str = "",
    quarters: int = 8,
    outage_quarters: int = 0,
    arrivals_factor: float | None = None,
    move_price_minutes: float = 10.0,
    max_moves: int = 5,
) -> Problem:
    """The problem at an instant.

    standing: customers waiting now by class (none where left out). in_meeting: person -> minute until which he meets.
    pinned: people who stay, and so do those who declined lately. pinned_to: person -> post on which the
    commander wants him. home: people whose orders are passed over: they are where the roster has them. incident:
    the one planned for; orders of drills move nobody but in their own drill. Other incidents that run at that instant
    are combined with it (`several`).
    quarters: horizon, 4 to 16; cut at closing time. outage_quarters: expected length (0: the horizon).
    arrivals_factor overrides the playbooks'; where today's tickets show that more come, that counts (`coming`).
    Customers of classes that no post serves join no queue here.
    """
    local = at.astimezone(r.zone)
    day, now_minute = local.date(), local.hour * 60 + local.minute
    all_of_them = effects(r, playbook, at, incident)
    view = staff_view(r, day)
    expected = view.forecast
    places, members = posts(r, on=day), people(r, on=day)
    on_duty = duties(r, day)
    lobby = lobby_posts(r, places)
    managers, guide = lobby_managers(members, lobby), guide_class(lobby)
    pooled = expected.classes == (ALL,)
    hours = opening(r, day)
    horizon = max(1, min(16, quarters))
    if hours is not None and now_minute < hours.close_minute:
        horizon = min(horizon, -(-(hours.close_minute - now_minute) // QUARTER_MINUTES))
    counts = dict(standing or {})
    came = came_by_class(tickets_of(r, day), now_minute)
    if pooled:
        came = {ALL: together(came)} if came else {}
    classes = []
    served = sorted({place.service_class for place in places if place.service_class})
    for code in expected.classes if pooled else sorted({*expected.classes, *served} & set(served)):
        factor = all_of_them.factor_of(code, guide) if arrivals_factor is None else arrivals_factor
        ahead = coming(_lines(expected, code), now_minute, horizon, came.get(code), factor)
        classes.append(
            ClassQueue(
                service_class=code,
                arrivals=_rounded(ahead.mean),
                low=_rounded(ahead.low),
                high=_rounded(ahead.high),
                times=round(ahead.times, 2),
                service_minutes=expected.service_minutes.get(code, 5.0),
                patience_minutes=expected.patience_minutes.get(code, 30.0),
                service_scv=round(expected.service_scv.get(code, 1.0), 3),
                standing=float(sum(counts.values()) if pooled else counts.get(code, 0.0)),
                share_stopped=all_of_them.share_of(code, guide),
                leaves=all_of_them.leaves_of(code, guide),
                diverts=all_of_them.diverts_of(code, guide, () if pooled else served),
            )
        )
    may_sign = authorisers(r, members, places)
    away = _away(r, day, on_duty)
    known = {place.subject for place in places}
    sent = [one for one in _orders_of_day(r, day, now_minute, incident, known) if one.person not in home]
    now_at, later = _places(now_minute, on_duty, sent, known)
    been = _been(now_minute, on_duty, sent, known)
    windows = _break_windows(r, day, now_minute)
    asked = {*pinned, *(pinned_to or {})}  # the commander's own word comes first
    cannot = (
        {who: until for who, until in declined_now(r, incident, at).items() if who not in asked} if incident else {}
    )
    return Problem(
        kind=playbook.kind,
        kinds=all_of_them.kinds,
        now_minute=now_minute,
        people=tuple(
            Person(
                subject=one.subject,
                name=one.name,
                skills=tuple(sorted(one.skills)),
                at=now_at.get(one.subject, ""),
                later=later.get(one.subject, ()),
                away=away[one.subject],
                in_meeting_until=(in_meeting or {}).get(one.subject, 0),
                pinned=one.subject in pinned or one.subject in cannot,
                declined_until=cannot.get(one.subject, 0),
                pinned_to=(pinned_to or {}).get(one.subject, ""),
                been=tuple(sorted(been[one.subject] - {now_at.get(one.subject, "")})),
                break_window=windows.get(one.subject),
                authoriser=one.subject in may_sign,
                lobby_manager=one.subject in managers,
            )
            for one in members
            if one.subject in away
        ),
        posts=tuple(
            Post(
                subject=place.subject,
                name=place.name,
                service_class=ALL if pooled and place.service_class else place.service_class,
                skill=place.skill,
                stations=_stations(place, guide, len(members)),
                min_cover=place.min_cover,
                dual_control=place.dual_control,
                handover_minutes=place.handover_minutes,
            )
            for place in places
        ),
        classes=tuple(classes),
        guide_class=guide if not pooled else "",
        outage_quarters=all_of_them.length(outage_quarters),
        move_price_minutes=move_price_minutes,
        max_moves=max_moves,
        incompatible=_pairs(places),
        kept=tuple(
            Kept(
                person=order.person,
                from_post=order.move.from_post if order.move.from_post in known else "",
                to_post=order.move.to_post,
                from_minute=order.move.from_minute,
                until_minute=order.move.until_minute,
                done=order.state == "done",
            )
            for order in {order.person: order for order in sent if order.person in away}.values()
        ),
    )


def _pairs(places: Sequence[Place]) -> tuple[tuple[str, str], ...]:
    """Posts that may not be in one hand, each pair once; closed posts are left out."""
    known = {place.subject for place in places}
    found = {
        (min(place.subject, other), max(place.subject, other))
        for place in places
        for other in place.incompatible
        if other in known
    }
    return tuple(sorted(found))


def _orders_of_day(r: Reader, day: date, minute: int, incident: str, known: set[str]) -> list[Order]:
    """Orders of today that still send people somewhere, in the order given. A drill moves nobody in earnest: its orders
    count only for a plan of that drill itself."""
    drills: dict[str, bool] = {}
    found = []
    for order in orders(r, states=STANDING):
        if r.local(order.at_ms).date() != day or order.move.to_post not in known:
            continue
        if order.incident not in drills:
            declared = incident_of(r, order.incident)
            drills[order.incident] = declared is not None and declared.drill
        if drills[order.incident] and order.incident != incident:
            continue
        if minute < (order.move.until_minute or DAY_MINUTES):
            found.append(order)
    return found


def _been(minute: int, on_duty: list[Duty], sent: list[Order], known: set[str]) -> defaultdict[str, set[str]]:
    """Posts on which people worked today by this minute: the roster's, and those that orders sent them from and to."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for duty in on_duty:
        if duty.start_minute <= minute and duty.post in known:
            found[duty.person].add(duty.post)
    for order in sent:
        if order.move.from_minute <= minute:
            found[order.person].update({order.move.from_post, order.move.to_post} & known)
    return found


def _break_windows(r: Reader, day: date, minute: int) -> dict[str, BreakWindow]:
    """Within which the lunches of today that have not begun may be taken, by the rules of the roster."""
    limits = rules(r)
    found = {}
    for lunch in lunches(r, day):
        length = lunch.end_minute - lunch.start_minute
        earliest = max(limits.lunch_from_minute, minute)
        if lunch.start_minute >= minute and 0 < length <= limits.lunch_to_minute - earliest:
            found[lunch.person] = BreakWindow(
                earliest_minute=earliest, latest_minute=limits.lunch_to_minute, minutes=length
            )
    return found


def _stations(place: Place, guide: str, members: int) -> int:
    """Stations of a post; guides stand anywhere in the hall, so their post is not limited by desks."""
    return max(place.stations, members) if guide and place.service_class == guide else place.stations


def _lines(expected: DayForecast, code: str) -> Lines:
    """The day's forecast of one class; nothing for a class that nobody is expected for."""
    nothing = np.zeros(0)
    mean = expected.arrivals.get(code, nothing)
    known = 0 if expected.known_minute is None else (expected.known_minute - expected.first_minute) // QUARTER_MINUTES
    return Lines(
        expected.first_minute,
        mean,
        expected.low.get(code, nothing),
        expected.high.get(code, nothing),
        expected.foreseen.get(code, mean),
        known,
    )


def _rounded(row: Numbers) -> tuple[float, ...]:
    return tuple(np.round(row, 4).tolist())


def _away(r: Reader, day: date, on_duty: list[Duty]) -> dict[str, tuple[Away, ...]]:
    """For everybody on duty today: when he is not there (before and after the shift, leave, lunch)."""
    shifts: dict[str, list[Duty]] = {}
    for duty in on_duty:
        shifts.setdefault(duty.person, []).append(duty)
    found: dict[str, list[Away]] = {}
    for person, spans in shifts.items():
        spans.sort(key=lambda duty: duty.start_minute)
        edges = [0, *(m for duty in spans for m in (duty.start_minute, duty.end_minute)), DAY_MINUTES]
        found[person] = [
            Away(start_minute=start, end_minute=end, kind="off")
            for start, end in zip(edges[::2], edges[1::2], strict=True)
            if start < end
        ]
    for one in absences(r, day):
        if one.person in found:
            found[one.person].append(Away(start_minute=one.start_minute, end_minute=one.end_minute, kind=one.kind))
    for lunch in lunches(r, day):
        if lunch.person in found:
            found[lunch.person].append(Away(start_minute=lunch.start_minute, end_minute=lunch.end_minute, kind="lunch"))
    return {person: tuple(spans) for person, spans in found.items()}


def _places(
    minute: int, on_duty: list[Duty], sent: list[Order], known: set[str]
) -> tuple[dict[str, str], dict[str, tuple[Stay, ...]]]:
    """Where people stand: the roster's post now (or the next one today), or where an order of today sent them; and the
    stretches on other posts that the roster plans for them later, which an order overrules."""
    places: dict[str, str] = {}
    for duty in sorted(on_duty, key=lambda one: (one.start_minute > minute, abs(one.start_minute - minute))):
        if duty.post in known and (duty.start_minute <= minute < duty.end_minute or duty.person not in places):
            places.setdefault(duty.person, duty.post)
    later: dict[str, list[Stay]] = {}
    for duty in on_duty:
        if duty.post in known and duty.end_minute > minute and places.get(duty.person) != duty.post:
            stay = Stay(post=duty.post, start_minute=duty.start_minute, end_minute=duty.end_minute)
            later.setdefault(duty.person, []).append(stay)
    for order in sent:
        move = order.move
        if order.person not in places:
            continue
        end = move.until_minute or DAY_MINUTES
        there = Stay(post=move.to_post, start_minute=move.from_minute, end_minute=end)
        back = Stay(post=places[order.person], start_minute=end, end_minute=DAY_MINUTES)
        rest = [
            stay
            for stay in later.get(order.person, [])
            if stay.start_minute < move.from_minute or end < stay.end_minute
        ]
        later[order.person] = [there, *rest, *([back] if end < DAY_MINUTES else [])]
        if move.from_minute <= minute:
            places[order.person] = move.to_post
    return places, {person: tuple(stays) for person, stays in later.items()}
