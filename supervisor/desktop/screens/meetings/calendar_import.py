"""Reading a calendar file (.ics): first what would become of each event, then it is taken in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from supervisor.desktop.screens.meetings.saying import when_words
from supervisor.desktop.widgets.basics import RowFrame, box, clear, column, label, pill, scrolling
from supervisor.desktop.widgets.chosen_files import choose_source
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.forms import choice_box
from supervisor.desktop.widgets.people_field import PeopleField
from supervisor.desktop.wording import listed
from supervisor.errors import why_unread
from supervisor.language import _

STILL_MILLISECONDS = 300
ROWS_SHOWN = 40
LARGEST_BYTES = 20_000_000


def become_words() -> dict[str, tuple[str, str]]:
    """What becomes of an event, in words and as a status."""
    return {
        "new": (_("new"), "good"), "changed": (_("changed"), "warning"), "off": (_("called off"), "bad"),
        "same": (_("known already"), "quiet"), "older": (_("older version"), "quiet"),
        "own": (_("our own"), "quiet"), "past": (_("gone by"), "quiet"), "free": (_("free time"), "quiet"),
        "refused": (_("refused"), "bad"),
    }  # fmt: skip


class ImportForm(FieldForm):
    """How the file is to be taken, and under it what would become of each event."""

    def __init__(self, page: Any, path: Path, data: bytes) -> None:
        super().__init__(page, page.desk, _("Read {file}").format(file=path.name), width=720)
        self._page, self._file, self._data = page, path.name, data
        snapshot = page.snapshot
        kinds = [
            ("busy", _("times that are taken: planned around, not moved")),
            ("request", _("requests for meetings")),
        ]
        self.choice("become", _("The events become"), kinds, "busy")
        self.halves()
        self.field("people", _("Whose calendar it is"), PeopleField(snapshot.people, _("Whose calendar it is")))
        rooms = [("", ""), *((room, room) for room in snapshot.rooms)]
        self.field("room", _("Which room's calendar it is"), choice_box(rooms, name=_("Room"), free=True))
        self.halves(False)
        self.summary = label("", "strong", wrap=True)
        self.events = column(spacing=0)
        area = scrolling(self.events)
        area.setMinimumHeight(page.desk.theme.px(220))
        self.body.addWidget(self.summary)
        self.body.addWidget(area, 1)
        self.preview: Any = None
        self._before: Any = None
        self._asked = 0
        self._watching = QTimer(self)
        self._watching.setInterval(STILL_MILLISECONDS)
        self._watching.timeout.connect(self._look_again)
        self._watching.start()

    def how(self, v: dict[str, Any]) -> Any:
        """How the file is taken, from the values of the form."""
        from supervisor.meetings.requests.calendar_intake import Taking

        return Taking(become=v["become"], people=tuple(v["people"]), room=v["room"] or "")

    def _look_again(self) -> None:
        now = self.values()
        if now == self._before:
            return
        self._before = now
        self._asked += 1
        asked, how, desk = self._asked, self.how(now), self._desk

        def reading(reader: Any) -> Any:
            from supervisor.meetings.requests.calendar_intake import look

            return look(reader, desk.actor, self._data, self._file, how)

        def show(preview: Any) -> None:
            if asked == self._asked:
                self._show(preview)

        desk.load(self, reading, show, lambda notice: self.say(notice.happened))

    def _show(self, preview: Any) -> None:
        self.preview = preview
        clear(self.events)
        taken = preview.count("new", "changed", "off")
        words = _("{n} of {all} events would be taken in")
        said = [words.format(n=taken, all=len(preview.items))]
        if preview.faults:
            said.append(_("{n} places could not be read").format(n=len(preview.faults)))
        self.summary.setText(" · ".join(said))
        for item in preview.items[:ROWS_SHOWN]:
            self.events.addWidget(self._row(item))
        if len(preview.items) > ROWS_SHOWN:
            self.events.addWidget(label(_("and {n} more").format(n=len(preview.items) - ROWS_SHOWN), "small"))
        for fault in (*preview.faults, *preview.notes)[:ROWS_SHOWN]:
            self.events.addWidget(label(f"▲ {fault}", "small", wrap=True))
        self.events.addStretch(1)
        self.verb.setEnabled(taken > 0)

    def _row(self, item: Any) -> QWidget:
        event, names = item.event, self._page.snapshot.names
        words, status = become_words()[item.what]
        when = when_words(event.day, event.start_minute, event.start_minute + event.minutes)
        times = [_("{n} times").format(n=len(event.spans))] if len(event.spans) > 1 else []
        who = [listed([names.get(one, one) for one in item.people])] if item.people else []
        about = " · ".join(
            [when, *times, *who, *([item.room] if item.room else []), *([item.reason] * bool(item.reason))]
        )
        frame = RowFrame(pill(words, status), side=0)
        frame.line.addWidget(box(column(label(event.title, wrap=True), label(about, "small", wrap=True), spacing=0)), 1)
        return frame

    def work(self, v: dict[str, Any]) -> Any:
        """On the book's thread: take the file in."""
        from supervisor.meetings.requests.calendar_intake import take_in

        return take_in(self._desk.book, self._desk.actor, self._data, self._file, self.how(v))


def ask_import(page: Any) -> None:
    """Choose a calendar file and show what is in it."""
    filters = [_("Calendar (*.ics)"), _("All files (*)")]
    choose_source(page, _("Read a calendar file"), filters, lambda path: open_import(page, path))


def open_import(page: Any, path: Path) -> ImportForm | None:
    """Show what a calendar file holds; says why where it cannot be read."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            page.desk.say("bad", _("The file is too big for a calendar."))
            return None
        data = path.read_bytes()
    except OSError as fault:
        page.desk.say("bad", _("The file cannot be read."), why_unread(fault))
        return None
    form = ImportForm(page, path, data)

    def done(taken: Any) -> None:
        words = _("{n} events were taken in, {left} left out.")
        count = taken.count("new", "changed", "off")
        page.desk.say("good", words.format(n=count, left=len(taken.items) - count))

    form.send(_("Take in"), form.work, done=done)
    form.verb.setEnabled(False)  # until it is shown what would become of it
    return form
