"""A finding that came back: for the how many-th time, with the ones before it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.widgets.basics import box, button, column, pill, row
from supervisor.desktop.widgets.flow import flow
from supervisor.language import _

MOST = 4  # links to earlier ones, the latest


class AgainLine(QWidget):
    """90 天内第 3 次, and a link to each earlier inspection; hidden for a first occurrence."""

    def __init__(self, desk: Desk, finding: str) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._desk = desk
        self._line = column(spacing=4)
        self.setLayout(self._line)
        self.hide()

        def reading(reader: Any) -> Any:
            from supervisor.inspection.ledger.repeats import repeats

            return repeats(reader, [finding]).get(finding)

        desk.load(self, reading, self._show)

    def _show(self, found: Any) -> None:
        if found is None or found.times < 2:
            return
        words = _("{times}. time in {days} days").format(times=found.times, days=found.days)
        self._line.addLayout(row(pill(words, "bad" if found.times > 2 else "warning"), None))
        links = flow(spacing=8)
        for one in found.earlier[-MOST:]:
            name = f"{one.day} {one.number}"
            links.addWidget(button(name, lambda i=one.inspection: self._desk.go("inspections", i), "link"))
        self._line.addWidget(box(links))
        self.show()
