"""What lies in a layout, asked so that nothing of the asking is left behind.

`QLayout.itemAt` gives an item whose Python side outlives it: Qt takes the item away with its widget and tells nobody,
and the next object that comes to lie at its address is taken for the dead item. Some time later, when that object is
let go, the program ends without a word in the middle of Qt's event loop. So no layout of Qt's own is asked for items
(tests/architecture/test_layout_items.py).
"""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem


def widgets_laid(layout: QLayout) -> list[QWidget]:
    """The widgets that lie directly in a layout, in its order; none where the layout belongs to no widget yet."""
    over = layout.parentWidget()
    there = [one for one in over.children() if isinstance(one, QWidget)] if over is not None else []
    return sorted((one for one in there if layout.indexOf(one) >= 0), key=layout.indexOf)


def items_laid(layout: QLayout) -> list[QLayoutItem]:
    """Layouts and widgets directly in a layout, to ask for their sizes: nested layouts first; spacers are left out."""
    nested: list[QLayoutItem] = [one for one in layout.children() if isinstance(one, QLayout)]
    return nested + [QWidgetItem(one) for one in widgets_laid(layout)]
