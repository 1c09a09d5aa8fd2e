"""Telling people how it went: toasts for what was done, notices for what was not.

An error says three things: what happened, what was kept, what to do. Success passes by itself after a few seconds;
an error stays until it is put away.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from supervisor.desktop.palette import SIGNS
from supervisor.desktop.widgets.basics import button, label, row
from supervisor.errors import BadInput, Damaged, Problem, Refused
from supervisor.language import _

GOOD_MILLISECONDS = 6000


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
        frames = (self._stack.itemAt(i).widget() for i in range(self._stack.count()))  # type: ignore[union-attr]
        return [frame.notice for frame in frames if isinstance(frame, NoticeFrame) and not frame.isHidden()]

    def say(self, notice: Notice, *, action_text: str = "", action: Callable[[], object] | None = None) -> None:
        """Show a notice; a good or informing one leaves by itself."""
        frame = NoticeFrame(notice, action_text=action_text, action=action)
        frame.destroyed.connect(self._later)
        self._stack.addWidget(frame)
        frame.show()  # one that is not shown yet counts for no height, and all would be squeezed into the others' room
        if notice.status in ("good", "info"):
            timer = QTimer(frame)
            timer.setSingleShot(True)
            timer.timeout.connect(frame._close)
            timer.start(GOOD_MILLISECONDS)
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

    def _make_room(self) -> bool:
        """Put the oldest message away that would pass by itself, the oldest of all where none would; keep the last."""
        frames = [self._stack.itemAt(i).widget() for i in range(self._stack.count())]  # type: ignore[union-attr]
        shown = [one for one in frames if isinstance(one, NoticeFrame) and not one.isHidden()]
        if len(shown) < 2:
            return False
        next((one for one in shown[:-1] if one.notice.status in ("good", "info")), shown[0])._close()
        return True

    def _place(self) -> None:
        over = self.parentWidget()
        if not self._stack.count() or over is None:
            self.hide()
            return
        width = min(self._width, over.width() - 32)
        height = self._height(width)
        while height > over.height() - 64 and self._make_room():
            height = self._height(width)
        self.setGeometry(over.width() - width - 24, over.height() - height - 48, width, height)
        self.show()
        self.raise_()
