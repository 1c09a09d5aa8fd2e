"""Telling people how it went: toasts for what was done, notices for what was not.

An error says three things: what happened, what was kept, what to do. Success passes by itself after a few seconds, a
warning and what has only to be mended a little later, unless one is on it; a fault of the program stays until it is put
away. The same words stand once, two messages stand at most, and over no field to be filled in where there is room.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from supervisor.desktop.palette import SIGNS
from supervisor.desktop.widgets.basics import button, label, row
from supervisor.desktop.widgets.laid import widgets_laid
from supervisor.errors import BadInput, Damaged, Problem, Refused
from supervisor.language import _

GOOD_MILLISECONDS = 6000
WARNING_MILLISECONDS = 12000
MOST = 2  # messages on show together
FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox)


@dataclass(frozen=True)
class Notice:
    """One message: `status` good, warning, bad or info; `kept` and `cure` belong to errors.

    `final` says that the same, tried again, would be refused again.
    """

    status: str
    happened: str
    kept: str = ""
    cure: str = ""
    details: str = ""
    error_name: str = ""  # the class of the error, for the few places that go on differently
    final: bool = False

    @property
    def passing(self) -> int:
        """After how many milliseconds it leaves by itself; 0 for one that stays: a fault that may have to be copied."""
        if self.status in ("good", "info", "quiet"):
            return GOOD_MILLISECONDS
        return WARNING_MILLISECONDS if (self.status == "warning" or self.final) and not self.details else 0


def notice_of(error: BaseException, *, writing: bool) -> Notice:
    """What to tell about an error: a `Problem` in its own words, anything else as a fault of the program."""
    kept = (
        _("Nothing of this step was saved; everything saved before is kept.") if writing else _("Nothing was changed.")
    )
    if isinstance(error, Problem):
        cures = (
            (Refused, _("If it has to be done, ask a person who has the right or change what the message names.")),
            (Damaged, _("Stop writing to this book and verify it under Settings before going on.")),
            (BadInput, _("Mend what is named and try again.")),
        )
        cure = next((text for kind, text in cures if isinstance(error, kind)), "")
        status = "warning" if isinstance(error, Refused) else "bad"
        final = isinstance(error, Refused | BadInput)
        return Notice(status, str(error), kept, cure, error_name=type(error).__name__, final=final)
    return Notice(
        "bad",
        _("Something went wrong that should not: {what}").format(what=f"{type(error).__name__}: {error}"),
        kept,
        _("Try once more. If it happens again, copy the details and send them to whoever looks after this program."),
        "".join(traceback.format_exception(error)),
        type(error).__name__,
    )


class NoticeFrame(QFrame):
    """A notice as a coloured frame, with an optional action and a way to put it away."""

    def __init__(
        self,
        notice: Notice,
        *,
        action_text: str = "",
        action: Callable[[], object] | None = None,
        closable: bool = True,
    ) -> None:
        super().__init__()
        self.notice = notice
        self.setProperty("notice", notice.status if notice.status != "quiet" else "info")
        self.setAccessibleName(" ".join(part for part in (notice.happened, notice.kept, notice.cure) if part))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(f"{SIGNS.get(notice.status, '')} {notice.happened}".strip(), "strong", wrap=True))
        for part in (notice.kept, notice.cure):
            if part:
                texts.addWidget(label(part, wrap=True))
        line = row(spacing=12, margins=12)
        line.addLayout(texts, 1)
        if notice.details:
            line.addWidget(button(_("Copy details"), self._copy, "small"))
        if action is not None:
            line.addWidget(button(action_text, lambda: (self._close(), action()), "small"))
        if closable:
            line.addWidget(button("✕", self._close, "link", name=_("Put this message away")))
        self.setLayout(line)

    def looked_at(self) -> bool:
        """Whether the pointer or the focus is on it: then it does not leave by itself."""
        focus = self.window().focusWidget()
        return self.underMouse() or (focus is not None and self.isAncestorOf(focus))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.notice.details)

    def _close(self) -> None:
        self.hide()
        self.deleteLater()


class Toasts(QWidget):
    """A stack of notices in the lower right corner of the window."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("bare")
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(8)
        self._width = 440
        over.installEventFilter(self)
        self.hide()

    @property
    def notices(self) -> list[Notice]:
        """What is on show now, oldest first."""
        return [frame.notice for frame in self._shown()]

    def say(self, notice: Notice, *, action_text: str = "", action: Callable[[], object] | None = None) -> None:
        """Show a notice in the place of one that says the same, with room made; most leave by themselves."""
        for there in self._shown():
            if (there.notice.happened, there.notice.cure) == (notice.happened, notice.cure):
                there._close()
        while len(self._shown()) >= MOST:
            self._put_away(self._shown())
        frame = NoticeFrame(notice, action_text=action_text, action=action)
        frame.destroyed.connect(self._later)
        self._stack.addWidget(frame)
        frame.show()  # one that is not shown yet counts for no height, and all would be squeezed into the others' room
        if notice.passing:
            timer = QTimer(frame)
            timer.timeout.connect(lambda: None if frame.looked_at() else (timer.stop(), frame._close()))
            timer.start(notice.passing)
        self._place()

    def clear(self) -> None:
        """Put all away: who they were for has left."""
        for frame in self.findChildren(NoticeFrame):
            frame._close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._place()
        return False

    def _later(self) -> None:
        QTimer.singleShot(0, self, self._place)

    def _height(self, width: int) -> int:
        self._stack.invalidate()
        return self._stack.heightForWidth(width) if self._stack.hasHeightForWidth() else self.sizeHint().height()

    def _shown(self) -> list[NoticeFrame]:
        return [one for one in widgets_laid(self._stack) if isinstance(one, NoticeFrame) and not one.isHidden()]

    def _put_away(self, frames: list[NoticeFrame]) -> None:
        """Put the oldest message away that passes soonest."""
        passes = [one for one in frames if one.notice.passing]
        min(passes or frames[:1], key=lambda one: one.notice.passing)._close()

    def _make_room(self) -> bool:
        """Put an earlier message away; keep the last."""
        shown = self._shown()
        if len(shown) > 1:
            self._put_away(shown[:-1])
        return len(shown) > 1

    def _place(self) -> None:
        over = self.parentWidget()
        if not self._stack.count() or over is None:
            self.hide()
            return
        width = min(self._width, over.width() - 32)
        height = self._height(width)
        while height > over.height() - 64 and self._make_room():
            height = self._height(width)
        self.setGeometry(self._free_place(over, width, height))
        self.show()
        self.raise_()

    def _free_place(self, over: QWidget, width: int, height: int) -> QRect:
        """The lower right corner, or the place nearest to it that covers less of what is filled in and pressed."""
        right, low, top = over.width() - width - 24, over.height() - height - 48, min(72, over.height() - height)
        columns = (right, max(16, right // 2), 16)
        places = [QRect(x, y, width, height) for y in (low, top) for x in columns]
        taken = [(spot, weight) for one, weight in self._operated(over) if (spot := _seen(one, over)).isValid()]

        def covered(place: QRect) -> int:
            parts = [(place.intersected(spot), weight) for spot, weight in taken if place.intersects(spot)]
            return sum(part.width() * part.height() * weight for part, weight in parts)

        return min(places, key=covered)

    def _operated(self, over: QWidget) -> list[tuple[QWidget, int]]:
        """What is filled in or pressed, with how much it matters that it stays free."""
        found: list[tuple[QWidget, int]] = []
        for one in over.findChildren(QWidget):
            if isinstance(one, (*FIELDS, QAbstractButton)) and one.isVisible() and not self.isAncestorOf(one):
                field = isinstance(one, FIELDS) and one.isEnabled() and not getattr(one, "isReadOnly", bool)()
                found.append((one, 8 if field else 1))
        return found


def _seen(one: QWidget, over: QWidget) -> QRect:
    """The part of a widget that its parents let through, in the coordinates of `over`."""
    spot, place = one.rect(), one
    while place is not over:
        parent = place.parentWidget()
        if parent is None:
            return QRect()
        spot = spot.translated(place.pos()).intersected(parent.rect())
        place = parent
    return spot
