"""Scores of many inspections together: what each person had been found at before decides what is only a reminder.

What spans inspections is computed on reading, never stored, so that every copy of the book says the same whatever the
order in which laptops came home. Pure: rows in, scores out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import msgspec

from supervisor.inspection.answer import Answer
from supervisor.inspection.template import Template

from .records import Score, Waiver
from .rules import each_bears, remembered_by
from .score import score


class Breach(msgspec.Struct, frozen=True, gc=False):
    """One finding as history remembers it; `persons` empty where nobody was named, `places` where it was seen.

    `cases` were they all together, as the check-list of that day counted them.
    """

    inspection: str
    code: str
    item: str
    persons: tuple[str, ...]
    at_ms: int
    day: date
    places: tuple[str, ...] = ()
    cases: int = 1

    def whose(self) -> Mapping[str, int]:
        """Under whom it is found again, with how many cases: the people named, each his own; nobody being named, under
        "" and each of its places."""
        if self.persons:
            return each_bears(1, tuple(dict.fromkeys(self.persons)), max(1, self.cases))
        return dict.fromkeys(("", *self.places), 1)


class Finished(msgspec.Struct, frozen=True, gc=False):
    """One inspection ready to be scored."""

    inspection: str
    template: Template
    answers: tuple[Answer, ...]
    waivers: Mapping[str, Waiver]
    at_ms: int
    day: date
    running: bool = False
    place: str = ""


class Memory:
    """Breaches that count, looked up by check-list, item and person, or place where nobody was named."""

    def __init__(self, breaches: Iterable[Breach]) -> None:
        """`breaches` in any order, without those waived or withdrawn."""
        self._known: dict[tuple[str, str, str], list[tuple[int, str, date, int]]] = defaultdict(list)
        for breach in breaches:
            for who, cases in breach.whose().items():
                self._known[(breach.code, breach.item, who)].append(
                    (breach.at_ms, breach.inspection, breach.day, cases)
                )
        for found in self._known.values():
            found.sort()
        self._items = {(code, item) for code, item, _who in self._known}

    def earlier(self, one: Finished) -> dict[tuple[str, str], int]:
        """Cases before this inspection and within the check-list's remembered days, by (item, who) as `score` asks
        for them."""
        code, counts = one.template.code, dict[tuple[str, str], int]()
        for answer in one.answers:
            if answer.verdict != "fail" or (code, answer.item) not in self._items:
                continue
            since = one.day - timedelta(days=one.template.repeat_days)
            how = next((item.counts for item in one.template.items() if item.id == answer.item), "")
            for who in remembered_by(how, answer.persons, answer.places, one.place):
                found = self._known.get((code, answer.item, who), [])
                before = found[: bisect_left(found, (one.at_ms, one.inspection, date.min, 0))]
                counts[(answer.item, who)] = sum(cases for _at, _inspection, day, cases in before if day >= since)
        return counts


def score_one(one: Finished, memory: Memory) -> Score:
    """The score of one inspection, finished or running, with what is remembered of others."""
    return score(
        one.template,
        one.answers,
        waivers=one.waivers,
        earlier=memory.earlier(one),
        running=one.running,
        day=one.day,
        place=one.place,
    )


def score_all(finished: Iterable[Finished], breaches: Iterable[Breach]) -> dict[str, Score]:
    """The score of each inspection by its subject."""
    memory = Memory(breaches)
    return {one.inspection: score_one(one, memory) for one in finished}


def remembering(template: Template) -> frozenset[str]:
    """Ids of the items whose score asks for earlier breaches: the first is a reminder, or the fine doubles."""
    return frozenset(item.id for item in template.items() if item.first_is_reminder or item.fine_doubles)
