"""The roster as it stands, day by day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import BigInteger, Column, String, Table, select

from supervisor.branch.ledger import opening, people, posts
from supervisor.journal import Entry, Ledger, Reader, Rows
from supervisor.roster import cover
from supervisor.roster.events import (
    AbsenceRecorded,
    AbsenceWithdrawn,
    DayPlanned,
    DutyChanged,
    LunchSet,
    PlannedDuty,
    PlanWithdrawn,
    RulesSet,
)
from supervisor.roster.records import Absence, DayRoster, Duty, Lunch, Shortage
from supervisor.roster.rules import Rules

__all__ = ["Absence", "DayRoster", "Duty", "Lunch", "Shortage"]
SETTING_SUBJECT = "setting:roster"

LEDGER = Ledger("roster", version=1)
DAY = LEDGER.table("day", Column("source", String, nullable=False))
DUTY = LEDGER.table(
    "duty",
    Column("person", String),
    Column("start_minute", BigInteger),
    Column("end_minute", BigInteger, nullable=False),
    Column("post", String, nullable=False),
    key=("person", "start_minute"),
)
ABSENCE = LEDGER.table(
    "absence",
    Column("person", String),
    Column("start_minute", BigInteger),
    Column("end_minute", BigInteger, nullable=False),
    Column("kind", String, nullable=False),
    Column("note", String, nullable=False),
    key=("person", "start_minute"),
)
LUNCH = LEDGER.table(
    "lunch",
    Column("person", String),
    Column("start_minute", BigInteger, nullable=False),
    Column("end_minute", BigInteger, nullable=False),
    key=("person",),
)
RULE = LEDGER.table("rule", Column("name", String), Column("value", BigInteger, nullable=False), key=("name",))


@LEDGER.on(DayPlanned)
def _planned(rows: Rows, fact: DayPlanned, _entry: Entry) -> None:
    _clear(rows)
    rows.put(DAY, source=fact.source)
    _put(rows, fact.duties)
    for lunch in fact.lunches:
        rows.put(LUNCH, person=lunch.person, start_minute=lunch.start_minute, end_minute=lunch.end_minute)


@LEDGER.on(PlanWithdrawn)
def _withdrawn(rows: Rows, _fact: PlanWithdrawn, _entry: Entry) -> None:
    _clear(rows)
    rows.drop(DAY)


def _clear(rows: Rows) -> None:
    for row in rows.all(DUTY):
        rows.drop(DUTY, row["person"], row["start_minute"])
    for row in rows.all(LUNCH):
        rows.drop(LUNCH, row["person"])


@LEDGER.on(DutyChanged)
def _changed(rows: Rows, fact: DutyChanged, _entry: Entry) -> None:
    for row in rows.all(DUTY):
        if row["person"] == fact.person:
            rows.drop(DUTY, row["person"], row["start_minute"])
    _put(rows, fact.duties)
    if not fact.duties:
        rows.drop(LUNCH, fact.person)
    if rows.get(DAY) is None:
        rows.put(DAY, source="person")


def _put(rows: Rows, duties: Iterable[PlannedDuty]) -> None:
    for duty in duties:
        rows.put(
            DUTY,
            person=duty.person,
            start_minute=duty.start_minute,
            end_minute=duty.end_minute,
            post=duty.post,
        )


@LEDGER.on(LunchSet)
def _lunch(rows: Rows, fact: LunchSet, _entry: Entry) -> None:
    if fact.start_minute is None or fact.end_minute is None:
        rows.drop(LUNCH, fact.person)
    else:
        rows.put(LUNCH, person=fact.person, start_minute=fact.start_minute, end_minute=fact.end_minute)


@LEDGER.on(AbsenceRecorded)
def _absent(rows: Rows, fact: AbsenceRecorded, _entry: Entry) -> None:
    rows.put(
        ABSENCE,
        person=fact.person,
        start_minute=fact.start_minute,
        end_minute=fact.end_minute,
        kind=fact.kind,
        note=fact.note,
    )


@LEDGER.on(AbsenceWithdrawn)
def _present(rows: Rows, fact: AbsenceWithdrawn, _entry: Entry) -> None:
    rows.drop(ABSENCE, fact.person, fact.start_minute)


@LEDGER.on(RulesSet)
def _rules(rows: Rows, fact: RulesSet, _entry: Entry) -> None:
    for name in Rules.__struct_fields__:
        rows.put(RULE, name=name, value=getattr(fact, name))


def subject_of(day: date) -> str:
    """The journal subject of a day's roster."""
    return f"roster:{day.isoformat()}"


def duties(r: Reader, day: date) -> list[Duty]:
    """Who is planned on which post, by person and time. Absences and lunches are not taken off (see
    `on_post`).
    """
    return _duties(r, day, day).get(day, [])


def absences(r: Reader, day: date) -> list[Absence]:
    """Who is away on a day, by person and time."""
    return _absences(r, day, day).get(day, [])


def lunches(r: Reader, day: date) -> list[Lunch]:
    """When people eat on a day, by time."""
    return _lunches(r, day, day).get(day, [])


