"""Pins of the commander: who stays where he is, who must stand on a post; kept while the incident lasts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from supervisor.desktop.screens.dispatch.facts import BoardFacts
from supervisor.desktop.widgets.worded import unmarked
from supervisor.language import _

STAY = "stay"


class Pins:
    """Person -> "stay", or the post on which he must stand; `changed` is called after each change."""

    def __init__(self, changed: Callable[[], object]) -> None:
        self.of: dict[str, str] = {}
        self._changed = changed

    def put(self, person: str, pin: str) -> None:
        """Pin a person; the same pin once more takes it away."""
        if self.of.get(person) == pin or not pin:
            self.of.pop(person, None)
        else:
            self.of[person] = pin
        self._changed()

    def forget(self) -> None:
        """The incident is over: nobody is pinned any more."""
        self.of.clear()

    def inputs(self, declined: set[str]) -> dict[str, Any]:
        """What the optimiser is told."""
        stay = {one for one, pin in self.of.items() if pin == STAY}
        return {
            "pinned": declined - self.of.keys() | stay,
            "pinned_to": {one: pin for one, pin in self.of.items() if pin != STAY},
        }


def show_menu(board: Any, pins: Pins, facts: BoardFacts, person: str, where: QPoint) -> QMenu:
    """The menu of a person: stays here, must stand on a post, no pin."""
    menu = QMenu(board)
    stay = menu.addAction(_("Stays here"))
    stay.setCheckable(True)
    stay.setChecked(pins.of.get(person) == STAY)
    stay.triggered.connect(lambda _on=False: pins.put(person, STAY))
    posts = menu.addMenu(_("Must stand on"))
    for post in facts.posts():
        one = posts.addAction(unmarked(post.name))
        one.setCheckable(True)
        one.setChecked(pins.of.get(person) == post.subject)
        one.triggered.connect(lambda _on=False, to=post.subject: pins.put(person, to))
    free = menu.addAction(_("No pin"))
    free.setEnabled(person in pins.of)
    free.triggered.connect(lambda _on=False: pins.put(person, ""))
    menu.popup(where)
    return menu
