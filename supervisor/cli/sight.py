"""Sight over many inspections at the command line: trends, heat map, repeats, inspectors compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli import consequences
from supervisor.cli.context import day_of, emit, opened, say, table
from supervisor.errors import BadInput
from supervisor.language import _, listed

if TYPE_CHECKING:
    from supervisor.inspection.sight.reading import Labels
    from supervisor.inspection.sight.seen import Rate, Seen

First = Annotated[str | None, Parameter(name=["--from", "--first"])]
Last = Annotated[str | None, Parameter(name=["--to", "--last"])]
By = Annotated[str, Parameter(help="item, person, place or hour")]
Of = Annotated[str, Parameter(help="item_week, section_week, place_hour or person_item")]
SHOWN_CHAINS, LONGEST_NAME = 12, 20


def register(group: App) -> None:
    """Add the commands to `supervisor inspect`."""
    _trends(group)
    _heat_map(group)
    _repeats(group)
    consequences.register(group)
    _inspectors(group)


def _trends(group: App) -> None:
    @group.command(name="trends")
    def show(
        by: By = "item", *, first: First = None, last: Last = None, template: str = "", place: str = "",
        source: str = "", json: bool = False,
    ) -> int:  # fmt: skip
        """How often faults were found per chance to find them, by week or month, and whether that rises or falls.

        The last thirteen weeks unless told otherwise. Who may not read people's records sees only his own.
        """
        from supervisor.inspection.sight.seen import step_of
        from supervisor.inspection.sight.trends import AXES, trends

        axis: Any = _one_of(by, AXES)
        with _looked(first, last, template, place, source) as (found, words):
            days, lines = trends(found, axis)
        if json:
            emit("inspect.trends", 1, {
                **_about(found), "by": axis, "step": step_of(found.first, found.last), "buckets": days,
                "trends": [
                    {"key": line.key, "name": words.of(axis, line.key), **_figures(line.total),
                     "direction": line.direction, "z": line.z, "parts": [_counts(part) for part in line.parts]}
                    for line in lines
                ],
            })  # fmt: skip
            return 0
        _say_period(found)
        table(
            (_("What"), _("Faults"), _("Chances"), _("Rate"), _("95 % interval"), _("Waived"), _("Direction")),
            [
                (words.of(axis, line.key), line.total.faults, line.total.chances, *_shown(line.total),
                 line.total.waived or "", _direction(line.direction))
                for line in lines if line.total.faults or line.total.waived
            ],
            empty=_("Nothing was found in this period."),
        )  # fmt: skip
        return 0


def _heat_map(group: App) -> None:
    @group.command(name="heatmap")
    def show(
        of: Of = "item_week", *, first: First = None, last: Last = None, template: str = "", place: str = "",
        source: str = "", json: bool = False,
    ) -> int:  # fmt: skip
        """Findings by two things at once: item or section by week, place by hour, person by item."""
        from supervisor.inspection.sight.trends import GRIDS, heat_map

        grid: Any = _one_of(of, GRIDS)
        with _looked(first, last, template, place, source) as (found, words):
            shown = heat_map(found, grid, words.sections)
        rows, columns = AXES_OF[grid]
        if json:
            emit("inspect.heatmap", 1, {
                **_about(found), "of": grid, "rows": [{"key": r, "name": words.of(rows, r)} for r in shown.rows],
                "columns": [{"key": c, "name": words.of(columns, c)} for c in shown.columns],
                "cells": [
                    {"row": row, "column": column, **_counts(cell.rate), "small": cell.rate.small,
                     "findings": cell.findings}
                    for (row, column), cell in sorted(shown.cells.items())
                ],
                "left_out": shown.left_out,
            })  # fmt: skip
            return 0
        _say_period(found)
        heads = [words.of(columns, c) for c in shown.columns]
        table(
            ("", *(_short(columns, head) for head in heads)),
            [
                (words.of(rows, r)[:LONGEST_NAME], *(_cell(shown.cell(r, c).rate) for c in shown.columns))
                for r in shown.rows
            ],
            empty=_("Nothing was found in this period."),
        )
        if shown.rows:
            say(_("faults/chances; · means looked at and nothing found; empty: not looked at"))
        return 0


def _repeats(group: App) -> None:
    @group.command(name="repeats")
    def show(
        *, first: First = None, last: Last = None, template: str = "", place: str = "", source: str = "",
        json: bool = False,
    ) -> int:  # fmt: skip
        """The same item found again at the same person or place within the days that its check-list remembers."""
        from supervisor.inspection.sight import reading as sight

        with opened() as app, app.read() as r:
            start, end = _period(r, first, last)
            found, words, chains = sight.look_back(
                r, app.actor, start, end, template=template, place=place, source=source
            )
        if json:
            emit("inspect.repeats", 1, {
                **_about(found),
                "repeats": [
                    {"item": one.key, "name": words.of("item", one.key), "who": one.who, "is_person": one.is_person,
                     "times": one.times, "nth": one.nth, "chances": one.rate.chances, "days": one.days,
                     "last": one.last,
                     "chain": [{"finding": h.subject, "inspection": h.number, "day": h.day} for h in one.chain]}
                    for one in chains
                ],
            })  # fmt: skip
            return 0
        _say_period(found)
        table(
            (_("Item"), _("Who or where"), _("Times"), _("n-th time"), _("Chances"), _("Last"), _("Inspections")),
            [
                (words.of("item", one.key), words.of("person" if one.is_person else "place", one.who), one.times,
                 one.nth, one.rate.chances, one.last, " → ".join(h.number for h in one.chain[-SHOWN_CHAINS:]))
                for one in chains
            ],
            empty=_("No fault came again within the remembered days."),
        )  # fmt: skip
        return 0


def _inspectors(group: App) -> None:
    @group.command(name="inspectors")
    def show(
        *, first: First = None, last: Last = None, template: str = "", place: str = "", source: str = "",
        json: bool = False,
    ) -> int:  # fmt: skip
        """Who marks harder or milder than the others on the same items, places, people and months, beyond chance."""
        from supervisor.inspection.sight import reading as sight
        from supervisor.inspection.sight.bias import compare

        with opened() as app, app.read() as r:
            start, end = _period(r, first, last)
            found = sight.for_comparison(r, app.actor, start, end, template=template, place=place, source=source)
            words = sight.labels(r, found)
        compared = compare(found)
        if json:
            emit("inspect.inspectors", 1, {
                **_about(found),
                "inspectors": [
                    {"person": one.person, "name": words.of("person", one.person), "inspections": one.inspections,
                     **_counts(one.rate), **_judged(one), "verdict": one.verdict}
                    for one in compared
                ],
            })  # fmt: skip
            return 0
        _say_period(found)
        table(
            (_("Inspector"), _("Inspections"), _("Faults per 100"), _("Against the others"), _("95 % interval"), ""),
            [
                (words.of("person", one.person), one.inspections, _hundred(one.rate), *_against(one),
                 verdict_words(one.verdict))
                for one in compared
            ],
            empty=_("No inspection was finished in this period."),
        )  # fmt: skip
        return 0


def _one_of(text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        raise BadInput(_("“{text}” is none of: {known}").format(text=text, known=listed(known)))
    return text


def _period(r: Any, first: str | None, last: str | None) -> tuple[Any, Any]:
    from supervisor.inspection.sight.reading import period

    return period(r.today, day_of(first, r.today) if first else None, day_of(last, r.today) if last else None)


@contextmanager
def _looked(
    first: str | None, last: str | None, template: str, place: str, source: str
) -> Iterator[tuple[Seen, Labels]]:
    """What this person may see of the period, and the words for it."""
    from supervisor.inspection.sight import reading as sight

    with opened() as app, app.read() as r:
        start, end = _period(r, first, last)
        found = sight.look_over(r, app.actor, start, end, template=template, place=place, source=source)
        yield found, sight.labels(r, found)


def _about(found: Seen) -> dict[str, Any]:
    return {"first": found.first, "last": found.last, "inspections": found.inspections, "own": found.own}


def _counts(rate: Rate) -> dict[str, Any]:
    return {"faults": rate.faults, "chances": rate.chances, "waived": rate.waived, "rate": rate.value}


def _figures(rate: Rate) -> dict[str, Any]:
    low, high = rate.interval
    return {**_counts(rate), "low": low, "high": high, "small": rate.small}


def _judged(one: Any) -> dict[str, Any]:
    """Null for whoever was not judged."""
    if one.verdict in ("alone", "too_few"):
        return {"expected": None, "extra": None, "low": None, "high": None}
    return {"expected": one.expected, "extra": one.extra, "low": one.low, "high": one.high}


def _say_period(found: Seen) -> None:
    line = _("{first} to {last}: {count} inspections.").format(
        first=found.first, last=found.last, count=found.inspections
    )
    say(f"{line} {_('Only what concerns yourself.')}" if found.own else line)


def _shown(rate: Rate) -> tuple[str, str]:
    if rate.value is None:
        return "", ""
    low, high = rate.interval
    few = f" {_('(few)')}" if rate.small else ""
    return f"{rate.value * 100:.1f}%{few}", f"{low * 100:.1f}–{high * 100:.1f}%"


def _hundred(rate: Rate) -> str:
    return "" if rate.value is None else f"{rate.value * 100:.1f}"


def _short(axis: str, head: str) -> str:
    return head[5:] if axis == "day" else head.split(" ")[0] if axis == "item" else head


def _cell(rate: Rate) -> str:
    if not rate.chances and not rate.faults:
        return ""
    return f"{rate.faults}/{rate.chances}" if rate.faults else "·"


def _against(one: Any) -> tuple[str, str]:
    if one.verdict in ("alone", "too_few"):
        return "", ""
    return f"{one.extra:+.1f}", f"{one.low:+.1f} – {one.high:+.1f}"


def _direction(direction: str) -> str:
    return {"up": _("▲ rising"), "down": _("▼ falling"), "steady": _("steady"), "few": _("too little to say")}[
        direction
    ]


def verdict_words(verdict: str) -> str:
    """What the comparison comes to, in plain words."""
    return {
        "harder": _("▲ marks harder than the others"),
        "milder": _("▼ marks milder than the others"),
        "within_chance": _("within chance"),
        "too_few": _("too few inspections to say"),
        "alone": _("nobody to compare with"),
    }[verdict]


AXES_OF = {
    "item_week": ("item", "day"),
    "section_week": ("section", "day"),
    "place_hour": ("place", "hour"),
    "person_item": ("person", "item"),
}
