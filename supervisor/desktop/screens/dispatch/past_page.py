"""The page of an incident on screen: warnings, facts, and its tables as cards under one another."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout

from supervisor.desktop.palette import SIGNS
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import Card, box, clear, column, label, pill, put_facts, row

MOST_ROWS = 200  # of one table; the workbook has every one
NARROW = 60  # characters: a table of less does not take the whole width
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class PastPage:
    """Fills a layout, `inside`, with a page; again when it was read anew."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.inside: QVBoxLayout = column(spacing=12)

    def put(self, page: Any) -> None:
        """Show a page in the place of what was there."""
        clear(self.inside)
        for text in page.warnings:
            said = label(f"{SIGNS['warning']} {text}", "warning", wrap=True)
            self.inside.addWidget(said)
        self.inside.addWidget(self._facts(page.facts))
        from supervisor.overview.incident_tables import shortened

        for table in page.tables:
            self.inside.addWidget(self._table(shortened(table, MOST_ROWS)))
        self.inside.addStretch(1)

    def _facts(self, facts: Any) -> Card:
        card = Card()
        half = (len(facts) + 1) // 2
        sides = [column(spacing=0), column(spacing=0)]
        for side, lines in zip(sides, (facts[:half], facts[half:]), strict=True):
            put_facts(side, lines, self._theme.px(120))
            side.addStretch(1)
        line = row(spacing=24)
        for side in sides:
            line.addWidget(box(side), 1)
        card.add(line)
        return card

    def _table(self, table: Any) -> Card:
        from supervisor.overview.incident_paper import shown

        card = Card(table.name)
        card.setAccessibleName(table.name)
        if table.note:
            card.add(label(table.note, "small", wrap=True))
        if not table.rows:
            card.add(label(table.empty, "muted", wrap=True))
            return card
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.px(12))
        grid.setVerticalSpacing(self._theme.px(5))
        for place, head in enumerate(table.columns):
            grid.setColumnStretch(place, round(head.width))
            self._put(grid, 0, place, head, label(head.head, "small", wrap=True))
        for number, cells in enumerate(table.rows, 1):
            status = table.status[number - 1] if number <= len(table.status) else ""
            for place, (head, cell) in enumerate(zip(table.columns, cells, strict=True)):
                text = shown(cell, head)
                if status and head.marked and text and head.kind != "wrap":
                    grid.addWidget(pill(text, status), number, place, LEFT)
                else:
                    made = label(text, "warning" if status and head.marked else "", wrap=head.kind == "wrap")
                    self._put(grid, number, place, head, made)
        if sum(head.width for head in table.columns) < NARROW:
            grid.setColumnStretch(len(table.columns), NARROW)  # few figures stand together at the left
        card.add(grid)
        return card

    @staticmethod
    def _put(grid: QGridLayout, number: int, place: int, head: Any, words: QLabel) -> None:
        """Words fill their column, or a line that is wrapped would not know how wide it may be."""
        words.setAlignment(RIGHT if head.kind in ("count", "minutes") else LEFT)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(words, number, place)
