"""What the sheet says goes to the book at once: answers, remarks, photos, and the undo of the last of them.

It is shown at once and kept a moment later: every command ends in one durable entry, in the order in which they were
given, and only then does the sheet say that it is kept. Pictures are shrunk on the pool first, so that no answer waits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections.live import Given, Live
from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.desktop.widgets.notices import Notice
from supervisor.language import _

Source = Path | QImage | bytes  # a file, a picture of the clipboard, or a file's bytes


@dataclass
class Step:
    """One thing done that Ctrl+Z takes back: its kind as in `Given`, its item, and what stood there before."""

    kind: str
    item: str
    before: Any = None


@dataclass(eq=False)
class Waiting:
    """A picture that is being made small."""

    subject: str
    item: str
    source: Source
    name: str


class Recorder(QObject):
    """The one hand that writes into the inspection that is open.

    `changed` tells that an item shows something else, `settled` that it is kept (or refused), `reread` that what the
    book says now has to be read; `unkept` gives the words of a remark back that the book could not take.
    """

    changed = Signal(str)
    settled = Signal(str)
    reread = Signal()
    unkept = Signal(str, str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._steps: list[Step] = []
        self._subject = ""
        self.live = Live()
        self._waiting: list[Waiting] = []

    def put(self, snapshot: Snapshot) -> None:
        """What the book says now."""
        self.live.put(snapshot)
        subject = snapshot.sheet.inspection.subject
        if subject != self._subject:
            self._subject = subject
            self._steps.clear()

    @property
    def shrinking(self) -> list[tuple[str, str]]:
        """(item, name) of the pictures that are being made small."""
        return [(one.item, one.name) for one in self._waiting]

    @property
    def open(self) -> bool:
        """Whether the inspection can still be answered."""
        sheet = self.live.sheet
        return sheet is not None and sheet.inspection.state == "begun"

    def answer(self, item: str) -> Any:
        """The answer to an item as given last, or None."""
        return self.live.answer(item)

    def note(self, item: str) -> str:
        """The remark to an item as given last."""
        return self.live.note(item)

    def send(self, item: str, **changes: Any) -> None:
        """Answer an item, or change its answer."""
        from supervisor.inspection import service
        from supervisor.inspection.answer import Answer

        if not self.open:
            return
        standing = self.answer(item)
        given = msgspec.structs.replace(standing or Answer(item=item, verdict="pass"), **changes)
        if given.verdict != "fail":  # people, places and cases belong to a fault alone
            value = given.value if given.verdict == "pass" else None
            given = Answer(item=item, verdict=given.verdict, value=value, text=given.text)
        book, actor, subject = self._desk.book, self._desk.actor, self._subject
        fact: dict[str, Any] = {"text": given.text} if given.verdict == "given" else {}

        def work() -> None:
            service.answer(
                book, actor, subject, item, given.verdict, persons=given.persons, places=given.places,
                cases=given.cases, value=given.value, mended=given.mended, owner=given.owner, act=given.act, **fact,
            )  # fmt: skip

        self._give("answer", item, given, work, standing)

    def send_note(self, item: str, text: str) -> None:
        """Set the remark to an item; nothing where it stands so already."""
        from supervisor.inspection import service

        if not self.open or text == self.note(item):
            return
        book, actor, subject = self._desk.book, self._desk.actor, self._subject
        self._give("note", item, text, lambda: service.set_note(book, actor, subject, item, text), self.note(item))

    def attach(self, item: str, sources: Sequence[tuple[Source, str]]) -> None:
        """Attach pictures, (source, name) each; what cannot be read is told in one notice, the others are kept."""
        if not self.open:
            return
        faults: list[str] = []
        left = [len(sources)]
        subject = self._subject

        def ended(one: Waiting) -> None:
            self._waiting.remove(one)
            left[0] -= 1
            if not left[0] and faults:
                self._desk.say("warning", "\n".join(dict.fromkeys(faults)), _("All other answers and photos are kept."))
            self.changed.emit(item)

        def done(one: Waiting, made: Any) -> None:
            if one in self._waiting:
                self._keep_photo(subject, item, made)
                ended(one)

        def failed(one: Waiting, notice: Notice) -> None:
            if one in self._waiting:
                faults.append(notice.happened)
                ended(one)

        for source, name in sources:
            one = Waiting(subject, item, source, name)
            self._waiting.append(one)
            self._desk.long(
                self, lambda _p, w=one: _made_small(w.source, w.name), done=partial(done, one),
                failed=partial(failed, one),
            )  # fmt: skip
        self.changed.emit(item)

    def keep_waiting(self) -> None:
        """Whoever took these pictures leaves: those still being made small are attached by commands, for what comes
        from the pool is shown to nobody then, but no command that was given is dropped.
        """
        from supervisor.inspection import service

        book, actor = self._desk.book, self._desk.actor

        def attach(one: Waiting) -> None:
            made = _made_small(one.source, one.name)
            service.attach_photo(
                book, actor, one.subject, one.item, made.content, original=made.original, name=made.name
            )

        waiting, self._waiting = self._waiting, []
        for one in waiting:
            self._desk.command(self, partial(attach, one))

    def drop_photo(self, item: str, digest: str) -> None:
        """Take a picture off an item."""
        from supervisor.inspection import service

        there = next((p for p in self.live.sheet.photos if (p.item, p.digest) == (item, digest)), None)
        if not self.open or there is None:
            return
        book, actor, subject = self._desk.book, self._desk.actor, self._subject
        self._give("gone", item, digest, lambda: service.remove_photo(book, actor, subject, item, digest), there)

    def undo(self, stand: Callable[[str], object]) -> None:
        """Take back the last thing done by its compensating entry; `stand` is told its item.

        After a restart the book still knows the answers to take back.
        """
        if not self.open:
            return
        desk = self._desk
        step = self._steps.pop() if self._steps else Step("answer", "")

        def done(back: str | None) -> None:
            self.reread.emit()
            if back is None:
                desk.say("info", _("There is nothing to take back."))
            else:
                stand(back)

        desk.command(self, self._taking_back(step), done=done)

    def _taking_back(self, step: Step) -> Callable[[], str | None]:
        from supervisor.inspection import service

        book, actor, subject, item = self._desk.book, self._desk.actor, self._subject, step.item

        def work() -> str | None:
            if step.kind == "answer":
                return service.undo(book, actor, subject)
            if step.kind == "note":
                service.set_note(book, actor, subject, item, step.before)
            elif step.kind == "photo":
                service.remove_photo(book, actor, subject, item, step.before)
            else:
                with book.read() as reader:
                    content = reader.blob(step.before.digest)
                kept = step.before
                service.attach_photo(book, actor, subject, item, content, original=kept.original, name=kept.name)
            return item

        return work

    def _keep_photo(self, subject: str, item: str, made: Any) -> None:
        from supervisor.inspection import service
        from supervisor.inspection.records import Photo

        book, actor, live = self._desk.book, self._desk.actor, self.live

        def work() -> str:
            return service.attach_photo(
                book, actor, subject, item, made.content, original=made.original, name=made.name
            )

        def done(digest: str) -> None:
            if subject != self._subject:
                return
            live.saved(live.give("photo", item, Photo(item, digest, made.original, made.name)))
            self._steps.append(Step("photo", item, digest))
            self.changed.emit(item)
            self.settled.emit(item)

        self._desk.command(self, work, done=done)

    def _give(self, kind: str, item: str, value: Any, work: Callable[[], object], before: Any) -> None:
        """Show, send, and tell how it went."""
        live, step, subject = self.live, Step(kind, item, before), self._subject
        given: Given = live.give(kind, item, value)
        self._steps.append(step)

        def done(_result: object) -> None:
            live.saved(given)
            self.settled.emit(item)

        def refused(notice: Notice) -> None:
            if subject == self._subject:
                live.refused(given)
                self._steps = [one for one in self._steps if one is not step]
                if kind == "note":
                    self.unkept.emit(item, value)
            self.changed.emit(item)
            self._desk.said.emit(notice, None)

        self._desk.command(self, work, done=done, failed=refused)
        self.changed.emit(item)


def _made_small(source: Source, name: str) -> Any:
    from supervisor.desktop.pictures import Evidence, evidence, evidence_of, shrunk

    if isinstance(source, Path):
        return evidence(source)
    if isinstance(source, bytes):
        return evidence_of(source, name)
    return Evidence(shrunk(source), "", name)
