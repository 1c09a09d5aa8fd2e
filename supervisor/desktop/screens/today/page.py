"""The Today page: key figures, the curve of the day, posts, meetings, what is owed, yesterday."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from supervisor.desktop.desk import Desk
from supervisor.desktop.page import Page
from supervisor.desktop.screens.today.banner import AlarmBanner
from supervisor.desktop.screens.today.cards import MeetingsCard, PostsCard, TodoCard
from supervisor.desktop.screens.today.doors import doors_words, next_opening_words
from supervisor.desktop.widgets.basics import Card, KeyFigure, beside, button, column, row
from supervisor.desktop.widgets.day_chart import Block, DayChart, DaySeries
from supervisor.desktop.widgets.fresh_line import FreshLine
from supervisor.desktop.widgets.kept_focus import kept_focus
from supervisor.desktop.widgets.release_card import ReleaseCard
from supervisor.desktop.widgets.watch_card import WatchCard
from supervisor.desktop.wording import clock, listed, number
from supervisor.language import _

MINUTE_MILLISECONDS = 60_000


class TodayPage(Page):
    """One page of answers; it reads again each minute while it is on show."""

    key: ClassVar[str] = "today"
    watches: ClassVar[tuple[str, ...]] = ("",)

    def build(self) -> None:
        theme = self.desk.theme
        self.tools.addWidget(button(_("Briefing…"), lambda: self.desk.go("meetings", "briefing")))
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
        self.banner = AlarmBanner(lambda: self.desk.go("dispatch"))
        self.body.addWidget(self.banner)
        self.watching = WatchCard(self.desk)
        self.body.addWidget(self.watching)
        self.release = ReleaseCard(self.desk)
        self.body.addWidget(self.release)
        top = QHBoxLayout()
        top.setSpacing(16)
        for figure in self.figures.values():
            figure.setSizePolicy(
                QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred
            )  # as high as its notes wrap
            top.addWidget(figure, 1)
        self.body.addLayout(top)
        self.fresh = FreshLine(self.desk)
        self.body.addWidget(self.fresh)
        curve = Card(_("Customers (per 15 minutes)"))
        curve.note.setText(_("— came   ┄ forecast   ░ 80% band   ▲ peak   ■ meeting"))
        curve.note.setToolTip(_("Peak: one person fewer than planned misses the waiting target."))
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
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MILLISECONDS)
        self._minute.timeout.connect(lambda: self.refresh() if self.isVisible() else None)
        self._minute.start()

    def read(self, reader: Any) -> Any:
        from supervisor.overview import today

        now = reader.now.astimezone(reader.zone)
        return today(reader, reader.today, now.hour * 60 + now.minute, judged=False, actor=self.desk.actor)

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
                tuple(Block(start, end, _("peak")) for start, end in customers.peak_spans),
                meetings,
                snapshot.now_minute,
            )
        )
        with kept_focus(self):
            self.posts.put(snapshot)
            self.meetings.put(snapshot)
            self.todo.put(snapshot)
        self.banner.put(snapshot.alarms, self.desk.book.zone)
        self.release.look()
        self.watching.look()
        self.fresh.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens Dispatch while something runs, wherever on this page the keys are and no button is meant."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.banner.isVisible():
            self.banner.open_dispatch()
        else:
            super().keyPressEvent(event)

    def print_briefing(self) -> None:
        """Draft the agenda, then open the system's print dialog over the window."""

        def reading(reader: Any) -> str:
            from supervisor.overview import briefing_html, briefing_now

            return briefing_html(briefing_now(reader, reader.today))

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
        figures["busiest"].show_figure(*_busiest(who.busiest))
        target = _("target ≤ {n} min").format(n=f"{who.target_minutes:g}")
        wait = "–" if who.wait_now_minutes is None else _("{n} min").format(n=number(who.wait_now_minutes))
        figures["wait"].show_figure(wait, target)
        if today.doors != "open":
            figures["present"].show_figure(doors_words(today), next_opening_words(today))
            return
        from supervisor.roster.words import absence_name

        kinds: dict[str, int] = {}
        for one in today.away:
            kinds[one.kind] = kinds.get(one.kind, 0) + 1
        away = listed([_("{n} {kind}").format(n=n, kind=absence_name(kind)) for kind, n in kinds.items()])
        figures["present"].show_figure(f"{today.present} / {today.people}", away or _("nobody is away"))


def _busiest(one: Any) -> tuple[str, str]:
    """One fact: when, and of which class how many wait how long."""
    if one is None:
        return "–", ""
    if one.wait_minutes is None:
        note = _("{service}, {n} customers; no roster, so no wait can be told")
        return clock(one.start_minute), note.format(service=one.name, n=round(one.customers))
    note = _("{service}: {n} min wait expected")
    return clock(one.start_minute), note.format(service=one.name, n=number(one.wait_minutes))


def make(desk: Desk) -> TodayPage:
    """The page of the rail."""
    return TodayPage(desk, _("Today"))
