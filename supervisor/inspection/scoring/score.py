"""The score of one inspection, with the reason for every point.

Pure: template, answers, waivers and earlier breaches go in; points and their explanation come out. The order is: what
applies (7), gates (6), cases (1), reminders (4), the item's floor (2), one act (3), waiver (14), total with floor and
cap (2). A check-list is scored by the version it was begun with (15), which the caller hands in. Facts carry no points.

The arithmetic closes: `full_c` − `forfeited_c` − what the lines lost + `bonus_c` = `unbounded_c`, and only the floor or
cap of the whole (`bound`) stands between that and `score_c`.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec

from supervisor.inspection.answer import Answer
from supervisor.inspection.relevance import asked
from supervisor.inspection.template import Counting, Item, Section, Template

from . import rules

Cause = Literal["counted", "floor", "reminder", "within_limit", "same_act", "waived", "gate", "skipped"]

# Points weigh before money, and money where the points are the same; fines that double grow past any sum of points.
_POINT = 10**40


class Waiver(msgspec.Struct, frozen=True):
    """Why a finding does not count, and who decided so."""

    reason: str
    by: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One failed item explained: `count` cases × `per_case_c` = `raw_c`; `lost_c` is what really counts.

    `causes` say why the two differ; `related` names the item that counts instead or the gate that failed.
    """

    item: str
    section: str
    clause: str
    counts: Counting
    count: int
    reminders: int
    per_case_c: int
    raw_c: int
    lost_c: int
    causes: tuple[Cause, ...]
    related: str = ""
    reason: str = ""
    persons: Mapping[str, int] = {}  # points lost by each person
    fines: Mapping[str, int] = {}  # cents by each person


class SectionScore(msgspec.Struct, frozen=True, kw_only=True):
    """What a section could give and gave; `forfeited_by` is the gate item that failed."""

    section: str
    full_c: int
    score_c: int
    forfeited_by: str = ""


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """`score_c` of `full_c` points; `percent_c` is None where nothing applied. Explained by `lines`.

    `items` are the items asked that await an answer, `facts` those of them that carry no points. `forfeited_c` of
    `lost_c` went with whole sections, or with everything where `forfeited_by` names the gate that forfeits all.
    `bound` says whether the floor or the cap of the whole turned `unbounded_c` into `score_c`.
    """

    base_c: int
    full_c: int
    lost_c: int
    bonus_c: int
    score_c: int
    percent_c: int | None
    items: int
    answered: int
    not_applicable: int
    lines: tuple[Line, ...]
    sections: tuple[SectionScore, ...]
    facts: int = 0
    forfeited_c: int = 0
    forfeited_by: str = ""
    unbounded_c: int = 0
    bound: Literal["", "floor", "cap"] = ""

    @property
    def points_c(self) -> int:
        """The score in points, as `score_c`, under the name that points have everywhere else."""
        return self.score_c


def score(
    template: Template,
    answers: Sequence[Answer],
    *,
    waivers: Mapping[str, Waiver] | None = None,
    earlier: Mapping[tuple[str, str], int] | None = None,
    running: bool = False,
    day: date | None = None,
) -> Score:
    """The score of one inspection.

    `waivers` by item id; `earlier` breaches in the remembered period by (item id, who), who being a person, or where
    nobody was named a place of an item counted by places, else "". While `running`, items not yet answered count as
    intact; afterwards they leave the denominator. `day` is the inspection's business day, needed only where a condition
    asks today().
    """
    wanted = asked(template, answers, day)
    given = {answer.item: answer for answer in answers if answer.item in wanted}
    waived, before = waivers or {}, earlier or {}
    items = template.items()
    failed = [i.id for i in items if i.id in given and i.id not in waived and _fails(i, given[i.id])]
    gates = rules.forfeited(template.sections, failed)
    over = rules.passed_over(template.sections, failed, given)
    applying = {
        item.id
        for section in template.sections
        for item in section.items
        if item.id in wanted and _applies(item, given.get(item.id), running, item.id in over, section.id in gates)
    }
    full_c = rules.applicable_c(template.base_c, (i.points_c for i in items if i.id not in applying))

    found: list[tuple[Line, Answer]] = []
    for section in template.sections:
        for item in section.items:
            answer = given.get(item.id)
            if answer is not None and answer.verdict == "fail" and item.kind == "check":
                found.append((_line(item, section.id, answer, before), answer))
    aside = _set_aside({i.id: i.same_act for i in items}, [pair for pair in found if pair[0].item not in waived], gates)
    bearers = {line.item: line.persons for line, _answer in found}
    lines = tuple(_settled(line, waived, over, gates, aside, bearers) for line, _answer in found)

    counted = {line.item: line.lost_c for line in lines}
    under_gate = {
        line.item: line.lost_c
        for line, _answer in found
        if line.section in gates and line.item not in waived and line.item not in aside
    }
    sections = tuple(_section(section, applying, counted, under_gate, gates) for section in template.sections)
    forfeited_c = sum(one.full_c - one.score_c for one in sections if one.forfeited_by)
    everything = next((i.id for i in items if i.gate == "all" and i.id in failed), "")
    if everything:
        forfeited_c = rules.forfeits(full_c, forfeited_c)
    lost_c = forfeited_c + sum(c for c in counted.values() if c > 0)
    bonus_c = -sum(c for c in counted.values() if c < 0)
    cap_c = full_c + max(0, template.cap_c - template.base_c)
    unbounded_c = full_c - lost_c + bonus_c
    total_c = rules.capped(unbounded_c, template.floor_c, cap_c)
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


