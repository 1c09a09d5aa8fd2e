"""Kind 5: what follows for whom from too many cases in a month, by the version each inspection was begun with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from supervisor.inspection import answer as text
from supervisor.inspection.records import Consequence
from supervisor.inspection.scoring import rules
from supervisor.inspection.template import Threshold
from supervisor.journal import Reader

from .findings import scores_of
from .queries import template, versions
from .standing import counting, inspections_named
from .tables import FINDING

Mine = tuple[str, str]  # the check-list's code and a person


class Counted(NamedTuple):
    """One finding: the cases that each person bears of it, and the thresholds of the version it was found by."""

    subject: str
    code: str
    item: str
    digest: str
    day: date
    cases: Mapping[str, int]
    thresholds: tuple[Threshold, ...]


def consequences(r: Reader, first: date, last: date) -> list[Consequence]:
    """Who had more cases in the period than a check-list allows, by check-list, person and day.

    What a person bears is what counts: of one act the highest alone, nothing that was waived or passed over. Cases add
    up over the versions of a check-list and after it was retired; each is held against the thresholds of the version
    its inspection was begun with, so that a later version judges nothing that was before it.
    """
    counts: dict[Mine, dict[str, int]] = {}
    behind: dict[Mine, list[Counted]] = {}
    crossed: dict[tuple[Mine, Threshold], Counted] = {}
    for f in _counted(r, first, last):
        for who, cases in f.cases.items():
            mine = counts.setdefault((f.code, who), {})
            mine[f.item] = mine.get(f.item, 0) + cases
            behind.setdefault((f.code, who), []).append(f)
            for one in rules.consequences(mine, f.thresholds):
                if one.item in ("", f.item):
                    crossed.setdefault(((f.code, who), one), f)
    found = [
        Consequence(
            person=mine[1],
            template=mine[0],
            threshold=one,
            cases=counts[mine].get(one.item, 0) if one.item else sum(counts[mine].values()),
            digest=at.digest,
            day=at.day,
            findings=tuple(f.subject for f in behind[mine] if one.item in ("", f.item)),
        )
        for (mine, one), at in crossed.items()
    ]
    return sorted(found, key=lambda c: (c.template, c.person, c.day, c.threshold.item, c.threshold.more_than))


def _counted(r: Reader, first: date, last: date) -> Iterator[Counted]:
    """Findings of the period by check-lists that have thresholds in any version, oldest first, with what each person
    bears of them. Earlier findings are not looked at, and inspections by other check-lists are not scored."""
    known = {one.digest: template(r, one.digest) for one in versions(r)}
    codes = sorted({one.code for one in known.values() if one.thresholds})
    rows = r.rows(
        counting(FINDING)
        .where(
            FINDING.c.day.between(first.isoformat(), last.isoformat()),
            FINDING.c.waived == "",
            FINDING.c.code.in_(codes),
        )
        .order_by(FINDING.c.at_ms, FINDING.c.subject)
    )
    given = {f.subject: text.decode(f.answer) for f in rows}
    named = [f for f in rows if given[f.subject].persons]
    scored = scores_of(r, inspections_named(r, {f.inspection for f in named}))
    for f in named:
        line = next((one for one in scored[f.inspection].lines if one.item == f.item), None)
        if line is None or not line.persons:
            continue
        if f.digest not in known:  # pinned on another laptop, its activation not handed in
            known[f.digest] = template(r, f.digest)
        shares = rules.each_bears(1, tuple(dict.fromkeys(given[f.subject].persons)), line.count)
        bearing = {who: shares.get(who, 0) for who in line.persons}
        yield Counted(
            f.subject, f.code, f.item, f.digest, date.fromisoformat(f.day), bearing, known[f.digest].thresholds
        )
