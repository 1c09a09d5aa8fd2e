"""A line of buttons of which one is down: parts of a page, kinds of a thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from supervisor.desktop.widgets.basics import WordButton


def choice_button(title: str, chosen: Callable[[], object], group: QButtonGroup) -> QPushButton:
    """One button of such a line, in its group."""
    made = WordButton(title)
    made.setCheckable(True)
    made.setProperty("kind", "choice")
    made.setAccessibleName(title)
    made.clicked.connect(lambda _checked=False: chosen())
    group.addButton(made)
    return made


def choice_buttons(
    owner: QWidget, titles: Mapping[str, str], chosen: Callable[[str], object]
) -> dict[str, QPushButton]:
    """The buttons of a line by key, for its layout; `chosen` is told the key of the one pressed."""
    group = QButtonGroup(owner)
    return {key: choice_button(title, lambda k=key: chosen(k), group) for key, title in titles.items()}
