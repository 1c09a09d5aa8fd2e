"""The tables behind the pictures of sight: each picture can be read as figures, sorted and copied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from supervisor.desktop.screens.inspections.sight_heat import field_text, span_words
from supervisor.desktop.screens.inspections.sight_reading import AXES_OF, FindingRow, Snapshot, finding_row
from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import long_day, number, share, short_day
from supervisor.language import _

MOST_ROWS = 200  # findings behind a field or a line
DIRECTIONS = {"up": "bad", "down": "good", "steady": "info", "few": "quiet"}
VERDICTS = {"harder": "bad", "milder": "warning", "within_chance": "good", "too_few": "quiet", "alone": "quiet"}


@dataclass(frozen=True)
class Named:
    """A line of a table: its key, what people call it, and the record behind it."""

    subject: str
    name: str
    it: Any
    more: str = ""


def findings_table(theme: Theme) -> DataTable:
    """The findings behind a field or a line."""
    return DataTable(
        theme,
        [
            Column("day", _("Day"), lambda r: long_day(r.day), lambda r: r.day.isoformat(), width=132),
            Column("number", _("Inspection"), lambda r: r.number, width=120, spare=True),
            Column("item", _("Item"), lambda r: r.item, width=-1, strong=True),
            Column("persons", _("People"), lambda r: r.persons or "–", width=150),
            Column("place", _("Place"), lambda r: r.place, width=110, spare=True),
            Column("state", _("State"), _counts, status=lambda r: "quiet" if r.waived else "bad", width=110),
        ],
        name=_("Findings behind it"),
        empty=EmptyState(_("No finding behind this field.")),
        sort_by="day",
        descending=True,
    )


def behind_table(theme: Theme) -> DataTable:
    """The same beside another table: what matters most, in little room."""
    return DataTable(
        theme,
        [
            Column("day", _("Day"), lambda r: short_day(r.day), lambda r: r.day.isoformat(), width=76),
            Column("item", _("Item"), lambda r: r.item, width=-1, strong=True),
            Column("persons", _("People"), lambda r: r.persons or r.place, width=110),
        ],
        name=_("Findings behind it"),
        empty=EmptyState(_("No finding behind this line.")),
        sort_by="day",
        descending=True,
    )


def _counts(item: FindingRow) -> str:
    return _("Waived") if item.waived else _("Counts")


def trend_table(theme: Theme) -> DataTable:
    """One line for each key of an axis."""
    return DataTable(
        theme,
        [
            Column("name", _("What"), lambda r: r.name, width=-1, strong=True),
            Column("faults", _("Faults"), lambda r: str(r.it.total.faults), lambda r: r.it.total.faults, True,
                   width=72),
            Column("chances", _("Chances"), lambda r: str(r.it.total.chances), lambda r: r.it.total.chances, True,
                   width=90),
            Column("rate", _("Rate"), _rate, lambda r: r.it.total.value or 0.0, True, width=84),
            Column("interval", _("95 % interval"), _interval, lambda r: r.it.total.interval[0], width=130, spare=True),
            Column("waived", _("Waived"), lambda r: str(r.it.total.waived or "–"), lambda r: r.it.total.waived, True,
                   width=84, spare=True),
            Column("direction", _("Direction"), lambda r: direction_words(r.it.direction), lambda r: r.it.z or 0.0,
                   status=lambda r: DIRECTIONS[r.it.direction], width=172),
        ],
        name=_("Trends"),
        empty=EmptyState(_("Nothing was found in this period.")),
    )  # fmt: skip


def direction_words(direction: str) -> str:
    """Whether rates rise or fall, in words; the shape before it comes from the status."""
    return {"up": _("rising"), "down": _("falling"), "steady": _("steady"), "few": _("too little to say")}[direction]


def _rate(line: Named) -> str:
    rate = line.it.total
    return "–" if rate.value is None else share(rate.value, 1)


def _interval(line: Named) -> str:
    low, high = line.it.total.interval
    few = f" {_('(few)')}" if line.it.total.small else ""
    return f"{low * 100:.1f}–{high * 100:.1f}%{few}"


def repeat_table(theme: Theme) -> DataTable:
    """One line for each chain of the same fault."""
    return DataTable(
        theme,
        [
            Column("item", _("Item"), lambda r: r.name, width=-1, strong=True),
            Column("who", _("Who or where"), lambda r: r.more, width=130),
            Column("times", _("Times"), lambda r: str(r.it.times), lambda r: r.it.times, True, width=92),
            Column("chances", _("Chances"), lambda r: str(r.it.rate.chances), lambda r: r.it.rate.chances, True,
                   width=90),
            Column("last", _("Last"), lambda r: long_day(r.it.last), lambda r: r.it.last.isoformat(), width=132),
            Column("days", _("Remembered"), lambda r: _("{days} days").format(days=r.it.days), lambda r: r.it.days,
                   True, width=100, spare=True),
        ],
        name=_("Repeated faults"),
        empty=EmptyState(_("No fault came again within the remembered days.")),
    )  # fmt: skip


def follows_table(theme: Theme) -> DataTable:
    """One line for each consequence of a month."""
    return DataTable(
        theme,
        [
            Column("month", _("Month"), lambda r: r.it.month, width=84),
            Column("name", _("Person"), lambda r: r.name, width=96, strong=True),
            Column("title", _("Check-list"), lambda r: r.it.title, width=150, spare=True),
            Column("item", _("Item"), lambda r: r.more, width=150, spare=True),
            Column("cases", _("Cases"), lambda r: str(r.it.cases), lambda r: r.it.cases, True, width=72),
            Column("allowed", _("More than"), lambda r: str(r.it.more_than), lambda r: r.it.more_than, True, width=72),
            Column("day", _("Exceeded on"), lambda r: short_day(r.it.day), lambda r: r.it.day.isoformat(), width=92),
            Column("follows", _("What follows"), lambda r: r.it.consequence, width=-1, status=lambda _r: "bad"),
        ],
        name=_("Consequences"),
        empty=EmptyState(_("Nobody had more cases in a month than the check-lists allow.")),
    )  # fmt: skip


def inspector_table(theme: Theme) -> DataTable:
    """One line for each inspector."""
    return DataTable(
        theme,
        [
            Column("name", _("Inspector"), lambda r: r.name, width=-1, strong=True),
            Column("inspections", _("Inspections"), lambda r: str(r.it.inspections), lambda r: r.it.inspections, True,
                   width=84),
            Column("rate", _("Faults per 100"), lambda r: number(100 * (r.it.rate.value or 0)),
                   lambda r: r.it.rate.value or 0.0, True, width=130),
            Column("extra", _("Against the others"), _extra, lambda r: r.it.extra, True, width=130),
            Column("interval", _("95 % interval"), _span, width=150, spare=True),
            Column("verdict", _("Verdict"), lambda r: verdict_words(r.it.verdict),
                   status=lambda r: VERDICTS[r.it.verdict], width=290),
        ],
        name=_("Inspectors against each other"),
        empty=EmptyState(_("No inspection was finished in this period.")),
    )  # fmt: skip


def verdict_words(verdict: str) -> str:
    """What the comparison comes to; the shape before it comes from the status."""
    return {
        "harder": _("marks harder than the others"),
        "milder": _("marks milder than the others"),
        "within_chance": _("within chance"),
        "too_few": _("too few inspections to say"),
        "alone": _("nobody to compare with"),
    }[verdict]


def _extra(line: Named) -> str:
    return "–" if line.it.verdict in ("too_few", "alone") else _signed(line.it.extra)


def _span(line: Named) -> str:
    if line.it.verdict in ("too_few", "alone"):
        return "–"
    return f"{_signed(line.it.low)} – {_signed(line.it.high)}"


def _signed(value: float) -> str:
    return f"+{number(value)}" if value > 0 else number(value)


def heat_table(theme: Theme, snapshot: Snapshot) -> DataTable:
    """A heat map as figures: a line for each row, a column for each column."""
    heat, words = snapshot.heat, snapshot.words
    rows, columns = AXES_OF[snapshot.wish.grid]

    def cell(column: str) -> Any:
        return lambda line: field_text(heat.cell(line.subject, column).rate)

    def strength(column: str) -> Any:
        return lambda line: heat.cell(line.subject, column).rate.value or 0.0

    def head(column: str) -> str:
        from datetime import date

        if columns == "day":
            return span_words(date.fromisoformat(column), snapshot.step)
        name = words.of(columns, column)
        return name.split(" ")[0] if columns == "item" else name

    made = DataTable(
        theme,
        [Column("row", _("What"), lambda line: line.name, width=260, strong=True),
         *(Column(column, head(column), cell(column), strength(column), True) for column in heat.columns)],
        name=_("Heat map as a table"),
        empty=EmptyState(_("Nothing was found in this period.")),
    )  # fmt: skip
    made.put([Named(row, words.of(rows, row), None) for row in heat.rows])
    return made


def rows_of(snapshot: Snapshot, subjects: Sequence[str]) -> list[FindingRow]:
    """The newest findings of these subjects that are on record here, newest first; not more than anybody reads."""
    there = [snapshot.rows[subject] for subject in subjects if subject in snapshot.rows]
    there.sort(key=lambda hit: (hit.day, hit.at_ms), reverse=True)
    return [finding_row(hit, snapshot.words) for hit in there[:MOST_ROWS]]