def _set_aside(
    listed: Mapping[str, str], found: Sequence[tuple[Line, Answer]], gates: Mapping[str, str]
) -> dict[str, str]:
    """Kind 3 over everything that counts, by item set aside the one that counts instead.

    Items that the check-list calls one act (`listed`, by item) are so person by person; where the inspector names the
    act, it is one whoever took part. A forfeited section is settled by itself, so that its losses are never hidden
    behind those of another.
    """
    aside: dict[str, str] = {}
    for forfeited in ("", *gates):
        pairs = [
            (line, answer) for line, answer in found if (line.section if line.section in gates else "") == forfeited
        ]
        losses = {line.item: line.lost_c * _POINT + sum(line.fines.values()) for line, _answer in pairs if line.count}
        acts = {
            line.item: f"seen {answer.act}" if answer.act else f"listed {listed[line.item]}"
            for line, answer in pairs
            if answer.act or listed[line.item]
        }
        persons = {line.item: answer.persons for line, answer in pairs if not answer.act}
        aside |= rules.highest_only(losses, acts, persons)
    return aside


def _section(
    section: Section,
    applying: set[str],
    counted: Mapping[str, int],
    under_gate: Mapping[str, int],
    gates: Mapping[str, str],
) -> SectionScore:
    full_c = sum(i.points_c for i in section.items if i.id in applying)
    by = gates.get(section.id, "")
    if by:
        lost_c = rules.forfeits(full_c, sum(max(0, under_gate.get(i.id, 0)) for i in section.items))
    else:
        lost_c = sum(counted.get(i.id, 0) for i in section.items)
    return SectionScore(section=section.id, full_c=full_c, score_c=full_c - lost_c, forfeited_by=by)


def _line(item: Item, section: str, answer: Answer, before: Mapping[tuple[str, str], int]) -> Line:
    """Kinds 1, 4 and 2 of one failed item, before other items are looked at."""
    if item.counts == "rate" and answer.value is not None:
        count = rules.rate_cases(answer.value, item.limit, item.step)
    else:
        count = rules.cases_counted(item.counts, answer.cases, len(answer.persons), len(answer.places))
    whose = answer.remembered_by(item.counts)
    known = {who: before.get((item.id, who), 0) for who in whose}
    only_reminded = rules.reminders(count, item.first_is_reminder, known, whose)
    raw_c = item.per_case_c * (count - only_reminded)
    lost_c = rules.floored(raw_c, item.points_c, item.floor_c)
    causes: list[Cause] = ["counted"] if count else ["within_limit"]
    if only_reminded:
        causes.append("reminder")
    if lost_c != raw_c:
        causes.append("floor")
    bearers = rules.each_bears(1, answer.persons, count)
    spared = {who: item.first_is_reminder and known.get(who, 0) == 0 for who in answer.persons}
    persons = {who: item.per_case_c * max(0, n - int(spared[who])) for who, n in bearers.items()}
    fines = {who: _fine(item, known[who], n, spared[who]) for who, n in bearers.items() if item.fine_cents}
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
        causes=tuple(causes),
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


def _settled(
    line: Line,
    waived: Mapping[str, Waiver],
    over: Container[str],
    gates: Mapping[str, str],
    aside: Mapping[str, str],
    bearers: Mapping[str, Mapping[str, int]],
) -> Line:
    """The line after waiver (14), gates (6) and same act (3); people bear nothing for what does not count.

    Under a forfeited section people still bear their own cases: the section's zero is the branch's, not theirs. Of one
    act under two clauses people bear the higher; who is named under the lower alone bears that.
    """
    replace = msgspec.structs.replace
    if line.item in waived:
        return replace(line, lost_c=0, causes=("waived",), reason=waived[line.item].reason, persons={}, fines={})
    if line.item in over:
        return replace(line, lost_c=0, causes=("skipped",), persons={}, fines={})
    if line.item in aside:
        higher = aside[line.item]
        others = {who for who in line.persons if bearers[higher] and who not in bearers[higher]}
        line = replace(
            line,
            lost_c=0,
            causes=("same_act",),
            related=higher,
            persons={who: c for who, c in line.persons.items() if who in others},
            fines={who: c for who, c in line.fines.items() if who in others},
        )
    if line.section in gates:
        causes = (*line.causes, "gate") if line.item not in aside else ("gate",)
        return replace(line, lost_c=0, causes=causes, related=gates[line.section])
    return line
