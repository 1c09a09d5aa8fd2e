"""The duty rota of a month as a workbook: the days with their areas, and how turns fall on people."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reports.look import ACCENT, workbook_at
from reports.table import Head, write_table
from supervisor.language import _
from supervisor.roster.rota.printing import day_kind_words
from supervisor.roster.rota.reading import MonthRota
from supervisor.roster.rota.words import STATES, turn_words, weekday_name


def write_rota(month: MonthRota, people: Mapping[str, tuple[str, str]], path: Path) -> Path:
    """Write the month to `path`; `people` gives staff number and name by subject. Raises BadInput when it cannot."""
    names = {subject: name for subject, (_no, name) in people.items()}
    shown = [area for area in month.areas if area.who != "owner"]
    title = _("Duty rota {month}").format(month=f"{month.first:%Y-%m}")
    with workbook_at(path, title=title) as (workbook, formats):
        heads = [Head(_("Day"), 12, "day"), Head(_("Weekday"), 14), *(Head(str(a.name), 16) for a in shown)]
        rows = [
            [one.day, " ".join(filter(None, (weekday_name(one.day.isoweekday()), day_kind_words(one)))),
             *(_cell(month, one.day, area.subject, names) for area in shown)]
            for one in month.days
        ]  # fmt: skip
        note = _("✓ done, ✗ not ticked. A closed day passes the turn to nobody.")
        write_table(workbook, formats, "值日表", heads, rows, title=title, note=note, colour=ACCENT, freeze_columns=2)
        tally = [
            Head(_("Staff no."), 12), Head(_("Name"), 14), Head(_("Turns this month"), 14, "count", True),
            Head(_("Turns in a year"), 14, "count", True), Head(_("Days there in a year"), 18, "count"),
        ]  # fmt: skip
        lines = [[*people.get(one.person, ("", "")), one.month, one.year, one.present] for one in month.tallies]
        note = _("Whoever has had fewest turns for the days he was there comes next.")
        write_table(workbook, formats, "次数", tally, lines, title=_("How turns fall on people"), note=note)
    return path


def _cell(month: MonthRota, day: object, area: str, names: Mapping[str, str]) -> str | None:
    slot = month.slots.get((day, area))  # type: ignore[call-overload]
    if slot is None:
        return None
    said = turn_words(slot.turn, names) or str(STATES[slot.state])
    mark = {"done": "✓ ", "missed": "✗ "}.get(slot.state, "")
    return f"{mark}{said}"
