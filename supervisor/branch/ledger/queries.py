"""What can be asked about the branch: people, posts, hours, calendar, and what clashes since a merge."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from supervisor.branch.ledger.tables import HOURS, NAMED, OVERRIDE, PERSON, POST, POST_RULES, PROFILE, SKILL, STINT
from supervisor.branch.records import (
    BranchProfile,
    Clash,
    Hours,
    Named,
    Opening,
    Override,
    Person,
    PersonSkill,
    Post,
    Temporary,
)
from supervisor.branch.stints import Stint
from supervisor.branch.workdays import Calendar, DayKind, after
from supervisor.errors import BadInput
from supervisor.journal import Reader
from supervisor.language import Words, _


def founded(r: Reader) -> bool:
    """Whether the book knows its branch yet."""
    return r.value(select(PROFILE.c.name)) is not None


def branch_profile(r: Reader) -> BranchProfile:
    """Name, number, time zone, waiting target, paydays and pension days. Raises BadInput in a book without a branch."""
    row = r.row(select(PROFILE))
    if row is None:
        raise BadInput(_("This book has no branch yet: set it up first, or import it from Excel."))
    paid, pensioned = (tuple(int(day) for day in text.split(",") if day) for text in (row.paydays, row.pension_days))
    return BranchProfile(row.name, row.zone, row.target_minutes, row.target_share, paid, pensioned, row.number)


def people(r: Reader, active_only: bool = True, on: date | None = None) -> list[Person]:
    """People by staff number. With `on`: as of that day (joined, not left, skills valid); else as of
    today.
    """
    day = (on or r.today).isoformat()
    stmt = select(PERSON).order_by(PERSON.c.no, PERSON.c.subject)
    if active_only:
        stmt = stmt.where((PERSON.c.left.is_(None)) | (PERSON.c.left >= day))
        if on is not None:
            stmt = stmt.where(PERSON.c.joined <= day)
    skills: dict[str, set[str]] = {}
    valid = select(SKILL.c.subject, SKILL.c.skill).where((SKILL.c.until.is_(None)) | (SKILL.c.until >= day))
    for held in r.rows(valid):
        skills.setdefault(held.subject, set()).add(held.skill)
    return [
        Person(
            subject=row.subject,
            no=row.no,
            name=row.name,
            role=row.role,
            zone=row.zone,
            skills=frozenset(skills.get(row.subject, ())),
            sex=row.sex,
            joined=date.fromisoformat(row.joined),
            left=_day(row.left),
            temporary=Temporary(_day(row.temporary_since), _day(row.temporary_until)),
        )
        for row in r.rows(stmt)
    ]


def stints(r: Reader, person: str | None = None) -> dict[str, tuple[Stint, ...]]:
    """The jobs everybody (or one person) held, oldest first; days away lie between two."""
    stmt = select(STINT).order_by(STINT.c.subject, STINT.c.since)
    found: dict[str, list[Stint]] = {}
    for row in r.rows(stmt if person is None else stmt.where(STINT.c.subject == person)):
        found.setdefault(row.subject, []).append(Stint(row.role, date.fromisoformat(row.since), _day(row.until)))
    return {subject: tuple(held) for subject, held in found.items()}


def person(r: Reader, subject: str) -> Person | None:
    """One person, whether still in the branch or not."""
    return next((one for one in people(r, active_only=False) if one.subject == subject), None)


def person_by_no(r: Reader, no: str) -> Person | None:
    """The active person with this staff number."""
    return next((one for one in people(r) if one.no == no), None)


def person_skills(r: Reader, expiring_by: date | None = None) -> list[PersonSkill]:
    """Skills and authorisations of everybody; with `expiring_by` only those that end on or before that
    day.
    """
    stmt = select(SKILL).order_by(SKILL.c.subject, SKILL.c.skill)
    if expiring_by is not None:
        stmt = stmt.where(SKILL.c.until <= expiring_by.isoformat())
    return [PersonSkill(row.subject, row.skill, _day(row.until)) for row in r.rows(stmt)]


def posts(r: Reader, on: date | None = None) -> list[Post]:
    """Posts that are open today (or on a day), by code."""
    day = (on or r.today).isoformat()
    rules = post_rules(r)
    stmt = select(POST).where((POST.c.closed.is_(None)) | (POST.c.closed > day))
    return [
        Post(
            subject=row.subject,
            code=row.code,
            name=Words(row.zh, row.en),
            zone=row.zone,
            service_class=row.service_class,
            skill=row.skill,
            stations=row.stations,
            min_cover=row.min_cover,
            dual_control=bool(row.dual_control),
            handover_minutes=rules.get(row.subject, (0, ()))[0],
            incompatible=rules.get(row.subject, (0, ()))[1],
        )
        for row in r.rows(stmt.order_by(POST.c.code, POST.c.subject))
    ]


def post_rules(r: Reader) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Post -> minutes of handing over, and the posts that may not be in one hand with it, whichever of the two says
    so; posts without either are left out."""
    found = {row.subject: (row.handover_minutes, set(row.incompatible.split())) for row in r.rows(select(POST_RULES))}
    for subject, (_minutes, others) in list(found.items()):
        for other in others:
            found.setdefault(other, (0, set()))[1].add(subject)
    return {subject: (minutes, tuple(sorted(others))) for subject, (minutes, others) in found.items()}


