"""Time limits of complaints with the day from which they hold, how they were before, and the other figures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec

from supervisor.access.rights import Right
from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.settings.complaint_reading import value_words
from supervisor.desktop.screens.settings.tables import BranchTab
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import Card, beside, box, button, column, label, row
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import moment
from supervisor.language import _


class LimitsPart(BranchTab):
    """Limits at the left; figures, and how the limits were set before, at the right."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        theme = self.desk.theme
        self.limits = figure_table(theme, _("Time limits of complaints"), later=True)
        self.limits.opened.connect(lambda line: self.ask_limits(line.subject))
        self.change = button(_("Change…"), self.ask_limits, "smallprimary", tip="Enter", name=_("Change the limits"))
        left = Card(padding=12)
        left.add(row(label(_("Time limits of complaints"), "heading"), None, self.change))
        words = _("New limits hold for complaints heard from their day on; older cases keep theirs.")
        left.add(label(words, "small", wrap=True))
        left.add(self.limits, 1)
        self.figures = figure_table(theme, _("Other figures"))
        self.figures.opened.connect(lambda line: self.ask_figures(line.subject))
        self.change_figures = button(_("Change…"), self.ask_figures, "small", tip="Enter", name=_("Change the figures"))
        right = Card(padding=12)
        right.add(row(label(_("Other figures"), "heading"), None, self.change_figures))
        right.add(self.figures, 1)
        self.history = history_table(self)
        past = Card(padding=12)
        past.add(label(_("How the limits were set"), "heading"))
        past.add(self.history, 1)
        side = column(spacing=10)
        side.addWidget(right, 3)
        side.addWidget(past, 2)
        line = beside(left, box(side), theme.px(520))
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)

    def put(self, shown: Any) -> None:
        """Show limits, figures and history."""
        self.shown = shown
        self.limits.put(list(shown.limits))
        self.figures.put(list(shown.figure_lines))
        self.history.put(list(shown.history))
        session = self.desk.services.session
        may = session is not None and session.may(Right.MANAGE_SETTINGS)
        for made in (self.change, self.change_figures):
            made.setEnabled(may)
        for table in (self.limits, self.figures):
            if table.current() is None and table.proxy.rowCount():
                table.view.selectRow(0)

    def ask_new(self) -> None:
        """The limits are what is set here first."""
        self.ask_limits()

    def ask_limits(self, field: str = "") -> None:
        """Set the time limits from a day on, the next one unless changed; the cursor begins in the limit that was
        chosen.
        """
        from supervisor.complaints.kernel.deadlines import DeadlineRules, limit_ranges
        from supervisor.complaints.settings.words import LIMITS
        from supervisor.complaints.steps.limits import set_deadlines

        if self.page.snapshot is None or not self.change.isEnabled():
            return
        desk, before = self.desk, self.shown.next_rules
        form = FieldForm(self, desk, _("Time limits of complaints"), width=640)
        form.note(_("Complaints heard from this day on are measured by them; older cases keep theirs."))
        form.day("valid_from", _("Valid from"), self.page.snapshot.today + timedelta(days=1))
        form.halves()
        names = before.__struct_fields__
        for name, (least, most) in limit_ranges().items():
            form.number(name, str(LIMITS[name]), getattr(before, name), least, most)
        form.halves(False)
        form.check("working_days", str(LIMITS["working_days"]), before.working_days)

        def work(v: dict[str, Any]) -> Any:
            rules = DeadlineRules(**{name: v[name] for name in names})
            return set_deadlines(desk.book, desk.actor, rules, v["valid_from"])

        def back(taken: Any) -> Undo:
            give = lambda: set_deadlines(desk.book, desk.actor, before, taken.valid_from)  # noqa: E731
            return Undo(_("time limits of complaints"), give)

        form.send(_("Save"), work, said=lambda taken: taken.words, undo=back)
        if field in form._fields:
            form._fields[field].setFocus()

    def ask_figures(self, field: str = "") -> None:
        """Set windows, counts and sizes; they hold at once."""
        from supervisor.complaints.settings.figures import RANGES, Figures
        from supervisor.complaints.settings.service import set_figures
        from supervisor.complaints.settings.words import FIGURES

        if self.page.snapshot is None or not self.change_figures.isEnabled():
            return
        desk, before = self.desk, self.shown.figures
        form = FieldForm(self, desk, _("Other figures"), width=560)
        form.note(_("They hold from now on."))
        for name, (least, most) in RANGES.items():
            form.number(name, str(FIGURES[name]), getattr(before, name), least, most)
        form.send(
            _("Save"), lambda v: set_figures(desk.book, desk.actor, msgspec.convert(v, Figures)),
            said=_("The figures are saved."),
            undo=lambda _none: Undo(_("figures of complaints"), lambda: set_figures(desk.book, desk.actor, before)),
        )  # fmt: skip
        if field in form._fields:
            form._fields[field].setFocus()


def figure_table(theme: Theme, name: str, *, later: bool = False) -> DataTable:
    """Names and values; with `later` what is set for days to come."""
    columns: list[Column[Any]] = [
        Column("name", _("What"), lambda f: f.name, width=-1, strong=True),
        Column("value", _("Now"), lambda f: value_words(f.value), lambda f: int(f.value), True, width=76),
    ]
    if later:
        columns.append(Column("later", _("Later"), lambda f: f.later, width=150, spare=True))
    return DataTable(theme, columns, name=name)


def history_table(part: Any) -> DataTable:
    """Every setting of the limits: from when, by whom, when set, what differed from the one before."""

    def differs(one: Any) -> str:
        from supervisor.complaints.kernel.deadlines import DeadlineRules
        from supervisor.complaints.settings.words import LIMITS

        lines = list(part.shown.history)
        older = lines[lines.index(one) + 1].rules if one is not lines[-1] else DeadlineRules()
        said = [
            f"{LIMITS[name]} {value_words(getattr(older, name))} → {value_words(getattr(one.rules, name))}"
            for name in one.rules.__struct_fields__
            if getattr(older, name) != getattr(one.rules, name)
        ]
        return " · ".join(said) or _("as before")

    def by(one: Any) -> str:
        people = {p.subject: p.name for p in part.page.snapshot.people}
        return f"{people.get(one.actor, '–')} {moment(one.at, part.desk.book.zone)}"

    return DataTable(
        part.desk.theme,
        [
            Column("from", _("Valid from"), lambda h: f"{h.valid_from:%Y-%m-%d}", lambda h: h.valid_from, width=104,
                   strong=True),
            Column("what", _("Changed"), differs, width=-1),
            Column("by", _("Set by"), by, lambda h: h.at, width=150, spare=True),
        ],
        name=_("How the limits were set"),
        empty=EmptyState(_("Nobody has changed the limits: the usual ones hold.")),
    )  # fmt: skip
