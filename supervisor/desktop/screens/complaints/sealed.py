"""Showing what is sealed: a reason first, which is kept with the name; then everything, until the sheet is closed."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.questions import Sheet
from supervisor.desktop.widgets.basics import button, label
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _


def ask_case_data(page: Any, subject: str) -> None:
    """Show a case whole, for a reason that is kept."""
    from supervisor.complaints.privacy import unmask

    desk = page.desk
    form = FormSheet(page, desk, _("Show the customer's data"))
    form.text("reason", _("Reason (it is kept with your name)"))

    def show(file: Any) -> None:
        contact = file.contact
        parts = (contact.name, contact.phone, contact.mail, contact.address)
        show_whole(
            page,
            file.complaint.number,
            [
                (_("Contact"), "  ".join(part for part in parts if part)),
                (_("What was said"), file.text),
                (_("Wish"), file.wish),
                (_("Facts"), file.facts),
                (_("Measure"), file.measure),
                (_("Answer given"), file.reply),
            ],
        )

    form.send(_("Show"), lambda v: unmask(desk.book, desk.actor, subject, v["reason"]), done=show)


def show_whole(page: Any, number: str, lines: list[tuple[str, str]]) -> None:
    """What is sealed, whole, until the sheet is closed; that it was looked at is in the journal already."""
    sheet = Sheet(page.window(), _("{number}: the customer's data").format(number=number))
    for name, value in lines:
        if value:
            sheet.body.addWidget(label(name, "small"))
            sheet.body.addWidget(label(value, wrap=True))
    sheet.body.addWidget(label(_("This look is on record with your name and reason."), "small", wrap=True))
    done = button(_("Close"), sheet.accept, "primary")
    done.setDefault(True)
    sheet.buttons.addWidget(done)
    sheet.open()
