"""What the settings show, read at once on the pool."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from supervisor.branch.records import Temporary
from supervisor.desktop.screens.settings.complaint_reading import read_complaint_rules
from supervisor.desktop.wording import listed


@dataclass(frozen=True)
class PersonLine:
    """One person with login and roles; `held` is what the person may do, code → last valid day."""

    subject: str
    no: str
    name: str
    role: str
    zone: str
    skills: str
    login: str
    roles: str
    left: date | None
    sex: str = ""
    joined: date = date.min
    zone_code: str = ""
    held: dict[str, date | None] | None = None
    user: Any = None
    since: date | None = None  # in the present job
    temporary: Temporary = field(default_factory=Temporary)
    now_temporary: bool = False


@dataclass(frozen=True)
class WeekdayLine:
    """Opening hours of a weekday (8: public holidays) in force today, and those that begin later."""

    weekday: int
    opening: Any
    since: date | None
    later: tuple[Any, ...]

    @property
    def subject(self) -> str:
        """What the table keeps the cursor on."""
        return f"hours:{self.weekday}"


@dataclass(frozen=True)
class DayLine:
    """A date that is no ordinary day of its week: what the nation says of it, and the branch's own word."""

    day: date
    kind: str  # holiday, make_up, or workday / weekend where only the branch says otherwise
    name: str
    own: Any
    opening: Any

    @property
    def subject(self) -> str:
        """What the table keeps the cursor on."""
        return f"calendar:{self.day.isoformat()}"


@dataclass(frozen=True)
class MeetingRules:
    """What meetings keep to: kinds with their names, longest lengths as set and as usual, rooms, how many at once."""

    kinds: tuple[tuple[str, Any], ...] = ()
    caps: dict[str, int] = field(default_factory=dict)
    usual: dict[str, int] = field(default_factory=dict)
    rooms: tuple[Any, ...] = ()
    most_at_once: int = 0


@dataclass(frozen=True)
class Snapshot:
    """Everything the tabs show."""

    people: tuple[PersonLine, ...]
    posts: tuple[Any, ...]
    zones: dict[str, str]
    skills: dict[str, str]
    classes: dict[str, str]
    vector: dict[str, int]
    conflicts: int
    options: tuple[tuple[str, str], ...]
    today: date = date.min
    profile: Any = None
    named: tuple[tuple[str, Any], ...] = ()
    week: tuple[WeekdayLine, ...] = ()
    days: tuple[DayLine, ...] = ()
    year: int = 0
    year_known: bool = True
    policy: Any = None
    targets: dict[str, Any] = field(default_factory=dict)
    due_rule: Any = None  # when head office wants a month
    meetings: MeetingRules = MeetingRules()
    complaints: Any = None  # `complaint_reading.ComplaintRules`
    folder: Any = None  # of the queue machine, as this computer sees it


def read_settings(reader: Any, year: int | None) -> Snapshot:
    """Everything the tabs show, with the calendar of `year` (default: today's)."""
    from supervisor.access.ledger import policy, users
    from supervisor.branch.ledger import branch_profile, founded, names, people, person_skills, posts, stints
    from supervisor.branch.workdays import known_years
    from supervisor.desktop.roles import role_words
    from supervisor.exchange.contradictions import contradictions
    from supervisor.reporting.ledger import due_rule
    from supervisor.traffic.targets.ledger import class_targets
    from supervisor.traffic.watching.naming import folder_here

    named = tuple((kind, one) for kind in ("zone", "class", "skill") for one in names(reader, kind))
    words: dict[str, dict[str, str]] = {"zone": {}, "class": {}, "skill": {}}
    for kind, one in named:
        words[kind][one.code] = str(one.name)
    everybody = people(reader, active_only=False)
    logins: dict[str, Any] = {}
    for user in users(reader):
        if user.person not in logins or not user.disabled:
            logins[user.person] = user
    held: dict[str, dict[str, date | None]] = {}
    for one in person_skills(reader):
        held.setdefault(one.person, {})[one.skill] = one.until
    stays = stints(reader)
    shown_year = year or reader.today.year

    def word(kind: str, code: str) -> str:
        return words[kind].get(code) or code

    def line(p: Any) -> PersonLine:
        user = logins.get(p.subject)
        active = user if user is not None and not user.disabled else None
        return PersonLine(
            p.subject, p.no, p.name, p.role, word("zone", p.zone), listed(sorted(word("skill", s) for s in p.skills)),
            active.login if active else "", role_words(active.roles) if active else "",
            p.left, p.sex, p.joined, p.zone, held.get(p.subject, {}), user,
            stays[p.subject][-1].since if p.subject in stays else None, p.temporary, p.temporary.on(reader.today),
        )  # fmt: skip

    return Snapshot(
        people=tuple(line(p) for p in everybody),
        posts=tuple(posts(reader)),
        zones=words["zone"],
        skills=words["skill"],
        classes=words["class"],
        vector=reader.vector(),
        conflicts=len(contradictions(reader)),
        options=tuple((p.subject, f"{p.name} {p.no}") for p in everybody if p.left is None),
        today=reader.today,
        profile=branch_profile(reader) if founded(reader) else None,
        named=named,
        week=_week(reader),
        days=_days(reader, shown_year),
        year=shown_year,
        year_known=bool(known_years(shown_year, shown_year)),
        policy=policy(reader),
        targets=class_targets(reader),
        due_rule=due_rule(reader),
        meetings=_meetings(reader),
        complaints=read_complaint_rules(reader),
        folder=folder_here(reader),
    )


def _meetings(reader: Any) -> MeetingRules:
    from supervisor.meetings.ledger import caps, rooms
    from supervisor.meetings.limits.ledger import most_at_once
    from supervisor.meetings.problem.model import CAPS_MINUTES
    from supervisor.meetings.words import KIND_NAMES

    usual = {str(kind): minutes for kind, minutes in CAPS_MINUTES.items()}
    return MeetingRules(
        tuple((str(kind), name) for kind, name in KIND_NAMES.items()), {**usual, **caps(reader)}, usual,
        tuple(rooms(reader)), most_at_once(reader),
    )  # fmt: skip


def _week(reader: Any) -> tuple[WeekdayLine, ...]:
    from supervisor.branch.ledger import weekly_hours

    lines = []
    hours = weekly_hours(reader)
    for weekday in range(1, 9):
        own = sorted((one for one in hours if one.weekday == weekday), key=lambda one: one.valid_from)
        valid = [one for one in own if one.valid_from <= reader.today]
        last = valid[-1] if valid else None
        lines.append(
            WeekdayLine(
                weekday,
                last.opening if last else None,
                last.valid_from if last else None,
                tuple(one for one in own if one.valid_from > reader.today),
            )
        )
    return tuple(lines)


def _days(reader: Any, year: int) -> tuple[DayLine, ...]:
    from supervisor.branch.ledger import calendar, overrides
    from supervisor.branch.workdays import national_day

    own = {one.day: one for one in overrides(reader, date(year, 1, 1), date(year, 12, 31))}
    known = calendar(reader)
    found = []
    for number in range((date(year + 1, 1, 1) - date(year, 1, 1)).days):
        day = date(year, 1, 1) + timedelta(days=number)
        nation = national_day(day)
        if day in own or nation.kind in ("holiday", "make_up"):
            found.append(DayLine(day, nation.kind, nation.name, own.get(day), known.opening(day)))
    return tuple(found)
