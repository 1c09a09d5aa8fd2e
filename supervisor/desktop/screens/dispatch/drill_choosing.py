"""The scenes to choose from: those of the program, one from a file, one made of a day of the branch's own tickets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QSpinBox, QTimeEdit, QWidget

from supervisor.desktop.questions import Sheet
from supervisor.desktop.widgets.basics import button, column, label, row
from supervisor.desktop.widgets.chosen_files import choose_source
from supervisor.desktop.widgets.forms import choice_box, chosen, day_edit, inset
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import span
from supervisor.language import Words, _

SPEEDS = (1, 5, 10, 20, 30, 60)
USUAL_SPEED = 10
MOST_SEED = 999_999


@dataclass(frozen=True)
class DrillFacts:
    """What the branch gives to a drill: playbooks by kind, people, days with tickets, and why one may not hold drills
    (empty: one may)."""

    playbooks: dict[str, Any]
    people: tuple[tuple[str, str], ...]
    known: tuple[date, date] | None
    refused: str
    kinds: tuple[tuple[str, str], ...]


def read_facts(reader: Any, actor: str) -> DrillFacts:
    """On the pool."""
    from supervisor.branch.ledger import people
    from supervisor.dispatch.drills.service import may_hold, recorded_days
    from supervisor.errors import Refused
    from supervisor.incidents.kinds import KINDS
    from supervisor.incidents.ledger import playbook_now

    refused = ""
    try:
        may_hold(reader, actor)
    except Refused as no:
        refused = str(no)
    return DrillFacts(
        playbooks={kind: playbook_now(reader, kind) for kind in KINDS},
        people=tuple((one.subject, one.name) for one in people(reader)),
        known=recorded_days(reader),
        refused=refused,
        kinds=tuple((code, str(kind.name)) for code, kind in KINDS.items()),
    )


class Choosing(QWidget):
    """Step one: which scene, how fast."""

    facts: DrillFacts

    def __init__(self, sheet: Any) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.sheet, self.desk = sheet, sheet.desk
        self._own: list[Any] = []
        self.table = DataTable(
            self.desk.theme,
            [
                Column("name", _("Scene"), lambda s: str(s.name), width=220, strong=True),
                Column("kind", _("Kind"), lambda s: self._kind(s.kind), width=170, spare=True),
                Column("time", _("Time"), lambda s: span(s.start_minute, s.end_minute), width=120),
                Column("people", _("People"), lambda s: str(len(s.people)), lambda s: len(s.people), True, width=70),
                Column("source", _("Where the customers come from"), lambda s: str(s.source), width=-1),
            ],
            name=_("Scenes"),
            empty=EmptyState(_("No scene.")),
        )
        self.table.chosen.connect(self._show)
        self.table.opened.connect(lambda _scene: self.go_on())
        self.story = label("", wrap=True)
        self.lesson = label("", "small", wrap=True)
        self.story.setMinimumHeight(self.desk.theme.px(44))
        self.speed = choice_box([(n, f"×{n}") for n in SPEEDS], name=_("Speed of the clock"), value=USUAL_SPEED)
        self.seed = QSpinBox()
        self.seed.setRange(0, MOST_SEED)
        self.seed.setValue(1)
        self.seed.setAccessibleName(_("Seed of the customers"))
        self.seed.setFixedWidth(self.desk.theme.px(96))
        self.seed.setToolTip(_("The same number gives the same customers again"))
        inset(self.seed, self.desk.theme.px(6))
        self.go = button(_("Begin the drill"), self.go_on, "primary", shortcut="Ctrl+Return", tip="Ctrl+Enter")
        self.go.setEnabled(False)
        self.full = button(_("Real tickets of this scene…"), self._ask_folder)
        self.full.setEnabled(False)
        self.from_day = button(_("From a recorded day…"), self._ask_day)
        self.from_day.setEnabled(False)
        own = button(_("Scene from a file…"), self._ask_file)
        line = row(
            label(_("Speed of the clock")), self.speed, label(_("Seed of the customers")), self.seed, None,
            own, self.from_day, self.full, self.go,
        )  # fmt: skip
        layout = column(spacing=10)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.story)
        layout.addWidget(self.lesson)
        layout.addLayout(line)
        self.setLayout(layout)

    def look(self) -> None:
        """Read what the branch gives, then show the scenes."""
        actor = self.desk.actor
        self.desk.load(
            self, lambda reader: (read_facts(reader, actor), _shipped()), self._read,
            lambda notice: self.sheet.say(notice.happened),
        )  # fmt: skip

    def _read(self, found: tuple[DrillFacts, list[Any]]) -> None:
        self.facts, scenes = found
        self._own = scenes
        self.from_day.setEnabled(self.facts.known is not None)
        if self.facts.known is None:
            self.from_day.setToolTip(_("No tickets have been taken in yet."))
        self.sheet.say(self.facts.refused)
        self.table.put(self._own)
        self.table.select(lambda _scene: True)
        self.table.view.setFocus()

    def _kind(self, kind: str) -> str:
        return dict(self.facts.kinds).get(kind, kind)

    def _show(self, scene: Any) -> None:
        if scene is None:
            return
        asked = scene.passing
        self.story.setText(str(scene.story))
        self.lesson.setText(
            _("Asked: first order within {n} s, {share} % of what could be saved, at most {steps} steps missed").format(
                n=asked.first_order_seconds, share=round(100 * asked.saved_share), steps=asked.steps_missed
            )
        )
        self.go.setEnabled(not self.facts.refused)
        self.full.setEnabled(scene.tickets is not None)
        self.full.setToolTip("" if scene.tickets is not None else _("There is no recorded day behind this scene."))

    def go_on(self) -> None:
        """Begin with the chosen scene."""
        scene = self.table.current()
        if scene is not None and self.go.isEnabled():
            self.sheet.begin(scene, self.seed.value(), chosen(self.speed))

    def add(self, scene: Any) -> None:
        """One more scene to choose from, in the place of one of the same code."""
        self._own = [one for one in self._own if one.code != scene.code] + [scene]
        self.sheet.say("")
        self.table.put(self._own)
        self.table.select(lambda one: one.code == scene.code)
        self.table.view.setFocus()

    def _ask_file(self) -> None:
        choose_source(self, _("Scene from a file"), [_("Scenes (*.json)"), _("All files (*)")], self.take_file)

    def take_file(self, path: Path) -> None:
        """Read somebody's own scene."""
        from supervisor.dispatch.drills.service import scene_of_file

        self._make(lambda _reader: scene_of_file(path))

    def _ask_folder(self) -> None:
        scene = self.table.current()
        if scene is not None and scene.tickets is not None:
            file = scene.tickets.file
            title = _("Recorded tickets: {file}").format(file=file)
            choose_source(self, title, [file, _("All files (*)")], self.take_tickets)

    def take_tickets(self, path: Path) -> None:
        """The chosen scene customer by customer, from the recorded tickets behind it."""
        from supervisor.dispatch.drills.service import in_full

        scene: Any = self.table.current()
        if scene is not None:
            self._make(lambda _reader: in_full(scene, path.parent))

    def _ask_day(self) -> None:
        DaySheet(self).open()

    def make_of_day(self, day: date, start: int, end: int, kind: str) -> None:
        """A scene from the branch's own tickets."""
        from supervisor.dispatch.drills.service import scene_from_book

        name = Words(f"{day:%m-%d} 实际客流", f"Real customers of {day.isoformat()}")
        self._make(
            lambda reader: scene_from_book(reader, day, start_minute=start, end_minute=end, kind=kind, name=name)
        )

    def _make(self, reading: Any) -> None:
        self.sheet.say("")
        self.desk.load(self, reading, self.add, lambda notice: self.sheet.say(notice.happened))


