"""The tab of waits: waiting, service and leaving by class, post, window, hour, weekday, day or week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.traffic.sight_plots import GroupPicture, GroupPlot, Series, legend_words
from supervisor.desktop.screens.traffic.sight_tables import Line, figure_table, group_title, left_words, minutes
from supervisor.desktop.screens.traffic.tab import Seen, SightTab
from supervisor.desktop.widgets.basics import Card, box, row
from supervisor.desktop.widgets.choices import Choices, choice_buttons
from supervisor.desktop.widgets.faces import Faces
from supervisor.desktop.wording import long_day, short_day
from supervisor.language import _

GROUPS = ("class", "post", "window", "hour", "weekday", "day", "week")
MEASURES = ("wait", "service", "left")
TIMED = ("day", "week")


class WaitsTab(SightTab):
    """A picture over its table; a day of the table is opened by Enter."""

    def build(self) -> None:
        theme = self.desk.theme
        self.by, self.measure = "class", "wait"
        self.groups = choice_buttons(
            self, dict(zip(GROUPS, (
                _("by class"), _("by post"), _("by window"), _("by hour"), _("by weekday"), _("by day"), _("by week")),
                strict=True)),
            self.group_by,
        )  # fmt: skip
        self.measures = choice_buttons(
            self, dict(zip(MEASURES, (_("Waiting"), _("Service"), _("Left unserved")), strict=True)), self.show_measure
        )
        self.groups["class"].setChecked(True)
        self.measures["wait"].setChecked(True)
        self.plot = GroupPlot(theme, _("Waiting and service"))
        self.table = figure_table(theme)
        self.faces = Faces(self.desk, self.plot, self.table, both=True)
        gap = box(row())
        gap.setFixedWidth(theme.px(18))
        self.body.addWidget(
            Choices(self.weeks, self.classes, *self.measures.values(), gap, *self.groups.values())
        )  # fmt: skip
        picture = Card(padding=14)
        picture.add(self.faces, 1)
        below = Card(padding=12)
        below.add(self.table, 1)
        self.whole.addWidget(picture, 3)
        self.whole.addWidget(below, 2)
        self.plot.opened.connect(lambda at: self._open(self._lines[at]) if at < len(self._lines) else None)
        self.plot.moved.connect(self._to_line)
        self.table.opened.connect(self._open)
        self._lines: list[Line] = []
        self.first = self.table.view

    def group_by(self, by: str) -> None:
        """Another way of putting them together."""
        self.by = by
        self.groups[by].setChecked(True)
        self.plot.at = -1
        self.refresh()

    def show_measure(self, measure: str) -> None:
        """Another figure in the picture; the table shows all of them."""
        self.measure = measure
        self.measures[measure].setChecked(True)
        if self.seen is not None and self.seen.made is not None:
            self._draw()

    def make(self, reader: Any, scene: Any) -> Any:  # noqa: ARG002
        from supervisor.traffic.sight.waits import figures_by

        by = self.by
        group, key = scene.groups(by)
        found = figures_by(scene.visits, group, scene.limits(scene.visits))
        return by, [(key(at), at, one) for at, one in found.items()]

    def put(self, seen: Seen) -> None:
        from supervisor.traffic.sight.words import group_words

        by, found = seen.made
        lines = [Line(key, _name(by, key, group_words(by, key, seen.scene)), it, at) for key, at, it in found]
        if by in ("class", "post", "window"):
            lines.sort(key=lambda line: -(line.it.wait.p90 if line.it.wait else 0.0))
            lines = [Line(line.subject, line.name, line.it, place) for place, line in enumerate(lines)]
        self._lines = lines
        first, *others = self.table.model.columns
        self.table.model.columns = (replace(first, title=group_title(by)), *others)
        self.table.put(lines)
        self._draw()

    def _draw(self) -> None:
        assert self.seen is not None
        by, scene, lines = self.seen.made[0], self.seen.scene, self._lines
        series = _series(self.measure, lines)
        timed = by in TIMED
        highest = max((value for one in series for value in one.values if value == value), default=0.0)  # no nan
        target = scene.target_of(scene.service_class).minutes if self.measure == "wait" else None
        if target is not None and target > 2 * highest:
            target = None  # so far above that it would press all else to the ground
        legend = legend_words(series) + ("" if target is None else "   " + _("┄ target"))
        name = scene.classes.get(scene.service_class, _("all classes"))
        title = f"{self.measures[self.measure].text()} · {self.groups[by].text()} · {name}"
        self.faces.say(title, f"{scene.first} – {scene.last}   {legend}", legend)
        self.plot.show_this(
            GroupPicture(
                names=tuple(line.name for line in lines),
                series=series,
                words=tuple(_words(line) for line in lines),
                days=tuple(line.order for line in lines) if timed else (),
                target=target,
                unit="%" if self.measure == "left" else _("minutes"),
            )
        )

    def _to_line(self, place: int) -> None:
        if 0 <= place < len(self._lines):
            wanted = self._lines[place].subject
            self.table.select(lambda line: line.subject == wanted)

    def _open(self, line: Line) -> None:
        if self.seen is not None and self.seen.made is not None and self.seen.made[0] == "day":
            self.desk.go("traffic", line.subject)


def _name(by: str, key: str, words: str) -> str:
    if by == "day":
        return long_day(date.fromisoformat(key))
    if by == "week":
        monday = date.fromisoformat(key)
        return f"{monday.isoformat()} – {short_day(monday + timedelta(days=6))}"
    return words


def _series(measure: str, lines: list[Line]) -> tuple[Series, ...]:
    if measure == "left":
        values = tuple(float("nan") if x.it.abandoned is None else 100 * x.it.abandoned for x in lines)
        return (Series(_("share that left unserved"), values, "bad", "t1"),)

    def row(what: str) -> tuple[float, ...]:
        spreads = [getattr(line.it, measure) for line in lines]
        return tuple(float("nan") if one is None else getattr(one, what) for one in spreads)

    return (
        Series(_("median"), row("median"), "accent", "o"),
        Series(_("mean"), row("mean"), "text", "d", dashed=True),
        Series(
            _("nine in ten wait no longer") if measure == "wait" else _("nine in ten take no longer"),
            row("p90"),
            "warning",
            "t1",
        ),
    )


def _words(line: Line) -> str:
    it = line.it
    return _(
        "{name}: {n} customers · wait median {a}, mean {b}, P90 {c} · service median {d}, mean {e}, P90 {f} · left {g}"
    ).format(
        name=line.name, n=f"{it.customers:,}", a=minutes(it.wait, "median"), b=minutes(it.wait, "mean"),
        c=minutes(it.wait, "p90"), d=minutes(it.service, "median"), e=minutes(it.service, "mean"),
        f=minutes(it.service, "p90"), g=left_words(it),
    )  # fmt: skip


def make(desk: Desk, ask_file: Any) -> WaitsTab:
    """The tab."""
    return WaitsTab(desk, ask_file)
