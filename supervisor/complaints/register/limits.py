"""The limits of all live cases that are still to be met, in memory while a book is open.

Working out the clocks of a case takes a while, and they change only with the case or with the branch's own settings:
they are kept, and after a change only the cases concerned are looked at again. How a limit stands is asked anew each
time, for it is a matter of the hour.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from weakref import WeakKeyDictionary

from supervisor.branch.ledger.tables import LEDGER as BRANCH
from supervisor.complaints.kernel.deadlines import GRAVITY, Clock, DeadlineRules
from supervisor.complaints.ledger import LEDGER, case_clocks, counted_days, deadline_rules, live_among, open_complaints
from supervisor.complaints.records import Complaint
from supervisor.complaints.settings.ledger import LEDGER as SETTINGS
from supervisor.journal import Mark, Reader

from .lines import LATE, PAUSED, RUNNING, WARNING

MINUTE_MS = 60_000


class Limit(NamedTuple):
    """A limit that is not met; `still` is 1 while it stands still."""

    clock: str
    due_ms: int
    warn_ms: int
    still: int

    def stands(self, now_ms: int) -> str:
        """How it stands, as `Clock.state` says it."""
        if self.still:
            return PAUSED
        if now_ms >= self.due_ms // MINUTE_MS * MINUTE_MS + MINUTE_MS:
            return LATE
        return WARNING if now_ms >= self.warn_ms else RUNNING


def to_name(limits: tuple[Limit, ...], now_ms: int) -> Limit | None:
    """The limit to name of a case, as `deadlines.next_clock` chooses it."""
    pressing = [one for one in limits if one.stands(now_ms) in (WARNING, LATE)]
    if pressing:
        return min(pressing, key=lambda one: (GRAVITY[one.clock], one.due_ms))
    return min(limits, key=lambda one: (one.still, one.due_ms), default=None)


class _Known:
    """What is known of one open book. May be asked by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._mark: Mark | None = None
        self._of: dict[str, tuple[Limit, ...]] = {}

    def look(self, r: Reader) -> Mapping[str, tuple[Limit, ...]]:
        """The limits of every live case, up to date with a book."""
        with self._lock:
            rules = r.subjects_since(self._mark, _rules()) if self._mark is not None else None
            arrived = r.subjects_since(self._mark, list(LEDGER.folds)) if self._mark is not None else None
            if rules is None or rules or arrived is None:
                self._of = _limits_of(r, open_complaints(r))
            elif arrived:
                kept = self._of.copy()  # who looked before goes on with what he was given
                for subject in arrived:
                    kept.pop(subject, None)
                self._of = kept | _limits_of(r, live_among(r, arrived))
            self._mark = r.mark()
            return self._of


_BOOKS: WeakKeyDictionary[object, _Known] = WeakKeyDictionary()
_OPENING = threading.Lock()


def _rules() -> list[str]:
    """Entries after which the limits of all cases are worked out anew."""
    return [*SETTINGS.folds, *BRANCH.folds, "journal.conflict_settled", "journal.case_erased"]


def unmet(r: Reader) -> Mapping[str, tuple[Limit, ...]]:
    """The unmet limits of each live case, soonest first."""
    with _OPENING:
        known = _BOOKS.setdefault(r.place, _Known())
    return known.look(r)


def _limits_of(r: Reader, cases: list[Complaint]) -> dict[str, tuple[Limit, ...]]:
    rules: dict[date, DeadlineRules] = {}
    counted = counted_days(r)
    found = {}
    for case in cases:
        if case.day not in rules:
            rules[case.day] = deadline_rules(r, case.day)
        clocks = case_clocks(r, case, rules[case.day], counted)
        found[case.subject] = tuple(_limit(clock) for clock in clocks if clock.met is None)
    return found


def _limit(clock: Clock) -> Limit:
    due, warn = (int(at.timestamp() * 1000) for at in (clock.due, clock.warn_from))
    return Limit(clock.kind, due, warn, int(clock.paused))
