"""Why the score is what it is: from full marks, step by step."""

from __future__ import annotations

from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.desktop.widgets.basics import Card, RowFrame, clear, column, label
from supervisor.desktop.wording import points
from supervisor.language import _


class ReasonsCard(Card):
    """From full marks to the score, every step with its reason."""

    def __init__(self) -> None:
        super().__init__(_("Why this score"))
        self.steps = column(spacing=0)
        self.add(self.steps)

    def put(self, snapshot: Snapshot) -> None:
        """Show the arithmetic of the open inspection."""
        from supervisor.inspection.explain import explain, summary

        sheet = snapshot.sheet
        lines = {line.item: line for line in sheet.score.lines}
        value = points(sheet.score.percent_c) if sheet.score.percent_c is not None else "–"
        self.heading.setText(_("Why {score}").format(score=value))
        clear(self.steps)
        rows = summary(sheet.score, sheet.template)
        for number, (words, amount) in enumerate(rows):
            line = lines.get(words)
            title = str(sheet.template.item(words).words) if line is not None else words
            reason = explain(line, sheet.template, snapshot.people) if line is not None else ""
            last = number == len(rows) - 1
            texts = column(label(title, "strong" if last else "", wrap=True), spacing=0)
            if reason:
                texts.addWidget(label(reason, "small", wrap=True))
            frame = RowFrame(last=last, side=0)
            frame.line.addLayout(texts, 1)
            frame.line.addWidget(label(amount, "strong" if last else "bad" if amount.startswith("−") else ""))
            self.steps.addWidget(frame)
