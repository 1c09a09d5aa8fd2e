"""The two ledgers of a month: points and money, line by line and added up by person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import money, points, short_day, signed_points
from supervisor.language import _

_NO_CHARGE = ("start", "measure", "scaled", "combined", "rounding", "floor", "cap", "limit")


@dataclass(frozen=True)
class Entry:
    """A line of somebody's score by which points or money were taken or given."""

    subject: str
    person: str
    name: str
    line: Any
    title: str


@dataclass(frozen=True)
class Account:
    """One person's entries added up: hundredths of points as recorded, cents."""

    subject: str
    name: str
    role: str
    off_c: int
    added_c: int
    fines_cents: int
    awards_cents: int


def entries(snapshot: Any) -> list[Entry]:
    """Every award and penalty of the month, person by person."""
    if snapshot.scored is None:
        return []
    found = []
    for score in snapshot.scored.people:
        for number, line in enumerate(score.lines):
            if (line.kind in _NO_CHARGE and not line.money_cents) or not (line.points_c or line.money_cents):
                continue
            title = snapshot.items.get(line.item, "") or str(line.rule_name)
            found.append(Entry(f"{score.person} {number}", score.person, score.name, line, title))
    return found


def accounts(snapshot: Any) -> list[Account]:
    """The same by person; everybody has a row."""
    own: dict[str, list[Any]] = {}
    for each in entries(snapshot):
        own.setdefault(each.person, []).append(each.line)
    people = snapshot.scored.people if snapshot.scored is not None else ()
    return [
        Account(
            score.person, score.name, score.role,
            sum(min(line.points_c, 0) for line in own.get(score.person, ())),
            sum(max(line.points_c, 0) for line in own.get(score.person, ())),
            sum(min(line.money_cents, 0) for line in own.get(score.person, ())),
            sum(max(line.money_cents, 0) for line in own.get(score.person, ())),
        )
        for score in people
    ]  # fmt: skip


def account_table(theme: Theme) -> DataTable:
    """A row a person."""
    return DataTable(
        theme,
        [
            Column("name", _("Person"), lambda a: a.name, width=-1, strong=True),
            Column("role", _("Role"), lambda a: a.role, width=110, spare=True),
            Column("off", _("Points off"), lambda a: _points(a.off_c), lambda a: a.off_c, True, width=92),
            Column("added", _("Points added"), lambda a: _points(a.added_c), lambda a: a.added_c, True, width=92),
            Column("fines", _("Fines"), lambda a: _money(a.fines_cents), lambda a: a.fines_cents, True, width=100),
            Column("awards", _("Given"), lambda a: _money(a.awards_cents), lambda a: a.awards_cents, True, width=100),
            Column("net", _("Money in all"), lambda a: money(a.fines_cents + a.awards_cents),
                   lambda a: a.fines_cents + a.awards_cents, True, width=132, strong=True),
        ],
        name=_("Awards and penalties by person"),
        empty=EmptyState(_("Nobody can be scored in this month yet.")),
        sort_by="net",
    )  # fmt: skip


def entry_table(theme: Theme) -> DataTable:
    """A row an award or a penalty."""
    return DataTable(
        theme,
        [
            Column("name", _("Person"), lambda e: e.name, width=110, strong=True),
            Column("day", _("Day"), lambda e: short_day(e.line.day) if e.line.day else "–",
                   lambda e: e.line.day.isoformat() if e.line.day else "", width=72),
            Column("what", _("What"), lambda e: e.title, width=-1),
            Column("rule", _("Rule"), lambda e: str(e.line.rule_name) or "–", width=170, spare=True),
            Column("points", _("Points"), lambda e: _points(e.line.points_c), lambda e: e.line.points_c, True,
                   width=76),
            Column("money", _("Money"), lambda e: _money(e.line.money_cents), lambda e: e.line.money_cents, True,
                   width=100),
        ],
        name=_("Every award and penalty"),
        empty=EmptyState(_("No award and no penalty this month.")),
        sort_by="money",
    )  # fmt: skip


def said(rows: list[Account]) -> str:
    """The month in a sentence."""
    words = _("Points off {off}, added {added}; fines {fines}, awards {awards}.")
    return words.format(
        off=points(sum(a.off_c for a in rows)), added=signed_points(sum(a.added_c for a in rows)),
        fines=money(-sum(a.fines_cents for a in rows)), awards=money(sum(a.awards_cents for a in rows)),
    )  # fmt: skip


def _points(value_c: int) -> str:
    return signed_points(value_c) if value_c else "–"


def _money(cents: int) -> str:
    return money(cents) if cents else "–"
