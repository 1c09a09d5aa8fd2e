"""The tab of the usual week: customers, waits or leavers by weekday and quarter-hour; behind each field its days."""

from __future__ import annotations

from typing import Any

import numpy as np

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.traffic.sight_plots import HeatPicture, HeatPlot
from supervisor.desktop.screens.traffic.sight_tables import day_lines, days_table
from supervisor.desktop.screens.traffic.tab import Seen, SightTab
from supervisor.desktop.widgets.basics import Card, label
from supervisor.desktop.widgets.choices import Choices, choice_buttons
from supervisor.desktop.widgets.faces import Faces
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable
from supervisor.desktop.wording import clock, number, share, span
from supervisor.language import _
from supervisor.traffic.sight.words import weekday_words

MEASURES = ("customers", "wait_mean", "wait_p90", "abandoned")


class PatternTab(SightTab):
    """A heat map over the days behind the field that one reads."""

    def build(self) -> None:
        theme = self.desk.theme
        self.measure = "customers"
        self.measures = choice_buttons(
            self, dict(zip(MEASURES, (_("Customers"), _("Mean wait"), _("P90 wait"), _("Left unserved")), strict=True)),
            self.show_measure,
        )  # fmt: skip
        self.measures["customers"].setChecked(True)
        self.plot = HeatPlot(theme)
        columns: list[Column[Any]] = [
            Column("time", _("Time"), lambda r: clock(r[0]), lambda r: r[0], width=84, strong=True),
            *(Column(f"d{day}", weekday_words(day), lambda r, d=day: r[1][d], lambda r, d=day: r[2][d], True, width=92)
              for day in range(7)),
        ]  # fmt: skip
        self.figures = DataTable(theme, columns, name=_("Heat map as a table"))
        self.faces = Faces(self.desk, self.plot, self.figures)
        self.body.addWidget(Choices(self.weeks, self.classes, *self.measures.values()))
        picture = Card(padding=14)
        picture.add(self.faces, 1)
        self.whole.addWidget(picture, 3)
        self.days = days_table(theme, _("Days behind the field"))
        self.heading = label("", "strong")
        below = Card(padding=12)
        below.add(self.heading)
        below.add(self.days, 1)
        self.whole.addWidget(below, 2)
        self.plot.moved.connect(self._field_read)
        self.plot.opened.connect(lambda _at: self._into_days())
        self.days.opened.connect(lambda line: self.desk.go("traffic", line.subject))
        self.first = self.plot

    def make(self, reader: Any, scene: Any) -> Any:  # noqa: ARG002
        from supervisor.traffic.sight.waits import heat_map

        return heat_map(scene.visits, scene.every.days)

    def put(self, seen: Seen) -> None:  # noqa: ARG002
        self._show()

    def show_measure(self, measure: str) -> None:
        """Colour the week by another figure; nothing is read anew."""
        self.measure = measure
        self.measures[measure].setChecked(True)
        if self.seen is not None and self.seen.made is not None:
            self._show()

    def _show(self) -> None:
        assert self.seen is not None
        heat, scene = self.seen.made, self.seen.scene
        values = getattr(heat, self.measure)
        first = heat.first_quarter * 15
        words = tuple(tuple(_field_words(heat, day, at, first) for at in range(values.shape[1])) for day in range(7))
        name = scene.classes.get(scene.service_class, _("all classes"))
        title = _("{what} by weekday and quarter-hour · {name}").format(
            what=self.measures[self.measure].text(), name=name
        )
        note = self._note(values, first)
        self.faces.say(title, note, note)
        self.plot.setAccessibleDescription(note)
        self.plot.show_this(HeatPicture(first, values, words, "accent" if self.measure == "customers" else "bad"))
        self.figures.put([
            (first + 15 * at, [_value_words(self.measure, values[d][at]) for d in range(7)],
             [-1.0 if np.isnan(values[d][at]) else float(values[d][at]) for d in range(7)])
            for at in range(values.shape[1])
        ])  # fmt: skip
        if self.plot.at < 0 and self.plot.marks:
            known = np.nan_to_num(values, nan=-1.0)
            self.plot.read_at(int(known.argmax()))
        else:
            self._field_read(self.plot.at)

    def _note(self, values: Any, first: int) -> str:
        assert self.seen is not None
        known = np.nan_to_num(values, nan=-1.0)
        day, at = np.unravel_index(int(known.argmax()), known.shape)
        scene = self.seen.scene
        return _("{first} to {last} · most: {day} {time}, {value}").format(
            first=scene.first, last=scene.last, day=weekday_words(int(day)), time=clock(first + 15 * int(at)),
            value=_value_words(self.measure, values[day][at]),
        )  # fmt: skip

    def _field_read(self, place: int) -> None:
        if self.seen is None or self.seen.made is None or place < 0:
            return
        from supervisor.traffic.sight.waits import by_day

        heat, scene = self.seen.made, self.seen.scene
        day, at = divmod(place, heat.customers.shape[1])
        visits = scene.visits
        mine = (visits.weekday == day) & (visits.quarter == heat.first_quarter + at)
        taken = visits.take(mine)
        found = by_day(taken, scene.limits(taken))
        start = (heat.first_quarter + at) * 15
        self.heading.setText(f"{weekday_words(day)} {span(start, start + 15)}")
        self.days.put(day_lines(found))

    def _into_days(self) -> None:
        self.days.view.setFocus()
        if self.days.proxy.rowCount():
            self.days.view.selectRow(0)


def _value_words(measure: str, value: float) -> str:
    if np.isnan(value):
        return "–"
    if measure == "customers":
        return number(value)
    return share(value, 1) if measure == "abandoned" else _("{n} min").format(n=number(value))


def _field_words(heat: Any, day: int, at: int, first: int) -> str:
    start = first + 15 * at
    where = f"{weekday_words(day)} {span(start, start + 15)}"
    if not heat.count[day][at]:
        return _("{where}: nobody came on {days} days").format(where=where, days=int(heat.days[day]))
    return _("{where}: {n} customers on the mean of {days} days · wait {mean}, P90 {p90} · left {left}").format(
        where=where, n=number(heat.customers[day][at]), days=int(heat.days[day]),
        mean=_value_words("wait_mean", heat.wait_mean[day][at]), p90=_value_words("wait_p90", heat.wait_p90[day][at]),
        left=_value_words("abandoned", heat.abandoned[day][at]),
    )  # fmt: skip


def make(desk: Desk, ask_file: Any) -> PatternTab:
    """The tab."""
    return PatternTab(desk, ask_file)
