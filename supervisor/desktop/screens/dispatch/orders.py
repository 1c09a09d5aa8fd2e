"""What was ordered: sent, heard, on the post, cannot go, on the way back; one press says which."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.screens.dispatch.reading import Snapshot
from supervisor.desktop.screens.dispatch.words import order_words
from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, label, pill, row
from supervisor.desktop.widgets.flow import FlowLayout
from supervisor.desktop.widgets.kept_focus import kept_focus
from supervisor.desktop.wording import clock
from supervisor.dispatch.order_states import OPEN, STANDING
from supervisor.language import _

STATUS = {"ordered": "info", "heard": "info", "done": "good", "declined": "warning", "returned": "quiet"}


class OrdersCard(Card):
    """Orders of the running incident, the newest last; hidden while there are none."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("Orders sent"))
        self._page = page
        self._minute = 0
        self.lines = column(spacing=0)
        self.add(self.lines)
        self.hide()

    def put(self, snapshot: Snapshot) -> None:
        """Show how far each order is."""
        count = {state: sum(order.state == state for order in snapshot.orders) for state in STATUS}
        words = _("{n} not heard yet · {heard} on the way · {there} on the post")
        self.note.setText(words.format(n=count["ordered"], heard=count["heard"], there=count["done"]))
        self._minute = snapshot.board.minute
        with kept_focus(self):
            clear(self.lines)
            for place, order in enumerate(snapshot.orders, 1):
                self.lines.addWidget(self._line(snapshot, order, last=place == len(snapshot.orders)))
        self.setVisible(bool(snapshot.orders))

    def _line(self, snapshot: Snapshot, order: Any, *, last: bool) -> RowFrame:
        frame = RowFrame(last=last, side=0)
        name, goal = order.move.name, snapshot.names.get(order.move.to_post, "")
        sent = _("sent at {time}").format(time=clock(order.minute))
        why = order.reason or str(order.move.reason)
        below: list[Any] = [label(" · ".join(part for part in (sent, why) if part), "small", wrap=True)]
        there, back_keys = _line_of(self._keys(order), name), _line_of(self._back_keys(order), name)
        below += [there] if there is not None else []
        if order.back_minute and order.state in STANDING:
            back = _("back at {time}: {why}").format(time=clock(order.back_minute), why=order.back_reason)
            below.append(label(back, "small", wrap=True))
        below += [back_keys] if back_keys is not None else []
        state = pill(order_words(order), STATUS.get(order.state, "quiet"))
        head = row(label(f"{name} → {goal}", "strong"), None, state, spacing=8)
        frame.line.addLayout(column(head, *below, spacing=3), 1)
        return frame

    def _keys(self, order: Any) -> list[tuple[str, str, str, Any]]:
        """Words, accessible name, kind and action of each button of an order."""
        found: list[tuple[str, str, str, Any]] = []
        if order.state == "ordered":
            found.append((_("Heard it"), _("{name} has heard it"), "smallprimary", lambda: hear(self._page, order)))
        if order.state in OPEN:
            kind = "smallprimary" if order.state == "heard" else "small"
            found.append((_("On the post"), _("{name} is on the post"), kind, lambda: self._page.on_post(order)))
            found.append((_("Cannot go"), _("{name} cannot go"), "small", lambda: self._page.ask_decline(order)))
            found.append((_("Say it"), _("Show the call-out of {name}"), "small", lambda: self._say(order.move.say)))
        if order.state == "declined" and self._minute < order.state_minute + order.hold_minutes:
            said = _("{name} may be asked again")
            found.append((_("Ask again"), said, "small", lambda: ask_again(self._page, order)))
        return found

    def _back_keys(self, order: Any) -> list[tuple[str, str, str, Any]]:
        """The same of the way back, under the line that tells it."""
        found: list[tuple[str, str, str, Any]] = []
        if order.state == "done" or (order.back_minute and order.state in STANDING):
            found.append((_("Is back"), _("{name} is back from there"), "small", lambda: is_back(self._page, order)))
        if order.back_minute and order.state in STANDING:
            said = _("Show the call-out of {name} for the way back")
            found.append((_("Say the way back"), said, "small", lambda: self._say(order.back_say)))
        return found

    def _say(self, words: Any) -> None:
        self._page.say_card.put(str(words))


def _line_of(keys: list[tuple[str, str, str, Any]], name: str) -> FlowLayout | None:
    """Buttons side by side; None where there are none."""
    if not keys:
        return None
    line = FlowLayout(6, 4)
    for words, said, kind, action in keys:
        line.addWidget(button(words, action, kind, name=said.format(name=name)))
    return line


def hear(page: Any, order: Any) -> None:
    """Somebody has confirmed on the radio."""
    from supervisor.dispatch import service

    page.desk.command(page, lambda: service.hear(page.desk.book, page.desk.actor, order.incident, order.order))


def ask_again(page: Any, order: Any) -> None:
    """Who declined can go after all: the next plan may take him."""
    from supervisor.dispatch import service

    page.desk.command(
        page, lambda: service.ask_again(page.desk.book, page.desk.actor, order.incident, order.person),
        done=lambda _nothing: page.propose(),
    )  # fmt: skip


def is_back(page: Any, order: Any) -> None:
    """Somebody is back where he came from."""
    from supervisor.dispatch import service

    page.desk.command(page, lambda: service.come_back(page.desk.book, page.desk.actor, order.incident, order.order))
