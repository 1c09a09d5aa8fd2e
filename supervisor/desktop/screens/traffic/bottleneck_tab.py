"""The tab of bottlenecks: where most minutes are lost in a week, ranked, in words; behind each its days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.traffic.sight_tables import Line, bottleneck_table, day_lines, days_table
from supervisor.desktop.screens.traffic.tab import Seen, SightTab
from supervisor.desktop.widgets.basics import Card, KeyFigure, button, label, row
from supervisor.desktop.widgets.choices import Choices
from supervisor.desktop.wording import clock, long_day, number, share
from supervisor.language import _
from supervisor.traffic.sight.bottlenecks import Kind, behind, slowest_class, worst_wait
from supervisor.traffic.sight.words import kind_words, what_words, where_words

STATUS = {Kind.WAIT: "bad", Kind.LEFT: "warning", Kind.SLOWER: "info", Kind.WINDOW: "info"}


@dataclass(frozen=True)
class Told:
    """A bottleneck as its line tells it."""

    it: Any
    what: str
    kind: str
    status: str
    people: str
    lost: float


class BottleneckTab(SightTab):
    """Three facts, the ranked list, and the days behind the line under the cursor."""

    def build(self) -> None:
        theme = self.desk.theme
        self.facts = [KeyFigure(what) for what in (_("Longest wait"), _("Slowest step"), _("Left unserved"))]
        copy = button(_("Copy table"), self.copy_table, "small")
        self.body.addWidget(Choices(self.weeks, self.classes))
        top = row(spacing=16)
        for fact in self.facts:
            top.addWidget(fact, 1)
        self.whole.addLayout(top)
        self.table = bottleneck_table(theme)
        above = Card(_("Where most minutes are lost in a week"), padding=12)
        above.head.addWidget(copy)
        above.add(self.table, 1)
        self.days = days_table(theme, _("Days behind the bottleneck"))
        self.heading = label("", "strong", wrap=True)
        below = Card(padding=12)
        below.add(self.heading)
        below.add(self.days, 1)
        self.whole.addWidget(above, 3)
        self.whole.addWidget(below, 2)
        self.table.chosen.connect(self._line_chosen)
        self.table.opened.connect(lambda _line: self._into_days())
        self.days.opened.connect(lambda line: self.desk.go("traffic", line.subject))
        self.first = self.table.view

    def make(self, reader: Any, scene: Any) -> Any:
        from supervisor.traffic.sight.reading import judged_bottlenecks
        from supervisor.traffic.sight.waits import figures

        limits = scene.limits(scene.visits)
        return (
            judged_bottlenecks(reader, scene),
            worst_wait(scene.visits),
            slowest_class(scene.visits, limits),
            figures(scene.visits, limits),
        )

    def put(self, seen: Seen) -> None:
        found, longest, slowest, whole = seen.made
        scene = seen.scene
        if longest is not None:
            day, minute, code, waited = longest
            where = f"{long_day(day)} {clock(minute)} · {scene.classes.get(code, code)}"
            self.facts[0].show_figure(_("{n} min").format(n=number(waited)), where)
        else:
            self.facts[0].show_figure("–")
        if slowest is not None:
            code, made = slowest
            self.facts[1].show_figure(
                scene.classes.get(code, code),
                _("service: median {median}, P90 {p90} min").format(
                    median=number(made.service.median), p90=number(made.service.p90)
                ),
            )
        else:
            self.facts[1].show_figure("–")
        left = "–" if whole is None or whole.abandoned is None else share(whole.abandoned, 1)
        self.facts[2].show_figure(
            left, _("{left} of {all} customers").format(left=whole.left, all=f"{whole.customers:,}") if whole else ""
        )
        self.table.put([
            Line(f"{one.kind} {one.service_class} {one.weekday} {one.start_minute} {one.server}",
                 where_words(one, scene), _told(one), place)
            for place, one in enumerate(found, 1)
        ])  # fmt: skip
        if found and self.table.current() is None:
            self.table.view.selectRow(0)
        if not found:
            self.heading.setText("")
            self.days.put([])
        elif (line := self.table.current()) is not None:
            self._line_chosen(line)

    def copy_table(self) -> None:
        """The ranked list, on the clipboard for Excel."""
        self.table.copy()
        self.desk.say("good", _("The table is on the clipboard: paste it into Excel."))

    def _line_chosen(self, line: Line) -> None:
        if self.seen is None or self.seen.made is None:
            return
        from supervisor.traffic.sight.waits import by_day

        scene = self.seen.scene
        self.heading.setText(f"{line.name} {line.it.what}")
        taken = behind(scene.every, line.it.it)
        self.days.put(day_lines(by_day(taken, scene.limits(taken))))

    def _into_days(self) -> None:
        self.days.view.setFocus()
        if self.days.proxy.rowCount():
            self.days.view.selectRow(0)


def _told(one: Any) -> Told:
    people = "–" if one.needed is None else f"{one.needed} / {number(one.there)}"
    return Told(one, what_words(one), kind_words(one.kind), STATUS[one.kind], people, one.lost_minutes)


def make(desk: Desk, ask_file: Any) -> BottleneckTab:
    """The tab."""
    return BottleneckTab(desk, ask_file)
