"""One line that shows long work under way: what, how far, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QProgressBar

from supervisor.desktop.background import Progress, Task
from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.basics import Card, button, label, row
from supervisor.desktop.widgets.notices import Notice
from supervisor.language import _


class LongWork(Card):
    """Hidden while nothing runs; one piece of work at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=12)
        self._desk = desk
        self._task: Task | None = None
        self.what = label("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self.cancel = button(_("Cancel"), self._cancel, "small")
        line = row(self.what, spacing=16)
        line.addWidget(self.bar, 1)
        line.addWidget(self.cancel)
        self.add(line)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something runs."""
        return self._task is not None

    def start(
        self, what: str, work: Callable[[Progress], Any], done: Callable[[Any], object], *,
        failed: Callable[[Notice | None], object] | None = None,
    ) -> None:  # fmt: skip
        """Begin; `done` is called with the result. Refuses while something runs.

        `failed` is told instead of the window when it fails, and with None when it was cancelled.
        """
        if self._task is not None:
            self._desk.say("info", _("One thing at a time: the work under way comes first."))
            return
        self.what.setText(what)
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self.show()

        def finished(result: Any) -> None:
            self._end()
            done(result)

        def not_done(notice: Notice) -> None:
            self._end()
            if failed is None:
                self._desk.said.emit(notice, None)
            else:
                failed(notice)

        def stopped() -> None:
            self._end()
            if failed is None:
                self._desk.say("info", _("Cancelled. Nothing of it was kept."))
            else:
                failed(None)

        self._task = self._desk.long(
            self, work, done=finished, failed=not_done, progressed=self._progressed, stopped=stopped
        )

    def _progressed(self, share: float, text: str) -> None:
        if share >= 0:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(share * 1000))
        if text:
            self.what.setText(text)

    def _cancel(self) -> None:
        if self._task is not None:
            self.cancel.setEnabled(False)
            self._task.cancel()

    def _end(self) -> None:
        self._task = None
        self.hide()
