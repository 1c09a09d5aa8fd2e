"""The banner of Today while a surge or an outage runs: what, since when, what to do next; Enter opens Dispatch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import Any

from PySide6.QtWidgets import QFrame

from supervisor.desktop.palette import SIGNS
from supervisor.desktop.theme import restyle
from supervisor.desktop.widgets.basics import button, column, label, row
from supervisor.desktop.wording import moment
from supervisor.language import _


class AlarmBanner(QFrame):
    """Hidden while all is calm. Several incidents are named; the next step is the longest-running one's."""

    def __init__(self, open_dispatch: Callable[[], object]) -> None:
        super().__init__()
        self._open = open_dispatch
        self.what = label("", "heading", wrap=True)
        self.next = label("", wrap=True)
        self.open = button(_("Open Dispatch  ↵"), self.open_dispatch, "primary", name=_("Open Dispatch (Enter)"))
        line = row(spacing=16, margins=12)
        line.addLayout(column(self.what, self.next, spacing=2), 1)
        line.addWidget(self.open)
        self.setLayout(line)
        self.hide()

    def open_dispatch(self) -> None:
        """Go to the screen from which people are moved."""
        self._open()

    def put(self, alarms: Sequence[Any], zone: tzinfo | None) -> None:
        """Show what runs; nothing hides the banner."""
        if not alarms:
            self.hide()
            return
        status = "warning" if all(one.drill for one in alarms) else "bad"
        since = _("{what} since {at}")
        lines = [since.format(what=one.name, at=moment(one.start, zone)) for one in alarms]
        self.what.setText(f"{SIGNS[status]} " + " · ".join(lines))
        self.next.setText(str(alarms[0].next))
        self.setAccessibleName(f"{self.what.text()}. {self.next.text()}")
        if self.property("notice") != status:
            self.setProperty("notice", status)
            restyle(self)
        self.show()
