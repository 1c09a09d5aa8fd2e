"""The check-list of a maintenance window: for which time, what customers are told, and the five points, each ticked
with who says so and when; the notice as a poster; and the window put inside opening hours once all is in place."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTime
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QTimeEdit

from supervisor.desktop.desk import Undo
from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.meetings.holding import Ticks
from supervisor.desktop.screens.meetings.maintenance_notice import show_poster
from supervisor.desktop.screens.meetings.maintenance_reading import WindowSnapshot, read_window
from supervisor.desktop.widgets.basics import RowFrame, button, clear, column, label, pill, row
from supervisor.desktop.widgets.forms import FormSheet, day_edit, inset
from supervisor.desktop.wording import clock, listed, long_day, moment
from supervisor.language import _

LEAST_WIDTH = 720


class MaintenanceSheet(Sheet):
    """One window's check-list."""

    def __init__(self, page: Any, subject: str) -> None:
        super().__init__(page.window(), _("Maintenance check-list"))
        self.desk, self._page, self.subject = page.desk, page, subject
        self.snapshot: WindowSnapshot | None = None
        self.setMinimumWidth(self.desk.theme.px(LEAST_WIDTH))
        words = _("Maintenance goes outside opening hours. Inside them only when every point below is in place for its "
                  "time: customers know beforehand, and somebody is there for them.")  # fmt: skip
        self.body.addWidget(label(words, "small", wrap=True))
        self._fields()
        self.points = column(spacing=0)
        self.body.addLayout(self.points)
        self.sum = label("", "strong", wrap=True)
        self.body.addWidget(self.sum)
        self.buttons.addWidget(button(_("Close"), self.reject))
        self.notice = button(_("Notice to customers…"), self.show_notice)
        self.buttons.addWidget(self.notice)
        self.inside = button(_("Put it inside opening hours"), self.put_inside, "primary")
        self.buttons.addWidget(self.inside)
        self.read()

    def _fields(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self.day = day_edit(date(2000, 1, 1), name=_("Day"))
        self.start = QTimeEdit(QTime(0, 0))
        self.start.setDisplayFormat("HH:mm")
        inset(self.start, self.desk.theme.px(6))
        self.out_of_use, self.channels, self.nearest = QLineEdit(), QLineEdit(), QLineEdit()
        self.out_of_use.setPlaceholderText(_("two cash machines in the self-service zone"))
        self.channels.setPlaceholderText(_("mobile bank, counters 1 to 3, telephone bank"))
        self.nearest.setPlaceholderText(_("its name, address and how to get there"))
        shown = (
            (_("Day"), self.day, 0, 0, 1), (_("Start"), self.start, 0, 1, 1),
            (_("What customers cannot use"), self.out_of_use, 0, 2, 2),
            (_("Other channels"), self.channels, 2, 0, 2), (_("Nearest branch"), self.nearest, 2, 2, 2),
        )  # fmt: skip
        for words, field, line, place, wide in shown:
            above = label(words, "small")
            above.setBuddy(field)
            field.setAccessibleName(words)
            grid.addWidget(above, line, place, 1, wide)
            grid.addWidget(field, line + 1, place, 1, wide)
        for place, stretch in enumerate((2, 1, 2, 2)):
            grid.setColumnStretch(place, stretch)
        self.body.addLayout(grid)
        self.keep = button(_("Keep time and words"), self.prepare, "small")
        self.body.addLayout(row(self.keep, None))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field keeps time and words; it presses no other button of the sheet."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.prepare()
        else:
            super().keyPressEvent(event)

    def read(self) -> None:
        """Read the check-list again in the background and show it."""
        subject, actor = self.subject, self.desk.actor
        self.desk.load(
            self, lambda reader: read_window(reader, subject, actor), self.put, lambda n: self.say(n.happened)
        )  # fmt: skip

    def put(self, snapshot: WindowSnapshot) -> None:
        """Show it."""
        first, self.snapshot = self.snapshot is None, snapshot
        checks, slot = snapshot.checks, snapshot.checks.slot
        if first:
            planned = snapshot.sitting.plan if snapshot.sitting is not None else None
            day = slot.day if slot else planned.day if planned else snapshot.meeting.wish.first_day
            start = slot.start_minute if slot else planned.start_minute if planned else 14 * 60
            self.day.setDate(day)
            self.start.setTime(QTime(start // 60, start % 60))
            for field, words in ((self.out_of_use, checks.out_of_use), (self.channels, checks.channels),
                                 (self.nearest, checks.nearest)):  # fmt: skip
                field.setText(words)
        for part in (self.day, self.start, self.out_of_use, self.channels, self.nearest, self.keep):
            part.setEnabled(snapshot.may_plan)
        self.notice.setEnabled(slot is not None)
        clear(self.points)
        self._put_points(snapshot)
        left = len(snapshot.lacking)
        if slot is None:
            words = _("Keep time and words first; then the points can be ticked.")
        elif not snapshot.inside:
            words = _("{when} is outside opening hours: no point is required.").format(when=_when(slot))
        elif left:
            words = _("{n} points are missing for {when}: the window may not lie there.").format(
                n=left, when=_when(slot)
            )
        else:
            words = _("All is in place for {when}.").format(when=_when(slot))
        self.sum.setText(words)
        self.inside.setVisible(snapshot.may_plan and snapshot.inside and not self._there(snapshot))
        self.inside.setEnabled(slot is not None and not left)

    def _there(self, snapshot: WindowSnapshot) -> bool:
        """Whether the window lies at the time of its list already."""
        held, slot = snapshot.sitting, snapshot.checks.slot
        return held is not None and slot is not None and (held.plan.day, held.plan.start_minute) == (
            slot.day, slot.start_minute,
        )  # fmt: skip

    def _put_points(self, snapshot: WindowSnapshot) -> None:
        from supervisor.meetings.maintenance.records import POINTS

        for place, (point, words) in enumerate(POINTS.items()):
            tick = snapshot.checks.tick(point)
            missing = snapshot.lacking.get(point, "")
            good = tick is not None and not missing
            status, said = ("good", _("in place")) if good else ("warning", _("missing"))
            frame = RowFrame(last=place == len(POINTS) - 1, side=0)
            texts = column(label(f"{place + 1}. {words}"), spacing=1)
            texts.addWidget(label(self._told(snapshot, tick, missing), "small", wrap=True))
            frame.line.addWidget(pill(said, status))
            frame.line.addLayout(texts, 1)
            if snapshot.may_plan and snapshot.checks.slot is not None:
                if good:
                    frame.line.addWidget(button(_("Take back"), lambda p=point: self.untick(p), "small",
                                                name=_("Take back: {point}").format(point=words)))  # fmt: skip
                else:
                    frame.line.addWidget(button(_("Tick"), lambda p=point: self.tick(p), "smallprimary",
                                                name=_("Tick: {point}").format(point=words)))  # fmt: skip
            self.points.addWidget(frame)

    def _told(self, snapshot: WindowSnapshot, tick: Any, missing: str) -> str:
        if tick is None:
            return "" if snapshot.checks.slot is None else _("nobody has said so yet")
        who = listed([snapshot.names.get(one, one) for one in tick.persons])
        said = _("{who} said so {at}").format(
            who=snapshot.names.get(tick.by, _("somebody")), at=moment(tick.at, self.desk.book.zone)
        )
        return " · ".join(part for part in (missing, who, tick.note, said) if part)

    # what is done -------------------------------------------------------------------------------------------------
    def prepare(self) -> None:
        """Keep the time and what customers are told."""
        from supervisor.meetings.maintenance import service

        desk, subject = self.desk, self.subject
        day: Any = self.day.date().toPython()
        at: Any = self.start.time().toPython()
        told = {"out_of_use": self.out_of_use.text(), "channels": self.channels.text(), "nearest": self.nearest.text(),
                "notice": self.snapshot.checks.notice if self.snapshot is not None else ""}  # fmt: skip
        if self.snapshot is not None and self.snapshot.checks.slot != self._slot(day, at):
            told["notice"] = ""  # what was worded names another time
        self.say("")
        desk.command(
            self,
            lambda: service.prepare(
                desk.book, desk.actor, subject, day=day, start_minute=at.hour * 60 + at.minute, **told
            ),
            done=lambda _slot: self.read(), failed=lambda notice: self.say(notice.happened),
        )  # fmt: skip

    def _slot(self, day: date, at: Any) -> Any:
        from supervisor.meetings.maintenance.records import Slot

        assert self.snapshot is not None
        start = at.hour * 60 + at.minute
        return Slot(day, start, start + self.snapshot.meeting.wish.minutes)

    def tick(self, point: str) -> None:
        """Say that a point is in place; the guide and the cover by name."""
        from supervisor.meetings.maintenance import service
        from supervisor.meetings.maintenance.records import POINTS, WITH_PEOPLE

        desk, subject, shown = self.desk, self.subject, self.snapshot
        assert shown is not None
        form = FormSheet(self, desk, str(POINTS[point]))
        if point in WITH_PEOPLE:
            form.field("persons", _("Who is at work then"), Ticks(list(shown.people), False))
        form.text("note", _("Remark"), hint=_("where it hangs, where they stand"))
        form.send(
            _("It is in place"),
            lambda v: service.tick(
                desk.book, desk.actor, subject, point, persons=v.get("persons", ()), note=v["note"]
            ),
            done=lambda _none: self.read(),
            undo=lambda _none: Undo(
                _("tick: {point}").format(point=POINTS[point]),
                lambda: service.untick(desk.book, desk.actor, subject, point),
            ),
        )  # fmt: skip

    def untick(self, point: str) -> None:
        """A point is not in place after all."""
        from supervisor.meetings.maintenance import service

        desk, subject = self.desk, self.subject
        desk.command(
            self, lambda: service.untick(desk.book, desk.actor, subject, point), done=self._unticked,
            failed=lambda notice: self.say(notice.happened),
        )  # fmt: skip

    def _unticked(self, stands: bool) -> None:
        self.read()
        if stands:
            self.desk.say("bad", _("The window stands inside opening hours and may not be held there now: tick the "
                                       "point again, move the window or call it off."))  # fmt: skip

    def show_notice(self) -> None:
        """The notice to customers, to be worded and printed."""
        show_poster(self)

    def put_inside(self) -> None:
        """Put the window at the time of its list; the service refuses it where something is missing."""
        from supervisor.meetings import service

        desk, subject, shown = self.desk, self.subject, self.snapshot
        assert shown is not None
        slot, held = shown.checks.slot, shown.sitting

        def work() -> Any:
            if held is None:
                return service.place(desk.book, desk.actor, subject)
            return service.move(
                desk.book, desk.actor, subject, held.sitting, day=slot.day, start_minute=slot.start_minute,
                reason=_("check-list complete"),
            )  # fmt: skip

        def done(_result: Any) -> None:
            self.read()
            self._page.show_day(slot.day, subject)

        desk.command(self, work, done=done, failed=lambda notice: self.say(notice.happened),
                     said=_("The window lies at {when}.").format(when=_when(slot)))  # fmt: skip


def _when(slot: Any) -> str:
    return f"{long_day(slot.day)} {clock(slot.start_minute)}–{clock(slot.end_minute)}"


def open_maintenance(page: Any, subject: str) -> MaintenanceSheet:
    """Open the check-list of a window over a page."""
    made = MaintenanceSheet(page, subject)
    made.open()
    return made
