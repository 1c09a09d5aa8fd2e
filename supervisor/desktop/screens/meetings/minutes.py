"""The minutes of a sitting: what was said, and each decision with who sees to it until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from supervisor.branch.faults import WrongField
from supervisor.desktop.screens.meetings.saying import card_title
from supervisor.desktop.widgets.basics import button, column, row
from supervisor.desktop.widgets.field_form import FieldForm, day_of
from supervisor.desktop.widgets.forms import choice_box, chosen
from supervisor.language import _


class DecisionLines(QWidget):
    """One line a decision: what, who, until when; `value()` are (code, text, owner, day as typed)."""

    def __init__(self, people: Sequence[tuple[str, str]], decisions: Sequence[Any], day_width: int) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._people, self._day_width = [(None, ""), *people], day_width
        self._rows: list[tuple[str, QLineEdit, Any, QLineEdit]] = []
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
        until = QLineEdit(due.isoformat() if due else "")
        until.setPlaceholderText(_("until, like 2026-11-30"))
        until.setAccessibleName(_("Until when"))
        until.setFixedWidth(self._day_width)
        line = row(spacing=8)
        line.addWidget(what, 3)
        line.addWidget(who, 2)
        line.addWidget(until)
        self._lines.addLayout(line)
        self._rows.append((code, what, who, until))

    def value(self) -> tuple[tuple[str, str, str, str], ...]:
        """Lines that say something."""
        found = [(code, a.text().strip(), chosen(b) or "", c.text().strip()) for code, a, b, c in self._rows]
        return tuple(one for one in found if any(one[1:]))


def ask_minutes(page: Any, held: Any) -> FieldForm:
    """Write or correct the minutes of a sitting that runs or is over."""
    from supervisor.meetings import service
    from supervisor.meetings.events import Decision

    desk = page.desk
    form = FieldForm(page, desk, _("Minutes: {what}").format(what=card_title(held)), width=680)
    form.lines("text", _("What was said and settled"), held.minutes_text)
    lines = DecisionLines(page.snapshot.people, held.decisions, desk.theme.px(160))
    form.field("decisions", _("Decisions"), lines)

    def work(v: dict[str, Any]) -> None:
        decisions = []
        for code, text, owner, until in v["decisions"]:
            if not text:
                raise WrongField("decisions", _("Say what is to be done."))
            decisions.append(Decision(code=code, text=text, owner=owner, due=day_of("decisions", until)))
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
