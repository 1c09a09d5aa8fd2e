"""The tab of the week: the grid, its gaps beside it, and a draft that is looked at before it is taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from supervisor.desktop.screens.roster.forms import ask_square
from supervisor.desktop.screens.roster.grid import WeekGrid
from supervisor.desktop.screens.roster.reading import WeekShown
from supervisor.desktop.screens.roster.side import GapCard
from supervisor.desktop.widgets.basics import Card, button, column, label, row
from supervisor.desktop.widgets.table import EmptyState
from supervisor.desktop.wording import long_day
from supervisor.language import _

SHOWN_LEFT_OUT = 3
SIDE = 290  # width of the gaps, in pixels before scaling
MOST = 16777215  # as wide or high as there is room


class WeekTab(QWidget):
    """The page's first tab."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page = page
        theme = page.desk.theme
        self.grid = WeekGrid(theme)
        self.grid.opened.connect(self.edit)
        self.grid.cleared.connect(self.clear)
        self.grid.copied.connect(page.clip.copy)
        self.grid.pasted.connect(page.clip.paste)
        self.grid.week_model.typed.connect(self.type_in)
        self.empty = EmptyState(_("Nobody is in the branch in this week. Enter people under Settings, or take in the "
                                  "branch's workbook."))  # fmt: skip
        self.stack = QStackedWidget()
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self.empty)
        self.draft_words = label("", wrap=True)
        self.draft_left = label("", "small", wrap=True)
        self.take = button(_("Take it over"), self.take_draft, "primary", tip="Ctrl+Enter")
        self.drop = button(_("Let it go"), self.drop_draft, tip="Esc")
        self.banner = Card(padding=12)
        line = row(spacing=12)
        line.addLayout(column(self.draft_words, self.draft_left, spacing=2), 1)
        line.addWidget(self.drop)
        line.addWidget(self.take)
        self.banner.add(line)
        self.banner.hide()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.take_draft)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.drop_draft)
        card = Card(padding=1)
        card.add(self.stack, 1)
        keys = label(_("↑↓←→ move · Enter edit · type a post's code, 休 or 年假 · Del clear · Ctrl+C / Ctrl+V copy "
                       "squares or, on a name, the whole row"), "small", wrap=True)  # fmt: skip
        keys.setContentsMargins(theme.px(10), 0, theme.px(10), theme.px(6))
        card.add(keys)
        self.gaps = GapCard(theme, self.go, lambda person, day: self.clear([(person, day)], duties_only=True))
        self.gaps.may_clear = page.may_plan
        left = column(spacing=12)
        left.addWidget(self.banner)
        left.addWidget(card, 1)
        self._keys = keys
        self._line = row(spacing=16)
        self._line.addLayout(left, 100)
        self._line.addWidget(self.gaps)
        self.setLayout(self._line)

    def put(self, shown: WeekShown) -> None:
        """Show a week."""
        self.stack.setCurrentIndex(0 if shown.week.people else 1)
        self.grid.put(shown, editable=self._page.may_plan and self._page.draft is None)
        self.gaps.put(shown)
        drafted = self._page.draft is not None
        self.banner.setVisible(drafted)
        for name in ("copy", "propose"):
            self._page.tool[name].setEnabled(not drafted)
        self._page.tool["leave"].setEnabled(not drafted)
        if drafted:
            self._tell_draft(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The gaps stand beside the grid; where a week would not fit then, below it."""
        super().resizeEvent(event)
        theme, side = self._page.desk.theme, self._page.desk.theme.px(SIDE)
        narrow = self.width() < side + self._line.spacing() + self.grid.least_width()
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.gaps.setMinimumWidth(0 if narrow else side)
        self.gaps.setMaximumWidth(MOST if narrow else side)
        self.gaps.setMinimumHeight(theme.px(90) if narrow else 0)
        self.gaps.setMaximumHeight(max(theme.px(90), self.height() // 4) if narrow else MOST)
        self._keys.setVisible(self.height() > theme.px(520))

    def go(self, person: str, day: date) -> None:
        """Put the cursor on a square."""
        self.grid.stand(self.grid.week_model.find(person, day))
        self.grid.setFocus()

    def edit(self, person: str, day: date) -> None:
        """Open the form of a square."""
        if self._page.may_plan and self._page.draft is None:
            ask_square(self._page, person, day)

    def type_in(self, person: str, day: date, text: str) -> None:
        """Take what was typed into a square; words that mean nothing are told and change nothing."""
        from supervisor.errors import BadInput
        from supervisor.roster.shorthand import parse

        page, week = self._page, self._page.snapshot.week.week
        before, each = week.cell(person, day), week.days[(day - week.monday).days]
        try:
            cell = parse(text, person, day, week.posts, each.span, before)
        except BadInput as problem:
            page.desk.say("bad", str(problem))
            return
        page.set_squares([cell], self.name_of(person, day))

    def clear(self, places: Sequence[tuple[str, date | None]], *, duties_only: bool = False) -> None:
        """Clear squares: no duty, no lunch; absences too, unless only duties are in the way."""
        from supervisor.roster.records import Cell

        page = self._page
        if not page.may_plan or page.draft is not None:
            return
        week = page.snapshot.week.week
        cells = []
        for person, day in expanded(places, week.monday):
            now = week.cell(person, day)
            wanted = Cell(person, day, absences=now.absences if duties_only else ())
            if wanted != now:
                cells.append(wanted)
        if cells:
            what = self.name_of(cells[0].person, cells[0].day)
            page.set_squares(cells, what if len(cells) == 1 else _("{n} squares").format(n=len(cells)))

    def ask_draft(self, source: str) -> None:
        """Work out last week's plan or a proposal for this week, and show it as a draft."""
        page, monday, first = self._page, self._page.monday, self._page.today
        if not page.may_plan or page.snapshot is None or page.snapshot.week is None:
            return

        def reading(reader: Any) -> Any:
            from supervisor.roster.week import last_week, proposal

            if source == "copy":
                return last_week(reader, monday, first=first)
            load, quarters = expected_load(reader, max(monday, first), monday + timedelta(days=6))
            return proposal(reader, monday, first=first, load=load, quarters=quarters)

        def show(draft: Any) -> None:
            if draft.cells:
                page.draft, page.draft_source = draft, source
                page.refresh()
                return
            if page.monday + timedelta(days=6) < page.today:
                words = _("This week is over: what was worked is not planned anew.")
            elif source == "copy":
                words = _("Nothing to copy: last week is not planned, or this week already is the same.")
            else:
                words = _("Nothing to propose: this week already is the same.")
            page.desk.say("info", words)

        page.desk.load(page, reading, show)

    def take_draft(self) -> None:
        """Write the draft; Ctrl+Z puts back what stood there."""
        page = self._page
        draft, page.draft = page.draft, None
        if draft is None:
            return
        copied = page.draft_source == "copy"
        what = _("last week copied") if copied else _("roster proposed")
        said = _("Last week is copied: {n} squares.") if copied else _("The proposal is the roster now: {n} squares.")
        page.set_squares(draft.cells, what, source=page.draft_source, said=said.format(n=len(draft.cells)))
        self.grid.setFocus()

    def drop_draft(self) -> None:
        """Let the draft go; nothing of it was written."""
        if self._page.draft is not None:
            self._page.draft = None
            self._page.refresh()
            self.grid.setFocus()

    def name_of(self, person: str, day: date) -> str:
        """A square in words, for undo."""
        week = self._page.snapshot.week.week
        name = next((one.name for one in week.people if one.subject == person), "")
        return f"{name} {long_day(day)}"

    def _tell_draft(self, shown: WeekShown) -> None:
        copied = self._page.draft_source == "copy"
        title = _("Draft: last week's plan") if copied else _("Draft: a proposed roster")
        words = _("{n} squares would change (dashed); {gaps} gaps would remain. Nothing is written yet.")
        self.draft_words.setText(f"{title} · {words.format(n=len(shown.changed), gaps=len(shown.gaps))}")
        left = list(shown.left_out)
        more = _("and {n} more").format(n=len(left) - SHOWN_LEFT_OUT) if len(left) > SHOWN_LEFT_OUT else ""
        text = " · ".join([*left[:SHOWN_LEFT_OUT], *([more] if more else [])])
        self.draft_left.setText(_("Left out: {what}").format(what=text) if text else "")
        self.draft_left.setVisible(bool(text))


def expanded(places: Sequence[tuple[str, date | None]], monday: date) -> list[tuple[str, date]]:
    """Places with whole rows (day None) as their seven days, each place once."""
    found: dict[tuple[str, date], None] = {}
    for person, day in places:
        for each in [day] if day is not None else [monday + timedelta(days=n) for n in range(7)]:
            found[person, each] = None
    return list(found)


def expected_load(reader: Any, first: date, last: date) -> tuple[dict[date, float], dict[date, list[float]]]:
    """How busy each day is against the others, and its 96 quarter-hours, from the forecast; empty without tickets."""
    from supervisor.traffic.outlook.today import forecast_day

    totals: dict[date, float] = {}
    quarters: dict[date, list[float]] = {}
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        forecast = forecast_day(reader, day)
        if not forecast.history_days or not forecast.total:
            continue
        totals[day] = float(forecast.total)
        line = [0.0] * 96
        for arrivals in forecast.arrivals.values():
            for place, customers in enumerate(arrivals):
                quarter = forecast.first_minute // 15 + place
                if quarter < 96:
                    line[quarter] += float(customers)
        quarters[day] = line
    mean = sum(totals.values()) / len(totals) if totals else 1.0
    return {day: total / mean for day, total in totals.items()}, quarters
