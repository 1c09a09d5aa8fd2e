"""The Today page: what the day brings, who is where, what is owed, how yesterday went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from supervisor.branch.ledger import branch_profile, opening, people, posts
from supervisor.branch.records import Opening
from supervisor.complaints.ledger import complaints
from supervisor.complaints.promises.ledger import praise
from supervisor.inspection.ledger import findings, scores
from supervisor.journal import Reader
from supervisor.meetings.ledger import sittings
from supervisor.roster.ledger import absences, duties, is_planned, on_post, shortages
from supervisor.roster.rota.reading import named
from supervisor.roster.rota.words import turn_words

from .alarms import alarms
from .gaps import gaps
from .meeting_view import meetings_of, unplaced
from .owed import owed
from .records import Away, PostNow, Today, Yesterday
from .traffic_view import customers, looking_back

LOOK_BACK_DAYS = 14
LOOK_AHEAD_DAYS = 14  # longer than any holiday closes a branch


def today(r: Reader, day: date, now_minute: int, *, judged: bool = True, actor: str | None = None) -> Today:
    """Everything the Today page says about a day at a minute of it (minutes after midnight, branch time).

    Before the doors open, posts are shown as they will be when they do. Reads by index only. `judged` says as well what
    had been forecast for the last open day, which takes a second forecast: who does not show that leaves it out. With
    `actor`, what is owed to customers is cut down to what that person may read and do.
    """
    hours = opening(r, day)
    known = people(r, on=day)
    names = {person.subject: person.name for person in known}
    now = datetime.combine(day, time(now_minute // 60, now_minute % 60), r.zone)
    at = now_minute if hours is None else min(max(now_minute, hours.open_minute), hours.close_minute - 1)
    gone = absences(r, day)
    away_now = {one.person for one in gone if one.start_minute <= at < one.end_minute}
    on_duty = {duty.person for duty in duties(r, day) if duty.start_minute <= at < duty.end_minute}
    expected = customers(r, day, now_minute)
    doors = doors_at(hours, now_minute)
    before = last_open_day(r, day)
    return Today(
        branch=branch_profile(r).name,
        day=day,
        now_minute=now_minute,
        opening=None if hours is None else (hours.open_minute, hours.close_minute),
        customers=expected,
        planned=is_planned(r, day),
        present=len(on_duty - away_now) if doors == "open" else 0,
        people=len(known),
        away=tuple(
            Away(one.person, names[one.person], one.kind, one.start_minute, one.end_minute)
            for one in gone
            if one.person in names
        ),
        posts=posts_at(r, day, at, names) if doors in ("open", "before") else (),
        gaps=gaps(r, day, at) if doors in ("open", "before") else (),
        meetings=meetings_of(r, day),
        unplaced_meetings=unplaced(r, day),
        todo=owed(r, now, names, actor),
        alarms=alarms(r, now),
        yesterday=None if before is None else yesterday(r, before, expected.target_minutes, judged=judged),
        doors=doors,
        next_opening=None if doors == "open" else next_opening(r, day, now_minute),
        duty=tuple((str(area.name), turn_words(turn, names)) for area, turn, _done in named(r, day)),
    )


def doors_at(hours: Opening | None, minute: int) -> str:
    """`open`, `before`, `over` or `closed`: how the branch stands at a minute of a day with these hours."""
    if hours is None:
        return "closed"
    if minute < hours.open_minute:
        return "before"
    return "open" if minute < hours.close_minute else "over"


def next_opening(r: Reader, day: date, minute: int) -> tuple[date, int] | None:
    """The day and minute of the next opening after a minute of a day, within a fortnight."""
    for ahead in range(LOOK_AHEAD_DAYS + 1):
        later = day + timedelta(days=ahead)
        hours = opening(r, later)
        if hours is not None and (ahead or minute < hours.open_minute):
            return later, hours.open_minute
    return None


def last_open_day(r: Reader, day: date) -> date | None:
    """The last day before with opening hours, within a fortnight."""
    for back in range(1, LOOK_BACK_DAYS + 1):
        earlier = day - timedelta(days=back)
        if opening(r, earlier) is not None:
            return earlier
    return None


def yesterday(r: Reader, day: date, target_minutes: float, *, judged: bool = True) -> Yesterday:
    """What a day that is over was like."""
    done = scores(r, day, day)
    scored = [one.score.percent_c for one in done if one.score.percent_c is not None]
    traffic = looking_back(r, day, target_minutes, judged=judged)
    return Yesterday(
        day=day,
        inspections=len(done),
        average_percent_c=round(sum(scored) / len(scored)) if scored else None,
        findings=sum(not one.waived for one in findings(r, day, day)),
        complaints=len(complaints(r, day, day)),
        praise=len(praise(r, day, day)),
        customers=traffic.get("customers"),
        forecast=traffic.get("forecast"),
        forecast_error=traffic.get("forecast_error"),
        longest_wait_minutes=traffic.get("longest_wait_minutes"),
        longest_wait_minute=traffic.get("longest_wait_minute"),
        longest_wait_class=traffic.get("longest_wait_class", ""),
        within_target=traffic.get("within_target"),
        meetings=len(sittings(r, day, day)),
    )


def posts_at(r: Reader, day: date, minute: int, names: Mapping[str, str]) -> tuple[PostNow, ...]:
    """Every post of a day as it stands at a minute, and when it is short from then on; `names` by subject."""
    there = on_post(r, day, minute)
    later = {}
    for short in shortages(r, day):
        if short.end_minute > minute:
            later.setdefault(short.post, short)
    found = []
    for post in posts(r, on=day):
        persons = there.get(post.subject, ())
        short = later.get(post.subject)
        found.append(
            PostNow(
                post=post.subject,
                code=post.code,
                name=str(post.name),
                service_class=post.service_class,
                persons=tuple(persons),
                names=tuple(names[person] for person in persons if person in names),
                stations=post.stations,
                min_cover=post.min_cover,
                missing=max(0, post.min_cover - len(persons)),
                short_from_minute=None if short is None else short.start_minute,
                short_until_minute=None if short is None else short.end_minute,
            )
        )
    return tuple(found)
