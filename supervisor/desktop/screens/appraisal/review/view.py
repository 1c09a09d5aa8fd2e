"""The tab in which managers write a word on everybody's month: who is done stands in the list, Ctrl+Enter goes on to
the next who is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut

from supervisor.desktop.screens.appraisal.rank_table import total_words
from supervisor.desktop.screens.appraisal.review.card import ReviewCard
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.register import Register
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.language import _


@dataclass(frozen=True)
class Line:
    """One person to review: how far the month is for him, his line of the ranking, what was written."""

    subject: str
    standing: Any
    ranked: Any
    assessment: Any
    review: Any

    @property
    def name(self) -> str:
        """The person's name."""
        return self.standing.member.name


class ReviewView(Register):
    """One row a person; head office reviews the branch manager."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        table = DataTable(
            page.desk.theme,
            [
                Column("no", _("No."), lambda one: one.standing.member.no, width=62, spare=True),
                Column("name", _("Person"), lambda one: one.name, width=-1, strong=True),
                Column("role", _("Role"), lambda one: one.standing.member.role, width=84, spare=True),
                Column("total", _("Score"), _total, _total_sort, True, width=70),
                Column("self", _("Self"), _self, status=lambda one: "good" if one.assessment else "quiet", width=76),
                Column("peers", _("Colleagues"), _peers, width=92, spare=True),
                Column("state", _("Reviews"), _state, status=_status, width=112),
            ],
            name=_("People to review"),
            empty=EmptyState(_("Nobody is appraised in this month yet.")),
            sort_by="no",
        )
        table.chosen.connect(self._show)
        table.opened.connect(lambda _one: self.card.text.setFocus())
        self.card = ReviewCard(page)
        self.card.next_wanted.connect(self.go_on)
        self.lay_out(table, self.card, _("Filter: name, role…"), 480)
        for key, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            short = QShortcut(QKeySequence(key), self)
            short.activated.connect(lambda step=step: self.walk(step))

    def put(self, snapshot: Any, wanted: str) -> None:
        """Show the month's people; `wanted` is "review:" with a person's subject."""
        whole = snapshot.course.whole
        self.put_rows(lines(snapshot) if whole is not None else (), wanted.partition(":")[2])

    def go_on(self) -> None:
        """The next person in the list who is not reviewed and whom one may review; from the end again from above."""
        shown = [self.table.proxy.item(n) for n in range(self.table.proxy.rowCount())]
        here = self.table.current()
        place = next((n for n, each in enumerate(shown) if here is not None and each.subject == here.subject), -1)
        following = [*shown[place + 1 :], *shown[:place]]
        done = self.card.just_written
        left = [one for one in following if one.review is None and one.standing.may_review and one.subject not in done]
        if not left:
            self._page.desk.say("good", _("Everybody in this list is reviewed."))
            return
        self.table.select(lambda one: one.subject == left[0].subject)
        self.card.text.setFocus()

    def walk(self, step: int) -> None:
        """The next line or the one before, whatever stands in it; what was typed goes into the book."""
        row = self.table.view.currentIndex().row() + step
        if 0 <= row < self.table.proxy.rowCount():
            subject = self.table.proxy.item(row).subject
            self.table.select(lambda one: one.subject == subject)
            self.card.text.setFocus()

    def _show(self, one: Line | None) -> None:
        if self._page.snapshot is not None:
            self.card.put(self._page.snapshot, one)


def lines(snapshot: Any) -> list[Line]:
    """Everybody in the month, with what is known of each."""
    ranked = {each.person: each for each in snapshot.lines}
    course = snapshot.course
    return [
        Line(
            one.member.person, one, ranked.get(one.member.person), course.assessments.get(one.member.person),
            course.reviews.get(one.member.person),
        )
        for one in course.whole.people
    ]  # fmt: skip


def _total(one: Line) -> str:
    return total_words(one.ranked) if one.ranked is not None else "–"


def _total_sort(one: Line) -> int:
    return one.ranked.total_c if one.ranked is not None and one.ranked.total_c is not None else -(10**9)


def _self(one: Line) -> str:
    return _("written") if one.assessment is not None else "–"


def _peers(one: Line) -> str:
    return f"{one.standing.answered}/{one.standing.asked}" if one.standing.asked else "–"


def _state(one: Line) -> str:
    if one.standing.rivals:
        return _("two versions")
    if one.review is not None:
        return _("reviewed")
    return _("to review") if one.standing.may_review else _("by somebody else")


def _status(one: Line) -> str:
    if one.standing.rivals:
        return "bad"
    if one.review is not None:
        return "good"
    return "warning" if one.standing.may_review else "quiet"
