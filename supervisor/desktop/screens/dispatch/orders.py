"""What was ordered: who is on the way, who is there, who cannot; one press says which."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.screens.dispatch.reading import Snapshot
from supervisor.desktop.screens.dispatch.words import order_words
from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, label, pill
from supervisor.language import _

STATUS = {"ordered": "info", "done": "good", "declined": "warning", "returned": "quiet"}


class OrdersCard(Card):
    """Orders of the running incident, the newest last; hidden while there are none."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("Orders sent"))
        self._page = page
        self.lines = column(spacing=0)
        self.add(self.lines)
        self.hide()

    def put(self, snapshot: Snapshot) -> None:
        """Show how far each order is."""
        clear(self.lines)
        self.setVisible(bool(snapshot.orders))
        open_ones = sum(order.state == "ordered" for order in snapshot.orders)
        there = sum(order.state == "done" for order in snapshot.orders)
        self.note.setText(_("{n} on the way · {there} on the post").format(n=open_ones, there=there))
        for place, order in enumerate(snapshot.orders, 1):
            frame = RowFrame(last=place == len(snapshot.orders), side=0)
            goal = snapshot.names.get(order.move.to_post, "")
            name = order.move.name
            words = label(f"{name} → {goal}", "strong")
            frame.line.addLayout(column(words, *_reason(order), spacing=1), 1)
            frame.line.addWidget(pill(order_words(order), STATUS.get(order.state, "quiet")))
            if order.state == "ordered":
                frame.line.addWidget(
                    button(_("On the post"), lambda o=order: self._page.on_post(o), "small",
                           name=_("{name} is on the post").format(name=name))
                )  # fmt: skip
                frame.line.addWidget(
                    button(_("Cannot go"), lambda o=order: self._page.ask_decline(o), "small",
                           name=_("{name} cannot go").format(name=name))
                )  # fmt: skip
            self.lines.addWidget(frame)


def _reason(order: Any) -> list[Any]:
    return [label(order.reason, "small", wrap=True)] if order.reason else []
