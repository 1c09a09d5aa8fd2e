"""The settings of complaints as they are now, and the time limits as they were set: tables, folds, queries."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, date, datetime

import msgspec
from sqlalchemy import BigInteger, Column, String, select

from supervisor.complaints.kernel.deadlines import DeadlineRules
from supervisor.journal import Entry, Ledger, Reader, Rows
from supervisor.language import Words

from . import classes, events
from .figures import Figures
from .kinds import ServiceKind, shipped_kinds

LEDGER = Ledger("complaint_settings", version=2)
LIMITS = LEDGER.table(
    "limits", Column("valid_from", String), Column("rules", String, nullable=False), key=("valid_from",)
)
LIMITS_SET = LEDGER.table(
    "limits_set",
    Column("entry", String),
    Column("valid_from", String, nullable=False),
    Column("rules", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    key=("entry",),
)
FIGURES = LEDGER.table("figures", Column("figures", String, nullable=False))
KIND = LEDGER.table("service_kind", Column("code", String), Column("kind", String, nullable=False), key=("code",))
CLASS = LEDGER.table(
    "class",
    Column("tree", String),
    Column("code", String),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("parent", String, nullable=False),
    Column("active", BigInteger, nullable=False),
    Column("weight_points_c", BigInteger, nullable=False),
    key=("tree", "code"),
)


@LEDGER.on(events.DeadlinesSet)
def _limits_set(rows: Rows, fact: events.DeadlinesSet, entry: Entry) -> None:
    text = msgspec.json.encode(msgspec.convert(fact, DeadlineRules, from_attributes=True)).decode()
    day = fact.valid_from.isoformat()
    rows.put(LIMITS, valid_from=day, rules=text)
    rows.put(LIMITS_SET, entry=entry.id, valid_from=day, rules=text, actor=entry.actor, at_ms=entry.at_ms)


@LEDGER.on(events.ClassDefined)
def _class_defined(rows: Rows, fact: events.ClassDefined, _entry: Entry) -> None:
    rows.put(
        CLASS,
        tree=fact.tree,
        code=fact.code,
        zh=fact.zh,
        en=fact.en,
        parent=fact.parent,
        active=int(fact.active),
        weight_points_c=fact.weight_points_c,
    )


@LEDGER.on(events.FiguresSet)
def _figures_set(rows: Rows, fact: events.FiguresSet, _entry: Entry) -> None:
    rows.put(FIGURES, figures=msgspec.json.encode(msgspec.convert(fact, Figures, from_attributes=True)).decode())


@LEDGER.on(events.ServiceKindSet)
def _kind_set(rows: Rows, fact: events.ServiceKindSet, _entry: Entry) -> None:
    rows.put(KIND, code=fact.code, kind=msgspec.json.encode(fact).decode())


def deadline_rules(r: Reader, day: date) -> DeadlineRules:
    """The limits valid on a day: the branch's own, or the defaults."""
    text = r.value(
        select(LIMITS.c.rules)
        .where(LIMITS.c.valid_from <= day.isoformat())
        .order_by(LIMITS.c.valid_from.desc())
        .limit(1)
    )
    return msgspec.json.decode(text, type=DeadlineRules) if text else DeadlineRules()


def deadline_rules_by_day(r: Reader) -> Callable[[date], DeadlineRules]:
    """The limits valid on any day, for many days: they are read once."""
    rows = r.rows(select(LIMITS.c.valid_from, LIMITS.c.rules).order_by(LIMITS.c.valid_from))
    since = [row.valid_from for row in rows]
    rules = [DeadlineRules(), *(msgspec.json.decode(row.rules, type=DeadlineRules) for row in rows)]
    return lambda day: rules[bisect_right(since, day.isoformat())]


class LimitsSet(msgspec.Struct, frozen=True):
    """Time limits as somebody set them once; `standing` False when others for the same day replaced them."""

    valid_from: date
    rules: DeadlineRules
    actor: str
    at: datetime
    standing: bool


def limits_history(r: Reader) -> list[LimitsSet]:
    """Every setting of the time limits, the newest day first, of one day the last one first."""
    rows = r.rows(select(LIMITS_SET).order_by(LIMITS_SET.c.at_ms.desc(), LIMITS_SET.c.entry.desc()))
    found, days = [], set()
    for row in sorted(rows, key=lambda one: one.valid_from, reverse=True):
        rules = msgspec.json.decode(row.rules, type=DeadlineRules)
        at = datetime.fromtimestamp(row.at_ms / 1000, UTC)
        found.append(LimitsSet(date.fromisoformat(row.valid_from), rules, row.actor, at, row.valid_from not in days))
        days.add(row.valid_from)
    return found


def figures(r: Reader) -> Figures:
    """Windows, counts and sizes as they are now: the branch's own, or the defaults."""
    text = r.value(select(FIGURES.c.figures))
    return msgspec.json.decode(text, type=Figures) if text else Figures()


def service_kinds(r: Reader, *, active_only: bool = True) -> list[ServiceKind]:
    """The kinds of service: what ships, overridden and extended by the branch's own."""
    found = {kind.code: kind for kind in shipped_kinds()}
    for row in r.rows(select(KIND.c.kind).order_by(KIND.c.code)):
        fact = msgspec.json.decode(row.kind, type=events.ServiceKindSet)
        found[fact.code] = ServiceKind(
            fact.code, Words(fact.zh, fact.en), fact.lines, fact.promise_minutes, fact.promise_working_days,
            fact.active, own=True,
        )  # fmt: skip
    return [kind for kind in found.values() if kind.active or not active_only]


def service_kind(r: Reader, code: str) -> ServiceKind | None:
    """One kind, retired or not."""
    return next((kind for kind in service_kinds(r, active_only=False) if kind.code == code), None)


def tree(r: Reader, name: str) -> list[classes.Class]:
    """One of `classes.TREES` as it is now, retired nodes too: what ships, overridden by the branch's own."""
    nodes = {node.code: node for node in classes.shipped(name)}
    for row in r.rows(select(CLASS).where(CLASS.c.tree == name).order_by(CLASS.c.code)):
        nodes[row.code] = classes.Class(
            row.code, Words(row.zh, row.en), row.parent, bool(row.active), row.weight_points_c
        )
    return list(nodes.values())


def pause_reasons(r: Reader) -> list[classes.Class]:
    """For which reasons the day limits may stand still, retired ones too."""
    return tree(r, classes.PAUSE)


def usable(r: Reader, name: str) -> list[classes.Class]:
    """What a case may be given of a tree from now on: nodes that are not retired."""
    return [node for node in tree(r, name) if node.active]
