"""The score of one inspection, with the reason for every point.

Pure: template, answers, waivers and earlier breaches go in; points and their explanation come out. The order is: what
applies (7), gates (6), cases (1), reminders (4), one act (3), the item's floor (2), waiver (14), total with floor and
cap (2). A check-list is scored by the version it was begun with (15), which the caller hands in. Facts carry no points.

The arithmetic closes: `full_c` − `forfeited_c` − what the lines lost + `bonus_c` = `unbounded_c`, and only the floor or
cap of the whole (`bound`) stands between that and `score_c`.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from supervisor.inspection.answer import Answer
from supervisor.inspection.relevance import asked
from supervisor.inspection.template import Item, Section, Template

from . import rules
from .acts import Piece, bearers, settle
from .records import Cause, Line, Score, SectionScore, Waiver


def score(
    template: Template,
    answers: Sequence[Answer],
    *,
    waivers: Mapping[str, Waiver] | None = None,
    earlier: Mapping[tuple[str, str], int] | None = None,
    running: bool = False,
    day: date | None = None,
    place: str = "",
) -> Score:
    """The score of one inspection.

    `waivers` by item id; `earlier` cases in the remembered period by (item id, who), who being a person, or where
    nobody was named a place of an item counted by places, else "". While `running`, items not yet answered count as
    intact; afterwards they leave the denominator. `day` is the inspection's business day, needed only where a condition
    asks today(); `place` is where it was made.
    """
    found = worked_out(template, answers, waivers=waivers, earlier=earlier, day=day, place=place)
    wanted, given, failed, gates, over, settled, lines = found
    items = template.items()
    applying = {
        item.id
        for section in template.sections
        for item in section.items
        if item.id in wanted and _applies(item, given.get(item.id), running, item.id in over, section.id in gates)
    }
    full_c = rules.applicable_c(template.base_c, (i.points_c for i in items if i.id not in applying))

    counted = {line.item: line.lost_c for line in lines}
    under_gate = {line.item: line.lost_c for line in settled.values() if line.section in gates}
    sections = tuple(_section(section, applying, counted, under_gate, gates) for section in template.sections)
    forfeited_c = sum(one.full_c - one.score_c for one in sections if one.forfeited_by)
    everything = next((i.id for i in items if i.gate == "all" and i.id in failed), "")
    if everything:
        forfeited_c = rules.forfeits(full_c, forfeited_c)
    lost_c = forfeited_c + sum(c for c in counted.values() if c > 0)
    bonus_c = -sum(c for c in counted.values() if c < 0)
    cap_c = rules.most_c(full_c, template.base_c, template.cap_c)
    unbounded_c = full_c - lost_c + bonus_c
    floor_c = rules.least_c(full_c, template.base_c, template.floor_c)
    total_c = rules.capped(unbounded_c, floor_c, cap_c)
    return Score(
        base_c=template.base_c,
        full_c=full_c,
        lost_c=lost_c,
        bonus_c=bonus_c,
        score_c=total_c,
        percent_c=rules.percent_c(total_c, full_c),
        items=sum(1 for i in items if i.id in wanted and i.kind != "note"),
        answered=len(given),
        not_applicable=sum(1 for i in items if i.kind == "check" and i.id in given and given[i.id].verdict == "na"),
        lines=lines,
        sections=sections,
        facts=sum(1 for i in items if i.id in wanted and i.kind not in ("check", "note")),
        forfeited_c=forfeited_c,
        forfeited_by=everything,
        unbounded_c=unbounded_c,
        bound="floor" if total_c > unbounded_c else "cap" if total_c < unbounded_c else "",
    )


class WorkedOut(NamedTuple):
    """The failed items of an inspection, line by line, and what decided about them: the items `wanted`, the answers
    `given` to them, what `failed`, the `gates` by section, what they pass `over`, the lines before waivers."""

    wanted: frozenset[str]
    given: Mapping[str, Answer]
    failed: Sequence[str]
    gates: Mapping[str, str]
    over: Mapping[str, str]
    settled: Mapping[str, Line]
    lines: tuple[Line, ...]


def worked_out(
    template: Template,
    answers: Sequence[Answer],
    *,
    waivers: Mapping[str, Waiver] | None = None,
    earlier: Mapping[tuple[str, str], int] | None = None,
    day: date | None = None,
    place: str = "",
    wanted: frozenset[str] | None = None,
) -> WorkedOut:
    """The lines of one inspection without its total, which is all that its people bear; as `score` takes them.
    `wanted` are the items that are asked, where that is known already."""
    if wanted is None:
        wanted = asked(template, answers, day)
    given = {answer.item: answer for answer in answers if answer.item in wanted}
    waived, before = waivers or {}, earlier or {}
    faults = [
        (item, section.id, answer)
        for section in template.sections
        for item in section.items
        if (answer := given.get(item.id)) is not None and answer.verdict == "fail" and item.kind == "check"
    ]
    broken = [item for item, _section, answer in faults if item.id not in waived and _fails(item, answer)]
    failed = [item.id for item in broken]
    gates = rules.forfeited(template.sections, failed) if any(item.gate != "none" for item in broken) else {}
    over = rules.passed_over(template.sections, failed, given) if any(item.continue_at for item in broken) else {}
    found = [(line_of(item, section, answer, before, place), answer) for item, section, answer in faults]
    by_id = {item.id: item for item, _section, _answer in faults}
    settled = _one_act(by_id, [pair for pair in found if pair[0].item not in waived], gates, over)
    lines = tuple(_settled(settled.get(line.item, line), waived, over, gates) for line, _answer in found)
    return WorkedOut(wanted, given, failed, gates, over, settled, lines)


def _fails(item: Item, answer: Answer) -> bool:
    return rules.fails(item, answer.verdict, answer.value)


def _applies(item: Item, answer: Answer | None, running: bool, passed_over: bool, forfeited: bool) -> bool:
    """Kind 7: whether an asked item stands in the denominator.

    What a failed gate passes over is lost with its section; in a section that was not forfeited it was never checked.
    """
    if item.kind != "check":
        return False
    if passed_over:
        return forfeited
    return running if answer is None else answer.verdict != "na"


def _one_act(
    items: Mapping[str, Item],
    found: Sequence[tuple[Line, Answer]],
    gates: Mapping[str, str],
    over: Container[str],
) -> dict[str, Line]:
    """Kind 3 over everything that is not waived: each line by item, with what of it counts and what people bear.

    Items that the check-list calls one act are so person by person; where the inspector names the act, it is one
    whoever took part. A forfeited section is settled by itself, so that its losses are never hidden behind those of
    another; what people bear does not ask for sections.
    """
    settled = {line.item: line for line, _answer in found}
    acts: dict[str, list[tuple[Line, bool]]] = {}
    for line, answer in found:
        same = items[line.item].same_act
        if line.count and (answer.act or same):
            act = f"seen {answer.act}" if answer.act else f"listed {same}"
            acts.setdefault(act, []).append((line, bool(answer.act)))
    for act in acts.values():
        if len(act) < 2:
            continue
        counting: set[tuple[str, str]] = set()
        for forfeited in dict.fromkeys(_forfeited(line, gates) for line, _seen in act):
            pieces = {
                line.item: _pieces(line, items[line.item], seen)
                for line, seen in act
                if _forfeited(line, gates) == forfeited
            }
            rooms = {item: _room(items[item]) for item in pieces}
            done = settle([piece for some in pieces.values() for piece in some], rooms)
            for item, parts in pieces.items():
                settled[item] = _counting(settled[item], parts, done.counting, done.instead, rooms[item])
                counting |= {(item, who) for part in parts if part in done.counting for who in part.persons}
        shares = {
            (line.item, who): (line.persons[who], line.fines.get(who, 0))
            for line, _seen in act
            if line.item not in over
            for who in line.persons
        }
        borne = bearers(shares, counting)
        for item, line in ((one.item, settled[one.item]) for one, _seen in act):
            settled[item] = msgspec.structs.replace(
                line,
                persons={who: c for who, c in line.persons.items() if (item, who) in borne},
                fines={who: c for who, c in line.fines.items() if (item, who) in borne},
            )
    return settled


def _forfeited(line: Line, gates: Mapping[str, str]) -> str:
    return line.section if line.section in gates else ""


def _room(item: Item) -> int:
    return item.points_c - item.floor_c


def _pieces(line: Line, item: Item, seen: bool) -> list[Piece]:
    """What each person did where cases are counted per person-time; else all of it is one."""
    if seen or line.counts != "person_time" or not line.persons:
        whose = frozenset(() if seen else line.persons)
        return [Piece(line.item, whose, line.raw_c, (line.lost_c, sum(line.fines.values())))]
    return [
        Piece(line.item, frozenset((who,)), c, (min(c, _room(item)), line.fines.get(who, 0)))
        for who, c in line.persons.items()
    ]


def _counting(
    line: Line, parts: Sequence[Piece], counting: Collection[Piece], instead: Mapping[Piece, str], room_c: int
) -> Line:
    """The line with only those of its parts that count."""
    left = [part for part in parts if part not in counting]
    if not left:
        return line
    related = instead[left[0]]
    if len(left) == len(parts):
        return msgspec.structs.replace(line, lost_c=0, causes=("same_act",), related=related)
    lost_c = min(sum(part.raw_c for part in parts if part in counting), room_c)
    gone = {who for part in left for who in part.persons}
    aside = sum(n for who, n in rules.each_bears(1, tuple(line.persons), line.count).items() if who in gone)
    floor = ("floor",) if lost_c != sum(part.raw_c for part in parts if part in counting) else ()
    kept = tuple(cause for cause in line.causes if cause != "floor")
    return msgspec.structs.replace(
        line, lost_c=lost_c, causes=(*kept, "same_act", *floor), related=related, aside=aside
    )


def _section(
    section: Section,
    applying: set[str],
    counted: Mapping[str, int],
    under_gate: Mapping[str, int],
    gates: Mapping[str, str],
) -> SectionScore:
    full_c = sum(i.points_c for i in section.items if i.id in applying)
    by = gates.get(section.id, "")
    if not by:
        lost_c = sum(counted.get(i.id, 0) for i in section.items)
        return SectionScore(section=section.id, full_c=full_c, score_c=full_c - lost_c)
    costing = [i.id for i in section.items if under_gate.get(i.id, 0) > 0]
    lost_c = rules.forfeits(full_c, sum(under_gate[i] for i in costing))
    return SectionScore(
        section=section.id,
        full_c=full_c,
        score_c=full_c - lost_c,
        forfeited_by=by,
        below_c=lost_c - full_c,
        below_by=tuple(costing) if lost_c > full_c else (),
    )


def cases_of(item: Item, answer: Answer) -> int:
    """Kind 1: the cases of a failed item as it counts them; of a rate within its limit none."""
    if item.counts == "rate" and answer.value is not None:
        return rules.rate_cases(answer.value, item.limit, item.step)
    persons = len(set(answer.persons)) if item.counts == "person_time" else 0
    places = len(set(answer.places)) if item.counts == "place" else 0
    return rules.cases_counted(item.counts, answer.cases, persons, places)


_COUNTED: tuple[Cause, ...] = ("counted",)


def line_of(item: Item, section: str, answer: Answer, before: Mapping[tuple[str, str], int], place: str) -> Line:
    """Kinds 1, 4 and 2 of one failed item, before other items are looked at. What is remembered is asked for only where
    the item remembers: a month of a large branch has thousands of lines."""
    count, remembers = cases_of(item, answer), item.first_is_reminder or item.fine_doubles
    named = tuple(dict.fromkeys(answer.persons)) if len(answer.persons) > 1 else answer.persons
    whose = rules.remembered_by(item.counts, named, answer.places, place) if remembers else ()
    known = {who: before.get((item.id, who), 0) for who in whose}
    only_reminded = rules.reminders(count, item.first_is_reminder, known, whose)
    raw_c = item.per_case_c * (count - only_reminded)
    lost_c = rules.floored(raw_c, item.points_c, item.floor_c)
    causes = _COUNTED if count else ("within_limit",)
    if item.counts == "rate" and answer.value is None:
        causes = (*causes, "unmeasured")
    if only_reminded:
        causes = (*causes, "reminder")
    if lost_c != raw_c:
        causes = (*causes, "floor")
    if len(named) == 1 and not remembers:  # most lines of a month
        who, n = named[0], max(count, 0)
        return Line(
            item=item.id, section=section, clause=item.clause, counts=item.counts, count=count, reminders=0,
            per_case_c=item.per_case_c, raw_c=raw_c, lost_c=lost_c, causes=causes,
            persons={who: item.per_case_c * n} if n else {},
            fines={who: item.fine_cents * n} if n and item.fine_cents else {},
        )  # fmt: skip
    bearing = rules.each_bears(1, named, count)
    spared = {who for who in named if known.get(who, 0) == 0} if item.first_is_reminder else ()
    persons = {who: item.per_case_c * max(0, n - (who in spared)) for who, n in bearing.items()}
    fines = (
        {who: _fine(item, known.get(who, 0), n, who in spared) for who, n in bearing.items()} if item.fine_cents else {}
    )
    return Line(
        item=item.id,
        section=section,
        clause=item.clause,
        counts=item.counts,
        count=count,
        reminders=only_reminded,
        per_case_c=item.per_case_c,
        raw_c=raw_c,
        lost_c=lost_c,
        causes=causes,
        persons=persons,
        fines=fines,
    )


def _fine(item: Item, earlier: int, cases: int, spared: bool) -> int:
    """Cents one person bears; an earlier reminder was no fine and so does not double the next."""
    due = cases - int(spared)
    if not item.fine_doubles:
        return item.fine_cents * due
    fined = max(0, earlier - int(item.first_is_reminder))
    return rules.doubled_cents(item.fine_cents, fined, due, item.fine_cap_cents)


def _settled(line: Line, waived: Mapping[str, Waiver], over: Mapping[str, str], gates: Mapping[str, str]) -> Line:
    """The line after waiver (14) and gates (6); people bear nothing for what does not count.

    Under a forfeited section people still bear their own cases: the section's zero is the branch's, not theirs.
    """
    replace = msgspec.structs.replace
    if line.item in waived:
        decided = waived[line.item]
        causes = ("upheld",) if decided.appeal else ("waived",)
        return replace(line, lost_c=0, causes=causes, reason=decided.reason, persons={}, fines={})
    if line.item in over:
        causes, related = ("skipped",), over[line.item]
        return replace(line, lost_c=0, causes=causes, related=related, aside=0, persons={}, fines={})
    if line.section in gates:
        causes = tuple(cause for cause in line.causes if cause != "same_act")
        return replace(line, lost_c=0, causes=(*causes, "gate"), related=gates[line.section], aside=0)
    return line
