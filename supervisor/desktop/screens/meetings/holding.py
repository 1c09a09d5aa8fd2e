"""A sitting while it is held: who came, who is sent to the floor, what was settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.meetings.attendance import BOTH, AttendanceList, mark_of
from supervisor.desktop.screens.meetings.saying import card_title
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _

ROWS_SHOWN = 9


class Ticks(QListWidget):
    """People to tick: Space ticks, arrows walk."""

    def __init__(self, people: Sequence[tuple[str, str]], ticked: bool) -> None:
        super().__init__()
        for subject, name in people:
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, subject)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.addItem(item)
        if people:
            self.setCurrentRow(0)
            self.setFixedHeight(min(len(people), ROWS_SHOWN) * (self.sizeHintForRow(0) + 2) + 12)

    def value(self) -> tuple[str, ...]:
        """Subjects of those ticked."""
        items = [self.item(place) for place in range(self.count())]
        return tuple(
            str(one.data(Qt.ItemDataRole.UserRole)) for one in items if one.checkState() == Qt.CheckState.Checked
        )


def ask_start(page: Any, held: Any) -> FormSheet:
    """The sitting begins: whoever did not come is unticked."""
    from supervisor.meetings import service

    desk = page.desk
    form = FormSheet(page, desk, _("Begin {what}: who came").format(what=card_title(held)))
    form.field("people", _("Untick who did not come"), Ticks(_named(page, held.plan.people), True))
    form.minute("minute", _("Began at"), _now(page, held, held.plan.start_minute))
    form.send(
        _("Begin"),
        lambda v: service.start(
            desk.book, desk.actor, held.meeting, held.sitting, attending=v["people"], minute=v["minute"]
        ),
        said=_("Begun. Who came is entered."),
        undo=lambda _nothing: _taken_back(desk, held, "started", _("beginning of {what}")),
    )
    return form


def ask_attendance(page: Any, held: Any) -> FormSheet:
    """How each person attended, while the sitting runs or afterwards."""
    from supervisor.meetings import service

    desk = page.desk
    form = FormSheet(page, desk, _("Attendance: {what}").format(what=card_title(held)))
    people = tuple(dict.fromkeys((*held.plan.people, *held.attending)))
    before = {person: held.mark(person) for person in people}
    hint = _("P came · L late · A absent · E excused · G left early (L and G: both); Space goes on to the next")
    shown = {person: mark_of(one) for person, one in before.items()}
    form.field("marks", hint, AttendanceList(_named(page, people), shown))

    def log(person: str, mark: str, **said: Any) -> None:
        service.attend(desk.book, desk.actor, held.meeting, held.sitting, person, mark, **said)

    def work(v: dict[str, Any]) -> tuple[str, ...]:
        for person, mark in v["marks"]:
            known = before[person]  # a time and a note that were entered stay with what they were said of
            if mark == BOTH:
                log(person, "late", minute=known.came_minute, note=known.note, left=True, left_minute=known.gone_minute)
            elif mark in ("late", "left"):
                minute = known.came_minute if mark == "late" else known.gone_minute
                log(person, mark, minute=minute, note=known.note if shown[person] == BOTH else "")
            else:
                log(person, mark)
        return tuple(person for person, _mark in v["marks"])

    def undone(changed: tuple[str, ...]) -> Undo | None:
        if not changed:
            return None

        def back() -> None:
            for one in (before[person] for person in changed):
                said = {"minute": one.minute, "note": one.note, "left": one.left, "left_minute": one.left_minute}
                log(one.person, one.mark, **said)

        return Undo(_("attendance of {what}").format(what=card_title(held)), back)

    form.send(_("Keep the attendance"), work, said=_("Who came is entered."), undo=undone)
    return form


def ask_release(page: Any, held: Any) -> FormSheet:
    """People of the running sitting go back to the floor."""
    from supervisor.meetings import service

    desk = page.desk
    form = FormSheet(page, desk, _("Send to the floor from {what}").format(what=card_title(held)))
    form.field("people", _("Tick who goes"), Ticks(_named(page, held.inside), False))
    form.text("reason", _("Reason"))
    form.send(
        _("Send to the floor"),
        lambda v: service.release(
            desk.book, desk.actor, held.meeting, held.sitting, v["people"], reason=v["reason"],
            minute=_now(page, held, held.plan.end_minute),
        ),
        said=_("They are called to the floor."),
    )  # fmt: skip
    return form


def ask_over(page: Any, held: Any) -> FormSheet:
    """The sitting ends with its minutes."""
    from supervisor.together import end_sitting

    desk = page.desk
    form = FormSheet(page, desk, _("End {what}").format(what=card_title(held)))
    form.lines("text", _("Minutes: what was settled, who does it by when"), held.minutes_text)
    form.minute("minute", _("Ended at"), _now(page, held, held.plan.end_minute))
    form.send(
        _("End and keep the minutes"),
        lambda v: end_sitting(
            desk.book, desk.actor, held.meeting, held.sitting, minutes_text=v["text"], minute=v["minute"]
        ),
        said=_("The meeting is over; its minutes are kept."),
        undo=lambda _nothing: _taken_back(desk, held, "ended", _("ending of {what}")),
    )
    return form


def _taken_back(desk: Any, held: Any, step: str, words: str) -> Undo:
    """The way back of beginning or ending a sitting."""

    def back() -> None:
        from supervisor.meetings import service

        service.take_back(desk.book, desk.actor, held.meeting, step, sitting=held.sitting)

    return Undo(words.format(what=card_title(held)), back)


def _named(page: Any, people: Sequence[str]) -> list[tuple[str, str]]:
    return [(subject, page.snapshot.names.get(subject, subject)) for subject in people]


def _now(page: Any, held: Any, otherwise: int) -> int:
    """The minute it is, on the day of the sitting; else what was planned."""
    local = page.desk.book.now().astimezone(page.desk.book.zone)
    return local.hour * 60 + local.minute if held.plan.day == local.date() else otherwise
