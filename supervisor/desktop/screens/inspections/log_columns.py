"""The columns of the list of inspections."""

from __future__ import annotations

from supervisor.desktop.screens.inspections.reading import InspectionRow
from supervisor.desktop.screens.inspections.words import source_words, state_words
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.wording import long_day, points
from supervisor.language import _

HANDED_IN = "handed_in"  # shown on a laptop only


def columns() -> list[Column[InspectionRow]]:
    """What is shown of an inspection in the list."""
    return [
        Column("number", _("Number"), lambda r: r.number, width=120, spare=True),
        Column("day", _("Day"), lambda r: long_day(r.day), lambda r: (r.day.isoformat(), r.number), width=132),
        Column("name", _("Check-list"), lambda r: r.name, width=-1, strong=True),
        Column("place", _("Place"), lambda r: r.place or "–", width=110, spare=True),
        Column("source", _("Source"), lambda r: source_words(r.source), width=100, spare=True),
        Column("inspector", _("Inspector"), lambda r: r.inspector, width=90, spare=True),
        Column("findings", _("Faults"), lambda r: str(r.findings), lambda r: r.findings, True, width=72),
        Column("score", _("Score"), _score, lambda r: r.percent_c or -1, True, width=80, strong=True),
        Column("state", _("State"), _state, status=_status, width=216),
        Column(HANDED_IN, _("Handing in"), _handed_in, status=_handed_status, width=88),
    ]


def _score(item: InspectionRow) -> str:
    return points(item.percent_c, 2) if item.percent_c is not None else "–"


def _state(item: InspectionRow) -> str:
    words = state_words(item.state)
    return f"{words} · {_('during an incident')}" if item.surge else words


def _handed_in(item: InspectionRow) -> str:
    return "" if item.handed_in is None else _("handed in") if item.handed_in else _("not handed in")


def _handed_status(item: InspectionRow) -> str:
    return "good" if item.handed_in else "warning"


def _status(item: InspectionRow) -> str:
    if item.surge or item.state == "begun":
        return "warning"
    return "quiet" if item.state == "revised" else "good"
