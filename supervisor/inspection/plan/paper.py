"""A month of the plan on paper, for the wall: a calendar of what is due by when and how it stands.

Plain HTML without scripts or outside files, for any printer path; names are escaped. Spot checks are never on it: what
hangs on the wall is read by those to be checked.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from supervisor.branch.ledger import branch_profile, calendar, people
from supervisor.journal import Reader
from supervisor.language import _

from .match import figures
from .reading import PlanLine, due_between, plan
from .words import STATES, WEEKDAYS, time_words, when_words, who_words

SIGNS = {"done": "✓", "late": "◆", "missed": "▲", "overdue": "▲", "excused": "○", "running": "●", "due": "□",
         "coming": "□"}  # fmt: skip
_STYLE = """
body { font-size: 11px; color: #1d2529 } h1 { font-size: 18px; margin: 0 } p { margin: 3px 0; color: #55626a }
table { border-collapse: collapse; width: 100%; margin-top: 8px }
th, td { border: 1px solid #b9c4ca; padding: 3px 5px; vertical-align: top; text-align: left }
th { background: #eef3f4 } .day { font-weight: bold } .closed { color: #8a979d } .who { color: #55626a }
"""


def month_page(r: Reader, month: str) -> str:
    """The month written 2026-11 as an HTML page for A4 across."""
    first = date.fromisoformat(f"{month}-01")
    last = first.replace(day=monthrange(first.year, first.month)[1])
    lines = [line for line in plan(r, "", first, last) if not line.occurrence.spot]
    hours = calendar(r)
    who = {person.subject: person.name for person in people(r, active_only=False)}
    lines.sort(key=lambda line: line.occurrence.every != "day")  # what recurs daily stands first in its cell
    closed = {first + timedelta(days=n) for n in range(last.day) if hours.opening(first + timedelta(days=n)) is None}
    title = _("Plan of inspections {month}").format(month=month)
    parts = [
        f"<h1>{escape(branch_profile(r).name)} · {escape(title)}</h1>",
        f"<p>{escape(_legend())}</p>",
        _grid(first, last, lines, closed),
        _later(lines, last, who),
    ]
    counts = figures(due_between(lines, first, last))
    if counts.coverage is not None:
        words = _("So far: in time {in_time}, late {late}, missed {missed}, excused {excused}; made {share:.0%}")
        parts.append("<p>" + escape(words.format(
            in_time=counts.in_time, late=counts.late, missed=counts.missed, excused=counts.excused,
            share=counts.coverage)) + "</p>")  # fmt: skip
    return f"<html><head><meta charset='utf-8'><style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>"


def _legend() -> str:
    seen: dict[str, str] = {}
    for state, sign in SIGNS.items():
        seen.setdefault(sign, str(STATES[state]))
    return "　".join(f"{sign} {words}" for sign, words in seen.items())


def _grid(first: date, last: date, lines: Sequence[PlanLine], closed: set[date]) -> str:
    rows = ["<tr>" + "".join(f"<th width='14%'>{escape(str(words))}</th>" for words in WEEKDAYS) + "</tr>"]
    day = first - timedelta(days=first.weekday())
    while day <= last:
        cells = [_cell(day + timedelta(days=n), first, lines, closed) for n in range(7)]
        rows.append("<tr>" + "".join(cells) + "</tr>")
        day += timedelta(days=7)
    return "<table>" + "".join(rows) + "</table>"


def _cell(day: date, first: date, lines: Sequence[PlanLine], closed: set[date]) -> str:
    if day.month != first.month:
        return "<td></td>"
    due = [line for line in lines if line.occurrence.last == day]
    items = "".join(
        f"<br>{SIGNS[line.state]} {escape(str(line.occurrence.name))}"
        + (f" {escape(when)}" if (when := time_words(line.occurrence.from_minute, line.occurrence.to_minute)) else "")
        for line in due
    )
    shut = f" <span class='closed'>{escape(_('not open'))}</span>" if day in closed else ""
    return f"<td><span class='day'>{day.day}</span>{shut}{items}</td>"


def _later(lines: Sequence[PlanLine], last: date, who: dict[str, str]) -> str:
    """The checks that may be made this month and fall due after it: the calendar shows a check on its last day."""
    later = [line for line in lines if line.occurrence.last > last]
    if not later:
        return ""
    words = "; ".join(
        f"{SIGNS[line.state]} {line.occurrence.name} {when_words(line.occurrence)} "
        f"({who_words(line.occurrence.by, line.occurrence.role, who)})"
        for line in later
    )
    return f"<p>{escape(_('Under way beyond the month: {checks}').format(checks=words))}</p>"
