"""The exercise: the clock of the hall, who waits, the plan, orders by hand, the steps. The clock stops when told to."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor.desktop.screens.dispatch.drill_board import HallBoard, StepsCard
from supervisor.desktop.screens.dispatch.drill_choosing import SPEEDS
from supervisor.desktop.screens.dispatch.drill_plan import HandCard, PlanCard
from supervisor.desktop.widgets.basics import beside, box, button, column, label, row
from supervisor.desktop.widgets.forms import choice_box, chosen
from supervisor.errors import BadInput
from supervisor.language import _

TICK_MILLISECONDS = 250


class Running(QWidget):
    """Step two. The sheet it lies in is told when the exercise is over."""

    def __init__(self, sheet: Any, scene: Any, seed: int, speed: int, playbook: Any) -> None:
        from supervisor.dispatch.drills.course import Course

        super().__init__()
        self.setObjectName("bare")
        self.sheet, self.desk = sheet, sheet.desk
        self.course = Course(scene, seed, playbook)
        self._told_alarm = False
        self._rest = 0.0  # parts of a second of the hall not passed yet
        self._watch = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MILLISECONDS)
        self._timer.timeout.connect(self._tick)
        px = self.desk.theme.px
        self.clock = label("", "figure", name=_("Clock of the hall"))
        self.clock.setMinimumWidth(px(130))
        self.story = label("", wrap=True)
        self.go = button("", self.toggle, shortcut="F8", tip="F8")
        self.speed = choice_box([(n, f"×{n}") for n in SPEEDS], name=_("Speed of the clock"), value=speed)
        self.to_alarm = button(_("To the alarm"), self.skip_to_alarm, shortcut="F7", tip="F7")
        self.count_now = button(_("Count (F2)"), self.count, shortcut="F2", tip="F2")
        self.finish = button(_("To the end"), self.skip_to_end)
        top = row(self.clock, self.go, self.speed, self.to_alarm, self.count_now, self.finish)
        top.addWidget(self.story, 1)
        self.board = HallBoard(self.desk.theme, scene)
        self.plan = PlanCard(self)
        self.hand = HandCard(self)
        self.steps = StepsCard(self.desk.theme, self.course, self.tick)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.board)
        left.addWidget(self.plan, 1)
        left.addWidget(self.hand)
        self.said = label("", "strong", wrap=True, name=_("What was said last"))
        self.said.hide()
        layout = column(spacing=10)
        layout.addLayout(top)
        layout.addWidget(self.said)
        layout.addLayout(beside(box(left), self.steps, px(400)), 1)
        self.setLayout(layout)
        self.show_all()

    # the clock --------------------------------------------------------------------------------------------------------
    def start(self) -> None:
        """Let the clock run."""
        self._watch.start()
        self._timer.start()
        self.show_all()
        self.go.setFocus()

    def pause(self) -> None:
        """Stop the clock of the hall; everything can still be done."""
        self._timer.stop()
        self.show_all()

    def stop(self) -> None:
        """The same, before the exercise is let go."""
        self._timer.stop()

    def toggle(self) -> None:
        """Stop or go on."""
        if self._timer.isActive():
            self.pause()
        else:
            self._watch.restart()
            self._timer.start()
            self.show_all()

    @property
    def goes(self) -> bool:
        """Whether the clock runs."""
        return self._timer.isActive()

    def _tick(self) -> None:
        gone = self._watch.restart() / 1000 * chosen(self.speed) + self._rest
        self._rest = gone - int(gone)
        self.pass_time(int(gone))

    def pass_time(self, seconds: int) -> None:
        """Let seconds of the hall pass."""
        before = self.course.second // 60
        self.course.advance(self.course.second + seconds)
        if self.course.alarmed and not self._told_alarm:
            self._told_alarm = True
            self.show_all()
        if self.course.over:
            self._end()
        elif self.course.second // 60 != before:
            self.show_all()
        else:
            self._show_clock()

    def skip_to_alarm(self) -> None:
        """Pass over the calm before it."""
        self.pass_time(max(0, self.course.scene.alarm_minute * 60 - self.course.second))
        self.go.setFocus()

    def skip_to_end(self) -> None:
        """Nothing more is ordered: play to the end at once."""
        self.pass_time(self.course.scene.end_minute * 60 - self.course.second)

    def _end(self) -> None:
        self._timer.stop()
        self.sheet.score(self.course, chosen(self.speed))

    # what is done -----------------------------------------------------------------------------------------------------
    def count(self) -> None:
        """Count who waits."""
        self.act(self.course.count, _("Counted."))

    def tick(self, step: str, done: bool) -> None:
        """Tick a step, or take the tick off."""
        self.act(lambda: self.course.tick(step, done), "")

    def order(self, person: str, post: str, until_minute: int = 0, said: str = "") -> bool:
        """Send somebody; whether he was."""
        return self.act(lambda: self.course.order(person, post, until_minute), said)

    def send_back(self, person: str) -> bool:
        """Send somebody back to where the roster has him."""
        return self.act(lambda: self.course.back(person), "")

    def act(self, what: Any, said: str) -> bool:
        """Do something of the exercise; what cannot be is said in its words."""
        try:
            what()
        except BadInput as refused:
            self.sheet.say(str(refused))
            self.show_all()
            return False
        self.sheet.say("")
        if said:
            self.said.setText(said)
            self.said.show()
        self.show_all()
        return True

    # what is shown ----------------------------------------------------------------------------------------------------
    def show_all(self) -> None:
        """Show everything as it stands now."""
        course = self.course
        self._show_clock()
        words = _("Pause (F8)") if self.goes else _("Go on (F8)")
        if self.go.text() != words:
            self.go.setText(words)
            self.go.setShortcut(QKeySequence("F8"))  # a new text takes the key away
            self.go.setAccessibleName(words)
        self.to_alarm.setVisible(not course.alarmed)
        self.count_now.setEnabled(course.alarmed)
        self.story.setText(str(course.scene.story) if course.alarmed else _("All is calm; the alarm comes soon."))
        self.board.put(course)
        self.steps.put(course)
        self.hand.put()
        self.plan.put()

    def _show_clock(self) -> None:
        from supervisor.dispatch.drills.course import clock

        self.clock.setText(clock(self.course.second))
        since = self.course.second - self.course.scene.alarm_minute * 60
        parts = [str(self.course.scene.name)]
        if since >= 0:
            parts.append(_("{m}:{s:02d} since the alarm").format(m=since // 60, s=since % 60))
            if not any(act.what in ("order", "back") for act in self.course.acts):
                parts.append(_("nobody ordered yet"))
        if not self.goes:
            parts.append(_("paused"))
        self.sheet.say_band("  ·  ".join(parts))
