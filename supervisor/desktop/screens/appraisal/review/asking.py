"""Whom to ask about a person (360): colleagues chosen by name; who said what is shown to nobody."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.widgets.basics import label
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.people_field import PeopleField
from supervisor.language import _


def ask_colleagues(page: Any, member: Any) -> None:
    """Choose colleagues to be asked about a person of the month."""
    from supervisor.appraisal import service

    desk, month = page.desk, page.snapshot.month
    form = FormSheet(page, desk, _("Ask colleagues about {name}").format(name=member.name))
    words = _(
        "Each finds the question under My month. The mean is shown once three have answered, never who said what."
    )
    form.body.addWidget(label(words, "small", wrap=True))
    others = [one.member for one in page.snapshot.course.whole.people if one.member.person != member.person]
    options = [(one.person, one.name) for one in others]
    form.field("raters", _("Whom to ask"), PeopleField(options, _("Whom to ask")))
    form.send(
        _("Ask them"),
        lambda v: service.ask_peers(desk.book, desk.actor, month, member.person, v["raters"]),
        said=lambda n: _("{n} were asked.").format(n=n),
    )
