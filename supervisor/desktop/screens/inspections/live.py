"""The open inspection as it stands before one's eyes: what the book says, and on top of it what was just given.

An answer is shown with its score the moment the key goes down; the book says a few milliseconds later that it is kept.
Until then it counts as under way (`unsaved`), and where the book refuses, what the book says comes back. What was read
from the book takes the place of everything that was kept before the reading began.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from supervisor.desktop.screens.inspections.reading import Snapshot
from supervisor.language import _


@dataclass
class Given:
    """Something given: an answer, a remark or a picture's coming or going; `saved` is when the book said so."""

    kind: str  # answer, note, photo, gone
    item: str
    value: Any
    saved: float = 0.0


class Live:
    """`snapshot` is what to show; every `give` makes it anew."""

    def __init__(self) -> None:
        self._book: Snapshot | None = None
        self._shown: Snapshot | None = None
        self._given: list[Given] = []
        self.asked: frozenset[str] = frozenset()
        self.over: Mapping[str, str] = {}  # items that a failed gate passes over, and which

    @property
    def snapshot(self) -> Snapshot | None:
        """What stands before one's eyes; None where no inspection is open."""
        return self._shown

    @property
    def sheet(self) -> Any:
        """The sheet as it stands, or None."""
        return self._shown.sheet if self._shown is not None else None

    @property
    def unsaved(self) -> frozenset[str]:
        """Items of which something is on its way to the book."""
        return frozenset(one.item for one in self._given if not one.saved)

    def put(self, snapshot: Snapshot) -> None:
        """The book was read."""
        opened = snapshot.opened
        assert opened is not None
        if self._book is None or self._book.sheet.inspection.subject != opened.sheet.inspection.subject:
            self._given.clear()
        self._book = snapshot
        self._given = [one for one in self._given if not one.saved or one.saved > opened.as_of]
        self._compose()

    def give(self, kind: str, item: str, value: Any) -> Given:
        """Show something at once; tell `saved` or `refused` of it later."""
        one = Given(kind, item, value)
        self._given.append(one)
        self._compose()
        return one

    def saved(self, one: Given) -> None:
        """The book has it."""
        one.saved = time.monotonic()

    def refused(self, one: Given) -> None:
        """The book would not have it: as if it had never been given."""
        self._given = [other for other in self._given if other is not one]
        self._compose()

    def answer(self, item: str) -> Any:
        """The answer to an item, or None."""
        return self._answers.get(item) if self._shown is not None else None

    def note(self, item: str) -> str:
        """The remark to an item."""
        return str(self.sheet.notes.get(item, "")) if self._shown is not None else ""

    def gaps(self) -> tuple[Any, ...]:
        """What is still missing as it stands."""
        from supervisor.inspection.completeness import gaps

        sheet = self.sheet
        return tuple(gaps(sheet.template, sheet.answers, sheet.inspection.day))

    def broken(self, item: Any) -> str:
        """What the fact given to an item must keep to and does not; empty where it does."""
        from supervisor.inspection.completeness import breaks

        answer = self.answer(item.id)
        if answer is None or not item.constraint:
            return ""
        if not breaks(item, answer, self._values, self.sheet.inspection.day):
            return ""
        words = str(item.constraint_words) or _("It must keep to: {rule}").format(rule=item.constraint)
        follows = {"stop": _("to be mended before finishing"), "warn": _("will be noted when finishing")}
        return " · ".join(part for part in (words, follows.get(item.if_missing, "")) if part)

    def _compose(self) -> None:
        from supervisor.inspection.relevance import known_values

        book = self._book
        assert book is not None
        assert book.opened is not None
        sheet = book.sheet
        if self._given:
            sheet = self._with_given(sheet)
            book = replace(book, opened=replace(book.opened, sheet=sheet))
        self._answers: Mapping[str, Any] = {a.item: a for a in sheet.answers}
        self._values, order = known_values(sheet.template, sheet.answers, sheet.inspection.day)
        self.asked = frozenset(order)
        self.over = self._passed_over(sheet)
        self._shown = book

    def _passed_over(self, sheet: Any) -> Mapping[str, str]:
        from supervisor.inspection.scoring.rules import fails, passed_over

        waived = {line.item for line in sheet.score.lines if {"waived", "upheld"} & set(line.causes)}
        given = {item: answer for item, answer in self._answers.items() if item in self.asked}
        failed = [
            item.id
            for item in sheet.template.items()
            if item.id in given and item.id not in waived and fails(item, given[item.id].verdict, given[item.id].value)
        ]
        return passed_over(sheet.template.sections, failed, given) if failed else {}

    def _with_given(self, sheet: Any) -> Any:
        from supervisor.inspection.scoring.history import Finished, score_one

        change = msgspec.structs.replace
        answers = {a.item: a for a in sheet.answers}
        notes, photos = dict(sheet.notes), list(sheet.photos)
        for one in self._given:
            if one.kind == "answer":
                answers[one.item] = one.value
            elif one.kind == "note":
                notes[one.item] = one.value
            elif one.kind == "photo" and all((p.item, p.digest) != (one.item, one.value.digest) for p in photos):
                photos.append(one.value)
            elif one.kind == "gone":
                photos = [p for p in photos if (p.item, p.digest) != (one.item, one.value)]
        for one in self._given:
            if one.item in answers:
                given = answers[one.item]
                pictures = tuple(p.digest for p in photos if p.item == one.item)
                answers[one.item] = change(given, note=notes.get(one.item, ""), photos=pictures)
        anew = {one.item for one in self._given if one.kind == "answer"}  # settles what two devices said apart
        apart = tuple(c for c in sheet.clashes if c.why != "clash" or c.item not in anew)
        ordered = tuple(answers[i.id] for i in sheet.template.items() if i.id in answers)
        inspection = sheet.inspection
        finished = Finished(
            inspection=inspection.subject, template=sheet.template, answers=ordered, waivers={},
            at_ms=round(inspection.begun.timestamp() * 1000), day=inspection.day, running=True, place=inspection.place,
        )  # fmt: skip
        assert self._book is not None
        assert self._book.opened is not None
        score = score_one(finished, self._book.opened.memory)
        return change(sheet, answers=ordered, notes=notes, photos=tuple(photos), clashes=apart, score=score)
