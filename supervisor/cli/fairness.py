"""How fair a month is, at the command line: severity of inspectors, worth of ranks, who was inspected how often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cyclopts import App

from supervisor.cli.context import emit, month_of, opened, say, table
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.appraisal.fairness import Fairness


def register(group: App) -> None:
    """Add `fairness` to `supervisor appraisal`."""

    @group.command
    def fairness(month: str, *, months: int = 12, json: bool = False) -> int:
        """How fair a month is: who marks hard, what a rank is worth, who was inspected how often.

        The scores stay as they are. Who may not read people's records sees only what concerns himself.
        """
        from supervisor.appraisal.fairness import read

        with opened() as app, app.read() as r:
            found = read(r, app.actor, month_of(month), months=months)
        if json:
            emit("appraisal.fairness", 1, _document(found))
        else:
            _show(found)
        return 0


def _show(found: Fairness) -> None:
    from supervisor.appraisal.fairness.saying import (
        chance_words,
        coverage_words,
        reliability_words,
        sentences,
        severity_words,
    )

    say(_("{first} to {last}: {count} inspections.").format(first=found.first, last=found.last, count=found.looks))
    for line in (*sentences(found), reliability_words(found.reliability)):
        if line:
            say(f"▲ {line}")
    table(
        (_("Inspector"), _("Inspections"), _("Takes, mean = 1"), _("80 % band"), _("Points a month"), ""),
        [
            (found.name(one.inspector), one.looks, f"{one.factor:.2f}", f"{one.low:.2f}–{one.high:.2f}",
             f"{one.points:+.2f}", severity_words(one))
            for one in found.severe
        ],
        empty=_("No inspection was finished in this period."),
    )  # fmt: skip
    after = {one.person: one for one in found.adjusted}
    table(
        (_("Rank"), _("Name"), _("80 % of ranks"), _("Score"), _("Adjusted"), _("Times inspected"), ""),
        [
            (one.rank, found.name(one.person), f"{one.low}–{one.high}", *_points(after.get(one.person)), one.looks,
             chance_words(one))
            for one in found.chances
        ],
        empty=_("No ranks can be judged: nothing was lost by inspections, or nobody holds a rank."),
    )  # fmt: skip
    if found.cover is not None:
        table(
            (_("Name"), _("Times inspected"), _("By lot"), _("Inspectors"), ""),
            [
                (found.name(one.person), one.looks, f"{one.expected:.1f}", one.inspectors, coverage_words(one))
                for one in found.cover.people
            ],
        )


def _points(one: Any) -> tuple[str, str]:
    return ("", "") if one is None else (f"{one.total:.2f}", f"{one.adjusted:.2f}")


def _c(points: float) -> int:
    return round(points * 100)


def _document(found: Fairness) -> dict[str, Any]:
    from supervisor.appraisal.fairness.saying import sentences

    cover, worth = found.cover, found.reliability
    return {
        "month": found.month, "months": found.months, "first": found.first, "last": found.last, "own": found.own,
        "inspections": found.looks, "priced": found.priced, "sentences": sentences(found),
        "inspectors": [
            {"person": one.inspector, "name": found.name(one.inspector), "inspections": one.looks, "seen": one.seen,
             "group": one.group, "factor": one.factor, "low": one.low, "high": one.high, "points_c": _c(one.points),
             "points_low_c": _c(one.points_low), "points_high_c": _c(one.points_high), "found_c": _c(one.found),
             "expected_c": _c(one.expected), "verdict": one.verdict}
            for one in found.severe
        ],
        "people": [
            {"person": one.person, "name": found.name(one.person), "total_points_c": _c(one.total),
             "adjusted_points_c": _c(one.adjusted), "low_c": _c(one.low), "high_c": _c(one.high), "rank": one.rank,
             "adjusted_rank": one.adjusted_rank, "most": one.most}
            for one in found.adjusted
        ],
        "ranks": [
            {"person": one.person, "rank": one.rank, "of": one.of, "low": one.low, "high": one.high,
             "inspections": one.looks, "usual": one.usual, "top": one.top, "bottom": one.bottom,
             "same_grade": one.same_grade, "few": one.few, "wide": one.wide}
            for one in found.chances
        ],
        "reliability": None if worth is None else {
            "single": worth.single, "month": worth.month, "inspections": worth.looks, "verdict": worth.verdict,
        },
        "coverage": [] if cover is None else [
            {"person": one.person, "inspections": one.looks, "expected": one.expected, "z": one.z,
             "inspectors": one.inspectors, "verdict": one.verdict}
            for one in cover.people
        ],
        "matrix": [] if cover is None else [
            {"inspector": who, "person": person, "inspections": int(cover.by_inspector[row, column])}
            for row, who in enumerate(found.inspectors) for column, person in enumerate(found.people)
            if cover.by_inspector[row, column]
        ],
        "posts": [{"role": one.key, "five": one.five, "people": len(one.values)} for one in found.posts],
        "courses": [
            {"person": one.key, "months": one.months, "inspections": one.looks, "mean": one.mean}
            for one in found.persons
        ],
        "items": [
            {"item": one.key, "faults": one.total.faults, "chances": one.total.chances, "direction": one.direction,
             "months": [[part.faults, part.chances] for part in one.parts]}
            for one in found.items
        ],
    }  # fmt: skip
