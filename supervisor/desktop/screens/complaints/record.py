"""Recording a complaint: what was said, heard when and by whom, what and whom it is about, how to reach him."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from supervisor.desktop.screens.complaints.record_values import Known, instant_of, read_known


def ask_new(page: Any, *, channel: str = "") -> None:
    """Open the form as soon as it is read what it offers; asked again while one is open, that one is shown."""
    desk = page.desk

    def opened(known: Known) -> None:
        from supervisor.desktop.screens.complaints.record_form import RecordForm

        there = page.window().findChild(RecordForm)
        if there is not None and there.isVisible():
            there.activateWindow()
            return
        RecordForm(page, desk, known, channel).open_with(page.show_new)

    desk.load(page, lambda reader: read_known(reader, desk.actor), opened)


def instant(desk: Any, day: Any, minute: int) -> datetime:
    """A day and a minute of it in the branch's zone."""
    return instant_of(day, minute, desk.book.zone)
