"""The form that raises an action by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from supervisor.desktop.desk import Desk, Undo
from supervisor.desktop.screens.actions.photos_field import PhotosField
from supervisor.desktop.screens.actions.reading import Snapshot
from supervisor.desktop.screens.actions.words import severity_words
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.people_field import PeopleField
from supervisor.language import _


def ask_new(page: Any, desk: Desk, snapshot: Snapshot) -> None:
    """What is to be mended, where, of whom, how bad, by whom; due by the days that the branch set, unless named."""
    from supervisor.actions import service
    from supervisor.actions.deadlines import SEVERITIES

    people = snapshot.active
    form = FormSheet(page, desk, _("Raise a corrective action"))
    form.text("title", _("What is to be mended"))
    form.choice("severity", _("Severity grade"), [(severity, severity_words(severity)) for severity in SEVERITIES])
    form.choice("owner", _("Answers for it"), people, searchable=True)
    form.choice("doer", _("Does it"), [("", _("the same person")), *people], searchable=True)
    form.text("place", _("Where"), hint="、".join(snapshot.zones[:3]))
    form.field("about", _("About whom"), PeopleField(people, _("About whom")))
    form.text("due", _("Due"), hint=_("by severity; or a day such as {day}").format(day=snapshot.soon))
    form.field("photos", _("Before mending"), PhotosField(form, _("Ctrl+Shift+V pastes.")))
    form.check("announce", _("Announce it in the briefing"))

    def work(v: dict[str, Any]) -> str:
        return service.raise_action(
            desk.book, desk.actor, title=v["title"], owner=v["owner"] or "", doer=v["doer"] or "",
            severity=v["severity"], due=_day(v["due"]), about=_known(v["about"], people),
            places=(v["place"],) if v["place"] else (), photos=v["photos"], announce=v["announce"],
        )  # fmt: skip

    def take_back(subject: str) -> Undo:
        return Undo(
            _("raise an action"),
            lambda: service.withdraw(desk.book, desk.actor, subject, reason=_("taken back at once")),
        )

    form.send(_("Raise"), work, said=_("The action is raised."), undo=take_back)


def _day(text: str) -> date | None:
    """The day typed, None for none. Raises BadInput."""
    from supervisor.errors import BadInput

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput(_("{text} is no date; write it as 2026-11-22.").format(text=text)) from None


def _known(chosen: tuple[str, ...], people: Any) -> tuple[str, ...]:
    """The people chosen. Raises BadInput for a name that is nobody's."""
    from supervisor.errors import BadInput

    subjects = {subject for subject, _words in people}
    if strangers := [one for one in chosen if one not in subjects]:
        raise BadInput(_("There is no one person {wanted}; give the staff number.").format(wanted=strangers[0]))
    return chosen
