"""Keeping the focus where it was while a list is made anew, so that whoever works by the keyboard is not sent away.

Widgets that are taken out hand the focus to whatever comes next on the page: the next Enter would press that.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


@contextmanager
def kept_focus(inside: QWidget) -> Iterator[None]:
    """Whatever is done to `inside` meanwhile, the focus stays on the widget of the same accessible name in there.

    Where that is gone it goes to the one that has taken its place. Nothing happens when the focus is elsewhere, when
    its widget stays, or when it was set on purpose.
    """
    focus = QApplication.focusWidget()
    if focus is None or not inside.isAncestorOf(focus):
        yield
        return
    before = _chain(inside)
    name, place = focus.accessibleName(), before.index(focus) if focus in before else 0
    inside.setFocus()  # a place to wait at: from here nothing is handed on
    waiting = QApplication.focusWidget()
    yield
    if QApplication.focusWidget() is not waiting:
        return  # set on purpose
    there = _chain(inside)
    same = [one for one in there if one is focus] or [one for one in there if name and one.accessibleName() == name]
    if same or there:
        (same or there[min(place, len(there) - 1) :])[0].setFocus(Qt.FocusReason.OtherFocusReason)


def _chain(inside: QWidget) -> list[QWidget]:
    """What takes the focus by Tab in there, in the order it was made, without what was just let go."""
    every = inside.findChildren(QWidget)
    return [one for one in every if one.focusPolicy() & Qt.FocusPolicy.TabFocus and not _let_go(one, inside)]


def _let_go(widget: QWidget, inside: QWidget) -> bool:
    """Whether it, or what it lies in, was hidden by word; what is new is only not shown yet."""
    place: QWidget | None = widget
    while place is not None and place is not inside:
        if place.isHidden() and place.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            return True
        place = place.parentWidget()
    return False
