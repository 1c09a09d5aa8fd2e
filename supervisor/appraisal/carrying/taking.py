"""What a month takes in from signed months before it."""

from __future__ import annotations

from collections.abc import Callable

from supervisor.appraisal.carrying.late import carried_to, late_evidence
from supervisor.appraisal.carrying.lines import Basis, Carried, carried_lines, together
from supervisor.journal import Reader


def carried_into(r: Reader, month: str, read: Callable[[str, frozenset[str]], Basis | None]) -> tuple[Carried, ...]:
    """Everybody's lines from signed months that count in `month`. `read` gives a month without some subjects (None
    where it had no rule book); what an earlier month than this took in stands before, what a later one takes in does
    not stand yet, so that each of them has the difference it made."""
    found: list[Carried] = []
    for source in carried_to(r, month):
        away = [each for each in late_evidence(r, source) if each.counts_in != source]
        without = read(source, frozenset(each.subject for each in away if each.counts_in >= month))
        within = read(source, frozenset(each.subject for each in away if each.counts_in > month))
        if without is not None and within is not None:
            found += carried_lines(without, within)
    return tuple(together(found).values())
