"""Kind 5: what follows for whom from too many cases in a month, by the version each inspection was begun with."""

from __future__ import annotations

from datetime import date

from supervisor.inspection.records import Consequence, Finding
from supervisor.inspection.scoring import rules
from supervisor.inspection.template import Template, Threshold
from supervisor.journal import Reader

from .findings import findings
from .queries import template

Mine = tuple[str, str]  # the check-list's code and a person


def consequences(r: Reader, first: date, last: date) -> list[Consequence]:
    """Who had more cases in the period than a check-list allows, by check-list, person and day.

    What a person bears is what counts: of one act the highest alone, nothing that was waived or passed over. Cases add
    up over the versions of a check-list and after it was retired; each is held against the thresholds of the version
    its inspection was begun with, so that a later version judges nothing that was before it.
    """
    known: dict[str, Template] = {}
    counts: dict[Mine, dict[str, int]] = {}
    behind: dict[Mine, list[Finding]] = {}
    crossed: dict[tuple[Mine, Threshold], Finding] = {}
    for f in findings(r, first, last):
        if f.digest not in known:
            known[f.digest] = template(r, f.digest)
        shares = rules.each_bears(1, tuple(dict.fromkeys(f.persons)), f.cases)
        for who in f.persons_points_c:
            cases = counts.setdefault((f.template, who), {})
            cases[f.item] = cases.get(f.item, 0) + shares.get(who, 0)
            behind.setdefault((f.template, who), []).append(f)
            for one in rules.consequences(cases, known[f.digest].thresholds):
                if one.item in ("", f.item):
                    crossed.setdefault(((f.template, who), one), f)
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
