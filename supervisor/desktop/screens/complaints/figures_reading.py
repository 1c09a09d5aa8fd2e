"""What the tab of figures shows, read once on the pool: the figures of a span, and the words of their codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

VIEWS = ("causes", "hours", "times", "months", "kinds")
PERIODS = ("month", "month_before", "quarter", "quarter_before", "year", "year_before", "own")
KINDS = ("channel", "class", "cause", "root", "zone", "person", "state")
TIMES = (0.5, 2.0, 24.0, 72.0, 15 * 24.0, 30 * 24.0)
"""Upper ends, in hours, of the bars of the time to the answer; one more holds all that took longer."""


class Wish(NamedTuple):
    """Which days are asked for: a period by name, or the days named (period `own`)."""

    period: str = "month"
    first: date = date.min
    last: date = date.min


@dataclass(frozen=True)
class Shown:
    """The figures of a span for one reader, and the words of its codes; `figures` None where he may not read any."""

    wish: Wish
    today: date
    figures: Any
    words: Mapping[str, Mapping[str, str]]
    parents: Mapping[str, Mapping[str, str]]

    def word(self, axis: str, code: str) -> str:
        """A code in words."""
        from supervisor.language import _

        return self.words.get(axis, {}).get(code, code) if code else _("not stated")


def days_of(wish: Wish, today: date) -> tuple[date, date]:
    """First and last day of a period, none of them to come."""
    from supervisor.complaints.figures.kernel import month_back

    month = today.replace(day=1)
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    one = timedelta(days=1)
    spans = {
        "month": (month, today),
        "month_before": (month_back(month, 1), month - one),
        "quarter": (quarter, today),
        "quarter_before": (month_back(quarter, 3), quarter - one),
        "year": (today.replace(month=1, day=1), today),
        "year_before": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        "own": (min(wish.first, today), min(wish.last, today)),
    }
    first, last = spans[wish.period]
    return min(first, last), max(first, last)


def read(reader: Any, actor: str, wish: Wish) -> Shown:
    """On the pool."""
    from supervisor.access import Right, allowed
    from supervisor.branch.ledger import names, people
    from supervisor.complaints.figures.reading import figures_of
    from supervisor.complaints.ledger import tree
    from supervisor.complaints.words import CHANNELS, STATES

    if not allowed(reader, actor, Right.READ_COMPLAINTS):
        return Shown(wish, reader.today, None, {}, {})
    trees = {name: tree(reader, name) for name in ("class", "cause", "root")}
    words: dict[str, dict[str, str]] = {
        name: {node.code: str(node.name) for node in nodes} for name, nodes in trees.items()
    }
    words["channel"] = {code: str(word) for code, word in CHANNELS.items()}
    words["state"] = {code: str(word) for code, word in STATES.items()}
    words["zone"] = {zone.code: str(zone.name) for zone in names(reader, "zone")}
    words["person"] = {one.subject: one.name for one in people(reader, active_only=False)}
    first, last = days_of(wish, reader.today)
    return Shown(
        wish,
        reader.today,
        figures_of(reader, first, last, actor),
        words,
        {name: {node.code: node.parent for node in nodes} for name, nodes in trees.items()},
    )
