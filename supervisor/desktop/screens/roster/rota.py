"""The tab of the duty rota: the month by day and area, what to decide beside it, and the areas as a list."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.roster import rota_forms as forms
from supervisor.desktop.screens.roster.rota_grid import RotaGrid
from supervisor.desktop.screens.roster.rota_reading import RotaShown
from supervisor.desktop.screens.roster.rota_side import RotaSide
from supervisor.desktop.widgets.basics import Card, beside, box, button, column, label
from supervisor.desktop.widgets.choices import choice_buttons
from supervisor.desktop.widgets.flow import flow
from supervisor.desktop.widgets.forms import choice_box
from supervisor.desktop.widgets.key_bar import KeyBar
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState, table_card
from supervisor.language import _

PARTS = ("month", "areas")


class RotaTab(QWidget):
    """The month's grid with its steps, or the areas; `shown` is what was read last."""

    def __init__(self, page: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        from supervisor.roster.rota.words import COUNTING

        self._page = page
        self.shown: RotaShown | None = None
        theme = page.desk.theme
        self.parts = choice_buttons(self, {"month": _("Rota of the month"), "areas": _("Areas")}, self.show_part)
        self.propose = button(_("Propose the month"), self.plan, "smallprimary", tip="Ctrl+G", shortcut="Ctrl+G")
        self.swap = button(_("Swap"), lambda: self.grid.swap_here(), "small", tip="S")
        self.give = button(_("Set by hand"), lambda: self._here(self._give), "small", tip="Enter")
        self.tick = button(_("Done"), lambda: self._here(self.tick_done), "small", tip="D")
        self.excel = button(_("To Excel"), self._save, "small", name=_("Save the rota as a workbook"))
        self.new = button(_("New area"), lambda: forms.ask_area(self), "smallprimary")
        self.change = button(_("Change the area"), self._change, "small")
        self.stop = button(_("Stop"), self._stop, "small", name=_("Stop the area"))
        self.up = button(
            "↑", lambda: self._move(-1), "small", name=_("Area further up"), tip="Alt+↑", shortcut="Alt+Up"
        )
        self.down = button("↓", lambda: self._move(1), "small", name=_("Area further down"), tip="Alt+↓",
                           shortcut="Alt+Down")  # fmt: skip
        self.weeks = choice_box(
            [(key, str(words)) for key, words in COUNTING.items()], name=_("How odd and even weeks are counted")
        )
        self.weeks.setToolTip(_("How odd and even weeks are counted"))
        self.weeks.activated.connect(lambda _row: self._count_weeks())
        self.steps: dict[str, tuple[QWidget, ...]] = {
            "month": (self.tick, self.swap, self.give, self.excel, self.propose),
            "areas": (self.weeks, self.up, self.down, self.stop, self.change, self.new),
        }
        line = flow(*self.parts.values(), *self.steps["month"], *self.steps["areas"], spacing=6, line_spacing=6)
        self.grid = RotaGrid(theme, page.desk.actor)
        self.grid.given.connect(self._give)
        self.grid.swapped.connect(lambda one, other: forms.ask_swap(self, one, other))
        self.grid.ticked.connect(self.tick_done)
        self.grid.marked.connect(self._marked)
        self.grid.selectionModel().currentChanged.connect(lambda _now, _before: self._grey())
        self.side = RotaSide(page)
        self.empty = EmptyState(
            _("There is no area yet. Take up the usual areas of a branch, then name who takes turns and propose the "
              "month."),
            _("Take up the usual areas"), self._take_up,
        )  # fmt: skip
        self.hint = label("", "warning", wrap=True)
        self.keys = KeyBar()
        card = Card(padding=12)
        card.add(self.hint)
        card.add(self.grid, 1)
        card.add(self.keys)
        month = QWidget()
        month.setObjectName("bare")
        month.setLayout(beside(card, self.side, theme.px(290)))
        self.table = DataTable(
            theme,
            [
                Column("name", _("Area"), lambda a: a.name, width=150, strong=True),
                Column("who", _("Looked after by"), lambda a: a.who, width=-1),
                Column("often", _("How often"), lambda a: a.often, width=210),
                Column("tasks", _("What to do"), lambda a: a.tasks or "–", width=230, spare=True),
                Column("since", _("Counts from"), lambda a: a.since.isoformat(), lambda a: a.since, width=110),
                Column("state", _("State"), lambda a: _("in force") if a.active else _("stopped"),
                       status=lambda a: "good" if a.active else "quiet", width=100),
            ],
            name=_("Areas of the duty rota"),
            empty=EmptyState(_("There is no area yet. Add the first: its name, who looks after it and how often.")),
        )  # fmt: skip
        self.table.opened.connect(lambda _line: self._change())
        self.stack = QStackedWidget()
        nothing = Card(padding=24)
        nothing.add(self.empty, 1)
        areas = table_card(self.table, _("Filter: area, person…"), theme.px(280))
        self.pages = {"month": month, "areas": areas, "nothing": nothing}
        for part in self.pages.values():
            self.stack.addWidget(part)
        layout = column(box(line), spacing=12)
        layout.addWidget(self.stack, 1)
        self.setLayout(layout)
        self.part = "month"
        self.show_part("month")

    @property
    def page(self) -> Any:
        """The page that holds this tab."""
        return self._page

    def show_part(self, key: str) -> None:
        """Show the month or the areas."""
        self.part = key
        self.parts[key].setChecked(True)
        empty = self.shown is not None and not self.shown.lines
        self.stack.setCurrentWidget(self.pages["nothing" if empty and key == "month" else key])
        planner = self._page.may_plan
        for name, buttons in self.steps.items():
            for one in buttons:
                needs = one not in (self.tick, self.swap, self.excel)
                one.setVisible(name == key and (planner or not needs) and not (empty and name == "month"))
        if self.shown is not None and self.shown.month.days[-1].day < self.shown.month.today:
            self.propose.setVisible(False)  # a month that is over stays as it was
        self.empty.setEnabled(planner)

    def put(self, shown: RotaShown) -> None:
        """Show a month."""
        self.shown = shown
        self.grid.put(shown)
        self.side.put(shown)
        self.table.put(shown.lines)
        self.weeks.setCurrentIndex(self.weeks.findData(shown.month.counting))
        waiting = [
            one for one in shown.month.slots.values() if one.state == "unplanned" and one.day >= shown.month.today
        ]
        away = [one for one in shown.month.slots.values() if one.state in ("away", "vacant")]
        said = []
        if waiting:
            said.append(_("○ {n} turns are not planned yet: propose the month.").format(n=len(waiting)))
        if away:
            said.append(_("▲ {n} turns name somebody who is not there: propose the month again, or set them by hand.")
                        .format(n=len(away)))  # fmt: skip
        self.hint.setText(" ".join(said))
        self.hint.setVisible(bool(said))
        self.show_part(self.part)
        self._marked(self.grid.rota_model.first)
        self._grey()

    def plan(self) -> None:
        """Plan the month, or plan it again; Ctrl+Z puts back what stood there."""
        from supervisor.roster.rota import service

        desk, day = self._page.desk, self._page.day

        def undo(done: Any) -> Undo | None:
            if not done.changed:
                return None
            return Undo(_("the planned month"), lambda: service.put_back(desk.book, desk.actor, done))

        def finished(done: Any) -> None:
            words = _("Planned: {n} turns changed; past days, swaps and what still fits stayed.")
            desk.say("good", words.format(n=done.changed) if done.changed else _("Nothing changes: all fits."))
            self._page.refresh()

        desk.command(self, lambda: service.plan_month(desk.book, desk.actor, day), undo=undo, done=finished)

    def tick_done(self, key: Any) -> None:
        """Tick the turn as done, or take the tick back."""
        from supervisor.roster.rota import service

        desk = self._page.desk
        assert self.shown is not None
        ticked = self.shown.month.slots[key].done is not None
        name = self.shown.areas.get(key[1], "–")
        refresh = lambda _x: self._page.refresh()  # noqa: E731
        if ticked:
            desk.command(
                self, lambda: service.untick(desk.book, desk.actor, *key),
                said=_("The tick is taken back: {area}.").format(area=name), done=refresh,
            )  # fmt: skip
            return
        desk.command(
            self, lambda: service.tick_done(desk.book, desk.actor, *key),
            said=_("Ticked as done: {area}.").format(area=name), done=refresh,
            undo=lambda _x: Undo(_("a tick"), lambda: service.untick(desk.book, desk.actor, *key)),
        )  # fmt: skip

    def _here(self, step: Any) -> None:
        key = self.grid.current()
        if key is not None:
            step(key)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self, key: Any) -> None:
        assert self.shown is not None
        slot = self.shown.month.slots[key]
        open_ = slot.day >= self.shown.month.today and slot.done is None
        group = slot.turn is not None and slot.turn.manner in ("cleaner", "everyone")
        if self._page.may_plan and open_ and not group:
            forms.ask_give(self, key)

    def _grey(self) -> None:
        """Only what can be done with the turn under the cursor can be pressed."""
        key = self.grid.current()
        slot = self.shown.month.slots.get(key) if self.shown is not None and key is not None else None
        today = self.shown.month.today if self.shown is not None else None
        named = slot is not None and slot.turn is not None
        group = named and slot.turn.manner in ("cleaner", "everyone")  # type: ignore[union-attr]
        open_ = slot is not None and today is not None and slot.day >= today and slot.done is None and not group
        self.give.setEnabled(bool(open_))
        self.swap.setEnabled(bool(open_ and named))
        self.tick.setEnabled(bool(named and today is not None and slot.day <= today))  # type: ignore[union-attr]
        done = slot is not None and slot.done is not None
        self.tick.setText(_("Take the tick back") if done else _("Done"))

    def _marked(self, key: Any) -> None:
        if key is not None:
            self.keys.put((("S", _("on the turn to swap it with")), ("Esc", _("do not swap"))))
            return
        hints = (("↑ ↓ ← →", _("move")), ("D", _("done")), ("S", _("swap")))
        self.keys.put((*hints, ("Enter", _("set by hand"))) if self._page.may_plan else hints)

    def _change(self) -> None:
        line = self.table.current()
        if line is not None and self._page.may_plan:
            forms.ask_area(self, line.area)

    def _stop(self) -> None:
        line = self.table.current()
        if line is not None:
            forms.ask_stop(self, line)

    def _move(self, way: int) -> None:
        """Another place for the area among the others: as they are shown, printed and given their people."""
        from supervisor.roster.rota import service

        line, desk = self.table.current(), self._page.desk
        if line is None or self.shown is None:
            return
        order = [one.subject for one in self.shown.lines]
        place = order.index(line.subject)
        if not 0 <= place + way < len(order):
            return
        order[place], order[place + way] = order[place + way], order[place]
        desk.command(
            self, lambda: service.order_areas(desk.book, desk.actor, order), done=lambda _x: self._page.refresh(),
            undo=lambda before: Undo(
                _("the order of areas"), lambda: service.order_areas(desk.book, desk.actor, before)
            ),
        )  # fmt: skip

    def _count_weeks(self) -> None:
        from supervisor.roster.rota import service

        desk, wanted = self._page.desk, self.weeks.currentData()
        before = self.shown.month.counting if self.shown is not None else wanted
        if wanted == before:
            return
        desk.command(
            self, lambda: service.set_counting(desk.book, desk.actor, wanted),
            said=_("Weeks are counted so from now on; plan the month again."), done=lambda _x: self._page.refresh(),
            undo=lambda _x: Undo(
                _("the counting of weeks"), lambda: service.set_counting(desk.book, desk.actor, before)
            ),
        )  # fmt: skip

    def _take_up(self) -> None:
        from supervisor.roster.rota.usual import take_up_usual

        desk = self._page.desk

        def undo(areas: list[str]) -> Undo | None:
            from supervisor.roster.rota.service import stop_area

            def stop() -> None:
                with desk.book.batch():
                    for area in areas:
                        stop_area(desk.book, desk.actor, area)

            return Undo(_("the usual areas"), stop) if areas else None

        desk.command(
            self, lambda: take_up_usual(desk.book, desk.actor), said=_("The usual areas are taken up."),
            undo=undo, done=lambda _x: self._page.refresh(),
        )  # fmt: skip

    def _save(self) -> None:
        from supervisor.desktop.screens.roster import files

        files.ask_rota(self._page, self.shown)
