"""The tab of sight: where faults gather, which rise, who and what repeats, who marks harder. Pictures first.

Behind every picture stands its table (F2 changes between them), and behind every field or line its findings: Enter goes
there, and from a finding to its inspection.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStackedWidget, QVBoxLayout

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections.parts import Part
from supervisor.desktop.screens.inspections.sight_heat import HeatView
from supervisor.desktop.screens.inspections.sight_reading import VIEWS, WEEKS, Snapshot, Wish, read
from supervisor.desktop.screens.inspections.sight_tables import (
    Named,
    behind_table,
    findings_table,
    follows_table,
    heat_table,
    inspector_table,
    repeat_table,
    rows_of,
    trend_table,
)
from supervisor.desktop.screens.inspections.sight_words import (
    cut_words,
    empty_words,
    follows_words,
    legend_words,
    lines_of,
    said_words,
)
from supervisor.desktop.screens.inspections.words import source_words
from supervisor.desktop.widgets.basics import Card, box, button, clear, label, row
from supervisor.desktop.widgets.choices import choice_buttons
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.widgets.forms import choice_box
from supervisor.desktop.widgets.laid import widgets_laid
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.language import _

SOURCES = ("on_site", "video", "customer_comment")


class SightTab(Part):
    """Four views of a period, each a picture over its table."""

    snapshot: Snapshot

    def build(self) -> None:
        from supervisor.desktop.screens.inspections.sight_plots import InspectorPlot, RepeatPlot, TrendPlot

        theme = self.desk.theme
        self.wish = Wish()
        self._put_for: Wish | None = None  # what the picture on show was asked for
        self._line: Named | None = None
        self.views = choice_buttons(self, dict(zip(VIEWS, (
            _("Heat map"), _("Trends"), _("Repeated faults"), _("Inspectors compared"), _("Consequences")),
            strict=True)),
            lambda key: self.ask(view=key))  # fmt: skip
        self.boxes: dict[str, QComboBox] = {
            "weeks": choice_box([(key, _("last {count} weeks").format(count=many)) for key, many in WEEKS.items()],
                                name=_("Period"), value=self.wish.weeks),
            "template": choice_box([("", _("all check-lists"))], name=_("Check-list")),
            "place": choice_box([("", _("all places"))], name=_("Place")),
            "source": choice_box([("", _("all sources")), *((s, source_words(s)) for s in SOURCES)], name=_("Source")),
        }  # fmt: skip
        for key, chosen in self.boxes.items():
            chosen.activated.connect(lambda _n, k=key, b=chosen: self.ask(**{k: b.currentData()}))
        self.body.addWidget(box(flow(*self.views.values(), *self.boxes.values(), spacing=6, line_spacing=6)))
        self.grids = choice_buttons(self, {
            "item_week": _("item × time"), "section_week": _("section × time"), "place_hour": _("place × hour"),
            "person_item": _("person × item")}, lambda key: self.ask(grid=key))  # fmt: skip
        self.axes = choice_buttons(self, {
            "item": _("by item"), "person": _("by person"), "place": _("by place"), "hour": _("by hour")},
            lambda key: self.ask(axis=key))  # fmt: skip
        self.said = label("", "small", wrap=True)
        self.legend = label("", "small", wrap=True)
        self.turn = button(_("Table"), self.turn_over, "small", tip="F2")
        self.copying = [button(_("Copy picture"), self.copy_picture, "small"),
                        button(_("Copy table"), self.copy_table, "small")]  # fmt: skip
        self.picture = Card(padding=14)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.picture.add(box(flow(*self.grids.values(), *self.axes.values(), self.turn, *self.copying, spacing=6,
                                  line_spacing=6)))  # fmt: skip
        self.picture.add(self.said)
        self.heat = HeatView(theme)
        self.heat.chosen.connect(self._field_chosen)
        self.heat.opened.connect(lambda _row, _column: self._into(self.findings))
        self.plots: dict[str, Any] = {
            "trend": TrendPlot(theme), "repeats": RepeatPlot(theme), "inspectors": InspectorPlot(theme)
        }  # fmt: skip
        self.as_table = box(QVBoxLayout())
        self.faces = QStackedWidget()
        for face in (self.heat.scrolled(), *self.plots.values(), self.as_table):
            self.faces.addWidget(face)
        self.picture.add(self.faces, 1)
        self.picture.add(self.legend)
        self.findings, self.behind = findings_table(theme), behind_table(theme)
        self.tables: dict[str, DataTable] = {
            "trend": trend_table(theme), "repeats": repeat_table(theme), "inspectors": inspector_table(theme),
            "follows": follows_table(theme),
        }  # fmt: skip
        for key, table in self.tables.items():
            table.chosen.connect(lambda item, k=key: self._line_chosen(k, item))
            table.opened.connect(lambda _item: self._into(self.behind))
        for table in (self.findings, self.behind):
            table.opened.connect(lambda found: self.desk.go("inspections", found.subject))
        self.below = Card(padding=12)
        self.heading = label("", "strong")
        self.heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.below.add(self.heading)
        self.lists = row(spacing=12)
        for table in (*self.tables.values(), self.findings, self.behind):
            self.lists.addWidget(table, 2 if table is self.behind else 5)
        self.below.add(self.lists, 1)
        self.bare = EmptyState("")
        self.shown = QStackedWidget()
        self.whole = whole = QVBoxLayout()
        whole.setSpacing(12)
        whole.addWidget(self.picture, 3)
        whole.addWidget(self.below, 2)
        self.shown.addWidget(box(whole))
        self.shown.addWidget(self.bare)
        self.body.addWidget(self.shown, 1)
        turn = QShortcut(QKeySequence("F2"), self, self.turn_over)
        turn.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.setFocusProxy(self.heat)

    def hasHeightForWidth(self) -> bool:
        """No: pictures take what room there is; wrapped texts would make the tab ask for their preferred height."""
        return False

    def read(self, reader: Any) -> Snapshot:
        return read(reader, self.desk.actor, self.wish)

    def subtitle(self) -> str:
        return said_words(self.snapshot) if self.snapshot is not None else ""

    def ask(self, **wished: str) -> None:
        """Another view, cut or filter; read anew."""
        self.wish = self.wish._replace(**wished)
        self.refresh()

    def put(self, snapshot: Snapshot) -> None:
        wish = snapshot.wish
        self._options("template", [("", _("all check-lists")), *snapshot.templates])
        self._options("place", [("", _("all places")), *((place, place) for place in snapshot.places)])
        for buttons, chosen, shown in (
            (self.views, wish.view, True), (self.grids, wish.grid, wish.view == "heat"),
            (self.axes, wish.axis, wish.view == "trend"),
        ):  # fmt: skip
            for key, each in buttons.items():
                each.setChecked(key == chosen)
                each.setVisible(shown)
        empty = empty_words(snapshot)
        self.bare.words.setText(empty)
        self.shown.setCurrentIndex(1 if empty else 0)
        if empty:
            return
        self._show_view(snapshot)
        self._put_for = wish

    def _show_view(self, snapshot: Snapshot) -> None:
        view = snapshot.wish.view
        self.legend.setText(legend_words(snapshot))
        self.said.setText("")
        self.said.setVisible(view in ("trend", "follows"))
        for key, table in self.tables.items():
            table.setVisible(key == view)
        self.findings.setVisible(view == "heat")
        self.behind.setVisible(view in ("trend", "repeats", "follows"))
        pictured = view != "follows"
        for each in (self.faces, self.copying[0], self.boxes["place"], self.boxes["source"]):
            each.setVisible(pictured)
        self.whole.setStretch(0, 3 if pictured else 0)
        self.heading.setText("")
        self.heading.setVisible(view == "heat")
        self.turn.setVisible(view == "heat")
        self.whole.setStretch(1, 2 if view == "heat" else 3)
        self.below.setMinimumHeight(
            self.desk.theme.px(160 if view == "heat" else 236)
        )  # five lines, however tall the plot
        as_table = view == "heat" and self._put_for == snapshot.wish and self.faces.currentWidget() is self.as_table
        if pictured and not as_table:
            self.faces.setCurrentIndex(VIEWS.index(view))
        self.turn.setText(_("Picture") if as_table else _("Table"))
        if view == "heat":
            self.heat.put(snapshot)
            if as_table:
                self._put_table(snapshot)
            return
        lines, table = lines_of(snapshot), self.tables[view]
        self._line = None
        table.put(lines)
        names = [line.name if view == "inspectors" else f"{line.name.split(' ')[0]} {line.more}" for line in lines]
        if view in self.plots and view != "trend":
            self.plots[view].show_this(snapshot, names)
        if lines and (self._put_for != snapshot.wish or table.current() is None):
            table.select(lambda item: item.subject == lines[0].subject)
        if self._line is None and (there := table.current()) is not None:
            self._line_chosen(view, there)

    def _field_chosen(self, line: str, column: str) -> None:
        """The field under the cursor: said in words, its findings below."""
        snapshot = self.heat._snapshot
        if snapshot is not None:
            behind = self.heat.heat.cell(line, column).findings
            rows = rows_of(snapshot, behind)
            cut = cut_words(len(behind), len(rows))
            self.heading.setText(" · ".join(part for part in (self.heat.words(line, column), cut) if part))
            self.findings.put(rows)

    def _line_chosen(self, view: str, line: Named) -> None:
        snapshot = self.snapshot
        if snapshot is None or snapshot.wish.view != view:
            return
        self._line = line
        if view == "trend":
            self.plots["trend"].show_this(snapshot, line.it, line.name)
            behind = (snapshot.hits or {}).get(line.subject, ())
            rows = rows_of(snapshot, behind)
            cut = cut_words(len(behind), len(rows))
            self.said.setText(" · ".join(part for part in (line.name, cut) if part))
            self.behind.put(rows)
        elif view == "repeats":
            self.behind.put(rows_of(snapshot, [hit.subject for hit in line.it.chain]))
        elif view == "follows":
            self.said.setText(follows_words(line))
            self.behind.put(rows_of(snapshot, line.it.findings))

    def turn_over(self) -> None:
        """Picture or table of the heat map."""
        if self.snapshot is None or self.snapshot.wish.view != "heat":
            return
        table = self.faces.currentWidget() is self.as_table
        if table:
            clear(self.as_table.layout())
            self.faces.setCurrentIndex(0)
            self.heat.setFocus()
        else:
            self.faces.setCurrentWidget(self.as_table)
            self._into(self._put_table(self.snapshot))
        self.turn.setText(_("Table") if table else _("Picture"))

    def _put_table(self, snapshot: Snapshot) -> DataTable:
        """The heat map as figures; the line and the focus stay where they were in the table before."""
        layout = self.as_table.layout()
        assert layout is not None
        before = next(iter(widgets_laid(layout)), None)
        made = heat_table(self.desk.theme, snapshot)
        layout.addWidget(made)
        if isinstance(before, DataTable):
            line, inside = before.current(), before.view.hasFocus()
            if line is not None:
                made.select(lambda one: one.subject == line.subject)
            if inside:
                made.view.setFocus()
            layout.removeWidget(before)
            before.deleteLater()
        return made

    def copy_picture(self) -> None:
        """The picture on show, on the clipboard."""
        QGuiApplication.clipboard().setPixmap(self.faces.grab())
        self.desk.say("good", _("The picture is on the clipboard."))

    def copy_table(self) -> None:
        """All figures of the view, on the clipboard for Excel."""
        if self.snapshot is None:
            return
        view = self.snapshot.wish.view
        table = heat_table(self.desk.theme, self.snapshot) if view == "heat" else self.tables[view]
        table.copy()
        if view == "heat":
            table.deleteLater()
        self.desk.say("good", _("The table is on the clipboard: paste it into Excel."))

    def _into(self, table: DataTable) -> None:
        table.view.setFocus()
        if table.proxy.rowCount() and table.current() is None:
            table.view.selectRow(0)

    def _options(self, key: str, options: list[tuple[str, str]]) -> None:
        chosen, there = self.boxes[key], getattr(self.wish, key)
        if [chosen.itemData(n) for n in range(chosen.count())] != [value for value, _words in options]:
            chosen.clear()
            for value, words in options:
                chosen.addItem(words, value)
        chosen.setCurrentIndex(max(0, chosen.findData(there)))


def make(desk: Desk) -> SightTab:
    """The tab."""
    return SightTab(desk)