def service_classes(r: Reader) -> list[str]:
    """Codes of the branch's service classes: those that were named, then any other that a post serves."""
    named = [one.code for one in names(r, "class")]
    return named + sorted({post.service_class for post in posts(r)} - {*named, ""})


def names(r: Reader, kind: str) -> list[Named]:
    """All that was named of a kind: "zone", "class" or "skill", by code."""
    stmt = select(NAMED).where(NAMED.c.kind == kind).order_by(NAMED.c.code)
    return [Named(row.code, Words(row.zh, row.en), bool(row.authorisation)) for row in r.rows(stmt)]


def name_of(r: Reader, kind: str, code: str) -> str:
    """The name of a zone, service class or skill in the language in force; its code when it was never
    named.
    """
    return next((str(one.name) for one in names(r, kind) if one.code == code), code)


def weekly_hours(r: Reader) -> list[Hours]:
    """All opening hours ever set, by weekday and date."""
    stmt = select(HOURS).order_by(HOURS.c.subject, HOURS.c.valid_from)
    return [
        Hours(
            weekday=int(row.subject.split(":", 1)[1]),
            valid_from=date.fromisoformat(row.valid_from),
            opening=_opening(row),
        )
        for row in r.rows(stmt)
    ]


def overrides(r: Reader, first: date = date.min, last: date = date.max) -> list[Override]:
    """The branch's own calendar entries from first to last."""
    between = (OVERRIDE.c.subject >= f"calendar:{first.isoformat()}") & (
        OVERRIDE.c.subject <= f"calendar:{last.isoformat()}"
    )
    stmt = select(OVERRIDE).where(between).order_by(OVERRIDE.c.subject)
    return [
        Override(
            day=date.fromisoformat(row.subject.split(":", 1)[1]),
            working=bool(row.working),
            opening=_opening(row),
            note=row.note,
        )
        for row in r.rows(stmt)
    ]


def calendar(r: Reader) -> Calendar:
    """Opening hours and working days, read once and asked often."""
    return Calendar(weekly_hours(r), overrides(r))


def opening(r: Reader, day: date) -> Opening | None:
    """When the doors are open on a day: own overrides win over holidays and make-up days over weekly
    hours.
    """
    return calendar(r).opening(day)


def day_kind(r: Reader, day: date) -> DayKind:
    """What kind of day it is here; `known` False says that the national calendar of that year is not
    known.
    """
    return calendar(r).kind(day)


def is_working_day(r: Reader, day: date) -> bool:
    """Whether the office works on a day (deadlines count such days)."""
    return calendar(r).is_working(day)


def working_days_after(r: Reader, day: date, n: int) -> date:
    """The n-th working day after a day (n = 0: the day itself, or the next that works)."""
    return after(day, n, calendar(r).is_working)


def clashes(r: Reader) -> list[Clash]:
    """Staff numbers and post codes that two subjects have: possible only after a merge, mended by a
    person.
    """
    numbers = ((one.no, one.subject) for one in people(r))
    codes = ((one.code, one.subject) for one in posts(r))
    return _twice("no", numbers) + _twice("post", codes)


def _twice(what: str, claimed: Iterable[tuple[str, str]]) -> list[Clash]:
    claims: dict[str, list[str]] = {}
    for value, subject in claimed:
        claims.setdefault(value, []).append(subject)
    return [Clash(what, key, tuple(who)) for key, who in sorted(claims.items()) if len(who) > 1]


def _opening(row) -> Opening | None:
    return None if row.open_minute is None else Opening(row.open_minute, row.close_minute)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
