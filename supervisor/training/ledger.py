"""The training record as it is now: tables, folds, queries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, Float, String, select

from supervisor.journal import Entry, Ledger, Reader, Rows
from supervisor.language import Words

from . import events
from .records import Certificate, Course, Drill, Outcome, Session, TestResult

LEDGER = Ledger("training", version=1)


def _text(*names: str) -> list[Column[Any]]:
    return [Column(name, String, nullable=False) for name in names]


def _whole(*names: str) -> list[Column[Any]]:
    return [Column(name, BigInteger, nullable=False) for name in names]


COURSE = LEDGER.table(
    "course",
    *_text("code", "zh", "en", "skill"),
    *_whole("full_points_c", "pass_points_c", "valid_months", "active"),
)
SESSION = LEDGER.table(
    "session",
    *_text("course", "day", "trainer", "participants", "note"),
    *_whole("start_ms", "minutes"),
    indexes=("day",),
)
TEST = LEDGER.table(
    "test",
    *_text("course", "person", "day"),
    *_whole("taken_ms", "points_c", "full_points_c", "pass_points_c"),
    indexes=("day", ("person", "day")),
)
CERTIFICATE = LEDGER.table(
    "certificate",
    *_text("person", "course", "reference", "granted"),
    Column("valid_until", String),
    *_whole("valid"),
    indexes=("person", ("valid", "valid_until")),
)
DRILL = LEDGER.table(
    "drill",
    *_text("scene", "day", "commander", "participants", "note"),
    *_text("scene_zh", "scene_en", "scene_digest", "acts_digest", "lesson_zh", "lesson_en"),
    *_whole("held_ms", "seconds", "passed", "seed"),
    Column("speed", Float, nullable=False),
    *(Column(name, BigInteger) for name in ("first_order_seconds", "lost", "steps_missed", "steps_late")),
    *(Column(name, Float) for name in ("waiting_minutes", "no_action_minutes", "greedy_minutes", "hindsight_minutes")),
    indexes=("day",),
)


_PLAYED = (
    "scene_digest", "acts_digest", "seed", "speed", "first_order_seconds", "waiting_minutes", "no_action_minutes",
    "greedy_minutes", "hindsight_minutes", "lost", "steps_missed", "steps_late",
)  # fmt: skip


def _business_day(entry: Entry) -> str:
    return f"{entry.day // 10000:04d}-{entry.day // 100 % 100:02d}-{entry.day % 100:02d}"


def _ms(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)


def _instant(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


def _people(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("\n")))


@LEDGER.on(events.CourseDefined)
def _defined(rows: Rows, fact: events.CourseDefined, _entry: Entry) -> None:
    rows.put(
        COURSE,
        code=fact.code,
        zh=fact.name.zh,
        en=fact.name.en,
        skill=fact.skill,
        full_points_c=fact.full_points_c,
        pass_points_c=fact.pass_points_c,
        valid_months=fact.valid_months,
        active=int(fact.active),
    )


@LEDGER.on(events.SessionHeld)
def _held(rows: Rows, fact: events.SessionHeld, entry: Entry) -> None:
    rows.put(
        SESSION,
        course=fact.course,
        day=_business_day(entry),
        start_ms=_ms(fact.start),
        minutes=fact.minutes,
        trainer=fact.trainer,
        participants="\n".join(fact.participants),
        note=fact.note,
    )


@LEDGER.on(events.TestTaken)
def _tested(rows: Rows, fact: events.TestTaken, entry: Entry) -> None:
    rows.put(
        TEST,
        course=fact.course,
        person=fact.person,
        day=_business_day(entry),
        taken_ms=_ms(fact.taken),
        points_c=fact.points_c,
        full_points_c=fact.full_points_c,
        pass_points_c=fact.pass_points_c,
    )


@LEDGER.on(events.TestWithdrawn)
def _not_tested(rows: Rows, _fact: events.TestWithdrawn, _entry: Entry) -> None:
    rows.drop(TEST)


@LEDGER.on(events.CertificateGranted)
def _granted(rows: Rows, fact: events.CertificateGranted, _entry: Entry) -> None:
    rows.put(
        CERTIFICATE,
        person=fact.person,
        course=fact.course,
        reference=fact.reference,
        granted=fact.granted.isoformat(),
        valid_until=None if fact.valid_until is None else fact.valid_until.isoformat(),
        valid=1,
    )


@LEDGER.on(events.CertificateWithdrawn)
def _withdrawn(rows: Rows, _fact: events.CertificateWithdrawn, _entry: Entry) -> None:
    rows.change(CERTIFICATE, valid=0)


@LEDGER.on(events.DrillHeld)
def _drilled(rows: Rows, fact: events.DrillHeld, entry: Entry) -> None:
    rows.put(
        DRILL,
        scene=fact.scene,
        day=_business_day(entry),
        held_ms=_ms(fact.held),
        commander=fact.commander,
        participants="\n".join(fact.participants),
        seconds=fact.seconds,
        passed=int(fact.passed),
        note=fact.note,
        scene_zh=fact.scene_name.zh,
        scene_en=fact.scene_name.en,
        lesson_zh=fact.lesson.zh,
        lesson_en=fact.lesson.en,
        **{name: getattr(fact, name) for name in _PLAYED},
    )


def courses(r: Reader, active_only: bool = True) -> list[Course]:
    """What is taught, by code."""
    stmt = select(COURSE).order_by(COURSE.c.code)
    if active_only:
        stmt = stmt.where(COURSE.c.active == 1)
    return [
        Course(
            row.subject,
            row.code,
            Words(row.zh, row.en),
            row.skill,
            row.full_points_c,
            row.pass_points_c,
            row.valid_months,
            bool(row.active),
        )
        for row in r.rows(stmt)
    ]


def course(r: Reader, code: str) -> Course | None:
    """The course of a code, also one no longer given."""
    return next((one for one in courses(r, active_only=False) if one.code == code), None)


def sessions(r: Reader, first: date, last: date) -> list[Session]:
    """Sessions held on business days `first`…`last`, by time."""
    within = SESSION.c.day.between(first.isoformat(), last.isoformat())
    return [
        Session(
            row.subject,
            row.course,
            date.fromisoformat(row.day),
            _instant(row.start_ms),
            row.minutes,
            row.trainer,
            _people(row.participants),
            row.note,
        )
        for row in r.rows(select(SESSION).where(within).order_by(SESSION.c.day, SESSION.c.start_ms))
    ]


def results(r: Reader, first: date, last: date, person: str | None = None) -> list[TestResult]:
    """Tests taken on business days `first`…`last`, by time; of one person where named."""
    stmt = select(TEST).where(TEST.c.day.between(first.isoformat(), last.isoformat()))
    if person is not None:
        stmt = stmt.where(TEST.c.person == person)
    return [_result(row) for row in r.rows(stmt.order_by(TEST.c.day, TEST.c.taken_ms, TEST.c.subject))]


def result(r: Reader, subject: str) -> TestResult | None:
    """One test, None when there is none or it was withdrawn."""
    row = r.row(select(TEST).where(TEST.c.subject == subject))
    return None if row is None else _result(row)


def _result(row: Any) -> TestResult:
    return TestResult(
        row.subject,
        row.course,
        row.person,
        date.fromisoformat(row.day),
        _instant(row.taken_ms),
        row.points_c,
        row.full_points_c,
        row.pass_points_c,
    )


def certificates(r: Reader, person: str | None = None) -> list[Certificate]:
    """Certificates not withdrawn, those that run out first at the top; expired ones included."""
    stmt = select(CERTIFICATE).where(CERTIFICATE.c.valid == 1)
    if person is not None:
        stmt = stmt.where(CERTIFICATE.c.person == person)
    found = [_certificate(row) for row in r.rows(stmt)]
    return sorted(found, key=lambda c: (c.valid_until or date.max, c.subject))


def certificate(r: Reader, subject: str) -> Certificate | None:
    """One certificate, None when there is none or it was withdrawn."""
    row = r.row(select(CERTIFICATE).where(CERTIFICATE.c.subject == subject, CERTIFICATE.c.valid == 1))
    return None if row is None else _certificate(row)


def expiring(r: Reader, day: date, within_days: int = 30) -> list[Certificate]:
    """Certificates that have run out, or will within `within_days` after `day`, and were not renewed
    meanwhile.
    """
    until = day + timedelta(days=within_days)
    stmt = select(CERTIFICATE).where(CERTIFICATE.c.valid == 1, CERTIFICATE.c.valid_until <= until.isoformat())
    found = []
    for one in map(_certificate, r.rows(stmt)):
        same = [c for c in certificates(r, one.person) if c.course == one.course]
        if same[-1].subject == one.subject:
            found.append(one)
    return sorted(found, key=lambda c: (c.valid_until or date.max, c.subject))


def _certificate(row: Any) -> Certificate:
    until = None if row.valid_until is None else date.fromisoformat(row.valid_until)
    return Certificate(row.subject, row.person, row.course, row.reference, date.fromisoformat(row.granted), until)


def drills(r: Reader, first: date, last: date) -> list[Drill]:
    """Drills played on business days `first`…`last`, by time."""
    within = DRILL.c.day.between(first.isoformat(), last.isoformat())
    return [
        Drill(
            row.subject,
            row.scene,
            date.fromisoformat(row.day),
            _instant(row.held_ms),
            row.commander,
            _people(row.participants),
            row.seconds,
            bool(row.passed),
            row.note,
            _outcome(row),
        )
        for row in r.rows(select(DRILL).where(within).order_by(DRILL.c.day, DRILL.c.held_ms))
    ]


def _outcome(row: Any) -> Outcome | None:
    """What a drill came to; None for one that was only written down."""
    if not row.scene_digest:
        return None
    return Outcome(
        scene_name=Words(row.scene_zh, row.scene_en),
        lesson=Words(row.lesson_zh, row.lesson_en),
        **{name: getattr(row, name) for name in _PLAYED},
    )
