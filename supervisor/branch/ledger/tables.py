"""The branch as it stands: its tables and how each event changes its subject's rows."""

from __future__ import annotations

from datetime import date

import msgspec
from sqlalchemy import BigInteger, Column, Float, String

from supervisor.branch import stints
from supervisor.branch.events import (
    BranchFounded,
    BranchNumberSet,
    ClassSet,
    HoursSet,
    OverrideSet,
    OverrideWithdrawn,
    PaydaysSet,
    PensionDaysSet,
    PersonChanged,
    PersonJoined,
    PersonLeft,
    PersonReturned,
    PersonStruck,
    PersonTemporary,
    PostClosed,
    PostRulesSet,
    PostSet,
    ProfileChanged,
    SkillGranted,
    SkillSet,
    SkillWithdrawn,
    ZoneSet,
)
from supervisor.journal import Entry, Ledger, Rows

LEDGER = Ledger("branch", version=3)
PROFILE = LEDGER.table(
    "profile",
    Column("name", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("target_minutes", Float, nullable=False),
    Column("target_share", Float, nullable=False),
    Column("paydays", String, nullable=False),
    Column("pension_days", String, nullable=False),
    Column("number", String, nullable=False),
)
NAMED = LEDGER.table(  # zones, service classes, skills: a code with a name in both languages
    "named",
    Column("kind", String),
    Column("code", String, nullable=False),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("authorisation", BigInteger, nullable=False),
    key=("kind",),
)
POST = LEDGER.table(
    "post",
    Column("code", String, nullable=False),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("service_class", String, nullable=False),
    Column("skill", String, nullable=False),
    Column("stations", BigInteger, nullable=False),
    Column("min_cover", BigInteger, nullable=False),
    Column("dual_control", BigInteger, nullable=False),
    Column("closed", String),
)
POST_RULES = LEDGER.table(
    "post_rules",
    Column("handover_minutes", BigInteger, nullable=False),
    Column("incompatible", String, nullable=False),
)
PERSON = LEDGER.table(
    "person",
    Column("no", String, nullable=False),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("sex", String, nullable=False),
    Column("joined", String, nullable=False),
    Column("left", String),
    Column("temporary_since", String),
    Column("temporary_until", String),
    indexes=("no",),
)
STINT = LEDGER.table(  # the jobs a person held, a row each, without the days he was away between two
    "stint",
    Column("since", String),
    Column("role", String, nullable=False),
    Column("until", String),
    key=("since",),
)
SKILL = LEDGER.table("skill", Column("skill", String), Column("until", String), key=("skill",))
HOURS = LEDGER.table(
    "hours",
    Column("valid_from", String),
    Column("open_minute", BigInteger),
    Column("close_minute", BigInteger),
    key=("valid_from",),
)
OVERRIDE = LEDGER.table(
    "override",
    Column("working", BigInteger, nullable=False),
    Column("open_minute", BigInteger),
    Column("close_minute", BigInteger),
    Column("note", String, nullable=False),
)


@LEDGER.on(BranchFounded)
def _founded(rows: Rows, fact: BranchFounded, _entry: Entry) -> None:
    known = rows.get(PROFILE) or {}
    apart = {column: known.get(column, "") for column in ("paydays", "pension_days", "number")}
    rows.put(PROFILE, **msgspec.structs.asdict(fact), **apart)


@LEDGER.on(ProfileChanged)
def _profile(rows: Rows, fact: ProfileChanged, _entry: Entry) -> None:
    rows.change(PROFILE, **_given(fact))


@LEDGER.on(BranchNumberSet)
def _number(rows: Rows, fact: BranchNumberSet, _entry: Entry) -> None:
    rows.change(PROFILE, number=fact.branch_no)


@LEDGER.on(PaydaysSet)
def _paydays(rows: Rows, fact: PaydaysSet, _entry: Entry) -> None:
    rows.change(PROFILE, paydays=",".join(map(str, fact.days)))


@LEDGER.on(PensionDaysSet)
def _pension_days(rows: Rows, fact: PensionDaysSet, _entry: Entry) -> None:
    rows.change(PROFILE, pension_days=",".join(map(str, fact.days)))


@LEDGER.on(ZoneSet, ClassSet, SkillSet)
def _named(rows: Rows, fact: ZoneSet | ClassSet | SkillSet, _entry: Entry) -> None:
    kind, code = rows.subject.split(":", 1)
    authorisation = int(isinstance(fact, SkillSet) and fact.authorisation)
    rows.put(NAMED, kind=kind, code=code, zh=fact.name.zh, en=fact.name.en, authorisation=authorisation)


@LEDGER.on(PostSet)
def _post(rows: Rows, fact: PostSet, _entry: Entry) -> None:
    rows.put(
        POST,
        code=fact.code,
        zh=fact.name.zh,
        en=fact.name.en,
        zone=fact.zone,
        service_class=fact.service_class,
        skill=fact.skill,
        stations=fact.stations,
        min_cover=fact.min_cover,
        dual_control=int(fact.dual_control),
    )


@LEDGER.on(PostRulesSet)
def _post_rules(rows: Rows, fact: PostRulesSet, _entry: Entry) -> None:
    rows.put(POST_RULES, handover_minutes=fact.handover_minutes, incompatible=" ".join(fact.incompatible))


@LEDGER.on(PostClosed)
def _post_closed(rows: Rows, fact: PostClosed, _entry: Entry) -> None:
    rows.change(POST, closed=fact.day.isoformat())


@LEDGER.on(PersonJoined)
def _joined(rows: Rows, fact: PersonJoined, _entry: Entry) -> None:
    rows.put(PERSON, **{**msgspec.structs.asdict(fact), "joined": fact.joined.isoformat()})
    _keep(rows, stints.joined(fact.role, fact.joined))


@LEDGER.on(PersonChanged)
def _changed(rows: Rows, fact: PersonChanged, entry: Entry) -> None:
    held = _held(rows)
    if fact.role is not None and (fact.since is not None or not held or held[-1].role != fact.role):
        entered = date(entry.day // 10000, entry.day // 100 % 100, entry.day % 100)
        _keep(rows, stints.moved(held, fact.role, fact.since or entered))
    rows.change(PERSON, **{name: value for name, value in _given(fact).items() if name != "since"})


@LEDGER.on(PersonTemporary)
def _temporary(rows: Rows, fact: PersonTemporary, _entry: Entry) -> None:
    rows.change(PERSON, temporary_since=_iso(fact.since), temporary_until=_iso(fact.until))


@LEDGER.on(PersonLeft)
def _left(rows: Rows, fact: PersonLeft, _entry: Entry) -> None:
    rows.change(PERSON, left=fact.day.isoformat())
    _keep(rows, stints.left(_held(rows), fact.day))


@LEDGER.on(PersonReturned)
def _returned(rows: Rows, fact: PersonReturned, _entry: Entry) -> None:
    rows.change(PERSON, left=None, joined=fact.day.isoformat())
    known = rows.get(PERSON)
    if known is not None:
        _keep(rows, stints.returned(_held(rows), known["role"], fact.day))


def _held(rows: Rows) -> list[stints.Stint]:
    return [
        stints.Stint(row["role"], date.fromisoformat(row["since"]), row["until"] and date.fromisoformat(row["until"]))
        for row in rows.all(STINT)
    ]


def _keep(rows: Rows, held: tuple[stints.Stint, ...]) -> None:
    """These stints and no others."""
    for gone in {row["since"] for row in rows.all(STINT)} - {each.since.isoformat() for each in held}:
        rows.drop(STINT, gone)
    for each in held:
        rows.put(STINT, since=each.since.isoformat(), role=each.role, until=_iso(each.until))


@LEDGER.on(PersonStruck)
def _struck(rows: Rows, _fact: PersonStruck, _entry: Entry) -> None:
    for held in rows.all(SKILL):
        rows.drop(SKILL, held["skill"])
    _keep(rows, ())
    rows.drop(PERSON)


@LEDGER.on(SkillGranted)
def _skill(rows: Rows, fact: SkillGranted, _entry: Entry) -> None:
    rows.put(SKILL, skill=fact.skill, until=_iso(fact.until))


@LEDGER.on(SkillWithdrawn)
def _no_skill(rows: Rows, fact: SkillWithdrawn, _entry: Entry) -> None:
    rows.drop(SKILL, fact.skill)


@LEDGER.on(HoursSet)
def _hours(rows: Rows, fact: HoursSet, _entry: Entry) -> None:
    rows.put(
        HOURS,
        valid_from=fact.valid_from.isoformat(),
        open_minute=fact.open_minute,
        close_minute=fact.close_minute,
    )


@LEDGER.on(OverrideSet)
def _override(rows: Rows, fact: OverrideSet, _entry: Entry) -> None:
    rows.put(
        OVERRIDE,
        working=int(fact.working),
        open_minute=fact.open_minute,
        close_minute=fact.close_minute,
        note=fact.note,
    )


@LEDGER.on(OverrideWithdrawn)
def _no_override(rows: Rows, _fact: OverrideWithdrawn, _entry: Entry) -> None:
    rows.drop(OVERRIDE)


def _given(fact: ProfileChanged | PersonChanged) -> dict:
    return {name: value for name, value in msgspec.structs.asdict(fact).items() if value is not None}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
