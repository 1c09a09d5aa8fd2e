"""The score in words: why each point went, in the language in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supervisor.inspection.template import Template
from supervisor.language import _

from .records import Cause, Line, Score


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
    """One failed item in one sentence: rule, count, amount, whatever held it back, who bears it, the money.

    `names` turns people's subjects into names.
    """
    parts = [_per(line.counts).format(amount=points(-line.per_case_c), count=line.count)]
    parts += [_cause(cause, line, template) for cause in line.causes if cause != "counted"]
    if names and line.persons:
        parts.append(_(", ").join(names.get(who, who) for who in line.persons))
    fines_cents = sum(line.fines.values())
    if fines_cents:
        parts.append(_("fines {yuan} yuan").format(yuan=f"{fines_cents / 100:.2f}"))
    return " · ".join(parts)


def _cause(cause: Cause, line: Line, template: Template) -> str:
    """Why a line lost something else than count × amount."""
    if cause == "reminder":
        return _("first breach: reminder only ({count})").format(count=line.reminders)
    if cause == "within_limit":
        return _("within the limit")
    if cause == "unmeasured":
        return _("no rate was measured: counted by cases")
    if cause == "floor":
        floor_c = template.item(line.item).floor_c if template.has(line.item) else 0
        if floor_c == 0:
            return _("stops when the item's marks are used up")
        return _("stops at the item's floor of {floor}").format(floor=points(floor_c))
    if cause == "same_act":
        item = _named(template, line.related)
        if line.aside:
            return _("{count} of them the same act as {item}: only the highest counts").format(
                count=line.aside, item=item
            )
        return _("same act as {item}: only the highest counts").format(item=item)
    if cause == "waived":
        return _("waived: {reason}").format(reason=line.reason)
    if cause == "upheld":
        return _("appeal upheld: {reason}").format(reason=line.reason)
    if cause == "gate":
        return _("the section is forfeited by {item}").format(item=_named(template, line.related))
    return _("passed over after a failed gate")


def _named(template: Template, item: str) -> str:
    return f"{item} {template.item(item).words}" if template.has(item) else item


def summary(score: Score, template: Template | None = None) -> list[tuple[str, str]]:
    """The arithmetic from full marks to the score as (words, amount) rows; the failed items stand between them.

    The amounts add up: what is forfeited, how far below zero it had been before that, and what the floor or the cap of
    the whole gave or took have rows of their own. With the check-list, sections go by their names.
    """
    names = {section.id: str(section.name) for section in template.sections} if template is not None else {}
    asked = score.items - score.facts - score.not_applicable
    rows = [(_("Full marks ({count} items apply)").format(count=asked), points(score.full_c))]
    rows += [(line.item, points(-line.lost_c)) for line in score.lines]
    if score.forfeited_by:
        gate = _named(template, score.forfeited_by) if template is not None else score.forfeited_by
        rows.append((_("Everything forfeited by {item}").format(item=gate), points(-score.full_c)))
        rows += _below(score.forfeited_c - score.full_c, [item for s in score.sections for item in s.below_by])
    else:
        for section in score.sections:
            if section.forfeited_by:
                words = _("Section {section} forfeited").format(section=names.get(section.section, section.section))
                rows.append((words, points(-section.full_c)))
                rows += _below(section.below_c, section.below_by)
    if score.bound == "floor":
        rows.append((_("The whole stops at its floor"), f"+{points(score.score_c - score.unbounded_c)}"))
    elif score.bound == "cap":
        rows.append((_("The whole stops at its cap"), points(score.score_c - score.unbounded_c)))
    rows.append((_("Score"), points(score.score_c)))
    if score.percent_c is not None and score.percent_c != score.score_c:
        rows.append((_("Out of 100"), points(score.percent_c)))
    return rows


def _below(below_c: int, items: Sequence[str]) -> list[tuple[str, str]]:
    """Why a forfeited section loses more than its marks: a failed gate makes good nothing that was below zero."""
    if below_c <= 0:
        return []
    words = _("It was below zero before the gate failed: {items}").format(items=_(", ").join(items))
    return [(words, points(-below_c))]
