"""The lines of scores as rows of a sheet: what each is in its component and in the total, its rule, and its evidence
with who inspected by which version of the check-list. The month's workbook and one person's sheet both show them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from reports.table import Head
from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.scoring import Line, PersonScore
from supervisor.appraisal.statement.lines import Entry, statement
from supervisor.appraisal.statement.words import item_names, kind_words, node_names
from supervisor.branch.ledger import people
from supervisor.inspection.ledger import answered_by, findings, inspections_named, template
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


def known(r: Reader, book: RuleBook, scores: Iterable[PersonScore]) -> Known:
    """What the lines of these scores are called by."""
    return Known(
        {each.code: str(each.name) for each in book.components}, node_names(book), item_names(r),
        _inspected(r, [line for one in scores for line in one.lines if line.evidence.startswith("finding:")]),
    )  # fmt: skip


def heads() -> list[Head]:
    """The columns of a line."""
    return [
        Head(_("Component"), 13), Head(_("Kind"), 12), Head(_("Rule"), 8), Head(_("Rule in words"), 26, "wrap"),
        Head(_("Item"), 26, "wrap"), Head(_("Day"), 11, "day"), Head(_("Count"), 7, "count"),
        Head(_("Points"), 10, "signed", True), Head(_("In total"), 10, "signed", True),
        Head(_("Money"), 12, "money", True), Head(_("Why"), 36, "wrap"), Head(_("Inspector"), 12),
        Head(_("Check-list"), 22, "wrap"), Head(_("Evidence"), 16, "wrap"),
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


def _inspected(r: Reader, lines: Sequence[Line]) -> dict[str, tuple[str, str]]:
    """Of findings: who answered the item, and the check-list with its version."""
    days = [line.day for line in lines if line.day is not None]
    if not days:
        return {}
    wanted = {line.evidence for line in lines}
    found = [each for each in findings(r, min(days), max(days)) if each.subject in wanted]
    made = {one.subject: one for one in inspections_named(r, {each.inspection for each in found})}
    called = {each.subject: each.name for each in people(r, active_only=False)}
    lists: dict[str, str] = {}
    result = {}
    for each in found:
        if each.digest not in lists:
            checklist = template(r, each.digest)
            lists[each.digest] = f"{checklist.name} {checklist.version} · {each.digest[:8]}"
        one = made.get(each.inspection)
        by = answered_by(r, each.inspection, each.item) or (one.inspector if one is not None else "")
        result[each.subject] = (called.get(by, ""), lists[each.digest])
    return result
