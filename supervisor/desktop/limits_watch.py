"""While the desktop is open, limits of complaints that begin to warn or run out are said once, quietly, on any screen.

Looked at every minute on the pool. What warned before the first look is no news: Today says it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject

from supervisor.desktop.desk import Desk
from supervisor.desktop.watch import Watch
from supervisor.desktop.wording import moment
from supervisor.language import _

NEWS = ("warning", "late")
Standing = dict[tuple[str, str], str]  # (case, clock) → how it stands, of what warns or is late


class LimitsWatch(Watch):
    """Remembers how each limit stood at the last look, for the person who is logged in."""

    first = every = 60_000

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(desk, parent)
        self._stood: Standing | None = None
        self._whose = ""

    def asked(self) -> Callable[[Any], Any]:
        actor = self.desk.actor
        if actor != self._whose:
            self._whose, self._stood = actor, None
        before = self._stood
        return lambda reader: _looked(reader, actor, before)

    def told(self, found: tuple[Standing, list[tuple[str, str, str, int]]]) -> None:
        self._stood, news = found
        for state in NEWS:
            some = [one for one in news if one[0] == state]
            if some:
                self.desk.say("bad" if state == "late" else "warning", self._words(state, some))

    def _words(self, state: str, news: list[tuple[str, str, str, int]]) -> str:
        from supervisor.complaints.words import CLOCKS

        _state, number, clock, due_ms = news[0]
        due = datetime.fromtimestamp(due_ms / 1000, UTC)
        told = f"{number} · {CLOCKS[clock]} {moment(due, self.desk.book.zone)}"
        words = _("Complaint past its limit: {case}") if state == "late" else _("Complaint due soon: {case}")
        more = _(" and {count} more").format(count=len(news) - 1) if len(news) > 1 else ""
        return words.format(case=told) + more


def _looked(reader: Any, actor: str, before: Standing | None) -> tuple[Standing, list[tuple[str, str, str, int]]]:
    """On the pool: the limits that press of the cases that somebody may read, and of those that stood otherwise
    before: how it stands, number, clock, when it is due (ms), the soonest first.
    """
    from supervisor.complaints.register.ledger import numbers, pressing_limits

    found = pressing_limits(reader, actor)
    stands = {key: state for key, (state, _due) in found.items()}
    if before is None:
        return stands, []
    changed = {key: one for key, one in found.items() if before.get(key) != one[0]}
    named = numbers(reader, {subject for subject, _clock in changed})
    news = sorted((due, state, named.get(subject, ""), clock) for (subject, clock), (state, due) in changed.items())
    return stands, [(state, number, clock, due) for due, state, number, clock in news]
