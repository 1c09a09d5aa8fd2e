"""The score in words: why each point went, in the language in force."""

from __future__ import annotations

from collections.abc import Mapping

from supervisor.language import _

from .scoring import Line, Score
from .template import Template


def points(points_c: int) -> str:
    """Points with as many decimals as they need, at least one: 96.0, −2.25 (with a true minus sign)."""
    text = f"{abs(points_c) / 100:.2f}"
    text = text[:-1] if text.endswith("0") else text
    return f"−{text}" if points_c < 0 else text


def _per(counts: str) -> str:
    return {
        "place": _("per place {amount} × {count}"),
        "time": _("per time {amount} × {count}"),
        "person_time": _("per person-time {amount} × {count}"),
        "rate": _("per step over the limit {amount} × {count}"),
    }[counts]


def explain(line: Line, template: Template, names: Mapping[str, str] | None = None) -> str:
    """One failed item in one sentence; `names` turns people's subjects into names."""
    parts = [_per(line.counts).format(amount=points(-line.per_case_c), count=line.count)]
    floor_c = template.item(line.item).floor_c
    for cause in line.causes:
        if cause == "reminder":
            parts.append(_("first breach: reminder only ({count})").format(count=line.reminders))
        elif cause == "floor":
            parts.append(
                _("stops when the item's marks are used up")
                if floor_c == 0
                else _("stops at the item's floor of {floor}").format(floor=points(floor_c))
            )
        elif cause == "same_act":
            parts.append(_("same act as {item}: only the highest counts").format(item=_named(template, line.related)))
        elif cause == "waived":
            parts.append(_("waived: {reason}").format(reason=line.reason))
        elif cause == "gate":
            parts.append(_("the section is forfeited by {item}").format(item=_named(template, line.related)))
        elif cause == "skipped":
            parts.append(_("passed over after a failed gate"))
    if names and line.persons:
        parts.append("、".join(names.get(who, who) for who in line.persons))
    return " · ".join(parts)


def _named(template: Template, item: str) -> str:
    return f"{item} {template.item(item).words}" if template.has(item) else item


def summary(score: Score, template: Template | None = None) -> list[tuple[str, str]]:
    """The arithmetic from full marks to the score as (words, amount) rows; the failed items stand between them.

    With the check-list, sections go by their names.
    """
    names = {section.id: str(section.name) for section in template.sections} if template is not None else {}
    asked = score.items - score.not_applicable
    rows = [(_("Full marks ({count} items apply)").format(count=asked), points(score.full_c))]
    rows += [(line.item, points(-line.lost_c)) for line in score.lines]
    for section in score.sections:
        if section.forfeited_by:
            name = names.get(section.section, section.section)
            rows.append((_("Section {section} forfeited").format(section=name), points(-section.full_c)))
    rows.append((_("Score"), points(score.score_c)))
    if score.percent_c is not None and score.percent_c != score.score_c:
        rows.append((_("Out of 100"), points(score.percent_c)))
    return rows
