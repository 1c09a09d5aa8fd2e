"""Beside the items: people, number of cases and remark of the current one; and why the score is what it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QCompleter, QFileDialog, QLineEdit, QSpinBox

from supervisor.desktop.desk import Desk, Undo
from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.desktop.widgets.basics import Card, RowFrame, box, button, clear, column, label, row
from supervisor.desktop.widgets.notices import Notice
from supervisor.desktop.wording import points
from supervisor.language import _


class DetailCard(Card):
    """The current item; each change is one command."""

    def __init__(self, desk: Desk, back: Callable[[], object]) -> None:
        super().__init__(_("Item"))
        self._desk, self._back = desk, back
        self._snapshot: Snapshot | None = None
        self._item = ""
        self._sent: dict[str, Any] = {}  # answers given and not read back yet, so that fast typing loses nothing
        self._labels: tuple[tuple[str, str], ...] = ()
        self.hint = label("", "small", wrap=True)
        self.add(self.hint)
        self.names = column(spacing=4)
        self.people = QLineEdit()
        self.people.setAccessibleName(_("Add a person to this finding"))
        self.people.setPlaceholderText(_("Add a person: name or number, Enter"))
        self.people.returnPressed.connect(self._add_person)
        self.cases = QSpinBox()
        self.cases.setRange(1, 99)
        self.cases.setAccessibleName(_("Number of cases"))
        self.cases.editingFinished.connect(self._cases_changed)
        self.note = QLineEdit()
        self.note.setAccessibleName(_("Remark"))
        self.note.setPlaceholderText(_("What was seen, in a few words"))
        self.note.editingFinished.connect(self._note_changed)
        self.note.returnPressed.connect(back)
        self.mended = QCheckBox(_("Put right on the spot (no corrective action)"))
        self.mended.clicked.connect(lambda _checked=False: self._send())
        self.failed = box(
            column(
                label(_("People concerned"), "small"), self.names, self.people, label(_("Cases"), "small"), self.cases,
                self.mended, spacing=6,
            )
        )  # fmt: skip
        self.add(self.failed)
        self.add(label(_("Remark"), "small"))
        self.add(self.note)
        self.photo = button(_("Add a photo"), self.ask_photo, "small", tip="Ctrl+V", shortcut="Ctrl+Shift+V")
        self.photos = label("", "small")
        self.add(row(self.photo, self.photos, None))

    def put(self, snapshot: Snapshot, item: str) -> None:
        """Show an item; what is being typed is left alone."""
        self._snapshot, fresh, self._item = snapshot, item != self._item, item
        sheet = snapshot.sheet
        self._sent = {i: a for i, a in self._sent.items() if not _same(sheet.answer(i), a)}
        if not sheet.template.has(item):
            return
        asked, answer = sheet.template.item(item), self._answer()
        self.heading.setText(str(asked.words))
        self.heading.setWordWrap(True)
        weights = _("{points} points, {each} off per case · clause {clause}").format(
            points=points(asked.points_c), each=points(abs(asked.per_case_c)), clause=asked.clause
        )
        self.hint.setText("\n".join(part for part in (str(asked.hint), weights) if part))
        writable = sheet.inspection.state == "begun"
        self.failed.setVisible(answer is not None and answer.verdict == "fail")
        held = sum(1 for p in sheet.photos if p.item == item)
        self.photos.setText(_("{n} photos").format(n=held) if held else "")
        for field in (self.people, self.cases, self.note, self.mended, self.photo):
            field.setEnabled(writable)
        if fresh or not self.note.hasFocus():
            self.note.setText(sheet.notes.get(item, answer.note if answer is not None else ""))
        if answer is not None and not self.cases.hasFocus():
            self.cases.setValue(answer.cases)
        self.mended.setChecked(answer is not None and answer.mended)
        self._offer(snapshot)
        clear(self.names)
        for person in answer.persons if answer is not None else ():
            name = snapshot.people.get(person, person)
            remove = button("✕", lambda p=person: self._remove(p), "link", name=_("Take {name} off").format(name=name))
            remove.setEnabled(writable)
            self.names.addLayout(row(label(name), None, remove))

    def answer(self, item: str, verdict: str) -> None:
        """Give an item a verdict, keeping people and remark when it fails again."""
        self._item = item
        self._send(verdict=verdict)

    def _send(self, **changes: Any) -> None:
        from supervisor.inspection import service
        from supervisor.inspection.answer import Answer

        if self._snapshot is None:
            return
        desk, subject, item = self._desk, self._snapshot.sheet.inspection.subject, self._item
        standing = self._answer() or Answer(item=item, verdict="pass")
        if changes.get("verdict", standing.verdict) == "fail" and "mended" not in changes:
            changes["mended"] = self.mended.isChecked() if standing.verdict == "fail" else False
        wanted = msgspec.structs.replace(standing, **changes)
        failed = wanted.verdict == "fail"
        self._sent[item] = wanted

        def work() -> None:
            service.answer(
                desk.book, desk.actor, subject, item, wanted.verdict,
                persons=wanted.persons if failed else (), places=wanted.places if failed else (),
                cases=wanted.cases if failed else 1, value=wanted.value, mended=wanted.mended and failed,
                owner=wanted.owner,
            )  # fmt: skip

        def refused(notice: Notice) -> None:
            self._sent.pop(item, None)
            desk.said.emit(notice, None)

        desk.command(self, work, failed=refused)

    def ask_photo(self) -> None:
        """Choose a picture file; it is shrunk and attached to the current item."""
        dialog = QFileDialog(self.window(), _("Add a photo"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(_("Pictures (*.jpg *.jpeg *.png *.webp *.bmp)"))
        dialog.filesSelected.connect(lambda paths: [self.attach(Path(path)) for path in paths])
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()

    def attach(self, source: Path | QImage) -> None:
        """Attach a picture file, or a picture from the clipboard, to the current item."""
        from supervisor.desktop.pictures import shrunk, shrunk_file
        from supervisor.inspection import service

        if self._snapshot is None:
            return
        desk, item, subject = self._desk, self._item, self._snapshot.sheet.inspection.subject
        name = source.name if isinstance(source, Path) else ""

        def work() -> str:
            picture = shrunk_file(source) if isinstance(source, Path) else shrunk(source)
            return service.attach_photo(desk.book, desk.actor, subject, item, picture, name=name)

        def undo(digest: str) -> Undo:
            return Undo(_("add a photo"), lambda: service.remove_photo(desk.book, desk.actor, subject, item, digest))

        desk.command(self, work, said=_("The photo is attached."), undo=undo)

    def forget(self) -> None:
        """Believe the book alone again (after an undo)."""
        self._sent.clear()

    def _answer(self) -> Any:
        """The answer to the current item, as given last."""
        if self._snapshot is None:
            return None
        return self._sent.get(self._item) or self._snapshot.sheet.answer(self._item)

    def _persons(self) -> tuple[str, ...]:
        answer = self._answer()
        return answer.persons if answer is not None else ()

    def _add_person(self) -> None:
        words = self.people.text().strip()
        found = [s for s, text in self._labels if words and (text == words or words in text.split())]
        self.people.clear()
        if found and found[0] not in self._persons():
            persons = (*self._persons(), found[0])
            self._send(persons=persons, cases=max(self.cases.value(), len(persons)))
            self._back()
        elif words and not found:
            self._desk.say("warning", _("Nobody here is called {name}.").format(name=words))

    def _remove(self, person: str) -> None:
        self._send(persons=tuple(p for p in self._persons() if p != person))

    def _cases_changed(self) -> None:
        answer = self._answer()
        if answer is not None and answer.verdict == "fail" and answer.cases != self.cases.value():
            self._send(cases=self.cases.value())

    def _note_changed(self) -> None:
        from supervisor.inspection import service

        if self._snapshot is None or not self.note.isEnabled():
            return
        desk, item, text = self._desk, self._item, self.note.text().strip()
        if text == self._snapshot.sheet.notes.get(item, ""):
            return
        subject = self._snapshot.sheet.inspection.subject
        desk.command(self, lambda: service.set_note(desk.book, desk.actor, subject, item, text))

    def _offer(self, snapshot: Snapshot) -> None:
        if self._labels == snapshot.labels:
            return
        self._labels = snapshot.labels
        completer = QCompleter([text for _subject, text in snapshot.labels], self.people)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.people.setCompleter(completer)


def _same(one: Any, other: Any) -> bool:
    """Whether two answers say the same, remark and pictures apart (those travel by commands of their own)."""
    if one is None:
        return False
    replace = msgspec.structs.replace
    return replace(one, note="", photos=()) == replace(other, note="", photos=())


class ReasonsCard(Card):
    """From full marks to the score, every step with its reason."""

    def __init__(self) -> None:
        super().__init__(_("Why this score"))
        self.steps = column(spacing=0)
        self.add(self.steps)

    def put(self, snapshot: Snapshot) -> None:
        """Show the arithmetic of the open inspection."""
        from supervisor.inspection.explain import explain, summary

        sheet = snapshot.sheet
        lines = {line.item: line for line in sheet.score.lines}
        value = points(sheet.score.percent_c) if sheet.score.percent_c is not None else "–"
        self.heading.setText(_("Why {score}").format(score=value))
        clear(self.steps)
        rows = summary(sheet.score, sheet.template)
        for number, (words, amount) in enumerate(rows):
            line = lines.get(words)
            title = str(sheet.template.item(words).words) if line is not None else words
            reason = explain(line, sheet.template, snapshot.people) if line is not None else ""
            last = number == len(rows) - 1
            texts = column(label(title, "strong" if last else "", wrap=True), spacing=0)
            if reason:
                texts.addWidget(label(reason, "small", wrap=True))
            frame = RowFrame(last=last, side=0)
            frame.line.addLayout(texts, 1)
            frame.line.addWidget(label(amount, "strong" if last else "bad" if amount.startswith("−") else ""))
            self.steps.addWidget(frame)
