"""Drills: choose a scene, run it, see the score. A sheet of its own over the window, with a band that says so.

Everything of an exercise lives in this sheet. The book gets the result when it is put on the training record, and
nothing else.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout

from supervisor.desktop.questions import Question, Sheet
from supervisor.desktop.widgets.basics import button, label
from supervisor.language import _

AROUND = 48  # pixels of the window that stay in sight around the sheet


def show_drill(page: Any) -> None:
    """Open the drills over a page."""
    DrillSheet(page).open()


class DrillSheet(Sheet):
    """Scenes, the exercise, the score, one after another."""

    def __init__(self, page: Any) -> None:
        from supervisor.desktop.screens.dispatch.drill_choosing import Choosing

        super().__init__(page.window(), _("Drill"))
        self.desk = page.desk
        px, window = self.desk.theme.px, page.window()
        self.setMinimumSize(min(px(980), window.width() - 16), min(px(560), window.height() - 16))
        self.resize(
            max(self.minimumWidth(), min(px(1320), window.width() - AROUND)),
            max(self.minimumHeight(), min(px(860), window.height() - AROUND)),
        )
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        for heading in self.findChildren(QLabel):
            heading.setVisible(heading is self.fault and bool(heading.text()))  # the band says it; the hall needs room
        outer.setContentsMargins(20, 16, 20, 12)
        outer.setSpacing(10)
        self.band = label("", "drillband", name=_("Drill"))
        self.stack = QStackedWidget()
        self.body.addWidget(self.band)
        self.body.addWidget(self.stack, 1)
        self.close_button = button(_("Close"), self.reject)
        self.buttons.addWidget(self.close_button)
        self.running: Any = None
        self.scored: Any = None
        self.choosing = Choosing(self)
        self.stack.addWidget(self.choosing)
        self.say_band("")
        self.choosing.look()

    def say_band(self, what: str) -> None:
        """The band across the top: that this is a drill, and how it stands."""
        always = _("DRILL: nothing here is real, the day's records stay as they are")
        self.band.setText("  ·  ".join(part for part in (f"◆ {always}", what) if part))

    def begin(self, scene: Any, seed: int, speed: int) -> None:
        """Run a scene."""
        from supervisor.desktop.screens.dispatch.drill_running import Running

        self.end_running()
        self.say("")
        self.running = Running(self, scene, seed, speed, self.choosing.facts.playbooks[scene.kind])
        self.stack.addWidget(self.running)
        self.stack.setCurrentWidget(self.running)
        self.running.start()

    def score(self, course: Any, speed: int) -> None:
        """The exercise is over: show what it came to."""
        from supervisor.desktop.screens.dispatch.drill_scored import Scored

        self.say("")
        self.scored = Scored(self, course, speed)
        self.stack.addWidget(self.scored)
        self.stack.setCurrentWidget(self.scored)
        self.end_running()

    def choose(self) -> None:
        """Back to the scenes."""
        self.end_running()
        if self.scored is not None:
            self.stack.removeWidget(self.scored)
            self.scored.deleteLater()
            self.scored = None
        self.say("")
        self.say_band("")
        self.stack.setCurrentWidget(self.choosing)
        self.choosing.table.view.setFocus()

    def end_running(self) -> None:
        """Stop the clock and let the exercise go."""
        if self.running is not None:
            self.running.stop()
            self.stack.removeWidget(self.running)
            self.running.deleteLater()
            self.running = None

    def reject(self) -> None:
        """Close it; in the middle of an exercise only after asking."""
        if self.running is None or not self.running.course.acts:
            self.end_running()
            super().reject()
            return
        self.running.pause()
        question = Question(
            _("Break off the drill?"), _("Nothing of it is kept, and nothing of the day was changed."), _("Break off")
        )
        self.desk.confirm(self, question, self._leave)

    def _leave(self) -> None:
        self.end_running()
        super().reject()

    def done(self, result: int) -> None:
        self.end_running()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus and nothing else: it must not end the exercise."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QPushButton):
                focus.click()
            return
        super().keyPressEvent(event)
