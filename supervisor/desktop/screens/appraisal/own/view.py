"""The tab of one's own month: the score with its lines at the right; at the left what one says of it oneself, what the
manager says, what became of one's appeals, and what colleagues wait for."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.screens.appraisal.explaining.card import PersonCard
from supervisor.desktop.screens.appraisal.own.answers import AnswersCard
from supervisor.desktop.screens.appraisal.own.asked import AskedCard
from supervisor.desktop.screens.appraisal.own.words import OwnWordsCard
from supervisor.desktop.widgets.basics import column, row, scrolling


class OwnMonthView(QWidget):
    """Own record only: no other name stands here but those of colleagues about whom one was asked."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.words = OwnWordsCard(page)
        self.answers = AnswersCard(page)
        self.asked = AskedCard(page)
        self.person = PersonCard(page)
        self._cards = column(self.words, self.answers, self.asked, None, spacing=12)
        left = scrolling(self._cards)
        left.setMinimumWidth(page.desk.theme.px(300))
        line = row(spacing=16)
        line.addWidget(left, 10)
        line.addWidget(self.person, 11)
        self.setLayout(line)
        self.entrance = self.words.text

    def put(self, snapshot: Any, _wanted: str) -> None:
        """Show the month of whoever is logged in."""
        own = next((each for each in snapshot.lines if each.person == snapshot.actor), None)
        first = self.words if snapshot.state.state == "self" else self.answers
        if self._cards.indexOf(first):
            self._cards.insertWidget(0, first)
        self.words.put(snapshot)
        self.answers.put(snapshot)
        self.asked.put(snapshot)
        self.person.put(snapshot, own)
