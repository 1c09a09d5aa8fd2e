"""What each person bears of one finished inspection, item by item, without its score: for a month of many inspections.

The same as the lines of `score` say. Most failed items stand by themselves, and their shares follow from the item and
its answer alone; where a gate failed or an act was seen under several items, the inspection is worked out as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from supervisor.inspection.answer import Answer
from supervisor.inspection.relevance import asked
from supervisor.inspection.template import Item, Template

from .history import Finished, Memory
from .rules import each_bears
from .score import cases_of, line_of, worked_out


class Share(NamedTuple):
    """Of one failed item: its cases, points lost (hundredths) and cents by person, how many cases only remind."""

    item: str
    cases: int
    points_c: Mapping[str, int]
    fines: Mapping[str, int]
    reminders: int


_NONE: Mapping[str, int] = {}


class Sharing:
    """The check-list of many inspections, with what of it is asked always and which of its items are plain."""

    def __init__(self, template: Template) -> None:
        self.template = template
        items = template.items()
        self._every = None if template.conditional else frozenset(item.id for item in items)
        self._items = {item.id: item for item in items if item.kind == "check"}
        self._plain = frozenset(item.id for item in items if _plain(item))

    @property
    def needs_all(self) -> bool:
        """Whether an answer that is no failure may decide about one that is: conditions, gates that pass items over."""
        return self.template.conditional or any(item.continue_at for item in self.template.items())

    def of(self, one: Finished, memory: Memory) -> Iterator[Share]:
        """The shares of one inspection by this check-list."""
        wanted = self._every
        if wanted is None:
            wanted = asked(one.template, one.answers, one.day)
        items = self._items
        failed = [
            answer for answer in one.answers
            if answer.verdict == "fail" and answer.item in wanted and answer.item in items
        ]  # fmt: skip
        before = memory.earlier(one)
        if self._tied(failed):
            found = worked_out(one.template, one.answers, waivers=one.waivers, earlier=before, day=one.day,
                               place=one.place, wanted=wanted)  # fmt: skip
            for line in found.lines:
                yield Share(line.item, line.count, line.persons, line.fines, line.reminders)
            return
        for answer in failed:
            item = items[answer.item]
            if item.id in one.waivers or item.id not in self._plain:
                line = line_of(item, "", answer, before, one.place)
                waived = item.id in one.waivers
                yield Share(item.id, line.count, {} if waived else line.persons, {} if waived else line.fines,
                            line.reminders)  # fmt: skip
                continue
            cases, named = cases_of(item, answer), answer.persons
            bearing = {named[0]: cases} if len(named) == 1 else each_bears(1, tuple(dict.fromkeys(named)), cases)
            points_c = {who: item.per_case_c * n for who, n in bearing.items()}
            fines = {who: item.fine_cents * n for who, n in bearing.items()} if item.fine_cents else _NONE
            yield Share(item.id, cases, points_c, fines, 0)

    def _tied(self, failed: Sequence[Answer]) -> bool:
        """Whether what one failed item costs may hang on another: a gate, or one act under several of them."""
        acts: set[str] = set()
        for answer in failed:
            item = self._items[answer.item]
            if answer.act or item.gate != "none" or item.continue_at or item.same_act in acts:
                return True
            if item.same_act:
                acts.add(item.same_act)
        return False


def _plain(item: Item) -> bool:
    return item.counts != "rate" and not item.first_is_reminder and not item.fine_doubles
