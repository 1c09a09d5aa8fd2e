"""Beginning an inspection: by which check-list, where, and how it is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.desktop.screens.inspections.words import source_words
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.language import _


def ask_new(owner: QWidget, desk: Desk, snapshot: Snapshot, opened: Callable[[str], object]) -> None:
    """Choose check-list, place and source, then begin; `opened` is told the subject of the new one."""
    form = FormSheet(owner, desk, _("Log an inspection"))
    if not snapshot.templates:
        form.say(_("No check-list is in force. Import the shipped ones under Settings first."))
    form.choice("code", _("Check-list"), snapshot.templates)
    form.choice("place", _("Place"), [("", _("whole branch")), *snapshot.zones])
    sources = ("on_site", "video", "customer_comment")
    form.choice("source", _("Source"), [(s, source_words(s)) for s in sources])
    book, actor = desk.book, desk.actor

    def begin(values: dict[str, Any]) -> str:
        from supervisor.inspection import service

        return service.begin(book, actor, values["code"], place=values["place"], source=values["source"])

    form.send(_("Begin"), begin, done=opened)
