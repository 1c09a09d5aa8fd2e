"""Which cases a list is narrowed to: by where they stand, and by channel, class, cause, people, time and kind.

Each choice is one look at a column of all lines: of a hundred thousand it costs less than a millisecond.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any

from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.complaints.register.lines import Lines

STANDINGS = ("all", "open", "late", "soon", "sign", "head_office", "paused", "ended")
PERIODS = ("", "today", "week", "month", "quarter", "year")
CODES = ("channel", "class_code", "cause_code", "person", "owner")


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


def standing(name: str, rows: Lines, now_ms: int) -> Any:
    """Which lines stand so, as an array; None where all do."""
    if name == "all":
        return None
    live = rows.live
    if name == "ended":
        return ~live
    if name == "sign":
        return rows.having("state", "replied")
    if name == "head_office":
        return live & ((rows.numbers("with_head_office") == 1) | (rows.numbers("head_office") == 1))
    if name == "paused":
        return live & ~rows.having("paused_reason", "")
    return live if name == "open" else live & rows.standing({"late": "late", "soon": "warning"}[name], now_ms)


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


def allowed(rows: Lines, chosen: Mapping[str, Any], now_ms: int, repeats: frozenset[str]) -> Any:
    """For each line whether every choice lets it through, as an array; None where nothing is chosen.

    `chosen` holds `standing`, `channel`, `class_code`, `cause_code`, `person`, `owner` (codes, "" for any), `since`
    (ms, 0 for any) and `kind` ("", `group` or `repeat`).
    """
    found = [standing(chosen["standing"], rows, now_ms)]
    found += [rows.having(name, chosen[name]) for name in CODES if chosen[name]]
    if since := chosen["since"]:
        found.append(rows.numbers("received_ms") >= since)
    if chosen["kind"] == "group":
        found.append(rows.numbers("group_size") > 0)
    elif chosen["kind"] == "repeat":
        import numpy

        found.append(numpy.array([subject in repeats for subject in rows.texts("subject")], bool))
    marks = [one for one in found if one is not None]
    return reduce(and_, marks) if marks else None
