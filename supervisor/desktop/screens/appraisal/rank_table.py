"""The month's ranking: place, total, grade, change, five months, money; what a reader must know stands under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from supervisor.desktop.screens.appraisal.fairness.lines import read_sentences
from supervisor.desktop.screens.appraisal.reading import RankLine, Snapshot
from supervisor.desktop.screens.appraisal.trend import TrendDelegate, trend_words
from supervisor.desktop.widgets.basics import Card, clear, column, label, row
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState, filter_field
from supervisor.desktop.wording import money, points, signed_points
from supervisor.language import _

NOTES, FAIR = 3, 2


class RankCard(Card):
    """One row a person."""

    def __init__(self, page: Any) -> None:
        super().__init__(padding=12)
        self._page = page
        self._shown = 0  # what is under way for a month shown before comes too late
        theme = page.desk.theme
        self.table = DataTable(
            theme,
            [
                Column("rank", _("Rank"), rank_words, lambda r: r.rank or 999, width=84),
                Column("name", _("Person"), _name, lambda r: r.name, width=-1, strong=True),
                Column("total", _("Score"), total_words, _total_sort, True, width=70, strong=True),
                Column("grade", _("Grade"), lambda r: r.grade or "–", width=56),
                Column("change", _("Change"), _change, _change_sort, True, width=66, spare=True),
                Column("trend", _("Five months"), trend_words, _change_sort, width=78, spare=True),
                Column("money", _("Money"), _money, lambda r: r.money_cents, True, width=80, spare=True),
                Column("role", _("Role"), lambda r: r.role, width=84, spare=True),
            ],
            name=_("Ranking of the month"),
            empty=EmptyState(_("Nobody can be scored in this month yet.")),
            sort_by="rank",
        )
        self._trend = TrendDelegate(theme, self.table.view)
        self.table.view.setItemDelegateForColumn(self.table.model.column_number("trend"), self._trend)
        self.notes = column(spacing=4)
        hint = label(_("Ctrl+C copies for Excel"), "small")
        self.add(row(filter_field(self.table, _("Filter: name, role…"), theme.px(200)), None, hint))
        self.add(self.table, 1)
        self.add(self.notes)

    def put(self, snapshot: Snapshot, wanted: str) -> None:
        """Show a month; `wanted` is a person to open."""
        self._trend.put(snapshot.lines)
        self.table.put(snapshot.lines)
        if wanted:
            self.table.select(lambda r: r.person == wanted)
        elif self.table.current() is None and snapshot.lines:
            self._open_first()
        self._put_notes(snapshot)

    def _put_notes(self, snapshot: Snapshot) -> None:
        clear(self.notes)
        self._shown += 1
        if snapshot.scored is None:
            return
        found = list(snapshot.scored.notes)
        undecided = sum(1 for a in snapshot.appeals if a.upheld is None)
        if undecided:
            found.append(_("{n} appeals wait for a decision.").format(n=undecided))
        self._add(found[:NOTES])
        if not snapshot.all_people:
            return
        shown, actor = self._shown, self._page.desk.actor  # a year is read for it: after the ranking
        self._page.desk.load(
            self, lambda reader: read_sentences(reader, actor, snapshot),
            lambda said: self._add(said[:FAIR]) if shown == self._shown else None,
        )  # fmt: skip

    def _add(self, lines: Sequence[str]) -> None:
        for words in lines:
            self.notes.addWidget(label("▲ " + words, "small", wrap=True))

    def _open_first(self) -> None:
        """Begin with the first person whose score has something to explain."""
        if not self.table.select(lambda r: any(each.points_c < 0 for each in r.score.lines)):
            self.table.view.selectRow(0)


def _name(line: RankLine) -> str:
    return f"{line.name} ▲" if line.few else line.name


def rank_words(line: RankLine) -> str:
    """The place, with how many share it."""
    if not line.rank:
        return "–"
    return _("{rank} tied").format(rank=line.rank) if line.score.sharing > 1 else str(line.rank)


def total_words(line: RankLine) -> str:
    """The total to the hundredth."""
    return points(line.total_c, 2) if line.total_c is not None else "–"


def _total_sort(line: RankLine) -> int:
    return line.total_c if line.total_c is not None else -(10**9)


def _money(line: RankLine) -> str:
    return money(line.money_cents) if line.money_cents else "–"


def _change(line: RankLine) -> str:
    if line.total_c is None or line.before_c is None:
        return "–"
    return signed_points(line.total_c - line.before_c, 2)


def _change_sort(line: RankLine) -> int:
    return (line.total_c or 0) - (line.before_c or 0)
