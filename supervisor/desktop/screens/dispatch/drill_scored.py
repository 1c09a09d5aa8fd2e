"""The score of an exercise: how soon, how long customers waited against what could be, what was late; kept."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from supervisor.desktop.palette import mix
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import (
    Card,
    KeyFigure,
    RowFrame,
    beside,
    box,
    button,
    column,
    label,
    pill,
    row,
    scrolling,
)
from supervisor.desktop.widgets.people_field import PeopleField
from supervisor.language import _

NAMES_WIDTH = 110


class Scored(QWidget):
    """Step three."""

    def __init__(self, sheet: Any, course: Any, speed: int) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.sheet, self.desk, self.course, self._speed = sheet, sheet.desk, course, speed
        self.score: Any = None
        self._kept = False
        self.waiting = label(_("Working out what could have been done…"), "muted")
        self.setLayout(column(self.waiting, spacing=12))
        sheet.say_band(f"{course.scene.name}  ·  {_('over')}")

        def reading(_reader: Any) -> Any:
            from supervisor.dispatch.drills.score import compared, scored

            return scored(course, compared(course.scene, course.seed, course.playbook))

        self.desk.load(self, reading, self.show_score, lambda notice: self.waiting.setText(notice.happened))

    def show_score(self, score: Any) -> None:
        """Show the score, and what can be done with it."""
        self.score = score
        self.waiting.hide()
        layout: Any = self.layout()
        first = "–" if score.first_order_seconds is None else _("{n} s").format(n=score.first_order_seconds)
        asked = self.course.scene.passing
        figures = row(spacing=12)
        for what, value, against in (
            (_("Result"), _("passed") if score.passed else _("not passed"), str(score.name)),
            (_("First order after"), first, _("asked: within {n} s").format(n=asked.first_order_seconds)),
            (
                _("Waiting"), _("{n} customer-minutes").format(n=round(score.yours.waiting_minutes)),
                _("{share} % of what could be saved").format(share=round(100 * score.saved_share)),
            ),
            (
                _("Steps missed"), str(score.steps_missed),
                _("of {all}; {late} done late").format(all=len(score.steps), late=score.steps_late),
            ),
        ):  # fmt: skip
            card = KeyFigure(what)
            card.show_figure(value, against)
            figures.addWidget(card, 1)
        layout.addLayout(figures)
        bars = Card(_("Waiting since the alarm, in customer-minutes"))
        bars.add(WaitBars(self.desk.theme, rows_of(score)))
        bars.add(
            label(
                _("In hindsight: the least of all that was tried with the customers known; not a proof."),
                "small", wrap=True,
            )
        )  # fmt: skip
        bars.body.addStretch(1)
        said = Card(_("What was good, what was late"))
        lines = column(spacing=0)
        texts = [("good", text) for text in score.good] + [("bad", text) for text in score.late]
        for number, (status, text) in enumerate(texts, 1):
            frame = RowFrame(last=number == len(texts), side=0)
            mark = pill(_("good") if status == "good" else _("to improve"), status)
            frame.line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            frame.line.addWidget(label(str(text), wrap=True), 1)
            lines.addWidget(frame)
        lines.addStretch(1)
        said.add(scrolling(lines), 1)
        layout.addLayout(beside(said, bars, self.desk.theme.px(520)), 1)
        lesson = Card(padding=12)
        lesson.add(label(_("Lesson: {text}").format(text=score.lesson), "strong", wrap=True))
        layout.addWidget(lesson)
        self.people = PeopleField(self.sheet.choosing.facts.people, _("Who took part"))
        self.keep_button = button(
            _("Put on the training record"), self.keep, "primary", shortcut="Ctrl+Return", tip="Ctrl+Enter"
        )
        self.again = button(_("Once more"), self.once_more)
        self.other = button(_("Another scene"), self.sheet.choose)
        layout.addLayout(
            row(label(_("Who took part")), box(row(self.people)), None, self.again, self.other, self.keep_button)
        )
        self.people.setMinimumWidth(self.desk.theme.px(220))
        self.keep_button.setFocus()

    def keep(self) -> None:
        """Put the result on the training record: all that the book gets of it."""
        from supervisor.dispatch.drills.service import keep

        if self.score is None or self._kept:
            return
        desk, course, score, speed = self.desk, self.course, self.score, self._speed
        who = self.people.value()

        def work() -> str:
            return keep(
                desk.book, desk.actor, course.scene, score, course.acts,
                held=desk.book.now(), participants=who, speed=float(speed),
            )  # fmt: skip

        def done(_subject: str) -> None:
            self.sheet.say("")
            self.keep_button.setText(_("On the training record"))

        def failed(notice: Any) -> None:
            self._kept = False
            self.keep_button.setEnabled(True)
            self.sheet.say(notice.happened)

        self._kept = True
        self.keep_button.setEnabled(False)
        self.again.setFocus()
        desk.command(self, work, said=_("The drill is on the training record."), done=done, failed=failed)

    def once_more(self) -> None:
        """The same scene with the same customers again."""
        scene, seed, speed = self.course.scene, self.course.seed, self._speed
        self.sheet.choose()
        self.sheet.begin(scene, seed, speed)


def rows_of(score: Any) -> list[tuple[str, float, int, bool]]:
    """Name, customer-minutes, customers lost and whether it is this drill, in the order shown."""
    return [
        (_("Nobody moved"), score.none.waiting_minutes, score.none.lost, False),
        (_("This drill"), score.yours.waiting_minutes, score.yours.lost, True),
        (_("Greedy rule"), score.greedy.waiting_minutes, score.greedy.lost, False),
        (_("Dispatch advice"), score.ours.waiting_minutes, score.ours.lost, False),
        (_("Best in hindsight"), score.hindsight.waiting_minutes, score.hindsight.lost, False),
    ]


class WaitBars(QWidget):
    """One bar a way of ordering, with its minutes and the customers lost."""

    def __init__(self, theme: Theme, rows: list[tuple[str, float, int, bool]]) -> None:
        super().__init__()
        self._theme, self._rows = theme, rows
        self.setFixedHeight(theme.px(29) * len(rows))
        self.setAccessibleName(_("Waiting since the alarm, in customer-minutes"))
        said = [f"{name} {self._words(minutes, lost)}" for name, minutes, lost, _mine in rows]
        self.setAccessibleDescription("; ".join(said))

    @staticmethod
    def _words(minutes: float, lost: int) -> str:
        return _("{n} · {lost} lost").format(n=round(minutes), lost=lost)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12))
        metrics = painter.fontMetrics()
        names = max([theme.px(NAMES_WIDTH), *(metrics.horizontalAdvance(name) + 12 for name, *_rest in self._rows)])
        words = max(metrics.horizontalAdvance(self._words(minutes, lost)) for _name, minutes, lost, _mine in self._rows)
        room = max(20, self.width() - names - words - 16)
        most = max((minutes for _name, minutes, _lost, _mine in self._rows), default=0.0) or 1.0
        height = self.height() / len(self._rows)
        for place, (name, minutes, lost, mine) in enumerate(self._rows):
            top = place * height
            shade = theme.palette.accent if mine else mix(theme.palette.surface, theme.palette.accent, 0.3)
            painter.setPen(theme.colour("text"))
            align = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, top, names, height), align | Qt.AlignmentFlag.AlignLeft, name)
            width = max(2.0, room * minutes / most)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shade))
            painter.drawRoundedRect(QRectF(names, top + height * 0.2, width, height * 0.6), 3, 3)
            painter.setPen(theme.colour("text"))
            after = QRectF(names + width + 8, top, words + 8, height)
            painter.drawText(after, align | Qt.AlignmentFlag.AlignLeft, self._words(minutes, lost))
        painter.end()
