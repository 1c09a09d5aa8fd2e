"""Whom a row of a workbook means: the staff number as Excel left it, the name, both against who belonged here then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from supervisor.appraisal.forms.cells import plain
from supervisor.branch.records import Person
from supervisor.language import _


class Named:
    """Everybody who ever belonged to the branch, asked by number and name."""

    def __init__(self, everybody: Sequence[Person], actor: str) -> None:
        self._everybody = everybody
        self._actor = actor

    def of(self, no: str, name: str, day: date) -> Person | tuple[str, str]:
        """The person meant, or the problem and the cure."""
        no, name = plain(no), plain(name).replace(" ", "")
        found = self._by_no(no) if no else [one for one in self._everybody if one.name == name]
        here = [one for one in found if one.joined <= day and (one.left is None or one.left >= day.replace(day=1))]
        found = here or found
        if not found:
            wanted = no or name
            return (_("There is nobody called {wanted} in the branch.").format(wanted=wanted),
                    _("Write the staff number as under 设置 → 人员."))  # fmt: skip
        if len(found) > 1:
            return (_("{wanted} may be several people.").format(wanted=no or name),
                    _("Write the staff number."))  # fmt: skip
        if no and name and found[0].name.replace(" ", "") != name:
            return (_("{no} is {known}, not {name}.").format(no=no, known=found[0].name, name=name),
                    _("Write the number and the name of one person."))  # fmt: skip
        if found[0].subject == self._actor:
            return (_("Nobody enters numbers about himself."),
                    _("Leave your own row out; a colleague who has the right brings it in."))  # fmt: skip
        return found[0]

    def _by_no(self, no: str) -> list[Person]:
        """By the number as written, else without the zeros that Excel drops."""
        exact = [one for one in self._everybody if one.no == no]
        return exact or [one for one in self._everybody if one.no.lstrip("0") == no.lstrip("0") and no.strip("0")]
