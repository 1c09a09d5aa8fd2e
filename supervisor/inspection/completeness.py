"""What is still missing before an inspection may be finished; settled per item: stop, warn, or let pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from .answer import Answer
from .relevance import asked
from .rules import skipped
from .template import Item, Missing, Template

What = Literal["unanswered", "note", "photo", "note_or_photo", "value"]


class Gap(msgspec.Struct, frozen=True):
    """Item `item` lacks `what`; `level` says whether that stops the finishing or is only warned of."""

    item: str
    what: What
    level: Missing


def gaps(template: Template, answers: Sequence[Answer]) -> list[Gap]:
    """What is missing, in the order of the check-list.

    Items that let it pass, are not asked, or are skipped by a gate are left out.
    """
    given = {answer.item: answer for answer in answers}
    items, wanted = template.items(), asked(template, answers)
    over = skipped(items, [a.item for a in answers if a.verdict == "fail"])
    found: list[Gap] = []
    for item in items:
        if item.if_missing == "pass" or item.id in over or item.id not in wanted:
            continue
        what = _lacks(item, given.get(item.id))
        if what is not None:
            found.append(Gap(item.id, what, item.if_missing))
    return found


def _lacks(item: Item, answer: Answer | None) -> What | None:
    if answer is None:
        return "unanswered"
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
