"""The tab of figures: pictures of complaints with their tables, and behind every bar and field its cases.

Only cases that the reader may read are counted, so that a figure and the list behind it agree and neither tells of
others. It is read when it is first shown and whenever the page is told of a change while it is on show.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from supervisor.desktop.screens.complaints.figures_behind import behind, case_table
from supervisor.desktop.screens.complaints.figures_reading import KINDS, PERIODS, VIEWS, Shown, Wish, read
from supervisor.desktop.screens.complaints.figures_views import (
    Line,
    in_short,
    kind_titles,
    legend_of,
    levels_of,
    lines_of,
    period_titles,
    table_of,
    view_titles,
)
from supervisor.desktop.widgets.basics import Card, box, button, label
from supervisor.desktop.widgets.choices import Choices, choice_buttons, fill_choices
from supervisor.desktop.widgets.forms import choice_box, day_edit
from supervisor.desktop.widgets.table import EmptyState
from supervisor.language import _


class FiguresView(QWidget):
    """Choices, the period in one line, a picture with its table (F2), and the cases behind what is chosen in it."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page, self.desk = page, page.desk
        self.wish, self.view, self.kind, self.level = Wish(), "causes", "class", ""
        self.shown: Shown | None = None
        self.lines: list[Line] = []
        self.entrance: QWidget | None = None  # where Alt and the tab's number goes (a focus proxy would take Tab away)
        self._stale, self._asked, self._built = True, 0, False
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)

    def hasHeightForWidth(self) -> bool:
        """No: pictures take what room there is; wrapped texts would make the tab ask for their preferred height."""
        return False

    def heightForWidth(self, width: int) -> int:  # noqa: ARG002 - asked by the stack of tabs even while another is shown
        """None: else every other tab would be as high as this one prefers to be."""
        return -1

    # building: when first shown, since pyqtgraph is heavy ------------------------------------------------------------
    def _build(self) -> None:
        from supervisor.desktop.screens.complaints.figures_plots import BarsPlot, HoursPlot
        from supervisor.desktop.widgets.faces import Faces

        self._built = True
        theme = self.desk.theme
        self.views = choice_buttons(self, view_titles(), lambda key: self.choose(view=key))
        self.periods = choice_box(list(zip(PERIODS, period_titles(), strict=True)), name=_("Period"), value="month")
        self.periods.activated.connect(lambda _n: self._period(str(self.periods.currentData())))
        self.kinds = choice_box([(key, kind_titles()[key]) for key in KINDS], name=_("By"), value=self.kind)
        self.kinds.activated.connect(lambda _n: self.choose(kind=str(self.kinds.currentData())))
        self.levels = choice_box([("", "")], name=_("Level of causes"))
        self.levels.activated.connect(lambda _n: self.open_level(str(self.levels.currentData())))
        today = self._page.snapshot.today
        self.first_day = day_edit(today.replace(day=1), name=_("First day"))
        self.last_day = day_edit(today, name=_("Last day"))
        for field in (self.first_day, self.last_day):
            field.editingFinished.connect(lambda: self._period("own"))
        self.excel = button(_("Excel…"), self.ask_workbook, "small", tip="Ctrl+E", shortcut="Ctrl+E")
        self.printing = button(_("Print…"), self.print_it, "small", tip="Ctrl+P", shortcut="Ctrl+P")
        self.pdf = button(_("PDF…"), self.ask_pdf, "small")
        self.body.addWidget(
            Choices(*self.views.values(), self.kinds, self.levels, self.periods, self.first_day, self.last_day,
                    self.excel, self.printing, self.pdf)
        )  # fmt: skip
        self.said = label("", "small", wrap=True)
        self.body.addWidget(self.said)
        self.whole = QVBoxLayout()
        self.whole.setSpacing(12)
        picture = Card(padding=12)
        self.faces: dict[str, Faces] = {}
        self.stack = QStackedWidget()
        for view in VIEWS:
            plot = (HoursPlot if view == "hours" else BarsPlot)(theme, view_titles()[view])
            made = Faces(self.desk, plot, table_of(theme, view))
            plot.moved.connect(lambda place, v=view: self._marked(v, place))
            plot.opened.connect(lambda _place: self._into())
            made.table.chosen.connect(self._chosen)
            made.table.opened.connect(lambda _line: self._into())
            self.faces[view] = made
            self.stack.addWidget(made)
        picture.add(self.stack, 1)
        self.heading = label("", "strong")
        self.behind = case_table(self)
        self.behind.opened.connect(lambda case: self._page.desk.go("complaints", case.subject))
        below = Card(padding=12)
        below.add(self.heading)
        below.add(self.behind, 1)
        below.setMinimumHeight(theme.px(138))
        self.whole.addWidget(picture, 5)
        self.whole.addWidget(below, 2)
        self.bare = EmptyState("")
        self.sides = QStackedWidget()
        self.sides.addWidget(box(self.whole))
        self.sides.addWidget(self.bare)
        self.body.addWidget(self.sides, 1)
        self.choose()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale and self._page.snapshot is not None:
            self.refresh()

    # reading ---------------------------------------------------------------------------------------------------------
    def put(self, snapshot: Any, about: str) -> None:  # noqa: ARG002 - as every part of the page is told
        """The page was read anew: so is the tab, at once where it is on show, else when it is next shown."""
        self._page.tabs.buttons["figures"].setVisible(snapshot.may("read_complaints"))
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read and paint."""
        if not self._built:
            self._build()
        self._stale = False
        self._asked += 1
        asked, wish, actor = self._asked, self.wish, self.desk.actor

        def show(shown: Shown) -> None:
            if asked == self._asked:
                self._put(shown)

        self.desk.load(self, lambda reader: read(reader, actor, wish), show)

    def choose(self, view: str = "", kind: str = "") -> None:
        """Another picture of the same figures."""
        self.view, self.kind = view or self.view, kind or self.kind
        for key, each in self.views.items():
            each.setChecked(key == self.view)
        self.kinds.setCurrentIndex(self.kinds.findData(self.kind))
        self.kinds.setVisible(self.view == "kinds")
        self.levels.setVisible(self.view == "causes" and self.levels.count() > 1)
        for field in (self.first_day, self.last_day):
            field.setVisible(self.wish.period == "own")
        self.stack.setCurrentWidget(self.faces[self.view])
        self.entrance = self.faces[self.view].plot
        if self.shown is not None:
            self._paint(self.shown)

    def open_level(self, cause: str) -> None:
        """The causes right under one, or those of the first level."""
        self.level = cause
        self.choose()

    def _offer_levels(self, shown: Shown) -> None:
        """The causes that can be opened in this period; one that cannot any more is left."""
        offered = levels_of(shown)
        self.level = self.level if self.level in dict(offered) else ""
        fill_choices(self.levels, offered)
        self.levels.setVisible(self.view == "causes" and len(offered) > 1)

    def _period(self, period: str) -> None:
        self.wish = Wish(period, *(_day(field.date()) for field in (self.first_day, self.last_day)))
        self.choose()
        self.refresh()

    def _put(self, shown: Shown) -> None:
        self.shown = shown
        f = shown.figures
        if f is None or not (f.count or f.praise or any(one.cases for one in f.months)):
            self.bare.words.setText(_("No complaint in this period. Choose a longer one."))
            self.sides.setCurrentIndex(1)
            return
        self.sides.setCurrentIndex(0)
        self.said.setText(in_short(f))
        self._offer_levels(shown)
        self._paint(shown)

    def _paint(self, shown: Shown) -> None:
        from supervisor.desktop.screens.complaints.figures_pictures import picture_of

        if shown.figures is None:
            return
        faces = self.faces[self.view]
        self.lines = lines_of(shown, self.view, self.kind, self.level)
        legend = legend_of(shown, self.view, self.kind, self.level)
        f = shown.figures
        faces.say(f"{view_titles()[self.view]} · {f.first} – {f.last}", legend, legend)
        before = faces.table.current()
        faces.table.put(self.lines)
        faces.plot.show_this(picture_of(self.view, self.lines))
        line = next((one for one in self.lines if before is not None and one.subject == before.subject), None)
        self._chosen(line or max(self.lines, key=lambda one: one.cases, default=None))

    # what stands behind ----------------------------------------------------------------------------------------------
    def _marked(self, view: str, place: int) -> None:
        from supervisor.desktop.screens.complaints.figures_pictures import line_at

        if view == self.view and self.shown is not None:
            self._chosen(line_at(view, self.lines, place))

    def _chosen(self, line: Line | None) -> None:
        if self.shown is None:
            return
        cases = [] if line is None else behind(self.shown, line)
        self.heading.setText("" if line is None else line.words)
        self.behind.put(sorted(cases, key=lambda case: (case.day, case.number), reverse=True))

    def _into(self) -> None:
        self.behind.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.behind.proxy.rowCount() and self.behind.current() is None:
            self.behind.view.selectRow(0)

    # on paper and as a workbook --------------------------------------------------------------------------------------
    def print_it(self) -> None:
        """Open the system's print dialog for the figures of the period."""
        from supervisor.desktop.printing import print_paper

        if (paper := self._paper()) is not None:
            print_paper(self._page, paper)

    def ask_pdf(self) -> None:
        """Choose where the figures are to lie as a PDF."""
        from supervisor.desktop.printing import write_paper
        from supervisor.desktop.widgets.written_files import choose_target

        if (paper := self._paper()) is not None:
            choose_target(
                self, _("Save as PDF…"), paper.title,
                lambda path: self.desk.say("good", _("Written: {path}").format(path=write_paper(paper, path))),
                suffix="pdf", kind=_("PDF (*.pdf)"),
            )  # fmt: skip

    def _paper(self) -> Any:
        from supervisor.desktop.screens.complaints.figures_paper import paper

        if self.shown is None or self.shown.figures is None:
            return None
        faces = self.faces[self.view]
        return paper(self.shown, self.view, faces.note, self.lines, faces.plot.picture(faces.title, faces.note))

    def ask_workbook(self) -> None:
        """Choose where the month's statistics are to lie: the month in which the period ends."""
        from supervisor.desktop.widgets.written_files import choose_target

        if self.shown is None or self.shown.figures is None:
            return
        month, desk = self.shown.figures.last.isoformat()[:7], self.desk
        book, actor = desk.book, desk.actor

        def write(path: Any) -> None:
            def work(_progress: Any) -> Any:
                from reports import complaints_workbook

                return complaints_workbook(book, month, path, actor=actor)

            desk.long(
                self, work, done=lambda made: desk.say("good", _("Written: {path}").format(path=made)),
                failed=lambda notice: desk.said.emit(notice, None),
            )  # fmt: skip

        choose_target(self, _("Statistics of complaints {month}").format(month=month),
                      _("Statistics of complaints {month}").format(month=month), write)  # fmt: skip


def _day(field: QDate) -> Any:
    from datetime import date

    return date(field.year(), field.month(), field.day())
