"""Customers who complain together, once the case is written down: more or fewer of them, one more who speaks for them,
or somebody else in his place.
"""

from __future__ import annotations

from typing import Any

from supervisor.desktop.widgets.forms import FormSheet
from supervisor.errors import BadInput
from supervisor.language import _


def ask_group(page: Any, subject: str) -> None:
    """One form for all three; what is left as it is stays."""
    desk, file = page.desk, page.snapshot.file
    form = FormSheet(page, desk, _("Customers who complain together"))
    form.number("size", _("How many customers"), max(2, file.complaint.group_size), 2, 999_999)
    form.text("name", _("Who speaks for them, if somebody new (kept sealed)"))
    form.text("phone", _("Telephone"))
    if file.representatives:
        places = [("", _("besides the others"))] + [
            (str(place), _("instead of {name}").format(name=one.name or "–"))
            for place, one in enumerate(file.representatives, 1)
        ]
        form.choice("place", _("Speaks"), places, "")
    form.send(_("Change the group"), lambda v: _change(desk, subject, v), said=_("The group is changed."))


def _change(desk: Any, subject: str, given: dict[str, Any]) -> None:
    from supervisor.complaints.steps.grouping import add_representative, replace_representative, resize_group
    from supervisor.complaints.texts.masking import Contact

    who = Contact(name=given["name"].strip(), phone=given["phone"].strip())
    place, size = int(given.get("place") or 0), int(given["size"])
    if who and not who.name:
        raise BadInput(_("Write the name of each representative."))
    with desk.book.batch():
        if who and place:
            replace_representative(desk.book, desk.actor, subject, place, who)
        elif who:
            add_representative(desk.book, desk.actor, subject, who, size)
        if not who or place:
            resize_group(desk.book, desk.actor, subject, size)
