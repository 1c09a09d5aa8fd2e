"""What the sheet says goes to the book at once: answers, remarks, photos, and the undo of the last of them.

Answers are given faster than they are read back; what was given and not read back yet is remembered here, so that the
next field of the same item starts from it. The book's commands run in the order in which they were given.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.desktop.widgets.notices import Notice
from supervisor.language import _


class Recorder(QObject):
    """The one hand that writes into the inspection that is open."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sheet: Any = None
        self._sent: dict[str, Any] = {}
        self._noted: dict[str, str] = {}
        self._given: list[tuple[str, str]] = []  # what was done: (item, digest of a photo, or empty for an answer)

    def put(self, snapshot: Snapshot) -> None:
        """What the book says now."""
        sheet = snapshot.sheet
        if self._sheet is None or sheet.inspection.subject != self._sheet.inspection.subject:
            self._sent.clear()
            self._noted.clear()
            self._given.clear()
        self._sheet = sheet
        self._sent = {i: a for i, a in self._sent.items() if not _same(sheet.answer(i), a)}
        self._noted = {i: text for i, text in self._noted.items() if sheet.notes.get(i, "") != text}

    @property
    def open(self) -> bool:
        """Whether the inspection can still be answered."""
        return self._sheet is not None and self._sheet.inspection.state == "begun"

    def answer(self, item: str) -> Any:
        """The answer to an item as given last, or None."""
        if self._sheet is None:
            return None
        return self._sent.get(item) or self._sheet.answer(item)

    def note(self, item: str) -> str:
        """The remark to an item as given last."""
        if item in self._noted:
            return self._noted[item]
        return str(self._sheet.notes.get(item, "")) if self._sheet is not None else ""

    def send(self, item: str, **changes: Any) -> None:
        """Answer an item, or change its answer."""
        from supervisor.inspection import service
        from supervisor.inspection.answer import Answer

        if not self.open:
            return
        desk, actor, subject = self._desk, self._desk.actor, self._subject
        given = msgspec.structs.replace(self.answer(item) or Answer(item=item, verdict="pass"), **changes)
        if given.verdict != "fail":  # people, places and cases belong to a fault alone
            given = Answer(item=item, verdict=given.verdict, value=given.value if given.verdict == "pass" else None)
        self._sent[item] = given

        def work() -> None:
            service.answer(
                desk.book, actor, subject, item, given.verdict, persons=given.persons, places=given.places,
                cases=given.cases, value=given.value, mended=given.mended, owner=given.owner, act=given.act,
            )  # fmt: skip

        def refused(notice: Notice) -> None:
            self._sent.pop(item, None)
            desk.said.emit(notice, None)

        desk.command(self, work, failed=refused, done=lambda _result: self._given.append((item, "")))

    def send_note(self, item: str, text: str) -> None:
        """Set the remark to an item; nothing where it stands so already."""
        from supervisor.inspection import service

        if not self.open or text == self.note(item):
            return
        desk, actor, subject = self._desk, self._desk.actor, self._subject
        self._noted[item] = text
        desk.command(self, lambda: service.set_note(desk.book, actor, subject, item, text))

    def attach(self, item: str, source: Path | QImage) -> None:
        """Attach a picture file, or a picture from the clipboard, shrunk and without its place data."""
        from supervisor.desktop.pictures import shrunk, shrunk_file
        from supervisor.inspection import service

        if not self.open:
            return
        desk, actor, subject = self._desk, self._desk.actor, self._subject
        name = source.name if isinstance(source, Path) else ""

        def work() -> str:
            picture = shrunk_file(source) if isinstance(source, Path) else shrunk(source)
            return service.attach_photo(desk.book, actor, subject, item, picture, name=name)

        done: Callable[[str], object] = lambda digest: self._given.append((item, digest))  # noqa: E731
        desk.command(self, work, said=_("The photo is attached."), done=done)

    def drop_photo(self, item: str, digest: str) -> None:
        """Take a picture off an item."""
        from supervisor.inspection import service

        desk, actor, subject = self._desk, self._desk.actor, self._subject
        desk.command(self, lambda: service.remove_photo(desk.book, actor, subject, item, digest))

    def undo(self, stand: Callable[[str], object]) -> None:
        """Take the last answer (or photo) back by its compensating entry; `stand` is told its item.

        After a restart the book still knows the answers to take back.
        """
        from supervisor.inspection import service

        desk, actor, subject = self._desk, self._desk.actor, self._subject
        item, digest = self._given.pop() if self._given else ("", "")
        self._sent.clear()

        def work() -> str | None:
            if digest:
                service.remove_photo(desk.book, actor, subject, item, digest)
                return item
            return service.undo(desk.book, actor, subject)

        def done(back: str | None) -> None:
            if back is None:
                desk.say("info", _("There is nothing to take back."))
            else:
                stand(back)

        desk.command(self, work, done=done)

    @property
    def _subject(self) -> str:
        return self._sheet.inspection.subject


def _same(one: Any, other: Any) -> bool:
    """Whether two answers say the same, remark and pictures apart (those travel by commands of their own)."""
    if one is None:
        return False
    replace = msgspec.structs.replace
    return replace(one, note="", photos=()) == replace(other, note="", photos=())
