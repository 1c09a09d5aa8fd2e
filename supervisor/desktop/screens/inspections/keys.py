"""The keys that are valid at this moment, under the list: the bar is rebuilt whenever what they do changes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from supervisor.desktop.widgets.basics import clear, key_hint
from supervisor.desktop.widgets.flow import flow
from supervisor.language import _

Hints = tuple[tuple[str, str], ...]


def answering(answered: bool) -> Hints:
    """On an item of an inspection under way; `answered`: it has a detail that can be opened."""
    detail = (("↵", _("details")),) if answered else ()
    return (
        ("1", _("in order")), ("2", _("not in order")), ("3", _("not applicable")), *detail, ("N", _("remark")),
        ("P", _("photo")), ("↑↓", _("move")), ("Ctrl Z", _("undo")), ("Ctrl ↵", _("finish and sign")),
    )  # fmt: skip


def filling(matches: bool, naming: bool, last: bool) -> Hints:
    """In a field of the detail; `matches` are listed under it, `naming`: it takes several, `last`: Enter takes all."""
    if matches:
        first: Hints = (("↑↓", _("choose")), ("↵", _("take this one")))
    elif last:
        first = (("↵", _("keep, next item")),)
    else:
        first = (("Tab ↵", _("next field")),)
    more = (("⌫", _("take the last one off")),) if naming and not matches else ()
    keep = () if last and not matches else (("Ctrl ↵", _("keep, next item")),)
    return (*first, *more, *keep, ("Esc", _("back to the item")))


def reading(action: bool, finding: bool, correctable: bool) -> Hints:
    """On an item of a finished inspection: what can still be done about it."""
    found: list[tuple[str, str]] = [("↑↓", _("move"))]
    if action:
        found.append(("↵", _("open its corrective action")))
    if finding:
        found.append(("W", _("waive this finding")))
    if correctable:
        found.append(("R", _("correct the inspection")))
    return (*found, ("Esc", _("all inspections")))


class KeyBar(QWidget):
    """The hints in as many lines as they need."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.shown: Hints = ()
        self._line = flow(spacing=10)
        self.setLayout(self._line)

    def put(self, hints: Hints) -> None:
        """Show these; the same ones are left as they are."""
        if hints == self.shown:
            return
        self.shown = hints
        clear(self._line)
        for key, meaning in hints:
            self._line.addWidget(key_hint(key, meaning))
        self.setAccessibleName(" · ".join(f"{key} {meaning}" for key, meaning in hints))
        self.updateGeometry()
