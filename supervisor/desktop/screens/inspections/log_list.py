"""The list of inspections in its card: the newest, older ones at a key press, on a laptop what was handed in."""

from __future__ import annotations

from collections.abc import Callable

from supervisor.desktop.screens.inspections.log_columns import HANDED_IN, columns
from supervisor.desktop.screens.inspections.reading import SHOWN, InspectionRow, Snapshot
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import button, row
from supervisor.desktop.widgets.table import DataTable, EmptyState, table_card
from supervisor.language import _


class LogList:
    """`card` is the widget, `most` how many it shows; `reread` reads the list anew."""

    def __init__(self, theme: Theme, ask_new: Callable[[], object], reread: Callable[[], object]) -> None:
        self.most = SHOWN
        self._changes = self._asked = self._fresh = 0  # how often it was changed: till now, when asked for, when read
        self._reread = reread
        self._rows: tuple[InspectionRow, ...] = ()
        self.table = DataTable(
            theme,
            columns(),
            name=_("Inspections"),
            empty=EmptyState(
                _("No inspection has been logged yet. Take a check-list and walk through the branch with it."),
                _("Log an inspection"),
                ask_new,
            ),
            sort_by="day",
            descending=True,
        )
        self.table.without(HANDED_IN)
        self.card = table_card(self.table, _("Filter: number, place, person…"), theme.px(280))
        self.older = button(_("Show older inspections"), self.show_older, "link")
        self.older.hide()
        self.card.add(row(self.older, None))

    def changed(self) -> None:
        """The book says something else than the list that is known."""
        self._changes += 1

    def ask(self) -> bool:
        """Whether it is to be read anew; what changes from here on is not in it."""
        self._asked = self._changes
        return self._fresh != self._changes

    def was_read(self) -> None:
        """The list that was asked for last has come from the book."""
        self._fresh = self._asked

    def put(self, snapshot: Snapshot) -> None:
        """Show the list that was read."""
        if snapshot.rows is self._rows:  # sorting five hundred lines takes longer than opening an inspection
            return
        self._rows = snapshot.rows
        self.table.without(*([] if snapshot.hands_in else [HANDED_IN]))
        self.table.put(snapshot.rows)
        if self.older.hasFocus() and not snapshot.older:
            self.table.view.setFocus()
        self.older.setVisible(snapshot.older)

    def show_older(self) -> None:
        """Add the next five hundred."""
        self.most += SHOWN
        self._reread()
