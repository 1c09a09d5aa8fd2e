"""Which cases a list is narrowed to: by where they stand, and by channel, class, cause, people, time and kind.

Each choice is one pass over the lines, kept until it or the lines change: of a hundred thousand it costs milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from supervisor.language import _

STANDINGS = ("all", "open", "late", "soon", "sign", "head_office", "paused", "ended")
PERIODS = ("", "today", "week", "month", "quarter", "year")
Test = Callable[[Any], bool]


def standing_words(name: str) -> str:
    """What a chip says."""
    return {
        "all": _("All"), "open": _("Not ended"), "late": _("Past a limit"), "soon": _("Soon due"),
        "sign": _("To be signed"), "head_office": _("With head office"), "paused": _("On hold"), "ended": _("Ended"),
    }[name]  # fmt: skip


def period_words(name: str) -> str:
    """What a period is called."""
    return {
        "": _("at any time"), "today": _("today"), "week": _("the last 7 days"), "month": _("this month"),
        "quarter": _("the last 90 days"), "year": _("this year"),
    }[name]  # fmt: skip


def standing(name: str, now_ms: int) -> Test | None:
    """Whether a line stands so; None where all do."""
    return {
        "all": None,
        "open": lambda c: c.live == 1,
        "late": lambda c: c.live == 1 and c.stands(now_ms) == "late",
        "soon": lambda c: c.live == 1 and c.stands(now_ms) == "warning",
        "sign": lambda c: c.state == "replied",
        "head_office": lambda c: c.live == 1 and (c.with_head_office == 1 or c.head_office == 1),
        "paused": lambda c: c.live == 1 and c.paused_reason != "",
        "ended": lambda c: c.live == 0,
    }[name]


def begins(period: str, today: date) -> date:
    """The first day of a period that ends today."""
    return {
        "today": today,
        "week": today - timedelta(days=6),
        "month": today.replace(day=1),
        "quarter": today - timedelta(days=89),
        "year": today.replace(month=1, day=1),
    }[period]


def first_ms(period: str, today: date, zone: tzinfo) -> int:
    """The first instant of a period."""
    return int(datetime.combine(begins(period, today), time(), zone).timestamp() * 1000)


class Narrowing:
    """What is chosen now, as one answer for each line."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Any, Sequence[Any], Any]] = {}

    def allowed(self, rows: Sequence[Any], chosen: Mapping[str, Any], now_ms: int, repeats: frozenset[str]) -> Any:
        """For each line whether every choice lets it through, as an array; None where nothing is chosen.

        `chosen` holds `standing`, `channel`, `class_code`, `cause_code`, `person`, `owner` (codes, "" for any), `since`
        (ms, 0 for any) and `kind` ("", `group` or `repeat`).
        """
        import numpy

        tests: list[tuple[str, Any, Test]] = []
        name = chosen["standing"]
        if (test := standing(name, now_ms)) is not None:
            tests.append(("standing", (name, now_ms if name in ("late", "soon") else 0), test))
        for field in ("channel", "class_code", "cause_code", "person", "owner"):
            if value := chosen[field]:
                tests.append((field, value, lambda c, f=field, v=value: getattr(c, f) == v))
        if since := chosen["since"]:
            tests.append(("since", since, lambda c: c.received_ms >= since))
        if chosen["kind"] == "group":
            tests.append(("kind", "group", lambda c: c.group_size > 0))
        elif chosen["kind"] == "repeat":
            tests.append(("kind", repeats, lambda c: c.subject in repeats))
        found = None
        for field, value, test in tests:
            known = self._kept.get(field)
            if known is None or known[0] != value or known[1] is not rows:
                known = self._kept[field] = (value, rows, numpy.fromiter(map(test, rows), bool, len(rows)))
            found = known[2] if found is None else found & known[2]
        return found
