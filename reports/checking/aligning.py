"""Which row of today is which row of the day it was signed, by their marks alone."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

BLANK = "e3b0c442"  # the mark of a row without content


class Aligned(NamedTuple):
    """Pairs of lines (signed, now) that belong together, equal or changed; lines put in; lines taken out; lines of now
    that hold a row from elsewhere."""

    pairs: list[tuple[int, int]]
    added: list[int]
    removed: list[int]
    moved: list[int]


def align(signed: Sequence[str], now: Sequence[str]) -> Aligned:
    """Lay the rows of now beside those that were signed. Both are marks from line 0 on."""
    size = max(len(signed), len(now))
    before = [*signed, *([BLANK] * (size - len(signed)))]
    after = [*now, *([BLANK] * (size - len(now)))]
    places = [line for line in range(size) if before[line] != after[line]]
    straight = [(line, line) for line in range(size)]
    known = {before[line] for line in places} - {BLANK}
    strayed = [line for line in places if after[line] in known]
    if not strayed or len(strayed) * 5 < len(places):
        return Aligned(straight, [], [], [])
    anchors = _anchors(before, after)
    same = Counter(before[line] for line in places) == Counter(after[line] for line in places)
    if (same and not _shifted(before, after)) or len(anchors) * 2 < len(_once(before) & _once(after)):
        return Aligned(straight, [], [], strayed)
    return _walk(before, after, anchors)


def _once(marks: Sequence[str]) -> set[str]:
    return {mark for mark, many in Counter(marks).items() if many == 1 and mark != BLANK}


def _shifted(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether most of the rows that stand elsewhere stand equally far down or up."""
    there = {mark: line for line, mark in enumerate(after)}
    common = _once(before) & _once(after)
    steps = Counter(there[mark] - line for line, mark in enumerate(before) if mark in common and there[mark] != line)
    return steps.total() > 2 and max(steps.values()) * 2 > steps.total()


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The longest run of rows, each there once on either side, that kept their order."""
    there = {mark: line for line, mark in enumerate(after)}
    common = _once(before) & _once(after)
    pairs = [(line, there[mark]) for line, mark in enumerate(before) if mark in common]
    tails: list[int] = []
    ends: list[int] = []
    links: list[int] = []
    for index, (_line, other) in enumerate(pairs):
        place = bisect_left(tails, other)
        links.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(other)
            ends.append(index)
        else:
            tails[place], ends[place] = other, index
    found, index = [], ends[-1] if ends else -1
    while index >= 0:
        found.append(pairs[index])
        index = links[index]
    return found[::-1]


def _walk(before: Sequence[str], after: Sequence[str], anchors: list[tuple[int, int]]) -> Aligned:
    """Between two rows that are sure, equal rows are laid together from both ends; what is left was changed in place,
    put in or taken out."""
    pairs: list[tuple[int, int]] = []
    added: list[int] = []
    removed: list[int] = []
    left, right = 0, 0
    for line, other in [*anchors, (len(before), len(after))]:
        lines, others = list(range(left, line)), list(range(right, other))
        while lines and others and before[lines[0]] == after[others[0]]:
            pairs.append((lines.pop(0), others.pop(0)))
        tail = []
        while lines and others and before[lines[-1]] == after[others[-1]]:
            tail.append((lines.pop(), others.pop()))
        both = min(len(lines), len(others))
        pairs += zip(lines[:both], others[:both], strict=True)
        removed += [one for one in lines[both:] if before[one] != BLANK]
        added += others[both:]
        pairs += tail[::-1]
        if line < len(before):
            pairs.append((line, other))
        left, right = line + 1, other + 1
    last = max((line for line in range(len(after)) if after[line] != BLANK), default=-1)
    gone = {before[line] for line in removed}
    moved = [line for line in added if after[line] in gone]
    back = {after[line] for line in moved}
    return Aligned(
        pairs,
        [line for line in added if line not in moved and (after[line] != BLANK or line < last)],
        [line for line in removed if before[line] not in back],
        moved,
    )
