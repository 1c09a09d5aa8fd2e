"""The lines of scores as rows of a sheet: what each is in its component and in the total, its rule, and its evidence
with who inspected by which version of the check-list. The month's workbook and one person's sheet both show them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from reports.pages.material import Material
from reports.table import Head
from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.scoring import Line, PersonScore
from supervisor.appraisal.statement.lines import Entry, statement
from supervisor.appraisal.statement.words import item_names, kind_words, node_names
from supervisor.branch.ledger import people
from supervisor.inspection.ledger import answered_by_many, findings, inspections_named, template
from supervisor.journal import Reader
from supervisor.language import Words, _

AFTER = "—"  # stands for "after weighting" where a line belongs to no component, and for "not recorded"
POINTS, IN_TOTAL, MONEY = 7, 8, 9  # places of these columns in `heads`


class Known(msgspec.Struct, frozen=True):
    """How things are called: components, lines of the check-list, items; of findings who, by which check-list."""

    components: Mapping[str, str]
    nodes: Mapping[str, Words]
    items: Mapping[str, Words]
    seen: Mapping[str, tuple[str, str]]


def known(r: Reader, book: RuleBook, scores: Iterable[PersonScore], material: Material | None = None) -> Known:
    """What the lines of these scores are called by; `material` where the month was read already."""
    lines = [line for one in scores for line in one.lines if line.evidence.startswith("finding:")]
    return Known(
        {each.code: str(each.name) for each in book.components}, node_names(book), item_names(r),
        _inspected(r, lines, material),
    )  # fmt: skip


def heads() -> list[Head]:
    """The columns of a line."""
    return [
        Head(_("Component"), 15, "wrap", code="part"), Head(_("Kind"), 9, "wrap", code="kind"),
        Head(_("Rule"), 10, code="rule"), Head(_("Rule in words"), 24, "wrap", code="rule_words"),
        Head(_("Item"), 24, "wrap", code="item"), Head(_("Day"), 11, "day", code="day"),
        Head(_("Count"), 6, "count", code="count"), Head(_("Points"), 9, "signed", True, code="points"),
        Head(_("In total"), 9, "signed", True, code="in_total"), Head(_("Money"), 11, "money", True, code="money"),
        Head(_("Why"), 34, "wrap", code="why"), Head(_("Inspector"), 11, "wrap", code="inspector"),
        Head(_("Check-list"), 24, "wrap", code="checklist"), Head(_("Evidence"), 15, code="evidence"),
    ]  # fmt: skip


def rows(one: PersonScore, names: Known) -> list[list]:
    """A person's lines, component by component, then what came after weighting."""
    made = statement(one)
    own = [
        _row(entry, names, names.components.get(part.component.code, AFTER))
        for part in made.parts
        for entry in part.entries
    ]
    return own + [_row(entry, names, AFTER) for entry in made.after]


def _row(entry: Entry, names: Known, component: str) -> list:
    line = entry.line
    item = str(names.items.get(line.item, "")) or str(names.nodes.get(line.node, "")) or line.item
    inspector, checklist = names.seen.get(line.evidence, ("", ""))
    return [
        component, str(kind_words(line.kind)), line.rule, str(line.rule_name), item,
        line.day, line.count or None, line.points_c, entry.total_c, line.money_cents, line.reason, inspector, checklist,
        line.evidence,
    ]  # fmt: skip


def _inspected(r: Reader, lines: Sequence[Line], material: Material | None) -> dict[str, tuple[str, str]]:
    """Of findings: who answered the item, and the inspection with its check-list and version."""
    days = [line.day for line in lines if line.day is not None]
    if not days:
        return {}
    wanted = {line.evidence for line in lines}
    known = material.findings if material is not None else ()
    if not wanted <= {each.subject for each in known}:  # late evidence of other months counts too
        known = findings(r, min(days), max(days))
    found = [each for each in known if each.subject in wanted]
    of = {one.subject: one for one in inspections_named(r, {each.inspection for each in found})}
    made = {subject: one.inspector for subject, one in of.items()}
    answered = answered_by_many(r, made)
    called = {each.subject: each.name for each in people(r, active_only=False)}
    lists: dict[str, str] = {}
    result = {}
    for each in found:
        if each.digest not in lists:
            checklist = template(r, each.digest)
            lists[each.digest] = f"{checklist.name} {checklist.version} · {each.digest[:8]}"
        by = answered.get((each.inspection, each.item)) or made.get(each.inspection, "")
        number = of[each.inspection].number if each.inspection in of else ""
        result[each.subject] = (called.get(by, ""), f"{number} {lists[each.digest]}".strip())
    return result
