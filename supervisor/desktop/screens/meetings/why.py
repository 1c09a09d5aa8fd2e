"""“Why not 10:30”: every rule in the way of a start, with the person and from when, and what it would cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from supervisor.desktop.screens.meetings.saying import minutes_words, start_words
from supervisor.desktop.widgets.basics import Card, clear, column, label
from supervisor.desktop.wording import clock
from supervisor.language import _
from supervisor.meetings.words import block_text

SOFT_RULES = frozenset({"not_at_peak", "customer_area_off_peak"})


def reason_lines(blocks: Sequence[Any], names: Mapping[str, str]) -> list[str]:
    """Each rule that a start breaks once, peaks told apart from what may never be."""
    found: list[str] = []
    at_start = {block.minute for block in blocks}
    for block in blocks:
        if len(at_start) == 1:
            block = msgspec.structs.replace(block, minute=0)  # the same minute in each line says nothing
        kind = _("avoided where anything else is free") if block.rule in SOFT_RULES else _("hard rule")
        words = _("{reason} ({kind})").format(reason=block_text(block, names), kind=kind)
        if words not in found:
            found.append(words)
    return found


class WhyCard(Card):
    """Shown while a start is asked about: the one somebody wished, or the one under the hand."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("Why not {time}").format(time="10:30"))
        self._page = page
        self._key: Any = None
        self._of_hand = False  # whether what is said is of the start under the hand
        self.heading.setWordWrap(True)
        self.lines = column(spacing=4)
        self.add(self.lines)
        self.hide()

    def put(self, held: Any) -> None:
        """Another sitting was chosen: what was asked about the last one goes."""
        key = (held.meeting, held.sitting) if held is not None else None
        if key != self._key:
            self._key = key
            self.hide()

    def put_down(self) -> None:
        """Nothing is in the hand any more: what was said of the start under it goes."""
        if self._of_hand:
            self._of_hand = False
            self.hide()

    def start(self, day: date, minute: int, priced: Any, names: Mapping[str, str]) -> None:
        """What stands in the way of a start under the hand."""
        if priced is None:
            return
        self.say(day, minute, priced.sitting.price_minutes, priced.blocks, names)
        self._of_hand = True

    def wished(self, wished: Any, names: Mapping[str, str]) -> None:
        """What stands in the way of the start that was wished for."""
        self.say(wished.day, wished.start_minute, wished.price_minutes, wished.blocks, names)

    def say(self, day: date, minute: int, price: float, blocks: Sequence[Any], names: Mapping[str, str]) -> None:
        """Fill the card."""
        self._of_hand = False
        clear(self.lines)
        if blocks:
            self.heading.setText(_("Why not {time}").format(time=clock(minute)))
        else:
            self.heading.setText(_("{start} is allowed").format(start=start_words(day, minute)))
        for words in reason_lines(blocks, names):
            self.lines.addWidget(label("▲ " + words, wrap=True))
        words = _("Customers would wait {n} min longer.").format(n=minutes_words(price))
        self.lines.addWidget(label(words, "small", wrap=True))
        self.show()
