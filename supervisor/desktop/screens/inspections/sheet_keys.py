"""What a key does on the sheet: in the fields of the detail, on the items, on a finished inspection.

Keys speak to the items only while the sheet itself has the focus: a figure typed into a field answers nothing.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from supervisor.desktop.screens.inspections import keys
from supervisor.desktop.screens.inspections.sheet_face import SheetFace
from supervisor.desktop.widgets.key_bar import Hints

_ANSWERS = {Qt.Key.Key_1: "pass", Qt.Key.Key_2: "fail", Qt.Key.Key_3: "na"}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageUp: -1}
_SIDEWAYS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}  # where one item stands alone


class SheetKeys:
    """The hands of a sheet; `press` says whether a key was for it."""

    def __init__(self, sheet: SheetFace) -> None:
        self._sheet = sheet

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means here and now."""
        sheet, key = self._sheet, Qt.Key(event.key())
        writable, detail = sheet.recorder.open, sheet.detail
        if event.matches(QKeySequence.StandardKey.Undo) and writable:
            sheet.undo()
        elif detail.inside() is not None:
            if key == Qt.Key.Key_Escape:
                detail.leave()
            elif key in _ENTER:
                detail.next_field()
            else:
                return False
        elif not sheet.hasFocus():
            return False  # a button in the detail has the focus: figures are not for the items
        elif (step := _STEPS.get(key) or (_SIDEWAYS.get(key) if sheet.one_by_one else None)) is not None:
            sheet.go_on(step)
        elif key == Qt.Key.Key_V and not event.modifiers():
            sheet.show_one_by_one(not sheet.one_by_one)
        elif writable:
            return self._answers(event, key)
        else:
            return self._reads(event, key)
        return True

    def hints(self) -> Hints:
        """The keys that are valid now."""
        sheet, detail = self._sheet, self._sheet.detail
        if not sheet.recorder.open:
            after = detail.after
            return keys.reading(
                after.action is not None,
                after.finding is not None,
                sheet.correctable(),
                detail.late.waiting,
                after.can_decide,
            )
        inside = detail.inside()
        if inside is None:
            return keys.answering(sheet.kind(), sheet.one_by_one)
        picker = detail.picker()
        matches = picker is not None and picker.matches.isVisibleTo(picker)
        return keys.filling(matches, picker is not None, inside is detail.fields()[-1])

    def _answers(self, event: QKeyEvent, key: Qt.Key) -> bool:
        sheet, detail, text = self._sheet, self._sheet.detail, event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        kind = sheet.kind()
        if kind == "check" and key in _ANSWERS and plain:
            sheet.answer(sheet.items.current, _ANSWERS[key])
        elif kind in ("choice", "choices") and plain and text.isdigit():
            if detail.fact.pad.take_number(int(text)) and kind == "choice":
                sheet.go_on(1)
        elif kind in ("integer", "decimal") and plain and (text.isdigit() or text == "-"):
            detail.fact.begin(text)
        elif key in _ENTER and kind == "note":
            sheet.go_on(1)
        elif key in _ENTER:
            detail.enter()
        elif key == Qt.Key.Key_N and plain:
            detail.note.setFocus()
        elif key == Qt.Key.Key_X and plain:
            sheet.give_up.click()
        elif key == Qt.Key.Key_P and plain:
            detail.photos.ask()
        elif event.matches(QKeySequence.StandardKey.Paste):
            detail.photos.paste()
        elif key == Qt.Key.Key_Backspace:
            sheet.undo()
        else:
            return False
        return True

    def _reads(self, event: QKeyEvent, key: Qt.Key) -> bool:
        sheet = self._sheet
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ENTER:
            sheet.detail.after.open_action()
        elif key == Qt.Key.Key_D and plain:
            sheet.detail.after.ask_decide()
        elif key == Qt.Key.Key_W and plain:
            sheet.detail.after.ask_waive()
        elif key == Qt.Key.Key_L and plain:
            sheet.detail.late.leave_aside()
        elif key == Qt.Key.Key_R and plain and sheet.correctable():
            sheet.ask_revision()
        elif key == Qt.Key.Key_Escape:
            sheet.close_sheet()
        else:
            return False
        return True
