"""Where a month stands in its course, who brought it there, until when it stays, and how many have done their part."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from supervisor.desktop.widgets.basics import clear, column, label, row
from supervisor.desktop.wording import days_left
from supervisor.language import _

COURSE = ("draft", "self", "review", "published", "appeals", "signed")


class MonthLine(QWidget):
    """The stations as words with the present one marked, and under them a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.stations = row(spacing=6)
        self.said = label("", "small", wrap=True)
        self.setLayout(column(self.stations, self.said, spacing=2))

    def put(self, snapshot: Any) -> None:
        """Show a month's state."""
        clear(self.stations)
        here = station(snapshot)
        for place, (code, words) in enumerate(_stations(snapshot).items()):
            if place:
                self.stations.addWidget(label("→", "small"))
            made = label(words, "here" if code == here else "small")
            made.setAccessibleName(_("now: {state}").format(state=words) if code == here else words)
            self.stations.addWidget(made)
        self.stations.addStretch(1)
        self.said.setText(sentence(snapshot))


def station(snapshot: Any) -> str:
    """Which station of the course is marked: a month that was opened again stands at its beginning."""
    state: str = snapshot.state.state
    return {"published": "appeals", "reopened": "draft"}.get(state, state)


def _stations(snapshot: Any) -> dict[str, str]:
    days = snapshot.scored.rulebook.appeal_days if snapshot.scored is not None else 0
    words = (
        _("draft"), _("self-assessment"), _("manager's review"), _("publication"),
        _("appeals ({n} days)").format(n=days) if days else _("appeals"), _("signature and lock"),
    )  # fmt: skip
    return dict(zip(COURSE, words, strict=True))


def sentence(snapshot: Any) -> str:
    """Who brought the month there and when, until when it stays, how many of how many."""
    state, whole = snapshot.state, snapshot.course.whole
    who = snapshot.names.get(state.by, "") or _("the program")
    when = f"{state.at:%m-%d %H:%M}" if state.at is not None else ""
    parts = [_STANDS[state.state](snapshot, when, who)]
    counted = {"self": "assessed", "review": "reviewed", "published": "seen"}.get(state.state)
    if whole is not None and counted:
        total = len(whole.people)
        done = total - len(whole.missing(counted))
        words = {
            "assessed": _("{n} of {total} have assessed themselves"),
            "reviewed": _("{n} of {total} are reviewed"),
            "seen": _("{n} of {total} have taken note"),
        }
        parts.append(words[counted].format(n=done, total=total))
    if state.reason and state.state in ("self", "review", "reopened"):
        parts.append(_("reason: {reason}").format(reason=state.reason))
    return " · ".join(part for part in parts if part)


def _draft(_snapshot: Any, _when: str, _who: str) -> str:
    return _("scored anew from the evidence whenever it is looked at")


def _self(snapshot: Any, when: str, who: str) -> str:
    until = snapshot.state.until
    left, __ = days_left(until, snapshot.today)
    return _("opened {when} by {who}, until {until} ({left})").format(when=when, who=who, until=until, left=left)


def _review(_snapshot: Any, when: str, who: str) -> str:
    return _("opened {when} by {who}").format(when=when, who=who)


def _published(snapshot: Any, when: str, who: str) -> str:
    until = snapshot.appeal_until
    if until is not None and snapshot.today > until:
        over = _("published {when} by {who}; the days for appeals ended {until}")
        return over.format(when=when, who=who, until=until)
    return _("published {when} by {who}; appeals until {until}").format(when=when, who=who, until=until or "")


def _signed(snapshot: Any, when: str, who: str) -> str:
    late = len(snapshot.scored.late) if snapshot.scored is not None else 0
    said = _("signed {when} by {who}").format(when=when, who=who)
    return said + (" · " + _("{n} entries came later: see the tab of late records").format(n=late) if late else "")


def _reopened(_snapshot: Any, when: str, who: str) -> str:
    return _("opened again {when} by {who}: publish and sign it anew").format(when=when, who=who)


_STANDS = {
    "draft": _draft, "self": _self, "review": _review, "published": _published, "signed": _signed,
    "reopened": _reopened,
}  # fmt: skip