def day_roster(r: Reader, day: date) -> DayRoster:
    """Everything about one day."""
    return days(r, day, day)[0]


def days(r: Reader, first: date, last: date) -> list[DayRoster]:
    """Everything about each day from first to last, planned or not, in four queries however many days."""
    known = {row.subject for row in r.rows(_between(DAY, first, last))}
    plans, away, meals = _duties(r, first, last), _absences(r, first, last), _lunches(r, first, last)
    return [
        DayRoster(
            day,
            subject_of(day) in known,
            tuple(plans.get(day, ())),
            tuple(away.get(day, ())),
            tuple(meals.get(day, ())),
        )
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
    ]


def planned_between(r: Reader, first: date, last: date) -> set[date]:
    """The days from first to last that somebody has planned."""
    return {_day_of(row.subject) for row in r.rows(_between(DAY, first, last))}


def absences_between(r: Reader, first: date, last: date) -> dict[date, list[Absence]]:
    """Who is away on each day from first to last on which anybody is."""
    return _absences(r, first, last)


def is_planned(r: Reader, day: date) -> bool:
    """Whether somebody has planned the day."""
    return bool(r.rows(_between(DAY, day, day)))


def on_post(r: Reader, day: date, minute: int) -> dict[str, tuple[str, ...]]:
    """Post → persons really on it at a minute of the day: duties less absences less lunches."""
    return cover.present(duties(r, day), absences(r, day), lunches(r, day), minute)


def cover_by_post(r: Reader, day: date, first_minute: int, quarters: int) -> dict[str, list[float]]:
    """Post → mean number of people on it in each quarter-hour from `first_minute`."""
    return cover.counts(duties(r, day), absences(r, day), lunches(r, day), first_minute, quarters)


def servers(r: Reader, day: date, first_minute: int, quarters: int) -> dict[str, list[float]]:
    """Service class → mean number of people serving it in each quarter-hour from `first_minute`."""
    served = {post.subject: post.service_class for post in posts(r, on=day)}
    out: dict[str, list[float]] = {served_class: [0.0] * quarters for served_class in served.values() if served_class}
    for post, line in cover_by_post(r, day, first_minute, quarters).items():
        if served.get(post):
            total = out[served[post]]
            out[served[post]] = [a + b for a, b in zip(total, line, strict=True)]
    return out


def shortages(r: Reader, day: date) -> list[Shortage]:
    """Posts that will be below minimum cover while the branch is open; every covered post, if nothing is
    planned.
    """
    open_ = opening(r, day)
    if open_ is None:
        return []
    minimum = {post.subject: post.min_cover for post in posts(r, on=day) if post.min_cover}
    plan = (_able(r, day), absences(r, day), lunches(r, day))
    return cover.shortages(*plan, minimum, open_.open_minute, open_.close_minute)


def _able(r: Reader, day: date) -> list[Duty]:
    """The duties of a day without those whose skill has run out since they were planned: they cover nothing."""
    if day < r.today:
        return duties(r, day)
    wanted = {post.subject: post.skill for post in posts(r, on=day) if post.skill}
    held = {one.subject: one.skills for one in people(r, on=day)}
    return [
        one for one in duties(r, day)
        if one.post not in wanted or one.person not in held or wanted[one.post] in held[one.person]
    ]  # fmt: skip


def rules(r: Reader) -> Rules:
    """The rules by which rosters are made; the defaults until somebody sets them."""
    stored = {row.name: row.value for row in r.rows(select(RULE))}
    return Rules(**{name: stored[name] for name in Rules.__struct_fields__ if name in stored})


def _between(table: Table, first: date, last: date):
    return (
        select(table)
        .where(table.c.subject >= subject_of(first), table.c.subject <= subject_of(last))
        .order_by(*table.primary_key.columns)
    )


def _day_of(subject: str) -> date:
    return date.fromisoformat(subject.removeprefix("roster:"))


def _duties(r: Reader, first: date, last: date) -> dict[date, list[Duty]]:
    out: dict[date, list[Duty]] = {}
    for row in r.rows(_between(DUTY, first, last)):
        duty = Duty(row.person, row.post, row.start_minute, row.end_minute)
        out.setdefault(_day_of(row.subject), []).append(duty)
    return out


def _absences(r: Reader, first: date, last: date) -> dict[date, list[Absence]]:
    out: dict[date, list[Absence]] = {}
    for row in r.rows(_between(ABSENCE, first, last)):
        absence = Absence(row.person, row.kind, row.start_minute, row.end_minute, row.note)
        out.setdefault(_day_of(row.subject), []).append(absence)
    return out


def _lunches(r: Reader, first: date, last: date) -> dict[date, list[Lunch]]:
    out: dict[date, list[Lunch]] = {}
    for row in r.rows(_between(LUNCH, first, last)):
        lunch = Lunch(row.person, row.start_minute, row.end_minute)
        out.setdefault(_day_of(row.subject), []).append(lunch)
    for meals in out.values():
        meals.sort(key=lambda one: (one.start_minute, one.person))
    return out
