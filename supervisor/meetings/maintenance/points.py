"""What a check-list still lacks for a time: pure rules over who is there when."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec

from supervisor.language import Words

from .records import POINTS, WITH_PEOPLE, CheckList, Slot

Spans = Sequence[tuple[int, int]]


class Missing(msgspec.Struct, frozen=True):
    """One point that is not in place, and why in words."""

    point: str
    why: Words


def missing(
    found: CheckList, slot: Slot, there: Mapping[str, Spans], names: Mapping[str, str], busy: Collection[str] = ()
) -> tuple[Missing, ...]:
    """What the list lacks for a time, in the order of its points; empty when the window may lie inside opening hours.

    there: person -> when he is at work that day and neither on leave, at lunch nor in a meeting (minutes after
    midnight). busy: people who do the maintenance itself. A tick made for another time, or for other words than
    customers are to read now, counts for nothing.
    """
    lacks = []
    for point, words in POINTS.items():
        tick = found.tick(point)
        if tick is None:
            lacks.append(Missing(point, words))
        elif tick.slot != slot:
            lacks.append(Missing(point, _for_another_time(words, tick.slot)))
        elif tick.reworded:
            why = Words(f"{words.zh}（内容已改，须重新办理）", f"{words.en} (its words have changed since)")
            lacks.append(Missing(point, why))
        elif point in WITH_PEOPLE:
            why = _people_lack(found, point, tick.persons, slot, there, names, busy)
            if why is not None:
                lacks.append(Missing(point, why))
    return tuple(lacks)


def covered(slot: Slot, spans: Spans) -> list[tuple[int, int]]:
    """The stretches of a time in which nobody of these spans is there."""
    open_from, holes = slot.start_minute, []
    for start, end in sorted(spans):
        if start > open_from:
            holes.append((open_from, min(start, slot.end_minute)))
        open_from = max(open_from, end)
        if open_from >= slot.end_minute:
            break
    if open_from < slot.end_minute:
        holes.append((open_from, slot.end_minute))
    return [(start, end) for start, end in holes if start < min(end, slot.end_minute)]


def _people_lack(
    found: CheckList, point: str, persons: Sequence[str], slot: Slot, there: Mapping[str, Spans],
    names: Mapping[str, str], busy: Collection[str],
) -> Words | None:  # fmt: skip
    """Why the people of a point do not do; None if they do."""
    words = POINTS[point]
    if not persons:
        return Words(f"{words.zh}（未指定人员）", f"{words.en} (nobody is named)")
    guide = found.tick("guide")
    for person in persons:
        name = names.get(person, person)
        if person in busy:
            return Words(f"{words.zh}（{name}参加维护）", f"{words.en} ({name} does the maintenance)")
        if point == "cover" and guide is not None and person in guide.persons:
            return Words(f"{words.zh}（{name}已任引导）", f"{words.en} ({name} is the guide already)")
        if len(covered(slot, there.get(person, ()))) == 1 and covered(slot, there.get(person, ())) == [
            (slot.start_minute, slot.end_minute)
        ]:
            return Words(f"{words.zh}（{name}该时段不在岗）", f"{words.en} ({name} is not at work then)")
    holes = covered(slot, [span for person in persons for span in there.get(person, ())])
    if holes:
        start, end = holes[0]
        when = f"{_clock(start)}–{_clock(end)}"
        return Words(f"{words.zh}（{when}无人）", f"{words.en} (nobody from {_clock(start)} to {_clock(end)})")
    return None


def _for_another_time(words: Words, slot: Slot) -> Words:
    when = f"{slot.day:%m-%d} {_clock(slot.start_minute)}–{_clock(slot.end_minute)}"
    return Words(f"{words.zh}（原为{when}办理）", f"{words.en} (was done for {when})")


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
