"""What is still missing before an inspection may be finished; settled per item: stop, warn, or let pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec

from supervisor.language import Words

from .answer import Answer
from .expressions.values import Value
from .facts import value_of
from .relevance import constraint_holds, known_values, parsed
from .scoring.rules import fails, passed_over
from .template import Item, Missing, Template

What = Literal["unanswered", "note", "photo", "note_or_photo", "value", "constraint"]


class Gap(msgspec.Struct, frozen=True):
    """Item `item` lacks `what`; `level` says whether that stops the finishing or is only warned of.

    `constraint`: a fact breaks what it must keep to; `words` are then the check-list's own, if it has any.
    """

    item: str
    what: What
    level: Missing
    words: Words = Words("")


def gaps(template: Template, answers: Sequence[Answer], day: date | None = None) -> list[Gap]:
    """What is missing, in the order of the check-list; `day` is the inspection's, for conditions that ask today().

    Items that let it pass, are not asked, are only read, or are skipped by a gate are left out.
    """
    given = {answer.item: answer for answer in answers}
    items = template.items()
    values, order = known_values(template, answers, day)
    wanted = set(order)
    failed = [
        i.id for i in items if i.id in wanted and i.id in given and fails(i, given[i.id].verdict, given[i.id].value)
    ]
    over = passed_over(template.sections, failed, given)
    found: list[Gap] = []
    for item in items:
        if item.if_missing == "pass" or item.id in over or item.id not in wanted or item.kind == "note":
            continue
        parsed(item.constraint)  # read once here, where a sheet is opened, so that no key press waits for it
        answer = given.get(item.id)
        what = _lacks(item, answer)
        if what is not None:
            found.append(Gap(item.id, what, item.if_missing))
        elif answer is not None and breaks(item, answer, values, day):
            found.append(Gap(item.id, "constraint", item.if_missing, item.constraint_words))
    return found


def breaks(item: Item, answer: Answer, values: Mapping[str, Value], day: date | None = None) -> bool:
    """Whether a fact breaks its constraint; `values` are the other answers as expressions see them."""
    if not item.constraint or item.kind == "check" or answer.verdict != "given":
        return False
    return not constraint_holds(item.constraint, value_of(item, answer), values, day)


def _lacks(item: Item, answer: Answer | None) -> What | None:
    if answer is None:
        return "unanswered"
    if item.kind != "check":
        return "unanswered" if answer.verdict == "given" and not answer.text else None
    if answer.verdict != "fail":
        return None
    if item.counts == "rate" and answer.value is None:
        return "value"
    if item.evidence == "note" and not answer.note:
        return "note"
    if item.evidence == "photo" and not answer.photos:
        return "photo"
    if item.evidence == "note_or_photo" and not (answer.note or answer.photos):
        return "note_or_photo"
    return None
