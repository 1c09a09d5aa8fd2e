"""Trainings that were proposed, most of them lessons of an incident: shown until one is held, or somebody says why none
is needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.roster.training_forms import Crowd
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.language import Words, _

DAY_START = 9 * 60
NAME = Words("待办培训", "Proposed trainings")
HELD = Words("登记已办培训", "Enter that it was held")
DROP = Words("不需培训", "No training needed")


@dataclass(frozen=True)
class ProposedLine:
    """A proposed training in words."""

    subject: str
    text: str
    course_code: str
    course: str
    number: str
    day: date
    person: str


def proposed_lines(shown: Any, courses: Mapping[str, str]) -> list[ProposedLine]:
    """The open proposals of what the tab was read from, the oldest first."""
    return [
        ProposedLine(one.subject, one.text, one.course, courses.get(one.course, one.course) or "–", one.number,
                     one.day, shown.people.get(one.person, "–"))
        for one in shown.proposed
    ]  # fmt: skip


def proposed_table(theme: Theme) -> DataTable:
    """What is to be taught, and where it comes from."""
    return DataTable(
        theme,
        [
            Column("text", str(Words("要教什么", "What is to be taught")), lambda s: s.text, width=-1, strong=True),
            Column("course", _("Course"), lambda s: s.course, width=150),
            Column("number", str(Words("来自事件", "From incident")), lambda s: s.number, width=130),
            Column("day", _("Day"), lambda s: s.day.isoformat(), lambda s: s.day, width=110),
            Column("person", str(Words("提出人", "Proposed by")), lambda s: s.person, width=90, spare=True),
        ],
        name=str(NAME),
        empty=EmptyState(str(Words(
            "没有待办培训。在事件回看页记录教训后，会列在这里。",
            "No training is proposed. Lessons noted on the page of an incident are listed here.",
        ))),
        sort_by="day",
    )  # fmt: skip


def ask_held(tab: Any, line: ProposedLine) -> None:
    """Enter the training that was held on a proposal."""
    from supervisor.training.proposals import service

    shown, desk = tab.page.snapshot.training, tab.page.desk
    form = FormSheet(tab, desk, str(HELD))
    options = [(one.code, f"{one.name} ({one.code})") for one in shown.courses if one.active]
    form.choice("course", _("Course"), options, line.course_code or None)
    form.day("day", _("Day"), shown.today)
    form.minute("start", _("Started at"), DAY_START)
    form.number("minutes", _("Minutes"), 30, 5, 480)
    form.choice("trainer", _("Led by"), shown.options, searchable=True)
    form.field("people", _("Who took part"), Crowd(shown.options, desk.theme.px(150)))

    def work(v: dict[str, Any]) -> str:
        begun = datetime.combine(v["day"], time(v["start"] // 60, v["start"] % 60), desk.book.zone)
        return service.hold(
            desk.book, desk.actor, line.subject, course_code=v["course"] or "", start=begun, minutes=v["minutes"],
            trainer=v["trainer"] or "", participants=v["people"],
        )  # fmt: skip

    form.send(_("Enter"), work, said=_("The training is entered."), done=lambda _s: tab.show_part("sessions"))


def ask_drop(tab: Any, line: ProposedLine) -> None:
    """Say why no training is needed; Ctrl+Z takes it back."""
    from supervisor.training.proposals import service

    desk = tab.page.desk
    form = FormSheet(tab, desk, str(DROP))
    form.text("reason", _("Reason"))
    form.send(
        _("Enter"),
        lambda v: service.drop(desk.book, desk.actor, line.subject, v["reason"]),
        said=str(Words("已划去。", "Struck from the list.")),
        undo=lambda _none: Undo(str(DROP), lambda: service.reopen(desk.book, desk.actor, line.subject)),
    )
