"""What scrolls inside a card: as high as its texts need at the width that they get."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from supervisor.desktop.widgets.laid import items_laid


class Tall(QWidget):
    """What scrolls: as low as its wrapped texts allow at its present width, so that nothing is cut and nothing scrolls
    that need not (a scroll area would ask for the preferred height instead).
    """

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.totalMinimumHeightForWidth(width) if layout is not None else -1


class TallList(Tall):
    """Things under one another in a list that scrolls: each gets what it prefers at this width."""

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return least_height(layout, width) if layout is not None else -1


def least_height(layout: QLayout, width: int) -> int:
    """What is in a column as it will be laid out: things with wrapped texts get what they prefer at this width, and one
    pixel less squeezes a text beside others by whole lines."""
    if not isinstance(layout, QVBoxLayout):
        return layout.totalMinimumHeightForWidth(width)
    edges = layout.contentsMargins()
    inside, heights = width - edges.left() - edges.right(), []
    for item in items_laid(layout):
        if item.isEmpty():
            continue
        if isinstance(item, QVBoxLayout):
            heights.append(least_height(item, inside))
        elif item.hasHeightForWidth():
            heights.append(item.heightForWidth(inside))
        else:
            heights.append(item.minimumSize().height())
    return sum(heights) + layout.spacing() * max(0, len(heights) - 1) + edges.top() + edges.bottom()
