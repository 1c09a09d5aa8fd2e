"""The tabs of the inspection screen beside the log itself: each a module of its own, imported when first shown.

To add one: write a module in this folder with a function `make(desk) -> Part`, and name it in `parts()` on one line.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.notices import Notice
from supervisor.language import _

SLOW_MILLISECONDS = 300


class Place(NamedTuple):
    """Where a tab stands: its key (also a word for `desk.go("inspections", key)`), its title, the module with `make`,
    and the kinds of subject it shows (`plan` opens it for `plan:…`)."""

    key: str
    title: str
    module: str
    kinds: tuple[str, ...] = ()


def parts() -> tuple[Place, ...]:
    """The tabs at the right of the log, in their order."""
    return (
        Place("plan", _("Inspection plan"), "plan", ("plan_rule", "spot_draw")),
        Place("sight", _("Sight"), "sight"),
        Place("templates", _("Check-lists"), "templates", ("template",)),
    )  # fmt: skip


class Part(QWidget):
    """One tab. Subclasses fill `body` in `build`, `read` on the pool and `put` on the UI thread.

    `tools` are widgets (buttons) for the header of the page, on show while the tab is; `subtitle` and `waiting` are
    asked after each `put`. It is read when it is first shown and whenever the page is told of a change while it is on
    show (add the kinds of event it shows to `InspectionsPage.watches`). However it came to be read, the page is told:
    `was_put`, `failed` with a notice, `is_slow` where the reading takes longer than nobody notices.
    """

    was_put = Signal()
    failed = Signal(object)
    is_slow = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.desk = desk
        self.about: Any = None
        self.snapshot: Any = None
        self.tools: list[QWidget] = []
        self._asked = 0
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.timeout.connect(self.is_slow)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(16)
        self.build()

    # what a tab fills in ---------------------------------------------------------------------------------------------
    def build(self) -> None:
        """Put widgets into `body` and `tools`."""
        raise NotImplementedError

    def read(self, reader: Any) -> Any:
        """On the pool: everything the tab shows, as one frozen snapshot."""
        raise NotImplementedError

    def put(self, snapshot: Any) -> None:
        """On the UI thread: paint a snapshot."""
        raise NotImplementedError

    def open_about(self, about: Any) -> None:
        """The tab was asked for, about a subject (or the tab's own key); it is read afterwards."""
        self.about = about

    def subtitle(self) -> str:
        """The small line under the page's title."""
        return ""

    def waiting(self) -> int:
        """How many things wait behind the tab's word."""
        return 0

    # -----------------------------------------------------------------------------------------------------------------
    def refresh(self) -> None:
        """Read again and paint."""
        self._asked += 1
        asked = self._asked
        self._slow.start(SLOW_MILLISECONDS)

        def show(snapshot: Any) -> None:
            if asked == self._asked:
                self._slow.stop()
                self.snapshot = snapshot
                self.put(snapshot)
                self.was_put.emit()

        def fail(notice: Notice) -> None:
            if asked == self._asked:
                self._slow.stop()
                self.failed.emit(notice)

        self.desk.load(self, self.read, show, fail)


def titles() -> dict[str, str]:
    """Titles of all tabs, the log's first."""
    return {"log": _("Inspection log"), **{place.key: place.title for place in parts()}}


def make_part(place: Place, desk: Desk) -> Part:
    """Import a tab's module and build it."""
    made: Part = import_module(f"{__package__}.{place.module}").make(desk)
    return made
