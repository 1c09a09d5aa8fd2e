"""What cannot be covered, the most important first, and what to do by hand."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.screens.dispatch.reading import Snapshot
from supervisor.desktop.widgets.basics import Card, RowFrame, clear, column, label, pill
from supervisor.language import _

SHOWN = 6


class UncoveredCard(Card):
    """Hidden while everything is covered."""

    def __init__(self) -> None:
        super().__init__(_("Not covered: do by hand"))
        self.lines = column(spacing=0)
        self.add(self.lines)
        self.hide()

    def put(self, snapshot: Snapshot, plan: Any) -> None:
        """Show what a plan leaves short."""
        clear(self.lines)
        short = plan.shortages if plan is not None else ()
        self.setVisible(bool(short))
        if not short:
            return
        from supervisor.dispatch.judging.callout import RULE_NAMES

        for place, one in enumerate(short[:SHOWN], 1):
            frame = RowFrame(last=place == min(SHOWN, len(short)), side=0)
            name = str(RULE_NAMES.get(one.rule, one.rule))
            title = " · ".join(part for part in (snapshot.names.get(one.post, ""), name) if part)
            head = label(f"{place}. {title}", "strong", wrap=True)
            frame.line.addLayout(column(head, label(str(one.by_hand), "small", wrap=True), spacing=1), 1)
            kind = (_("stood before"), "quiet") if one.stood_before else (_("now"), "bad")
            frame.line.addWidget(pill(*kind))
            self.lines.addWidget(frame)
        self.note.setText(_("and {n} more").format(n=len(short) - SHOWN) if len(short) > SHOWN else "")
