"""Mistakes in a check-list that its types cannot see: each with its place and its cure. Pure."""

from __future__ import annotations

from collections import Counter

from supervisor.errors import Fault
from supervisor.language import _

from .relevance import parsed
from .template import Item, Section, Template


def mistakes(template: Template, file: str = "") -> list[Fault]:
    """Everything wrong with a check-list; `sheet` is the section's id, `row` the item's place in it from 1."""
    found: list[Fault] = []

    def fault(problem: str, cure: str, section: Section | None = None, row: int = 0, column: str = "") -> None:
        found.append(Fault(problem, cure, file, section.id if section else "", row, column))

    if not template.code or not template.code.replace("_", "").isalnum():
        fault(_("The code must be letters, digits or _."), _("Write, for example, appearance."), column="code")
    if template.repeat_days < 0 or template.repeat_days > 366:
        fault(_("The remembered days must be 0 to 366."), _("Write 90."), column="repeat_days")
    if template.cap_c and template.cap_c < template.base_c:
        fault(_("The cap lies below the full mark."), _("Leave it out, or raise it."), column="cap_c")
    if not any(section.items for section in template.sections):
        fault(_("The check-list has no item."), _("Add at least one."), column="sections")
    total_c = sum(item.points_c for item in template.items())
    if total_c > template.base_c:
        fault(
            _("The items' points add up to {total}, more than the full mark {base}.").format(
                total=total_c / 100, base=template.base_c / 100
            ),
            _("Lower points, or raise base_c to {total}.").format(total=total_c),
            column="base_c",
        )
    for section_id, times in Counter(section.id for section in template.sections).items():
        if times > 1:
            fault(_("Two sections have the id {id}.").format(id=section_id), _("Rename one."), column="sections")
    times_of = Counter(item.id for item in template.items())
    order = [item.id for item in template.items()]
    for section in template.sections:
        for row, item in enumerate(section.items, 1):
            if times_of[item.id] > 1:
                fault(_("Two items have the id {id}.").format(id=item.id), _("Rename one."), section, row, "id")
            for problem, cure, column in _item_mistakes(item, order):
                fault(problem, cure, section, row, column)
    for threshold in template.thresholds:
        if threshold.item and threshold.item not in times_of:
            fault(
                _("A threshold names the unknown item {id}.").format(id=threshold.item),
                _("Name one of the items, or leave it empty for the whole check-list."),
                column="thresholds",
            )
        if threshold.more_than < 1:
            fault(_("A threshold must allow at least one case."), _("Write 1 or more."), column="thresholds")
    return found


def _item_mistakes(item: Item, order: list[str]) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    if not item.id:
        found.append((_("The item has no id."), _("Give it a short id such as A1."), "id"))
    if not item.words.zh and not item.words.en:
        found.append((_("The item has no words."), _("Write what is checked."), "words"))
    if not item.clause:
        found.append((_("The item names no clause."), _("Name the requirement it makes checkable."), "clause"))
    if item.points_c < 0:
        found.append((_("Points must not be negative."), _("A bonus is a negative per_case_c."), "points_c"))
    if item.kind == "check" and item.per_case_c == 0 and item.gate == "none":
        found.append((_("A failure would cost nothing."), _("State the deduction per case."), "per_case_c"))
    if item.floor_c > item.points_c:
        found.append((_("The floor lies above the points."), _("Write 0, or a negative floor."), "floor_c"))
    if item.counts == "rate" and not (0 <= item.limit < 1 and item.step > 0):
        found.append(
            (
                _("A rate needs a limit from 0 to 1 and a step."),
                _("Write, for example, limit 0.02, step 0.005."),
                "limit",
            )
        )
    if item.continue_at:
        later = order[order.index(item.id) + 1 :] if item.id in order else []
        if item.gate == "none":
            found.append((_("Only a gate sends the check on."), _("Set gate to section."), "continue_at"))
        elif item.continue_at not in later:
            found.append((_("The check can only go on at a later item."), _("Name a later item."), "continue_at"))
    if item.relevant:
        before = order[: order.index(item.id)] if item.id in order else order
        try:
            named = parsed(item.relevant).names
        except ValueError as error:
            found.append(
                (
                    _("“{part}” is no condition.").format(part=error),
                    _("Write, for example, ${example} = 'fail'.").format(example="{A1}"),
                    "relevant",
                )
            )
        else:
            for one in named:
                if one not in before:
                    found.append(
                        (
                            _("The condition names {id}, which is not asked before.").format(id=one),
                            _("Name an earlier item."),
                            "relevant",
                        )
                    )
    if item.mend_days < 0 or item.mend_days > 250:
        found.append((_("Working days to mend must be 0 to 250."), _("Write 3."), "mend_days"))
    if item.fine_cents < 0 or item.fine_cap_cents < 0:
        found.append((_("Money must not be negative."), _("Write cents, 0 for none."), "fine_cents"))
    if item.fine_cap_cents and item.fine_cap_cents < item.fine_cents:
        found.append((_("The cap lies below the first fine."), _("Raise the cap."), "fine_cap_cents"))
    return found
