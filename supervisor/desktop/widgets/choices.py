"""Lines of choices: buttons of which one is down, and a line that breaks where it must."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QPushButton, QWidget

from supervisor.desktop.widgets.basics import WordButton
from supervisor.desktop.widgets.flow import flow


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


def fill_choices(made: QComboBox, options: Sequence[tuple[Any, str]]) -> None:
    """Other options (value, words) in a drop-down, the same choice where it is still there."""
    if [(made.itemData(n), made.itemText(n)) for n in range(made.count())] == list(options):
        return
    before = made.currentData()
    made.clear()
    for value, words in options:
        made.addItem(words, value)
    made.setCurrentIndex(max(made.findData(before), 0) if before else 0)


class Choices(QWidget):
    """A line of choices that breaks where it must, and says how tall it is then: what stands below is not squeezed."""

    def __init__(self, *choices: QWidget) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.setLayout(flow(*choices, spacing=6, line_spacing=6))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        layout = self.layout()
        assert layout is not None
        self.setMinimumHeight(layout.heightForWidth(event.size().width()))
