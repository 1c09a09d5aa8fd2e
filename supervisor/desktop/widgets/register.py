"""A register: a table, and beside it a card about the line under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.widgets.basics import beside
from supervisor.desktop.widgets.table import DataTable, table_card


class Register(QWidget):
    """`lay_out` it with its table and card, `put_rows`, and say in `_show` what stands on the card."""

    table: DataTable

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page = page

    def lay_out(self, table: DataTable, card: QWidget, filtered_by: str, widest: int = 400) -> None:
        """Table at the left with its filter, card at the right, at most `widest` pixels."""
        theme = self._page.desk.theme
        self.table = table
        line = beside(table_card(table, filtered_by, theme.px(280)), card, theme.px(widest))
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)

    def put_rows(self, rows: Sequence[Any], wanted: str) -> None:
        """Show the lines, the one whose subject is `wanted` under the cursor; else one stays or becomes chosen."""
        self.table.put(rows)
        if not (wanted and self.table.select(lambda row: row.subject == wanted)) and self.table.current() is None:
            self.table.view.selectRow(0)
        self._show(self.table.current())

    def _show(self, one: Any) -> None:
        """Fill the card with one line, or empty it for None."""
        raise NotImplementedError
