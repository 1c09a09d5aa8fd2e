"""Beside the calendar: the chosen sitting, its other starts, why not another one, and requests that have no time."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.screens.meetings.clash import ClashCard
from supervisor.desktop.screens.meetings.others import OthersCard
from supervisor.desktop.screens.meetings.reading import Snapshot
from supervisor.desktop.screens.meetings.sitting import SittingCard
from supervisor.desktop.screens.meetings.standing import StandingCard
from supervisor.desktop.screens.meetings.taken import TakenCard
from supervisor.desktop.screens.meetings.waiting import WaitingCard
from supervisor.desktop.screens.meetings.why import WhyCard
from supervisor.desktop.widgets.basics import column, scrolling
from supervisor.desktop.widgets.kept_focus import kept_focus


class SideCards(QWidget):
    """Cards under one another that scroll; more of them are put at the end of `cards`."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page = page
        self.sitting = SittingCard(page)
        self.others = OthersCard(page)
        self.why = WhyCard(page)
        self.standing = StandingCard(page)
        self.clash = ClashCard(page)
        self.waiting = WaitingCard(page)
        self.taken = TakenCard(page)
        self.cards = column(
            self.standing, self.clash, self.sitting, self.others, self.why, self.waiting, self.taken, spacing=12
        )
        tall = column(spacing=0)
        self.cards.setContentsMargins(0, 0, page.desk.theme.px(12), 0)  # the scroll bar stands beside the cards
        tall.addLayout(self.cards)
        tall.addStretch(1)
        layout = column(spacing=0)
        layout.addWidget(scrolling(tall), 1)
        self.setLayout(layout)

    def put(self, snapshot: Snapshot, held: Any) -> None:
        """Show a sitting (or none) and the requests that wait."""
        with kept_focus(self):
            self.sitting.put(snapshot, held)
            self.others.put(snapshot, held)
            self.why.put(held)
            self.waiting.put(snapshot)
            self.standing.put(snapshot)
            self.taken.put(snapshot)
