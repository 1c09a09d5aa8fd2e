"""The cases behind a bar, a field or a line of the figures: which they are, and their list."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.screens.complaints.figures_reading import Shown
from supervisor.desktop.screens.complaints.figures_views import Line
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import number
from supervisor.language import _


def behind(shown: Shown, line: Line) -> list[Any]:
    """The cases of a line."""
    from supervisor.complaints.figures.behind import cases_behind

    if line.axis == "cause_itself":
        return [case for case in shown.figures.cases if case.cause_code == line.key]
    if line.axis == "answer":
        if line.key == "none":
            return [case for case in shown.figures.cases if case.answer_hours is None]
        low, high = map(float, line.key.split())
        return [
            case for case in shown.figures.cases if case.answer_hours is not None and low < case.answer_hours <= high
        ]
    return cases_behind(shown.figures, line.axis, line.key, shown.parents.get(line.axis))


def case_table(view: Any) -> DataTable:
    def word(axis: str, code: str) -> str:
        return view.shown.word(axis, code) if view.shown is not None else code

    return DataTable(
        view.desk.theme,
        [
            Column("number", _("Number"), lambda c: c.number, width=124, strong=True),
            Column("day", _("Heard"), lambda c: c.day.isoformat(), lambda c: c.day, width=96),
            Column("channel", _("Channel"), lambda c: word("channel", c.channel), width=112, spare=True),
            Column("cause", _("Cause"), lambda c: word("cause", c.cause_code), width=-1),
            Column("person", _("Person concerned"), lambda c: word("person", c.person) if c.person else "–", width=126),
            Column("hours", _("Hours to the answer"), lambda c: _hours(c.answer_hours),
                   lambda c: -1.0 if c.answer_hours is None else c.answer_hours, True, width=150, spare=True),
            Column("state", _("State"), lambda c: word("state", c.state), width=84),
        ],
        name=_("Cases behind the picture"),
        empty=EmptyState(_("No case here.")),
    )  # fmt: skip


def _hours(value: float | None) -> str:
    return "–" if value is None else number(value)
