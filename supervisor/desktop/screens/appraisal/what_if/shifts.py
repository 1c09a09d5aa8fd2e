"""Everybody before and after, while something is tried."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import money, points, signed_points
from supervisor.language import _


class ShiftLine:
    """A row of the list: what was and what would be of one person."""

    def __init__(self, shift: Any, line: Any) -> None:
        self.shift, self.line = shift, line  # `line`: his line of the ranking as it would be
        self.subject: str = shift.before.person


def shift_table(theme: Theme, empty: str = "") -> DataTable:
    """Who moves most stands where the columns are sorted by it; at first in the order of the new places."""
    return DataTable(
        theme,
        [
            Column("rank", _("Rank"), _rank, lambda r: r.shift.after.rank or 999, width=82),
            Column("name", _("Person"), lambda r: r.shift.before.name, width=-1, strong=True),
            Column("after", _("If so"), _after, lambda r: _sort(r.shift.after), True, width=72, strong=True),
            Column("by", _("Moves by"), _by, lambda r: r.shift.points_c, True, width=74),
            Column("before", _("As it is"), _before, lambda r: _sort(r.shift.before), True, width=70, spare=True),
            Column("grade", _("Grade"), _grade, width=64, spare=True),
            Column("money", _("Money"), _money, lambda r: r.shift.after.money_cents, True, width=120, spare=True),
        ],
        name=_("Before and after"),
        empty=EmptyState(empty or _("Nobody can be scored in this month yet.")),
        sort_by="rank",
    )  # fmt: skip


def _before(row: ShiftLine) -> str:
    return _total(row.shift.before)


def _after(row: ShiftLine) -> str:
    return _total(row.shift.after)


def _total(score: Any) -> str:
    return points(score.total_points_c, 2) if score.total_points_c is not None else "–"


def _sort(score: Any) -> int:
    return score.total_points_c if score.total_points_c is not None else -(10**9)


def _by(row: ShiftLine) -> str:
    return signed_points(row.shift.points_c, 2) if row.shift.points_c else ""


def _both(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"


def _rank(row: ShiftLine) -> str:
    return _both(*(str(each.rank) if each.rank else "–" for each in (row.shift.before, row.shift.after)))


def _grade(row: ShiftLine) -> str:
    return _both(row.shift.before.grade or "–", row.shift.after.grade or "–")


def _money(row: ShiftLine) -> str:
    return _both(money(row.shift.before.money_cents), money(row.shift.after.money_cents))
