"""Weekly sheets of client managers: figures against the weeks before and the standard, what is open with each."""

from __future__ import annotations

from datetime import timedelta
from html import escape
from typing import Any

from supervisor.appraisal.weekly.words import change_words, course_words, figure_words, owed_words, standard_words
from supervisor.desktop.printing import print_html
from supervisor.desktop.screens.appraisal.numbers import writing
from supervisor.desktop.screens.appraisal.numbers.reading import Shown
from supervisor.desktop.widgets.basics import Card, button, clear, column, label, row
from supervisor.desktop.widgets.forms import choice_box
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.language import _

WEEKS_AGO = (3, 2, 1)


class WeeksPart(Card):
    """One person's sheet at a time; the week is turned by Alt+← and Alt+→."""

    def __init__(self, owner: Any) -> None:
        super().__init__(padding=12)
        self._owner, theme = owner, owner.desk.theme
        self._sheets: tuple[Any, ...] = ()
        self.who = choice_box([], name=_("Client manager"))
        self.who.setMinimumWidth(theme.px(150))
        self.who.activated.connect(lambda _place: self._show())
        self.before = button("‹", lambda: self._turn(-7), "small", shortcut="Alt+Left", tip="Alt+←")
        self.after = button("›", lambda: self._turn(7), "small", shortcut="Alt+Right", tip="Alt+→")
        self.before.setAccessibleName(_("The week before"))
        self.after.setAccessibleName(_("The week after"))
        self.span = label("", "strong")
        self.print = button(_("Print…"), self._print, "small", shortcut="Ctrl+P", tip="Ctrl+P")
        self.excel = button(_("Excel…"), lambda: writing.ask_weekly(owner), "small")
        self.add(row(self.who, self.before, self.span, self.after, None, self.print, self.excel, spacing=6))
        self.table = DataTable(
            theme,
            [
                Column("measure", _("Indicator"), lambda f: f.name, width=-1, strong=True),
                *(_week(n) for n in range(len(WEEKS_AGO))),
                Column("this", _("This week"), lambda f: figure_words(f.this_c), lambda f: f.this_c or 0, True,
                       width=78, strong=True),
                Column("change", _("Change"), change_words, lambda f: f.change_c or 0, True, width=66, status=_better),
                Column("month", _("Month so far"), lambda f: figure_words(f.month_c), lambda f: f.month_c or 0, True,
                       width=84),
                Column("standard", _("Standard of the month"), standard_words, width=140,
                       status=lambda f: {True: "good", False: "warning", None: None}[f.met]),
            ],
            name=_("Client managers' week"),
            empty=EmptyState(
                _("No client manager yet: bring in the client managers' record, or set the job in Settings.")
            ),
        )  # fmt: skip
        self.add(self.table, 1)
        self.words = column(spacing=3)
        self.add(self.words)

    def put(self, shown: Shown) -> None:
        """Show the week, the same person where he is still there."""
        self._sheets = shown.sheets
        before = self.who.currentData()
        self.who.clear()
        for sheet in shown.sheets:
            self.who.addItem(f"{sheet.name} {sheet.no}", sheet.person)
        self.who.setCurrentIndex(max(0, self.who.findData(before)))
        monday = shown.week - timedelta(days=shown.week.weekday())
        self.span.setText(f"{monday} – {monday + timedelta(days=6)}")
        self.after.setEnabled(monday + timedelta(days=7) <= shown.today)
        for made in (self.who, self.print, self.excel):
            made.setEnabled(bool(shown.sheets))
        self._show()

    def _show(self) -> None:
        sheet = self._sheet()
        self.table.put(sheet.figures if sheet is not None else ())
        clear(self.words)
        if sheet is None:
            return
        self.words.addWidget(label(" · ".join(f"{name} {words}" for name, words in course_words(sheet)), wrap=True))
        if sheet.owed:
            self.words.addWidget(label("；".join(map(owed_words, sheet.owed[:6])), "small", wrap=True))

    def _sheet(self) -> Any:
        person = self.who.currentData()
        return next((each for each in self._sheets if each.person == person), None)

    def _turn(self, days: int) -> None:
        shown = self._owner.shown
        if shown is not None and (days < 0 or self.after.isEnabled()):
            self._owner.week = shown.week + timedelta(days=days)
            self._owner.read()

    def _print(self) -> None:
        sheet = self._sheet()
        if sheet is not None:
            title = _("Weekly sheet of {name} {first} – {last}").format(
                name=f"{sheet.no} {sheet.name}", first=sheet.first, last=sheet.last
            )
            print_html(self, page(sheet, title), title)


def page(sheet: Any, title: str) -> str:
    """One sheet as a page to be printed."""
    heads = (_("Indicator"), *(_("{n} weeks ago").format(n=n) for n in WEEKS_AGO), _("This week"), _("Change"),
             _("Month so far"), _("Standard of the month"))  # fmt: skip
    rows = [
        (one.name, *map(figure_words, one.weeks), change_words(one), figure_words(one.month_c), standard_words(one))
        for one in sheet.figures
    ]
    cells = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in line)}</tr>" for line in rows)
    course = "　".join(f"{escape(name)} {escape(words)}" for name, words in course_words(sheet))
    owed = "".join(f"<li>{escape(owed_words(one))}</li>" for one in sheet.owed)
    return (
        f"<h2>{escape(title)}</h2><p>{escape(sheet.role)}</p>"
        f"<table border='1' cellspacing='0' cellpadding='4' width='100%'>"
        f"<tr>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr>{cells}</table>"
        f"<p>{course}</p><ul>{owed}</ul>"
        f"<p>{escape(_('Client manager (signature):'))}　　　　　　{escape(_('Branch manager (signature):'))}</p>"
    )


def _week(place: int) -> Column[Any]:
    title = _("{n} weeks ago").format(n=WEEKS_AGO[place])
    return Column(
        f"week{place}", title, lambda f: figure_words(f.weeks[place]), lambda f: f.weeks[place] or 0, True, width=66,
        spare=True,
    )  # fmt: skip


def _better(one: Any) -> str | None:
    if not one.change_c:
        return None
    return "good" if (one.change_c > 0) != one.less else "warning"
