"""What the sheets of a month's complaints share: the figures, the words of codes, and where a column of cases stands.

The sheet of cases comes last but one and every other sheet counts in it, so its columns have their places beforehand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from reports.pages.month import Month, quoted
from reports.table import HEAD_ROW, Formula
from supervisor.branch.ledger import names
from supervisor.complaints.figures.records import Figures
from supervisor.complaints.ledger import tree
from supervisor.complaints.words import CHANNELS, CLOCKS, PRAISE_SOURCES, STATES
from supervisor.language import _

COLUMNS = (
    "number", "day", "channel", "class", "cause", "root", "zone", "staff", "person", "state", "fault", "spot",
    "feedback", "answer", "own", "in_time", "repeat", "reopened", "escalated", "group", "weekday", "hour", "traffic",
)  # fmt: skip
"""Columns of the sheet of cases in their order; the clocks stand behind them."""


class Statistics:
    """One month being written."""

    def __init__(self, m: Month, figures: Figures, staff: Mapping[str, tuple[str, str]]) -> None:
        self.m, self.figures, self._staff = m, figures, staff
        self.clocks = tuple(clock.kind for clock in figures.clocks)
        zones = {zone.code: str(zone.name) for zone in names(m.r, "zone")}
        self.words: dict[str, dict[str, str]] = {
            "channel": {code: str(word) for code, word in CHANNELS.items()},
            "class": {node.code: str(node.name) for node in tree(m.r, "class")},
            "cause": {node.code: str(node.name) for node in tree(m.r, "cause")},
            "root": {node.code: str(node.name) for node in tree(m.r, "root")},
            "zone": zones,
            "state": {code: str(word) for code, word in STATES.items()},
            "source": {code: str(word) for code, word in PRAISE_SOURCES.items()},
        }
        self.clock_words = {kind: str(CLOCKS[kind]) if kind in CLOCKS else kind for kind in self.clocks}

    @property
    def sheet(self) -> str:
        """The name of the sheet of cases."""
        return _("Complaints case by case")

    def word(self, axis: str, code: str) -> str:
        """A code in words, each code of an axis in its own: two of the same name bear their codes."""
        if not code:
            return _("not stated")
        known = self.words[axis]
        if code not in known:
            return code
        twice = Counter(word.casefold() for word in known.values())[known[code].casefold()] > 1
        return f"{known[code]} ({code})" if twice or known[code] == _("not stated") else known[code]

    def staff(self, person: str) -> tuple[str, str]:
        """Staff number and name."""
        return self._staff.get(person, (person, ""))

    def cells(self, key: str) -> str:
        """The cells of a column of cases, as a formula names them from another sheet."""
        from xlsxwriter.utility import xl_range_abs

        column = COLUMNS.index(key) if key in COLUMNS else len(COLUMNS) + self.clocks.index(key)
        last = HEAD_ROW + max(1, self.figures.count)
        return f"'{self.sheet}'!{xl_range_abs(HEAD_ROW + 1, column, last, column)}"

    def count(self, key: str, words: str, value: int) -> Formula:
        """How many cases have exactly these words in a column: letter by letter, no wildcard, no comparison."""
        return Formula(f"=SUMPRODUCT(--({self.cells(key)}={quoted(words)}))", value)

    def ratio(self, hits: str, of: str, hit: int, every: int) -> Formula:
        """A share of two counts (without their "="), a dash where nothing was counted."""
        return Formula(f'=IF({of}=0,"–",{hits}/({of}))', hit / every if every else "–")


def bare(formula: Formula) -> str:
    """A formula without its sign, to stand in another."""
    return formula.text.removeprefix("=")
