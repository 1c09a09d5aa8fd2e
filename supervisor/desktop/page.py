"""What every screen is: a header with title and actions, a body that scrolls, a reading and a showing.

`read` runs on the pool with a reader and returns a frozen snapshot; `show_snapshot` paints it on the UI thread. A
page that is hidden when the book changes is only marked, and reads when it is next shown. A reading that was
overtaken by a newer one is dropped.
"""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.basics import clear, label, row
from supervisor.desktop.widgets.notices import Notice, NoticeFrame
from supervisor.desktop.widgets.tall import Tall
from supervisor.language import _

SETTLE_MILLISECONDS = 120  # announcements that come together cause one reading


class Page(QWidget):
    """One screen. Subclasses set `key`, `watches` and fill `body` in `build`."""

    key: ClassVar[str]
    watches: ClassVar[tuple[str, ...]] = ()  # kinds of event, by prefix, that this screen shows
    shown_data = Signal()

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # takes the focus itself, so that no button seems chosen
        self.desk = desk
        self.about: Any = None
        self.snapshot: Any = None
        self._stale = True
        self._asked = 0
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self.refresh)
        self.title = label(title, "title")
        self.subtitle = label("", "small", wrap=True)
        self.subtitle.hide()
        self.beside_title = row(spacing=8)
        self.tools = row(spacing=8)
        self._lay_out()
        self.build()
        self.setAccessibleName(title)

    # what a screen fills in -------------------------------------------------------------------------------------
    def build(self) -> None:
        """Put widgets into `body` and `actions`."""
        raise NotImplementedError

    def read(self, reader: Any) -> Any:
        """On the pool: everything this screen shows, as one frozen snapshot."""
        raise NotImplementedError

    def show_snapshot(self, snapshot: Any) -> None:
        """On the UI thread: paint a snapshot."""
        raise NotImplementedError

    def open_about(self, about: Any) -> None:
        """The shell was asked for this screen about something (a subject, a date)."""
        self.about = about
        self._stale = True

    def show_new(self, subject: str) -> None:
        """Something was put on record on this screen: read again and show it."""
        self.open_about(subject)
        self.refresh()

    # ---------------------------------------------------------------------------------------------------------------
    def refresh(self) -> None:
        """Read again in the background and show."""
        self._stale = False
        self._asked += 1
        asked = self._asked
        if self.snapshot is None:
            self.progress.setText(_("Reading the book…"))
            self.progress.show()

        def show(snapshot: Any) -> None:
            if asked != self._asked:
                return
            self.snapshot = snapshot
            self.progress.hide()
            clear(self._notices)
            self.show_snapshot(snapshot)
            self.shown_data.emit()

        def fail(notice: Notice) -> None:
            if asked == self._asked:
                self.progress.hide()
                self.notify(notice)
                self.shown_data.emit()

        self.desk.load(self, self.read, show, fail)

    def reload(self) -> None:
        """A person asks for it to be read anew (F5, or after an error), whatever is known already."""
        self.refresh()

    def changed(self, change: Any) -> None:
        """The book announced a change."""
        kinds: tuple[str, ...] = tuple(change.kinds)
        if kinds and not any(str(kind).startswith(self.watches) for kind in kinds):
            return
        self._stale = True
        if self.isVisible():
            self._settle.start(SETTLE_MILLISECONDS)

    def notify(self, notice: Notice) -> None:
        """Show an error inside the page, with a way to read again."""
        clear(self._notices)
        self._notices.addWidget(NoticeFrame(notice, action_text=_("Read again"), action=self.reload, closable=False))
        self._notices.addSpacing(self.desk.theme.px(12))

    def say_subtitle(self, text: str) -> None:
        """The small line under the title."""
        self.subtitle.setText(text)
        self.subtitle.setVisible(bool(text))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QWidget()
        head.setObjectName("bare")
        names = QVBoxLayout()
        names.setSpacing(2)
        line = row(self.title, spacing=12)
        line.addLayout(self.beside_title)
        line.addStretch(1)
        names.addLayout(line)
        names.addWidget(self.subtitle)
        top = row()
        top.setContentsMargins(24, 12, 24, 10)
        top.addLayout(names, 1)
        top.addLayout(self.tools)
        head.setLayout(top)
        head.setMinimumHeight(self.desk.theme.px(64))
        outer.addWidget(head)
        self.progress: QLabel = label("", "muted")
        self.progress.setContentsMargins(24, 0, 24, 8)
        self.progress.hide()
        outer.addWidget(self.progress)
        self._notices = QVBoxLayout()
        self._notices.setContentsMargins(24, 0, 24, 0)
        outer.addLayout(self._notices)
        ground = Tall()
        ground.setObjectName("ground")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.body = QVBoxLayout(ground)
        self.body.setContentsMargins(24, 0, 24, 20)
        self.body.setSpacing(16)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setWidget(ground)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self.area, 1)
