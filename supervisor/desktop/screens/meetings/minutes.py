"""The minutes of a sitting: what was said, and each decision with who sees to it until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from supervisor.branch.faults import WrongField
from supervisor.desktop.screens.meetings.saying import card_title
from supervisor.desktop.widgets.basics import button, column, row
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.forms import choice_box, chosen, day_edit
from supervisor.language import _

USUAL_DAYS = 7  # until a decision is seen to, where a day is wanted and none was said yet


class DueField(QWidget):
    """A day, or none: it counts once it is ticked; `value()` is the day or None."""

    def __init__(self, due: date | None, usual: date) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.ticked = QCheckBox(_("by"))
        self.ticked.setAccessibleName(_("It has a day by which it is done"))
        self.ticked.setChecked(due is not None)
        self.day = day_edit(due or usual, name=_("Until when"))
        self.day.setEnabled(due is not None)
        self.ticked.toggled.connect(self.day.setEnabled)
        self.setLayout(row(self.ticked, self.day, spacing=6))

    def value(self) -> date | None:
        """The day, where there is one."""
        shown: QDate = self.day.date()
        return date(shown.year(), shown.month(), shown.day()) if self.ticked.isChecked() else None


class DecisionLines(QWidget):
    """One line a decision: what, who, until when; `value()` are (code, text, owner, day or None)."""

    def __init__(self, people: Sequence[tuple[str, str]], decisions: Sequence[Any], held_on: date) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._people, self._usual = [(None, ""), *people], held_on + timedelta(days=USUAL_DAYS)
        self._rows: list[tuple[str, QLineEdit, Any, DueField]] = []
        self._lines = column(spacing=6)
        more = button(_("One more decision"), self._one_more, "small")
        self.setLayout(column(self._lines, row(more, None), spacing=6))
        for one in decisions:
            self._add(one.code, one.text, one.owner, one.due)
        if not decisions:
            self._add("", "", "", None)
        self.setFocusProxy(self._rows[0][1])

    def _one_more(self) -> None:
        self._add("", "", "", None)
        self._rows[-1][1].setFocus()

    def _add(self, code: str, text: str, owner: str, due: date | None) -> None:
        what, who = (
            QLineEdit(text),
            choice_box(self._people, name=_("Who sees to it"), value=owner or None, searchable=True),
        )
        what.setPlaceholderText(_("what is to be done"))
        what.setAccessibleName(_("Decision"))
        until = DueField(due, self._usual)
        line = row(spacing=8)
        line.addWidget(what, 3)
        line.addWidget(who, 2)
        line.addWidget(until)
        self._lines.addLayout(line)
        self._rows.append((code, what, who, until))

    def value(self) -> tuple[tuple[str, str, str, date | None], ...]:
        """Lines that say something."""
        found = [(code, a.text().strip(), chosen(b) or "", c.value()) for code, a, b, c in self._rows]
        return tuple(one for one in found if any(one[1:]))


def ask_minutes(page: Any, held: Any) -> FieldForm:
    """Write or correct the minutes of a sitting that runs or is over."""
    from supervisor.meetings import service
    from supervisor.meetings.events import Decision

    desk = page.desk
    form = FieldForm(page, desk, _("Minutes: {what}").format(what=card_title(held)), width=760)
    form.lines("text", _("What was said and settled"), held.minutes_text)
    lines = DecisionLines(page.snapshot.people, held.decisions, held.plan.day)
    form.field("decisions", _("Decisions"), lines)

    def work(v: dict[str, Any]) -> None:
        decisions = []
        for code, text, owner, until in v["decisions"]:
            if not text:
                raise WrongField("decisions", _("Say what is to be done."))
            decisions.append(Decision(code=code, text=text, owner=owner, due=until))
        taken = {one.code for one in decisions}
        free = (str(number) for number in range(1, 1000) if str(number) not in taken)
        numbered = [one if one.code else Decision(code=next(free), text=one.text, owner=one.owner, due=one.due)
                    for one in decisions]  # fmt: skip
        service.write_minutes(desk.book, desk.actor, held.meeting, held.sitting, v["text"], numbered)

    form.send(_("Keep the minutes"), work, said=_("The minutes are kept."))
    return form


def raise_action(page: Any, held: Any, code: str) -> None:
    """Make an action of a decision, to be followed up with all others."""
    from supervisor.meetings import service

    desk = page.desk
    desk.command(
        page, lambda: service.raise_decision(desk.book, desk.actor, held.meeting, held.sitting, code),
        said=_("The decision is an action now and is followed up with all others."),
    )  # fmt: skip
