"""What stands in the form of a complaint as a draft keeps it, and back."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QLineEdit, QPlainTextEdit, QSpinBox, QTimeEdit

_OTHER = ("files", "representatives")


def drafted_values(form: Any) -> Any:
    """The values of the fields, as plain as they can be, and the files."""
    from supervisor.complaints.taking.service import OpenedDraft

    found: dict[str, Any] = {}
    for name, value in form.values().items():
        widget = form._fields[name]
        if name == "files":
            continue
        if name == "representatives":
            found[name] = [(one.name, one.phone) for one in value]
        elif isinstance(value, date):
            found[name] = value.isoformat()
        elif isinstance(widget, QComboBox) and value is None:
            found[f"{name}:typed"] = widget.currentText()
        else:
            found[name] = value
    return OpenedDraft(found, form.files.value())


def put_values(form: Any, left: Any) -> None:
    """Fill the form with a draft; what it no longer offers stays as it is."""
    form.files.put(left.files)
    form.representatives.put(left.values.get("representatives", ()))
    for key, value in left.values.items():
        name, _sep, typed = key.partition(":")
        widget = form._fields.get(name)
        if widget is None or name in _OTHER:
            continue
        if typed and isinstance(widget, QComboBox):
            widget.setEditText(value)
        else:
            _put(widget, value)


def _put(widget: Any, value: Any) -> None:
    if isinstance(widget, QLineEdit):
        widget.setText(value)
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(value)
    elif isinstance(widget, QComboBox):
        place = widget.findData(value)
        if place >= 0:
            widget.setCurrentIndex(place)
    elif isinstance(widget, QTimeEdit):
        widget.setTime(widget.time().__class__(value // 60, value % 60))
    elif isinstance(widget, QDateEdit):
        widget.setDate(date.fromisoformat(value))  # type: ignore[arg-type]
    elif isinstance(widget, QSpinBox):
        widget.setValue(value)
    elif isinstance(widget, QCheckBox):
        widget.setChecked(value)
