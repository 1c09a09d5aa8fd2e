"""The tab of fairness: one picture at a time, its words beside it, its table behind it (F2).

Read when it is first looked at and again when something was recorded: it goes over a year and nobody else needs it.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from supervisor.desktop.screens.appraisal.fairness.picture import Picture, Row
from supervisor.desktop.widgets.basics import Card, beside, box, button, clear, column, label, row, scrolling
from supervisor.desktop.widgets.choices import Choices, choice_buttons
from supervisor.desktop.widgets.forms import choice_box
from supervisor.desktop.widgets.models import Column, as_tsv
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.language import _

SPANS = (12, 6, 3, 1)
SIDE = 270


class FairnessView(QWidget):
    """Pictures of one month with those before it."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._page, self._theme = page, page.desk.theme
        self._wanted: tuple[Any, ...] = ()  # what is to be shown: month, months, which reading of the page
        self._asked: tuple[Any, ...] = ()
        self.found: Any = None
        self.key = "severity"
        self._reading = 0
        self.made = False

    def _build(self) -> None:
        """On first sight: the plots take their time to import."""
        from supervisor.desktop.screens.appraisal.fairness.course_plot import CoursePlot
        from supervisor.desktop.screens.appraisal.fairness.field_map import FieldMap
        from supervisor.desktop.screens.appraisal.fairness.row_plot import RowPlot

        theme = self._theme
        self.made = True
        self.buttons = choice_buttons(self, _titles(), self.show_picture)
        self.span: QComboBox = choice_box(
            [(n, _("last {n} months").format(n=n) if n > 1 else _("this month")) for n in SPANS], name=_("Period")
        )
        self.span.activated.connect(lambda _n: self._read())
        self.turn = button(_("Table"), self.turn_over, "small", tip="F2")
        copying = (button(_("Copy picture"), self.copy_picture, "small"),
                   button(_("Copy table"), self.copy_table, "small"))  # fmt: skip
        self.rows, self.field, self.courses = RowPlot(theme), FieldMap(theme), CoursePlot(theme)
        self.as_table = box(QVBoxLayout())
        self.bare = EmptyState(_("Being worked out…"))
        self.faces = QStackedWidget()
        for face in (self.bare, self.rows.area, self.field.area, self.courses, self.as_table):
            self.faces.addWidget(face)
        self.title = label("", "heading")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        main = Card(padding=12)
        head = row(spacing=6)
        head.addWidget(self.title, 1)
        for made in (self.turn, *copying):
            head.addWidget(made)
        main.add(head)
        main.add(self.faces, 1)
        self.mark = label("", "strong", wrap=True, name=_("What is read"))
        self.how = label("", "small", wrap=True)
        self.notes = column(spacing=6)
        side = Card(padding=12)
        side.add(scrolling(column(self.mark, self.how, self.notes, None, spacing=10)), 1)
        whole = column(Choices(*self.buttons.values(), self.span), spacing=10)
        whole.addLayout(beside(main, side, theme.px(SIDE)), 1)
        self.setLayout(whole)
        self.rows.moved.connect(lambda _at: self._say())
        self.courses.moved.connect(lambda _at: self._say())
        self.field.moved.connect(self._say)
        turn = QShortcut(QKeySequence("F2"), self, self.turn_over)
        turn.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def entrance(self) -> QWidget | None:
        """Where the keyboard comes in: the picture on show."""
        if not self.made:
            return None
        return {1: self.rows, 2: self.field, 3: self.courses}.get(
            self.faces.currentIndex(), self.buttons[self.key]
        )  # fmt: skip

    def put(self, snapshot: Any, _wanted: str = "") -> None:
        """Another month, or the same read anew."""
        self._reading += 1
        self._wanted = (snapshot.month, self._reading)
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.made:
            self._build()
        if self._wanted:
            self._read()

    def _read(self) -> None:
        from supervisor.appraisal.fairness import read

        month, months, actor = self._wanted[0], self.span.currentData(), self._page.desk.actor
        asked = (*self._wanted, months)
        if asked == self._asked:
            return
        self._asked = asked
        self._page.desk.load(
            self, lambda reader: read(reader, actor, month, months=months), lambda found: self._show(asked, found),
            self._failed,
        )  # fmt: skip

    def _show(self, asked: tuple[Any, ...], found: Any) -> None:
        if asked == self._asked:  # else another was asked for meanwhile
            self.found = found
            self.show_picture(self.key)

    def _failed(self, notice: Any) -> None:
        """It is said where the picture would be, and asked for again with the next look."""
        self._asked, self.found = (), None
        self.bare.words.setText(notice.happened)
        self.faces.setCurrentIndex(0)

    def show_picture(self, key: str) -> None:
        """Show one of the pictures."""
        self.key = key
        self.buttons[key].setChecked(True)
        if self.found is None:
            return
        picture = self.picture
        table = self.faces.currentWidget() is self.as_table
        self.title.setText(picture.title)
        self.how.setText(picture.how)
        self._put_notes(picture)
        self.turn.setEnabled(not picture.bare)
        if picture.bare:
            self.bare.words.setText(picture.empty)
            self.faces.setCurrentIndex(0)
        else:
            {"rows": self.rows, "field": self.field, "lines": self.courses}[picture.shape].put(picture)
            if table:
                self._put_table(picture)
            else:
                self.faces.setCurrentIndex({"rows": 1, "field": 2, "lines": 3}[picture.shape])
        self._say()

    @property
    def picture(self) -> Picture:
        """What is on show."""
        from supervisor.desktop.screens.appraisal.fairness.pictures import PICTURES

        return PICTURES[self.key](self.found)

    def _put_notes(self, picture: Picture) -> None:
        from supervisor.appraisal.fairness import sentences

        clear(self.notes)
        lines = list(picture.notes)
        if self.key in ("severity", "adjusted", "ranks"):
            lines = [*sentences(self.found), *lines]
        if not self.found.priced:
            lines.append(_("No rule book was in force: points are those of the check-lists."))
        if self.found.own:
            lines.append(_("Only what concerns yourself."))
        for words in lines:
            self.notes.addWidget(label(f"▲ {words}", "small", wrap=True))

    def _say(self) -> None:
        """What the mark stands on, beside the picture."""
        at = self.faces.currentIndex()
        plot = {1: self.rows, 3: self.courses}.get(at)
        if plot is not None:
            words = plot.marks[plot.at].words if 0 <= plot.at < len(plot.marks) else ""
        else:
            words = self.field.words if at == 2 else ""
        words = words or (_("Arrow keys read the picture.") if at in (1, 2, 3) else "")
        self.mark.setText(words)
        self.mark.setVisible(bool(words))

    def turn_over(self) -> None:
        """Picture or table."""
        if not self.made or self.found is None or self.picture.bare:
            return
        picture = self.picture
        if self.faces.currentWidget() is self.as_table:
            self.faces.setCurrentIndex({"rows": 1, "field": 2, "lines": 3}[picture.shape])
            self.turn.setText(_("Table"))
            if (place := self.entrance) is not None:
                place.setFocus()
        else:
            self._put_table(picture).view.setFocus()
            self.turn.setText(_("Picture"))
        self._say()

    def _put_table(self, picture: Picture) -> DataTable:
        layout = self.as_table.layout()
        clear(layout)
        made = table_of(self._theme, picture)
        assert layout is not None
        layout.addWidget(made)
        self.faces.setCurrentWidget(self.as_table)
        return made

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        if self.found is None or self.picture.bare:
            return
        picture = self.picture
        plot = {"rows": self.rows, "lines": self.courses}.get(picture.shape)
        if plot is not None:
            plot.copy_picture(picture.title, picture.how)
        else:
            QGuiApplication.clipboard().setPixmap(self.field.grab())
        self._page.desk.say("good", _("The picture is on the clipboard."))

    def copy_table(self) -> None:
        """Put the whole table on the clipboard, for Excel."""
        if self.found is not None and not self.picture.bare:
            made = table_of(self._theme, self.picture)
            QGuiApplication.clipboard().setText(as_tsv(made.proxy, range(made.proxy.rowCount())))
            made.deleteLater()
            self._page.desk.say("good", _("The table is on the clipboard: paste it into Excel."))


def table_of(theme: Any, picture: Picture) -> DataTable:
    """A picture as figures, sorted and copied like any table."""

    def heading(number: int, head: str, numeric: bool) -> Column[Row]:
        wide = -1 if not number or (number == 1 and picture.heads[0][1]) else 0
        return Column(f"c{number}", head, lambda r: r.cells[number], lambda r: r.sorts[number], numeric, width=wide,
                      strong=wide < 0)  # fmt: skip

    columns = [heading(number, head, numeric) for number, (head, numeric) in enumerate(picture.heads)]
    made = DataTable(theme, columns, name=picture.title, empty=EmptyState(picture.empty))
    made.put(picture.rows)
    return made


def _titles() -> dict[str, str]:
    return {
        "severity": _("Inspectors' marks"), "adjusted": _("Adjusted scores"), "ranks": _("Worth of ranks"),
        "often": _("How often"), "matrix": _("Inspector × person"), "weeks": _("Which week"), "when": _("What hour"),
        "posts": _("By post"), "items": _("By item"), "courses": _("Month by month"),
    }  # fmt: skip
