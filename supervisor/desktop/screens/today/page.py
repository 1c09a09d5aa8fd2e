"""The Today page: key figures, the curve of the day, posts, meetings, what is owed, yesterday."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.screens.today.cards import MeetingsCard, PostsCard, TodoCard
from supervisor.desktop.widgets.basics import Card, KeyFigure, beside, button, column, label, row
from supervisor.desktop.widgets.day_chart import Block, DayChart, DaySeries
from supervisor.desktop.wording import clock, listed, number
from supervisor.language import _

MINUTE_MILLISECONDS = 60_000


class TodayPage(Page):
    """One page of answers; it reads again each minute while it is on show."""

    key: ClassVar[str] = "today"
    watches: ClassVar[tuple[str, ...]] = ("",)

    def build(self) -> None:
        theme = self.desk.theme
        self.print = button(_("Print the briefing"), self.print_briefing)
        self.tools.addWidget(self.print)
        self.tools.addWidget(button(_("Log an inspection"), lambda: self.desk.go("inspections", "new")))
        self.tools.addWidget(button(_("Surge / outage"), lambda: self.desk.go("dispatch", "surge"), "primary"))
        self.figures = {
            "expected": KeyFigure(_("Expected today")),
            "so_far": KeyFigure(_("So far")),
            "busiest": KeyFigure(_("Busiest")),
            "wait": KeyFigure(_("Waiting now")),
            "present": KeyFigure(_("On duty")),
        }
        top = QHBoxLayout()
        top.setSpacing(16)
        for figure in self.figures.values():
            top.addWidget(figure, 1)
        self.body.addLayout(top)
        curve = Card(_("Customers (per 15 minutes)"))
        curve.note.setText(_("— came   ┄ forecast   ░ 80% band   ■ meeting"))
        self.chart = DayChart(theme)
        curve.add(self.chart, 1)
        self.posts = PostsCard(theme)
        self.meetings = MeetingsCard(self.desk)
        self.todo = TodoCard(self.desk)
        lower = row(spacing=16)
        lower.addWidget(self.posts, 1)
        lower.addWidget(self.meetings, 1)
        left = column(spacing=16)
        left.addWidget(curve, 3)
        left.addLayout(lower, 2)
        self.body.addLayout(beside(left, self.todo, theme.px(392)), 1)
        self.running = label("", "bad")
        self.beside_title.addWidget(self.running)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MILLISECONDS)
        self._minute.timeout.connect(lambda: self.refresh() if self.isVisible() else None)
        self._minute.start()

    def read(self, reader: Any) -> Any:
        from supervisor.overview import today

        now = reader.now.astimezone(reader.zone)
        return today(reader, reader.today, now.hour * 60 + now.minute)

    def show_snapshot(self, snapshot: Any) -> None:
        self._show_figures(snapshot)
        customers = snapshot.customers
        meetings = tuple(Block(m.start_minute, m.end_minute, m.title) for m in snapshot.meetings)
        self.chart.put(
            DaySeries(
                customers.curve.first_minute,
                customers.curve.expected,
                customers.curve.low,
                customers.curve.high,
                customers.curve.actual,
                _joined(customers.peaks),
                meetings,
                snapshot.now_minute,
            )
        )
        self.posts.put(snapshot)
        self.meetings.put(snapshot)
        self.todo.put(snapshot)
        running = [f"{i.name} {clock_of(i.start, self.desk.book.zone)}–" for i in snapshot.incidents]
        self.running.setText("◆ " + listed(running) if running else "")

    def print_briefing(self) -> None:
        """Draft the agenda, then open the system's print dialog over the window."""

        def reading(reader: Any) -> str:
            from supervisor.overview import briefing, briefing_html

            return briefing_html(briefing(reader, reader.today))

        def show(html: str) -> None:
            from supervisor.desktop.printing import print_html

            print_html(self, html, _("Morning briefing"))

        self.desk.load(self, reading, show)

    def _show_figures(self, today: Any) -> None:
        who, figures = today.customers, self.figures
        if who.history_days:
            band = _("80% band {low}–{high}").format(low=round(who.low), high=round(who.high))
            figures["expected"].show_figure(_("{n} customers").format(n=round(who.expected)), band)
        else:
            figures["expected"].show_figure("–", _("no tickets to learn from yet"))
        if who.so_far is None:
            figures["so_far"].show_figure("–", _("no tickets of today yet"))
        else:
            expected = _("{n} expected by now").format(n=round(who.expected_so_far))
            figures["so_far"].show_figure(_("{n} customers").format(n=who.so_far), expected)
        worst = max(who.peaks, key=lambda p: p.wait_minutes_as_planned, default=None)
        if who.busiest_minute is None:
            figures["busiest"].show_figure("–", "")
        else:
            note = (
                _("{n} min wait expected in the peak").format(n=number(worst.wait_minutes_as_planned))
                if worst
                else _("no peak: one person fewer still keeps the target")
            )
            figures["busiest"].show_figure(clock(who.busiest_minute), note)
        target = _("target ≤ {n} min").format(n=f"{who.target_minutes:g}")
        wait = "–" if who.wait_now_minutes is None else _("{n} min").format(n=number(who.wait_now_minutes))
        figures["wait"].show_figure(wait, target)
        kinds: dict[str, int] = {}
        for one in today.away:
            kinds[one.kind] = kinds.get(one.kind, 0) + 1
        away = listed([_("{n} {kind}").format(n=n, kind=absence_words(kind)) for kind, n in kinds.items()])
        figures["present"].show_figure(f"{today.present} / {today.people}", away or _("nobody is away"))


def absence_words(kind: str) -> str:
    """Why somebody is away."""
    words = {
        "rest": _("day off"),
        "leave": _("on leave"),
        "annual": _("on leave"),
        "sick": _("ill"),
        "out": _("out on business"),
        "training": _("in training"),
        "business": _("out on business"),
        "personal": _("personal leave"),
        "maternity": _("maternity leave"),
        "other": _("away"),
    }
    return words.get(kind, kind)


def clock_of(at: Any, zone: Any) -> str:
    """The wall-clock time of an instant."""
    return at.astimezone(zone).strftime("%H:%M")


def _joined(peaks: Any) -> tuple[Block, ...]:
    """Peaks of several classes that overlap, as one stretch each.

    A class with a single person on it can spare nobody at any hour; that is its minimum cover, not the day's shape.
    """
    found: list[list[float]] = []
    for peak in sorted((p for p in peaks if p.planned >= 2), key=lambda p: p.start_minute):
        if found and peak.start_minute <= found[-1][1] + 15:
            found[-1][1] = max(found[-1][1], peak.end_minute)
        else:
            found.append([peak.start_minute, peak.end_minute])
    return tuple(Block(start, end, _("peak: one fewer misses the target")) for start, end in found)


def make(desk: Desk) -> TodayPage:
    """The page of the rail."""
    return TodayPage(desk, _("Today"))
