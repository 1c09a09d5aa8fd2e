"""The tab of ratings: what customers pressed at the counter, by class, window and week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.traffic.sight_plots import RatingPicture, RatingPlot
from supervisor.desktop.screens.traffic.sight_tables import Line, group_title, rating_table
from supervisor.desktop.screens.traffic.tab import Seen, SightTab
from supervisor.desktop.widgets.basics import Card, KeyFigure, row
from supervisor.desktop.widgets.choices import Choices, choice_buttons
from supervisor.desktop.widgets.faces import Faces
from supervisor.desktop.wording import number, share, short_day
from supervisor.language import _, listed

GROUPS = ("class", "window", "week")


class RatingsTab(SightTab):
    """Three figures of the whole, a picture of shares and the table behind it."""

    def build(self) -> None:
        theme = self.desk.theme
        self.by = "class"
        self.groups = choice_buttons(
            self, dict(zip(GROUPS, (_("by class"), _("by window"), _("by week")), strict=True)), self.group_by
        )
        self.groups["class"].setChecked(True)
        self.plot = RatingPlot(theme)
        self.table = rating_table(theme)
        self.faces = Faces(self.desk, self.plot, self.table, both=True)
        self.body.addWidget(Choices(self.weeks, self.classes, *self.groups.values()))
        self.facts = [KeyFigure(what) for what in (_("Mean rating"), _("Share that pressed"), _("1 and 2"))]
        top = row(spacing=16)
        for fact in self.facts:
            top.addWidget(fact, 1)
        self.whole.addLayout(top)
        picture = Card(padding=14)
        picture.add(self.faces, 1)
        below = Card(padding=12)
        below.add(self.table, 1)
        self.whole.addWidget(picture, 3)
        self.whole.addWidget(below, 2)
        self._lines: list[Line] = []
        self.plot.moved.connect(self._to_line)
        self.first = self.table.view

    def group_by(self, by: str) -> None:
        """Another way of putting them together."""
        self.by = by
        self.groups[by].setChecked(True)
        self.plot.at = -1
        self.refresh()

    def make(self, reader: Any, scene: Any) -> Any:  # noqa: ARG002
        from supervisor.traffic.sight.waits import ratings_by

        by = self.by
        group, key = scene.groups(by)
        found = ratings_by(scene.visits, group)
        whole = ratings_by(scene.visits, np.zeros(len(scene.visits), np.int64)).get(0)
        return by, [(key(at), at, one) for at, one in found.items()], whole

    def put(self, seen: Seen) -> None:
        from supervisor.traffic.sight.words import group_words

        by, found, whole = seen.made
        scene = seen.scene
        lines = [
            Line(key, _week(key) if by == "week" else group_words(by, key, scene), it, at) for key, at, it in found
        ]
        if by != "week":
            lines.sort(key=lambda line: (line.it.mean is None, line.it.mean or 0.0))
            lines = [Line(line.subject, line.name, line.it, place) for place, line in enumerate(lines)]
        rated = whole is not None and whole.rated > 0
        self._show_facts(whole)
        first, *others = self.table.model.columns
        self.table.model.columns = (replace(first, title=group_title(by)), *others)
        self.table.put(lines if rated else [])
        self.faces.setVisible(rated)
        pictured = [line for line in lines if line.it.rated]
        self._lines = pictured
        if not rated:
            return
        name = scene.classes.get(scene.service_class, _("all classes"))
        legend = _("share of 1 to 5, worst at the bottom")
        title = f"{_('Ratings')} · {self.groups[by].text()} · {name}"
        self.faces.say(title, f"{scene.first} – {scene.last}   {legend}", legend)
        shares = np.array([line.it.pressed for line in pictured], dtype=np.float64)
        self.plot.show_this(
            RatingPicture(
                tuple(line.name for line in pictured),
                shares / np.maximum(shares.sum(axis=1, keepdims=True), 1),
                tuple(_words(line) for line in pictured),
            )
        )

    def _show_facts(self, whole: Any) -> None:
        if whole is None or not whole.rated:
            for fact in self.facts:
                fact.show_figure("–")
            return
        self.facts[0].show_figure(number(whole.mean, 2), _("of 5, {n} ratings").format(n=f"{whole.rated:,}"))
        self.facts[1].show_figure(share(whole.share, 1), _("of {n} served").format(n=f"{whole.served:,}"))
        self.facts[2].show_figure(share(whole.low, 1), _("{n} customers").format(n=whole.pressed[0] + whole.pressed[1]))

    def _to_line(self, place: int) -> None:
        if 0 <= place < len(self._lines):
            wanted = self._lines[place].subject
            self.table.select(lambda line: line.subject == wanted)


def _week(key: str) -> str:
    monday = date.fromisoformat(key)
    return f"{short_day(monday)} – {short_day(monday + timedelta(days=6))}"


def _words(line: Line) -> str:
    it = line.it
    pressed = listed(f"{star}: {count}" for star, count in enumerate(it.pressed, 1))
    return _("{name}: mean {mean} of {n} ratings, {low} are 1 or 2 ({pressed})").format(
        name=line.name, mean=number(it.mean, 2), n=it.rated, low=share(it.low or 0.0, 1), pressed=pressed
    )


def make(desk: Desk, ask_file: Any) -> RatingsTab:
    """The tab."""
    return RatingsTab(desk, ask_file)
