"""Looking at what is sealed: for a reason, asked once for each case and sitting, kept with each look.

The reason is let go when its person leaves the desk, or the page that asked for it goes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.language import _

Work = Callable[[str], Any]  # is given the reason; a command that is logged


class Reasons:
    """The reasons given by who is at the desk now, by case."""

    def __init__(self, desk: Any) -> None:
        self._desk, self._session, self._given = desk, desk.services.session, {}

    def of(self, subject: str) -> str:
        """The reason given for this case at this sitting; "" where none was."""
        return self._given.get(subject, "") if self._session is self._desk.services.session else ""

    def keep(self, subject: str, reason: str) -> None:
        """What was given holds for this case until its person leaves."""
        if self._session is not self._desk.services.session:
            self._session, self._given = self._desk.services.session, {}
        self._given[subject] = reason


def reasons_of(page: Any) -> Reasons:
    """The reasons that were given on a page."""
    found = getattr(page, "reasons", None)
    if found is None:
        found = page.reasons = Reasons(page.desk)
    return found


def look(page: Any, subject: str, work: Work, done: Callable[[Any], object], *, verb: str = "") -> None:
    """Do `work` with a reason: the one given before for this case, else one that is asked for now."""
    reasons = reasons_of(page)
    if reason := reasons.of(subject):
        page.desk.command(page, lambda: work(reason), done=done, undo=lambda _none: None)
        return
    form = FieldForm(page, page.desk, _("Show the customer's data"))
    form.text("reason", _("Reason (it is kept with your name)"))
    form.note(_("Asked once for this case until you leave the desk; each look is on record."))

    def shown(result: tuple[str, Any]) -> None:
        reasons.keep(subject, result[0])
        done(result[1])

    form.send(verb or _("Show"), lambda v: (v["reason"], work(v["reason"])), done=shown, undo=lambda _none: None)
