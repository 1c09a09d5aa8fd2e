"""What a meeting would cost while it is being asked for: the best start, three others, why not the wished one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QGridLayout

from supervisor.desktop.screens.meetings.others import batches_words, put_starts
from supervisor.desktop.screens.meetings.saying import minutes_words, range_words, start_words
from supervisor.desktop.screens.meetings.why import reason_lines
from supervisor.desktop.widgets.basics import Card, clear, column, label, row, scrolling
from supervisor.desktop.wording import clock
from supervisor.language import _
from supervisor.meetings.words import missed_text

SHOWN = 3


class QuoteCard(Card):
    """One wish at a time is priced in the background; the last one asked for is shown."""

    def __init__(self, desk: Any, names: Mapping[str, str], put: Callable[[date, int], object]) -> None:
        super().__init__(_("What it costs customers"))
        self._desk, self._names, self._put = desk, names, put
        self._next: Any = None
        self._busy = False
        self.answer: Any = None
        self.setMinimumWidth(desk.theme.px(300))
        self.price = label("–", "figure", wrap=True)
        self.about = label("", "small", wrap=True)
        self.place = QGridLayout()
        self.place.setHorizontalSpacing(8)
        self.place.setVerticalSpacing(6)
        self.lines = column(spacing=4)
        self.add(row(self.price, None))
        inside = column(self.about, spacing=10)
        inside.addLayout(self.place)
        inside.addLayout(self.lines)
        inside.addStretch(1)
        self.add(scrolling(inside), 1)
        self._empty()

    def _empty(self) -> None:
        self.answer = None
        self.price.setText("–")
        self.about.setText(_("Say who comes: the price stands here as you write, with the cheapest starts."))
        clear(self.place)
        clear(self.lines)

    def ask(self, wish: Any) -> None:
        """Price a wish; None empties the card."""
        self._next = wish
        if wish is None:
            self._empty()
        elif not self._busy:
            self._price()

    def _price(self) -> None:
        wish, self._busy = self._next, True
        self.about.setText(_("pricing…"))

        def reading(reader: Any) -> Any:
            from supervisor.meetings.service import quote

            return quote(reader, wish)

        def over() -> bool:
            """Whether something else was asked for meanwhile; then that is priced."""
            self._busy = False
            if self._next is wish:
                return False
            if self._next is not None:
                self._price()
            return True

        def show(answer: Any) -> None:
            if not over():
                self._show(answer)

        def failed(notice: Any) -> None:
            if not over():
                self._empty()
                self.about.setText(" ".join(part for part in (notice.happened, notice.cure) if part))

        self._desk.load(self, reading, show, failed)

    def _show(self, answer: Any) -> None:
        self.answer = answer
        clear(self.place)
        clear(self.lines)
        if not answer.sittings:
            self.price.setText(_("no start fits"))
            self.about.setText(_("These rules stand in the way most often:"))
            for words in reason_lines(answer.blocks, self._names)[:5]:
                self.lines.addWidget(label("▲ " + words, wrap=True))
            return
        total = sum(one.price_minutes for one in answer.sittings)
        low, high = (sum(getattr(one, f"{edge}_minutes") for one in answer.sittings) for edge in ("low", "high"))
        self.price.setText(_("{n} customer-min").format(n=minutes_words(total)))
        best = answer.sittings[0]
        words = _("range {range} · {n} people · {start}").format(
            range=range_words(low, high), n=len({p for one in answer.sittings for p in one.people}),
            start=start_words(best.day, best.start_minute),
        )  # fmt: skip
        self.about.setText(words)
        if len(answer.sittings) == 1:
            rows = [(best, True), *((one, False) for one in answer.alternatives[:SHOWN])]
            put_starts(self.place, rows, lambda one: self._put(one.day, one.start_minute))
        if answer.missed:
            self.lines.addWidget(label("◆ " + missed_text(answer.missed, self._names), wrap=True))
        if answer.all_peak:
            words = _("Every start is at a peak; this one costs customers least.")
            self.lines.addWidget(label("◆ " + words, wrap=True))
        if words := batches_words(answer):
            self.lines.addWidget(label(words, wrap=True))
        wished = answer.wished
        if wished is not None and wished.blocks:
            self.lines.addWidget(label(_("Why not {time}").format(time=clock(wished.start_minute)), "strong"))
            for words in reason_lines(wished.blocks, self._names)[:5]:
                self.lines.addWidget(label("▲ " + words, wrap=True))
        elif wished is not None:
            words = _("At {start} it would be {n} customer-min.").format(
                start=start_words(wished.day, wished.start_minute), n=minutes_words(wished.price_minutes)
            )
            self.lines.addWidget(label(words, wrap=True))
