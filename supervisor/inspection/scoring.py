"""The score of one inspection, with the reason for every point.

Pure: template, answers, waivers and earlier breaches go in; points and their explanation come out. The order is: what
applies (7), gates (6), cases (1), reminders (4), the item's floor (2), one act (3), waiver (14), total with floor and
cap (2). A check-list is scored by the version it was begun with (15), which the caller hands in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from . import rules
from .answer import Answer
from .relevance import asked
from .template import Counting, Item, Template

Cause = Literal["counted", "floor", "reminder", "same_act", "waived", "gate", "skipped"]


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
    """`score_c` of `full_c` points; `percent_c` is None where nothing applied. Explained by `lines`."""

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
) -> Score:
    """The score of one inspection.

    `waivers` by item id; `earlier` breaches in the remembered period by (item id, person), person "" where nobody was
    named. While `running`, items not yet answered count as intact; afterwards they leave the denominator.
    """
    wanted = asked(template, answers)
    given = {answer.item: answer for answer in answers if answer.item in wanted}
    waived, before = waivers or {}, earlier or {}
    items = template.items()
    failed = [i.id for i in items if i.id in given and given[i.id].verdict == "fail" and i.id not in waived]
    gates = rules.forfeited(template.sections, failed)
    over = rules.skipped(items, failed)

    def applies(item: Item) -> bool:
        answer = given.get(item.id)
        if item.id not in wanted:
            return False
        if answer is None:
            return running or item.id in over
        return answer.verdict != "na"

    full_c = rules.applicable_c(template.base_c, (i.points_c for i in items if not applies(i)))
    lines: list[Line] = []
    losses: dict[str, int] = {}
    for section in template.sections:
        for item in section.items:
            answer = given.get(item.id)
            if answer is not None and answer.verdict == "fail":
                line = _line(item, section.id, answer, before)
                lines.append(line)
                if item.id not in waived and item.id not in over and section.id not in gates:
                    losses[item.id] = line.lost_c
    aside = rules.highest_only(losses, {i.id: given[i.id].act or i.same_act for i in items if i.id in losses})
    lines = [_settled(line, waived, over, gates, aside) for line in lines]

    counted = {line.item: line.lost_c for line in lines}
    sections: list[SectionScore] = []
    for section in template.sections:
        section_full = sum(i.points_c for i in section.items if applies(i))
        lost = sum(counted.get(i.id, 0) for i in section.items)
        by = gates.get(section.id, "")
        sections.append(
            SectionScore(
                section=section.id,
                full_c=section_full,
                score_c=0 if by else section_full - lost,
                forfeited_by=by,
            )
        )
    forfeited_c = sum(s.full_c for s in sections if s.forfeited_by)
    if any(item.gate == "all" and item.id in failed for item in items):
        forfeited_c = full_c
    lost_c = forfeited_c + sum(c for c in counted.values() if c > 0)
    bonus_c = -sum(c for c in counted.values() if c < 0)
    cap_c = full_c + max(0, template.cap_c - template.base_c)
    total_c = rules.capped(full_c - lost_c + bonus_c, template.floor_c, cap_c)
    return Score(
        base_c=template.base_c,
        full_c=full_c,
        lost_c=lost_c,
        bonus_c=bonus_c,
        score_c=total_c,
        percent_c=rules.percent_c(total_c, full_c),
        items=len(wanted),
        answered=len(given),
        not_applicable=sum(1 for a in given.values() if a.verdict == "na"),
        lines=tuple(lines),
        sections=tuple(sections),
    )


def _line(item: Item, section: str, answer: Answer, before: Mapping[tuple[str, str], int]) -> Line:
    """Kinds 1, 4 and 2 of one failed item, before other items are looked at."""
    if item.counts == "rate" and answer.value is not None:
        count = rules.rate_cases(answer.value, item.limit, item.step)
    else:
        count = rules.cases_counted(item.counts, answer.cases, len(answer.persons), len(answer.places))
    known = {who: before.get((item.id, who), 0) for who in (answer.persons or ("",))}
    only_reminded = rules.reminders(count, item.first_is_reminder, known, answer.persons)
    raw_c = item.per_case_c * (count - only_reminded)
    lost_c = rules.floored(raw_c, item.points_c, item.floor_c)
    causes: list[Cause] = ["counted"]
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
    over: set[str],
    gates: Mapping[str, str],
    aside: Mapping[str, str],
) -> Line:
    """The line after waiver (14), gates (6) and same act (3); people bear nothing for what does not count.

    Under a forfeited section people still bear their own cases: the section's zero is the branch's, not theirs.
    """
    replace = msgspec.structs.replace
    if line.item in waived:
        return replace(line, lost_c=0, causes=("waived",), reason=waived[line.item].reason, persons={}, fines={})
    if line.item in over:
        return replace(line, lost_c=0, causes=("skipped",), persons={}, fines={})
    if line.section in gates:
        return replace(line, lost_c=0, causes=(*line.causes, "gate"), related=gates[line.section])
    if line.item in aside:
        return replace(line, lost_c=0, causes=("same_act",), related=aside[line.item], persons={}, fines={})
    return line
