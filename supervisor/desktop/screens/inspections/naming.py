"""Who and where: the people and places concerned by a fault, in the order in which the item counts."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens.inspections.picking import PickField
from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.desktop.widgets.basics import column
from supervisor.language import _


class Naming(QWidget):
    """`people` and `places`; what is typed for a person and names nobody or several waits in `unnamed`, by item."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._desk = desk
        self._places_first: bool | None = None
        self.unnamed: dict[str, str] = {}
        self.people = PickField(_("People concerned"), _("Add a person: name or number, Enter"))
        self.people.unknown.connect(lambda name: self.people.say(_("Nobody here is called {name}.").format(name=name)))
        self.places = PickField(_("Places concerned"), _("Add a place, Enter"), free=True)
        self._line = column(self.people, self.places, spacing=6)
        self.setLayout(self._line)

    def put(self, snapshot: Snapshot, item: str, fault: object, fresh: bool) -> None:
        """Show who and where is named in the answer `fault` (None: the item did not fail)."""
        for part in (self.people, self.places):
            part.setVisible(fault is not None)
        self.people.offer(snapshot.labels, snapshot.people)
        self.places.offer(tuple(dict.fromkeys((*snapshot.zones, *snapshot.posts))), {})
        self.people.put(getattr(fault, "persons", ()))
        self.places.put(getattr(fault, "places", ()))
        if fresh:
            self.people.field.setText(self.unnamed.pop(item, "") if fault is not None else "")
            self.places.field.clear()

    def fields(self) -> list[QWidget]:
        """Both fields in their order."""
        first, second = self._ordered()
        return [first.field, second.field]

    def order(self, places_first: bool) -> bool:
        """Ask first for what the item counts by; whether that changed anything."""
        if places_first == self._places_first:
            return False
        self._places_first = places_first
        first, _second = self._ordered()
        if self._line.indexOf(first) != 0:
            self._line.insertWidget(0, first)
        return True

    def take(self) -> bool:
        """Take the names being typed; False, and it is said, where one names nobody or several."""
        if self.people.isHidden():
            return True
        self.places.take_sure()
        if self.people.take_sure():
            return True
        name = self.people.field.text().strip()
        words = _("Nobody here is called {name}.")
        if self.people.is_ambiguous():
            words = _("Several here match {name}; choose one.")
        self._desk.say("warning", words.format(name=name), _("What was typed stands at its item."))
        return False

    def leave(self, item: str) -> None:
        """Empty both fields: another item is about to be shown."""
        if left := self.people.field.text().strip():
            self.unnamed[item] = left
        for picker in (self.people, self.places):
            picker.field.clear()

    def _ordered(self) -> tuple[PickField, PickField]:
        return (self.places, self.people) if self._places_first else (self.people, self.places)
