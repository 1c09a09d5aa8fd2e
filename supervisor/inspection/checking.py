"""Mistakes in a check-list that its types cannot see: each with its place and its cure. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from supervisor.errors import Fault
from supervisor.language import _

from .conditions import Asked, Wrong, asked_of, hanging, in_condition, in_constraint
from .lettering import is_whole, shown, turning_in
from .template import Item, Template

LARGEST_C = 100_000_000  # hundredths of points, or cents


class Mistake(msgspec.Struct, frozen=True):
    """One mistake: `field` of the check-list, or of the section, item or threshold of that index (-1: none)."""

    problem: str
    cure: str
    field: str
    section: int = -1
    item: int = -1
    threshold: int = -1


def mistakes(template: Template, file: str = "") -> list[Fault]:
    """Everything wrong with a check-list; `sheet` is the section's id (or thresholds), `row` the place in it from 1."""
    return [_fault(template, one, file) for one in found_in(template)]


def idle(template: Template, file: str = "") -> list[Fault]:
    """Settings without effect, placed as `mistakes` are."""
    return [_fault(template, one, file) for one in idle_in(template)]


def _fault(template: Template, one: Mistake, file: str) -> Fault:
    sheet = template.sections[one.section].id if one.section >= 0 else ""
    row = one.item + 1
    if one.threshold >= 0:
        sheet, row = "thresholds", one.threshold + 1
    return Fault(one.problem, one.cure, file, sheet, row, one.field)


def found_in(template: Template, *, conditions: bool = True) -> list[Mistake]:
    """Everything wrong with a check-list by index; without `conditions` those of expressions are left out."""
    found = [*_head(template), *_sections(template), *_thresholds(template)]
    if conditions:
        found += [*_conditions(template), *_letters(template)]
    return found


def idle_in(template: Template) -> list[Mistake]:
    """Settings that stand there and never have an effect: nothing is wrong, and something else was meant."""
    found: list[Mistake] = []
    for at, section in enumerate(template.sections):
        for row, item in enumerate(section.items):
            found += [Mistake(problem, cure, field, at, row) for problem, cure, field in _idle(item)]
    return found


def _head(template: Template) -> Iterator[Mistake]:
    if not template.code or not template.code.replace("_", "").isalnum():
        yield Mistake(_("The code must be letters, digits or _."), _("Write, for example, appearance."), "code")
    if not template.version.strip():
        yield Mistake(_("The check-list has no version."), _("Write the branch's own version, such as 1.0."), "version")
    if not shown(template.name.zh) and not shown(template.name.en):
        yield Mistake(_("The check-list has no title."), _("Write its name."), "name")
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
        if not section.id:
            yield Mistake(_("The section has no id."), _("Give it a short id such as S1."), "id", at)
        if not shown(section.name.zh) and not shown(section.name.en):
            yield Mistake(_("The section has no heading."), _("Write it in the column label."), "name", at)
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
        elif threshold.item and template.item(threshold.item).kind != "check":
            yield Mistake(
                _("A threshold names {id}, which is no check.").format(id=threshold.item),
                _("Name one of the items, or leave it empty for the whole check-list."),
                "thresholds",
                threshold=at,
            )
        if threshold.more_than < 1:
            yield Mistake(
                _("A threshold must allow at least one case."), _("Write 1 or more."), "thresholds", threshold=at
            )
        if not shown(threshold.consequence.zh) and not shown(threshold.consequence.en):
            yield Mistake(
                _("The threshold has no consequence."),
                _("Write what follows, such as: no bonus this month."),
                "consequence",
                threshold=at,
            )


Found = Iterator[tuple[str, str, str]]  # problem, cure, field


def _item(item: Item) -> Found:
    """What every item needs."""
    if not item.id:
        yield _("The item has no id."), _("Give it a short id such as A1."), "id"
    elif not is_whole(item.id) or set(item.id) & set("{}"):
        yield _("The id “{id}” is no single word.").format(id=item.id), _("Give it a short id such as A1."), "id"
    for field in ("points_c", "per_case_c", "floor_c", "fine_cents", "fine_cap_cents"):
        if abs(getattr(item, field)) > LARGEST_C:
            yield _("The number is beyond all measure."), _("Write plain points, yuan or days."), field
    if not shown(item.words.zh) and not shown(item.words.en):
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
        if item.per_case_c > 0 and item.points_c == 0 and item.floor_c >= 0 and item.gate == "none":
            yield (
                _("A failure takes nothing off: the item has no points to lose."),
                _("State its full marks, or a floor below zero such as -5."),
                "points_c",
            )
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


def _idle(item: Item) -> Found:
    if item.counts != "rate" and (item.limit or item.step):
        yield (
            _("Limit and step of a rate have no effect: the item does not count by rate."),
            _("Write “by rate” under counts, or clear them."),
            "limit" if item.limit else "step",
        )
    if not item.fine_cents and (item.fine_doubles or item.fine_cap_cents):
        yield (
            _("Doubling and cap of a fine have no effect: the item has no fine."),
            _("Write the fine, or clear them."),
            "fine_doubles" if item.fine_doubles else "fine_cap_cents",
        )
    if item.first_is_reminder and not item.per_case_c and not item.fine_cents:
        yield (
            _("The first breach costs nothing anyhow: the item has neither deduction nor fine."),
            _("Clear it, or state what a case costs."),
            "first_is_reminder",
        )


def _letters(template: Template) -> Iterator[Mistake]:
    """Letters that turn the direction of writing: what is read is not what stands there."""
    told = [(template.name, "name", -1, -1), (template.note, "note", -1, -1)]
    for at, section in enumerate(template.sections):
        told.append((section.name, "name", at, -1))
        for row, item in enumerate(section.items):
            told += [(item.words, "words", at, row), (item.hint, "hint", at, row)]
            told += [(choice.words, "choices", at, row) for choice in item.choices]
    for words, field, at, row in told:
        if found := turning_in(words.zh + words.en):
            yield Mistake(turned(found), _("Type the words anew."), field, at, row)


def turned(letters: str) -> str:
    """What is said of letters that turn the direction of writing."""
    return _("The words hold letters that nobody sees and that turn the direction of writing: {letters}.").format(
        letters=letters
    )


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
