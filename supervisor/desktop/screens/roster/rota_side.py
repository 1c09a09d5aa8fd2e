"""Beside the month: swaps that wait for an answer, what nobody ticked, and how turns fall on people."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.screens.roster.rota_reading import RotaShown
from supervisor.desktop.widgets.basics import Card, button, clear, column, label, row, scrolling
from supervisor.desktop.wording import short_day, weekday
from supervisor.language import _

MOST_MISSED = 6


class RotaSide(Card):
    """What is to be decided, and the balance."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("Swaps and turns"), padding=12)
        self._page = page
        self.lines = column(spacing=6)
        self.add(scrolling(self.lines), 1)

    def put(self, shown: RotaShown) -> None:
        """Show what belongs to a month."""
        from supervisor.roster.rota.words import turn_words

        clear(self.lines)
        for swap in shown.month.swaps:
            self.lines.addWidget(self._swap(shown, swap))
        missed = shown.month.missed
        if missed:
            self.lines.addWidget(label(_("✗ Not ticked: {n}").format(n=len(missed)), "strong"))
            for slot in sorted(missed, key=lambda one: one.day, reverse=True)[:MOST_MISSED]:
                who = turn_words(slot.turn, shown.names)
                words = f"{short_day(slot.day)} {shown.areas.get(slot.area, '–')} {who}"
                self.lines.addWidget(label(words.strip(), "small"))
            if len(missed) > MOST_MISSED:
                self.lines.addWidget(label(_("and {n} more").format(n=len(missed) - MOST_MISSED), "small"))
        people = sorted(shown.month.tallies, key=lambda one: -one.month)
        self.lines.addWidget(label(_("Turns: this month · in a year"), "strong"))
        if not people:
            self.lines.addWidget(label(_("Nobody has taken a turn yet."), "muted", wrap=True))
        for one in people:
            words = _("{month} · {year} in {days} days there").format(month=one.month, year=one.year, days=one.present)
            line = row(label(shown.names.get(one.person, "–")), None, label(words, "small"), spacing=8)
            self.lines.addLayout(line)
        self.lines.addStretch(1)

    def _swap(self, shown: RotaShown, swap: Any) -> QWidget:
        made = QWidget()
        made.setObjectName("bare")
        day = f"{short_day(swap.day)} {weekday(swap.day)} {shown.areas.get(swap.area, '–')}"
        names = {"one": shown.names.get(swap.person, "–"), "other": shown.names.get(swap.other, "–")}
        if swap.other_day is not None:
            back = f"{short_day(swap.other_day)} {weekday(swap.other_day)} {shown.areas.get(swap.other_area, '–')}"
            words = _("● {one} asks {other}: {day} for {back}").format(**names, day=day, back=back)
        else:
            words = _("● {one} asks {other} to take {day}").format(**names, day=day)
        body = column(label(words, wrap=True), spacing=3)
        if swap.reason:
            body.addWidget(label(swap.reason, "small", wrap=True))
        if self._page.desk.actor == swap.other:
            yes = button(_("Agree"), lambda: self._answer(swap, True), "smallprimary",
                         name=_("Agree: {what}").format(what=words))  # fmt: skip
            no = button(_("Refuse"), lambda: self._answer(swap, False), "small",
                        name=_("Refuse: {what}").format(what=words))  # fmt: skip
            body.addLayout(row(yes, no, None, spacing=6))
        elif self._page.desk.actor == swap.person or self._page.may_plan:
            take = button(_("No longer ask"), lambda: self._withdraw(swap), "small",
                          name=_("No longer ask: {what}").format(what=words))  # fmt: skip
            body.addLayout(row(take, None, spacing=6))
        body.setContentsMargins(0, 0, 0, self._page.desk.theme.px(8))
        made.setLayout(body)
        return made

    def _answer(self, swap: Any, agreed: bool) -> None:
        from supervisor.roster.rota import swapping

        desk = self._page.desk
        desk.command(
            self, lambda: swapping.answer_swap(desk.book, desk.actor, swap.subject, agreed),
            said=_("Agreed: the turns have changed hands.") if agreed else _("Refused; the turns stay."),
            done=lambda _x: self._page.refresh(),
        )  # fmt: skip

    def _withdraw(self, swap: Any) -> None:
        from supervisor.roster.rota import swapping

        desk = self._page.desk
        desk.command(
            self, lambda: swapping.withdraw_swap(desk.book, desk.actor, swap.subject),
            said=_("The swap is no longer asked for."), done=lambda _x: self._page.refresh(),
        )  # fmt: skip
