"""A card beside the week that is read once for each week on show, and hidden where it has nothing to say."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.screens.meetings.reading import Snapshot
from supervisor.desktop.widgets.basics import Card, column


class WeekCard(Card):
    """What one kind of card reads (`read_week`) and shows (`show_week`) of a week; `lines` is where it goes."""

    def __init__(self, page: Any, title: str, *, spacing: int) -> None:
        super().__init__(title)
        self._page = page
        self._asked = 0
        self._seen: Snapshot | None = None
        self.lines = column(spacing=spacing)
        self.add(self.lines)
        self.hide()

    def put(self, snapshot: Snapshot) -> None:
        """Look through the week on show; another sitting chosen of the same week changes nothing."""
        if snapshot is self._seen:
            return
        self._seen = snapshot
        self._asked += 1
        asked = self._asked

        def show(found: list[Any]) -> None:
            if asked == self._asked:
                self.show_week(found, snapshot)

        self._page.desk.load(self, lambda reader: self.read_week(reader, snapshot), show, lambda _notice: None)

    def read_week(self, reader: Any, snapshot: Snapshot) -> list[Any]:
        """What is to be shown of this week; runs beside the window."""
        raise NotImplementedError

    def show_week(self, found: list[Any], snapshot: Snapshot) -> None:
        """Show it."""
        raise NotImplementedError