class DaySheet(Sheet):
    """Which day, from when to when, and as which kind of incident."""

    def __init__(self, choosing: Choosing) -> None:
        super().__init__(choosing.sheet, _("Scene from a recorded day"))
        self._choosing = choosing
        known = choosing.facts.known
        assert known is not None
        self.day = day_edit(known[1], name=_("Day"))
        self.day.setMinimumDate(day_edit(known[0], name="").date())
        self.day.setMaximumDate(day_edit(known[1], name="").date())
        self.start, self.end = (_time(QTime(9, 30), _("From")), _time(QTime(11, 30), _("To")))
        self.kind = choice_box(choosing.facts.kinds, name=_("Kind"), value="surge")
        for title, field in (
            (_("Day"), self.day), (_("From"), self.start), (_("To"), self.end), (_("Kind"), self.kind),
        ):  # fmt: skip
            above = label(title, "small")
            above.setBuddy(field)
            self.body.addWidget(above)
            self.body.addWidget(field)
        self.add_buttons(_("Make the scene"), self._go)

    def _go(self) -> None:
        start, end = (one.time().hour() * 60 + one.time().minute() for one in (self.start, self.end))
        if end <= start:
            self.say(_("The end comes after the start, within a day."))
            return
        found = self.day.date()
        self._choosing.make_of_day(date(found.year(), found.month(), found.day()), start, end, chosen(self.kind))
        self.accept()


def _time(value: QTime, name: str) -> QTimeEdit:
    made = QTimeEdit(value)
    made.setDisplayFormat("HH:mm")
    made.setAccessibleName(name)
    return made


def _shipped() -> list[Any]:
    from supervisor.dispatch.drills.scenes import shipped

    return list(shipped().values())
