"""Why the score is what it is: from full marks, step by step; and what each section gave."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QLabel, QVBoxLayout

from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.desktop.theme import restyle
from supervisor.desktop.widgets.basics import Card, RowFrame, column, label
from supervisor.desktop.wording import points
from supervisor.language import _


class Reason(NamedTuple):
    """One line of the arithmetic."""

    title: str
    reason: str
    amount: str
    strong: bool = False


class _Line(RowFrame):
    """Title, reason and amount of one step; changed in place."""

    def __init__(self) -> None:
        super().__init__(side=0)
        self.title, self.reason, self.amount = label("", wrap=True), label("", "small", wrap=True), label("")
        self.line.addLayout(column(self.title, self.reason, spacing=0), 1)
        self.line.addWidget(self.amount)

    def put(self, one: Reason) -> None:
        """Show a step."""
        self.title.setText(one.title)
        self.reason.setText(one.reason)
        self.reason.setVisible(bool(one.reason))
        self.amount.setText(one.amount)
        strong = "strong" if one.strong else ""
        _dress(self.title, strong)
        _dress(self.amount, "bad" if not one.strong and one.amount.startswith("−") else strong)
        self.show()


def _dress(target: QLabel, role: str) -> None:
    if (target.property("role") or "") != role:
        target.setProperty("role", role)
        restyle(target)


class _Lines:
    """Lines that are changed in place: while answers follow one another nothing is built anew."""

    def __init__(self) -> None:
        self.layout: QVBoxLayout = column(spacing=0)
        self._lines: list[_Line] = []
        self._shown: list[Reason] = []

    def put(self, reasons: list[Reason]) -> None:
        """Show these."""
        before, self._shown = self._shown, list(reasons)
        for place, one in enumerate(reasons):
            if place == len(self._lines):
                self._lines.append(_Line())
                self.layout.addWidget(self._lines[-1])
            if place >= len(before) or before[place] != one:
                self._lines[place].put(one)
        for line in self._lines[len(reasons) :]:
            line.hide()


class ReasonsCard(Card):
    """From full marks to the score, every step with its reason; under it the sections."""

    def __init__(self) -> None:
        super().__init__(_("Why this score"))
        self._steps, self._sections = _Lines(), _Lines()
        self.steps = self._steps.layout
        self.add(self.steps)
        self.by_section = label(_("By section"), "strong")
        self.add(self.by_section)
        self.add(self._sections.layout)

    def put(self, snapshot: Snapshot) -> None:
        """Show the arithmetic of the open inspection."""
        from supervisor.inspection.scoring.explain import explain, summary

        sheet = snapshot.sheet
        score, template = sheet.score, sheet.template
        lines = {line.item: line for line in score.lines}
        value = points(score.percent_c) if score.percent_c is not None else "–"
        self.heading.setText(_("Why {score}").format(score=value))
        reasons: list[Reason] = []
        rows = summary(score, template)
        for number, (words, amount) in enumerate(rows):
            line = lines.get(words)
            title = str(template.item(words).words) if line is not None else words
            reason = explain(line, template, snapshot.people) if line is not None else ""
            reasons.append(Reason(title, reason, amount, number == len(rows) - 1))
        self._steps.put(reasons)
        several = len(template.sections) > 1 and sum(s.full_c for s in score.sections) == score.full_c
        self.by_section.setVisible(several)
        names = {section.id: str(section.name) for section in template.sections}
        totals = [
            Reason(names[s.section], "", f"{points(s.score_c)} / {points(s.full_c)}")
            for s in score.sections
            if several and s.full_c
        ]
        self._sections.put(totals)
