"""Colleagues about whom one was asked: the answers are read by nobody else, only their mean counts."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.screens.appraisal.writing import points_field, points_in, show_points
from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, label
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.wording import points
from supervisor.language import _


class AskedCard(Card):
    """One row a colleague, with the own answer."""

    def __init__(self, page: Any) -> None:
        super().__init__(_("Asked about colleagues"))
        self._page = page
        self.rows = column(spacing=0)
        self.add(label(_("Nobody reads who said what: only the mean of three answers or more is shown."), "small",
                       wrap=True))  # fmt: skip
        self.add(self.rows)

    def put(self, snapshot: Any) -> None:
        """Show about whom one was asked."""
        clear(self.rows)
        asked = snapshot.course.asked
        self.setVisible(bool(asked))
        answerable = snapshot.state.state in ("draft", "self", "review", "reopened")
        for place, one in enumerate(asked):
            frame = RowFrame(last=place == len(asked) - 1, side=0)
            name = snapshot.names.get(one.person, "")
            said = (
                _("no answer yet") if one.value_c is None else _("{points} points").format(points=points(one.value_c))
            )
            frame.line.addLayout(column(label(name, "strong"), label(said, "small"), spacing=0), 1)
            if answerable:
                words = _("Answer about {name}").format(name=name)
                frame.line.addWidget(button(_("Give the answer"), lambda one=one: self.ask(one), "small", name=words))
            self.rows.addWidget(frame)

    def ask(self, one: Any) -> None:
        """Give or change the answer about a colleague."""
        from supervisor.appraisal import service
        from supervisor.errors import BadInput

        desk, month, page = self._page.desk, self._page.snapshot.month, self._page
        name = page.snapshot.names.get(one.person, "")
        form = FormSheet(page, desk, _("Answer about {name}").format(name=name))
        value = points_field(_("Points, 0 to 100"), desk.theme.px(90))
        show_points(value, one.value_c)
        form.field("value", _("Points, 0 to 100"), value)
        form.lines("comment", _("A word, if you like"), one.comment)

        def answer(given: dict[str, Any]) -> None:
            found = points_in(value)
            if found is None:
                raise BadInput(_("Write the points as a number."))
            service.answer_peer(desk.book, desk.actor, month, one.person, value_c=found, comment=given["comment"])

        form.send(_("Give the answer"), answer, said=_("Answered; only the mean is shown."))
