"""Mistakes in a check-list that its types cannot see: each with its place and its cure. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from supervisor.errors import Fault
from supervisor.language import _

from .conditions import Asked, Wrong, asked_of, hanging, in_condition, in_constraint
from .lettering import is_whole
from .template import Item, Template


class Mistake(msgspec.Struct, frozen=True):
    """One mistake: `field` of the check-list, or of the section, item or threshold of that index (-1: none)."""

    problem: str
    cure: str
    field: str
    section: int = -1
    item: int = -1
    threshold: int = -1


def mistakes(template: Template, file: str = "") -> list[Fault]:
    """Everything wrong with a check-list; `sheet` is the section's id, `row` the item's place in it from 1."""
    found = []
    for one in found_in(template):
        sheet = template.sections[one.section].id if one.section >= 0 else ""
        found.append(Fault(one.problem, one.cure, file, sheet, one.item + 1, one.field))
    return found


def found_in(template: Template, *, conditions: bool = True) -> list[Mistake]:
    """Everything wrong with a check-list by index; without `conditions` those of expressions are left out."""
    found = [*_head(template), *_sections(template), *_thresholds(template)]
    if conditions:
        found += _conditions(template)
    return found


def _head(template: Template) -> Iterator[Mistake]:
    if not template.code or not template.code.replace("_", "").isalnum():
        yield Mistake(_("The code must be letters, digits or _."), _("Write, for example, appearance."), "code")
    if template.repeat_days < 0 or template.repeat_days > 366:
        yield Mistake(_("The remembered days must be 0 to 366."), _("Write 90."), "repeat_days")
    if template.cap_c and template.cap_c < template.base_c:
        yield Mistake(_("The cap lies below the full mark."), _("Leave it out, or raise it."), "cap_c")
    if template.floor_c > template.base_c:
        yield Mistake(_("The lowest total lies above the full mark."), _("Write 0."), "floor_c")
    if not any(section.items for section in template.sections):
        yield Mistake(_("The check-list has no item."), _("Add at least one."), "sections")
    total_c = sum(item.points_c for item in template.items())
    if total_c > template.base_c:
        yield Mistake(
            _("The items' points add up to {total}, more than the full mark {base}.").format(
                total=f"{total_c / 100:g}", base=f"{template.base_c / 100:g}"
            ),
            _("Lower points, or raise the full mark to {total}.").format(total=f"{total_c / 100:g}"),
            "base_c",
        )


def _sections(template: Template) -> Iterator[Mistake]:
    sections = Counter(section.id for section in template.sections)
    for identifier, times in sections.items():
        if times > 1:
            yield Mistake(_("Two sections have the id {id}.").format(id=identifier), _("Rename one."), "sections")
    times_of = Counter(item.id for item in template.items())
    order = [item.id for item in template.items()]
    for at, section in enumerate(template.sections):
        for row, item in enumerate(section.items):
            if times_of[item.id] > 1:
                yield Mistake(_("Two items have the id {id}.").format(id=item.id), _("Rename one."), "id", at, row)
            for problem, cure, field in (*_item(item), *_scored(item, order), *_asked(item)):
                yield Mistake(problem, cure, field, at, row)


def _thresholds(template: Template) -> Iterator[Mistake]:
    for at, threshold in enumerate(template.thresholds):
        if threshold.item and not template.has(threshold.item):
            yield Mistake(
                _("A threshold names the unknown item {id}.").format(id=threshold.item),
                _("Name one of the items, or leave it empty for the whole check-list."),
                "thresholds",
                threshold=at,
            )
        if threshold.more_than < 1:
            yield Mistake(
                _("A threshold must allow at least one case."), _("Write 1 or more."), "thresholds", threshold=at
            )


Found = Iterator[tuple[str, str, str]]  # problem, cure, field


def _item(item: Item) -> Found:
    """What every item needs."""
    if not item.id:
        yield _("The item has no id."), _("Give it a short id such as A1."), "id"
    if not item.words.zh and not item.words.en:
        yield _("The item has no words."), _("Write what is checked."), "words"
    if item.mend_days is not None and not 0 <= item.mend_days <= 250:
        yield _("Working days to mend must be 0 to 250."), _("Write 3."), "mend_days"


def _asked(item: Item) -> Found:
    """What a question for a fact needs."""
    if item.kind == "check":
        return
    if item.points_c or item.per_case_c:
        yield (
            _("Only a check carries points; this asks for a fact."),
            _("Leave points and deduction empty, or make it a check."),
            "points_c" if item.points_c else "per_case_c",
        )
    if item.kind in ("choice", "choices"):
        if not item.choices:
            yield _("The question offers no choices."), _("Name its choices."), "choices"
        for name, times in Counter(choice.name for choice in item.choices).items():
            if times > 1:
                yield _("The choice {name} stands there twice.").format(name=name), _("Delete one."), "choices"
            elif not is_whole(name):
                yield (
                    _("The choice “{name}” needs a name without blanks.").format(name=name),
                    _("Write it without blanks."),
                    "choices",
                )
    elif item.choices:
        yield _("Only a choice offers choices."), _("Leave them out, or change its kind."), "choices"


def _scored(item: Item, order: list[str]) -> Found:
    """What a check needs to be scored."""
    if item.kind == "check":
        if not item.clause:
            yield _("The item names no clause."), _("Name the requirement it makes checkable."), "clause"
        if item.per_case_c == 0 and item.fine_cents == 0 and item.gate == "none":
            yield _("A failure would cost nothing."), _("State the deduction per case."), "per_case_c"
    if item.points_c < 0:
        yield _("Points must not be negative."), _("A bonus is a negative deduction per case."), "points_c"
    if item.floor_c > item.points_c:
        yield _("The floor lies above the points."), _("Write 0, or a negative floor."), "floor_c"
    if item.counts == "rate" and not (0 <= item.limit < 1 and item.step > 0):
        yield (
            _("A rate needs a limit from 0 to 1 and a step."),
            _("Write, for example, limit 0.02, step 0.005."),
            "step" if 0 <= item.limit < 1 else "limit",
        )
    if item.continue_at:
        later = order[order.index(item.id) + 1 :] if item.id in order else []
        if item.gate == "none":
            yield _("Only a gate sends the check on."), _("Set gate to section."), "continue_at"
        elif item.continue_at not in later:
            yield _("The check can only go on at a later item."), _("Name a later item."), "continue_at"
    if item.fine_cents < 0 or item.fine_cap_cents < 0:
        yield _("Money must not be negative."), _("Write 0 for none."), "fine_cents"
    if item.fine_cap_cents and item.fine_cap_cents < item.fine_cents:
        yield _("The cap lies below the first fine."), _("Raise the cap."), "fine_cap_cents"


def _conditions(template: Template) -> Iterator[Mistake]:
    """Every condition and constraint, read with what it names in view."""
    asked: dict[str, Asked] = {}
    over: dict[str, tuple[str, ...]] = {}
    for section in template.sections:
        for item in section.items:
            asked[item.id] = asked_of(item, len(asked))
            over[item.id] = tuple(one for one in (section.relevant, item.relevant) if one)
    hangs = hanging(over)
    place = 0

    def told(wrong: list[Wrong], field: str, at: int, row: int = -1) -> Iterator[Mistake]:
        for one in wrong:
            yield Mistake(one.problem, one.cure, field, at, row)

    for at, section in enumerate(template.sections):
        yield from told(in_condition(section.relevant, asked, place, hangs), "relevant", at)
        for row, item in enumerate(section.items):
            yield from told(in_condition(item.relevant, asked, place, hangs, item.id), "relevant", at, row)
            yield from told(in_constraint(item.constraint, asked, asked[item.id]), "constraint", at, row)
            place += 1
