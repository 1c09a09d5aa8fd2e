"""Where a month stands: draft, published, signed and locked; who brought it there, what may be done until when."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from supervisor.desktop.screens.appraisal.reading import Snapshot
from supervisor.desktop.widgets.basics import clear, label, pill, row
from supervisor.language import _

COURSE = ("draft", "published", "signed")


class MonthLine(QWidget):
    """The three stations as words with the present one marked, and a sentence beside them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._line = row(spacing=6)
        self.setLayout(self._line)

    def put(self, snapshot: Snapshot) -> None:
        """Show a month's state."""
        clear(self._line)
        words = {"draft": _("draft"), "published": _("published"), "signed": _("signed and locked")}
        state = snapshot.state.state
        here = COURSE.index(state) if state in COURSE else 0
        for place, station in enumerate(COURSE):
            if place:
                self._line.addWidget(label("→", "small"))
            status = "good" if place == here == 2 else "accent" if place == here else "quiet"
            made = pill(words[station], status, sign=place == here == 2)
            made.setAccessibleName(_("now: {state}").format(state=words[station]) if place == here else words[station])
            self._line.addWidget(made)
        self.said = label(self._sentence(snapshot), "small", wrap=True)
        self._line.addWidget(self.said, 1)

    @staticmethod
    def _sentence(snapshot: Snapshot) -> str:
        state, who = snapshot.state, snapshot.names.get(snapshot.state.by, "")
        when = f"{state.at:%m-%d %H:%M}" if state.at is not None else ""
        if state.state == "published":
            until = snapshot.appeal_until.isoformat() if snapshot.appeal_until else ""
            return _("published {when} by {who}; appeals until {until}").format(when=when, who=who, until=until)
        if state.state == "signed":
            return _("signed {when} by {who}; later evidence is listed and does not count").format(when=when, who=who)
        if state.state == "reopened":
            return _("opened again {when} by {who}: publish and sign it anew").format(when=when, who=who)
        return _("scored anew from the evidence whenever it is looked at")
