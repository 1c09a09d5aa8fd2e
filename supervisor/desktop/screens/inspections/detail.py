"""Beside the items: what was seen at the current one, filled in from the keyboard, each change one command.

The fields follow one another by Tab or Enter in the order in which the item counts (a rate first, then places or
people); Enter in the last takes it. Nothing waits for a button: a change is in the book when its field is left, a
remark also two seconds after the last key. However an item is left, what was typed into its fields goes along with it
into the book; a name that nobody or several bear is said, and stands in its field again when one comes back.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QCheckBox, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections.after import FindingPanel, coming
from supervisor.desktop.screens.inspections.fact import FactEditor
from supervisor.desktop.screens.inspections.late import LatePanel
from supervisor.desktop.screens.inspections.naming import Naming
from supervisor.desktop.screens.inspections.photo_field import PhotoField
from supervisor.desktop.screens.inspections.picking import PickField
from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.desktop.screens.inspections.recording import Recorder
from supervisor.desktop.screens.inspections.words import rule_words
from supervisor.desktop.widgets.basics import Card, box, column, label
from supervisor.language import _

PAUSE_MILLISECONDS = 1_000


class DetailCard(Card):
    """The current item. `left` asks for the next item (True) or for this one (False)."""

    left = Signal(bool)
    typing = Signal()

    def __init__(self, desk: Desk, recorder: Recorder) -> None:
        super().__init__(_("Item"))
        self._recorder = recorder
        self._item = ""
        self._shown: tuple[Any, ...] = ()
        self.unkept: dict[str, str] = {}  # remarks that the book could not take, by item: to be sent again
        recorder.unkept.connect(self._give_back)
        self._fresh = True  # the fields do not show the item yet
        desk.leaving.connect(self._leaving)
        self.fact = FactEditor(desk.theme)
        self.fact.given.connect(lambda text: self._send(verdict="given", text=text))
        self.hint = label("", "small", wrap=True)
        self.value = QDoubleSpinBox()
        self.value.setRange(0, 100)
        self.value.setDecimals(2)
        self.value.setSuffix(" %")
        self.value.setAccessibleName(_("Measured rate"))
        self.value.setKeyboardTracking(False)
        self.value.valueChanged.connect(self._value_changed)
        self.named = Naming(desk)
        self.people, self.places = self.named.people, self.named.places
        self.people.changed.connect(self._people_changed)
        self.places.changed.connect(lambda values: self._send(places=values))
        self.cases = QSpinBox()
        self.cases.setRange(1, 99)
        self.cases.setAccessibleName(_("Number of cases"))
        self.cases.setKeyboardTracking(False)
        self.cases.valueChanged.connect(self._cases_changed)
        for field in (self.value, self.cases):
            field.lineEdit().setTextMargins(desk.theme.px(6), 0, 0, 0)
        self.mended = QCheckBox(_("Put right on the spot: no action"))
        self.mended.clicked.connect(lambda on: self._send(mended=on))
        self.note = QLineEdit()
        self.note.setAccessibleName(_("Remark"))
        self.note.setPlaceholderText(_("What was seen, in a few words"))
        self.note.textEdited.connect(lambda _text: (self._pause.start(PAUSE_MILLISECONDS), self.typing.emit()))
        self.note.editingFinished.connect(self._note_changed)
        self._room = QTimer(self)
        self._room.setSingleShot(True)
        self._room.timeout.connect(self._make_room)
        self._shape: tuple[Any, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._note_changed)
        self.rate = box(column(label(_("Measured rate"), "small"), self.value, spacing=4))
        self.counted = box(column(label(_("Cases"), "small"), self.cases, self.mended, spacing=6))
        self.remark = box(column(label(_("Remark"), "small"), self.note, spacing=4))
        self.coming = label("", "small", wrap=True)
        self.photos = PhotoField(desk, recorder, lambda: self._item)
        self.late, self.after = LatePanel(desk), FindingPanel(desk)
        self.form = box(column(self.fact, self.rate, self.named, self.counted, self.remark, self.coming, spacing=6))
        for part in (self.hint, self.late, self.form, self.photos, self.after):
            self.add(part)
        for field in self.findChildren(QLineEdit):
            field.setAcceptDrops(False)  # a file that is dropped on a field is a photo of the item, no text
            field.installEventFilter(self)

    def put(self, snapshot: Snapshot, item: str) -> None:
        """Show an item; what is being typed is left alone."""
        self._turn_to(item)
        fresh, self._fresh = self._fresh, False
        sheet = snapshot.sheet
        if not sheet.template.has(item):
            return
        asked, answer = sheet.template.item(item), self._recorder.answer(item)
        writable = sheet.inspection.state == "begun"
        self.photos.put([(p.digest, p.name) for p in sheet.photos if p.item == item], writable)
        note = self._recorder.note(item)
        shape = (answer.verdict, answer.persons, answer.places) if answer is not None else ()
        apart = tuple(clash for clash in sheet.clashes if clash.item == item)
        if (shape := (*shape, apart, len(self.photos.shown), writable, item if not writable else "")) != self._shape:
            self._shape = shape
            self._room.start(0)
        shown = (sheet.inspection.subject, asked, answer, note, writable, snapshot.labels, apart, snapshot.opened)
        if writable and not fresh and shown[:-1] == self._shown[:-1]:  # nothing changed
            return
        self._shown = shown
        self.heading.setText(str(asked.words))
        self.heading.setWordWrap(True)
        self.hint.setText("\n".join(part for part in (str(asked.hint), rule_words(asked, sheet.template)) if part))
        self.form.setVisible(writable)
        self.late.put(snapshot, item)
        self.after.put(snapshot, item)
        if writable:
            self._put_fields(snapshot, asked, answer, note, fresh)

    def _put_fields(self, snapshot: Snapshot, asked: Any, answer: Any, note: str, fresh: bool) -> None:
        check = asked.kind == "check"
        fault = answer if answer is not None and answer.verdict == "fail" else None
        self._order(asked.counts == "place")
        self.fact.setVisible(not check and asked.kind != "note")
        if self.fact.isVisibleTo(self):
            self.fact.put(asked, answer, self._recorder.live.broken(asked), snapshot.today)
        self.counted.setVisible(fault is not None)
        self.rate.setVisible(check and asked.counts == "rate" and answer is not None and answer.verdict != "na")
        if not self.note.isModified() and self.note.text().strip() != note:  # what was typed here stays till it is sent
            self.note.setText(note)
        if fresh and (back := self.unkept.pop(asked.id, "")):
            self._give_back(asked.id, back)
        self.named.put(snapshot, asked.id, fault, fresh)
        self._quietly(self.cases, fault.cases if fault is not None else 1)
        self._quietly(self.value, (answer.value or 0) * 100 if answer is not None else 0)
        self.mended.setChecked(fault is not None and fault.mended)
        self.coming.setText(coming(snapshot, asked.id) if fault is not None else "")
        self.coming.setVisible(bool(self.coming.text()))

    def _make_room(self) -> None:
        """Chips, pictures or fields came or went: heights that depend on widths are asked for anew all the way up."""
        for part in self.findChildren(QWidget):
            part.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+V in a field: what is no text is a photo of the item."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            pasted = event.matches(QKeySequence.StandardKey.Paste)
            if pasted and self._recorder.open and self.photos.paste_no_text():
                return True
        return super().eventFilter(watched, event)

    def _leaving(self) -> None:
        self.flush()  # a remark that is being typed
        self._recorder.keep_waiting()

    def answer(self, item: str, verdict: str) -> None:
        """Give an item a verdict, keeping people and remark when it fails again."""
        self._turn_to(item)
        self._send(verdict=verdict)

    # fields ---------------------------------------------------------------------------------------------------------
    def fields(self) -> list[QWidget]:
        """The fields that can be filled in now, in their order."""
        every = [self.fact.field, self.value, *self.named.fields(), self.cases, self.mended, self.note]
        return [field for field in every if field.isVisibleTo(self) and self.form.isVisibleTo(self)]

    def inside(self) -> QWidget | None:
        """The field that is being filled in, or None."""
        focus = QApplication.focusWidget()
        return next((f for f in self.fields() if focus is not None and (f is focus or f.isAncestorOf(focus))), None)

    def enter(self) -> None:
        """Begin with the first field."""
        fields = self.fields()
        if fields:
            fields[0].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def unsent(self) -> bool:
        """Whether a remark is being typed that is not on its way to the book yet."""
        return self.note.isModified()

    def picker(self) -> PickField | None:
        """The field in which several are named, if it is being filled in."""
        inside = self.inside()
        return next((p for p in (self.people, self.places) if p.field is inside), None)

    def next_field(self) -> None:
        """Enter: on to the next field; behind the last one, to the next item."""
        fields, inside = self.fields(), self.inside()
        if inside is None or inside is fields[-1]:
            self.take()
        elif inside is not self.fact.text or self.fact.take():
            fields[fields.index(inside) + 1].setFocus(Qt.FocusReason.TabFocusReason)  # what stands there is typed over

    def take(self) -> None:
        """Keep everything that was typed and go on; a name that nobody bears stays in its field."""
        picker = self.picker()
        if (picker is not None and not picker.take_text()) or (
            self.inside() is self.fact.text and not self.fact.take()
        ):
            return
        if not self.named.take():
            self.people.field.setFocus()
            return
        self.flush()
        self.left.emit(True)

    def leave(self) -> None:
        """Back to the item; what was typed is kept, the finding stands."""
        self.flush()
        self.left.emit(False)

    def flush(self) -> None:
        """Send what stands in the fields and was not sent yet."""
        if not self._item:
            return
        for field in (self.cases, self.value):
            field.interpretText()
        self.fact.take()
        self.named.take()
        self._note_changed()

    def forget(self) -> None:
        """Send what is being typed and stand on no item: another inspection is about to be shown."""
        self._turn_to("")
        self._shown = ()
        self.named.unnamed.clear()

    def _turn_to(self, item: str) -> None:
        """Leave the item for another one: its fields are sent and emptied, so that nothing of it goes to the next."""
        if item == self._item:
            return
        self.flush()
        if item == self._item:  # what was sent made the sheet show the other item already
            return
        self.named.leave(self._item)
        self._item, self._fresh = item, True
        self.note.setText("")  # clear() would count as typed

    def _send(self, **changes: Any) -> None:
        self._recorder.send(self._item, **changes)

    def _people_changed(self, persons: tuple[str, ...]) -> None:
        cases = max(self.cases.value(), len(persons), 1)
        self._send(persons=persons, cases=cases)
        self._quietly(self.cases, cases)

    def _cases_changed(self, cases: int) -> None:
        answer = self._recorder.answer(self._item)
        if answer is not None and answer.verdict == "fail" and answer.cases != cases:
            self._send(cases=cases)

    def _value_changed(self, percent: float) -> None:
        answer = self._recorder.answer(self._item)
        if answer is not None and round((answer.value or 0) * 100, 2) != round(percent, 2):
            self._send(value=round(percent / 100, 6))

    def _give_back(self, item: str, text: str) -> None:
        """The book could not take a remark: its words stand in the field again, and are sent when it is left."""
        if item != self._item or self._fresh:
            self.unkept[item] = text
        elif not self.note.isModified():  # else somebody types on already
            self.note.setText(text)
            self.note.setModified(True)
            self.typing.emit()

    def _note_changed(self) -> None:
        self._pause.stop()
        if self.note.isModified():
            self.note.setModified(False)
            self._recorder.send_note(self._item, self.note.text().strip())

    @staticmethod
    def _quietly(field: Any, value: Any) -> None:
        """Show a figure without taking it for one that was typed; a field that is being typed into is left alone."""
        if not (field.hasFocus() and field.lineEdit().isModified()):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)

    def _order(self, places_first: bool) -> None:
        if not self.named.order(places_first):
            return
        fields = [self.fact, self.value, *self.named.fields(), self.cases, self.mended, self.note, self.photos.add]
        for one, following in pairwise(fields):
            QWidget.setTabOrder(one, following)
